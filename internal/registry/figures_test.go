package registry_test

import (
	"maps"
	"slices"
	"testing"

	"entente/internal/access"
	"entente/internal/figure"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

const city = "ville-de-quebec"

// edit changes a record of the sample as the operator.
func edit[R record.Record](t *testing.T, w *registrytest.World, id record.Ref, f func(R)) {
	t.Helper()
	e, err := w.Get(t.Context(), access.OperatorActor(), id)
	if err != nil {
		t.Fatal(err)
	}
	r, ok := e.Record.(R)
	if !ok {
		t.Fatalf("%s is a %T", id, e.Record)
	}
	f(r)
	w.MustSave(t, r, e.Version)
}

// figures of 2024 of an office as the public or the office has them, with "-" for what is not told.
func figures(t *testing.T, w *registrytest.World, reader string, office record.Ref) map[string]string {
	t.Helper()
	in := yearOf(t, w, reader, office, 2024)
	out := map[string]string{}
	for _, f := range figure.Compute(in) {
		out[f.Key] = "-"
		if f.Value != nil {
			out[f.Key] = string(*f.Value)
		}
		resolves(t, w, reader, office, f)
	}
	return out
}

// resolves holds that every thing and record of an evidence is there for that very reader, and that as many are shown as the
// figure says.
func resolves(t *testing.T, w *registrytest.World, reader string, office record.Ref, f figure.Figure) {
	t.Helper()
	def, ok := figure.Find(f.Key)
	if !ok {
		t.Fatalf("no figure %s", f.Key)
	}
	var ids []record.Ref
	for _, item := range f.Evidence {
		if len(item.Records) == 0 {
			t.Errorf("%s: an item of no record: %+v", f.Key, item)
		}
		ids = append(ids, item.Records...)
		switch item.Sort {
		case figure.OfOrganisations:
			ids = append(ids, record.Ref(item.Thing))
		case figure.OfCities:
			if _, ok := w.Places.City(item.Thing); !ok {
				t.Errorf("%s: no city %s", f.Key, item.Thing)
			}
		case figure.OfCountries:
			if _, ok := w.Places.Country(item.Thing); !ok {
				t.Errorf("%s: no country %s", f.Key, item.Thing)
			}
		}
	}
	for _, d := range f.Declared {
		ids = append(ids, d.Publication)
	}
	if f.Value != nil && def.Counting != figure.Sum {
		if n, ok := f.Value.Hundredths(); !ok || int(n) != 100*len(f.Evidence) {
			t.Errorf("%s is %s and shows %d items", f.Key, *f.Value, len(f.Evidence))
		}
	}
	if reader == "public" {
		heads, err := w.Public().Heads(t.Context(), ids)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			if _, ok := heads[id]; !ok {
				t.Errorf("%s: the public does not find %s", f.Key, id)
			}
		}
		return
	}
	for _, id := range ids {
		if _, err := w.Get(t.Context(), access.Member("r", access.Reader, office), id); err != nil {
			t.Errorf("%s: %v", f.Key, err)
		}
	}
}

func expect(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for k, v := range want {
		if got[k] != v {
			t.Errorf("%s: %s is %s, want %s", what, k, got[k], v)
		}
	}
}

// report is what the records of the report of 2024 give.
func report() map[string]string {
	return map[string]string{
		"visits": "21", "visits.courtesy": "10", "visits.collaboration": "7", "visits.strategic": "4", "missions": "8", "countries": "7",
		"cities": "13", "participations": "6", "forums": "5", "agreements.new": "3", "services": "-", "partners": "27", "emissions": "-",
		"offset.cost": "-",
	}
}

func with(changes map[string]string) map[string]string {
	out := report()
	maps.Copy(out, changes)
	return out
}

