package store

import (
	"context"

	"entente/internal/record"
)

// Stale reads up to n records after one whose projection was made by other rules of redaction than the present ones, in the
// order of their ids.
func (tx *Tx) Stale(ctx context.Context, redaction int, after record.Ref, n int) ([]record.Ref, error) {
	return query(ctx, tx.q, scanRef, `SELECT record FROM published WHERE redaction <> $1 AND record > $2 ORDER BY record LIMIT $3`, redaction, after, n)
}

// CountStale counts the records of which Stale would read.
func (tx *Tx) CountStale(ctx context.Context, redaction int) (int, error) {
	rows, err := query(ctx, tx.q, func(scan func(...any) error) (int, error) {
		var n int
		err := scan(&n)
		return n, err
	}, `SELECT COUNT(*) FROM published WHERE redaction <> $1`, redaction)
	if err != nil {
		return 0, err
	}
	return rows[0], nil
}

// Republish makes the projection of a record anew, without a new version.
func (tx *Tx) Republish(ctx context.Context, r Row) error {
	tx.touch([]Row{r})
	for _, table := range []string{"published_link WHERE source", "published_mark WHERE source", "published WHERE record"} {
		if _, err := tx.exec(ctx, `DELETE FROM `+table+` = $1`, r.ID); err != nil {
			return err
		}
	}
	d := r.derived()
	for _, t := range []struct {
		table string
		rows  [][]any
	}{{intoPublished, d.published}, {intoPublicMark, d.publicMarks}, {intoPublicLink, d.publicLinks}} {
		if err := tx.insert(ctx, t.table, t.rows); err != nil {
			return err
		}
	}
	return nil
}
