package e2e_test

import (
	"os"
	"strings"
	"testing"

	"entente/internal/record"
)

// TestEveryFactOfTheDocumentsIsOnTheSite reads the checklist of facts of the five source documents and looks for each on the
// page of its record, which a reader reaches from the home page by links alone.
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
		if len(cells) != 4 {
			t.Fatalf("facts.tsv:%d: %d cells, want 4", i+1, len(cells))
		}
		facts++
		phrase := strings.Join(strings.Fields(cells[2]), " ")
		if page := pages[factRecord(t, cells[3]).Short()]; !strings.Contains(page, phrase) {
			t.Errorf("facts.tsv:%d: document %s, %s: %q is not on the page of %s", i+1, cells[0], cells[1], phrase, cells[3])
		}
	}
	if facts < 150 {
		t.Errorf("%d facts, want 150 at least", facts)
	}
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
