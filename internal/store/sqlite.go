package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver

	"entente/internal/record"
)

// openSQLite opens one writer, whose transactions take the write lock at once, and a pool of readers that cannot write.
func openSQLite(ctx context.Context, c Config) (*DB, error) {
	if err := makeSQLite(ctx, c.URL); err != nil {
		return nil, err
	}
	mmap := c.MMap
	switch {
	case mmap == 0:
		mmap = 1 << 30
	case mmap < 0:
		mmap = 0
	}
	common := fmt.Sprintf("_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)"+
		"&_pragma=mmap_size(%d)&_pragma=temp_store(memory)", mmap)
	base := "file:" + (&url.URL{Path: c.URL}).EscapedPath()
	// A large import touches many pages over and over: what the writer's cache cannot hold goes to the disk and comes back.
	write, err := sql.Open("sqlite", base+"?_txlock=immediate&_pragma=secure_delete(1)&_pragma=cache_size(-65536)&"+common)
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	reading := base + "?_pragma=cache_size(-8192)&_pragma=query_only(1)&" + common
	read, err := sql.Open("sqlite", reading)
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read.SetMaxOpenConns(4 * runtime.NumCPU())
	read.SetMaxIdleConns(4 * runtime.NumCPU())
	db := &DB{Engine: SQLite, write: write, read: read, path: c.URL, source: reading}
	if err := write.PingContext(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// scrubSQLite moves the journal into the file and empties it. In the file itself the writer overwrites what it deletes.
func scrubSQLite(ctx context.Context, writer *sql.DB) error {
	rows, err := query(ctx, writer, func(scan func(...any) error) (int, error) {
		var busy, pages, moved int
		err := scan(&busy, &pages, &moved)
		return busy, err
	}, `PRAGMA wal_checkpoint(TRUNCATE)`)
	if err != nil {
		return fmt.Errorf("empty the journal: %w", err)
	}
	if len(rows) != 1 || rows[0] != 0 {
		return record.Errorf(record.Unavailable, "the journal could not be emptied: somebody is still reading what it holds")
	}
	return nil
}

// upAgain migrates after a failure that another program may have caused by migrating the same file: SQLite has no lock that
// outlives a transaction, so the one that comes late looks again whether there is anything left to do.
func upAgain(ctx context.Context, p *goose.Provider, target int64, failure error) error {
	for range 20 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
		if at, err := p.GetDBVersion(ctx); err == nil && at == target {
			return nil
		}
		if _, failure = p.Up(ctx); failure == nil {
			return nil
		}
	}
	return failure
}

// makeSQLite makes a missing or empty file with pages of 8 192 bytes: records with their documents fit them better, and the
// size can be set only before anything is written, on a connection that sets nothing else (the driver sorts pragmas by name).
func makeSQLite(ctx context.Context, path string) error {
	if st, err := os.Stat(path); err == nil && st.Size() > 0 {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath())
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	for _, s := range []string{"PRAGMA busy_timeout = 5000", "PRAGMA page_size = 8192", "VACUUM"} {
		if _, err := db.ExecContext(ctx, s); err != nil {
			return errors.Join(fmt.Errorf("%s: %w", s, err), db.Close())
		}
	}
	return db.Close()
}

// insertEach writes rows one by one with a prepared statement: within the same process a call costs little, while SQLite
// parses a statement of many rows slowly and keeps a journal for undoing it half-way.
func (tx *Tx) insertEach(ctx context.Context, into string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	// Plain marks: numbered ones are looked up by name for each value.
	st, err := tx.prepare(ctx, "INSERT INTO "+into+" VALUES (?"+strings.Repeat(",?", len(rows[0])-1)+")") //nolint:sqlclosecheck // see prepare
	if err != nil {
		return err
	}
	if ctx, err = brief(ctx); err != nil {
		return err
	}
	for _, row := range rows {
		if !sound(row) {
			return errUnsound()
		}
		if _, err := st.ExecContext(ctx, row...); err != nil {
			return fmt.Errorf("insert into %.30s: %w", into, err)
		}
	}
	return nil
}

// brief is the context of a batch of calls that is soon done: for each call that might be cancelled on its own, the driver
// starts a goroutine.
func brief(ctx context.Context) (context.Context, error) {
	return context.WithoutCancel(ctx), ctx.Err()
}

// prepare keeps a statement for the rest of the transaction, whose end closes it.
func (tx *Tx) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if st := tx.prepared[text]; st != nil {
		return st, nil
	}
	st, err := tx.q.PrepareContext(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("prepare %.60q: %w", text, err)
	}
	tx.prepared[text] = st
	return st, nil
}
