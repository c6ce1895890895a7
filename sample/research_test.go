package sample_test

import (
	"slices"
	"strings"
	"testing"

	"entente/internal/record"
)

// What the presentation of March 2024 gives, and where the five documents disagree, counted here by hand.

func TestBibliography(t *testing.T) {
	t.Parallel()
	records := load(t)
	references := all[*record.Reference](records)
	if len(references) != 36 { // 10 + 17 + 9, one of them in two lists, and the presentation itself
		t.Errorf("%d references, want 36", len(references))
	}
	// family or body, year printed, and what follows, in the order of each list
	want := map[string][]string{
		"publications-actuelles": {
			"Marquis-Bissonnette 2023 A+ International 8", "Racette 2020 Revue d’histoire urbaine 48 1 22-42",
			"Duhaime 2018 Potentia Journal of International Affairs 9 9 7-17",
			"Camara 2013 Revue historique de Bordeaux et du département de la Gironde 19 155-170",
			"Bastien 2007 Relations internationales 2 130 5-27", "Gauthier 2007 Études internationales 38 3 405-418",
			"Russeil 2006 Lyon 2", "Racine 2003 Cahiers de géographie du Québec 47 131 293-309", "Hsu 2003 Université de Concordia",
			"Dubor 1997 Université Laval",
		},
		"references": {
			"Amiri 2020 362 p. Palgrave Macmillan", "Kosovac 2021 Urban Policy and Research 39 2 127-142",
			"Lequesne 2017 International Negotiation 22 183-204", "Marquis-Bissonnette 2023 A+ International 8",
			"Miyazaki 2021 Sustain Sci 16 1215–1228", "Paquin 2001 Bulletin d’histoire politique 10 1 73–84",
			"Paquin 2020 Global Diplomacy: An Introduction to Theory and Practice 344 p. Palgrave Macmillan Cham",
			"Paquin 2016 Revue québécoise de droit international Hors-Série 5-8", "Parkes 2020 DGAP Policy Brief 20 1-9",
			"Philippart 1998 Études internationales 29 3 631–646", "Schiavon 2020 238 p. Routledge",
			"Van der Pluijm 2007 47 p. The Hague, Netherlands Institute of International Relations Clingendael", "Ville de Montréal 2017",
			"Ville de Québec 2022", "Ville de Québec 2023", "Ville de Québec 2023", "Viltard 2010 Politique étrangère 3 593-604",
		},
		"references-images": {
			"ICI Radio-Canada 1965", "Le Journal de Québec 2023", "Ville de Montréal", "Ville de Québec", "ICI Radio-Canada", "Ville de Québec",
			"Plante", "Données Québec", "Programme des Nations Unies pour l’environnement (PNUE)",
		},
	}
	for list, entries := range want {
		for i, entry := range entries {
			j := slices.IndexFunc(references, func(r *record.Reference) bool { return r.Position(list) == i+1 })
			if j < 0 {
				t.Errorf("%s %d is missing", list, i+1)
				continue
			}
			r := references[j]
			year, _, _ := strings.Cut(string(r.Issued), "-")
			parts := []string{r.Authors[0].Family + r.Authors[0].Literal, year, r.Container, r.Volume, r.Number, r.Pages, r.Publisher}
			got := strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
			if got != entry {
				t.Errorf("%s %d is %q, want %q", list, i+1, got, entry)
			}
			if list == "references-images" && r.URL == "" {
				t.Errorf("%s %d has no address", list, i+1)
			}
		}
	}
}

