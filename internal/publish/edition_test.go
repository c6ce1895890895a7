package publish_test

import (
	"testing"

	"entente/internal/publish"
	"entente/internal/record"
)

// Of two reports of one year, each edition is found by its whole name, and by the short one where that means it.
func TestEditionsAreFoundByTheirNames(t *testing.T) {
	t.Parallel()
	annual, other := record.KeyID("v", record.KindReport, "annual"), record.KeyID("v", record.KindReport, "other")
	all := []publish.Edition{
		{Subject: annual, Lang: "fr", Number: 1, Issued: "2025-01-02T00:00:00Z"},
		{Subject: annual, Lang: "fr", Number: 2, Issued: "2025-02-02T00:00:00Z"},
		{Subject: other, Lang: "fr", Number: 1, Issued: "2025-03-02T00:00:00Z"},
	}
	for _, e := range all {
		for _, name := range []string{publish.WholeName(e), publish.EditionName(all, e.Subject, e.Number)} {
			if got, ok := publish.NamedEdition(all, name, "fr"); !ok || got.Issued != e.Issued {
				t.Errorf("%s names %+v, %t, want %+v", name, got, ok, e)
			}
		}
	}
	if got := publish.WholeName(all[2]); got != "1-"+other.Short() {
		t.Errorf("the whole name is %s", got)
	}
	if got := publish.EditionName(all, annual, 2); got != "2" {
		t.Errorf("the first report's second edition is called %s", got)
	}
}
