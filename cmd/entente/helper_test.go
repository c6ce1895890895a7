package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"entente/internal/store/pgtest"
	"entente/internal/typst/typsttest"
)

// TestMain runs the tests, or is the child that sets PDF files for one of them.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == pdfWorker {
		os.Exit(typsttest.Main(m))
	}
	pgtest.Main(m)
}

const sample = "../../sample/quebec"

// result is what a call of the program gives.
type result struct {
	out, err string
	status   int
}

// call runs a command as main does, in English unless the environment says otherwise.
func call(t *testing.T, stdin string, args ...string) result {
	t.Helper()
	return callIn(t, map[string]string{"ENTENTE_LANG": "en"}, stdin, args...)
}

func callIn(t *testing.T, env map[string]string, stdin string, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	err := run(t.Context(), args, environment{getenv: func(k string) string { return env[k] }, stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs})
	r := result{out: out.String(), err: errs.String()}
	if err != nil {
		s := statusOf(err)
		r.status, r.err = s.code, r.err+s.msg
	}
	return r
}

// must calls a command that has to succeed and returns what it writes.
func must(t *testing.T, args ...string) string {
	t.Helper()
	r := call(t, "", args...)
	if r.status != 0 {
		t.Fatalf("entente %s: status %d\n%s", strings.Join(args, " "), r.status, r.err)
	}
	return r.out
}

// read decodes what a command writes with --json.
func read[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return v
}

// withSample is the address of a database that holds the sample office, the caller's own.
func withSample(t *testing.T) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "entente.db")
	must(t, "import", "--db", db, sample)
	return db
}

// postgres is the address of an empty PostgreSQL database.
func postgres(t *testing.T) string {
	t.Helper()
	url, err := pgtest.Shared(t).Fresh(t.Context(), "template0")
	if err != nil {
		t.Fatal(err)
	}
	return url
}

// built compiles the program.
func built(t *testing.T, flags ...string) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "entente")
	cmd := exec.CommandContext(t.Context(), "go", append(append([]string{"build", "-trimpath"}, flags...), "-o", binary, ".")...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return binary
}