func TestFindings(t *testing.T) {
	t.Parallel()
	records := load(t)
	got, types := map[string]int{}, []string{}
	for _, f := range all[*record.Finding](records) {
		got[f.FindingType]++
		if f.FindingType == "typology" {
			types = append(types, f.Parkes)
			if len(f.Cites) != 1 || f.Cites[0].Page != "2-3" || f.Cites[0].Reference != own(record.KindReference, "parkes-2020") {
				t.Errorf("%q is not cited from Parkes, p. 2-3", f.Statement.FR)
			}
		}
	}
	want := map[string]int{
		"cause": 3, "typology": 3, "challenge": 4, "opportunity": 3, "observation": 17, "question": 3, "milestone": 9, "disagreement": 15,
	}
	for typ, n := range want {
		if got[typ] != n {
			t.Errorf("%d findings are %s, want %d", got[typ], typ, n)
		}
	}
	if len(got) != len(want) || !slices.Equal(types, []string{"participant", "place", "percolator"}) {
		t.Errorf("findings are %v, and types of activity %v", got, types)
	}
	for _, r := range records {
		if a, ok := r.(*record.Event); ok && a.Parkes != "" {
			t.Errorf("%q has a type of Parkes, which no source gives", a.Title.FR)
		}
	}
}

func TestPagesCited(t *testing.T) {
	t.Parallel()
	records := load(t)
	want := map[string]string{ // the finding, then works and pages
		"portrait-varie":              "marquis-bissonnette-2023 5",
		"nouvelle-vague":              "amiri-sevin-2020 4",
		"quete-reconnaissance":        "viltard-2010 593",
		"opportunite-enjeux-mondiaux": "kosovac-2021 129",
		"fondation-juridique":         "paquin-chaloux-2016 5",
		"gouvernement-actif":          "schiavon-2020 52, lequesne-paquin-2017 192",
		"contribution-objectifs":      "marquis-bissonnette-2023 4",
		"schema-hierarchique":         "philippart-1998 633",
		"villes-acteurs":              "miyazaki-2021 1217",
		"coordination-paliers":        "lequesne-paquin-2017 195-199",
		"appui-gouvernement":          "marquis-bissonnette-2023 5-6",
		"question-reseaux":            "viltard-2010 600",
		"question-visions-classiques": "viltard-2010 594",
	}
	for key, cited := range want {
		f := find[*record.Finding](t, records, own(record.KindFinding, key))
		for i, c := range strings.Split(cited, ", ") {
			work, page, _ := strings.Cut(c, " ")
			if i >= len(f.Cites) || f.Cites[i].Reference != own(record.KindReference, work) || f.Cites[i].Page != page {
				t.Errorf("%q does not cite %s", f.Statement.FR, c)
			}
		}
	}
}

func TestMilestones(t *testing.T) {
	t.Parallel()
	records := load(t)
	want := map[string]record.Date{
		"jalon-gerin-lajoie": "1965", "jalon-cadre-montreal": "2017", "jalon-goblin": "2017", "jalon-cop15": "2022", "jalon-sieges-montreal": "",
		"jalon-new-york": "2023", "jalon-vision": "2023", "jalon-entente": "2023-04-27", "jalon-missions": "2023",
	}
	for key, on := range want {
		if f := find[*record.Finding](t, records, own(record.KindFinding, key)); f.On != on {
			t.Errorf("%q is of %q, want %q", f.Statement.FR, f.On, on)
		}
	}
}

func TestListOfMontrealAsPrinted(t *testing.T) {
	t.Parallel()
	records := load(t)
	p := find[*record.Publication](t, records, own(record.KindPublication, "organisations-internationales-montreal"))
	if len(p.Table.Columns) != 5 || len(p.Table.Rows) != 18 || !p.Table.Incomplete {
		t.Fatalf("%d columns, %d rows", len(p.Table.Columns), len(p.Table.Rows))
	}
	if len(p.Declared) != 1 || p.Declared[0].Value.Value != "64" {
		t.Errorf("the list declares %v, want 64", p.Declared)
	}
	types := map[string]int{}
	for i, r := range p.Table.Rows {
		if len(r.Cells) != 5 || !strings.HasSuffix(r.Cells[1], "...") && r.Cells[1] != "" {
			t.Errorf("row %d is %v", i+1, r.Cells)
			continue
		}
		types[r.Cells[4]]++
	}
	if types["OIG"] != 3 || types["OING"] != 15 { // rows 36, 41 and 47 are intergovernmental
		t.Errorf("rows are %v, want 3 OIG and 15 OING", types)
	}
	if first, last := p.Table.Rows[0].Cells[0], p.Table.Rows[17].Cells[0]; first != "32" || last != "49" {
		t.Errorf("rows go from %s to %s", first, last)
	}
	for _, o := range all[*record.Organisation](records) {
		if o.Presence != "" && o.ID != common(record.KindOrganisation, "ifdd") {
			t.Errorf("%q may come from the list", o.Name.FR)
		}
	}
}

