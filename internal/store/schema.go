package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// Older says what to do with a database of an older schema.
type Older int

// What can be done with it. One that is empty is brought to the present schema unless it is to be left.
const (
	Migrate         Older = iota // bring it to the present schema; an SQLite file is copied beside itself first
	MigrateUncopied              // likewise, without a copy: there is one
	Refuse                       // ErrOlder
	Leave                        // open it as it is: only what does not depend on the schema works
)

// ErrOlder says that a database has to be upgraded first.
var ErrOlder = errors.New("the database has an older schema than the program")

// Schema is where a database stands.
type Schema struct {
	At      int64    `json:"at"`      // 0 for an empty one
	Known   int64    `json:"known"`   // what this program needs
	Pending []string `json:"pending"` // the migrations between, by file name
}

// Schema tells where the database stands.
func (db *DB) Schema(ctx context.Context) (Schema, error) {
	p, err := db.provider()
	if err != nil {
		return Schema{}, err
	}
	var s Schema
	if s.At, s.Known, err = p.GetVersions(ctx); err != nil {
		return s, err
	}
	all, err := p.Status(ctx)
	if err != nil {
		return s, err
	}
	s.Pending = []string{}
	for _, m := range all {
		if m.State == goose.StatePending {
			s.Pending = append(s.Pending, m.Source.Path)
		}
	}
	return s, nil
}

func (db *DB) provider() (*goose.Provider, error) {
	dir, err := fs.Sub(migrations, "migrations/"+string(db.Engine))
	if err != nil {
		return nil, err
	}
	if db.Engine != Postgres {
		return goose.NewProvider(goose.DialectSQLite3, db.write, dir)
	}
	// Two nodes that start together must not both migrate.
	l, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300)) // looks every second, for five minutes
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, db.write, dir, goose.WithSessionLocker(l))
}

// settle brings the database to the present schema, or does with an older one what the configuration says.
func (db *DB) settle(ctx context.Context, c Config) error {
	if c.Older == Leave {
		return nil
	}
	p, err := db.provider()
	if err != nil {
		return err
	}
	at, target, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if at > target {
		return fmt.Errorf("the database is at schema %d, written by a newer version of the program (this one knows %d)", at, target)
	}
	if at == target {
		return nil
	}
	if at > 0 && c.Older == Refuse {
		return ErrOlder
	}
	if at > 0 && db.Engine == SQLite && c.Older == Migrate {
		db.Backup = fmt.Sprintf("%s.before-%d-%s", c.URL, target, c.Now().UTC().Format("20060102T150405"))
		// One that stands there was made this very second by another program that opens the file too.
		if _, err := os.Stat(db.Backup); errors.Is(err, fs.ErrNotExist) {
			if _, err := db.write.ExecContext(ctx, `VACUUM INTO $1`, db.Backup); err != nil {
				return fmt.Errorf("back up before migrating: %w", err)
			}
		}
	}
	if _, err = p.Up(ctx); err != nil && db.Engine == SQLite {
		return upAgain(ctx, p, target, err)
	}
	return err
}

// migrateTo brings an empty database to a schema that may be older than the present one: that of a copy.
func (db *DB) migrateTo(ctx context.Context, version int64) error {
	p, err := db.provider()
	if err != nil {
		return err
	}
	_, err = p.UpTo(ctx, version)
	return err
}
