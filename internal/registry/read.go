package registry

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

// Entry is a record as an actor may see it.
type Entry struct {
	Record    record.Record
	Version   int
	UpdatedAt string
	UpdatedBy string // "" to whoever is not of the owning office
}

// Get reads a record; record.ErrNotFound when there is none or the actor may not see it, in the same words. Whoever is not
// of the owning office sees what the public may see of it.
func (g *Registry) Get(ctx context.Context, a access.Actor, id record.Ref) (Entry, error) {
	var out Entry
	err := g.db.View(ctx, func(tx *store.Tx) error {
		e, err := tx.Get(ctx, access.ScopeOf(a), id)
		if err != nil {
			return err
		}
		out, err = g.entry(ctx, tx, a, e)
		return err
	})
	return out, err
}

// owns tells whether the actor is of the office, or runs the program.
func owns(a access.Actor, office record.Ref) bool {
	return a.Role == access.Operator || a.Office != "" && a.Office == office
}

// seen decodes records and takes out what the actor may not see: the private fields of other offices, and references to
// records outside the actor's scope.
func (g *Registry) seen(ctx context.Context, tx *store.Tx, a access.Actor, entries []store.Entry) ([]record.Record, error) {
	out := make([]record.Record, len(entries))
	for i, e := range entries {
		r, err := record.Decode([]byte(e.Data))
		if err != nil {
			return nil, err
		}
		if !owns(a, e.Office) {
			record.Redact(r)
		}
		out[i] = r
	}
	return out, prune(ctx, tx, access.ScopeOf(a), out)
}

// prune takes references to records outside the scope out of records.
func prune(ctx context.Context, tx *store.Tx, scope access.Scope, recs []record.Record) error {
	if scope.All {
		return nil
	}
	heads, err := tx.Heads(ctx, scope, targets(recs))
	if err != nil {
		return err
	}
	visible := map[record.Ref]bool{}
	for _, h := range heads {
		visible[h.ID] = true
	}
	if err := follow(recs, visible, func(ids []record.Ref) (map[record.Ref]record.Ref, error) { return tx.MergedInto(ctx, ids) },
		func(ids []record.Ref) error {
			heads, err := tx.Heads(ctx, scope, ids)
			for _, h := range heads {
				visible[h.ID] = true
			}
			return err
		}); err != nil {
		return err
	}
	for _, r := range recs {
		record.Prune(r, func(id record.Ref) bool { return visible[id] })
	}
	return nil
}

// follow leads references to records that the reader does not see, and that went into another, to that other one: offices
// that were not there when two records became one still refer to the one that is gone.
func follow(recs []record.Record, visible map[record.Ref]bool, merged func([]record.Ref) (map[record.Ref]record.Ref, error), look func([]record.Ref) error) error {
	var hidden []record.Ref
	for _, id := range targets(recs) {
		if !visible[id] {
			hidden = append(hidden, id)
		}
	}
	if len(hidden) == 0 {
		return nil
	}
	into, err := merged(hidden)
	if err != nil || len(into) == 0 {
		return err
	}
	if err := look(slices.Collect(maps.Values(into))); err != nil {
		return err
	}
	for _, r := range recs {
		record.Repoint(r, func(id record.Ref) record.Ref {
			if to, ok := into[id]; ok && visible[to] {
				return to
			}
			return id
		})
	}
	return nil
}

// targets are the ids that records refer to, each once.
func targets(recs []record.Record) []record.Ref {
	var out []record.Ref
	seen := map[record.Ref]bool{}
	for _, r := range recs {
		for _, l := range record.Links(r) {
			if !seen[l.Target] {
				seen[l.Target] = true
				out = append(out, l.Target)
			}
		}
	}
	return out
}

func (g *Registry) joinPersonal(ctx context.Context, tx *store.Tx, r record.Record) error {
	p, ok := r.(*record.Person)
	if !ok {
		return nil
	}
	kept, err := tx.PersonalOf(ctx, p.ID)
	if errors.Is(err, record.ErrNotFound) || err == nil && kept.Erased != "" {
		return nil
	}
	if err != nil {
		return err
	}
	p.Personal = &record.Personal{}
	if err := json.Unmarshal([]byte(kept.Data), p.Personal); err != nil {
		return fmt.Errorf("personal fields of %s: %w", p.ID, err)
	}
	return nil
}

