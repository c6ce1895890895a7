package registry_test

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/record/recordtest"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
	"entente/internal/store"
)

func wants(t *testing.T, what string, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("%s: got %v, want %v", what, err, kind)
	}
}

func id(kind record.Kind, seed int) record.Ref { return recordtest.ID(kind, seed) }

func office(seed int) record.Ref { return id(record.KindOffice, seed) }

// offices opens a database with bare offices of seeds 0 and up.
func offices(t *testing.T, e registrytest.Engine, n int) *registrytest.World {
	t.Helper()
	w := registrytest.Open(t, e)
	for seed := range n {
		w.MustSave(t, &record.Office{
			Meta: record.Meta{ID: office(seed), Kind: record.KindOffice, Office: office(seed), Visibility: record.Public},
			Name: record.Text{FR: "Bureau"}, Code: "bureau-" + string(rune('a'+seed)), Main: seed == 0,
		}, 0)
	}
	return w
}

func mission(seed int, visibility record.Visibility) *record.Mission {
	return &record.Mission{
		Meta:     record.Meta{ID: id(record.KindMission, seed), Kind: record.KindMission, Office: office(0), Visibility: visibility},
		Activity: record.Activity{Title: record.Text{FR: "Mission"}, Dates: "2024-05"},
	}
}

func TestSaveMakesOneVersionForEachChange(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		officer := access.Member("Anne", access.Officer, office(0))
		m := mission(0, record.Public)
		save := func(from int, reason string) (int, error) { return w.Save(t.Context(), officer, m, from, reason) }
		if v, err := save(0, "créée"); err != nil || v != 1 {
			t.Fatalf("created at version %d: %v", v, err)
		}
		if v, err := save(1, "rien"); err != nil || v != 1 {
			t.Errorf("saving what stands gives version %d: %v", v, err)
		}
		m.Schema, m.Themes = 12, []record.Ref{} // neither is a change: the schema is the program's, an empty list is none
		if v, err := save(1, "rien"); err != nil || v != 1 {
			t.Errorf("saving what stands gives version %d: %v", v, err)
		}
		m.Summary.FR = "Résumé"
		if v, err := save(1, "complétée"); err != nil || v != 2 {
			t.Errorf("changed to version %d: %v", v, err)
		}
		m.Summary.FR = "Autre"
		for _, stale := range []int{0, 1, 3} {
			_, err := save(stale, "trop tard")
			wants(t, "a stale version", err, record.ErrConflict)
		}
		got, err := w.Get(t.Context(), officer, m.ID)
		if err != nil {
			t.Fatal(err)
		}
		if s := got.Record.(*record.Mission); s.Summary.FR != "Résumé" || got.Version != 2 || got.UpdatedBy != "Anne" || s.Schema != 1 {
			t.Errorf("stands as %+v", got)
		}
		history, err := w.History(t.Context(), officer, m.ID)
		if err != nil || len(history) != 2 || history[0].Reason != "créée" || history[1].Reason != "complétée" || history[1].Actor != "Anne" || history[0].At >= history[1].At {
			t.Errorf("history %+v: %v", history, err)
		}
		w.MustBeSound(t)
	})
}

func TestAllProblemsOfARecordAreToldAtOnce(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		m := mission(0, record.Public)
		m.Title, m.Dates = record.Text{}, "mai"
		m.Lead = id(record.KindPost, 0)
		m.Report = office(0)
		m.Stops = []record.Stop{{Place: record.Place{Country: "XX"}}, {Place: record.Place{Country: "FR", City: "6325494"}}, {Place: record.Place{Country: "CA", Subdivision: "CA-ZZ"}}}
		_, err := w.Save(t.Context(), access.OperatorActor(), m, 0, "")
		got := told(t, err)
		want := []string{"dates: bad_date", "lead: unknown_reference", "report: wrong_kind", "stops.place: unknown_place", "stops.place: unknown_place", "stops.place: unknown_place", "title: required"}
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		bad := mission(1, record.Public)
		bad.Activity.Title.FR = "a\x00"
		_, err = w.Save(t.Context(), access.OperatorActor(), bad, 0, "")
		if got := told(t, err); !slices.Equal(got, []string{"title: bad_text"}) {
			t.Errorf("got %q", got)
		}
		_, err = w.Save(t.Context(), access.OperatorActor(), mission(1, record.Public), 0, "parce que\x00")
		wants(t, "a reason that cannot be kept", err, record.ErrInvalid)
		liar := &record.Series{Meta: record.Meta{ID: id(record.KindSeries, 0), Kind: record.KindMission, Office: office(0), Visibility: record.Public}}
		_, err = w.Save(t.Context(), access.OperatorActor(), liar, 0, "")
		wants(t, "a record that lies about its kind", err, record.ErrInvalid)
		if page, err := w.List(t.Context(), access.OperatorActor(), publish.Query{Kind: record.KindMission}); err != nil || len(page.Heads) > 0 {
			t.Errorf("something was written: %+v %v", page, err)
		}
	})
}

