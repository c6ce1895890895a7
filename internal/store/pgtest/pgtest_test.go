package pgtest_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"entente/internal/store/pgtest"
)

func TestMain(m *testing.M) {
	if os.Getenv(dyingProcess) != "" {
		die()
	}
	pgtest.Main(m)
}

func TestTwoDatabasesOfOneTemplateShareNothing(t *testing.T) {
	t.Parallel()
	server := pgtest.Shared(t)
	template, err := server.Template(t.Context(), func(url string) error {
		return execute(t, url, "CREATE TABLE city (name text COLLATE \"C\" PRIMARY KEY)", "INSERT INTO city VALUES ('Québec')")
	})
	if err != nil {
		t.Fatal(err)
	}
	first := fresh(t, server, template)
	second := fresh(t, server, template)
	if err := execute(t, first, "INSERT INTO city VALUES ('Bordeaux')"); err != nil {
		t.Fatal(err)
	}
	if got := count(t, first); got != 2 {
		t.Errorf("first database has %d cities, want 2", got)
	}
	if got := count(t, second); got != 1 {
		t.Errorf("second database has %d cities, want only the template's 1", got)
	}
}

func TestFreshDatabasesMayBeMadeAtTheSameTime(t *testing.T) {
	t.Parallel()
	server := pgtest.Shared(t)
	const wanted = 8
	urls := make([]string, wanted)
	failures := make([]error, wanted)
	var all sync.WaitGroup
	for i := range wanted {
		all.Go(func() { urls[i], failures[i] = server.Fresh(t.Context(), "template0") })
	}
	all.Wait()
	if err := errors.Join(failures...); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, url := range urls {
		seen[url] = true
	}
	if len(seen) != wanted {
		t.Errorf("%d calls gave %d different databases: %v", wanted, len(seen), urls)
	}
}

func TestSpeaksUTF8AndUTC(t *testing.T) {
	t.Parallel()
	conn := connect(t, fresh(t, pgtest.Shared(t), "template0"))
	var encoding, zone string
	err := conn.QueryRow(t.Context(), "SELECT current_setting('server_encoding'), current_setting('timezone')").Scan(&encoding, &zone)
	if err != nil {
		t.Fatal(err)
	}
	if encoding != "UTF8" || zone != "UTC" {
		t.Errorf("encoding %s and time zone %s, want UTF8 and UTC", encoding, zone)
	}
}

func TestSeveralServersRunAtOnceAndLeaveNothing(t *testing.T) {
	// Not parallel: it says where new servers put their files.
	t.Setenv("TMPDIR", openDir(t))
	const wanted = 3
	servers := make([]*pgtest.Server, wanted)
	failures := make([]error, wanted)
	var all sync.WaitGroup
	for i := range wanted {
		all.Go(func() { servers[i], failures[i] = pgtest.Start(t.Context()) })
	}
	all.Wait()
	if err := errors.Join(failures...); err != nil {
		t.Fatal(err)
	}
	for _, server := range servers {
		connect(t, fresh(t, server, "template0"))
	}
	for _, server := range servers {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	}
	if left := leftIn(t, os.Getenv("TMPDIR")); len(left) > 0 {
		t.Errorf("the servers left %v", left)
	}
}

func TestWithoutBinariesTheErrorSaysWhatToDo(t *testing.T) {
	t.Setenv(pgtest.BinEnv, t.TempDir())
	server, err := pgtest.Start(t.Context())
	if err == nil {
		t.Fatal("started a server from an empty folder", server.Stop())
	}
	if !errors.Is(err, pgtest.ErrNoBinaries) || !strings.HasSuffix(err.Error(), "run make test once: it installs PostgreSQL") {
		t.Errorf("got %q", err)
	}
}

// dyingProcess makes this test binary start a server and panic, see die.
const dyingProcess = "PGTEST_DYING_PROCESS"

func die() {
	server, err := pgtest.Start(context.Background())
	if err != nil {
		panic(err)
	}
	panic("as a broken test would: " + server.URL("postgres"))
}

func TestServerGoesWhenTheTestProcessPanics(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), dyingProcess+"=1", "TMPDIR="+dir)
	var exit *exec.ExitError
	if out, err := cmd.CombinedOutput(); !errors.As(err, &exit) {
		t.Fatalf("the process did not panic: %v\n%s", err, out)
	}
	deadline := time.Now().Add(20 * time.Second)
	for len(leftIn(t, dir)) > 0 {
		if time.Now().After(deadline) {
			t.Fatalf("20 s after the panic there is still %v", leftIn(t, dir))
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// openDir is a folder that PostgreSQL's user can enter: t.TempDir is closed to
// others when the test runs as root.
func openDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "pgtest")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func leftIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func fresh(t *testing.T, server *pgtest.Server, template string) string {
	t.Helper()
	url, err := server.Fresh(t.Context(), template)
	if err != nil {
		t.Fatal(err)
	}
	return url
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	// The test's own context has ended by the time of its clean-up. A server that
	// is already stopped has closed the connection itself.
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func execute(t *testing.T, url string, statements ...string) error {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		return err
	}
	for _, sql := range statements {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			return errors.Join(err, conn.Close(t.Context()))
		}
	}
	return conn.Close(t.Context())
}

func count(t *testing.T, url string) int {
	t.Helper()
	var n int
	if err := connect(t, url).QueryRow(t.Context(), "SELECT count(*) FROM city").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
