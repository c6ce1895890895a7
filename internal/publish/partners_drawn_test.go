package publish_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/internal/figure"
	"entente/internal/figure/figuretest"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// dealings is a year in which Rennes was met twice, Lausanne and a network once, and our own city took part in everything.
func dealings() figure.Input {
	at := func(kind record.Kind, key string) record.Meta {
		return record.Meta{ID: figuretest.ID(kind, key), Kind: kind, Office: figuretest.ID(record.KindOffice, "bri"), Visibility: record.Public}
	}
	org := func(key string) record.Ref { return figuretest.ID(record.KindOrganisation, key) }
	in := figuretest.Year2024()
	bodies := map[record.Ref]record.Record{}
	for key, o := range map[string]*record.Organisation{
		"quebec": {Name: record.Text{FR: "Ville de Québec"}, Place: record.Place{Country: "CA"}},
		"office": {Name: record.Text{FR: "Le bureau"}, Parent: org("quebec"), Place: record.Place{Country: "CA"}},
		"rennes": {Name: record.Text{FR: "Rennes Métropole", EN: "Rennes"}, Place: record.Place{Country: "FR"}},
		"vaud":   {Name: record.Text{FR: "Canton de Vaud"}, Place: record.Place{Country: "CH"}},
		"ulaval": {Name: record.Text{FR: "Université Laval"}, Place: record.Place{Country: "CA"}},
		"aivp":   {Name: record.Text{FR: "Villes et Ports", EN: "Cities and Ports"}, Acronym: record.Text{FR: "AIVP"}},
	} {
		o.Meta = at(record.KindOrganisation, key)
		bodies[o.ID] = o
	}
	post := &record.Post{Meta: at(record.KindPost, "prefet"), Title: record.Text{FR: "Préfet"}, Organisation: org("vaud")}
	bodies[post.ID] = post
	in.Neighbour = func(id record.Ref) record.Record { return bodies[id] }
	did := func(title string, dates record.Date, partners ...record.Ref) record.Activity {
		a := record.Activity{Title: record.Text{FR: title}, Dates: dates}
		for _, p := range append(partners, org("quebec"), org("office")) {
			a.Partners = append(a.Partners, record.Part{Who: p})
		}
		return a
	}
	in.Records = []record.Record{
		&record.Mission{Meta: at(record.KindMission, "m"), Activity: did("Mission à Rennes", "2024-05-02", org("ulaval")), InvitedBy: []record.Ref{org("rennes")}},
		&record.Visit{Meta: at(record.KindVisit, "v"), Activity: did("Accueil de Rennes", "2024-10"), Origins: []record.Origin{{Who: org("rennes")}}, Delegates: []record.Part{{Who: post.ID}}},
		&record.Participation{Meta: at(record.KindParticipation, "p"), Activity: did("Assemblée", "2024"), Body: org("aivp")},
		&record.Visit{Meta: at(record.KindVisit, "old"), Activity: did("Accueil de 2022", "2022-03-04"), Origins: []record.Origin{{Who: org("rennes"), Place: record.Place{Country: "FR"}}}},
		&record.Relation{Meta: at(record.KindRelation, "r"), Partner: org("rennes"), Title: record.Text{FR: "Jumelage avec Rennes"}, Since: "1962"},
		&record.Agreement{
			Meta: at(record.KindAgreement, "a"), Title: record.Text{FR: "Entente avec Vaud"}, Signed: "2019-06-01",
			Parties: []record.Party{{Who: org("quebec"), Ours: true}, {Who: org("vaud")}},
		},
		&record.Membership{Meta: at(record.KindMembership, "mb"), Member: org("quebec"), Body: org("aivp"), Title: record.Text{FR: "Membre de l’AIVP"}, Ours: true},
	}
	return in
}

func rowsOf(t *publish.Table) []string {
	var out []string
	for _, row := range t.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, words(c.Spans))
		}
		out = append(out, strings.Join(cells, " | "))
	}
	return out
}

func drawnOf(t *testing.T, lang i18n.Lang, in figure.Input, of string) *publish.Drawing {
	t.Helper()
	r := compose(t, lang, in, record.Block{ID: "x", Heading: record.Text{FR: "X", EN: "X"}, Sort: record.BlockChart, Of: of})
	if len(r.Sections) != 1 || len(r.Sections[0].Blocks) != 1 || r.Sections[0].Blocks[0].Drawing == nil {
		t.Fatalf("%s draws nothing", of)
	}
	d := r.Sections[0].Blocks[0].Drawing
	if d.Width < 600 || d.Height < 60 || d.Caption == "" || !strings.HasPrefix(plain(d.Alt), plain(d.Caption)) || !strings.Contains(d.SVG, "<title") || !strings.Contains(d.SVG, "<desc") {
		t.Errorf("%s: %g by %g, %q, %q", of, d.Width, d.Height, d.Caption, d.Alt)
	}
	return d
}

