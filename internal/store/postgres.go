package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver

	"entente/internal/record"
)

func openPostgres(ctx context.Context, c Config) (*DB, error) {
	pool, err := sql.Open("pgx", c.URL)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(8 * runtime.NumCPU())
	pool.SetMaxIdleConns(8 * runtime.NumCPU())
	if err := pool.PingContext(ctx); err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return &DB{Engine: Postgres, write: pool, read: pool}, nil
}

// retryable tells whether a transaction failed only because of others that ran with it: it could not be serialised, met a
// deadlock, or made what another had just made, which it sees when it runs again.
func retryable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01" || pg.Code == "23505")
}

// scrubPostgres writes the table of personal fields anew: what was overwritten would otherwise stay in its pages. It waits
// for those who began to read before, since PostgreSQL keeps for them what they may still look at.
func scrubPostgres(ctx context.Context, pool *sql.DB) error {
	var now string
	if err := pool.QueryRowContext(ctx, `SELECT pg_current_xact_id()::xid::text`).Scan(&now); err != nil {
		return fmt.Errorf("look at the present transaction: %w", err)
	}
	readers := -1
	for range 100 {
		err := pool.QueryRowContext(ctx, `SELECT COUNT(*) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid() AND age(backend_xmin) > age($1::text::xid)`, now).Scan(&readers)
		if err != nil {
			return fmt.Errorf("look for readers: %w", err)
		}
		if readers == 0 {
			break
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	if _, err := pool.ExecContext(ctx, `VACUUM (FULL) personal`); err != nil {
		return fmt.Errorf("write personal fields anew: %w", err)
	}
	if readers != 0 {
		return record.Errorf(record.Unavailable, "what was erased is kept for those who are still reading")
	}
	return nil
}
