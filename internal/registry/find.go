package registry

import (
	"context"
	"maps"
	"slices"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

// Find reads the record of a kind whose address has this opaque part, as Get does.
func (g *Registry) Find(ctx context.Context, a access.Actor, kind record.Kind, short string) (Entry, error) {
	var out Entry
	err := g.db.View(ctx, func(tx *store.Tx) error {
		found, err := tx.ByShort(ctx, access.ScopeOf(a), kind, short)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return record.Errorf(record.NotFound, "no %s at %s", kind, short)
		}
		out, err = g.entry(ctx, tx, a, found[0])
		return err
	})
	return out, err
}

// entry is a record as an actor may see it.
func (g *Registry) entry(ctx context.Context, tx *store.Tx, a access.Actor, e store.Entry) (Entry, error) {
	rs, err := g.seen(ctx, tx, a, []store.Entry{e})
	if err != nil {
		return Entry{}, err
	}
	out := Entry{Record: rs[0], Version: e.Version, UpdatedAt: e.UpdatedAt}
	if !owns(a, e.Office) {
		return out, nil
	}
	out.UpdatedBy = e.UpdatedBy
	return out, g.joinPersonal(ctx, tx, rs[0])
}

// Heads reads the heads of those among ids that the actor may see.
func (g *Registry) Heads(ctx context.Context, a access.Actor, ids []record.Ref) (map[record.Ref]publish.Head, error) {
	out := map[record.Ref]publish.Head{}
	err := g.db.View(ctx, func(tx *store.Tx) error {
		heads, err := tx.Heads(ctx, access.ScopeOf(a), ids)
		for _, h := range heads {
			out[h.ID] = h.Public()
		}
		return err
	})
	return out, err
}

// Moved reads the head of the record into which the one at an address went, when the actor might have seen both.
func (g *Registry) Moved(ctx context.Context, a access.Actor, short string) (publish.Head, error) {
	var out publish.Head
	err := g.db.View(ctx, func(tx *store.Tx) error {
		gone, err := tx.Gone(ctx, access.ScopeOf(a), short)
		if err != nil {
			return err
		}
		into, err := tx.MergedInto(ctx, gone)
		if err != nil {
			return err
		}
		heads, err := tx.Heads(ctx, access.ScopeOf(a), slices.Collect(maps.Values(into)))
		if err != nil {
			return err
		}
		if len(heads) == 0 {
			return record.Errorf(record.NotFound, "nothing at %s", short)
		}
		out = heads[0].Public()
		return nil
	})
	return out, err
}
