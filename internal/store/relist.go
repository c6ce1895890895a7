package store

import "context"

// Relist writes what lists sort and filter on of records that stand, without a new version.
func (tx *Tx) Relist(ctx context.Context, rows []Row) error {
	var marks [][]any
	for i := range rows {
		r := &rows[i]
		if _, err := tx.exec(ctx, `UPDATE record SET sort_fr = $1, sort_en = $2, sort_state = $3 WHERE id = $4`, r.SortFR, r.SortEN, r.SortState, r.ID); err != nil {
			return err
		}
		if _, err := tx.exec(ctx, `DELETE FROM mark WHERE source = $1`, r.ID); err != nil {
			return err
		}
		marks = append(marks, r.derived().marks...)
	}
	return tx.insert(ctx, intoMark, marks)
}
