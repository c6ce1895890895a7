package registry_test

import (
	"bytes"
	"errors"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

func reportOfYear(seed int) *record.Report {
	return &record.Report{Meta: record.Meta{ID: id(record.KindReport, seed), Kind: record.KindReport, Office: office(0), Visibility: record.Private},
		Title: record.Text{FR: "Rapport"}, ReportType: record.AnnualReport, Period: "2024", Stage: record.StageDraft}
}

// approved saves a report and has it approved; it returns its version.
func approved(t *testing.T, w *registrytest.World, r *record.Report) int {
	t.Helper()
	officer, head := access.Member("Ana", access.Officer, office(0)), access.Member("Bob", access.Head, office(0))
	v, err := w.Save(t.Context(), officer, r, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	if v, err = w.Ask(t.Context(), officer, r.ID, v, ""); err != nil {
		t.Fatal(err)
	}
	if v, err = w.Approve(t.Context(), head, r.ID, v, ""); err != nil {
		t.Fatal(err)
	}
	return v
}

// edition makes what would be published of a report: a paper in each language that draws on records.
func edition(t *testing.T, w *registrytest.World, r record.Ref, from, number int, replaces record.Ref, sort string, draws ...record.Ref) registry.NewEdition {
	t.Helper()
	pub := id(record.KindPublication, 700+number)
	stand, err := w.States(t.Context(), draws)
	if err != nil {
		t.Fatal(err)
	}
	n := registry.NewEdition{Subject: r, From: from, Publication: &record.Publication{
		Meta: record.Meta{ID: pub}, Title: record.Text{FR: "Rapport 2024"}, PublicationType: record.AnnualReport, Period: "2024",
	}}
	for _, lang := range []string{"fr", "en"} {
		p := &publish.Paper{Schema: publish.Schema, Title: "Rapport", Lang: lang, Year: 2024, Office: "Bureau", Sections: []publish.Section{{ID: "a", Title: "A"}}}
		for _, id := range draws {
			p.Drawn = append(p.Drawn, stand[id])
		}
		p.Identity = publish.Identity{Publication: pub, Edition: number, Issued: w.Clock.Now().UTC().Format("2006-01-02T15:04:05.000000Z"), Subject: r, Sort: sort, Replaces: replaces}
		if lang == "en" {
			p.Identity.Issued = n.Papers[0].Identity.Issued
		}
		if sort == publish.Erratum {
			p.Identity.Corrects = []string{"Page 3"}
		}
		if err := publish.Freeze(p); err != nil {
			t.Fatal(err)
		}
		n.Papers = append(n.Papers, p)
	}
	return n
}

func TestAnEditionIsPublishedOnceAndForAll(t *testing.T) {
	t.Parallel()
	officer := access.Member("Ana", access.Officer, office(0))
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		m := mission(1, record.Public)
		w.MustSave(t, m, 0)
		r := reportOfYear(1)
		v := approved(t, w, r)
		first := edition(t, w, r.ID, v, 1, "", publish.NewEdition, m.ID)
		made, err := w.Publish(t.Context(), officer, first)
		if err != nil || len(made) != 2 {
			t.Fatalf("%d languages, %v", len(made), err)
		}
		pub := first.Publication.ID
		got, err := w.Get(t.Context(), officer, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if is := got.Record.(*record.Report); is.Stage != record.StagePublished || is.Publication != pub {
			t.Errorf("the report is %s, of %s", is.Stage, is.Publication)
		}
		public, err := w.Public().Edition(t.Context(), pub)
		if err != nil || len(public) != 2 || public[0].Lang != "fr" || public[0].Number != 1 || !public[0].Holds() {
			t.Fatalf("the public reads %+v, %v", public, err)
		}

		// The same again, a second time at once, or for another office: nothing.
		if _, err := w.Publish(t.Context(), officer, first); !errors.Is(err, record.ErrConflict) {
			t.Errorf("twice: %v", err)
		}
		if _, err := w.Publish(t.Context(), access.Member("Zoé", access.Head, office(1)), first); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("by another office: %v", err)
		}

		// Nothing of the sealed publication changes.
		sealed, err := w.Get(t.Context(), officer, pub)
		if err != nil {
			t.Fatal(err)
		}
		other := record.Clone(sealed.Record).(*record.Publication)
		other.Title.FR = "Autre titre"
		if _, err := w.Save(t.Context(), officer, other, sealed.Version, ""); !errors.Is(err, record.ErrInvalid) {
			t.Errorf("a sealed publication changed: %v", err)
		}

		// Files are kept once.
		op := access.OperatorActor()
		todo, err := w.EditionsWithout(t.Context(), op, "html", 10)
		if err != nil || len(todo) != 2 {
			t.Fatalf("%d files to make, %v", len(todo), err)
		}
		if err := w.MissEditionFile(t.Context(), op, todo[0], "html", "the writer failed"); err != nil {
			t.Fatal(err)
		}
		if left, err := w.EditionsWithout(t.Context(), op, "html", 10); err != nil || len(left) != 1 {
			t.Errorf("%d files to make after one failed, %v", len(left), err)
		}
		if err := errors.Join(w.KeepEditionFile(t.Context(), op, todo[0], "html", []byte("<p>")), w.KeepEditionFile(t.Context(), op, todo[0], "html", []byte("<i>"))); err != nil {
			t.Fatal(err)
		}
		b, err := w.EditionFile(t.Context(), officer, pub, todo[0].Lang, "html")
		if err != nil || string(b) != "<p>" {
			t.Errorf("the file is %q, %v", b, err)
		}
		if err := w.KeepEditionFile(t.Context(), officer, todo[1], "html", []byte("x")); !errors.Is(err, record.ErrForbidden) {
			t.Errorf("a file kept by an officer: %v", err)
		}

		// An erratum takes its place; the first one stays readable.
		now, err := w.Get(t.Context(), officer, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if v, err = w.Ask(t.Context(), officer, r.ID, now.Version, ""); err != nil {
			t.Fatal(err)
		}
		if v, err = w.Approve(t.Context(), access.Member("Bob", access.Head, office(0)), r.ID, v, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Publish(t.Context(), officer, edition(t, w, r.ID, v, 2, pub, publish.Erratum, m.ID)); err != nil {
			t.Fatal(err)
		}
		list, err := w.Public().Editions(t.Context(), office(0), 2024)
		if err != nil || len(list) != 4 || list[0].Number != 2 || list[0].Sort != publish.Erratum || list[3].Number != 1 {
			t.Errorf("editions are %+v, %v", list, err)
		}
		old, err := w.Get(t.Context(), officer, pub)
		if err != nil || old.Record.(*record.Publication).SupersededBy != id(record.KindPublication, 702) {
			t.Errorf("the first edition says %+v, %v", old.Record, err)
		}

		// Withdrawn, it is not there.
		if _, err := w.Withdraw(t.Context(), officer, pub, old.Version, "données personnelles"); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Public().Edition(t.Context(), pub); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("a withdrawn edition: %v", err)
		}
		if _, err := w.Public().EditionFile(t.Context(), publish.EditionFile{Publication: pub, Lang: todo[0].Lang, Format: "html"}); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("a file of a withdrawn edition: %v", err)
		}
		w.MustBeSound(t)
	})
}