func TestDisagreements(t *testing.T) {
	t.Parallel()
	records := load(t)
	want := map[string][]string{ // what the versions must hold, in their order
		"etats-partenaires":             {"trentaine", "Seize", "2021"},
		"organisations-internationales": {"Plus de 70", "64"},
		"houston":                       {"Six", "Houston"},
		"entente-diplomatie":            {"17 août 2022", "27 avril 2023"},
		"vision":                        {"automne 2022", "8 novembre 2022", "2023"},
		"sao-paulo":                     {"Sao Paolo", "Sao Paulo"},
		"mesures":                       {"21", "Quatre"},
		"villes-visitees":               {"11", "13"},
		"participations":                {"Neuf", "Six"},
		"partenaires-externes":          {"27", "Le Camp"},
		"lecours":                       {"Lecours, 2009", "Aucune"},
		"lequesne-paquin":               {"2016", "2017"},
		"van-der-pluijm":                {"Van des Pluijm", "Van der Pluijm"},
		"education":                     {"Éducation", "Education"},
		"liste-montreal":                {"64", "18"},
	}
	for key, says := range want {
		f := find[*record.Finding](t, records, own(record.KindFinding, "desaccord-"+key))
		if f.FindingType != record.Disagreement || len(f.Versions) != len(says) || f.Reading.IsZero() {
			t.Errorf("%q has %d versions, want %d and a reading", f.Statement.FR, len(f.Versions), len(says))
			continue
		}
		for i, v := range f.Versions {
			if !strings.Contains(v.Says.FR, says[i]) || v.Source == "" || v.Place.IsZero() {
				t.Errorf("%q: version %d says %q, want %q with its source", f.Statement.FR, i+1, v.Says.FR, says[i])
			}
		}
	}
}

// Pages stand under one another without a circle, and show only records that are there (references are checked elsewhere).
func TestPages(t *testing.T) {
	t.Parallel()
	records := load(t)
	pages := all[*record.Page](records)
	if len(pages) != 7 {
		t.Errorf("%d pages, want 4 of the ministry and 3 of the city", len(pages))
	}
	for _, p := range pages {
		depth := 0
		for up := p.Parent; up != ""; depth++ {
			if depth > 4 {
				t.Fatalf("%q is under itself", p.Title.FR)
			}
			up = find[*record.Page](t, records, up).Parent
		}
	}
	shown := map[record.Ref]bool{}
	for _, p := range pages {
		for _, b := range p.Blocks {
			for _, r := range b.Show {
				shown[r] = true
			}
		}
	}
	for _, r := range records {
		switch r.(type) {
		case *record.Finding, *record.Reference, *record.Story, *record.Dossier, *record.Framework:
			if !shown[r.Head().ID] {
				t.Errorf("no page shows the %s %q", r.Head().Kind, r.Label().FR)
			}
		}
	}
}

func TestMissionsMadeForEvents(t *testing.T) {
	t.Parallel()
	want := map[int][]record.Ref{
		1: {own(record.KindEvent, "building-energy-boston")},
		5: {own(record.KindEvent, "transat-2024")},
		7: {own(record.KindEvent, "forum-maires-nations-unies")},
	}
	for _, m := range all[*record.Mission](load(t)) {
		if n := m.Position("missions"); !slices.Equal(m.Events, want[n]) {
			t.Errorf("mission %d was made for %d events, want %d", n, len(m.Events), len(want[n]))
		}
	}
}