// told gives the problems of an error, sorted.
func told(t *testing.T, err error) []string {
	t.Helper()
	var e *record.Error
	if !errors.As(err, &e) || e.Kind != record.Invalid {
		t.Fatalf("not a refusal: %v", err)
	}
	var out []string
	for _, p := range e.Problems {
		out = append(out, p.Field+": "+p.Code)
	}
	slices.Sort(out)
	return out
}

func TestASealedPublicationIsOnlySuperseded(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		p := &record.Publication{Meta: record.Meta{ID: id(record.KindPublication, 0), Kind: record.KindPublication, Office: office(0), Visibility: record.Public},
			Title: record.Text{FR: "Rapport"}, PublicationType: "page", Sealed: true}
		w.MustSave(t, p, 0)
		p.Title.FR = "Rapport corrigé"
		_, err := w.Save(t.Context(), access.OperatorActor(), p, 1, "")
		if got := told(t, err); !slices.Equal(got, []string{"sealed: publication_sealed"}) {
			t.Errorf("got %q", got)
		}
		refusedWith(t, w, registrytest.Records(p), p.ID, "sealed: publication_sealed")
		p.Title.FR = "Rapport"
		next := *p
		next.ID = id(record.KindPublication, 1)
		w.MustSave(t, &next, 0)
		p.SupersededBy = next.ID
		if v := w.MustSave(t, p, 1); v != 2 {
			t.Errorf("superseded at version %d", v)
		}
	})
}

// TestScreeningByTheParties: what a person says of the screening does not matter when the law asks for an authorisation.
func TestScreeningByTheParties(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		org := func(seed int, orgType string, visibility record.Visibility) *record.Organisation {
			o := &record.Organisation{Meta: record.Meta{ID: id(record.KindOrganisation, seed), Kind: record.KindOrganisation, Office: office(1), Visibility: visibility},
				Name: record.Text{FR: "Organisme"}, OrgType: orgType, Place: record.Place{Country: "FR"}}
			w.MustSave(t, o, 0)
			return o
		}
		ours, state, city, hidden := org(0, "municipality", record.Public), org(1, "ministry", record.Public), org(2, "municipality", record.Public), org(3, "ministry", record.Private)
		officer := access.Member("Anne", access.Officer, office(0))
		agreement := func(seed int, with record.Ref) *record.Agreement {
			return &record.Agreement{Meta: record.Meta{ID: id(record.KindAgreement, seed), Kind: record.KindAgreement, Office: office(0), Visibility: record.Private},
				Title: record.Text{FR: "Entente"}, Signed: "2026-05-01", Screening: record.ScreenNone, Parties: []record.Party{{Who: ours.ID, Ours: true}, {Who: with}}}
		}
		a := agreement(0, state.ID)
		_, err := w.Save(t.Context(), officer, a, 0, "")
		if got := told(t, err); !slices.Equal(got, []string{"authorised.reference: authorisation_needed"}) {
			t.Errorf("a ministry: %q", got)
		}
		refusedWith(t, w, registrytest.Records(a), a.ID, "authorised.reference: authorisation_needed")
		a.Authorised = record.Authorised{Reference: "A-1", On: "2026-04-30"}
		if _, err := w.Save(t.Context(), officer, a, 0, ""); err != nil {
			t.Errorf("authorised: %v", err)
		}
		if _, err := w.Save(t.Context(), officer, agreement(1, city.ID), 0, ""); err != nil {
			t.Errorf("a city: %v", err)
		}
		// Of a party that one may not see, not even its sort is told.
		_, err = w.Save(t.Context(), officer, agreement(2, hidden.ID), 0, "")
		if got := told(t, err); !slices.Equal(got, []string{"parties.who: unknown_reference"}) {
			t.Errorf("a hidden ministry: %q", got)
		}
	})
}

