package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// postgresSite makes the new database in a schema of its own (a namespace of PostgreSQL), and exchanges the names of the two.
type postgresSite struct {
	url, staged, aside string
	at                 time.Time
}

const stagedSchema = "restoring_"

func (s *postgresSite) with(ctx context.Context, f func(*sql.DB) error) (err error) {
	db, err := openPostgres(ctx, Config{URL: s.url})
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	db.write.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	return f(db.write)
}

func (s *postgresSite) ask(ctx context.Context, text string) (yes bool, err error) {
	err = s.with(ctx, func(db *sql.DB) error { return db.QueryRowContext(ctx, text).Scan(&yes) })
	return yes, err
}

func (s *postgresSite) Taken(ctx context.Context) (bool, error) {
	return s.ask(ctx, `SELECT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm'))`)
}

// InUse looks for connections of the same name: a program that stays connected would go on reading and writing the tables that
// were moved aside. The server takes a moment to forget a connection that was closed, such as one of our own: it looks again.
func (s *postgresSite) InUse(ctx context.Context) (bool, error) {
	const looks, pause = 20, 100 * time.Millisecond
	for look := 0; ; look++ {
		used, err := s.ask(ctx, `SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = current_setting('application_name'))`)
		if err != nil || !used || look == looks {
			return used, err
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (s *postgresSite) Fill(ctx context.Context, file string) (string, error) {
	version, err := versionOf(ctx, file)
	if err != nil {
		return "", err
	}
	err = s.with(ctx, func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, `CREATE SCHEMA `+pgx.Identifier{s.staged}.Sanitize())
		return err
	})
	if err != nil {
		return "", err
	}
	u, err := url.Parse(s.url)
	if err != nil {
		return "", err
	}
	q := u.Query()
	q.Set("search_path", s.staged)
	u.RawQuery = q.Encode()
	db, err := Open(ctx, Config{URL: u.String(), Older: Leave})
	if err != nil {
		return "", err
	}
	if err = db.migrateTo(ctx, version); err == nil {
		err = db.fillPostgres(ctx, file)
	}
	return u.String(), errors.Join(err, db.Close())
}

// versionOf reads the schema of a copy.
func versionOf(ctx context.Context, file string) (version int64, err error) {
	f, err := bare(file)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	err = f.QueryRowContext(ctx, `SELECT MAX(version_id) FROM goose_db_version`).Scan(&version)
	return version, err
}

// Swap exchanges the names in one transaction.
func (s *postgresSite) Swap(ctx context.Context) (aside string, err error) {
	taken, err := s.Taken(ctx)
	if err != nil {
		return "", err
	}
	err = s.with(ctx, func(db *sql.DB) error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		var place string
		err = tx.QueryRowContext(ctx, `SELECT current_schema()`).Scan(&place)
		if err == nil {
			_, err = tx.ExecContext(ctx, `ALTER SCHEMA `+pgx.Identifier{place}.Sanitize()+` RENAME TO `+s.aside)
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, `ALTER SCHEMA `+s.staged+` RENAME TO `+pgx.Identifier{place}.Sanitize())
		}
		if err == nil && !taken {
			_, err = tx.ExecContext(ctx, `DROP SCHEMA `+s.aside)
		}
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
		return tx.Commit()
	})
	if err != nil {
		return "", fmt.Errorf("move the new database to its place: %w", err)
	}
	if taken {
		aside = s.aside
	}
	return aside, nil
}

func (s *postgresSite) Clear(ctx context.Context) error {
	return s.with(ctx, func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, `DROP SCHEMA IF EXISTS `+s.staged+` CASCADE`)
		return err
	})
}

func (s *postgresSite) Tidy(ctx context.Context) error {
	return s.with(ctx, func(db *sql.DB) error {
		left, err := query(ctx, db, func(scan func(...any) error) (string, error) {
			var name string
			err := scan(&name)
			return name, err
		}, `SELECT nspname FROM pg_namespace WHERE nspname LIKE 'restoring\_%'`)
		if err != nil {
			return err
		}
		for _, name := range left {
			made, err := time.Parse(stampForm, strings.ToUpper(strings.TrimPrefix(name, stagedSchema)))
			if err != nil || s.at.Sub(made) < abandoned {
				continue // not ours, or somebody may be at it
			}
			if _, err := db.ExecContext(ctx, `DROP SCHEMA `+pgx.Identifier{name}.Sanitize()+` CASCADE`); err != nil {
				return err
			}
		}
		return nil
	})
}
