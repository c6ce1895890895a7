package e2e_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"entente/internal/typst/typsttest"
)

// offices are what the site is filled with: the sample, and what it leaves out that the site has pages for.
func offices() []string { return []string{"../sample/quebec", "testdata"} }

// server is the program serving a database.
type server struct {
	base  string // its address, without a slash at the end
	db    string
	cmd   *exec.Cmd
	leash io.Closer
	said  *bytes.Buffer
}

// serve loads offices into an empty database with the command line, and serves them.
func serve(program, db string, folders ...string) (*server, error) {
	if err := load(program, db, folders...); err != nil {
		return nil, err
	}
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	return serveAt(program, db, address)
}

func load(program, db string, folders ...string) error {
	for _, folder := range folders {
		if out, err := exec.Command(program, "import", "--db", db, folder).CombinedOutput(); err != nil {
			return fmt.Errorf("load %s: %w\n%s", folder, err, out)
		}
	}
	return nil
}

// serveAt serves what a database holds at an address, with more in its environment.
func serveAt(program, db, address string, env ...string) (*server, error) {
	var err error
	// The shell ends the server as soon as the leash, a pipe that only this process holds, is closed: by stop, or by the
	// system when this process has panicked or was killed.
	const script = `"$@" & read -r _; kill "$!"; wait "$!"`
	s := &server{base: "http://" + address, db: db, said: &bytes.Buffer{}}
	s.cmd = exec.Command("/bin/sh", "-c", script, "leash", program, "serve", "--db", db, "--listen", address, "--url", s.base)
	s.cmd.Stdout, s.cmd.Stderr = s.said, s.said
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C in the terminal is for the tests alone
	cache, err := typsttest.Cache()                         // what is prepared for one server serves all
	if err != nil {
		return nil, err
	}
	s.cmd.Env = append(append(os.Environ(), "LANG=fr_CA.UTF-8", "ENTENTE_CACHE_DIR="+cache), env...)
	if s.leash, err = s.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("serve the sample office: %w", err)
	}
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("serve the sample office: %w", err)
	}
	if err := s.ready(); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

func (s *server) ready() error {
	const pause, patience = 20 * time.Millisecond, 30 * time.Second
	var last error
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(pause) {
		answer, err := http.Get(s.base + "/healthz")
		if err != nil {
			last = err
			continue
		}
		answer.Body.Close()
		if answer.StatusCode == http.StatusOK {
			return nil
		}
		last = errors.New(answer.Status)
	}
	return fmt.Errorf("wait for %s: %w", s.base, last)
}

// stop asks the program to end, and fails when it does not end well or has logged an error on the way.
func (s *server) stop() error {
	if err := s.leash.Close(); err != nil {
		return fmt.Errorf("end the server: %w", err)
	}
	if err := s.cmd.Wait(); err != nil {
		return fmt.Errorf("end the server: %w\n%s", err, s.said)
	}
	if strings.Contains(s.said.String(), "level=ERROR") {
		return fmt.Errorf("the server logged errors:\n%s", s.said)
	}
	return nil
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	if err := l.Close(); err != nil {
		return "", fmt.Errorf("free the port found: %w", err)
	}
	return l.Addr().String(), nil
}
