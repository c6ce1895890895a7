package registry

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// Merge asks that two records of a kind become one.
type Merge struct {
	Keep     record.Ref
	KeepFrom int // the version that the actor saw
	Lose     record.Ref
	LoseFrom int
	Choices  map[string]record.Choice // by the name of the field; those not named stay as Keep has them
	Reason   string
}

// MergeDone tells what a merge did.
type MergeDone struct {
	Batch
	Left int // records that still refer to the one that is gone: the actor may not write them, or nobody may. Readers are led on
}

// Merge makes one record of two: the fields chosen, everything that refers to the lost one in new versions that refer to the
// kept one, and the lost one withdrawn with the note of where it went, so that both ids and addresses lead to the kept one. It
// is a batch, so that it can be undone. The name of a lost organisation becomes another name of the kept one.
func (g *Registry) Merge(ctx context.Context, a access.Actor, m Merge) (MergeDone, error) {
	var out MergeDone
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		x := &merging{g: g, tx: tx, a: a, Merge: m}
		edits, err := x.edits(ctx)
		if err != nil {
			return err
		}
		b, err := g.apply(ctx, tx, a, edits, store.Batch{What: m.Reason}, nil)
		out = MergeDone{Batch: b, Left: x.left}
		return err
	})
	if err != nil {
		return MergeDone{}, fmt.Errorf("merge %s into %s: %w", m.Lose, m.Keep, err)
	}
	return out, nil
}

type merging struct {
	Merge

	g    *Registry
	tx   *store.Tx
	a    access.Actor
	left int
}

// get reads one of the two, which the actor must be able to write.
func (x *merging) get(ctx context.Context, id record.Ref, from int, verb access.Verb) (record.Record, error) {
	e, err := x.tx.Get(ctx, access.ScopeOf(x.a), id)
	if err != nil {
		return nil, err
	}
	r, err := record.Decode([]byte(e.Data))
	if err != nil {
		return nil, err
	}
	m := r.Head()
	switch {
	case e.Version != from:
		return nil, record.Errorf(record.Conflict, "%s %s is at version %d, not %d", e.Kind, id, e.Version, from)
	case !access.Can(x.a, verb, m):
		return nil, record.Errorf(record.Forbidden, "%s may not %s %s %s", x.a.Name, verb, e.Kind, id)
	case m.Withdrawn != "":
		return nil, record.Errorf(record.Conflict, "%s %s is withdrawn", e.Kind, id)
	case m.Kind == record.KindOffice:
		return nil, record.Errorf(record.Invalid, "offices cannot become one")
	}
	return r, nil
}

func (x *merging) edits(ctx context.Context) (iter.Seq2[Edit, error], error) {
	if x.Keep == x.Lose {
		return nil, record.Errorf(record.Invalid, "a record cannot be merged into itself")
	}
	kept, err := x.get(ctx, x.Keep, x.KeepFrom, access.Write)
	if err != nil {
		return nil, err
	}
	lost, err := x.get(ctx, x.Lose, x.LoseFrom, access.Withdraw)
	if err != nil {
		return nil, err
	}
	whole, err := record.Merged(kept, lost, x.Choices)
	if err != nil {
		return nil, err
	}
	for _, key := range lost.Head().External { // what other files call it leads to the kept one from now on
		if !slices.Contains(whole.Head().External, key) {
			whole.Head().External = append(whole.Head().External, key)
		}
	}
	if k, ok := whole.(*record.Organisation); ok {
		if l, ok := lost.(*record.Organisation); ok {
			k.NameOf(l)
		}
	}
	record.Repoint(whole, func(id record.Ref) record.Ref { // to itself is to nobody
		if id == x.Lose || id == x.Keep {
			return ""
		}
		return id
	})
	last := record.Clone(lost)
	last.Head().Withdrawn, last.Head().MergedInto = x.g.stamp(), x.Keep
	return func(yield func(Edit, error) bool) {
		if !yield(Edit{whole, x.KeepFrom}, nil) {
			return
		}
		for e, err := range x.referrers(ctx) {
			if !yield(e, err) || err != nil {
				return
			}
		}
		yield(Edit{last, x.LoseFrom}, nil)
	}, nil
}

// referrers are the records that refer to the lost one, as they are to stand. Those that the actor may not write, and those
// that may not change, such as a publication that is sealed, stay as they are.
func (x *merging) referrers(ctx context.Context) iter.Seq2[Edit, error] {
	return func(yield func(Edit, error) bool) {
		for after := record.Ref(""); ; {
			entries, err := x.tx.Referrers(ctx, x.Lose, after, editBatch)
			if err != nil {
				yield(Edit{}, err)
				return
			}
			if len(entries) == 0 {
				return
			}
			after = entries[len(entries)-1].ID
			for _, e := range entries {
				if e.ID == x.Keep || e.ID == x.Lose {
					continue
				}
				next, ok, err := x.repointed(e)
				if err == nil && !ok {
					x.left++
					continue
				}
				if !yield(Edit{next, e.Version}, err) || err != nil {
					return
				}
			}
		}
	}
}

func (x *merging) repointed(e store.Entry) (record.Record, bool, error) {
	old, err := record.Decode([]byte(e.Data))
	if err != nil {
		return nil, false, err
	}
	next := record.Clone(old)
	record.Repoint(next, func(id record.Ref) record.Ref {
		if id == x.Lose {
			return x.Keep
		}
		return id
	})
	if !access.Can(x.a, access.See, old.Head()) || errors.Is(x.g.may(x.a, old, next), record.ErrForbidden) {
		return nil, false, nil
	}
	return next, len(record.Transition(old, next)) == 0 && len(record.Check(next)) == 0, nil
}
