package registry

import (
	"context"
	"errors"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// seededAt is the instant of the built-in terms' first revision: the same in every database, so that archives of two
// databases hold the same history.
const seededAt = "2026-11-22T00:00:00.000000Z"

// seed writes the built-in terms that the database lacks.
func (g *Registry) seed(ctx context.Context) error {
	terms := record.BuiltInTerms()
	ids := make([]record.Ref, len(terms))
	for i, t := range terms {
		ids[i] = t.ID
	}
	return g.db.InTx(ctx, func(tx *store.Tx) error {
		have, err := tx.Heads(ctx, access.Scope{All: true}, ids)
		if err != nil || len(have) == len(ids) {
			return err
		}
		there := map[record.Ref]bool{}
		for _, h := range have {
			there[h.ID] = true
		}
		var rows []store.Row
		for _, t := range terms {
			if there[t.ID] {
				continue
			}
			if p := record.Check(t); len(p) > 0 {
				return errors.New("a built-in term is wrong: " + p[0].Code)
			}
			row, err := g.row(t, step{version: 1, at: seededAt, actor: "entente", reason: "built-in term"})
			if err != nil {
				return err
			}
			row.Event = ""
			rows = append(rows, row)
		}
		return tx.Create(ctx, rows)
	})
}