func TestNothingIsPublishedByHalves(t *testing.T) {
	t.Parallel()
	officer := access.Member("Ana", access.Officer, office(0))
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		m, hidden := mission(1, record.Public), mission(2, record.Private)
		w.MustSave(t, m, 0)
		w.MustSave(t, hidden, 0)
		r := reportOfYear(1)
		v := approved(t, w, r)
		refused := func(what string, n registry.NewEdition, want error) {
			t.Helper()
			if _, err := w.Publish(t.Context(), officer, n); !errors.Is(err, want) {
				t.Errorf("%s: %v", what, err)
			}
			if list, err := w.Editions(t.Context(), officer, r.ID); err != nil || len(list) != 0 {
				t.Errorf("%s left %d editions, %v", what, len(list), err)
			}
			if _, err := w.Get(t.Context(), officer, n.Publication.ID); !errors.Is(err, record.ErrNotFound) {
				t.Errorf("%s left a publication: %v", what, err)
			}
		}
		n := edition(t, w, r.ID, v, 1, "", publish.NewEdition, m.ID)
		n.Papers[1].Title = "Report, changed"
		refused("a paper that changed after it was frozen", n, record.ErrInvalid)
		refused("an edition that is not the next", edition(t, w, r.ID, v, 2, "", publish.NewEdition, m.ID), record.ErrConflict)
		refused("an erratum of nothing", edition(t, w, r.ID, v, 1, "", publish.Erratum, m.ID), record.ErrInvalid)
		refused("an older version", edition(t, w, r.ID, v-1, 1, "", publish.NewEdition, m.ID), record.ErrConflict)
		stale := edition(t, w, r.ID, v, 1, "", publish.NewEdition, m.ID)
		changed := mission(1, record.Public)
		changed.Title.FR = "Autre titre"
		w.MustSave(t, changed, 1)
		refused("a record that changed meanwhile", stale, record.ErrConflict)
		n = edition(t, w, r.ID, v, 1, "", publish.NewEdition, m.ID)
		n.Papers[0].Drawn = append(n.Papers[0].Drawn, publish.Version{Record: hidden.ID, Version: 1})
		if err := publish.Freeze(n.Papers[0]); err != nil {
			t.Fatal(err)
		}
		refused("a record that is not public", n, record.ErrConflict)

		// An edit takes the approval back, a note does not.
		again := reportOfYear(1)
		again.Note.FR = "à relire"
		if v, err := w.Save(t.Context(), officer, again, v, ""); err != nil {
			t.Fatal(v, err)
		}
		got, err := w.Get(t.Context(), officer, r.ID)
		if err != nil || got.Record.(*record.Report).Stage != record.StageApproved {
			t.Fatalf("a note takes the approval back: %+v, %v", got.Record, err)
		}
		again.Title.FR = "Rapport annuel"
		again.Stage = record.StagePublished // as nobody may say
		if v, err = w.Save(t.Context(), officer, again, got.Version, ""); err != nil {
			t.Fatal(err)
		}
		got, err = w.Get(t.Context(), officer, r.ID)
		if err != nil || got.Record.(*record.Report).Stage != record.StageDraft || len(got.Record.(*record.Report).Reviews) != 2 {
			t.Errorf("an edit leaves %+v, %v", got.Record, err)
		}
		refused("a report that nobody approved as it stands", edition(t, w, r.ID, v, 1, "", publish.NewEdition, m.ID), record.ErrInvalid)

		// Nobody approves of it through a list or a file.
		again.Stage, again.Reviews = record.StageApproved, []record.Review{{By: "Ana", On: "2026-01-01", Decision: record.ReviewApproved}}
		again.Subtitle.FR = "par une liste"
		if _, err := w.Apply(t.Context(), officer, []registry.Edit{{Record: again, From: v}}, "liste"); err != nil {
			t.Fatal(err)
		}
		if got, err = w.Get(t.Context(), officer, r.ID); err != nil || got.Record.(*record.Report).Stage != record.StageDraft {
			t.Errorf("approved through a list: %+v, %v", got.Record, err)
		}
		w.MustBeSound(t)
	})
}

