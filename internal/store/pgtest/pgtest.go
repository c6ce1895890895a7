// Package pgtest gives tests a real, throw-away PostgreSQL server: made from
// the binaries of the machine, as an unprivileged user when the test runs as
// root, and gone when the test process is, however that process ends.
//
// It knows nothing of the schema: who wants tables builds a template once with
// Template and copies it with Fresh. Production code must not import it.
package pgtest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/jackc/pgx/v5"
)

// Server is one running PostgreSQL with a data folder of its own.
type Server struct {
	bin      string              // folder of initdb, pg_ctl and postgres
	dir      string              // everything of this server: data, socket, logs
	owner    *syscall.Credential // whom the server runs as; nil for the user of the test
	password string
	port     int
	made     atomic.Int64 // databases handed out, to name the next one

	reaper *exec.Cmd
	leash  io.Closer // while it is open, the reaper leaves the server alone
}

// Start makes and starts a server. The caller stops it; when the process dies
// before that, the server is stopped and its files are removed all the same.
func Start(ctx context.Context) (*Server, error) {
	bin, err := binaries(ctx)
	if err != nil {
		return nil, err
	}
	var owner *syscall.Credential
	if os.Geteuid() == 0 {
		if owner, err = unprivileged(); err != nil {
			return nil, err
		}
	}
	dir, err := makeDir(owner)
	if err != nil {
		return nil, err
	}
	if owner != nil {
		if bin, err = within(dir, bin); err != nil {
			return nil, errors.Join(err, os.RemoveAll(dir))
		}
	}
	s := &Server{bin: bin, dir: dir, owner: owner, password: rand.Text()}
	if err := s.startReaper(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := s.initialise(ctx); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	if err := s.listen(ctx); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

// URL is the address of one database of this server, with the rights of its
// superuser.
func (s *Server) URL(db string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(superuser, s.password),
		Host:     net.JoinHostPort(loopback, strconv.Itoa(s.port)),
		Path:     "/" + db,
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

// Fresh makes a database of the caller's own, as a copy of the template, and
// returns its address. "template0" gives an empty one.
func (s *Server) Fresh(ctx context.Context, template string) (string, error) {
	name := "t" + strconv.FormatInt(s.made.Add(1), 10)
	if err := s.exec(ctx, "CREATE DATABASE "+name+" TEMPLATE "+pgx.Identifier{template}.Sanitize()); err != nil {
		return "", fmt.Errorf("copy database %s: %w", template, err)
	}
	return s.URL(name), nil
}

// Template makes an empty database, lets build fill it, and returns the name to
// give to Fresh. The build must close its connections: PostgreSQL copies no
// database that somebody uses.
func (s *Server) Template(ctx context.Context, build func(url string) error) (string, error) {
	address, err := s.Fresh(ctx, "template0")
	if err != nil {
		return "", err
	}
	if err := build(address); err != nil {
		return "", fmt.Errorf("build template database: %w", err)
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("read database address: %w", err)
	}
	return strings.TrimPrefix(u.Path, "/"), nil
}

// Stop ends the server at once and removes all that it wrote.
func (s *Server) Stop() error {
	if err := s.leash.Close(); err != nil {
		return fmt.Errorf("let go of PostgreSQL's reaper: %w", err)
	}
	if err := s.reaper.Wait(); err != nil {
		return fmt.Errorf("stop PostgreSQL in %s: %w", s.dir, err)
	}
	return nil
}

func (s *Server) exec(ctx context.Context, sql string) (err error) {
	conn, err := pgx.Connect(ctx, s.URL("postgres"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	_, err = conn.Exec(ctx, sql)
	return err
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }
