package registry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// Save creates a record (from 0) or changes the version that the actor has seen, and returns the version that now stands.
// Saving what already stands changes nothing. Problems come as a record.Error of kind Invalid, all at once; a version that
// is no longer the last gives Conflict; a record that the actor may not see gives NotFound.
func (g *Registry) Save(ctx context.Context, a access.Actor, r record.Record, from int, reason string) (int, error) {
	version := 0
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		var err error
		version, err = g.save(ctx, tx, a, r, from, reason, "")
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("save %s %s: %w", r.Head().Kind, r.Head().ID, err)
	}
	return version, nil
}

func (g *Registry) save(ctx context.Context, tx *store.Tx, a access.Actor, r record.Record, from int, reason, event string) (int, error) {
	return g.saveStanding(ctx, tx, a, r, from, reason, event, nil)
}

// saveStanding saves a record that may refer to what earlier, a state that its office wrote before, referred to.
func (g *Registry) saveStanding(ctx context.Context, tx *store.Tx, a access.Actor, r record.Record, from int, reason, event string, earlier record.Record) (int, error) {
	m := r.Head()
	if def, ok := record.DefinitionOf(m.Kind); ok {
		m.Schema = def.Schema
	}
	was, old, err := g.before(ctx, tx, a, m, from)
	if err != nil {
		return 0, err
	}
	if err := g.may(a, old, r); err != nil {
		return 0, err
	}
	if earlier == nil { // what is brought back is whole
		if r, err = g.restoreHidden(ctx, tx, a, old, r); err != nil {
			return 0, err
		}
	}
	if event == "" {
		r = keepStage(a, old, r)
	}
	if err := g.check(ctx, tx, access.ScopeOf(a), old, earlier, r); err != nil {
		return 0, err
	}
	r, personal, err := g.splitPersonal(ctx, tx, r, old)
	if err != nil {
		return 0, err
	}
	if event == "" {
		event = "changed"
		if from == 0 {
			event = "created"
		}
	}
	row, err := g.rowIn(ctx, tx, r, step{version: from + 1, at: g.stamp(), actor: a.Name, reason: reason, previous: was.Hash, event: event})
	if err != nil {
		return 0, err
	}
	row.Personal = personal
	if old != nil && row.Data == was.Data && personal == nil {
		return was.Version, nil
	}
	if from == 0 {
		err = tx.Create(ctx, []store.Row{row})
	} else {
		err = tx.Change(ctx, row, from)
	}
	if err != nil {
		return 0, err
	}
	return row.Version, tx.Link(ctx, []store.Row{row})
}

// before reads the record that stands, when the actor says to have seen one.
func (g *Registry) before(ctx context.Context, tx *store.Tx, a access.Actor, m *record.Meta, from int) (store.Entry, record.Record, error) {
	was, err := tx.Get(ctx, access.ScopeOf(a), m.ID)
	switch {
	case errors.Is(err, record.ErrNotFound) && from == 0:
		// One that the actor may not see must not be told from one that is not there; its id is taken all the same.
		if _, err := tx.Get(ctx, access.Scope{All: true}, m.ID); err == nil {
			return was, nil, record.Errorf(record.NotFound, "no record %s", m.ID)
		}
		return was, nil, nil
	case err != nil:
		return was, nil, err
	case was.Version != from:
		return was, nil, record.Errorf(record.Conflict, "%s %s is at version %d, not %d", was.Kind, m.ID, was.Version, from)
	}
	old, err := record.Decode([]byte(was.Data))
	return was, old, err
}

// may asks access about the record as it stands and as it is to be.
func (g *Registry) may(a access.Actor, old, next record.Record) error {
	return g.mayDo(a, old, next, false)
}

// standsForAnother tells whether an office is to stand for another organisation, or to take the short addresses, at the hands
// of somebody of the office. What is shared with the committees of an organisation is seen by the office that stands for it:
// only the operator says which that is, or the main office of its own.
func standsForAnother(a access.Actor, old, next record.Record) bool {
	o, ok := next.(*record.Office)
	if !ok || a.Role == access.Operator {
		return false
	}
	was, ok := old.(*record.Office)
	return !ok || o.Main != was.Main || o.Organisation != was.Organisation && !was.Main
}

// mayDo also lets who may withdraw a record bring it back, where that undoes a withdrawal.
func (g *Registry) mayDo(a access.Actor, old, r record.Record, undoing bool) error {
	next := r.Head()
	if standsForAnother(a, old, r) {
		return record.Errorf(record.Forbidden, "%s may not say for whom %s %s stands", a.Name, next.Kind, next.ID)
	}
	verbs := []access.Verb{access.Write}
	if next.Visibility == record.Public {
		verbs = append(verbs, access.Publish)
	}
	heads := []*record.Meta{next}
	if old != nil {
		heads = append(heads, old.Head())
		switch {
		case old.Head().Withdrawn == "" && next.Withdrawn != "":
			verbs = append(verbs, access.Withdraw)
		case old.Head().Withdrawn != "" && next.Withdrawn == "":
			if undoing {
				verbs = append(verbs, access.Withdraw)
			} else {
				verbs = append(verbs, access.Restore)
			}
		}
	}
	for _, v := range verbs {
		for _, h := range heads {
			if !access.Can(a, v, h) {
				return record.Errorf(record.Forbidden, "%s may not %s %s %s", a.Name, v, next.Kind, next.ID)
			}
		}
	}
	return nil
}

