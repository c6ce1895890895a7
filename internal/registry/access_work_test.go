package registry_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// workNothing are the methods that read no record but what an account keeps for itself.
func workNothing() []string {
	return []string{
		"Registry.SaveView", "Registry.Views", "Registry.DropView", // names and queries, by account and office
		"Registry.SaveDraft", "Registry.DraftOf", "Registry.Drafts", "Registry.DropDraft", "Registry.DropDrafts", // by account
		"Registry.Batch", "Registry.Batches", // counts and words of one's own office
	}
}

// account is that of an actor of the test.
func account(a access.Actor) record.Ref {
	return record.KeyID("account", record.KindPerson, a.Name+string(a.Office))
}

// workPaths are the ways to learn something by what staff do with records.
func workPaths() map[string]path {
	refusals := func(err error) error {
		var refused *registry.ImportError
		if errors.As(err, &refused) {
			return fmt.Errorf("%w: %+v", err, refused.Refused)
		}
		return err
	}
	mine := func(a access.Actor, ref record.Ref) *record.Visit { // never valid, so never written
		return &record.Visit{Meta: record.Meta{ID: id(record.KindVisit, 501), Kind: record.KindVisit, Office: a.Office, Visibility: record.Private, Documents: []record.Ref{ref}},
			Activity: record.Activity{Title: record.Text{FR: "Essai"}}, VisitType: "none"}
	}
	// kindOf is the kind that the id asked for would be of, there or not.
	kindOf := func(ref record.Ref) record.Kind {
		for _, k := range []record.Kind{record.KindMission, record.KindDocument, record.KindTerm, record.KindPerson} {
			for seed := range 9 {
				if ref == id(k, 100+seed) || ref == id(k, 999) {
					return k
				}
			}
		}
		return ""
	}
	edits := func(a access.Actor, ref record.Ref) []registry.Edit {
		over := mine(a, office(owner))
		over.ID = ref
		return []registry.Edit{{Record: over, From: 7}, {Record: mine(a, ref)}}
	}
	return map[string]path{
		"Registry.Find": {
			one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
				return w.Find(t.Context(), a, kindOf(ref), ref.Short())
			},
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				return w.Find(t.Context(), a, record.KindVisit, id(record.KindVisit, 0).Short())
			},
			of: ofKinds(record.KindDocument, record.KindTerm, record.KindPerson),
		},
		"Registry.Heads": {
			one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
				return w.Heads(t.Context(), a, []record.Ref{ref})
			},
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				return w.Heads(t.Context(), a, allIDs())
			},
		},
		"Registry.TieCounts": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			counts, capped, err := w.TieCounts(t.Context(), a, ref)
			return []any{counts, capped}, err
		}},
		"Registry.Several": {
			one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
				return w.Several(t.Context(), a, []record.Ref{ref})
			},
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				return w.Several(t.Context(), a, allIDs())
			},
		},
		"Registry.Try": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			over := mine(a, office(owner))
			over.ID = ref
			return nil, errors.Join(w.Try(t.Context(), a, over, 7), w.Try(t.Context(), a, mine(a, ref), 0))
		}},
		"Registry.Moved": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			return w.Moved(t.Context(), a, ref.Short())
		}},
		"Public.Moved": {one: func(t *testing.T, w *registrytest.World, _ access.Actor, ref record.Ref) (any, error) {
			return w.Public().Moved(t.Context(), ref.Short())
		}},
		"Registry.Apply": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			_, err := w.Apply(t.Context(), a, edits(a, ref), "")
			return nil, refusals(err)
		}},
		"Registry.ApplyAll": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			_, err := w.ApplyAll(t.Context(), a, func(yield func(registry.Edit, error) bool) {
				for _, e := range edits(a, ref) {
					if !yield(e, nil) {
						return
					}
				}
			}, "", nil)
			return nil, refusals(err)
		}},
		"Registry.BatchItems": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			out, _, err := w.BatchItems(t.Context(), a, ref, 0, 0)
			return out, err
		}},
		"Registry.Undo": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			return w.Undo(t.Context(), a, ref)
		}},
		"Registry.RevertTo": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			return w.RevertTo(t.Context(), a, ref, 7, 7, "")
		}},
		"Registry.Merge": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			_, lost := w.Merge(t.Context(), a, registry.Merge{Keep: id(record.KindVisit, 0), KeepFrom: 7, Lose: ref, LoseFrom: 7})
			_, kept := w.Merge(t.Context(), a, registry.Merge{Keep: ref, KeepFrom: 7, Lose: id(record.KindVisit, 0), LoseFrom: 7})
			return nil, errors.Join(lost, kept)
		}},
		"Registry.Duplicates": {
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				var out []any
				for _, x := range trials() { // one that is about to be made with the same name
					r := record.Clone(x.record)
					r.Head().ID = id(r.Head().Kind, 998)
					found, err := w.Duplicates(t.Context(), a, r)
					if err != nil {
						return nil, err
					}
					out = append(out, found)
				}
				return out, nil
			},
			of: func(_ access.Actor, r record.Record) string {
				if r.Head().Withdrawn != "" {
					return ""
				}
				return string(r.Head().ID)
			},
		},
		"Registry.Comments": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			out, _, err := w.Comments(t.Context(), a, ref, "", 0)
			return out, err
		}},
		"Registry.Say": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			_, err := w.Say(t.Context(), a, ref, " ")
			return nil, err
		}},
		"Registry.Unsay": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			return nil, w.Unsay(t.Context(), a, ref, id(record.KindPerson, 997))
		}},
		"Registry.Visit": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			return nil, w.Visit(t.Context(), a, account(a), ref)
		}},
		"Registry.Visited": {
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				for _, ref := range allIDs() {
					// What another of the same account could see may have been hidden since.
					if err := w.Visit(t.Context(), access.OperatorActor(), account(a), ref); err != nil {
						return nil, err
					}
				}
				return w.Visited(t.Context(), a, account(a), 500)
			},
		},
	}
}

