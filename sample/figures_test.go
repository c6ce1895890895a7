package sample_test

import (
	"slices"
	"testing"

	"entente/internal/record"
)

// What the report of 2024 must give, counted here by hand and without the catalogue of figures.

func TestVisits(t *testing.T) {
	t.Parallel()
	records := load(t)
	got := map[string]int{}
	for _, v := range all[*record.Visit](records) {
		got[v.VisitType]++
		if !v.Dates.Within(2024) {
			t.Errorf("%q is dated %q", v.Title.FR, v.Dates)
		}
	}
	if got["courtesy"] != 10 || got["collaboration"] != 7 || got["strategic"] != 4 || len(got) != 3 {
		t.Errorf("visits are %v, want 10 courtesy, 7 collaboration, 4 strategic", got)
	}
	events := map[record.Ref]*record.Event{}
	for _, e := range all[*record.Event](records) {
		events[e.ID] = e
	}
	asEvents := map[int]record.Ref{1: own(record.KindEvent, "rendez-vous-ville-port"), 4: own(record.KindEvent, "conference-sante-durable")}
	for _, v := range all[*record.Visit](records) {
		if want := asEvents[v.Position("accueils-strategiques")]; v.Event != want {
			t.Errorf("%q is the event %q, want %q", v.Title.FR, v.Event, want)
		}
		if e := events[v.Event]; e != nil && (e.Dates != v.Dates || len(v.Partners) > 0) {
			t.Errorf("%q disagrees with its event, or repeats its partners", v.Title.FR)
		}
	}
}

func TestMissions(t *testing.T) {
	t.Parallel()
	want := [][]string{ // GeoNames
		{"4930956"},            // Boston
		{"3443013", "3435910"}, // Colonia del Sacramento, Buenos Aires
		{"2659994", "2659171"}, // Lausanne, Porrentruy
		{"2742032"},            // Braga
		{"2978640"},            // Saint-Malo
		{"5128581"},            // New York
		{"2519240", "2657896", "2660646", "2659994", "2988507"}, // Córdoba, Zurich, Geneva, Lausanne, Paris
		{"2267057"}, // Lisbon
	}
	stops, cities, countries := 0, map[string]bool{}, map[string]bool{}
	missions := all[*record.Mission](load(t))
	if len(missions) != 8 {
		t.Fatalf("%d missions, want 8", len(missions))
	}
	for _, m := range missions {
		var got []string
		for i, s := range m.Stops {
			stops++
			got = append(got, s.Place.City)
			cities[s.Place.City], countries[s.Place.Country] = true, true
			if wanted := s.Place.City == "3435910"; s.Passage != wanted {
				t.Errorf("%q: stop %d is a passage: %t", m.Title.FR, i, s.Passage)
			}
		}
		if !slices.Equal(got, want[m.Position("missions")-1]) {
			t.Errorf("mission %d stops at %v, want %v", m.Position("missions"), got, want[m.Position("missions")-1])
		}
		if m.Dates != "2024" {
			t.Errorf("%q is dated %q: the report gives the year alone", m.Title.FR, m.Dates)
		}
	}
	if stops != 14 || len(cities) != 13 || len(countries) != 7 {
		t.Errorf("%d stops, %d cities, %d countries, want 14, 13, 7", stops, len(cities), len(countries))
	}
}

func TestLeadsAreUnnamedPosts(t *testing.T) {
	t.Parallel()
	records := load(t)
	want := []string{
		"maire-de-quebec", "elue-patrimoine", "elue-relations-internationales", "elue-relations-internationales-culture",
		"elue-communications", "maire-de-quebec", "maire-de-quebec", "elue-relations-internationales",
	}
	for _, m := range all[*record.Mission](records) {
		if lead := common(record.KindPost, want[m.Position("missions")-1]); m.Lead != lead {
			t.Errorf("mission %d is not led by %s", m.Position("missions"), want[m.Position("missions")-1])
		}
	}
	holders := 0
	for _, p := range all[*record.Post](records) {
		holders += len(p.Holders)
	}
	if holders != 2 {
		t.Errorf("%d posts have a holder, want 2: the president of the AIVP and the mayor of Le Havre", holders)
	}
}

