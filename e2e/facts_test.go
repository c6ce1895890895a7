package e2e_test

import (
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"entente/internal/record"
)

// TestEveryFactOfTheDocumentsIsOnTheSite reads the checklist of facts of the five source documents and looks for each on the
// page of its record, which a reader reaches from the home page by links alone, and by typing in the search box what the
// checklist says that one would: the record is then on the first page of what was found.
func TestEveryFactOfTheDocumentsIsOnTheSite(t *testing.T) {
	data, err := os.ReadFile("../sample/facts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	reached := must(t, common.crawl)
	pages := map[string]string{} // opaque part of the permalink → what the French page says
	for _, p := range reached.html() {
		rest, french := strings.CutPrefix(p.path, "/fr/")
		_, permalink, of := strings.Cut(rest, "/")
		if short, _, slug := strings.Cut(permalink, "-"); french && of && slug && p.status == 200 {
			pages[short] += " " + words(p.doc)
		}
	}
	facts := 0
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) != 5 {
			t.Fatalf("facts.tsv:%d: %d cells, want 5", i+1, len(cells))
		}
		facts++
		phrase := strings.Join(strings.Fields(cells[2]), " ")
		short := factRecord(t, cells[3]).Short()
		if page := pages[short]; !strings.Contains(page, phrase) {
			t.Errorf("facts.tsv:%d: document %s, %s: %q is not on the page of %s", i+1, cells[0], cells[1], phrase, cells[3])
		}
		if found := foundBy(t, reached, cells[4]); !slices.Contains(found, short) {
			t.Errorf("facts.tsv:%d: %q does not find %s among the first %d", i+1, cells[4], cells[3], len(found))
		}
	}
	if facts < 150 {
		t.Errorf("%d facts, want 150 at least", facts)
	}
}

// foundBy gives the records on the first page of what words find, by the opaque part of their permalinks.
func foundBy(t *testing.T, c *crawl, typed string) []string {
	t.Helper()
	p, err := c.fetch("/fr/recherche?"+url.Values{"q": {typed}}.Encode(), "")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for list := range elements(p.doc, "ol") {
		if !slices.Contains(classes(list), "hits") {
			continue
		}
		for a := range elements(list, "a") {
			href, _ := attribute(a, "href")
			short, _, _ := strings.Cut(path.Base(href), "-")
			out = append(out, short)
		}
	}
	return out
}

// factRecord is the id of a record named as files name it.
func factRecord(t *testing.T, name string) record.Ref {
	t.Helper()
	office, rest, owned := strings.Cut(name, ":")
	if !owned {
		office, rest = "", name
	}
	kind, key, ok := strings.Cut(rest, "/")
	if !ok {
		t.Fatalf("%q names no record", name)
	}
	return record.KeyID(office, record.Kind(kind), key)
}
