package registry

import (
	"context"
	"errors"
	"fmt"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// Recomposed is a page or a report after a change to its blocks.
type Recomposed struct {
	Record   record.Record
	Version  int
	Batch    record.Ref // undoes it; "" where the change is kept by itself, or nothing changed
	Reopened bool       // it was approved, and is to be approved again
}

// Recompose changes the blocks of a page or a report as they stand now, whoever wrote last: change is given the record and
// says itself whether what its author saw still stands, so that people who write in different blocks never meet. An error of
// change is returned as it is, and nothing is written. What changes after it was approved goes back to being a draft. whole
// keeps the change as an operation that can be undone.
func (g *Registry) Recompose(ctx context.Context, a access.Actor, id record.Ref, what string, whole bool, change func(record.Record) error) (Recomposed, error) {
	var out Recomposed
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		out = Recomposed{}
		e, r, err := g.composition(ctx, tx, a, id)
		if err != nil {
			return err
		}
		if err := change(r); err != nil {
			return err
		}
		out.Reopened = reopen(r)
		out.Record, out.Version = r, e.Version
		if !whole {
			out.Version, err = g.save(ctx, tx, a, r, e.Version, what, "")
			return err
		}
		b, err := g.apply(ctx, tx, a, each([]Edit{{Record: r, From: e.Version}}), store.Batch{What: what}, nil)
		var refused *ImportError
		if errors.As(err, &refused) && len(refused.Refused) > 0 {
			return &record.Error{Kind: record.Invalid, Msg: "the blocks cannot stand so", Problems: refused.Refused[0].Problems}
		}
		if err != nil {
			return err
		}
		if out.Batch = b.ID; b.Changed > 0 {
			out.Version++
		}
		return nil
	})
	if err != nil {
		return Recomposed{}, fmt.Errorf("compose %s: %w", id, err)
	}
	return out, nil
}

// composition reads a page or a report that the actor may write.
func (g *Registry) composition(ctx context.Context, tx *store.Tx, a access.Actor, id record.Ref) (store.Entry, record.Record, error) {
	e, err := tx.Get(ctx, access.ScopeOf(a), id)
	if err != nil {
		return e, nil, err
	}
	rs, err := g.seen(ctx, tx, a, []store.Entry{e})
	if err != nil {
		return e, nil, err
	}
	if e.Kind != record.KindPage && e.Kind != record.KindReport {
		return e, nil, record.Errorf(record.NotFound, "%s %s is not composed", e.Kind, id)
	}
	if e.WithdrawnAt != "" {
		return e, nil, record.Errorf(record.Conflict, "%s %s is withdrawn", e.Kind, id)
	}
	return e, rs[0], g.may(a, rs[0], rs[0])
}

// reopen takes back the approval of a report that changes: what was approved is what was read.
func reopen(r record.Record) bool {
	p, ok := r.(*record.Report)
	if !ok || p.Stage != record.StageApproved && p.Stage != record.StagePublished {
		return false
	}
	p.Stage = record.StageDraft
	return true
}
