package registry_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

func officer(seed int) access.Actor { return access.Member("officer", access.Officer, office(seed)) }

func organisation(seed int, name string) *record.Organisation {
	return &record.Organisation{Meta: record.Meta{ID: id(record.KindOrganisation, seed), Kind: record.KindOrganisation, Office: office(0), Visibility: record.Public},
		Name: record.Text{FR: name}}
}

func title(t *testing.T, w *registrytest.World, ref record.Ref) string {
	t.Helper()
	e, err := w.Get(t.Context(), access.OperatorActor(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return e.Record.Label().FR
}

func version(t *testing.T, w *registrytest.World, ref record.Ref) int {
	t.Helper()
	e, err := w.Get(t.Context(), access.OperatorActor(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return e.Version
}

func withdrawn(t *testing.T, w *registrytest.World, ref record.Ref) bool {
	t.Helper()
	e, err := w.Get(t.Context(), access.OperatorActor(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return e.Record.Head().Withdrawn != ""
}

func retitled(seed int, s string) *record.Mission {
	m := mission(seed, record.Public)
	m.Title.FR = s
	return m
}

func TestABatchIsUndoneAsOne(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		a := officer(0)
		for i := range 3 {
			w.MustSave(t, retitled(i, "Avant"), 0)
		}
		visit := &record.Visit{Meta: record.Meta{ID: id(record.KindVisit, 1), Kind: record.KindVisit, Office: office(0), Visibility: record.Private}, VisitType: record.Courtesy,
			Activity: record.Activity{Title: record.Text{FR: "Accueil"}, Services: []record.Ref{id(record.KindOrganisation, 9)}}}
		// The visit refers to an organisation that comes after it.
		b, err := w.Apply(t.Context(), a, []registry.Edit{{Record: retitled(0, "Après"), From: 1}, {Record: retitled(1, "Après"), From: 1}, {Record: retitled(2, "Avant"), From: 1},
			{Record: visit}, {Record: organisation(9, "Service")}}, "Corriger les titres")
		if err != nil {
			t.Fatal(err)
		}
		if b.Created != 2 || b.Changed != 2 || b.Unchanged != 1 || b.Office != office(0) || b.Actor != "officer" || b.What != "Corriger les titres" {
			t.Errorf("%+v", b)
		}
		if h, err := w.History(t.Context(), a, id(record.KindMission, 0)); err != nil || h[1].Reason != "Corriger les titres" {
			t.Errorf("%+v %v", h, err)
		}
		w.MustSave(t, retitled(1, "Ensuite"), 2)
		w.MustBeSound(t)

		u, err := w.Undo(t.Context(), a, b.ID)
		if err != nil {
			t.Fatal(err)
		}
		if u.Changed != 3 || len(u.Left) != 1 || u.Left[0].ID != id(record.KindMission, 1) || u.Undoes != b.ID {
			t.Errorf("%+v", u)
		}
		if got := []string{title(t, w, id(record.KindMission, 0)), title(t, w, id(record.KindMission, 1))}; !slices.Equal(got, []string{"Avant", "Ensuite"}) {
			t.Errorf("after the undo: %q", got)
		}
		if !withdrawn(t, w, visit.ID) || !withdrawn(t, w, id(record.KindOrganisation, 9)) || version(t, w, id(record.KindMission, 2)) != 1 {
			t.Error("what the batch created must be withdrawn, what it left alone stay")
		}
		w.MustBeSound(t)

		// The undo is undone: an officer may not restore otherwise.
		again, err := w.Undo(t.Context(), a, u.ID)
		if err != nil {
			t.Fatal(err)
		}
		if again.Changed != 3 || title(t, w, id(record.KindMission, 0)) != "Après" || withdrawn(t, w, visit.ID) {
			t.Errorf("%+v", again)
		}
		list, next, err := w.Batches(t.Context(), a, "", 2)
		if err != nil || len(list) != 2 || list[0].ID != again.ID || list[1].UndoneBy != again.ID || next != u.ID {
			t.Errorf("%+v %s %v", list, next, err)
		}
		if list, _, err = w.Batches(t.Context(), officer(1), "", 0); err != nil || len(list) != 0 {
			t.Errorf("another office sees %+v, %v", list, err)
		}
		items, _, err := w.BatchItems(t.Context(), a, b.ID, 0, 0)
		if err != nil || len(items) != 4 || items[0].From != 1 || items[0].To != 2 || items[0].Stands || items[2].From != 0 {
			t.Errorf("%+v %v", items, err)
		}
		w.MustBeSound(t)
	})
}

func TestABatchTellsEveryProblemAndWritesNothing(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		a := officer(0)
		w.MustSave(t, retitled(0, "Avant"), 0)
		hidden := retitled(5, "Ailleurs")
		hidden.Office, hidden.Visibility = office(1), record.Private
		w.MustSave(t, hidden, 0)
		theirs := retitled(6, "Publique, d’ailleurs")
		theirs.Office = office(1)
		w.MustSave(t, theirs, 0)
		bad := retitled(1, "Sans lien")
		bad.Services = []record.Ref{hidden.ID}
		_, err := w.Apply(t.Context(), a, []registry.Edit{{Record: retitled(0, "Après"), From: 1}, {Record: retitled(2, "")}, {Record: bad}, {Record: retitled(0, "Encore"), From: 1},
			{Record: retitled(3, "Jamais là"), From: 2}, {Record: hidden, From: 1}, {Record: theirs, From: 1}, {Record: retitled(7, "Neuve")}, {Record: hidden}}, "Essai")
		var refused *registry.ImportError
		if !errors.As(err, &refused) || !errors.Is(err, record.ErrInvalid) {
			t.Fatalf("%v", err)
		}
		var got []string
		for _, r := range refused.Refused {
			for _, p := range r.Problems {
				got = append(got, r.Where+" "+p.Field+" "+p.Code)
			}
		}
		want := []string{"2 title required", "3 services unknown_reference", "4 id twice_in_batch", "5 id not_there", "6 id not_there", "7 id not_allowed", "9 id twice_in_batch"}
		if !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
		if title(t, w, id(record.KindMission, 0)) != "Avant" {
			t.Error("something was written")
		}
		_, err = w.Apply(t.Context(), a, []registry.Edit{{Record: retitled(0, "Après"), From: 2}, {Record: hidden}}, "Essai")
		if !errors.As(err, &refused) || refused.Refused[0].Problems[0].Code != "changed_meanwhile" || refused.Refused[1].Problems[0].Code != "not_there" {
			t.Errorf("%v", err)
		}
		if list, _, err := w.Batches(t.Context(), a, "", 0); err != nil || len(list) != 0 {
			t.Errorf("%+v %v", list, err)
		}
		b, err := w.Apply(t.Context(), a, []registry.Edit{{Record: retitled(0, "Avant"), From: 1}}, "Rien")
		if err != nil || b.ID != "" || b.Unchanged != 1 {
			t.Errorf("a batch that changes nothing: %+v %v", b, err)
		}
		w.MustBeSound(t)
	})
}

// TestALongBatch is longer than what is held in memory at once, and each of its records refers to the next one.
func TestALongBatch(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		const n = 1100
		w := offices(t, e, 1)
		edits := func(stop int) iter.Seq2[registry.Edit, error] {
			return func(yield func(registry.Edit, error) bool) {
				for i := range n {
					o := organisation(i, fmt.Sprintf("Organisme %d", i))
					if i < n-1 {
						o.Parent = id(record.KindOrganisation, i+1)
					}
					if i == stop {
						yield(registry.Edit{}, errors.New("the file is cut off"))
						return
					}
					if !yield(registry.Edit{Record: o}, nil) {
						return
					}
				}
			}
		}
		if _, err := w.ApplyAll(t.Context(), officer(0), edits(n-1), "Coupé", nil); err == nil || !strings.Contains(err.Error(), "cut off") {
			t.Errorf("%v", err)
		}
		var told []int
		b, err := w.ApplyAll(t.Context(), officer(0), edits(n), "Long", func(done int) { told = append(told, done) })
		if err != nil || b.Created != n {
			t.Fatalf("%+v %v", b, err)
		}
		if want := []int{500, 1000, 1100}; !slices.Equal(told, want) {
			t.Errorf("progress %v, want %v", told, want)
		}
		u, err := w.Undo(t.Context(), officer(0), b.ID)
		if err != nil || u.Changed != n {
			t.Errorf("%+v %v", u.Batch, err)
		}
		w.MustBeSound(t)
	})
}