func TestParticipationsAndForums(t *testing.T) {
	t.Parallel()
	records := load(t)
	byMission := map[record.Ref][]record.Ref{}
	for _, p := range all[*record.Participation](records) {
		byMission[p.Mission] = append(byMission[p.Mission], p.Body)
	}
	org := func(key string) record.Ref { return common(record.KindOrganisation, key) }
	want := [][]record.Ref{nil, {org("ovpm")}, {org("aimf")}, {org("rvcu")}, nil, nil, {org("ovpm"), org("aimf")}, {org("aivp")}}
	for _, m := range all[*record.Mission](records) {
		if i := m.Position("missions") - 1; !slices.Equal(byMission[m.ID], want[i]) {
			t.Errorf("mission %d has %d participations, want %d", i+1, len(byMission[m.ID]), len(want[i]))
		}
	}
	if n := len(all[*record.Participation](records)); n != 6 {
		t.Errorf("%d participations, want 6", n)
	}
	forums, seats, presidencies := []record.Ref{}, 0, 0
	for _, m := range all[*record.Membership](of(records, office)) {
		switch {
		case m.Seat == record.PresidencySeat && m.Ours:
			presidencies++
			if m.Terms[0].Elected != "2024-09" || m.Terms[0].Rank != 3 {
				t.Errorf("the presidency was won in %s for term %d, want the third in 2024-09", m.Terms[0].Elected, m.Terms[0].Rank)
			}
		case m.Seat == record.BoardSeat && !m.Ours && m.Body == org("ovpm"):
			seats++
		case m.Seat == record.MemberSeat && m.Ours && len(m.Active) == 1 && m.Active[0].Year == "2024":
			forums = append(forums, m.Body)
		default:
			t.Errorf("unexpected seat %q", m.Title.FR)
		}
	}
	five := []record.Ref{org("ovpm"), org("aimf"), org("rvcu"), org("aivp"), org("maires-champions-ocde")}
	if !slices.Equal(forums, five) || seats != 7 || presidencies != 1 {
		t.Errorf("%d forums, %d other board seats, %d presidencies, want 5, 7, 1", len(forums), seats, presidencies)
	}
}

func TestAgreementsAndRelationsReportedNew(t *testing.T) {
	t.Parallel()
	records := load(t)
	var got []record.Ref
	for _, a := range all[*record.Agreement](of(records, office)) {
		if len(a.ReportedNew) > 0 && a.OursIsParty() && a.Begun == "2024" {
			got = append(got, a.ID)
		}
		if third := a.ID == own(record.KindAgreement, "le-camp-innovaud"); a.OursIsParty() == third {
			t.Errorf("%q: ours is a party: %t", a.Title.FR, !third)
		}
	}
	want := []record.Ref{
		own(record.KindAgreement, "protocole-rennes-metropole"), own(record.KindAgreement, "declaration-nantes-metropole"),
		own(record.KindAgreement, "adhesion-agenda-2030-aivp"),
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d new agreements, want 3: Rennes, Nantes, AIVP Agenda 2030", len(got))
	}
	types := map[string]int{}
	for _, r := range all[*record.Relation](of(records, office)) {
		types[r.RelationType]++
		if fresh := r.RelationType == record.NewTie; (len(r.ReportedNew) > 0) != fresh {
			t.Errorf("%q: reported as new: %t", r.Title.FR, !fresh)
		}
	}
	if types["twinning"] != 2 || types["new"] != 2 || types["privileged"] != 1 || len(types) != 3 {
		t.Errorf("relations are %v", types)
	}
}

func TestCollaborators(t *testing.T) {
	t.Parallel()
	records := load(t)
	organisations := map[record.Ref]*record.Organisation{}
	for _, o := range all[*record.Organisation](records) {
		organisations[o.ID] = o
	}
	lines, bodies := 0, map[record.Ref]bool{}
	for _, c := range all[*record.Collaboration](records) {
		lines++
		position, want := c.Position("collaborateurs"), 1
		if position == 23 {
			want = 2
		}
		if len(c.Who) != want {
			t.Errorf("line %d names %d bodies, want %d", position, len(c.Who), want)
		}
		for _, who := range c.Who {
			bodies[who] = true
			if o := organisations[who]; o.Milieu == "" || !o.OurMilieu || o.OrgType == "" {
				t.Errorf("%q has no type, or no milieu marked as our classification", o.Name.FR)
			}
		}
	}
	if lines != 27 || len(bodies) != 28 {
		t.Errorf("%d lines naming %d bodies, want 27 and 28", lines, len(bodies))
	}
}

