package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

const (
	superuser = "postgres"
	loopback  = "127.0.0.1"

	// A Unix socket's path is limited to 107 bytes; the socket's own name takes
	// up to 20 of them.
	longestSocketDir = 85

	startAttempts = 5
)

// settings trade the safety of the data, which nobody needs here, for speed, and
// allow the many pools that parallel tests open.
func settings() []string {
	return []string{
		"fsync=off", "synchronous_commit=off", "full_page_writes=off",
		"max_connections=300", "timezone=UTC", "log_line_prefix='%m %d '",
	}
}

// initialise makes the data folder. Only the superuser's password opens the
// loopback port, since other users of the machine reach it too; the socket lies
// in a folder that they cannot enter.
func (s *Server) initialise(ctx context.Context) error {
	passwordFile := filepath.Join(s.dir, "password")
	if err := os.WriteFile(passwordFile, []byte(s.password), 0o600); err != nil {
		return fmt.Errorf("write PostgreSQL's password: %w", err)
	}
	if s.owner != nil {
		if err := os.Chown(passwordFile, int(s.owner.Uid), int(s.owner.Gid)); err != nil {
			return fmt.Errorf("hand PostgreSQL its password: %w", err)
		}
	}
	var failures []error
	// C.UTF-8 folds accented letters and is on nearly every machine; C is on all.
	for _, locale := range []string{"C.UTF-8", "C"} {
		err := s.run(ctx, "initdb", "--pgdata", s.data(), "--username", superuser, "--encoding", "UTF8",
			"--locale", locale, "--no-sync", "--pwfile", passwordFile,
			"--auth-local", "trust", "--auth-host", "scram-sha-256")
		if err == nil {
			return nil
		}
		failures = append(failures, err)
	}
	return errors.Join(failures...)
}

// listen starts the server on a free port. Another process may take the port
// between our look and the server's start, so it is tried a few times.
func (s *Server) listen(ctx context.Context) error {
	options := make([]string, 0, 12)
	for _, setting := range append(settings(), "listen_addresses="+loopback, "unix_socket_directories="+s.socketDir()) {
		options = append(options, "-c "+setting)
	}
	var failures []error
	for range startAttempts {
		port, err := freePort(ctx)
		if err != nil {
			return err
		}
		s.port = port
		err = s.run(ctx, "pg_ctl", "--pgdata", s.data(), "--wait", "--timeout", "60", "--log", filepath.Join(s.dir, "server.log"),
			"--options", strings.Join(append(options, "-p "+strconv.Itoa(port)), " "), "start")
		if err == nil {
			return nil
		}
		failures = append(failures, err)
	}
	log, err := os.ReadFile(filepath.Join(s.dir, "server.log"))
	if err != nil {
		failures = append(failures, err)
	}
	return fmt.Errorf("start PostgreSQL: %w\n%s", errors.Join(failures...), log)
}

// socketDir is where the server puts its socket: nowhere when the path would be
// too long for one.
func (s *Server) socketDir() string {
	if len(s.dir) > longestSocketDir {
		return ""
	}
	return s.dir
}

// startReaper starts the small process that ends the server and removes its
// files as soon as the leash, a pipe that only this process holds, is closed: by
// Stop, or by the system when this process has panicked or was killed.
func (s *Server) startReaper() error {
	const script = `
read -r _
pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
tries=0
while [ -e "$1/data/postmaster.pid" ] && [ "$tries" -lt 200 ]; do sleep 0.05; tries=$((tries + 1)); done
exec rm -rf -- "$1"`
	// Not CommandContext: the reaper must outlive the context that started it.
	s.reaper = exec.Command("/bin/sh", "-c", script, "reaper", s.dir)
	// A group of its own, so that Ctrl-C in the terminal does not end it first.
	s.reaper.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	s.reaper.Dir = "/"
	leash, err := s.reaper.StdinPipe()
	if err != nil {
		return fmt.Errorf("make the reaper's pipe: %w", err)
	}
	s.leash = leash
	if err := s.reaper.Start(); err != nil {
		return fmt.Errorf("start PostgreSQL's reaper: %w", err)
	}
	return nil
}

// run executes one of PostgreSQL's programs as the server's owner. Its output
// goes to a file, not to a pipe: the server inherits it and would hold a pipe
// open, and us with it, for as long as it runs.
func (s *Server) run(ctx context.Context, program string, args ...string) error {
	out, err := os.Create(filepath.Join(s.dir, program+".out"))
	if err != nil {
		return fmt.Errorf("record the output of %s: %w", program, err)
	}
	cmd := exec.CommandContext(ctx, filepath.Join(s.bin, program), args...)
	cmd.Dir = s.dir
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.owner, Setpgid: true}
	runErr := cmd.Run()
	if err := errors.Join(runErr, out.Close()); err != nil {
		said, readErr := os.ReadFile(out.Name())
		return fmt.Errorf("%s: %w: %s", program, errors.Join(err, readErr), said)
	}
	return nil
}

func freePort(ctx context.Context) (int, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", net.JoinHostPort(loopback, "0"))
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		return 0, fmt.Errorf("free the port found: %w", err)
	}
	return port, nil
}
