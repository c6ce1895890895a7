package registry

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// Edit is a record as it is to stand, and the version that the actor saw of it; 0 for one that is to be made.
type Edit struct {
	Record record.Record
	From   int
}

// Batch is many changes made as one, which can be undone as one.
type Batch struct {
	ID        record.Ref // "" for one that changed nothing, of which nothing is kept
	Office    record.Ref
	At        string
	Actor     string
	What      string
	Undoes    record.Ref // the batch that this one undid
	UndoneBy  record.Ref
	Created   int
	Changed   int
	Unchanged int // that were asked for and stood already
}

func batchOf(b store.Batch) Batch { return Batch(b) }

// editBatch is how many edits are held in memory at once.
const editBatch = 500

// Apply writes many records in one transaction, as one entry that can be undone: all of them or none. What is wrong is told of
// all of them at once, in an ImportError whose Where is the position of the edit, from 1. Edits may refer to one another in
// any order. A record that is no longer at the version seen, or that the actor may not write, is a problem like others.
func (g *Registry) Apply(ctx context.Context, a access.Actor, edits []Edit, what string) (Batch, error) {
	return g.ApplyAll(ctx, a, each(edits), what, nil)
}

func each(edits []Edit) iter.Seq2[Edit, error] {
	return func(yield func(Edit, error) bool) {
		for _, e := range edits {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// ApplyAll is Apply for any number of edits: it holds a few hundred of them at a time. It is one transaction, so that a
// program that is killed in the middle leaves nothing behind, and whoever begins anew doubles nothing. Edits may be read again
// from the first one, when the database asks for it. progress is told now and then how many were written.
func (g *Registry) ApplyAll(ctx context.Context, a access.Actor, edits iter.Seq2[Edit, error], what string, progress func(done int)) (Batch, error) {
	var out Batch
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		var err error
		out, err = g.apply(ctx, tx, a, edits, store.Batch{What: what}, progress)
		return err
	})
	if err != nil {
		return Batch{}, fmt.Errorf("apply %q: %w", what, err)
	}
	return out, nil
}

// apply writes a batch within a transaction.
func (g *Registry) apply(ctx context.Context, tx *store.Tx, a access.Actor, edits iter.Seq2[Edit, error], b store.Batch, progress func(int)) (Batch, error) {
	var err error
	if b.ID, err = g.NewID(); err != nil {
		return Batch{}, err
	}
	b.At, b.Actor = g.stamp(), a.Name
	if a.Role != access.Operator {
		b.Office = a.Office
	}
	if err := tx.AddBatch(ctx, b); err != nil {
		return Batch{}, err
	}
	if progress == nil {
		progress = func(int) {}
	}
	ap := &applier{g: g, tx: tx, a: a, batch: b, faulty: map[record.Ref]record.Kind{}, progress: progress}
	var chunk []Edit
	for e, err := range edits {
		if err != nil {
			return Batch{}, err
		}
		if chunk = append(chunk, e); len(chunk) == editBatch {
			if err := ap.write(ctx, chunk); err != nil {
				return Batch{}, err
			}
			chunk = chunk[:0]
		}
	}
	if err := ap.write(ctx, chunk); err != nil {
		return Batch{}, err
	}
	if err := ap.tie(ctx, 0); err != nil {
		return Batch{}, err
	}
	if len(ap.refused.Refused) > 0 {
		slices.SortStableFunc(ap.refused.Refused, func(x, y Refused) int { return number(x.Where) - number(y.Where) })
		return Batch{}, &ap.refused
	}
	if ap.batch.Created+ap.batch.Changed == 0 {
		ap.batch.ID = ""
		b.Created, b.Changed = 0, 0
		return batchOf(ap.batch), tx.CloseBatch(ctx, b)
	}
	return batchOf(ap.batch), tx.CloseBatch(ctx, ap.batch)
}

type applier struct {
	g        *Registry
	tx       *store.Tx
	a        access.Actor
	batch    store.Batch
	done     int
	faulty   map[record.Ref]record.Kind // refused, and so not there for those that refer to them
	refused  ImportError
	progress func(int)
}

// undoing tells whether the batch brings back what stood before: what one could do in a batch one can undo, so that who may
// withdraw a record may restore it by undoing, and what the office wrote before may be written again.
func (ap *applier) undoing() bool { return ap.batch.Undoes != "" }

func (ap *applier) refuse(position int, m *record.Meta, problems ...record.Problem) {
	where := itoa(position)
	if len(ap.faulty) < maxRefused && !slices.Contains([]string{"not_there", "twice_in_batch"}, problems[0].Code) {
		ap.faulty[m.ID] = m.Kind
	}
	if i := slices.IndexFunc(ap.refused.Refused, func(r Refused) bool { return r.Where == where }); i >= 0 {
		ap.refused.Refused[i].Problems = append(ap.refused.Refused[i].Problems, problems...)
		return
	}
	if len(ap.refused.Refused) >= maxRefused {
		ap.refused.More++
		return
	}
	ap.refused.Refused = append(ap.refused.Refused, Refused{Where: where, ID: m.ID, Problems: problems})
}

// write writes some records without what ties them to others.
func (ap *applier) write(ctx context.Context, chunk []Edit) error {
	ids := make([]record.Ref, len(chunk))
	for i, e := range chunk {
		ids[i] = e.Record.Head().ID
	}
	entries, err := ap.tx.Many(ctx, access.Scope{All: true}, ids)
	if err != nil {
		return err
	}
	there := map[record.Ref]store.Entry{}
	for _, e := range entries {
		there[e.ID] = e
	}
	met, err := ap.tx.InBatch(ctx, ap.batch.ID, ids)
	if err != nil {
		return err
	}
	var created []store.Row
	var noted []store.BatchRecord
	for _, e := range chunk {
		ap.done++
		m := e.Record.Head()
		if met[m.ID] {
			ap.refuse(ap.done, m, record.Problem{Field: "id", Code: "twice_in_batch"})
			continue
		}
		met[m.ID] = true
		row, err := ap.one(ctx, e, there)
		if err != nil {
			return err
		}
		if row == nil {
			continue
		}
		if ap.batch.Office == "" {
			ap.batch.Office = m.Office
		}
		noted = append(noted, store.BatchRecord{Position: ap.done, Record: m.ID, From: e.From, To: row.Version})
		if e.From == 0 {
			ap.batch.Created++
			created = append(created, *row)
			continue
		}
		ap.batch.Changed++
		if err := ap.tx.Change(ctx, *row, e.From); err != nil {
			return err
		}
	}
	if err := ap.tx.Create(ctx, created); err != nil {
		return err
	}
	if err := ap.tx.AddToBatch(ctx, ap.batch.ID, noted); err != nil {
		return err
	}
	ap.progress(ap.done)
	return nil
}

// one makes the row of an edit; nil when there is nothing to write, or when it was refused.
func (ap *applier) one(ctx context.Context, e Edit, there map[record.Ref]store.Entry) (*store.Row, error) {
	m := e.Record.Head()
	if def, ok := record.DefinitionOf(m.Kind); ok {
		m.Schema = def.Schema
	}
	was, exists := there[m.ID]
	var old record.Record
	if exists {
		var err error
		if old, err = record.Decode([]byte(was.Data)); err != nil {
			return nil, err
		}
	}
	no := func(problems ...record.Problem) (*store.Row, error) {
		ap.refuse(ap.done, m, problems...)
		return nil, nil //nolint:nilnil // nothing is to be written
	}
	switch seen := exists && access.Can(ap.a, access.See, old.Head()); {
	case !exists && e.From > 0, exists && !seen:
		return no(record.Problem{Field: "id", Code: "not_there"})
	case seen && was.Version != e.From:
		return no(record.Problem{Field: "id", Code: "changed_meanwhile"})
	}
	if err := ap.g.mayDo(ap.a, old, e.Record, ap.undoing()); err != nil {
		if !errors.Is(err, record.ErrForbidden) {
			return nil, err
		}
		return no(record.Problem{Field: "id", Code: "not_allowed"})
	}
	whole := e.Record
	if !ap.undoing() { // what is brought back is whole
		var err error
		if whole, err = ap.g.restoreHidden(ctx, ap.tx, ap.a, old, e.Record); err != nil {
			return nil, err
		}
	}
	whole = keepStage(ap.a, old, whole)
	problems := ap.g.alone(whole)
	if old != nil {
		problems = append(problems, record.Transition(old, whole)...)
	}
	if len(problems) > 0 {
		return no(problems...)
	}
	rec, personal, err := ap.g.splitPersonal(ctx, ap.tx, whole, old)
	if err != nil {
		return nil, err
	}
	row, err := ap.g.rowIn(ctx, ap.tx, rec, step{version: e.From + 1, at: ap.batch.At, actor: ap.a.Name, reason: ap.batch.What, previous: was.Hash, event: eventOf(old, m)})
	if err != nil {
		return nil, err
	}
	if row.Personal = personal; exists && row.Data == was.Data && personal == nil {
		ap.batch.Unchanged++
		return nil, nil //nolint:nilnil // as above
	}
	return &row, nil
}

func eventOf(old record.Record, next *record.Meta) string {
	switch {
	case old == nil:
		return "created"
	case old.Head().Withdrawn == "" && next.Withdrawn != "":
		return "withdrawn"
	case old.Head().Withdrawn != "" && next.Withdrawn == "":
		return "restored"
	}
	return "changed"
}

// tie is the second pass, over what the first one noted after a position: what ties the records to others, now that all are there.
func (ap *applier) tie(ctx context.Context, after int) error {
	for {
		noted, err := ap.tx.BatchRecords(ctx, ap.batch.ID, after, editBatch)
		if err != nil || len(noted) == 0 {
			return err
		}
		after = noted[len(noted)-1].Position
		if err := ap.tieSome(ctx, noted); err != nil {
			return err
		}
	}
}

func (ap *applier) tieSome(ctx context.Context, noted []store.BatchRecord) error {
	ids := make([]record.Ref, len(noted))
	at := map[record.Ref]store.BatchRecord{}
	for i, n := range noted {
		ids[i], at[n.Record] = n.Record, n
	}
	entries, err := ap.tx.Many(ctx, access.Scope{All: true}, ids)
	if err != nil {
		return err
	}
	recs, links := make([]record.Record, len(entries)), make([][]record.Link, len(entries))
	for i, e := range entries {
		if recs[i], err = record.Decode([]byte(e.Data)); err != nil {
			return err
		}
		links[i] = record.Links(recs[i])
	}
	kinds := map[record.Ref]record.Kind{}
	if err := kindsOf(ctx, ap.tx, access.ScopeOf(ap.a), slices.Concat(links...), kinds); err != nil {
		return err
	}
	maps.Copy(kinds, ap.faulty) // it is in the batch: what refers to it has no fault
	stood, err := ap.stood(ctx, recs, links, kinds, at)
	if err != nil {
		return err
	}
	var rows []store.Row
	for i, r := range recs {
		m := r.Head()
		known := kinds
		if old := stood[m.ID]; old != nil {
			known = maps.Clone(kinds)
			if err := standing(ctx, ap.tx, old, known); err != nil {
				return err
			}
		}
		problems := linkRules(m, links[i], known)
		screened, err := ap.g.screenRules(ctx, ap.tx, r, known)
		if err != nil {
			return err
		}
		if problems = append(problems, screened...); len(problems) > 0 {
			ap.refuse(at[m.ID].Position, m, problems...)
			continue
		}
		row := tied(r, links[i])
		if public(m) {
			row.Public = &store.Public{}
		}
		rows = append(rows, row)
	}
	if len(ap.refused.Refused) > 0 {
		return nil // nothing will be kept
	}
	return ap.tx.Link(ctx, rows)
}

// stood gives, of the records that refer to what the actor does not see, the state before: what stood there may stay. Of what
// an undo brings back, that is the state itself, which the office wrote before.
func (ap *applier) stood(ctx context.Context, recs []record.Record, links [][]record.Link, kinds map[record.Ref]record.Kind, at map[record.Ref]store.BatchRecord) (map[record.Ref]record.Record, error) {
	versions := map[record.Ref]int{}
	out := map[record.Ref]record.Record{}
	for i, r := range recs {
		if !slices.ContainsFunc(links[i], func(l record.Link) bool { return kinds[l.Target] == "" }) {
			continue
		}
		switch n := at[r.Head().ID]; {
		case ap.undoing():
			out[n.Record] = r
		case n.From > 0:
			versions[n.Record] = n.From
		}
	}
	if len(versions) == 0 {
		return out, nil
	}
	revisions, err := ap.tx.RevisionsAt(ctx, versions)
	if err != nil {
		return nil, err
	}
	for id, v := range revisions {
		if out[id], err = record.Decode([]byte(v.Data)); err != nil {
			return nil, err
		}
	}
	return out, nil
}
