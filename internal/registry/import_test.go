package registry_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

func TestAFileMayBeImportedAgain(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		first := w.MustImport(t, worldWithFiles())
		if first.Created != len(world()) || first.Changed != 0 || first.Unchanged != 0 || first.Files != 2 {
			t.Errorf("first: %+v", first)
		}
		before := w.Archive(t)
		if again := w.MustImport(t, worldWithFiles()); again.Created != 0 || again.Changed != 0 || again.Unchanged != len(world()) {
			t.Errorf("again: %+v", again)
		}
		sameArchive(t, w.Archive(t), before)
		changed := world()
		changed[indexOf(record.KindVisit)].(*record.Visit).Summary.FR = "Autre"
		changed[indexOf(record.KindPerson)].(*record.Person).Personal.Needs = "Autre"
		if res := w.MustImport(t, registrytest.Records(changed...)); res.Changed != 2 || res.Unchanged != len(world())-2 {
			t.Errorf("with two changes: %+v", res)
		}
		w.MustBeSound(t)
	})
}

func TestAnImportTellsAllThatIsWrongAndWritesNothing(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		standing := mission(9, record.Public)
		w.MustSave(t, standing, 0)
		before := w.Archive(t)
		alone, tied, both, good := mission(0, record.Public), mission(1, record.Public), mission(2, record.Public), mission(3, record.Public)
		alone.Dates = "mai"
		tied.Lead, tied.Report = id(record.KindPost, 0), office(0)
		both.Title, both.Lead = record.Text{}, id(record.KindPost, 0)
		changed := *standing
		changed.Status, changed.Lead = "nowhere", id(record.KindPost, 0)
		// What refers to a record that is refused has no fault of its own.
		p := &record.Participation{Meta: record.Meta{ID: id(record.KindParticipation, 0), Kind: record.KindParticipation, Office: office(0), Visibility: record.Public},
			Activity: record.Activity{Title: record.Text{FR: "Assemblée"}}, Mission: alone.ID}
		_, err := w.Import(t.Context(), access.OperatorActor(), registrytest.Records(alone, tied, p, both, good, good, &changed), "test", func(int) {})
		var refused *registry.ImportError
		if !errors.As(err, &refused) || !errors.Is(err, record.ErrInvalid) {
			t.Fatalf("not refused: %v", err)
		}
		got := map[record.Ref][]string{}
		for _, r := range refused.Refused {
			for _, problem := range r.Problems {
				got[r.ID] = append(got[r.ID], problem.Field+": "+problem.Code)
			}
		}
		want := map[record.Ref][]string{
			alone.ID: {"dates: bad_date"}, tied.ID: {"lead: unknown_reference", "report: wrong_kind"}, both.ID: {"title: required", "lead: unknown_reference"},
			good.ID: {"id: twice_in_file"}, standing.ID: {"status: unknown_code", "lead: unknown_reference"},
		}
		if len(got) != len(want) || refused.More != 0 {
			t.Errorf("refused %v", got)
		}
		for id, problems := range want {
			slices.Sort(got[id])
			slices.Sort(problems)
			if !slices.Equal(got[id], problems) {
				t.Errorf("%s: %q, want %q", id, got[id], problems)
			}
		}
		sameArchive(t, w.Archive(t), before)
	})
}

func TestManyRefusalsAreCounted(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		var items []exchange.Item
		for i := range 600 { // more than a batch
			m := mission(i, record.Public)
			if i%2 == 0 {
				m.Lead = id(record.KindPost, 0)
			}
			items = append(items, exchange.Item{Where: fmt.Sprintf("file:%d", i), Record: m})
		}
		steps := 0
		_, err := w.Import(t.Context(), access.OperatorActor(), registrytest.Of(items), "test", func(done int) {
			if steps++; done != steps {
				t.Errorf("step %d is told as %d", steps, done)
			}
		})
		var refused *registry.ImportError
		if !errors.As(err, &refused) || len(refused.Refused)+refused.More != 300 || len(refused.Refused) != 200 {
			t.Errorf("got %v", err)
		}
		if refused.Refused[1].Where != "file:2" || steps != 1200 {
			t.Errorf("the second is at %s; %d steps", refused.Refused[1].Where, steps)
		}
		if page, err := w.List(t.Context(), access.OperatorActor(), publish.Query{Kind: record.KindMission}); err != nil || len(page.Heads) > 0 {
			t.Errorf("something was written: %d, %v", len(page.Heads), err)
		}
		for i := range items {
			items[i].Record.(*record.Mission).Lead = ""
		}
		if res := w.MustImport(t, registrytest.Of(items)); res.Created != 600 {
			t.Errorf("%+v", res)
		}
	})
}

// TestAnImportStopsWithItsFile: an error in the middle of what is read undoes all that was written.
func TestAnImportStopsWithItsFile(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		before := w.Archive(t)
		torn := errors.New("torn")
		items := func() iter.Seq2[exchange.Item, error] {
			return func(yield func(exchange.Item, error) bool) {
				for i := range 300 {
					if !yield(exchange.Item{Where: "x", Record: mission(i, record.Public)}, nil) {
						return
					}
				}
				yield(exchange.Item{}, torn)
			}
		}
		_, err := w.Import(t.Context(), access.OperatorActor(), items, "test", func(int) {})
		wants(t, "the import", err, torn)
		sameArchive(t, w.Archive(t), before)
	})
}

// TestImportsAreOfOnesOwn: a person imports what that person could save.
func TestImportsAreOfOnesOwn(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		hidden := mission(0, record.Private)
		w.MustSave(t, hidden, 0)
		before := w.Archive(t)
		theirs := mission(1, record.Private)
		theirs.Office = office(1)
		public := mission(2, record.Public)
		public.Office = office(1)
		contributor := access.Member("c", access.Contributor, office(1))
		try := func(a access.Actor, r record.Record) error {
			_, err := w.Import(t.Context(), a, registrytest.Records(r), "test", func(int) {})
			return err
		}
		wants(t, "a public record by a contributor", try(contributor, public), record.ErrForbidden)
		wants(t, "a record of another office", try(contributor, mission(3, record.Private)), record.ErrForbidden)
		wants(t, "anything by the public", try(access.Public(), mission(3, record.Private)), record.ErrForbidden)
		over := mission(0, record.Private)
		over.Office = office(1)
		err := try(contributor, over)
		wants(t, "over a hidden record", err, record.ErrNotFound)
		if strings.Contains(err.Error(), "mission") {
			t.Errorf("the error tells of the hidden record: %v", err)
		}
		sameArchive(t, w.Archive(t), before)
		if err := try(contributor, theirs); err != nil {
			t.Errorf("one's own: %v", err)
		}
	})
}