func TestWithdrawAndRestore(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		head, officer := access.Member("Luc", access.Head, office(0)), access.Member("Anne", access.Officer, office(0))
		hidden := mission(1, record.Public)
		hidden.Office = office(1)
		w.MustSave(t, hidden, 0)
		m := mission(0, record.Public)
		m.CarriesOut = nil
		p := &record.Participation{Meta: record.Meta{ID: id(record.KindParticipation, 0), Kind: record.KindParticipation, Office: office(0), Visibility: record.Public},
			Activity: record.Activity{Title: record.Text{FR: "Assemblée"}}, Mission: hidden.ID}
		w.MustSave(t, m, 0)
		w.MustSave(t, p, 0)
		// What p refers to is hidden afterwards: p can be withdrawn and restored all the same.
		hidden.Visibility = record.Private
		w.MustSave(t, hidden, 1)
		for _, r := range []record.Record{m, p} {
			rid := r.Head().ID
			if _, err := w.Restore(t.Context(), head, rid, 1, ""); !errors.Is(err, record.ErrConflict) {
				t.Errorf("restoring what stands: %v", err)
			}
			if v, err := w.Withdraw(t.Context(), officer, rid, 1, "en double"); err != nil || v != 2 {
				t.Fatalf("withdrawn at version %d: %v", v, err)
			}
			if _, err := w.Withdraw(t.Context(), officer, rid, 2, ""); !errors.Is(err, record.ErrConflict) {
				t.Errorf("withdrawing twice: %v", err)
			}
			if heads, err := w.Public().Heads(t.Context(), []record.Ref{rid}); err != nil || len(heads) > 0 {
				t.Errorf("still public: %v %v", heads, err)
			}
			if got, err := w.Get(t.Context(), officer, rid); err != nil || got.Record.Head().Withdrawn == "" {
				t.Errorf("the office no longer finds it: %v", err)
			}
			if _, err := w.Restore(t.Context(), officer, rid, 2, ""); !errors.Is(err, record.ErrForbidden) {
				t.Errorf("an officer restores: %v", err)
			}
			if _, err := w.Restore(t.Context(), head, rid, 1, ""); !errors.Is(err, record.ErrConflict) {
				t.Errorf("restoring an old version: %v", err)
			}
			if v, err := w.Restore(t.Context(), head, rid, 2, "par erreur"); err != nil || v != 3 {
				t.Fatalf("restored at version %d: %v", v, err)
			}
			if heads, err := w.Public().Heads(t.Context(), []record.Ref{rid}); err != nil || len(heads) != 1 {
				t.Errorf("not public again: %v %v", heads, err)
			}
		}
		history, err := w.History(t.Context(), access.OperatorActor(), p.ID)
		if err != nil || len(history) != 3 || history[2].Record.(*record.Participation).Mission != hidden.ID {
			t.Errorf("the hidden reference was lost: %+v, %v", history, err)
		}
		history, err = w.History(t.Context(), head, p.ID)
		if err != nil || len(history) != 3 {
			t.Errorf("history: %+v, %v", history, err)
		}
		for _, c := range history {
			if c.Record.(*record.Participation).Mission != "" {
				t.Errorf("version %d tells the office of a record that another has hidden", c.Version)
			}
		}
		w.MustBeSound(t)
	})
}

