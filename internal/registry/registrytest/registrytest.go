// Package registrytest opens the use cases on real, empty databases of both engines, with a clock and ids that tests decide.
package registrytest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/exchange"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/store"
	"entente/internal/store/pgtest"
)

// Engine is a way to make an empty database.
type Engine struct {
	Name string
	URL  func(t testing.TB) string
}

// Engines are the two that every test of storage runs on.
func Engines() []Engine {
	return []Engine{
		{"sqlite", func(t testing.TB) string { return filepath.Join(t.TempDir(), "entente.db") }},
		{"postgres", func(t testing.TB) string {
			url, err := pgtest.Shared(t).Fresh(t.Context(), template(t))
			if err != nil {
				t.Fatal(err)
			}
			return url
		}},
	}
}

// made is the database that those of PostgreSQL are copied from: migrated, with the built-in terms. It is as old as the
// server of the test process, which is package state too.
//
//nolint:gochecknoglobals // see above
var made struct {
	sync.Mutex

	name string
}

func template(t testing.TB) string {
	t.Helper()
	made.Lock()
	defer made.Unlock()
	if made.name != "" {
		return made.name
	}
	name, err := pgtest.Shared(t).Template(t.Context(), func(url string) error {
		places, err := place.Load()
		if err != nil {
			return err
		}
		db, err := store.Open(t.Context(), store.Config{URL: url})
		if err != nil {
			return err
		}
		_, err = registry.New(t.Context(), registry.Config{DB: db, Places: places})
		return errors.Join(err, db.Close())
	})
	if err != nil {
		t.Fatal(err)
	}
	made.name = name
	return name
}

// Each runs a test on both engines.
func Each(t *testing.T, f func(t *testing.T, e Engine)) {
	t.Helper()
	for _, e := range Engines() {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			f(t, e)
		})
	}
}

// World is an open database with what tests need around it.
type World struct {
	*registry.Registry
	DB     *store.DB
	URL    string
	Places *place.Gazetteer
	Clock  *Clock
}

// Key is that of every world.
const Key = "ZW50ZW50ZSBlbnRlbnRlIGVudGVudGUgZW50ZW50ZSE="

// Open opens a new database of an engine.
func Open(t testing.TB, e Engine) *World {
	t.Helper()
	return OpenURL(t, e.URL(t))
}

