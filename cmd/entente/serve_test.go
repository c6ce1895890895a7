package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

var (
	address = regexp.MustCompile(`http://[^/ ]+/`)
	// firstLink is all that is said between opening a database without accounts and stopping.
	firstLink = regexp.MustCompile(`^There is no account\. The first one is made here, once: http://127\.0\.0\.1:\d+/en/app/first/[A-Za-z0-9_-]{43}\nThe site is stopped\.\n$`)
	keyMade   = regexp.MustCompile(`^Key of second factors made: \S+/entente\.db\.key\. Keep a copy elsewhere than with the copies of the database\.\n$`)
)

// get reads a page and wants it to be there.
func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", url, res.Status, err)
	}
	return string(body)
}

func TestServeTakesAnotherPortThanTheUsualWhenThatIsTaken(t *testing.T) {
	t.Parallel()
	var lc net.ListenConfig
	if l, err := lc.Listen(t.Context(), "tcp", defaultListen); err == nil {
		defer func() { _ = l.Close() }() // it was only there to be in the way
	} else if !errors.Is(err, syscall.EADDRINUSE) {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	said, out := io.Pipe()
	var errs bytes.Buffer
	ended := make(chan error, 1)
	db := withSample(t)
	go func() {
		err := run(ctx, []string{"serve", "--db", db}, environment{getenv: english, stdout: out, stderr: &errs})
		ended <- errors.Join(err, out.Close())
	}()
	lines := bufio.NewReader(said)
	first, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err, errs.String())
	}
	site := address.FindString(first)
	if site == "" || strings.Contains(site, ":8080/") {
		t.Fatalf("said %q, want another port", first)
	}
	if page := get(t, site+"en/reports/2024"); !strings.Contains(page, "2024") {
		t.Errorf("the report: %.300s", page)
	}
	stop()
	rest, err := io.ReadAll(lines)
	if err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil || !strings.Contains(string(rest), "stopped") {
		t.Errorf("ended with %v, said %q", err, rest)
	}
	if !strings.Contains(errs.String(), defaultListen) {
		t.Errorf("the taken address is not told: %q", errs.String())
	}
}

func TestServeNeverExchangesAPortThatWasAskedFor(t *testing.T) {
	t.Parallel()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }() // it was only there to be in the way
	r := call(t, "", "serve", "--db", filepath.Join(t.TempDir(), "entente.db"), "--listen", l.Addr().String())
	if r.status != exitFailed || !strings.Contains(r.err, l.Addr().String()) || r.out != "" {
		t.Errorf("status %d, %q, %q, want 1 and the address", r.status, r.err, r.out)
	}
}

func TestTheBinaryStopsWhenItIsToldTo(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), built(t), "serve", "--listen", "127.0.0.1:0", "--lang", "en", "--db", filepath.Join(t.TempDir(), "new", "entente.db"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err, errs.String())
	}
	if body := get(t, address.FindString(first)+"healthz"); body != "ok\n" {
		t.Errorf("an empty database: %q", body)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(lines)
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil || !firstLink.MatchString(string(rest)) || !keyMade.MatchString(errs.String()) {
		t.Errorf("ended with %v, said %q and %q", err, rest, errs.String())
	}
}

func TestABinaryWithoutAssetsSaysSo(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{"assets/dist", "internal/place/data"} {
		cmd := exec.CommandContext(t.Context(), built(t, "-overlay", without(t, folder)), "serve", "--listen", "127.0.0.1:0", "--db", filepath.Join(t.TempDir(), "entente.db"))
		var exit *exec.ExitError
		out, err := cmd.CombinedOutput()
		if !errors.As(err, &exit) || exit.ExitCode() != exitFailed || !strings.Contains(string(out), "built without assets: run make") {
			t.Errorf("without %s: %v\n%s", folder, err, out)
		}
		if strings.Contains(string(out), "panic") || bytes.Count(out, []byte("\n")) != 1 {
			t.Errorf("without %s, more than one plain line:\n%s", folder, out)
		}
	}
}

// without makes a build believe that a folder holds nothing but what keeps it in the repository.
func without(t *testing.T, folder string) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", folder))
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	gone := map[string]string{}
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), ".") {
			gone[filepath.Join(dir, f.Name())] = ""
		}
	}
	b, err := json.Marshal(map[string]any{"Replace": gone})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "overlay.json")
	write(t, path, string(b))
	return path
}

func TestTheBinaryPassesStatusesOn(t *testing.T) {
	t.Parallel()
	binary := built(t)
	for want, args := range map[int][]string{0: {"version"}, exitUsage: {"version", "now"}, exitNotFound: {"check", "--db", filepath.Join(t.TempDir(), "none.db")}} {
		cmd := exec.CommandContext(t.Context(), binary, args...)
		out, err := cmd.CombinedOutput()
		if got := cmd.ProcessState.ExitCode(); got != want {
			t.Errorf("%v: status %d, want %d: %v\n%s", args, got, want, err, out)
		}
	}
}

func english(name string) string { return map[string]string{"ENTENTE_LANG": "en"}[name] }