func TestAVersionIsBroughtBack(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		a := officer(0)
		first := retitled(0, "Première")
		hidden := organisation(1, "Confidentiel")
		hidden.Office, hidden.Visibility = office(1), record.Public
		w.MustSave(t, hidden, 0)
		first.Services = []record.Ref{hidden.ID}
		w.MustSave(t, first, 0)
		w.MustSave(t, retitled(0, "Deuxième"), 1)
		hidden.Visibility = record.Private
		w.MustSave(t, hidden, 1)
		if _, err := w.RevertTo(t.Context(), a, first.ID, 1, 1, ""); !errors.Is(err, record.ErrConflict) {
			t.Errorf("a stale version: %v", err)
		}
		if _, err := w.RevertTo(t.Context(), a, first.ID, 7, 2, ""); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("no such version: %v", err)
		}
		v, err := w.RevertTo(t.Context(), a, first.ID, 1, 2, "c’était mieux")
		if err != nil || v != 3 || title(t, w, first.ID) != "Première" {
			t.Errorf("version %d, %v", v, err)
		}
		if _, err := w.Withdraw(t.Context(), a, first.ID, 3, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := w.RevertTo(t.Context(), a, first.ID, 2, 4, ""); err != nil || !withdrawn(t, w, first.ID) || title(t, w, first.ID) != "Deuxième" {
			t.Errorf("a withdrawn record: %v", err)
		}
		if _, err := w.RevertTo(t.Context(), officer(1), first.ID, 1, 5, ""); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("another office: %v", err)
		}
		w.MustBeSound(t)
	})
}

