package store

import (
	"context"

	"entente/internal/record"
)

// Stale reads up to n records whose projection was made by other rules of redaction than the present ones. Those that were made
// anew are stale no more, so that the next call gives others.
func (tx *Tx) Stale(ctx context.Context, redaction, n int) ([]record.Ref, error) {
	for _, side := range []string{"<", ">"} { // both are looked up in the index, which "not equal" is not
		ids, err := query(ctx, tx.q, scanRef, `SELECT record FROM published WHERE redaction `+side+` $1 ORDER BY redaction, record LIMIT $2`, redaction, n)
		if err != nil || len(ids) > 0 {
			return ids, err
		}
	}
	return nil, nil
}

// CountStale counts the records of which Stale would read.
func (tx *Tx) CountStale(ctx context.Context, redaction int) (int, error) {
	rows, err := query(ctx, tx.q, func(scan func(...any) error) (int, error) {
		var n int
		err := scan(&n)
		return n, err
	}, `SELECT (SELECT COUNT(*) FROM published WHERE redaction < $1) + (SELECT COUNT(*) FROM published WHERE redaction > $1)`, redaction)
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
