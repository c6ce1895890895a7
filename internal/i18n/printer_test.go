package i18n

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"entente/internal/record"
)

const (
	sampleFR = `{
		"visit.count": {"one": "{n} accueil", "many": "{n} d'accueils", "other": "{n} accueils"},
		"visit.words": {"one": "{words} accueil a eu lieu", "many": "{words} d'accueils ont eu lieu", "other": "{words} accueils ont eu lieu"},
		"report.title": "Rapport annuel : {office}, {year}",
		"visit.held": "Reçu à {cities} ({date})"
	}`
	sampleEN = `{
		"visit.count": {"one": "{n} visit", "other": "{n} visits"},
		"visit.words": {"one": "{words} visit took place", "other": "{words} visits took place"},
		"report.title": "Annual report: {office}, {year}",
		"visit.held": "Received in {cities} ({date})"
	}`
)

func TestPluralsFollowEachLanguage(t *testing.T) {
	t.Parallel()
	c := from(t, sampleFR, sampleEN)
	for _, tc := range []struct {
		n      any
		fr, en string
	}{
		{0, "0 accueil", "0 visits"},
		{1, "1 accueil", "1 visit"},
		{"1.5", "1,5 accueil", "1.5 visits"},
		{1.5, "1,5 accueil", "1.5 visits"},
		{2, "2 accueils", "2 visits"},
		{21, "21 accueils", "21 visits"},
		{int64(4066), "4\u00a0066 accueils", "4,066 visits"},
		{uint8(1), "1 accueil", "1 visit"},
		{1000000, "1\u00a0000\u00a0000 d’accueils", "1,000,000 visits"},
		{"une dizaine", "une dizaine accueils", "une dizaine visits"},
	} {
		if got := c.For(FR).T("visit.count", "n", tc.n); got != tc.fr {
			t.Errorf("%v in French: %q, want %q", tc.n, got, tc.fr)
		}
		if got := c.For(EN).T("visit.count", "n", tc.n); got != tc.en {
			t.Errorf("%v in English: %q, want %q", tc.n, got, tc.en)
		}
	}
}

func TestTFillsPlaceholders(t *testing.T) {
	t.Parallel()
	p := from(t, sampleFR, sampleEN).For(FR)
	for want, got := range map[string]string{
		"vingt et un accueils ont eu lieu":         p.T("visit.words", "n", 21, "words", "vingt et un"),
		"Rapport annuel\u00a0: Québec, 2024":       p.T("report.title", "office", "Québec", "year", 2024),
		"Reçu à Lyon et Nantes (13\u00a0mai 2024)": p.T("visit.held", "cities", []string{"Lyon", "Nantes"}, "date", record.Date("2024-05-13")),
		"Rapport annuel\u00a0: ⟦office⟧, 2024":     p.T("report.title", "year", 2024),
		"Rapport annuel\u00a0: ⟦office⟧, ⟦year⟧":   p.T("report.title", "office", nil, "year"),
		"⟦report.nothing⟧":                         p.T("report.nothing", "n", 1),
		"{year} accueils":                          p.T("visit.count", "n", "{year}"), // a value is never read as a message
		"⟦n⟧ accueils":                             p.T("visit.count"),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := p.T("visit.count.one", "n", 5); got != "5 accueil" {
		t.Errorf("a form by its own key: %q", got)
	}
	if p.Has("report.nothing") || !p.Has("report.title") {
		t.Error("Has does not tell what is in the catalog")
	}
}

func TestSpansCutAtPlaceholders(t *testing.T) {
	t.Parallel()
	p := from(t, sampleFR, sampleEN).For(FR)
	want := []Span{{Text: "2\u00a0000", Arg: "n"}, {Text: " accueils"}}
	if got := p.Spans("visit.count", "n", 2000); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	want = []Span{{Text: "Rapport annuel\u00a0: "}, {Text: "Québec", Arg: "office"}, {Text: ", "}, {Text: "2024", Arg: "year"}}
	if got := p.Spans("report.title", "office", "Québec", "year", 2024); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	want = []Span{{Text: "⟦x.y⟧"}}
	if got := p.Spans("x.y"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestForGivesFrenchWhenUnknown(t *testing.T) {
	t.Parallel()
	c := catalogs(t)
	for lang, want := range map[Lang]Lang{FR: FR, EN: EN, "de": FR, "": FR} {
		if got := c.For(lang).Lang(); got != want {
			t.Errorf("%q: got %s, want %s", lang, got, want)
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	c := catalogs(t)
	for _, tc := range []struct {
		items  []string
		fr, en string
	}{
		{nil, "", ""},
		{[]string{"Lyon"}, "Lyon", "Lyon"},
		{[]string{"Lyon", "Nantes"}, "Lyon et Nantes", "Lyon and Nantes"},
		{[]string{"Lyon", "Nantes", "Rennes"}, "Lyon, Nantes et Rennes", "Lyon, Nantes, and Rennes"},
	} {
		if got := c.For(FR).List(tc.items); got != tc.fr {
			t.Errorf("got %q, want %q", got, tc.fr)
		}
		if got := c.For(EN).List(tc.items); got != tc.en {
			t.Errorf("got %q, want %q", got, tc.en)
		}
	}
}

func TestCapital(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"événement": "Événement", "mission": "Mission", "à l’automne": "À l’automne", "": "", "2003": "2003"} {
		if got := Capital(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestSort(t *testing.T) {
	t.Parallel()
	p := catalogs(t).For(FR)
	got := []string{"Zurich", "Évian", "Mission 10", "Edimbourg", "côté", "Mission 2", "cote", "coté", "côte", "Etats", "États"}
	p.Sort(got)
	// In French of Canada, the last accent decides between words of the same letters: côte before coté.
	want := []string{"cote", "côte", "coté", "côté", "Edimbourg", "Etats", "États", "Évian", "Mission 2", "Mission 10", "Zurich"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if p.Compare("Lyon", "Lyon") != 0 {
		t.Error("a name differs from itself")
	}
	type city struct{ name, country string }
	cities := []city{{"Québec", "b"}, {"Évian", ""}, {"Québec", "a"}}
	SortBy(p, cities, func(c city) string { return c.name })
	if !slices.Equal(cities, []city{{"Évian", ""}, {"Québec", "b"}, {"Québec", "a"}}) {
		t.Errorf("got %v", cities)
	}
}

func TestPrinterServesManyGoroutines(t *testing.T) {
	t.Parallel()
	c := from(t, sampleFR, sampleEN)
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			for _, lang := range Langs() {
				p := c.For(lang)
				want := map[Lang]string{FR: fmt.Sprintf("%d accueils", i+2), EN: fmt.Sprintf("%d visits", i+2)}[lang]
				if got := p.T("visit.count", "n", i+2); got != want {
					t.Errorf("got %q, want %q", got, want)
				}
				if p.Compare("Évian", "Zurich") >= 0 {
					t.Error("Évian comes after Zurich")
				}
				if p.Date("2024-05-13") == "" || p.Words(int64(i), Feminine) == "" || p.Money(int64(i), "CAD") == "" {
					t.Error("a value is worded as nothing")
				}
			}
		})
	}
	wg.Wait()
}
