package registry

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

// Offer gives the records of some kinds that the actor may see and whose title holds what is being typed, the best first: what
// a field that refers to them offers. Of nothing typed it gives the newest of the first kind.
func (g *Registry) Offer(ctx context.Context, a access.Actor, kinds []record.Kind, typed string, limit int) ([]publish.Head, error) {
	var out []publish.Head
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		out, err = g.offer(ctx, scoped{tx, a}, kinds, typed, limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("offer records: %w", err)
	}
	return out, nil
}

func (g *Registry) offer(ctx context.Context, in scoped, kinds []record.Kind, typed string, limit int) ([]publish.Head, error) {
	parsed := g.words.ParseTyping(typed)
	var all []store.Candidate
	var out []publish.Head
	if len(parsed.Terms) == 0 && len(kinds) > 0 {
		heads, err := in.tx.List(ctx, access.ScopeOf(in.a), publish.Query{Kind: kinds[0], Newest: true, Limit: limit})
		for _, h := range heads[:min(limit, len(heads))] {
			out = append(out, h.Public())
		}
		return out, err
	}
	for _, k := range kinds {
		found, err := in.search(ctx, store.Search{Terms: terms(parsed), Label: true, Kind: k, Limit: suggestedDepth})
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	rank(parsed, all)
	all = all[:min(max(limit, 0), len(all))]
	shown, err := in.found(ctx, ids(all))
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if h, ok := shown[c.ID]; ok {
			out = append(out, h.Head)
		}
	}
	return out, nil
}

// Terms reads the terms of a scheme that the actor may see, in their order.
func (g *Registry) Terms(ctx context.Context, a access.Actor, scheme string) ([]*record.Term, error) {
	var out []*record.Term
	err := g.db.View(ctx, func(tx *store.Tx) error {
		for after := ""; ; {
			heads, err := tx.List(ctx, access.ScopeOf(a), publish.Query{Kind: record.KindTerm, After: after})
			if err != nil {
				return err
			}
			var of []record.Ref
			for _, h := range heads {
				if h.Type == scheme {
					of = append(of, h.ID)
				}
			}
			entries, err := tx.Many(ctx, access.ScopeOf(a), of)
			if err != nil {
				return err
			}
			rs, err := g.seen(ctx, tx, a, entries)
			if err != nil {
				return err
			}
			for _, r := range rs {
				if t, ok := r.(*record.Term); ok && t.Withdrawn == "" {
					out = append(out, t)
				}
			}
			if n := store.PageSize(0); len(heads) > n {
				after = store.Cursor(heads[n-1].Starts, heads[n-1].ID)
				continue
			}
			return nil
		}
	})
	if err != nil {
		return nil, fmt.Errorf("read the terms of %s: %w", scheme, err)
	}
	slices.SortStableFunc(out, func(x, y *record.Term) int { return cmp.Or(cmp.Compare(x.Order, y.Order), cmp.Compare(x.Code, y.Code)) })
	return out, nil
}
