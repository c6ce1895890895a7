package registry

import (
	"context"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// MostTies is how many ties are counted; whoever is told this many is told that there may be more.
const MostTies = 10_000

// TieCounts counts the records that refer to id and that the actor may see, by kind. capped tells that counting stopped at
// MostTies.
func (g *Registry) TieCounts(ctx context.Context, a access.Actor, id record.Ref) (counts map[record.Kind]int, capped bool, err error) {
	err = g.db.View(ctx, func(tx *store.Tx) error {
		scope := access.ScopeOf(a)
		if _, err := tx.Get(ctx, scope, id); err != nil {
			return err
		}
		var err error
		counts, err = tx.TieCounts(ctx, scope, id, MostTies)
		return err
	})
	n := 0
	for _, c := range counts {
		n += c
	}
	return counts, n >= MostTies, err
}

// Several reads those among ids that the actor may see, in the order of ids. Personal fields are left out.
func (g *Registry) Several(ctx context.Context, a access.Actor, ids []record.Ref) ([]Entry, error) {
	var out []Entry
	err := g.db.View(ctx, func(tx *store.Tx) error {
		entries, err := tx.Many(ctx, access.ScopeOf(a), ids)
		if err != nil {
			return err
		}
		rs, err := g.seen(ctx, tx, a, entries)
		if err != nil {
			return err
		}
		found := map[record.Ref]Entry{}
		for i, e := range entries {
			one := Entry{Record: rs[i], Version: e.Version, UpdatedAt: e.UpdatedAt}
			if owns(a, e.Office) {
				one.UpdatedBy = e.UpdatedBy
			}
			found[e.ID] = one
		}
		for _, id := range ids {
			if e, ok := found[id]; ok {
				out = append(out, e)
				delete(found, id)
			}
		}
		return nil
	})
	return out, err
}

// Try tells whether a record could be saved, with every problem that Save would tell, and writes nothing.
func (g *Registry) Try(ctx context.Context, a access.Actor, r record.Record, from int) error {
	return g.db.View(ctx, func(tx *store.Tx) error {
		_, old, err := g.before(ctx, tx, a, r.Head(), from)
		if err != nil {
			return err
		}
		if err := g.may(a, old, r); err != nil {
			return err
		}
		whole, err := g.restoreHidden(ctx, tx, a, old, r)
		if err != nil {
			return err
		}
		return g.check(ctx, tx, access.ScopeOf(a), old, nil, whole)
	})
}