func TestNetworkOfPartners(t *testing.T) {
	t.Parallel()
	d := drawnOf(t, i18n.FR, dealings(), "network")
	want := []string{
		"Rennes Métropole | Europe | 2 | Mission à Rennes; Accueil de Rennes", "Canton de Vaud | Europe | 1 | Accueil de Rennes",
		"Université Laval | Canada | 1 | Mission à Rennes", "Villes et Ports (AIVP) | Sans lieu précisé | 1 | Assemblée",
	}
	if got := rowsOf(d.Table); !slices.Equal(got, want) { // our own bodies are none of our partners
		t.Errorf("%q, want %q", got, want)
	}
	if !strings.Contains(plain(d.SVG), "Rennes Métropole") || !strings.Contains(plain(d.SVG), "2 activités") || !strings.Contains(plain(d.Alt), "Rennes Métropole 2") {
		t.Errorf("%s", d.Alt)
	}
	if en := drawnOf(t, i18n.EN, dealings(), "network"); en.Caption != "Bodies with which the activities of 2024 were carried out" || !strings.Contains(en.SVG, "Cities and Ports") {
		t.Errorf("%s", en.Caption)
	}
}

func TestTiesOverTime(t *testing.T) {
	t.Parallel()
	d := drawnOf(t, i18n.FR, dealings(), "ties")
	want := []string{
		"Rennes Métropole | 1962 | Jumelage avec Rennes", "Rennes Métropole | 4 mars 2022 | Accueil de 2022", "Rennes Métropole | 2 mai 2024 | Mission à Rennes",
		"Rennes Métropole | octobre 2024 | Accueil de Rennes",
		"Canton de Vaud | 1er juin 2019 | Entente avec Vaud", "Canton de Vaud | octobre 2024 | Accueil de Rennes",
		"Villes et Ports (AIVP) | sans date | Membre de l'AIVP", "Villes et Ports (AIVP) | 2024 | Assemblée",
	}
	got := rowsOf(d.Table)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) { // who has no tie has no row, whatever we did together
		t.Errorf("%q, want %q", got, want)
	}
	if !strings.Contains(plain(d.Alt), "Rennes Métropole : Jumelage avec Rennes, 1962") || strings.Index(d.SVG, "Rennes") > strings.Index(d.SVG, "Canton") {
		t.Errorf("%s", d.Alt)
	}
	if need := publish.Needs(2024, []record.Block{{Sort: record.BlockChart, Of: "ties"}}); need.From != 2020 || !slices.Contains(need.Kinds, record.KindAgreement) {
		t.Errorf("%+v", need)
	}
	if en := drawnOf(t, i18n.EN, dealings(), "ties"); !strings.Contains(en.Alt, "Ties with partners over time") {
		t.Errorf("%s", en.Alt)
	}
}

// TestRegionsYearByYear: of each region one small chart, all over the same years, the year between them among them.
func TestRegionsYearByYear(t *testing.T) {
	t.Parallel()
	d := drawnOf(t, i18n.EN, dealings(), "region_years")
	if got, want := rowsOf(d.Table), []string{"2022 | 1 | 0", "2023 | 0 | 0", "2024 | 1 | 2"}; !slices.Equal(got, want) { // what is of no known place is last
		t.Errorf("%q, want %q", got, want)
	}
	if d.Caption != "Activities by region and year, 2022 to 2024" || !strings.Contains(d.SVG, "chart-multiples") {
		t.Errorf("%q", d.Caption)
	}
}

// TestEvidenceIsNamed: a file that travels says what a figure counts by name, and the ids of records in short.
func TestEvidenceIsNamed(t *testing.T) {
	t.Parallel()
	c, in := catalogs(t), dealings()
	in.Records = append(in.Records, &record.Mission{
		Meta:     record.Meta{ID: figuretest.ID(record.KindMission, "paris"), Kind: record.KindMission, Visibility: record.Public},
		Activity: record.Activity{Title: record.Text{FR: "Mission à Paris"}, Dates: "2024-11-12"}, Stops: []record.Stop{{Place: record.Place{City: "2988507", Country: "FR"}}},
	})
	r := publish.Compose(c.For(i18n.FR), in, figure.Compute(in), publish.Composition{})
	annex := publish.Opened(c.For(i18n.FR), r)
	paris := figuretest.ID(record.KindMission, "paris")
	want := map[string]string{
		"figure-missions": fmt.Sprintf("Mission à Paris (12 novembre 2024) %s", paris.Short()),
		"figure-cities":   fmt.Sprintf("Paris : Mission à Paris %s", paris.Short()),
	}
	for _, s := range annex.Sections {
		line, ok := want[s.ID]
		if !ok {
			continue
		}
		list := s.Blocks[len(s.Blocks)-1]
		last := list.Items[len(list.Items)-1].Spans
		if got := words(last); got != line {
			t.Errorf("%s: %q, want %q", s.ID, got, line)
		}
		if mark := last[len(last)-1]; !mark.Small || !slices.ContainsFunc(last, func(x publish.Span) bool { return x.Record == paris }) {
			t.Errorf("%s: %+v", s.ID, last)
		}
	}
	for _, s := range annex.Sections {
		for _, l := range lines(s) {
			if strings.Contains(l, string(paris)) {
				t.Errorf("a whole id: %s", l)
			}
		}
	}
}