// List reads a page of the records that the actor may see.
func (g *Registry) List(ctx context.Context, a access.Actor, q publish.Query) (publish.Page, error) {
	var heads []publish.Head
	err := g.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.List(ctx, access.ScopeOf(a), q)
		for _, h := range rows {
			heads = append(heads, h.Public())
		}
		return err
	})
	return page(heads, q.Limit), err
}

// page cuts the row that was read only to know whether there is another page.
func page(heads []publish.Head, limit int) publish.Page {
	n := store.PageSize(limit)
	if len(heads) <= n {
		return publish.Page{Heads: heads}
	}
	last := heads[n-1]
	return publish.Page{Heads: heads[:n], Next: store.Cursor(last.Starts, last.ID)}
}

// Ties reads the records that refer to id and that the actor may see, newest first. Of a record that the actor may not see
// there is nothing to read.
func (g *Registry) Ties(ctx context.Context, a access.Actor, id record.Ref, after string, limit int) ([]publish.Tie, string, error) {
	var out []publish.Tie
	err := g.db.View(ctx, func(tx *store.Tx) error {
		scope := access.ScopeOf(a)
		if _, err := tx.Get(ctx, scope, id); err != nil {
			return err
		}
		rows, err := tx.Ties(ctx, scope, id, after, limit)
		for _, t := range rows {
			out = append(out, publish.Tie{Head: t.Public(), Field: t.Field})
		}
		return err
	})
	ties, next := tiePage(out, limit)
	return ties, next, err
}

func tiePage(ties []publish.Tie, limit int) ([]publish.Tie, string) {
	n := store.PageSize(limit)
	if len(ties) <= n {
		return ties, ""
	}
	last := ties[n-1]
	return ties[:n], store.TieCursor(last.Starts, last.ID, last.Field)
}

// Change is one state of a record's history.
type Change struct {
	Version int
	At      string
	Actor   string
	Reason  string
	Record  record.Record
}

// History reads every state of a record, oldest first. It is the owning office's alone: an old state may tell what has been
// private.
func (g *Registry) History(ctx context.Context, a access.Actor, id record.Ref) ([]Change, error) {
	var out []Change
	err := g.db.View(ctx, func(tx *store.Tx) error {
		e, err := tx.Get(ctx, access.ScopeOf(a), id)
		if err != nil {
			return err
		}
		if !owns(a, e.Office) {
			return record.Errorf(record.NotFound, "no record %s", id)
		}
		revisions, err := tx.History(ctx, id)
		if err != nil {
			return err
		}
		var recs []record.Record
		for _, v := range revisions {
			r, err := record.Decode([]byte(v.Data))
			if err != nil {
				return err
			}
			out = append(out, Change{Version: v.Version, At: v.At, Actor: v.Actor, Reason: v.Reason, Record: r})
			recs = append(recs, r)
		}
		return prune(ctx, tx, access.ScopeOf(a), recs)
	})
	return out, err
}

// File reads the bytes of a document that the actor may see.
func (g *Registry) File(ctx context.Context, a access.Actor, document record.Ref) ([]byte, error) {
	var out []byte
	err := g.db.View(ctx, func(tx *store.Tx) error {
		e, err := tx.Get(ctx, access.ScopeOf(a), document)
		if err != nil {
			return err
		}
		r, err := record.Decode([]byte(e.Data))
		if err != nil {
			return err
		}
		d, ok := r.(*record.Document)
		if !ok || d.SHA256 == "" {
			return record.Errorf(record.NotFound, "no file of %s", document)
		}
		f, err := tx.FileOf(ctx, d.SHA256)
		out = f.Data
		return err
	})
	return out, err
}

// Attach keeps bytes and returns their checksum, for the document that is to be saved with it. Their words are taken out at
// once if that is quick, or else by ReadFiles.
func (g *Registry) Attach(ctx context.Context, a access.Actor, data []byte) (string, error) {
	if !access.Can(a, access.Write, &record.Meta{Office: a.Office}) {
		return "", record.Errorf(record.Forbidden, "%s may not keep files", a.Name)
	}
	sum := exchange.Checksum(data)
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		return tx.PutFile(ctx, store.File{SHA256: sum, Office: a.Office, Data: data})
	})
	if err != nil {
		return "", err
	}
	return sum, g.readFile(ctx, sum, atOnce)
}
