package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"entente/internal/record"
)

// applicationName is what the program calls itself to the server, where the address does not say otherwise.
const applicationName = "entente"

func openPostgres(ctx context.Context, c Config) (*DB, error) {
	settings, err := pgx.ParseConfig(c.URL)
	if err != nil {
		return nil, err
	}
	if settings.RuntimeParams["application_name"] == "" {
		settings.RuntimeParams["application_name"] = applicationName
	}
	pool := stdlib.OpenDB(*settings)
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

// scrubPostgres writes the tables of personal fields and of drafts anew: what was overwritten would otherwise stay in their
// pages. Before that it waits until PostgreSQL keeps no overwritten row for those who began to read earlier, since these would
// be copied too.
func scrubPostgres(ctx context.Context, pool *sql.DB) error {
	for _, table := range []string{"personal", "draft"} {
		if err := rewrite(ctx, pool, table); err != nil {
			return err
		}
	}
	return nil
}

func rewrite(ctx context.Context, pool *sql.DB, table string) error {
	kept := 1
	for tries := 0; kept > 0 && tries < 100; tries++ {
		if tries > 0 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(100 * time.Millisecond):
			}
		}
		if err := say(ctx, pool, `VACUUM `+table); err != nil {
			return fmt.Errorf("clean what was erased: %w", err)
		}
		if err := pool.QueryRowContext(ctx, `SELECT n_dead_tup FROM pg_stat_user_tables WHERE relid = CAST($1 AS regclass)`, table).Scan(&kept); err != nil {
			return fmt.Errorf("look for what was erased: %w", err)
		}
	}
	if err := say(ctx, pool, `VACUUM (FULL) `+table); err != nil {
		return fmt.Errorf("write %s anew: %w", table, err)
	}
	if kept > 0 {
		return record.Errorf(record.Unavailable, "what was erased is kept for those who are still reading")
	}
	return nil
}
