package registry

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

const (
	mostVisited  = 50      // records that an account is told it looked at
	longestName  = 120     // of a view, in characters
	longestQuery = 4000    // of a view, in bytes
	longestDraft = 1 << 20 // in bytes
	mostViews    = 200     // of an account
)

// Visit notes that an account looked at a record that it may see.
func (g *Registry) Visit(ctx context.Context, a access.Actor, account, id record.Ref) error {
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		if heads, err := tx.Heads(ctx, access.ScopeOf(a), []record.Ref{id}); err != nil || len(heads) == 0 {
			return err
		}
		return tx.Visit(ctx, account, id, g.stamp(), mostVisited)
	})
	if err != nil {
		return fmt.Errorf("note a visit to %s: %w", id, err)
	}
	return nil
}

// Visited reads the records that an account looked at and may still see, the last one first.
func (g *Registry) Visited(ctx context.Context, a access.Actor, account record.Ref, limit int) ([]publish.Head, error) {
	var out []publish.Head
	err := g.db.View(ctx, func(tx *store.Tx) error {
		heads, err := tx.Visited(ctx, access.ScopeOf(a), account, min(max(limit, 1), mostVisited))
		for _, h := range heads {
			out = append(out, h.Public())
		}
		return err
	})
	return out, err
}

// SavedView is a list that somebody saved: its kind, and the query of its address.
type SavedView struct {
	ID      record.Ref // "" for a new one
	Kind    record.Kind
	Name    string
	Query   string
	Shared  bool // with the office
	Mine    bool
	Account record.Ref
}

// SaveView keeps a view of an account, and returns its id. Views that are shared belong to the office of the actor.
func (g *Registry) SaveView(ctx context.Context, a access.Actor, account record.Ref, v SavedView) (record.Ref, error) {
	v.Name = strings.TrimSpace(v.Name)
	if _, ok := record.DefinitionOf(v.Kind); !ok {
		return "", unfit("kind", "bad_kind", "value", string(v.Kind))
	}
	switch {
	case v.Name == "":
		return "", unfit("name", "required")
	case utf8.RuneCountInString(v.Name) > longestName:
		return "", unfit("name", "too_long", "most", itoa(longestName))
	case len(v.Query) > longestQuery:
		return "", unfit("query", "too_long", "most", itoa(longestQuery))
	case v.Shared && !says(a):
		return "", record.Errorf(record.Forbidden, "%s may not share views", a.Name)
	}
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		row := store.SavedView{ID: v.ID, Office: a.Office, Account: account, Kind: v.Kind, Name: v.Name, Query: v.Query, Shared: v.Shared, At: g.stamp()}
		if v.ID == "" {
			mine, err := tx.Views(ctx, a.Office, account, "")
			if err != nil {
				return err
			}
			if len(mine) >= mostViews {
				return unfit("name", "too_many", "most", itoa(mostViews))
			}
			if row.ID, err = g.NewID(); err != nil {
				return err
			}
			v.ID = row.ID
		} else if _, err := ownView(ctx, tx, account, v.ID); err != nil {
			return err
		}
		return tx.PutView(ctx, row)
	})
	if err != nil {
		return "", fmt.Errorf("save a view: %w", err)
	}
	return v.ID, nil
}

func ownView(ctx context.Context, tx *store.Tx, account, id record.Ref) (store.SavedView, error) {
	v, err := tx.ViewOf(ctx, id)
	if err == nil && v.Account != account {
		err = record.Errorf(record.NotFound, "no view %s", id)
	}
	return v, err
}

// Views reads the views of a kind ("" for all) that an account saved and those that its office shares.
func (g *Registry) Views(ctx context.Context, a access.Actor, account record.Ref, kind record.Kind) ([]SavedView, error) {
	var out []SavedView
	err := g.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Views(ctx, a.Office, account, kind)
		for _, v := range rows {
			out = append(out, SavedView{ID: v.ID, Kind: v.Kind, Name: v.Name, Query: v.Query, Shared: v.Shared, Mine: v.Account == account, Account: v.Account})
		}
		return err
	})
	return out, err
}

// DropView removes a view: one's own, or any shared one of the office for who administers it.
func (g *Registry) DropView(ctx context.Context, a access.Actor, account, id record.Ref) error {
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		v, err := tx.ViewOf(ctx, id)
		if err != nil {
			return err
		}
		admin := v.Shared && a.Role == access.Admin && a.Office == v.Office
		if v.Account != account && !admin {
			return record.Errorf(record.NotFound, "no view %s", id)
		}
		return tx.DropView(ctx, id)
	})
	if err != nil {
		return fmt.Errorf("remove a view: %w", err)
	}
	return nil
}

// Draft is a form that an account has begun: form names it ("mission/new", "mission/4xk…"), data is what the form makes of it.
type Draft struct {
	Form string
	At   string
	Data string
}

// SaveDraft keeps the draft of a form in the place of the one before. It is the account's alone.
func (g *Registry) SaveDraft(ctx context.Context, a access.Actor, account record.Ref, d Draft) error {
	if len(d.Data) > longestDraft || len(d.Form) > longestName {
		return unfit("draft", "too_long", "most", itoa(longestDraft))
	}
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		return tx.PutDraft(ctx, store.Draft{Account: account, Form: d.Form, Office: a.Office, At: g.stamp(), Data: d.Data})
	})
	if err != nil {
		return fmt.Errorf("keep a draft of %s: %w", d.Form, err)
	}
	return nil
}

// DraftOf reads the draft of a form; record.ErrNotFound when there is none.
func (g *Registry) DraftOf(ctx context.Context, account record.Ref, form string) (Draft, error) {
	var out Draft
	err := g.db.View(ctx, func(tx *store.Tx) error {
		d, err := tx.DraftOf(ctx, account, form)
		out = Draft{Form: d.Form, At: d.At, Data: d.Data}
		return err
	})
	return out, err
}

// Drafts reads the drafts of an account without what is in them, the last one first.
func (g *Registry) Drafts(ctx context.Context, account record.Ref, limit int) ([]Draft, error) {
	var out []Draft
	err := g.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.DraftsOf(ctx, account, min(max(limit, 1), 100))
		for _, d := range rows {
			out = append(out, Draft{Form: d.Form, At: d.At})
		}
		return err
	})
	return out, err
}

// DropDraft removes the draft of a form, if there is one.
func (g *Registry) DropDraft(ctx context.Context, account record.Ref, form string) error {
	return g.db.InTx(ctx, func(tx *store.Tx) error { return tx.DropDraft(ctx, account, form) })
}

// DropDrafts removes the drafts that nobody has touched for a time, and tells how many there were.
func (g *Registry) DropDrafts(ctx context.Context, untouched time.Duration) (int, error) {
	n := int64(0)
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		var err error
		n, err = tx.DropDrafts(ctx, g.now().Add(-untouched).UTC().Format(instant))
		return err
	})
	return int(n), err
}
