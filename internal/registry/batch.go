package registry

import (
	"context"
	"fmt"
	"iter"
	"strconv"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// batchesOf is the office whose batches an actor may see, "" for all.
func batchesOf(a access.Actor) (record.Ref, error) {
	switch {
	case a.Role == access.Operator:
		return "", nil
	case a.Role == access.Anyone || a.Office == "":
		return "", record.Errorf(record.Forbidden, "%s has no batches", a.Name)
	}
	return a.Office, nil
}

// Batch reads a batch of the actor's office.
func (g *Registry) Batch(ctx context.Context, a access.Actor, id record.Ref) (Batch, error) {
	office, err := batchesOf(a)
	if err != nil {
		return Batch{}, err
	}
	var out Batch
	err = g.db.View(ctx, func(tx *store.Tx) error {
		b, err := tx.BatchOf(ctx, office, id)
		out = batchOf(b)
		return err
	})
	return out, err
}

// Batches reads a page of the batches of the actor's office, newest first, and where the next page begins.
func (g *Registry) Batches(ctx context.Context, a access.Actor, before record.Ref, limit int) ([]Batch, record.Ref, error) {
	office, err := batchesOf(a)
	if err != nil {
		return nil, "", err
	}
	var out []Batch
	err = g.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Batches(ctx, office, before, limit)
		for _, b := range rows {
			out = append(out, batchOf(b))
		}
		return err
	})
	if n := store.PageSize(limit); len(out) > n {
		return out[:n], out[n-1].ID, err
	}
	return out, "", err
}

// BatchItem is what a batch did to a record that the actor may see.
type BatchItem struct {
	publish.Head
	Position int
	From     int // 0 for one that it created
	To       int
	Stands   bool // nobody has changed it since
}

// BatchItems reads a page of what a batch did, in the order of its edits, and the position after which the next page begins,
// 0 on the last.
func (g *Registry) BatchItems(ctx context.Context, a access.Actor, id record.Ref, after, limit int) ([]BatchItem, int, error) {
	office, err := batchesOf(a)
	if err != nil {
		return nil, 0, err
	}
	var out []BatchItem
	next := 0
	err = g.db.View(ctx, func(tx *store.Tx) error {
		if _, err := tx.BatchOf(ctx, office, id); err != nil {
			return err
		}
		n := store.PageSize(limit)
		rows, err := tx.BatchRecords(ctx, id, after, n+1)
		if err != nil {
			return err
		}
		if len(rows) > n {
			rows = rows[:n]
			next = rows[n-1].Position
		}
		ids := make([]record.Ref, len(rows))
		for i, r := range rows {
			ids[i] = r.Record
		}
		heads, err := tx.Heads(ctx, access.ScopeOf(a), ids)
		if err != nil {
			return err
		}
		seen := map[record.Ref]store.Head{}
		for _, h := range heads {
			seen[h.ID] = h
		}
		for _, r := range rows {
			if h, ok := seen[r.Record]; ok {
				out = append(out, BatchItem{Head: h.Public(), Position: r.Position, From: r.From, To: r.To, Stands: h.Version == r.To})
			}
		}
		return nil
	})
	return out, next, err
}

// Undone is what an undo did.
type Undone struct {
	Batch
	Left     []publish.Head // some of those that were changed since, and so left alone
	LeftMore int            // besides these
}

// mostLeft is how many of the records that an undo left alone are named.
const mostLeft = 200

