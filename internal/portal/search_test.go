package portal_test

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestEveryPageHasASearchBox(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	for path, action := range map[string]string{"/fr/": "/fr/recherche", "/en/missions": "/en/search", "/fr/nulle-part": "/fr/recherche"} {
		doc, err := html.Parse(get(h, path).Body)
		if err != nil {
			t.Fatal(err)
		}
		var box *html.Node
		for _, f := range each(doc, "form") {
			if attribute(f, "role") == "search" {
				box = f
			}
		}
		if box == nil || attribute(box, "action") != action || attribute(box, "method") != "get" {
			t.Fatalf("%s has no search box", path)
		}
		input, label := each(box, "input")[0], each(box, "label")[0]
		if attribute(input, "name") != "q" || attribute(label, "for") != attribute(input, "id") || words(label) == "" {
			t.Errorf("%s: the box has no label", path)
		}
	}
}

func TestSearchPageShowsWhatWasFound(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	doc := page(t, h, "/fr/recherche?q=Lausanne")
	main := each(doc, "main")[0]
	contains(t, main, "2 résultats pour « Lausanne »", "Missions (1)", "Suisse (1)", "Mission à Lausanne", "Du 12 au 18 mai 2024")
	if got := words(each(main, "mark")[0]); got != "Lausanne" {
		t.Errorf("marked: %q", got)
	}
	if got := attribute(each(withClass(main, "hits")[0], "a")[0], "href"); got != missionPath() {
		t.Errorf("leads to %q", got)
	}
	if input := each(main, "input")[0]; attribute(input, "value") != "Lausanne" {
		t.Errorf("the box holds %q", attribute(input, "value"))
	}
	var robots, canonical, next string
	for _, e := range each(doc, "") {
		switch {
		case attribute(e, "name") == "robots":
			robots = attribute(e, "content")
		case attribute(e, "rel") == "canonical":
			canonical = attribute(e, "href")
		case attribute(e, "rel") == "next":
			next = attribute(e, "href")
		}
	}
	if robots != "noindex" || canonical != "" || next != "/fr/recherche?from=1&q=Lausanne" {
		t.Errorf("robots %q, canonical %q, next %q", robots, canonical, next)
	}
	var years []string
	for _, s := range each(main, "select") {
		if attribute(s, "name") == "year" {
			for _, o := range each(s, "option") {
				years = append(years, attribute(o, "value"))
			}
		}
	}
	if got := strings.Join(years, " "); got != " 2024 2023" {
		t.Errorf("years: %q", got)
	}
}

func TestSearchKeepsItsFiltersFromOnePageToTheNext(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	doc := page(t, h, "/en/search?q=Lausanne&kind=mission&year=2024&country=ch&theme=nonsense&from=20")
	contains(t, each(doc, "main")[0], "1 result for “Lausanne”", "Remove the filters")
	hrefs := map[string]string{}
	for _, a := range each(doc, "a") {
		hrefs[words(a)] = attribute(a, "href")
	}
	for text, want := range map[string]string{
		"Previous results":   "/en/search?country=CH&kind=mission&q=Lausanne&year=2024",
		"Remove the filters": "/en/search?q=Lausanne",
		"Français":           "/fr/recherche?country=CH&kind=mission&q=Lausanne&year=2024",
	} {
		if hrefs[text] != want {
			t.Errorf("%s leads to %q, want %q", text, hrefs[text], want)
		}
	}
}

func TestSearchSaysWhatToDoWhenNothingIsShown(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	for path, want := range map[string]string{
		"/fr/recherche":                      "Tapez un nom de ville",
		"/en/search?q=+":                     "Type the name of a city",
		"/fr/recherche?q=licorne":            "0 résultat pour « licorne » Aucune fiche publiée ne contient tous ces mots.",
		"/en/search?q=unicorn&kind=event":    "Search without the filters.",
		"/fr/recherche?q=Ville":              "Plus de 1 000 résultats pour « Ville »",
		"/en/search?q=Mission+secr%C3%A8te":  "0 results for “Mission secrète”",
		"/fr/recherche?q=%FF%00&year=-4":     "Recherche",
		"/fr/recherche?q=a&from=99999999999": "Recherche",
	} {
		contains(t, each(page(t, h, path), "main")[0], want)
	}
	hostile := `"><script>alert(1)</script>`
	doc := page(t, h, "/fr/recherche?q="+url.QueryEscape(hostile))
	for _, s := range each(doc, "script") {
		if attribute(s, "type") != "application/ld+json" && strings.Contains(words(s), "alert") {
			t.Error("a question became a script")
		}
	}
	if got := attribute(each(each(doc, "main")[0], "input")[0], "value"); got != hostile {
		t.Errorf("the box holds %q", got)
	}
}