func TestPersonalFieldsAreErasedForEver(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		const secret = "Secret-Téléphone-418"
		w := offices(t, e, 2)
		head := access.Member("Luc", access.Head, office(0))
		p := &record.Person{Meta: record.Meta{ID: id(record.KindPerson, 0), Kind: record.KindPerson, Office: office(0), Visibility: record.Public},
			Name: "Personne", Personal: &record.Personal{Contacts: []string{secret}, Notes: strings.Repeat(secret+" ", 2000)}}
		save := func(from, want int) {
			t.Helper()
			if v, err := w.Save(t.Context(), head, p, from, ""); err != nil || v != want {
				t.Fatalf("saved as version %d, want %d: %v", v, want, err)
			}
		}
		save(0, 1)
		if p.Personal == nil {
			t.Error("saving took the personal fields out of the caller's record")
		}
		save(1, 1) // the same fields are no change
		p.Name = "Personne nommée"
		p.Personal = nil // whoever does not know them leaves them
		save(1, 2)
		got, err := w.Get(t.Context(), head, p.ID)
		if err != nil || got.Record.(*record.Person).Personal == nil || got.Record.(*record.Person).Personal.Contacts[0] != secret {
			t.Fatalf("the office reads %+v: %v", got.Record, err)
		}
		p.Personal = &record.Personal{Needs: secret}
		save(2, 3)
		before := w.Archive(t)
		for _, a := range []access.Actor{access.Public(), access.Member("b", access.Admin, office(1)), access.Member("c", access.Contributor, office(0))} {
			err := w.Erase(t.Context(), a, p.ID)
			wants(t, "erased by "+a.Name, err, record.ErrForbidden)
		}
		wants(t, "erasing nobody", w.Erase(t.Context(), head, id(record.KindPerson, 1)), record.ErrNotFound)
		for range 2 {
			if err := w.Erase(t.Context(), head, p.ID); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := w.Get(t.Context(), head, p.ID); err != nil || got.Record.(*record.Person).Personal != nil || got.Version != 3 {
			t.Errorf("after the erasure: %+v %v", got, err)
		}
		w.MustBeSound(t)
		if trace := traces(t, w, "Secret-T"); trace != "" {
			t.Errorf("the erased text is left in %s", trace)
		}
		after := w.Archive(t)
		if bytes.Contains(after, []byte("Secret-T")) || !bytes.Contains(after, []byte(`"erased_at":"2026-`)) {
			t.Error("the archive does not tell of the erasure alone")
		}
		// An archive made before brings nothing back, and one made after erases elsewhere.
		w.MustImport(t, registrytest.ArchiveItems(before))
		sameArchive(t, w.Archive(t), after)
		copied := registrytest.Open(t, e)
		copied.MustImport(t, registrytest.ArchiveItems(before))
		copied.MustImport(t, registrytest.ArchiveItems(after))
		sameArchive(t, copied.Archive(t), after)
		copied.MustBeSound(t)
		if trace := traces(t, copied, "Secret-T"); trace != "" {
			t.Errorf("the copy keeps the erased text in %s", trace)
		}
		// What is given anew is kept.
		p.Personal = &record.Personal{Needs: "végétarienne"}
		save(3, 4)
		if got, err := w.Get(t.Context(), head, p.ID); err != nil || got.Record.(*record.Person).Personal.Needs != "végétarienne" {
			t.Errorf("given anew: %+v %v", got, err)
		}
		w.MustBeSound(t)
	})
}

// traces looks for a text in every byte that the database keeps.
func traces(t *testing.T, w *registrytest.World, text string) string {
	t.Helper()
	if w.DB.Engine == store.Postgres {
		w.Exec(t, `CREATE TABLE found AS SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE c.relkind IN ('r', 'i', 't') AND n.nspname IN ('public', 'pg_toast') AND pg_relation_filepath(c.oid) IS NOT NULL
			AND (c.relname !~ '^pg_' OR c.relname ~ '^pg_toast_[0-9]+$')
			AND position($1::bytea IN pg_read_binary_file(pg_relation_filepath(c.oid), 0, 100000000, true)) > 0
			UNION ALL SELECT ''`, []byte(text))
		return w.Text(t, `SELECT string_agg(name, ' ') FROM found WHERE name <> ''`)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		data, err := os.ReadFile(w.URL + suffix)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(text)) {
			return "the file" + suffix
		}
	}
	return ""
}

func refusedWith(t *testing.T, w *registrytest.World, items registry.Items, id record.Ref, want ...string) {
	t.Helper()
	_, err := w.Import(t.Context(), access.OperatorActor(), items, "test", func(int) {})
	var refused *registry.ImportError
	if !errors.As(err, &refused) {
		t.Errorf("not refused: %v", err)
		return
	}
	var got []string
	for _, r := range refused.Refused {
		if r.ID != id {
			t.Errorf("%s is refused too: %v", r.ID, r.Problems)
		}
		for _, p := range r.Problems {
			got = append(got, p.Field+": "+p.Code)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%s: refused for %q, want %q", id, got, want)
	}
}