// Undo brings back the state before a batch for every record that still stands as the batch left it; those that it created
// are withdrawn. Records that were changed since are left alone and named. An undo is itself a batch, so that it can be undone.
func (g *Registry) Undo(ctx context.Context, a access.Actor, id record.Ref) (Undone, error) {
	office, err := batchesOf(a)
	if err != nil {
		return Undone{}, err
	}
	var out Undone
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		out = Undone{}
		b, err := tx.BatchOf(ctx, office, id)
		if err != nil {
			return err
		}
		u := &undo{g: g, tx: tx, a: a, batch: b.ID, at: g.stamp()}
		out.Batch, err = g.apply(ctx, tx, a, u.edits(ctx), store.Batch{What: b.What, Undoes: b.ID}, nil)
		if err != nil {
			return err
		}
		heads, err := tx.Heads(ctx, access.ScopeOf(a), u.left)
		for _, h := range heads {
			out.Left = append(out.Left, h.Public())
		}
		out.LeftMore = u.more
		return err
	})
	if err != nil {
		return Undone{}, fmt.Errorf("undo %s: %w", id, err)
	}
	return out, nil
}

type undo struct {
	g     *Registry
	tx    *store.Tx
	a     access.Actor
	batch record.Ref
	at    string
	left  []record.Ref
	more  int
}

// edits brings each record back to the state before the batch.
func (u *undo) edits(ctx context.Context) iter.Seq2[Edit, error] {
	return func(yield func(Edit, error) bool) {
		for after := 0; ; {
			rows, err := u.tx.BatchRecords(ctx, u.batch, after, editBatch)
			if err != nil {
				yield(Edit{}, err)
				return
			}
			if len(rows) == 0 {
				return
			}
			after = rows[len(rows)-1].Position
			edits, err := u.some(ctx, rows)
			if err != nil {
				yield(Edit{}, err)
				return
			}
			for _, e := range edits {
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

func (u *undo) some(ctx context.Context, rows []store.BatchRecord) ([]Edit, error) {
	ids, versions := make([]record.Ref, len(rows)), map[record.Ref]int{}
	for i, r := range rows {
		ids[i] = r.Record
		if r.From > 0 {
			versions[r.Record] = r.From
		}
	}
	entries, err := u.tx.Many(ctx, access.Scope{All: true}, ids)
	if err != nil {
		return nil, err
	}
	there := map[record.Ref]store.Entry{}
	for _, e := range entries {
		there[e.ID] = e
	}
	before, err := u.tx.RevisionsAt(ctx, versions)
	if err != nil {
		return nil, err
	}
	var out []Edit
	for _, r := range rows {
		now := there[r.Record]
		if now.Version != r.To {
			if len(u.left) < mostLeft {
				u.left = append(u.left, r.Record)
			} else {
				u.more++
			}
			continue
		}
		data := before[r.Record].Data
		if r.From == 0 {
			data = now.Data
		}
		rec, err := record.Decode([]byte(data))
		if err != nil {
			return nil, err
		}
		if r.From == 0 {
			rec.Head().Withdrawn = u.at
		}
		out = append(out, Edit{rec, r.To})
	}
	return out, nil
}

// RevertTo brings back what a record said at one of its versions, as a new version. Whether it is withdrawn stays as it is,
// and so do the personal fields of a person, which have no history.
func (g *Registry) RevertTo(ctx context.Context, a access.Actor, id record.Ref, version, from int, reason string) (int, error) {
	made := 0
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		e, err := tx.Get(ctx, access.ScopeOf(a), id)
		if err != nil {
			return err
		}
		if !owns(a, e.Office) {
			return record.Errorf(record.NotFound, "no record %s", id)
		}
		now, err := record.Decode([]byte(e.Data))
		if err != nil {
			return err
		}
		revisions, err := tx.RevisionsAt(ctx, map[record.Ref]int{id: version})
		if err != nil {
			return err
		}
		v, ok := revisions[id]
		if !ok {
			return record.Errorf(record.NotFound, "no version %d of %s", version, id)
		}
		was, err := record.Decode([]byte(v.Data))
		if err != nil {
			return err
		}
		was.Head().Withdrawn, was.Head().MergedInto = now.Head().Withdrawn, now.Head().MergedInto
		made, err = g.saveStanding(ctx, tx, a, was, from, reason, "", was)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("bring back version %d of %s: %w", version, id, err)
	}
	return made, nil
}