// TestWhatAnAccountKeepsIsItsOwn tries views and drafts of one account by another.
func TestWhatAnAccountKeepsIsItsOwn(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		a, b, c := officer(0), access.Member("chef", access.Admin, office(0)), officer(1)
		mine, err := w.SaveView(t.Context(), a, account(a), registry.SavedView{Kind: record.KindMission, Name: " À venir ", Query: "status=planned"})
		if err != nil {
			t.Fatal(err)
		}
		shared, err := w.SaveView(t.Context(), a, account(a), registry.SavedView{Kind: record.KindVisit, Name: "Accueils", Query: "year=2024", Shared: true})
		if err != nil {
			t.Fatal(err)
		}
		count := func(a access.Actor, kind record.Kind) int {
			t.Helper()
			list, err := w.Views(t.Context(), a, account(a), kind)
			if err != nil {
				t.Fatal(err)
			}
			return len(list)
		}
		for _, x := range []struct {
			a         access.Actor
			kind      record.Kind
			want      int
			mayChange error
		}{{a, "", 2, nil}, {a, record.KindVisit, 1, nil}, {b, "", 1, record.ErrNotFound}, {b, record.KindMission, 0, record.ErrNotFound}, {c, "", 0, record.ErrNotFound}} {
			if got := count(x.a, x.kind); got != x.want {
				t.Errorf("%s of %s has %d views of %q, want %d", x.a.Name, x.a.Office, got, x.kind, x.want)
			}
			_, err := w.SaveView(t.Context(), x.a, account(x.a), registry.SavedView{ID: mine, Kind: record.KindMission, Name: "À venir", Query: "status=planned"})
			if !errors.Is(err, x.mayChange) {
				t.Errorf("%s changes the view: %v", x.a.Name, err)
			}
		}
		for _, bad := range []registry.SavedView{{Kind: "none", Name: "x"}, {Kind: record.KindVisit, Name: " "}} {
			if _, err := w.SaveView(t.Context(), a, account(a), bad); !errors.Is(err, record.ErrInvalid) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		wants(t, "another office", w.DropView(t.Context(), c, account(c), shared), record.ErrNotFound)
		wants(t, "one's own, by the administrator", w.DropView(t.Context(), b, account(b), mine), record.ErrNotFound)
		if err := w.DropView(t.Context(), b, account(b), shared); err != nil {
			t.Errorf("a shared one, by the administrator: %v", err)
		}

		if err := w.SaveDraft(t.Context(), a, account(a), registry.Draft{Form: "mission/new", Data: "titre=Un"}); err != nil {
			t.Fatal(err)
		}
		if err := w.SaveDraft(t.Context(), a, account(a), registry.Draft{Form: "mission/new", Data: "titre=Deux"}); err != nil {
			t.Fatal(err)
		}
		if d, err := w.DraftOf(t.Context(), account(a), "mission/new"); err != nil || d.Data != "titre=Deux" {
			t.Errorf("%+v %v", d, err)
		}
		_, err = w.DraftOf(t.Context(), account(b), "mission/new")
		wants(t, "another's draft", err, record.ErrNotFound)
		if list, err := w.Drafts(t.Context(), account(a), 5); err != nil || len(list) != 1 || list[0].Data != "" {
			t.Errorf("%+v %v", list, err)
		}
		if n, err := w.DropDrafts(t.Context(), time.Hour); err != nil || n != 0 {
			t.Errorf("%d %v", n, err)
		}
		if n, err := w.DropDrafts(t.Context(), 0); err != nil || n != 1 {
			t.Errorf("%d %v", n, err)
		}
		if err := w.DropDraft(t.Context(), account(a), "mission/new"); err != nil {
			t.Error(err)
		}
		m := mission(0, record.Public)
		w.MustSave(t, m, 0)
		for range 2 {
			if err := w.Visit(t.Context(), a, account(a), m.ID); err != nil {
				t.Fatal(err)
			}
		}
		if seen, err := w.Visited(t.Context(), a, account(a), 10); err != nil || len(seen) != 1 || seen[0].ID != m.ID {
			t.Errorf("%+v %v", seen, err)
		}
	})
}
