package store

import (
	"context"
	"fmt"
	"path/filepath"
	"time"
)

// EngineState is what an engine says of itself.
type EngineState struct {
	Version string
	Size    int64
	Now     time.Time // the clock of the engine's machine, to the microsecond
	Folder  string    // of an SQLite file, absolute
}

// EngineState asks the engine.
func (db *DB) EngineState(ctx context.Context) (EngineState, error) {
	text := `SELECT sqlite_version(), (SELECT page_count FROM pragma_page_count()) * (SELECT page_size FROM pragma_page_size()), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`
	if db.Engine == Postgres {
		text = `SELECT current_setting('server_version'), pg_database_size(current_database()), to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
	}
	rows, err := query(ctx, db.read, func(scan func(...any) error) (EngineState, error) {
		var e EngineState
		var now string
		if err := scan(&e.Version, &e.Size, &now); err != nil {
			return e, err
		}
		var err error
		e.Now, err = time.Parse(time.RFC3339Nano, now)
		return e, err
	}, text)
	if err != nil {
		return EngineState{}, fmt.Errorf("ask the engine: %w", err)
	}
	if db.Engine == SQLite {
		if rows[0].Folder, err = filepath.Abs(filepath.Dir(db.path)); err != nil {
			return EngineState{}, err
		}
	}
	return rows[0], nil
}

// Optimise keeps the engine's own knowledge of the data fresh, by which it chooses its ways; PostgreSQL does so by itself as
// well, but not soon after a large import. It empties the journal of SQLite as far as nobody needs it.
func (db *DB) Optimise(ctx context.Context) error {
	steps := []string{`PRAGMA analysis_limit = 1000`, `PRAGMA optimize`, `PRAGMA wal_checkpoint(PASSIVE)`}
	if db.Engine == Postgres {
		tables, err := query(ctx, db.read, func(scan func(...any) error) (string, error) {
			var s string
			err := scan(&s)
			return s, err
		}, `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`)
		if err != nil {
			return err
		}
		steps = nil
		for _, t := range tables {
			steps = append(steps, `ANALYZE "`+t+`"`)
		}
	}
	for _, s := range steps {
		if _, err := db.write.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}
