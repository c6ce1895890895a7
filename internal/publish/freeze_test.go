package publish_test

import (
	"encoding/json"
	"testing"

	"entente/internal/publish"
)

// TestAFrozenPaperTellsWhatChanged: through JSON and back a frozen paper is intact, and with one digit changed it is not.
func TestAFrozenPaperTellsWhatChanged(t *testing.T) {
	t.Parallel()
	p := &publish.Paper{
		Schema: publish.Schema, Title: "Rapport <2024> & « suites »", Lang: "fr", Year: 2024, Office: "Ville",
		Sections: []publish.Section{{ID: "a", Title: "A", Blocks: []publish.Block{{Sort: "paragraph", Spans: []publish.Span{{Text: "Huit missions", Figure: "missions"}}}}}},
		Figures:  []publish.Number{{Key: "missions", Shown: "8"}},
	}
	if err := publish.Freeze(p); err != nil || len(p.Identity.Checksum) != 64 {
		t.Fatalf("checksum %q, %v", p.Identity.Checksum, err)
	}
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var back publish.Paper
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if ok, err := publish.Intact(&back); !ok || err != nil {
		t.Errorf("after a trip through JSON: intact %t, %v", ok, err)
	}
	back.Figures[0].Shown = "9"
	if ok, err := publish.Intact(&back); ok || err != nil {
		t.Errorf("with another figure: intact %t, %v", ok, err)
	}
}