func TestFiguresOfTheReport(t *testing.T) {
	t.Parallel()
	office := record.KeyID("", record.KindOffice, city)
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		w.LoadSample(t)
		both := func(what string, public, ours map[string]string) {
			t.Helper()
			expect(t, what+", to the public", figures(t, w, "public", office), public)
			expect(t, what+", to the office", figures(t, w, "office", office), ours)
		}
		both("as reported", report(), report())
		missions := missionsOf(t, w, office)
		// Without the passage through Buenos Aires.
		var stops []record.Stop
		edit(t, w, missions[1], func(m *record.Mission) {
			stops = m.Stops
			m.Stops = slices.DeleteFunc(slices.Clone(stops), func(s record.Stop) bool { return s.Passage })
		})
		expected := with(map[string]string{"cities": "12", "countries": "6"})
		both("without Buenos Aires", expected, expected)
		edit(t, w, missions[1], func(m *record.Mission) { m.Stops = stops })
		both("with it again", report(), report())
		// A visit of courtesy was one of collaboration.
		var visit record.Ref
		for _, v := range figure.Visits(yearOf(t, w, "public", office, 2024), 2024, record.Courtesy) {
			visit = v.ID
		}
		edit(t, w, visit, func(v *record.Visit) { v.VisitType = record.VisitCollaborates })
		moved := map[string]string{"visits.courtesy": "9", "visits.collaboration": "8"}
		both("a visit of another type", with(moved), with(moved))
		// A mission made private counts for the office alone.
		edit(t, w, missions[7], func(m *record.Mission) { m.Visibility = record.Private })
		hidden := with(moved)
		hidden["missions"], hidden["cities"] = "7", "12" // Lisbon, in Portugal, where Braga remains
		both("a private mission", hidden, with(moved))
		edit(t, w, missions[7], func(m *record.Mission) { m.Visibility = record.Public })
		// A mission of another year.
		edit(t, w, missions[7], func(m *record.Mission) { m.Dates = "2025" })
		both("a mission of 2025", hidden, hidden)
		w.MustBeSound(t)
	})
}

// missionsOf an office in 2024, in the order of the report.
func missionsOf(t *testing.T, w *registrytest.World, office record.Ref) []record.Ref {
	t.Helper()
	var out []record.Ref
	for _, m := range figure.Missions(yearOf(t, w, "office", office, 2024), 2024) {
		out = append(out, m.ID)
	}
	if len(out) != 8 {
		t.Fatalf("%d missions", len(out))
	}
	return out
}

// TestOfficesCountTheirOwn: another office in the same database has its own figures and changes nobody else's.
func TestOfficesCountTheirOwn(t *testing.T) {
	t.Parallel()
	quebec, second := record.KeyID("", record.KindOffice, city), office(0)
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		w.LoadSample(t)
		w.MustSave(t, &record.Office{Meta: record.Meta{ID: second, Kind: record.KindOffice, Office: second, Visibility: record.Public},
			Name: record.Text{FR: "Ville de Lévis"}, Code: "levis"}, 0)
		if got := figures(t, w, "public", second); got["missions"] != "-" || got["visits"] != "-" {
			t.Errorf("an office without records has %v", got)
		}
		for i, place := range []record.Place{{City: "2988507", Country: "FR"}, {City: "2267057", Country: "PT"}, {Country: "PT"}} {
			m := mission(i, record.Public)
			m.Office, m.Stops = second, []record.Stop{{Place: place}}
			m.Themes = []record.Ref{record.TermID("theme", "culture")}
			w.MustSave(t, m, 0)
		}
		private := mission(3, record.Private)
		private.Office, private.Stops = second, []record.Stop{{Place: record.Place{Country: "US"}}}
		w.MustSave(t, private, 0)
		want := map[string]string{"missions": "3", "cities": "2", "countries": "2", "visits": "0", "forums": "0", "agreements.new": "0", "partners": "-"}
		expect(t, "the second, to the public", figures(t, w, "public", second), want)
		want["missions"], want["countries"] = "4", "3"
		expect(t, "the second, to itself", figures(t, w, "office", second), want)
		for _, reader := range []string{"public", "office"} {
			expect(t, "the first, "+reader, figures(t, w, reader, quebec), report())
		}
		in, err := w.Year(t.Context(), access.Member("r", access.Reader, second), quebec, 2024)
		if err != nil || len(figure.Missions(in, 2024)) != 8 {
			t.Errorf("what the second sees of the first: %v", err)
		}
	})
}
