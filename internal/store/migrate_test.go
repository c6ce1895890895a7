package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"entente/internal/store/pgtest"
)

// empty gives the address of an empty database of each engine.
func empty() map[Engine]func(t *testing.T) string {
	return map[Engine]func(t *testing.T) string{
		SQLite: func(t *testing.T) string { return filepath.Join(t.TempDir(), "a b%20c", "entente é.db") },
		Postgres: func(t *testing.T) string {
			url, err := pgtest.Shared(t).Fresh(t.Context(), "template0")
			if err != nil {
				t.Fatal(err)
			}
			return url
		},
	}
}

func onBoth(t *testing.T, f func(t *testing.T, url string)) {
	t.Helper()
	for engine, address := range empty() {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			f(t, address(t))
		})
	}
}

func openAt(t *testing.T, url string) *DB {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }
	db, err := Open(t.Context(), Config{URL: url, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func closed(t *testing.T, db *DB) {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func number(t *testing.T, db *sql.DB, text string) int {
	t.Helper()
	var n int
	if err := db.QueryRowContext(t.Context(), text).Scan(&n); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return n
}

// at opens a database whose schema is that of a migration.
func at(t *testing.T, url string, version int64) *DB {
	t.Helper()
	open := openSQLite
	dialect := goose.DialectSQLite3
	if strings.HasPrefix(url, "postgres:") {
		open, dialect = openPostgres, goose.DialectPostgres
	}
	db, err := open(t.Context(), Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	dir, err := fs.Sub(migrations, "migrations/"+string(db.Engine))
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(dialect, db.write, dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	return db
}

const someRow = `INSERT INTO file(sha256, office, size, data) VALUES ('s', 'o', 1, $1)`

func TestOpeningAgainChangesNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, url string) {
		db := openAt(t, url)
		if _, err := db.write.ExecContext(t.Context(), someRow, []byte("x")); err != nil {
			t.Fatal(err)
		}
		version := number(t, db.read, `SELECT MAX(version_id) FROM goose_db_version`)
		closed(t, db)
		db = openAt(t, url)
		defer closed(t, db)
		if n := number(t, db.read, `SELECT MAX(version_id) FROM goose_db_version`); n != version || version < 1 {
			t.Errorf("schema %d, then %d", version, n)
		}
		if n := number(t, db.read, `SELECT COUNT(*) FROM file`); n != 1 || db.Backup != "" {
			t.Errorf("%d rows, backup %q", n, db.Backup)
		}
	})
}

func TestSeveralProgramsMayOpenANewDatabaseAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, url string) {
		const programs = 3
		errs := make([]error, programs)
		var opening sync.WaitGroup
		for i := range programs {
			opening.Go(func() {
				db, err := Open(t.Context(), Config{URL: url})
				if err == nil {
					err = db.Close()
				}
				errs[i] = err
			})
		}
		opening.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Error(err)
		}
	})
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, url string) {
		db := openAt(t, url)
		if _, err := db.write.ExecContext(t.Context(), `INSERT INTO goose_db_version(version_id, is_applied) VALUES (9999, '1')`); err != nil {
			t.Fatal(err)
		}
		closed(t, db)
		db, err := Open(t.Context(), Config{URL: url})
		if err == nil {
			closed(t, db)
			t.Fatal("it was opened")
		}
		if !strings.Contains(err.Error(), "schema 9999, written by a newer version of the program") {
			t.Errorf("got %v", err)
		}
	})
}