func TestTwoRecordsBecomeOne(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		a := officer(0)
		keep, lose := organisation(1, "Ville de Lyon"), organisation(2, "Mairie de Lyon")
		lose.Acronym, lose.About, lose.Aliases = record.Text{FR: "VDL"}, record.Text{FR: "Chef-lieu."}, []string{"Lugdunum"}
		keep.Aliases, keep.Parent = []string{"Lyon"}, lose.ID
		w.MustSave(t, lose, 0)
		w.MustSave(t, keep, 0)
		ours, theirs := retitled(0, "À nous"), retitled(1, "À eux")
		ours.Partners = []record.Part{{Who: keep.ID, Role: record.RoleHost}, {Who: lose.ID, Role: record.RoleHost}}
		theirs.Office, theirs.Services = office(1), []record.Ref{lose.ID}
		w.MustSave(t, ours, 0)
		w.MustSave(t, theirs, 0)
		if _, err := w.Merge(t.Context(), a, registry.Merge{Keep: keep.ID, KeepFrom: 1, Lose: keep.ID, LoseFrom: 1}); !errors.Is(err, record.ErrInvalid) {
			t.Errorf("with itself: %v", err)
		}
		if _, err := w.Merge(t.Context(), a, registry.Merge{Keep: keep.ID, KeepFrom: 1, Lose: lose.ID, LoseFrom: 2}); !errors.Is(err, record.ErrConflict) {
			t.Errorf("a stale version: %v", err)
		}
		if _, err := w.Merge(t.Context(), officer(1), registry.Merge{Keep: keep.ID, KeepFrom: 1, Lose: lose.ID, LoseFrom: 1}); !errors.Is(err, record.ErrForbidden) {
			t.Errorf("another office: %v", err)
		}
		done, err := w.Merge(t.Context(), a, registry.Merge{Keep: keep.ID, KeepFrom: 1, Lose: lose.ID, LoseFrom: 1, Reason: "Doublon",
			Choices: map[string]record.Choice{"about": record.FromLost, "aliases": record.FromBoth}})
		if err != nil {
			t.Fatal(err)
		}
		if done.Changed != 3 || done.Left != 1 {
			t.Errorf("%+v", done)
		}
		get := func(a access.Actor, ref record.Ref) record.Record {
			t.Helper()
			e, err := w.Get(t.Context(), a, ref)
			if err != nil {
				t.Fatal(err)
			}
			return e.Record
		}
		k, ok := get(a, keep.ID).(*record.Organisation)
		if !ok || k.Name.FR != "Ville de Lyon" || k.About.FR != "Chef-lieu." || k.Parent != "" || !slices.Equal(k.Aliases, []string{"Lyon", "Lugdunum", "Mairie de Lyon", "VDL"}) {
			t.Errorf("%+v", k)
		}
		if m, ok := get(a, ours.ID).(*record.Mission); !ok || len(m.Partners) != 1 || m.Partners[0].Who != keep.ID {
			t.Errorf("%+v", m.Partners)
		}
		// The mission of the other office is as it was, and is read as if it referred to the kept one.
		for _, r := range []access.Actor{officer(1), access.Public()} {
			if m, ok := get(r, theirs.ID).(*record.Mission); !ok || !slices.Equal(m.Services, []record.Ref{keep.ID}) {
				t.Errorf("%s reads %+v", r.Name, m.Services)
			}
			if _, err := w.Get(t.Context(), r, lose.ID); !errors.Is(err, record.ErrNotFound) {
				t.Errorf("%s: %v", r.Name, err)
			}
			if h, err := w.Moved(t.Context(), r, lose.ID.Short()); err != nil || h.ID != keep.ID {
				t.Errorf("%s is led to %+v, %v", r.Name, h, err)
			}
		}
		if h, err := w.Public().Moved(t.Context(), lose.ID.Short()); err != nil || h.ID != keep.ID {
			t.Errorf("the public is led to %+v, %v", h, err)
		}
		if p, err := w.Public().Projections(t.Context(), []record.Ref{theirs.ID}); err != nil || len(record.Links(p[0].Record)) != 2 {
			t.Errorf("%+v %v", p, err)
		}
		ties, _, err := w.Ties(t.Context(), officer(1), keep.ID, "", 0)
		if err != nil || len(ties) != 2 {
			t.Errorf("%+v %v", ties, err)
		}
		if _, err := w.Public().Moved(t.Context(), keep.ID.Short()); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("what went nowhere: %v", err)
		}
		w.MustBeSound(t)

		// An archive takes the merge elsewhere.
		other := registrytest.Open(t, e)
		other.MustImport(t, registrytest.ArchiveItems(w.Archive(t)))
		if h, err := other.Public().Moved(t.Context(), lose.ID.Short()); err != nil || h.ID != keep.ID {
			t.Errorf("after an import: %+v, %v", h, err)
		}
		other.MustBeSound(t)

		if u, err := w.Undo(t.Context(), a, done.ID); err != nil || u.Changed != 3 {
			t.Fatalf("%+v %v", u, err)
		}
		if withdrawn(t, w, lose.ID) || get(a, lose.ID).Head().MergedInto != "" || len(record.Links(get(a, ours.ID))) != 3 {
			t.Error("the merge was not undone")
		}
		if _, err := w.Public().Moved(t.Context(), lose.ID.Short()); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("after the undo: %v", err)
		}
		w.MustBeSound(t)
	})
}

