package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// passing are the tables of which a copy keeps nothing: who is signed in, links that may be followed once, how often something
// was tried. Put back later, they would bring to life again what was revoked in between.
func passing() []string { return []string{"session", "ticket", "attempt"} }

// CopyTo writes a copy of the whole database, of one instant, into a new SQLite file, whichever the engine, while others read
// and write. The copy has the schema of the original, so that the program that wrote the original can open it.
func (db *DB) CopyTo(ctx context.Context, path string) error {
	copyTo := db.copySQLite
	if db.Engine == Postgres {
		copyTo = db.copyPostgres
	}
	if err := copyTo(ctx, path); err != nil {
		return fmt.Errorf("copy the database: %w", err)
	}
	return nil
}

// copySQLite copies on a connection of its own: the writer goes on writing meanwhile.
func (db *DB) copySQLite(ctx context.Context, path string) (err error) {
	own, err := sql.Open("sqlite", strings.ReplaceAll(db.source, "&_pragma=query_only(1)", ""))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, own.Close()) }()
	if _, err := own.ExecContext(ctx, `VACUUM INTO $1`, path); err != nil {
		return err
	}
	return strip(ctx, path)
}

// bare opens an SQLite file as it is: without the journal that programs at work want beside it, and without foreign keys, so
// that rows can come in any order.
func bare(path string) (*sql.DB, error) {
	f, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+
		"?_pragma=busy_timeout(5000)&_pragma=secure_delete(1)&_pragma=foreign_keys(0)&_pragma=cache_size(-65536)&_pragma=temp_store(memory)")
	if err == nil {
		f.SetMaxOpenConns(1)
	}
	return f, err
}

// strip takes out of a copy what must not come back with it.
func strip(ctx context.Context, path string) (err error) {
	f, err := bare(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	tables, err := tablesOf(ctx, f)
	if err != nil {
		return err
	}
	for _, t := range passing() {
		if _, ok := tables[t]; !ok {
			continue
		}
		if err := say(ctx, f, `DELETE FROM `+t); err != nil {
			return err
		}
	}
	if _, ok := tables["job"]; ok {
		if _, err := f.ExecContext(ctx, `UPDATE job SET lease_by = '', lease_until = ''`); err != nil {
			return fmt.Errorf("free the jobs: %w", err)
		}
	}
	return nil
}

// say runs a statement that names a table of the schema.
func say(ctx context.Context, to interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}, text string) error {
	if _, err := to.ExecContext(ctx, text); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	return nil
}

// tablesOf lists the columns of the tables that both engines have, in an SQLite file: all but the index of words, which each
// engine keeps in its own way and which is made anew from the documents.
func tablesOf(ctx context.Context, f *sql.DB) (map[string][]string, error) {
	type column struct{ table, name string }
	all, err := query(ctx, f, func(scan func(...any) error) (column, error) {
		var c column
		err := scan(&c.table, &c.name)
		return c, err
	}, `SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c
		WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE 'goose%' AND t.name <> 'search' ORDER BY t.name, c.cid`)
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, c := range all {
		out[c.table] = append(out[c.table], c.name)
	}
	return out, nil
}

// inOrder puts tables after those that they refer to; one that refers to itself is no obstacle.
func inOrder(ctx context.Context, f *sql.DB, tables map[string][]string) ([]string, error) {
	type reference struct{ from, to string }
	all, err := query(ctx, f, func(scan func(...any) error) (reference, error) {
		var r reference
		err := scan(&r.from, &r.to)
		return r, err
	}, `SELECT t.name, k."table" FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) k WHERE t.schema = 'main' AND t.type = 'table' ORDER BY 1, 2`)
	if err != nil {
		return nil, err
	}
	needs := map[string]map[string]bool{}
	for name := range tables {
		needs[name] = map[string]bool{}
	}
	for _, r := range all {
		if needs[r.from] != nil && r.from != r.to {
			needs[r.from][r.to] = true
		}
	}
	var out []string
	for len(needs) > 0 {
		before := len(out)
		for name, on := range needs {
			if len(on) > 0 {
				continue
			}
			out = append(out, name)
			delete(needs, name)
			for _, others := range needs {
				delete(others, name)
			}
		}
		if len(out) == before {
			return nil, fmt.Errorf("tables refer to one another in a circle: %v", needs)
		}
	}
	return out, nil
}