func TestMigratingKeepsWhatIsThereAndCopiesAFileFirst(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, url string) {
		old := at(t, url, 1)
		if _, err := old.write.ExecContext(t.Context(), someRow, []byte("x")); err != nil {
			t.Fatal(err)
		}
		closed(t, old)
		db := openAt(t, url)
		defer closed(t, db)
		target := number(t, db.read, `SELECT MAX(version_id) FROM goose_db_version`)
		if n := number(t, db.read, `SELECT COUNT(*) FROM file`); n != 1 || target < 2 {
			t.Errorf("%d rows at schema %d", n, target)
		}
		if db.Engine == Postgres {
			if db.Backup != "" {
				t.Errorf("a backup of PostgreSQL: %q", db.Backup)
			}
			return
		}
		if !strings.HasPrefix(db.Backup, url+".before-") || !strings.HasSuffix(db.Backup, "-20261122T093000") {
			t.Fatalf("backup %q", db.Backup)
		}
		copied, err := sql.Open("sqlite", "file:"+strings.ReplaceAll(db.Backup, "%", "%25")+"?mode=ro")
		if err != nil {
			t.Fatal(err)
		}
		defer copied.Close()
		if v, n := number(t, copied, `SELECT MAX(version_id) FROM goose_db_version`), number(t, copied, `SELECT COUNT(*) FROM file`); v != 1 || n != 1 {
			t.Errorf("the backup holds %d rows at schema %d", n, v)
		}
	})
}

func TestAFileThatIsNoDatabase(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "letter.db")
	if err := os.WriteFile(path, []byte("Madame, Monsieur,"), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), Config{URL: path})
	if err == nil {
		closed(t, db)
		t.Fatal("it was opened")
	}
	if kept, err := os.ReadFile(path); err != nil || string(kept) != "Madame, Monsieur," {
		t.Errorf("the file is now %q: %v", kept, err)
	}
}

// column is what both engines must agree upon.
type column struct {
	table, name, sort string
	null              bool
}

// TestBothEnginesHaveTheSameTables leaves out the full-text index alone, which is each engine's own.
func TestBothEnginesHaveTheSameTables(t *testing.T) {
	t.Parallel()
	columns, indexes := map[Engine][]column{}, map[Engine][]string{}
	for engine, address := range empty() {
		db := openAt(t, address(t))
		columns[engine], indexes[engine] = schemaOf(t, db)
		closed(t, db)
	}
	for i := range max(len(columns[SQLite]), len(columns[Postgres])) {
		if i >= len(columns[SQLite]) || i >= len(columns[Postgres]) || columns[SQLite][i] != columns[Postgres][i] {
			t.Fatalf("column %d differs:\nSQLite     %+v\nPostgreSQL %+v", i, columns[SQLite][i:min(i+1, len(columns[SQLite]))], columns[Postgres][i:min(i+1, len(columns[Postgres]))])
		}
	}
	if !slices.Equal(indexes[SQLite], indexes[Postgres]) {
		t.Errorf("indexes differ:\nSQLite     %v\nPostgreSQL %v", indexes[SQLite], indexes[Postgres])
	}
	if len(columns[SQLite]) < 80 || len(indexes[SQLite]) < 20 {
		t.Errorf("only %d columns and %d indexes were compared", len(columns[SQLite]), len(indexes[SQLite]))
	}
}

