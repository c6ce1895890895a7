package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"entente/internal/record"
)

// copyPostgres makes an SQLite file of the same schema and fills it with the rows of one snapshot. Words are indexed anew by
// whoever opens the copy first.
func (db *DB) copyPostgres(ctx context.Context, path string) (err error) {
	s, err := db.Schema(ctx)
	if err != nil {
		return err
	}
	made, err := Open(ctx, Config{URL: path, Older: Leave})
	if err != nil {
		return err
	}
	err = made.migrateTo(ctx, s.At)
	if err = errors.Join(err, made.Close()); err != nil {
		return err
	}
	into, err := bare(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, into.Close()) }()
	tables, err := tablesOf(ctx, into)
	if err != nil {
		return err
	}
	for _, t := range passing() {
		delete(tables, t)
	}
	err = db.View(ctx, func(from *Tx) error {
		tx, err := into.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		for _, name := range slices.Sorted(maps.Keys(tables)) {
			if err := copyRows(ctx, from, tx, name, tables[name]); err != nil {
				return errors.Join(fmt.Errorf("copy %s: %w", name, err), tx.Rollback())
			}
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM setting WHERE name LIKE 'search.%'`); err != nil { // what was known of the index
			return errors.Join(err, tx.Rollback())
		}
		return tx.Commit()
	})
	if err != nil {
		return err
	}
	loose, err := query(ctx, into, func(scan func(...any) error) (string, error) {
		var table, parent string
		var row sql.NullInt64
		var key int
		err := scan(&table, &row, &parent, &key)
		return table + " → " + parent, err
	}, `PRAGMA foreign_key_check`)
	if err == nil && len(loose) > 0 {
		return fmt.Errorf("%d rows refer to nothing: %s", len(loose), loose[0])
	}
	return errors.Join(err, strip(ctx, path))
}

// copyRows copies a table out of a snapshot.
func copyRows(ctx context.Context, from *Tx, to *sql.Tx, table string, columns []string) (err error) {
	if err := say(ctx, to, `DELETE FROM `+table); err != nil { // what migrations put there
		return err
	}
	st, err := to.PrepareContext(ctx, fmt.Sprintf(`INSERT INTO %s(%s) VALUES (?%s)`, table, quoted(columns), strings.Repeat(`, ?`, len(columns)-1)))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	once, err := brief(ctx)
	if err != nil {
		return err
	}
	n := 0
	_, err = query(ctx, from.q, func(scan func(...any) error) (struct{}, error) {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := scan(into...); err != nil {
			return struct{}{}, err
		}
		if n++; n%1000 == 0 && ctx.Err() != nil {
			return struct{}{}, ctx.Err()
		}
		_, err := st.ExecContext(once, values...)
		return struct{}{}, err
	}, `SELECT `+quoted(columns)+` FROM `+table)
	return err
}

func quoted(columns []string) string { return `"` + strings.Join(columns, `", "`) + `"` }

// fillPostgres puts the rows of an SQLite file into a PostgreSQL database that has the same schema and no rows yet.
func (db *DB) fillPostgres(ctx context.Context, path string) (err error) {
	from, err := bare(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	tables, err := tablesOf(ctx, from)
	if err != nil {
		return err
	}
	order, err := inOrder(ctx, from, tables)
	if err != nil {
		return err
	}
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	return conn.Raw(func(driver any) error {
		c, ok := driver.(*stdlib.Conn)
		if !ok {
			return record.Errorf(record.Unavailable, "no connection to PostgreSQL")
		}
		tx, err := c.Conn().Begin(ctx)
		if err != nil {
			return err
		}
		for _, name := range order {
			if err := pour(ctx, from, tx, name, tables[name]); err != nil {
				return errors.Join(fmt.Errorf("fill %s: %w", name, err), tx.Rollback(ctx))
			}
		}
		if _, err := tx.Exec(ctx, `DELETE FROM setting WHERE name LIKE 'search.%'`); err != nil {
			return errors.Join(err, tx.Rollback(ctx))
		}
		return tx.Commit(ctx)
	})
}

// pour copies a table in one statement, at the end of which alone PostgreSQL looks whether references hold.
func pour(ctx context.Context, from *sql.DB, tx pgx.Tx, table string, columns []string) (err error) {
	if _, err := tx.Exec(ctx, `DELETE FROM `+table); err != nil { // what migrations put there
		return err
	}
	rows, err := from.QueryContext(ctx, fmt.Sprintf(`SELECT %s FROM %s`, quoted(columns), table))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	_, err = tx.CopyFrom(ctx, pgx.Identifier{table}, columns, &poured{rows: rows, n: len(columns)})
	return errors.Join(err, rows.Err())
}

// poured hands rows of SQLite to COPY.
type poured struct {
	rows *sql.Rows
	n    int
}

func (p *poured) Next() bool { return p.rows.Next() }

func (p *poured) Err() error { return p.rows.Err() }

func (p *poured) Values() ([]any, error) {
	values, into := make([]any, p.n), make([]any, p.n)
	for i := range values {
		into[i] = &values[i]
	}
	return values, p.rows.Scan(into...)
}