// check gathers every problem of the record: alone, against what stood, and against the other records.
func (g *Registry) check(ctx context.Context, tx *store.Tx, scope access.Scope, old, earlier, r record.Record) error {
	problems := g.alone(r)
	if old != nil {
		problems = append(problems, record.Transition(old, r)...)
	}
	links, kinds := record.Links(r), map[record.Ref]record.Kind{}
	if err := kindsOf(ctx, tx, scope, links, kinds); err != nil {
		return err
	}
	for _, state := range []record.Record{old, earlier} {
		if err := standing(ctx, tx, state, kinds); err != nil {
			return err
		}
	}
	problems = append(problems, linkRules(r.Head(), links, kinds)...)
	screened, err := g.screenRules(ctx, tx, r, kinds)
	if err != nil {
		return err
	}
	if problems = append(problems, screened...); len(problems) > 0 {
		return &record.Error{Kind: record.Invalid, Msg: "the record cannot be saved", Problems: problems}
	}
	return nil
}

// restoreHidden gives r with what stands and the actor was not shown: whoever saves a record as it was shown to them must
// lose nothing of it, nor learn that something was there. The record that was handed in stays as it is: a transaction may run
// again.
func (g *Registry) restoreHidden(ctx context.Context, tx *store.Tx, a access.Actor, old, r record.Record) (record.Record, error) {
	scope := access.ScopeOf(a)
	if old == nil || scope.All {
		return r, nil
	}
	seen := record.Clone(old)
	if !owns(a, old.Head().Office) {
		record.Redact(seen)
	}
	if err := prune(ctx, tx, scope, []record.Record{seen}); err != nil {
		return nil, err
	}
	next := record.Clone(r)
	record.Restore(next, seen, old)
	return next, nil
}

// splitPersonal gives a person without the personal fields, with their salted digest: history holds nothing personal, and
// what was erased can be neither read nor guessed from it (Loi 25). Without personal fields, or with those that stand, what
// stands is kept. The record that was handed in stays whole: a transaction may run again.
func (g *Registry) splitPersonal(ctx context.Context, tx *store.Tx, r, old record.Record) (record.Record, *store.Personal, error) {
	whole, ok := r.(*record.Person)
	if !ok {
		return r, nil, nil
	}
	p := *whole
	p.Personal, p.Digest = nil, ""
	if before, ok := old.(*record.Person); ok {
		p.Digest = before.Digest
	}
	if whole.Personal == nil {
		return &p, nil, nil
	}
	data, err := json.Marshal(whole.Personal)
	if err != nil {
		return nil, nil, err
	}
	kept, err := tx.PersonalOf(ctx, p.ID)
	switch {
	case err == nil && kept.Erased == "" && kept.Data == string(data):
		return &p, nil, nil
	case err != nil && !errors.Is(err, record.ErrNotFound):
		return nil, nil, err
	}
	salt := make([]byte, 32)
	if _, err := io.ReadFull(g.random, salt); err != nil {
		return nil, nil, fmt.Errorf("make a salt: %w", err)
	}
	out := &store.Personal{Person: p.ID, Salt: hex.EncodeToString(salt), Data: string(data)}
	p.Digest = digest(*out)
	return &p, out, nil
}

func digest(p store.Personal) string {
	sum := sha256.Sum256([]byte(p.Salt + "\x00" + p.Data))
	return hex.EncodeToString(sum[:])
}

// Withdraw takes a record out of every list without losing it; Restore brings it back.
func (g *Registry) Withdraw(ctx context.Context, a access.Actor, id record.Ref, from int, reason string) (int, error) {
	return g.mark(ctx, a, id, from, reason, "withdrawn", g.stamp())
}

// Restore brings a withdrawn record back.
func (g *Registry) Restore(ctx context.Context, a access.Actor, id record.Ref, from int, reason string) (int, error) {
	return g.mark(ctx, a, id, from, reason, "restored", "")
}

func (g *Registry) mark(ctx context.Context, a access.Actor, id record.Ref, from int, reason, event, withdrawn string) (int, error) {
	version := 0
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		e, err := tx.Get(ctx, access.ScopeOf(a), id)
		if err != nil {
			return err
		}
		r, err := record.Decode([]byte(e.Data))
		if err != nil {
			return err
		}
		if (r.Head().Withdrawn == "") == (withdrawn == "") {
			return record.Errorf(record.Conflict, "%s %s is already %s", e.Kind, id, event)
		}
		r.Head().Withdrawn = withdrawn
		if withdrawn == "" {
			r.Head().MergedInto = ""
		}
		version, err = g.save(ctx, tx, a, r, from, reason, event)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("%s %s: %w", event, id, err)
	}
	return version, nil
}

// Erase removes the personal fields of a person for ever, from the files of the database too. Their digest stays in the
// history and tells nothing. Erasing again changes nothing but cleans the files once more, should that have failed.
func (g *Registry) Erase(ctx context.Context, a access.Actor, person record.Ref) error {
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		e, err := tx.Get(ctx, access.ScopeOf(a), person)
		if err != nil {
			return err
		}
		if !access.Can(a, access.Withdraw, &record.Meta{ID: e.ID, Kind: e.Kind, Office: e.Office, Visibility: e.Visibility}) {
			return record.Errorf(record.Forbidden, "%s may not erase %s", a.Name, person)
		}
		// Whoever has begun to change the person keeps what was there in a draft.
		if err := tx.DropDraftsOfForm(ctx, string(record.KindPerson)+"/"+person.Short()); err != nil {
			return err
		}
		kept, err := tx.PersonalOf(ctx, person)
		if err != nil || kept.Erased != "" {
			return err
		}
		return tx.SetPersonal(ctx, e.Office, store.Personal{Person: person, Erased: g.stamp()})
	})
	if err == nil {
		err = g.db.Scrub(ctx)
	}
	if err != nil {
		return fmt.Errorf("erase personal fields: %w", err)
	}
	return nil
}