func TestDeclaredFigures(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"visits": "21", "visits.courtesy": "10", "visits.collaboration": "7", "visits.strategic": "4", "missions": "8",
		"countries": "7", "cities": "11", "participations": "9", "forums": "5", "agreements.new": "3", "services": "15",
		"partners": "27", "emissions": "155", "offset.cost": "4066.13",
	}
	records := load(t)
	report := find[*record.Publication](t, records, own(record.KindPublication, "rapport-2024"))
	if !report.Sealed || len(report.Declared) != len(want) {
		t.Fatalf("the report declares %d figures, want %d, sealed", len(report.Declared), len(want))
	}
	for _, d := range report.Declared {
		year := record.Date("2024")
		if d.Figure == "emissions" || d.Figure == "offset.cost" {
			year = "2023"
		}
		if string(d.Value.Value) != want[d.Figure] || d.Period != year || d.Place.FR == "" {
			t.Errorf("%s is declared as %s for %s", d.Figure, d.Value.Value, d.Period)
		}
	}
	offset := all[*record.Offset](records)[0]
	if offset.Tonnes.Value != "155" || offset.Total.Value != "4066.13" || !offset.Total.BeforeTax || offset.Period != "2023" {
		t.Errorf("the offset is of %s t for %s in %s", offset.Tonnes.Value, offset.Total.Value, offset.Period)
	}
}

func TestOutcomesAndHighlight(t *testing.T) {
	t.Parallel()
	records := load(t)
	lists := map[string]record.Ref{
		"retombees-rayonne": record.TermID("pillar", "rayonner"),
		"retombees-apprend": record.TermID("pillar", "apprendre"),
		"retombees-attire":  record.TermID("pillar", "attirer"),
	}
	printed := map[string]bool{}
	for _, o := range all[*record.Outcome](records) {
		if len(o.Sources) != 1 || o.Pillar != lists[o.Sources[0].List] || o.Lesson != (o.Sources[0].List == "retombees-apprend") {
			t.Errorf("%q: wrong pillar, or wrongly a lesson", o.Statement.FR)
		}
		if len(o.From) == 0 {
			t.Errorf("%q comes from nothing", o.Statement.FR)
		}
		for _, q := range o.Quantities {
			printed[string(q.Value)+" "+q.Qualifier+" "+q.Unit] = true
		}
		for _, a := range o.Amounts {
			printed[string(a.Value)+" "+a.Nature+" "+a.Currency] = true
		}
	}
	for _, want := range []string{"400  participant", "16  work", "10 about conference", "250 about participant", "6  person", "2700000 estimate CAD"} {
		if !printed[want] {
			t.Errorf("no outcome holds %q", want)
		}
	}
	if len(printed) != 6 {
		t.Errorf("outcomes hold %v", printed)
	}
	for _, e := range all[*record.Event](records) {
		if wanted := e.ID == own(record.KindEvent, "rendez-vous-ville-port"); e.Highlight != wanted || e.Highlight && len(e.Detail) != 3 {
			t.Errorf("%q is boxed: %t", e.Title.FR, e.Highlight)
		}
	}
}

func TestDaysGivenByTheReport(t *testing.T) {
	t.Parallel()
	want := map[record.Ref]record.Date{
		own(record.KindEvent, "winteractive-2024"):                   "2024-01-17/2024-04-14",
		own(record.KindEvent, "rendez-vous-ville-port"):              "2024-05-13",
		own(record.KindEvent, "conseil-aivp-2024"):                   "2024-05-14",
		own(record.KindEvent, "assises-secteur-maritime-2024"):       "2024-05-14/2024-05-15",
		own(record.KindEvent, "conference-sante-durable"):            "2024-12-03",
		own(record.KindVisit, "unesco-convention-2005"):              "2024-05",
		own(record.KindDocument, "vision-relations-internationales"): "2022-23",
		own(record.KindAgreement, "diplomatie-municipale-2022"):      "2022-08-17",
		own(record.KindAgreement, "cooperation-bordeaux-2023-2025"):  "2023/2025",
		own(record.KindCommittee, "quebec-capitale-internationale"):  "2024-02",
		own(record.KindProspect, "forum-uci-2026"):                   "2026-10",
		own(record.KindProspect, "representation-aivp"):              "2026",
	}
	for _, r := range load(t) {
		if when, ok := want[r.Head().ID]; ok {
			delete(want, r.Head().ID)
			if r.When() != when {
				t.Errorf("%q is dated %q, want %q", r.Label().FR, r.When(), when)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("%d dated records are missing", len(want))
	}
}