func TestWhoDecidesOnReports(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		next := 0
		for _, role := range []access.Role{access.Admin, access.Head, access.Officer, access.Contributor, access.Reader} {
			a := access.Member(string(role), role, office(0))
			next++
			r := reportOfYear(next)
			w.MustSave(t, r, 0)
			_, err := w.Ask(t.Context(), a, r.ID, 1, "à lire")
			if may := role != access.Reader; may != (err == nil) {
				t.Errorf("%s asks: %v", role, err)
			}
			if role == access.Reader {
				if _, err := w.Ask(t.Context(), access.OperatorActor(), r.ID, 1, ""); err != nil {
					t.Fatal(err)
				}
			}
			decides := role == access.Admin || role == access.Head
			_, err = w.SendBack(t.Context(), a, r.ID, 2, "")
			if want := map[bool]error{true: record.ErrInvalid, false: record.ErrForbidden}[decides]; !errors.Is(err, want) {
				t.Errorf("%s sends back without words: %v", role, err)
			}
			_, err = w.Approve(t.Context(), a, r.ID, 2, "")
			if decides != (err == nil) {
				t.Errorf("%s approves: %v", role, err)
			}
			if _, err := w.Approve(t.Context(), access.Member("x", role, office(1)), r.ID, 2, ""); !errors.Is(err, record.ErrNotFound) {
				t.Errorf("%s of another office approves: %v", role, err)
			}
			if decides {
				if _, err := w.SendBack(t.Context(), a, r.ID, 3, "Il manque les ententes."); err != nil {
					t.Errorf("%s sends back: %v", role, err)
				}
				if _, err := w.Approve(t.Context(), a, r.ID, 4, ""); !errors.Is(err, record.ErrConflict) {
					t.Errorf("%s approves of what was sent back: %v", role, err)
				}
			}
		}
		w.MustBeSound(t)
	})
}

