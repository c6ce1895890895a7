package web

import (
	"testing"

	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/record"
)

// TestListsHaveAllTheirWords holds the keys that are completed from a code.
func TestListsHaveAllTheirWords(t *testing.T) {
	t.Parallel()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	add := func(prefix string, codes ...string) {
		for _, c := range codes {
			keys = append(keys, prefix+c)
		}
	}
	for _, d := range record.Definitions() {
		add("lists.create.", string(d.Kind))
		for _, f := range listing.Fields(d.Kind) {
			if f.Path == "" {
				add("lists.field.", f.Name)
			}
		}
	}
	for _, p := range listing.Periods() {
		add("lists.period.", string(p))
	}
	add("lists.op.", "any", "all", "none", "has", "lack", "in", "over")
	add("lists.flag.", "any", "has", "lack")
	add("lists.withdrawn.", "standing", "also", "only")
	add("lists.weekday.", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
	add("lists.bulk.", "no_value", "no_date")
	add("lists.bulk.op.", bulkSet, bulkAdd, bulkRemove, bulkClear)
	add("lists.bulk.says.", bulkSet, bulkAdd, bulkRemove, bulkClear)
	for _, lang := range i18n.Langs() {
		p := catalogs.For(lang)
		for _, k := range keys {
			if !p.Has(k) {
				t.Errorf("%s: no words for %s", lang, k)
			}
		}
		for _, d := range record.Definitions() {
			for _, c := range listColumns(d.Kind) {
				if title := columnTitle(p, d.Kind, c); title == "" || title[0] == 0xe2 { // ⟦ is how a missing message looks
					t.Errorf("%s: the column %s of %s has no title", lang, c.key, d.Kind)
				}
			}
			for _, key := range usualColumns(d.Kind) {
				if len(chosenColumns(d.Kind, key)) != 2 {
					t.Errorf("%s has no column %s", d.Kind, key)
				}
			}
		}
	}
}
