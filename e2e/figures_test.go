package e2e_test

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestEveryNumberOpens holds the annual report to its promise: every number leads to what it counts, and that is as much
// as the number says.
func TestEveryNumberOpens(t *testing.T) {
	t.Parallel()
	c := must(t, common.crawl)
	for path, want := range map[string]map[string]string{
		// As the report of 2024 declares them or, where its own appendices lead elsewhere, as they are counted from those.
		"/fr/rapports/2024": {
			"visits": "21", "visits.courtesy": "10", "visits.collaboration": "7", "visits.strategic": "4", "missions": "8", "countries": "7",
			"cities": "13", "participations": "6", "forums": "5", "agreements.new": "3", "services": "15", "partners": "27",
			"emissions": "155 t éq. CO₂", "offset.cost": "4 066,13 $",
		},
		"/en/reports/2024": {
			"visits": "21", "visits.courtesy": "10", "visits.collaboration": "7", "visits.strategic": "4", "missions": "8", "countries": "7",
			"cities": "13", "participations": "6", "forums": "5", "agreements.new": "3", "services": "15", "partners": "27",
			"emissions": "155 t CO₂e", "offset.cost": "$4,066.13",
		},
	} {
		report := c.pages[path]
		opened := map[string]bool{}
		for _, e := range withClass(report.doc, "figure-link") {
			href, _ := attribute(e, "href")
			evidence := c.pages[href]
			if evidence == nil || evidence.status != http.StatusOK {
				t.Errorf("%s: %q leads to %s, which is not there", path, words(e), href)
				continue
			}
			key := href[strings.LastIndex(href, "/")+1:]
			opened[key] = true
			f := figureOn(evidence.doc)
			if f.value != want[key] {
				t.Errorf("%s: %s is %q, want %q", path, key, f.value, want[key])
			}
			if n, told := number(words(e)); told && n != f.value && n != f.declared {
				t.Errorf("%s: %q leads to %s, where %q was computed and %q declared", path, words(e), href, f.value, f.declared)
			}
			if f.computed == "" && len(f.items) > 0 || f.computed != "" && f.computed != strconv.Itoa(len(f.items)) {
				t.Errorf("%s: %q computed, %d items listed", href, f.computed, len(f.items))
			}
			for _, item := range f.items {
				counted(t, c, href, item)
			}
		}
		for key := range want {
			if !opened[key] {
				t.Errorf("%s: no number opens %s", path, key)
			}
		}
		if len(opened) != len(want) {
			t.Errorf("%s opens %v", path, opened)
		}
	}
}

// shownFigure is what the page of a figure says of it.
type shownFigure struct {
	value              string // at the head of the page
	computed, declared string // "" for none
	items              []*html.Node
}

func figureOn(doc *html.Node) shownFigure {
	var f shownFigure
	strong := func(n *html.Node) string {
		for e := range elements(n, "strong") {
			return words(e)
		}
		return ""
	}
	for _, e := range withClass(doc, "figure-value") {
		f.value = strong(e)
	}
	for _, e := range withClass(doc, "compare") {
		sides := slices.Collect(elements(e, "dd"))
		f.computed, f.declared = strong(sides[0]), strong(sides[1])
	}
	for _, list := range slices.Concat(withClass(doc, "things"), withClass(doc, "rows-numbered")) {
		for e := range elements(list, "li") {
			if e.Parent == list {
				f.items = append(f.items, e)
			}
		}
	}
	return f
}

// counted holds that an item of a figure leads to at least one record.
func counted(t *testing.T, c *crawl, from string, item *html.Node) {
	t.Helper()
	links := slices.Collect(elements(item, "a"))
	if len(links) == 0 {
		t.Errorf("%s: %q leads nowhere", from, words(item))
	}
	for _, a := range links {
		href, _ := attribute(a, "href")
		if p := c.pages[href]; p == nil || p.status != http.StatusOK {
			t.Errorf("%s: %q leads to %s, which is not there", from, words(a), href)
		}
	}
}

var digits = regexp.MustCompile(`^\d+\b`)

// number reads the number at the head of a text, in digits or in words; told is false where there is none.
func number(text string) (n string, told bool) {
	if n = digits.FindString(text); n != "" {
		return n, !strings.Contains(text, "$") && !strings.Contains(text, "CO₂")
	}
	first, _, _ := strings.Cut(strings.ToLower(text), " ")
	for _, counting := range [][]string{
		{"zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"},
		{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"},
	} {
		if i := slices.Index(counting, first); i >= 0 {
			return strconv.Itoa(i), true
		}
	}
	return "", false
}
