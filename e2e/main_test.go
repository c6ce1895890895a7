package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"entente/e2e/browser"
	"entente/internal/store/pgtest"
)

// shared is what the tests of this package have in common. Each part is made for the first test that asks for it, and
// TestMain closes what was made.
type shared struct {
	dir     string
	program func() (string, error)
	site    func() (*server, error)
	browser func() (*browser.Browser, error)
	crawl   func() (*crawl, error)
	tools   func() (tools, error)

	staff           func() (*server, error) // on SQLite
	staffPostgreSQL func() (*server, error)
	staffWalk       func() (*crawl, error)

	postgres         func() (*pgtest.Server, error)
	filledSQLite     func() (string, error) // files and templates to copy
	filledPostgreSQL func() (string, error)

	mu    sync.Mutex
	close []func() error
}

// common is package state on purpose: the tests have nothing else to keep it in.
var common *shared

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = max(code, 1)
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	dir, err := os.MkdirTemp("", "entente-e2e-")
	if err != nil {
		return 1, err
	}
	common = &shared{dir: dir, close: []func() error{func() error { return os.RemoveAll(dir) }}}
	common.program = sync.OnceValues(common.build)
	common.site = sync.OnceValues(common.serveSample)
	common.browser = sync.OnceValues(common.openBrowser)
	common.crawl = sync.OnceValues(common.walk)
	common.tools = sync.OnceValues(loadTools)
	common.postgres = sync.OnceValues(common.startPostgreSQL)
	common.filledSQLite = sync.OnceValues(common.fillSQLite)
	common.filledPostgreSQL = sync.OnceValues(common.fillPostgreSQL)
	common.staff = sync.OnceValues(func() (*server, error) { return common.serveStaff(onSQLite) })
	common.staffPostgreSQL = sync.OnceValues(func() (*server, error) { return common.serveStaff(onPostgreSQL) })
	common.staffWalk = sync.OnceValues(common.walkStaff)
	defer func() {
		for i := len(common.close) - 1; i >= 0; i-- {
			err = errors.Join(err, common.close[i]())
		}
	}()
	return m.Run(), nil
}

func (s *shared) closing(f func() error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.close = append(s.close, f)
}

// build compiles the program as a release is compiled.
func (s *shared) build() (string, error) {
	binary := filepath.Join(s.dir, "entente")
	cmd := exec.Command("go", "build", "-trimpath", "-o", binary, "entente/cmd/entente")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return binary, nil
}

// serveSample serves the sample office from SQLite, with the report that it has published and an erratum to it.
func (s *shared) serveSample() (*server, error) {
	program, err := s.program()
	if err != nil {
		return nil, err
	}
	db := filepath.Join(s.dir, "entente.db")
	if err := load(program, db, offices()...); err != nil {
		return nil, err
	}
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	if err := publishReport(context.Background(), db, "http://"+address); err != nil {
		return nil, fmt.Errorf("publish the report: %w", err)
	}
	site, err := serveAt(program, db, address)
	if err == nil {
		s.closing(site.stop)
	}
	return site, err
}

func (s *shared) openBrowser() (*browser.Browser, error) {
	b, err := browser.Start()
	if err == nil {
		s.closing(b.Close)
	}
	return b, err
}

func (s *shared) walk() (*crawl, error) {
	site, err := s.site()
	if err != nil {
		return nil, err
	}
	return walk(site.base)
}

// must is for the parts of common: without them a test cannot go on.
func must[T any](t *testing.T, part func() (T, error)) T {
	t.Helper()
	v, err := part()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// open shows a page of the sample office, or of the site that an address names whole.
func open(t *testing.T, path string, size browser.Viewport, options browser.Options) *browser.Page {
	t.Helper()
	p, err := must(t, common.browser).Open(t.Context(), must(t, common.site).base+path, size, options)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// desk and phone are a desk's screen and a narrow phone.
var (
	desk  = browser.Viewport{W: 1280, H: 800}
	phone = browser.Viewport{W: 390, H: 844}
)