func TestOfTwoWhoPublishAtOnceOneDoes(t *testing.T) {
	t.Parallel()
	officer := access.Member("Ana", access.Officer, office(0))
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		m := mission(1, record.Public)
		w.MustSave(t, m, 0)
		r := reportOfYear(1)
		v := approved(t, w, r)
		a, b := edition(t, w, r.ID, v, 1, "", publish.NewEdition, m.ID), edition(t, w, r.ID, v, 1, "", publish.NewEdition, m.ID)
		b.Publication.ID = id(record.KindPublication, 799)
		for _, p := range b.Papers {
			p.Identity.Publication = b.Publication.ID
			if err := publish.Freeze(p); err != nil {
				t.Fatal(err)
			}
		}
		var wg sync.WaitGroup
		errs := make([]error, 2)
		for i, n := range []registry.NewEdition{a, b} {
			wg.Go(func() { _, errs[i] = w.Publish(t.Context(), officer, n) })
		}
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("two at once: %v, %v", errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil && !errors.Is(err, record.ErrConflict) {
				t.Errorf("the other is told %v", err)
			}
		}
		if list, err := w.Editions(t.Context(), officer, r.ID); err != nil || len(list) != 2 {
			t.Errorf("%d languages, %v", len(list), err)
		}
		w.MustBeSound(t)
	})
}

// TestEditionsTravelAndAreWatched: an archive brings them whole into another database, and check finds whatever was changed of
// them beside the program.
func TestEditionsTravelAndAreWatched(t *testing.T) {
	t.Parallel()
	officer := access.Member("Ana", access.Officer, office(0))
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		m := mission(1, record.Public)
		w.MustSave(t, m, 0)
		r := reportOfYear(1)
		made, err := w.Publish(t.Context(), officer, edition(t, w, r.ID, approved(t, w, r), 1, "", publish.NewEdition, m.ID))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.KeepEditionFile(t.Context(), access.OperatorActor(), made[0], "html", []byte("<p>8")); err != nil {
			t.Fatal(err)
		}
		archive := func(w *registrytest.World) string {
			var b bytes.Buffer
			if err := w.Export(t.Context(), access.OperatorActor(), &b, registry.ExportOptions{All: true}); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
		text := archive(w)
		other := registrytest.Open(t, e)
		items := func() registry.Items {
			return func() iter.Seq2[exchange.Item, error] { return exchange.ReadLines("a", strings.NewReader(text)) }
		}
		other.MustImport(t, items())
		other.MustImport(t, items()) // a second time changes nothing
		if again := archive(other); again != text {
			t.Errorf("the archive of what was brought is another:\n%s\n%s", text, again)
		}
		other.MustBeSound(t)
		text = strings.Replace(text, `\"title\":\"Rapport\"`, `\"title\":\"Report!\"`, 1)
		if _, err := registrytest.Open(t, e).Import(t.Context(), access.OperatorActor(), items(), "", func(int) {}); !errors.Is(err, record.ErrInvalid) {
			t.Errorf("an archive with another snapshot: %v", err)
		}

		for _, c := range w.Columns(t) {
			if c.Table != "edition" && c.Table != "edition_file" || slices.Contains([]string{"tries", "due_at", "said", "made_at"}, c.Name) {
				continue
			}
			value := changed(e, c)
			switch c.Name {
			case "lang":
				continue // the database holds that it is one of two
			case "sort":
				value = "'erratum'"
			case "publication":
				continue // a key of another table
			case "format":
				continue // says what it is called, and follows from nothing
			}
			found := w.Tamper(t, c.Table, registrytest.Change{Text: `UPDATE ` + c.Table + ` SET ` + c.Name + ` = ` + value + ` WHERE lang = $1`, Arg: "fr"})
			if !slices.ContainsFunc(found, func(f registry.Finding) bool { return f.Record == made[0].Publication }) {
				t.Errorf("%s.%s: check says %+v", c.Table, c.Name, found)
			}
		}
		found := w.Tamper(t, "edition", registrytest.Change{Text: `DELETE FROM edition WHERE lang = $1`, Arg: "en"})
		if !slices.ContainsFunc(found, func(f registry.Finding) bool { return f.What == "edition" }) {
			t.Errorf("a language that is gone: check says %+v", found)
		}
	})
}
