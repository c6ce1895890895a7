// Package store keeps records in SQLite or PostgreSQL: all SQL of the program is here, one text for both engines, and what
// differs sits in files named for the engine. It must not know rules, rights or languages: a reader's scope is handed to
// it, and what it is given to write it writes whole, in one transaction, or not at all.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"entente/internal/record"
)

// Engine names a database engine.
type Engine string

// The engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is an open database, migrated to the present schema.
type DB struct {
	Engine Engine
	// Backup is the copy of the file made before migrations ran; "" when none was needed.
	Backup string
	write  *sql.DB
	read   *sql.DB
	path   string // of an SQLite file
	source string // of an SQLite file, to read it on a connection of one's own
}

// Config says what to open.
type Config struct {
	URL  string // a file's path, or postgres://…
	MMap int64  // bytes of an SQLite file mapped into memory; 0 for 1 GiB, negative for none (network disks)
	Now  func() time.Time
	// Older says what to do with a database of an older schema.
	Older Older
}

// Open opens the database, makes it when it does not exist, and migrates it; an SQLite file is backed up first.
func Open(ctx context.Context, c Config) (*DB, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	open := openSQLite
	if IsPostgres(c.URL) {
		open = openPostgres
	}
	db, err := open(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := db.settle(ctx, c); err != nil {
		return nil, errors.Join(fmt.Errorf("migrate database: %w", err), db.Close())
	}
	return db, nil
}

// Close closes the database.
func (db *DB) Close() error {
	if db.read == db.write {
		return db.write.Close()
	}
	return errors.Join(db.read.Close(), db.write.Close())
}

// Tx is a transaction.
type Tx struct {
	engine   Engine
	q        querier
	prepared map[string]*sql.Stmt
	changed  int // 0 until a record is written, then where the change is counted, see touch
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

// InTx runs f in one writing transaction, committed when f returns nil. It runs f again when PostgreSQL could not
// serialise it with others.
func (db *DB) InTx(ctx context.Context, f func(*Tx) error) error {
	const tries = 5
	var err error
	for range tries {
		if err = db.once(ctx, db.write, nil, f); !retryable(err) {
			return err
		}
	}
	return err
}

// Scrub makes sure that rows which were overwritten leave nothing in the files of the database, journals included; copies
// made earlier, such as backups, are the operator's.
func (db *DB) Scrub(ctx context.Context) error {
	if db.Engine == Postgres {
		return scrubPostgres(ctx, db.write)
	}
	return scrubSQLite(ctx, db.write)
}

// View runs f in one reading transaction: everything that f reads is of the same instant.
func (db *DB) View(ctx context.Context, f func(*Tx) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if db.Engine == Postgres {
		opts.Isolation = sql.LevelRepeatableRead
	}
	return db.once(ctx, db.read, opts, f)
}

func (db *DB) once(ctx context.Context, pool *sql.DB, opts *sql.TxOptions, f func(*Tx) error) error {
	tx, err := pool.BeginTx(ctx, opts)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	t := &Tx{engine: db.Engine, q: tx, prepared: map[string]*sql.Stmt{}}
	err = f(t)
	if err == nil {
		err = t.countChange(ctx)
	}
	if err != nil {
		if rb := tx.Rollback(); rb != nil && !errors.Is(rb, sql.ErrTxDone) {
			return errors.Join(err, rb)
		}
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// query reads all rows through scan; it alone touches sql.Rows, so that none forgets to look for the last error. Nothing that
// is kept equals or follows a text that cannot be kept, such as the wild part of an address: it finds no row.
func query[T any](ctx context.Context, q querier, scan func(func(...any) error) (T, error), text string, args ...any) ([]T, error) {
	if !sound(args) {
		return nil, nil
	}
	rows, err := q.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("query %.60q: %w", text, err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("scan %.60q: %w", text, err)
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// sound tells whether both engines can keep the texts among args: PostgreSQL takes neither broken UTF-8 nor the zero byte.
func sound(args []any) bool {
	return !slices.ContainsFunc(args, func(a any) bool {
		v := reflect.ValueOf(a)
		return v.Kind() == reflect.String && (!utf8.ValidString(v.String()) || strings.Contains(v.String(), "\x00"))
	})
}

func errUnsound() error {
	return record.Errorf(record.Invalid, "a text holds characters that cannot be kept")
}

func (tx *Tx) exec(ctx context.Context, text string, args ...any) (int64, error) {
	if !sound(args) {
		return 0, errUnsound()
	}
	res, err := tx.q.ExecContext(ctx, text, args...)
	if err != nil {
		return 0, fmt.Errorf("exec %.60q: %w", text, err)
	}
	return res.RowsAffected()
}
