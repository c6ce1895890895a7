package figure_test

import (
	"slices"
	"strings"
	"testing"

	"entente/internal/figure"
	"entente/internal/figure/figuretest"
	"entente/internal/record"
)

func find(t *testing.T, in figure.Input, key string) figure.Figure {
	t.Helper()
	for _, f := range figure.Compute(in) {
		if f.Key == key {
			return f
		}
	}
	t.Fatalf("no figure %q", key)
	return figure.Figure{}
}

// value writes nil as "-".
func value(f figure.Figure) string {
	if f.Value == nil {
		return "-"
	}
	return string(*f.Value)
}

func expect(t *testing.T, in figure.Input, want map[string]string) {
	t.Helper()
	for key, w := range want {
		if got := value(find(t, in, key)); got != w {
			t.Errorf("%s: got %s, want %s", key, got, w)
		}
	}
}

// get finds a record of the fixture to change.
func get[R record.Record](t *testing.T, in figure.Input, key string) R {
	t.Helper()
	for _, r := range in.Records {
		if v, ok := r.(R); ok && r.Head().ID == figuretest.ID(r.Head().Kind, key) {
			return v
		}
	}
	t.Fatalf("no record %q", key)
	return *new(R)
}

func TestYear2024(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	rows := []struct{ key, unit, period, computed, declared string }{
		{"visits", "visit", "2024", "21", "21"},
		{"visits.courtesy", "visit", "2024", "10", "10"},
		{"visits.collaboration", "visit", "2024", "7", "7"},
		{"visits.strategic", "visit", "2024", "4", "4"},
		{"missions", "mission", "2024", "8", "8"},
		{"countries", "country", "2024", "7", "7"},
		{"cities", "city", "2024", "13", "11"},
		{"participations", "participation", "2024", "6", "9"},
		{"forums", "forum", "2024", "5", "5"},
		{"agreements.new", "agreement", "2024", "3", "3"},
		{"services", "service", "2024", "-", "15"},
		{"partners", "partner", "2024", "27", "27"},
		{"emissions", "tonne_co2e", "2023", "-", "155"},
		{"offset.cost", "cad", "2023", "-", "4066.13"},
	}
	got := figure.Compute(in)
	if len(got) != len(rows) {
		t.Fatalf("%d figures, want %d", len(got), len(rows))
	}
	for i, r := range rows {
		f := got[i]
		if f.Key != r.key || f.Unit != r.unit || f.Period != r.period || value(f) != r.computed {
			t.Errorf("got %s in %s for %s = %s, want %+v", f.Key, f.Unit, f.Period, value(f), r)
		}
		if len(f.Declared) != 1 || string(f.Declared[0].Value.Value) != r.declared {
			t.Errorf("%s: declared %+v, want %s", r.key, f.Declared, r.declared)
		}
		if f.Value == nil && len(f.Evidence) > 0 {
			t.Errorf("%s: evidence of a number that is not told", r.key)
		}
	}
}

func TestPassagesCount(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	m := get[*record.Mission](t, in, "2")
	m.Stops[1].Passage = false
	expect(t, in, map[string]string{"cities": "13", "countries": "7"})
	m.Stops = m.Stops[:1] // without Buenos Aires
	expect(t, in, map[string]string{"cities": "12", "countries": "6"})
}

func TestStopWithoutCityCountsNoCity(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	m := get[*record.Mission](t, in, "6")
	m.Stops = append(m.Stops, record.Stop{Place: record.Place{Country: "IT", Name: record.Text{FR: "Toscane"}}})
	expect(t, in, map[string]string{"cities": "13", "countries": "8"})
}

func TestLausanneIsInTwoMissionsAndOneCity(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	for _, it := range find(t, in, "cities").Evidence {
		if it.Thing == "2659994" {
			want := []record.Ref{figuretest.ID(record.KindMission, "3"), figuretest.ID(record.KindMission, "7")}
			if !slices.Equal(it.Records, want) || it.Sort != "city" {
				t.Errorf("got %+v", it)
			}
			return
		}
	}
	t.Error("Lausanne is not counted")
}

func TestVisitOfAnotherType(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	get[*record.Visit](t, in, "courtesy-4").VisitType = record.VisitCollaborates
	expect(t, in, map[string]string{"visits": "21", "visits.courtesy": "9", "visits.collaboration": "8", "visits.strategic": "4"})
}

func TestMissionOfAnotherYear(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	get[*record.Mission](t, in, "8").Dates = "2025-01"
	expect(t, in, map[string]string{"missions": "7", "countries": "7", "cities": "12"})
	get[*record.Mission](t, in, "7").Dates = "2024-12-30/2025-01-03" // begun in the year
	get[*record.Mission](t, in, "1").Dates = "/2024"                 // nobody knows when it began
	expect(t, in, map[string]string{"missions": "6"})
}

func TestOnlyWhatTookPlaceIsCounted(t *testing.T) {
	t.Parallel()
	for status, want := range map[string]string{
		"": "21", "under_way": "21", "done": "21", "reported": "21", "closed": "21",
		"idea": "20", "planned": "20", "submitted": "20", "approved": "20", "cancelled": "20",
	} {
		in := figuretest.Year2024()
		get[*record.Visit](t, in, "strategic-1").Status = status
		expect(t, in, map[string]string{"visits": want})
	}
}