// OpenURL opens a database that may hold something.
func OpenURL(t testing.TB, url string) *World {
	t.Helper()
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	clock := &Clock{at: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	db, err := store.Open(t.Context(), store.Config{URL: url, Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	keys, err := credential.ReadKeys(Key)
	if err != nil {
		t.Fatal(err)
	}
	g, err := registry.New(t.Context(), registry.Config{DB: db, Places: places, Now: clock.Now, Random: &stream{}, Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	return &World{g, db, url, places, clock}
}

// Clock goes forward a second at each look.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// Now is the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(time.Second)
	return c.at
}

// Forward lets time pass.
func (c *Clock) Forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// stream gives the same "random" bytes in every run.
type stream struct {
	mu sync.Mutex
	n  byte
	st [32]byte
}

func (s *stream) Read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range b {
		if i%32 == 0 {
			s.n++
			s.st = sha256.Sum256(append(s.st[:], s.n))
		}
		b[i] = s.st[i%32]
	}
	return len(b), nil
}

// Sample is the folder of the sample office.
func Sample(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for range 6 {
		s := filepath.Join(dir, "sample", "quebec")
		if _, err := os.Stat(s); err == nil {
			return s
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("the sample office is not to be found")
	return ""
}

// Finder finds cities as the command line does.
func Finder(places *place.Gazetteer) exchange.Finder {
	return func(name, country string) (string, string, bool) {
		found := places.Find(name, country)
		if len(found) == 0 {
			return "", "", false
		}
		return found[0].ID, found[0].Subdivision, true
	}
}

// LoadSample imports the sample office.
func (w *World) LoadSample(t testing.TB) {
	t.Helper()
	w.LoadYAML(t, Sample(t))
}

// LoadYAML imports a folder.
func (w *World) LoadYAML(t testing.TB, dir string) {
	t.Helper()
	items, err := exchange.ReadYAML(os.DirFS(dir), Finder(w.Places))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Import(t.Context(), access.OperatorActor(), Of(items), "sample", func(int) {}); err != nil {
		t.Fatal(err)
	}
}

// Of makes an import's items of a list.
func Of(items []exchange.Item) registry.Items {
	return func() iter.Seq2[exchange.Item, error] {
		return func(yield func(exchange.Item, error) bool) {
			for _, it := range items {
				if !yield(it, nil) {
					return
				}
			}
		}
	}
}

// Lines makes an import's items of JSONL.
func Lines(open func() io.Reader) registry.Items {
	return func() iter.Seq2[exchange.Item, error] { return exchange.ReadLines("test.jsonl", open()) }
}

// MustSave saves a record as the operator.
func (w *World) MustSave(t testing.TB, r record.Record, from int) int {
	t.Helper()
	v, err := w.Save(context.WithoutCancel(t.Context()), access.OperatorActor(), r, from, "test")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Records makes an import's items of records.
func Records(rs ...record.Record) registry.Items {
	var items []exchange.Item
	for _, r := range rs {
		items = append(items, exchange.Item{Where: "test", Record: r})
	}
	return Of(items)
}

// MustImport imports items as the operator.
func (w *World) MustImport(t testing.TB, items registry.Items) registry.ImportResult {
	t.Helper()
	res, err := w.Import(t.Context(), access.OperatorActor(), items, "test", func(int) {})
	if err != nil {
		var refused *registry.ImportError
		if errors.As(err, &refused) {
			for _, r := range refused.Refused {
				t.Errorf("%s %s: %v", r.Where, r.ID, r.Problems)
			}
		}
		t.Fatal(err)
	}
	return res
}

// Archive exports everything.
func (w *World) Archive(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := w.Export(t.Context(), access.OperatorActor(), &b, registry.ExportOptions{All: true}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ArchiveItems makes an import's items of an archive.
func ArchiveItems(archive []byte) registry.Items {
	return Lines(func() io.Reader { return bytes.NewReader(archive) })
}

// raw is a connection beside the program, as somebody has who holds the file or the server: without its rules, without even
// foreign keys. PostgreSQL's own pages are written out first, so that its files can be read.
func (w *World) raw(t testing.TB) *sql.DB {
	t.Helper()
	driver, source := "sqlite", "file:"+w.URL+"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(0)"
	if w.DB.Engine == store.Postgres {
		driver, source = "pgx", w.URL
	}
	raw, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	raw.SetMaxOpenConns(1)
	if w.DB.Engine == store.Postgres {
		for _, s := range []string{`SET session_replication_role = replica`, `CHECKPOINT`} {
			if _, err := raw.ExecContext(t.Context(), s); err != nil {
				t.Fatal(err)
			}
		}
	}
	return raw
}

// Exec runs SQL beside the program. It fails unless that changes something.
func (w *World) Exec(t testing.TB, text string, args ...any) {
	t.Helper()
	raw := w.raw(t)
	defer raw.Close()
	res, err := raw.ExecContext(t.Context(), text, args...)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		t.Fatalf("%s changed %d rows: %v", text, n, err)
	}
}

// Texts reads a column of texts beside the program.
func (w *World) Texts(t testing.TB, text string) []string {
	t.Helper()
	raw := w.raw(t)
	defer raw.Close()
	rows, err := raw.QueryContext(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// Text reads one text beside the program, "" for none.
func (w *World) Text(t testing.TB, text string, args ...any) string {
	t.Helper()
	raw := w.raw(t)
	defer raw.Close()
	var s sql.NullString
	if err := raw.QueryRowContext(t.Context(), text, args...).Scan(&s); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s.String
}

// Column is a column of a table.
type Column struct{ Table, Name, Sort string } // text, number, truth or bytes

// Columns lists those of every table.
func (w *World) Columns(t testing.TB) []Column {
	t.Helper()
	text := `SELECT m.name, c.name, c.type FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid`
	if w.DB.Engine == store.Postgres {
		text = `SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position`
	}
	raw := w.raw(t)
	defer raw.Close()
	rows, err := raw.QueryContext(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	sorts := map[string]string{"integer": "number", "bigint": "number", "bytea": "bytes", "blob": "bytes", "boolean": "truth"}
	var out []Column
	for rows.Next() {
		var c Column
		if err := rows.Scan(&c.Table, &c.Name, &c.Sort); err != nil {
			t.Fatal(err)
		}
		if c.Sort = sorts[strings.ToLower(c.Sort)]; c.Sort == "" {
			c.Sort = "text"
		}
		out = append(out, c)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// Change is a statement with its argument.
type Change struct {
	Text string
	Arg  any
}

// Tamper changes a table beside the program, checks the database, and puts the table back. Each change must change something.
func (w *World) Tamper(t testing.TB, table string, changes ...Change) []registry.Finding {
	t.Helper()
	raw := w.raw(t)
	defer raw.Close()
	exec := func(text string, args ...any) {
		t.Helper()
		res, err := raw.ExecContext(t.Context(), text, args...)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if n, err := res.RowsAffected(); len(args) > 0 && (err != nil || n == 0) {
			t.Fatalf("%s changed %d rows: %v", text, n, err)
		}
	}
	exec(`CREATE TEMP TABLE kept AS SELECT * FROM ` + table)
	for _, c := range changes {
		exec(c.Text, c.Arg)
	}
	found := w.Findings(t)
	exec(`DELETE FROM ` + table)
	exec(`INSERT INTO ` + table + ` SELECT * FROM kept`)
	return found
}

// Findings checks the database.
func (w *World) Findings(t testing.TB) []registry.Finding {
	t.Helper()
	res, err := w.Check(context.WithoutCancel(t.Context()), access.OperatorActor())
	if err != nil {
		t.Fatal(err)
	}
	return res.Findings
}

// MustBeSound fails the test for each finding of a check.
func (w *World) MustBeSound(t testing.TB) {
	t.Helper()
	for _, f := range w.Findings(t) {
		t.Errorf("%s %s: %s: %s", f.Kind, f.Record, f.What, f.Detail)
	}
}
