package portal_test

import (
	"net/http"
	"strings"
	"testing"

	"entente/internal/record"
)

// TestASiteInFrenchAlone: an office may switch public English off. Its pages then name no English form, and an English address
// leads to the French one.
func TestASiteInFrenchAlone(t *testing.T) {
	t.Parallel()
	shelf := newShelf()
	for _, r := range shelf.records {
		if o, ok := r.(*record.Office); ok {
			o.Rules.FrenchOnly = true
		}
	}
	h := newSite(t, shelf)
	english := "/en/missions/" + missionID.Short() + "-mission--lausanne-en"
	for from, to := range map[string]string{
		"/en/": "/fr/", english: missionPath(), "/en/reports/2024": "/fr/rapports/2024", "/en/visits?year=2024": "/fr/accueils?year=2024",
		"/en/search?q=Lausanne": "/fr/recherche?q=Lausanne", "/en/partners": "/fr/partenaires",
	} {
		if w := get(h, from); w.Code != http.StatusFound || w.Header().Get("Location") != to {
			t.Errorf("%s: %d to %q, want %q", from, w.Code, w.Header().Get("Location"), to)
		}
	}
	for _, path := range []string{"/en/nowhere", "/en/feed.xml", "/en/search/suggestions?q=Lausanne", "/en/reports/2024.json", "/en/reports/2024/figures/missions.csv"} {
		if w := get(h, path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	for _, path := range []string{"/fr/", missionPath(), "/fr/missions", "/sitemap.xml", "/fr/flux.xml", "/fr/nulle-part"} {
		if body := get(h, path).Body.String(); strings.Contains(body, "/en/") {
			t.Errorf("%s tells of English: %s", path, body[max(0, strings.Index(body, "/en/")-80):])
		}
	}
}