func TestForumsAreBodiesOfParticipationsAndOfOurActiveSeats(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	var got []string
	for _, it := range find(t, in, "forums").Evidence {
		got = append(got, it.Thing)
	}
	var want []string
	for _, body := range []string{"ovpm", "aimf", "rvcu", "aivp", "maires-champions"} {
		want = append(want, string(figuretest.ID(record.KindOrganisation, body)))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want the five in the order of the missions", got)
	}
	if n := len(find(t, in, "forums").Evidence[0].Records); n != 3 {
		t.Errorf("OVPM rests on %d records, want two participations and a membership", n)
	}
	get[*record.Membership](t, in, "maires-champions").Active[0].Year = "2023"
	get[*record.Membership](t, in, "aivp").Active = nil // its conference was attended
	expect(t, in, map[string]string{"forums": "4"})
	p := get[*record.Participation](t, in, "8|aivp")
	p.Body, p.Membership = "", figuretest.ID(record.KindMembership, "aivp")
	expect(t, in, map[string]string{"forums": "4"})
}

func TestNewAgreements(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	get[*record.Agreement](t, in, "territorial").ReportedNew = []record.Reported{{Year: "2024"}}
	expect(t, in, map[string]string{"agreements.new": "4"})
	get[*record.Agreement](t, in, "rennes").Begun = "2023"
	get[*record.Agreement](t, in, "nantes").ReportedNew[0].Year = "2025"
	expect(t, in, map[string]string{"agreements.new": "2"})
}

func TestServicesAreToldWhenRecorded(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	culture, transport := figuretest.ID(record.KindOrganisation, "culture"), figuretest.ID(record.KindOrganisation, "transport")
	get[*record.Mission](t, in, "1").Services = []record.Ref{culture, transport}
	get[*record.Visit](t, in, "courtesy-1").Services = []record.Ref{culture}
	in.Records = append(in.Records, &record.Collaboration{
		Meta: record.Meta{ID: "internal", Kind: record.KindCollaboration}, Year: "2024", Internal: true, Who: []record.Ref{transport},
	})
	expect(t, in, map[string]string{"services": "2", "partners": "27"})
}

func TestDeclaredComesFromOurPublicationsInForce(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	add := func(key string, issued record.Date, change func(*record.Publication)) {
		p := &record.Publication{
			Meta: record.Meta{ID: figuretest.ID(record.KindPublication, key), Kind: record.KindPublication}, Issued: issued,
			Declared: []record.Declared{{Figure: "cities", Period: "2024", Value: record.Quantity{Value: "12"}}},
		}
		change(p)
		in.Records = append(in.Records, p)
	}
	add("later", "2025-09", func(*record.Publication) {})
	add("replaced", "2026", func(p *record.Publication) { p.SupersededBy = figuretest.ID(record.KindPublication, "later") })
	add("others", "2026", func(p *record.Publication) { p.Publisher = figuretest.ID(record.KindOrganisation, "mrif") })
	add("another year", "2026", func(p *record.Publication) { p.Declared[0].Period = "2023" })
	var got []string
	for _, d := range find(t, in, "cities").Declared {
		got = append(got, string(d.Value.Value))
	}
	if !slices.Equal(got, []string{"12", "11"}) {
		t.Errorf("declared %q, want the later publication, then the report", got)
	}
}

func TestNothingRecordedIsNotZero(t *testing.T) {
	t.Parallel()
	for _, f := range figure.Compute(figure.Input{Year: 2024}) {
		if f.Value != nil {
			t.Errorf("%s: got %s without any record", f.Key, *f.Value)
		}
	}
	in := figure.Input{Year: 2024, Records: []record.Record{&record.Event{
		Meta: record.Meta{ID: "e", Kind: record.KindEvent}, Activity: record.Activity{Dates: "2024-05"},
	}}}
	expect(t, in, map[string]string{
		"visits": "0", "missions": "0", "countries": "0", "cities": "0", "participations": "0", "forums": "0", "agreements.new": "0",
		"services": "-", "partners": "-", "emissions": "-", "offset.cost": "-",
	})
}

func TestPrintedOrder(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	slices.Reverse(in.Records)
	for i, it := range find(t, in, "visits").Evidence[:10] {
		want := figuretest.ID(record.KindVisit, "courtesy-"+[]string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}[i])
		if it.Records[0] != want {
			t.Errorf("visit %d is not the one printed there", i+1)
		}
	}
	loose := func(title string, dates record.Date) *record.Mission {
		return &record.Mission{Meta: record.Meta{ID: record.Ref(title)}, Activity: record.Activity{Title: record.Text{FR: title}, Dates: dates}}
	}
	var titles []string
	for _, m := range figure.Order([]*record.Mission{loose("c", "2024-06"), loose("b", "2024-02-03"), get[*record.Mission](t, in, "8"), loose("a", "2024-06"), get[*record.Mission](t, in, "1")}) {
		titles = append(titles, m.Title.FR)
	}
	if got := strings.Join(titles, "; "); got != "Mission du maire à Boston; Conférence mondiale de l’AIVP à Lisbonne; b; a; c" {
		t.Errorf("got %s", got)
	}
}

func TestCatalogueIsFindable(t *testing.T) {
	t.Parallel()
	for _, d := range figure.Catalogue() {
		if got, ok := figure.Find(d.Key); !ok || got.Key != d.Key {
			t.Errorf("%s is not found", d.Key)
		}
		if !slices.Contains(record.Vocabulary("unit"), d.Unit) {
			t.Errorf("%s: unit %q is not in the vocabulary", d.Key, d.Unit)
		}
	}
	if _, ok := figure.Find("tea"); ok {
		t.Error("found a figure that there is not")
	}
}
