package main

import (
	"compress/gzip"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"

	"entente/internal/store"
)

// raw changes a database beside the program.
func raw(t *testing.T, db string, statements ...string) {
	t.Helper()
	driver := "sqlite"
	if store.IsPostgres(db) {
		driver = "pgx"
	}
	open, err := sql.Open(driver, db)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := open.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := open.Close(); err != nil {
		t.Fatal(err)
	}
}

// older is a database that an older program wrote, at the place of an empty one.
func older(t *testing.T, db string) {
	t.Helper()
	name := "0003.db.gz"
	if store.IsPostgres(db) {
		name = "0003.sql.gz"
	}
	f, err := os.Open(filepath.Join("..", "..", "internal", "backup", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if store.IsPostgres(db) {
		conn, err := pgx.Connect(t.Context(), db)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Exec(t.Context(), string(b)); err != nil {
			t.Fatal(err)
		}
		if err := conn.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err := os.WriteFile(db, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func declareLongAgo(t *testing.T, db, name string) {
	t.Helper()
	raw(t, db, `INSERT INTO job(name, due_at, lease_by, lease_until, failures, started_at, ended_at, outcome, said)
		VALUES ('`+name+`', '2026-01-01T00:00:00.000000Z', '', '', 0, '', '', '', '')`)
}
