package sample_test

import (
	"os"
	"strings"
	"testing"

	"entente/internal/i18n"
	"entente/internal/record"
)

// A line of facts.tsv names one of the five documents, a place in it, words that a reader of the site finds, and the record
// where they stand; then what somebody would type who looks for them. The words are in the record's French texts, or are one
// of its dates.
func TestFactsStandInTheirRecords(t *testing.T) {
	t.Parallel()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	french := catalogs.For(i18n.FR)
	data, err := os.ReadFile("facts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	byID := map[record.Ref]record.Record{}
	for _, r := range load(t) {
		byID[r.Head().ID] = r
	}
	count := map[string]int{}
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) != 5 || strings.TrimSpace(cells[2]) == "" {
			t.Errorf("facts.tsv:%d: %d cells, want 5", i+1, len(cells))
			continue
		}
		count[cells[0]]++
		if typed := strings.Fields(cells[4]); len(typed) == 0 || len(typed) > mostTyped || strings.ToLower(cells[4]) != cells[4] {
			t.Errorf("facts.tsv:%d: nobody types %q", i+1, cells[4])
		}
		r := byID[named(cells[3])]
		if r == nil {
			t.Errorf("facts.tsv:%d: no record %s", i+1, cells[3])
			continue
		}
		if !strings.Contains(shown(t, french, r), cells[2]) {
			t.Errorf("facts.tsv:%d: %s does not hold %q", i+1, cells[3], cells[2])
		}
	}
	for _, document := range []string{"000", "001", "002", "003", "004"} {
		if count[document] < 25 {
			t.Errorf("%d facts of document %s, want at least 25", count[document], document)
		}
	}
	if len(count) != 5 {
		t.Errorf("facts are of %d documents", len(count))
	}
}

// mostTyped is how many words people type in a search box.
const mostTyped = 7

// named is the id of "kind/key", or of "office:kind/key" for what an office holds by itself.
func named(name string) record.Ref {
	space, name, found := strings.Cut(name, ":")
	if !found {
		space, name = "", space
	}
	kind, key, _ := strings.Cut(name, "/")
	return record.KeyID(space, record.Kind(kind), key)
}

// shown joins the French texts of r and those that have no language, but what it quotes from its sources, and its dates in
// words.
func shown(t *testing.T, french *i18n.Printer, r record.Record) string {
	t.Helper()
	var b strings.Builder
	each(t, r, func(name string, v any) bool {
		s, ok := v.(string)
		if !ok || name == "en" || name == "id" {
			return name != "sources" && name != "printed"
		}
		b.WriteString(s + "\n")
		if d, err := record.ParseDate(s); err == nil {
			b.WriteString(french.Date(d) + "\n")
		}
		return true
	})
	return b.String()
}
