package pgtest

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
)

// shared is the one server of a test process. It is package state on purpose:
// the tests of a package have nothing else in common to keep it in.
//
//nolint:gochecknoglobals // see above
var shared struct {
	sync.Mutex

	server *Server
	err    error
}

// Shared returns the server of this test process, starting it at the first
// call. It fails the test when there is none to be had.
func Shared(t testing.TB) *Server {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.server == nil && shared.err == nil {
		// Not the test's context: the server outlives the test that asks first.
		shared.server, shared.err = Start(context.Background())
	}
	if shared.err != nil {
		t.Fatalf("start PostgreSQL for the tests: %v", shared.err)
	}
	return shared.server
}

// Main runs the tests of a package and stops the shared server after them:
//
//	func TestMain(m *testing.M) { pgtest.Main(m) }
func Main(m *testing.M) {
	code := m.Run()
	shared.Lock()
	defer shared.Unlock()
	if shared.server != nil {
		if err := shared.server.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = max(code, 1)
		}
	}
	os.Exit(code)
}
