package registry

import (
	"context"

	"entente/internal/record"
	"entente/internal/store"
)

// Rebuilds tells what New would make anew in a database that stands at a schema: the indexes of words and of lists, and how
// many projections.
func Rebuilds(ctx context.Context, db *store.DB, at store.Schema) (index bool, projections int, err error) {
	err = db.View(ctx, func(tx *store.Tx) error {
		index = true
		if at.At >= 2 { // the schema that has settings
			by, err := tx.Setting(ctx, indexedBy)
			if err != nil {
				return err
			}
			lists, err := tx.Setting(ctx, listedBy)
			if err != nil {
				return err
			}
			index = by != indexRules() || lists != itoa(listed)
		}
		var err error
		projections, err = tx.CountStale(ctx, record.Redaction)
		return err
	})
	return index, projections, err
}