func schemaOf(t *testing.T, db *DB) ([]column, []string) {
	t.Helper()
	ownTables := `SELECT m.name, c.name, c.type, c."notnull" = 0 AND c.pk = 0 FROM sqlite_schema m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
	keys := `SELECT m.name || ' (' || (SELECT group_concat(c.name, ', ' ORDER BY c.seqno) FROM pragma_index_info(i.name) c) || ')' || CASE i."unique" WHEN 1 THEN ' unique' ELSE '' END
		FROM sqlite_schema m JOIN pragma_index_list(m.name) i WHERE m.type = 'table'
		UNION SELECT m.name || ' (' || c.name || ') unique' FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.pk = 1 AND c.type = 'INTEGER'
			AND NOT EXISTS (SELECT 1 FROM pragma_table_info(m.name) o WHERE o.pk > 1)`
	if db.Engine == Postgres {
		ownTables = `SELECT table_name, column_name, data_type, is_nullable = 'YES' FROM information_schema.columns WHERE table_schema = 'public'`
		keys = `SELECT t.relname || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY k(att, n)
			JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.att) || ')' || CASE WHEN i.indisunique THEN ' unique' ELSE '' END
			FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace WHERE s.nspname = 'public'`
	}
	ours := func(table string) bool {
		return !strings.HasPrefix(table, "goose_") && !strings.HasPrefix(table, "search")
	}
	columns, err := query(t.Context(), db.read, func(scan func(...any) error) (column, error) {
		var c column
		err := scan(&c.table, &c.name, &c.sort, &c.null)
		c.sort = map[string]string{"integer": "number", "bigint": "number", "INTEGER": "number", "text": "text", "TEXT": "text", "bytea": "bytes", "BLOB": "bytes"}[c.sort]
		return c, err
	}, ownTables)
	if err != nil {
		t.Fatal(err)
	}
	columns = slices.DeleteFunc(columns, func(c column) bool { return !ours(c.table) })
	slices.SortFunc(columns, func(a, b column) int { return strings.Compare(a.table+"."+a.name, b.table+"."+b.name) })
	for _, c := range columns {
		if c.sort == "" {
			t.Errorf("%s: %s.%s is of a sort that has no counterpart", db.Engine, c.table, c.name)
		}
	}
	indexes, err := query(t.Context(), db.read, func(scan func(...any) error) (string, error) {
		var s string
		err := scan(&s)
		return s, err
	}, keys)
	if err != nil {
		t.Fatal(err)
	}
	indexes = slices.DeleteFunc(indexes, func(s string) bool { return !ours(s) })
	slices.Sort(indexes)
	return columns, indexes
}

// TestPostgresOrdersKeysAsBytes: otherwise pages would be cut at other places than in SQLite.
func TestPostgresOrdersKeysAsBytes(t *testing.T) {
	t.Parallel()
	db := openAt(t, empty()[Postgres](t))
	defer closed(t, db)
	wrong, err := query(t.Context(), db.read, func(scan func(...any) error) (string, error) {
		var s string
		err := scan(&s)
		return s, err
	}, `SELECT t.relname || '.' || a.attname FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace
		JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY(i.indkey) LEFT JOIN pg_collation c ON c.oid = a.attcollation
		WHERE s.nspname = 'public' AND t.relname NOT LIKE 'goose%' AND a.attcollation <> 0 AND c.collname <> 'C'`)
	if err != nil || len(wrong) > 0 {
		t.Errorf("%v, %v", wrong, err)
	}
}

// TestEveryConnectionOfSQLite is as the store wants it, not only the first of a pool.
func TestEveryConnectionOfSQLite(t *testing.T) {
	t.Parallel()
	db := openAt(t, empty()[SQLite](t))
	defer closed(t, db)
	want := map[string]string{"page_size": "8192", "journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "5000", "synchronous": "2", "temp_store": "2"}
	readers, writer := with(want, "query_only", "1"), with(want, "secure_delete", "1")
	var held []*sql.Conn
	for range 5 { // held at once, so that each is another connection
		held = append(held, settled(t, db.read, readers))
	}
	held = append(held, settled(t, db.write, writer))
	for _, c := range held {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
	if db.write.Stats().MaxOpenConnections != 1 {
		t.Error("more than one writer")
	}
	if _, err := db.read.ExecContext(t.Context(), someRow, []byte("x")); err == nil {
		t.Error("a reader wrote")
	}
	if _, err := db.write.ExecContext(t.Context(), `INSERT INTO measure(source, field, key, office, amount) VALUES ('none', 'f', 'k', 'o', 1)`); err == nil {
		t.Error("a row of nothing was kept")
	}
}

func with(of map[string]string, name, value string) map[string]string {
	out := map[string]string{name: value}
	maps.Copy(out, of)
	return out
}

func settled(t *testing.T, pool *sql.DB, want map[string]string) *sql.Conn {
	t.Helper()
	c, err := pool.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range want {
		var got string
		if err := c.QueryRowContext(context.WithoutCancel(t.Context()), "PRAGMA "+name).Scan(&got); err != nil || got != value {
			t.Errorf("%s is %q, want %s: %v", name, got, value, err)
		}
	}
	return c
}
