package chart

import (
	"fmt"
	"math"
	"testing"
)

// drawn is one drawing of the gallery: what tests look at, one by one.
type drawn struct {
	name string
	svg  []byte
}

func whole(v float64) string { return fmt.Sprintf("%.0f", v) }

func ramp(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = float64((i*7)%13) * float64(1+i%3)
	}
	return out
}

func named(prefix string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s %d", prefix, i+1)
	}
	return out
}

const long60 = "Organisation des villes du patrimoine mondial, secrétariat g"

// years are the missions and visits of six years.
func years() []Series {
	return []Series{
		{Name: "Missions", Values: []float64{6, 1, 0, 4, 9, 8}},
		{Name: "Accueils", Values: []float64{14, 2, 1, 11, 18, 21}},
	}
}

func regions() []Series {
	return []Series{
		{Name: "Europe", Values: []float64{11, 2, 1, 8, 14, 15}}, {Name: "Amériques", Values: []float64{6, 1, math.NaN(), 4, 7, 9}},
		{Name: "Asie", Values: []float64{2, 0, 0, 1, 3, 2}}, {Name: "Afrique", Values: []float64{1, 0, 0, 1, 2, 3}},
	}
}

// gallery is every chart, with ordinary and extreme contents.
func gallery(t testing.TB, width float64) []drawn {
	t.Helper()
	labels := []string{"2019", "2020", "2021", "2022", "2023", "2024"}
	themes := []string{"Environnement et action climatique", "Culture et patrimoine", "Développement économique", long60}
	nan := math.NaN()
	var out []drawn
	add := func(name string, svg []byte) { out = append(out, drawn{name, svg}) }
	columns := func(stacked bool, labels []string, series []Series) []byte {
		return Columns{Lang: "fr", Title: "Missions et accueils", Desc: "Par année", Width: width, Labels: labels, Series: series, Stacked: stacked, Number: whole}.Draw()
	}
	for _, stacked := range []bool{false, true} {
		kind := map[bool]string{false: "columns", true: "stack"}[stacked]
		add(kind+" of years", columns(stacked, labels, years()))
		add(kind+" of regions", columns(stacked, labels, regions()))
		add(kind+" of themes", columns(stacked, themes, []Series{{Name: "Missions", Values: []float64{12, 7, 31, 4}}, {Name: long60, Values: []float64{3, 9, 0.4, 11}}, {Name: "Autres", Values: []float64{1, 1, 1, 2}}}))
		add(kind+" below zero", columns(stacked, []string{"2022", "2023", "2024"}, []Series{{Name: "Écart", Values: []float64{-12, 5, -3}}, {Name: "Solde", Values: []float64{4, -6, nan}, Texts: []string{"", "", "inconnu"}}}))
		add(kind+" of amounts", columns(stacked, labels, []Series{{Name: "Dépenses", Values: []float64{120000, 8000, 500, 98000, 143000, 161000}, Texts: []string{"120 000,00 $", "8 000,00 $", "500,00 $", "98 000,00 $", "143 000,00 $", "161 000,00 $"}}, {Name: "Crédits", Values: []float64{4000, 100, 20, 3000, 4066, 5000}, Texts: []string{"4 000,00 $", "100,00 $", "20,00 $", "3 000,00 $", "4 066,13 $", "5 000,00 $"}}}))
		add(kind+" of one", columns(stacked, []string{"2024"}, []Series{{Values: []float64{8}}}))
		add(kind+" of nothing", columns(stacked, nil, nil))
		add(kind+" of zeros", columns(stacked, labels, []Series{{Name: "Missions", Values: make([]float64, 6)}}))
		add(kind+" of what is not known", columns(stacked, labels, []Series{{Name: "Missions", Values: []float64{nan, math.Inf(1), math.Inf(-1), 1e300, -1e300, nan}}}))
		add(kind+" of many", columns(stacked, named("Partenaire", 200), []Series{{Name: "Missions", Values: ramp(200)}, {Name: "Accueils", Values: ramp(190)}}))
		many := make([]Series, 12)
		for i := range many {
			many[i] = Series{Name: fmt.Sprintf("Thème %d", i+1), Values: ramp(6)[:i%6+1]}
		}
		add(kind+" of many series", columns(stacked, labels, many))
	}
	lines := func(labels []string, series []Series) []byte {
		return Lines{Lang: "fr", Title: "Évolution", Desc: "Par année", Width: width, Labels: labels, Series: series, Number: whole}.Draw()
	}
	add("lines of years", lines(labels, years()))
	add("lines of regions", lines(labels, regions()))
	add("lines below zero", lines([]string{"2021", "2022", "2023", "2024"}, []Series{{Name: "Solde", Values: []float64{-4, 2, nan, 7}}, {Name: long60, Values: []float64{nan, nan, nan, nan}}}))
	add("lines of one", lines([]string{"2024"}, []Series{{Name: "Missions", Values: []float64{8}}}))
	add("lines of nothing", lines(nil, nil))
	add("lines of many", lines(named("Mois", 200), []Series{{Name: "Missions", Values: ramp(200)}, {Name: "Accueils", Values: ramp(150)}}))
	same := make([]Series, 9)
	for i := range same {
		same[i] = Series{Name: fmt.Sprintf("Programme %d", i), Values: []float64{1, 1, 1, 1, 1, 1}}
	}
	add("lines on one another", lines(labels, same))
	multiples := func(labels []string, panels []Series) []byte {
		return Multiples{Lang: "fr", Title: "Par région", Desc: "Par année", Width: width, Labels: labels, Panels: panels, Number: whole}.Draw()
	}
	add("multiples of regions", multiples(labels, append(regions(), Series{Name: long60, Values: []float64{1, 2, 3, -4, 5, 6}}, Series{Name: "Océanie"})))
	add("multiples of nothing", multiples(nil, nil))
	add("multiples of one", multiples([]string{"2024"}, []Series{{Name: "Europe", Values: []float64{8}}}))
	add("multiples of many", multiples(named("Mois", 200), []Series{{Name: "Europe", Values: ramp(200)}, {Name: "Asie", Values: ramp(20)}}))
	var partners []Partner
	for i, name := range []string{"Bordeaux", "Nantes Métropole", "Lyon", "Rennes Métropole", "Saint-Malo", "Lausanne", "Porrentruy", "Calgary", "Boston", "New York", "Xi’an", "Dakar", "Abidjan", long60} {
		group := []string{"Europe", "Europe", "Europe", "Europe", "Europe", "Europe", "Europe", "Amériques", "Amériques", "Amériques", "Asie", "Afrique", "Afrique", "Réseaux"}[i]
		partners = append(partners, Partner{Name: name, Group: group, Weight: float64(14 - i), Text: fmt.Sprintf("%d échanges", 14-i)})
	}
	network := func(p []Partner, between [][2]int) []byte {
		return Network{Lang: "fr", Title: "Partenaires", Desc: "Par région", Width: width, Home: "Ville de Québec", Partners: p, Between: between}.Draw()
	}
	add("network of partners", network(partners, [][2]int{{0, 2}, {8, 9}, {13, 0}, {13, 5}, {99, -1}}))
	add("network of one", network(partners[:1], nil))
	add("network of nothing", network(nil, nil))
	var many []Partner
	for i := range 200 {
		many = append(many, Partner{Name: fmt.Sprintf("Ville partenaire %d", i), Group: fmt.Sprintf("Région %d", i/25), Weight: ramp(200)[i]})
	}
	many[3].Weight, many[4].Weight = nan, math.Inf(1)
	add("network of many", network(many, nil))
	one := slicesOf(many, 9)
	for i := range one {
		one[i].Group = ""
	}
	add("network without groups", network(one, nil))
	ties := func(rows []Tie) []byte {
		return Ties{Lang: "fr", Title: "Liens", Desc: "Par partenaire", Width: width, Ties: rows, Legend: []Legend{{"mission", "Mission"}, {"visit", "Accueil"}, {"agreement", "Entente"}}}.Draw()
	}
	rows := []Tie{
		{Name: "Bordeaux", Text: "depuis 1962", Moments: []Moment{{From: 1962, To: 1963, Lasts: math.Inf(1), Kind: "agreement", Text: "Jumelage", When: "1962"}, {From: 2023.4, To: 2023.4, Kind: "mission", Text: "Mission", When: "2023"}, {From: 2024.2, To: 2024.2, Kind: "visit", Text: "Accueil", When: "2024"}}},
		{Name: "Nantes Métropole", Text: "2019 à 2025", Moments: []Moment{{From: 2019, To: 2020, Lasts: 2026, Kind: "agreement", Text: "Déclaration", When: "2019"}, {From: 2024, To: 2025, Kind: "visit", Text: "Accueil", When: "2024"}}},
		{Name: long60, Text: long60, Moments: []Moment{{From: 2022.5, To: 2022.5, Kind: "mission"}}},
		{Name: "Xi’an"},
	}
	add("ties of partners", ties(rows))
	add("ties of nothing", ties(nil))
	var lots []Tie
	for i := range 200 {
		lots = append(lots, Tie{Name: fmt.Sprintf("Partenaire %d", i), Moments: []Moment{{From: 1900 + float64(i), To: 1900.5 + float64(i), Kind: "visit"}, {From: nan, To: 3}}})
	}
	add("ties of many", ties(lots))
	w := World{Lang: "fr", Title: "Villes", Desc: "Carte", InsetTitle: "Europe", Home: quebec, Points: crowd(), Highlight: []string{"FR"}, Legend: []Legend{{"mission", "Mission"}, {"visit", "Accueil"}}, Width: width}
	for i := range w.Points {
		w.Points[i].URL = ""
	}
	svg, err := maps(t).World(w)
	if err != nil {
		t.Fatal(err)
	}
	add("map of a page", svg)
	add("bars of a page", Bars("Partenaires", "Échanges", width, []Bar{{Label: "Bordeaux", Value: 14, Text: "14"}, {Label: long60, Value: 9, Text: "9"}, {Label: "Lyon", Value: nan, Text: "–"}}))
	tl := line(width)
	for i := range tl.Moments {
		tl.Moments[i].URL = ""
	}
	add("timeline of a page", tl.Draw())
	return out
}

func slicesOf(p []Partner, n int) []Partner { return append([]Partner(nil), p[:n]...) }