func TestDuplicatesAreFound(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		lyon, geneva, aimf := organisation(1, "Ville de Lyon"), organisation(2, "République et canton de Genève"), organisation(3, "Association internationale des maires francophones")
		aimf.Acronym = record.Text{FR: "AIMF"}
		hidden := organisation(4, "Ville de Lyon")
		hidden.Office, hidden.Visibility = office(1), record.Private
		for _, o := range []*record.Organisation{lyon, geneva, aimf, hidden} {
			w.MustSave(t, o, 0)
		}
		m := retitled(0, "Mission économique à Paris")
		m.Dates, m.Stops = "2024-05-12/2024-05-18", []record.Stop{{Place: record.Place{Country: "FR", City: "2988507"}}}
		w.MustSave(t, m, 0)
		find := func(a access.Actor, r record.Record) string {
			t.Helper()
			found, err := w.Duplicates(t.Context(), a, r)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, c := range found {
				out = append(out, c.Title.FR+" ("+strings.Join(c.Why, ", ")+")")
			}
			return strings.Join(out, "; ")
		}
		for name, want := range map[string]string{
			"Lyon, ville de":                           "Ville de Lyon (same_name)",
			"VILLE DE LYON":                            "Ville de Lyon (same_name)",
			"Republique et canton de Geneve":           "République et canton de Genève (same_name)",
			"République et canton de Genéve":           "République et canton de Genève (same_name)",
			"Republique et cantons de Genève":          "République et canton de Genève (same_name)",
			"AIMF":                                     "Association internationale des maires francophones (acronym)",
			"Ville de Lille":                           "",
			"Association des maires francophones":      "Association internationale des maires francophones (close_name)",
			"Association internationale des villes":    "",
			"":                                         "",
			"Communauté urbaine de la grande Nouvelle": "",
		} {
			if got := find(officer(0), organisation(50, name)); got != want {
				t.Errorf("%q: got %q, want %q", name, got, want)
			}
		}
		if got := find(officer(1), organisation(50, "Ville de Lyon")); got != "Ville de Lyon (same_name); Ville de Lyon (same_name)" {
			t.Errorf("the other office: %q", got)
		}
		if got := find(officer(0), lyon); got != "" {
			t.Errorf("itself: %q", got)
		}
		same := retitled(9, "Tournée d’affaires")
		same.Dates, same.Stops = "2024-05-13", m.Stops
		if got := find(officer(0), same); got != "Mission économique à Paris (same_place, same_dates)" {
			t.Errorf("the same days in the same place: %q", got)
		}
		same.Title, same.Dates = m.Title, "2025-05-13"
		if got := find(officer(0), same); got != "" {
			t.Errorf("a year later: %q", got)
		}
	})
}

