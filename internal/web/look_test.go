package web_test

import (
	"net/http"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
	"entente/internal/web/webtest"
)

// TestTheLookOfDocuments: who administers sees the office's own name and colours, in the preview and in specimens of each format.
func TestTheLookOfDocuments(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	e, err := s.Get(t.Context(), access.OperatorActor(), s.Office)
	if err != nil {
		t.Fatal(err)
	}
	o, ok := record.Clone(e.Record).(*record.Office)
	if !ok {
		t.Fatalf("%T is no office", e.Record)
	}
	o.Papers.Name = record.Text{FR: "Bureau <b> vert"}
	o.Papers.Accent, o.Papers.Deep, o.Papers.Mark = "#0a6b3d", "#06351f", "#b3541e"
	o.Papers.Letterhead = []record.Text{{FR: "1, rue des Essais"}}
	s.MustSave(t, o, e.Version)
	b := s.As(t, access.Admin)
	p := b.Get("/fr/app/admin/look")
	main := webtest.Text(p.One("main"))
	for _, want := range []string{"#0a6b3d", "contraste avec le blanc", "1, rue des Essais", "réglée par le bureau", "Aucun réglage"} {
		if !strings.Contains(strings.ReplaceAll(main, "\u00a0", " "), want) {
			t.Errorf("%q is not on the page: %s", want, main)
		}
	}
	if drawn := strings.Count(p.Body, `fill="#06351f"`); drawn < 3 || !strings.Contains(p.Body, "Bureau &lt;b&gt;") || strings.Contains(p.Body, "style=") {
		t.Errorf("the drawings have the office's deep colour %d times", drawn)
	}
	for _, file := range []string{"report.html", "letter.html"} {
		got := b.Get("/en/app/admin/look/" + file)
		if got.Status != http.StatusOK || !strings.Contains(got.Body, "--own-accent:#0a6b3d;--own-deep:#06351f;--own-mark:#b3541e;") || !strings.Contains(got.Body, "This paragraph says nothing") {
			t.Errorf("%s: status %d", file, got.Status)
		}
	}
	if got := b.Get("/fr/app/admin/look/report.docx"); got.Status != http.StatusOK || !strings.HasPrefix(got.Body, "PK") {
		t.Errorf("Word: status %d", got.Status)
	}
	for _, gone := range []string{"report.json", "other.html", "report"} {
		if got := b.Get("/fr/app/admin/look/" + gone); got.Status != http.StatusNotFound {
			t.Errorf("%s: status %d", gone, got.Status)
		}
	}
}
