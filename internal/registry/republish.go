package registry

import (
	"context"
	"fmt"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// republish makes projections anew that were made by older rules of redaction, a batch to a transaction: what the public may
// see changed with the program, and nothing that it may no longer see may stay published.
func (g *Registry) republish(ctx context.Context) error {
	for more := true; more; {
		err := g.db.InTx(ctx, func(tx *store.Tx) error {
			ids, err := tx.Stale(ctx, record.Redaction, importBatch)
			if err != nil {
				return err
			}
			more = len(ids) > 0
			entries, err := tx.Many(ctx, access.Scope{All: true}, ids)
			if err != nil {
				return err
			}
			for _, e := range entries {
				r, err := record.Decode([]byte(e.Data))
				if err != nil {
					return fmt.Errorf("%s %s: %w", e.Kind, e.ID, err)
				}
				row := g.indexed(r, "") // the index of words is made anew by itself
				row.Head = e.Head
				if row.Public, err = projection(r.Head(), []byte(e.Data)); err != nil {
					return err
				}
				if err := tx.Republish(ctx, row); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("publish anew: %w", err)
		}
	}
	return nil
}