func TestComments(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 3)
		m := mission(0, record.Shared)
		m.SharedWith = []record.Ref{office(1)}
		w.MustSave(t, m, 0)
		public := mission(1, record.Public)
		w.MustSave(t, public, 0)
		own, guest, stranger := officer(0), officer(1), officer(2)
		first, err := w.Say(t.Context(), own, m.ID, "  Billets à réserver ")
		if err != nil || first.Words != "Billets à réserver" {
			t.Fatalf("%+v %v", first, err)
		}
		if _, err := w.Say(t.Context(), guest, m.ID, "Nous y serons"); err != nil {
			t.Fatal(err)
		}
		list, _, err := w.Comments(t.Context(), guest, m.ID, "", 0)
		if err != nil || len(list) != 2 || list[0].Words != "Billets à réserver" || list[0].Mine || !list[1].Mine {
			t.Errorf("%+v %v", list, err)
		}
		page, next, err := w.Comments(t.Context(), own, m.ID, "", 1)
		if err != nil || len(page) != 1 || next != first.ID {
			t.Errorf("%+v %s %v", page, next, err)
		}
		for name, c := range map[string]struct {
			err  error
			kind error
		}{
			"of what one does not see": {say(t, w, stranger, m.ID, "x"), record.ErrNotFound},
			"of what is only public":   {say(t, w, stranger, public.ID, "x"), record.ErrForbidden},
			"by a reader":              {say(t, w, access.Member("lecteur", access.Reader, office(0)), m.ID, "x"), record.ErrForbidden},
			"empty":                    {say(t, w, own, m.ID, " \n"), record.ErrInvalid},
			"too long":                 {say(t, w, own, m.ID, strings.Repeat("é", 4001)), record.ErrInvalid},
			"removed by another":       {w.Unsay(t.Context(), guest, m.ID, first.ID), record.ErrForbidden},
			"removed by a stranger":    {w.Unsay(t.Context(), stranger, m.ID, first.ID), record.ErrNotFound},
		} {
			if !errors.Is(c.err, c.kind) {
				t.Errorf("%s: %v", name, c.err)
			}
		}
		if err := w.Unsay(t.Context(), own, m.ID, first.ID); err != nil {
			t.Error(err)
		}
		if err := w.Unsay(t.Context(), own, m.ID, first.ID); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("removed twice: %v", err)
		}
		// Comments travel with an archive.
		other := registrytest.Open(t, e)
		for range 2 {
			other.MustImport(t, registrytest.ArchiveItems(w.Archive(t)))
			list, _, err = other.Comments(t.Context(), own, m.ID, "", 0)
			if err != nil || len(list) != 1 || list[0].Words != "Nous y serons" || list[0].Author != "officer" || list[0].Office != office(1) {
				t.Errorf("after an import: %+v %v", list, err)
			}
		}
		w.MustBeSound(t)
	})
}

func say(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref, words string) error {
	t.Helper()
	_, err := w.Say(t.Context(), a, ref, words)
	return err
}
