package portal_test

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"
	"time"
)

// feed is what Atom asks of a feed (RFC 4287, sections 4.1.1 and 4.1.2).
type feed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Summary string `xml:"summary"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

func TestFeedTellsWhatChanged(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	for path, home := range map[string]string{"/fr/flux.xml": "/fr/", "/en/feed.xml": "/en/"} {
		w := get(h, path)
		var f feed
		if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil || w.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" {
			t.Fatalf("%s: %v, %s", path, err, w.Header().Get("Content-Type"))
		}
		if f.ID != base+path || f.Title == "" || f.Author == "" || len(f.Links) != 2 || f.Links[0].Href != base+path || f.Links[1].Href != base+home {
			t.Errorf("%s: %+v", path, f)
		}
		seen := map[string]bool{}
		for _, e := range f.Entries {
			if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.Title == "" || e.Summary == "" || seen[e.ID] || !strings.HasPrefix(e.Link.Href, e.ID+"-") {
				t.Errorf("%s: %+v (%v)", path, e, err)
			}
			seen[e.ID] = true
			if strings.Contains(e.Title, "secrète") {
				t.Errorf("%s tells of a private record", path)
			}
		}
		if !seen[base+home+"missions/"+missionID.Short()] {
			t.Errorf("%s: the mission is missing among %v", path, seen)
		}
		linked := false
		for _, l := range each(page(t, h, home), "link") {
			linked = linked || attribute(l, "type") == "application/atom+xml" && attribute(l, "href") == path
		}
		if !linked {
			t.Errorf("%s does not name its feed", home)
		}
	}
}

func TestSuggestionsWhileTyping(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	ask := func(path string) (said string, items []map[string]string) {
		t.Helper()
		w := get(h, path)
		var got struct {
			Said  string
			Items []map[string]string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK || got.Items == nil {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
		return got.Said, got.Items
	}
	if said, items := ask("/fr/recherche/suggestions?q=Lausanne"); said != "2 suggestions" || len(items) != 2 ||
		items[0]["sort"]+items[1]["sort"] == "" || !strings.HasPrefix(items[0]["href"], "/fr/") {
		t.Errorf("got %q %v", said, items)
	}
	if said, items := ask("/en/search/suggestions?q="); said != "" || len(items) != 0 {
		t.Errorf("of nothing typed: %q %v", said, items)
	}
	if _, items := ask("/fr/recherche/suggestions?q=secr%C3%A8te"); len(items) != 0 {
		t.Errorf("a private record is suggested: %v", items)
	}
	if w := get(h, "/fr/recherche/suggestions?q=x"); w.Header().Get("X-Robots-Tag") != "noindex" {
		t.Error("search engines may list suggestions")
	}
}

// TestPagesThatAreNoRecordAreFoundByWhatTheyAreCalled: who types "rapport annuel" wants the reports.
func TestPagesThatAreNoRecordAreFoundByWhatTheyAreCalled(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	for path, want := range map[string]string{
		"/fr/recherche?q=rapport+annuel":         "Rapports annuels /fr/rapports",
		"/fr/recherche?q=rapport+2024":           "Rapport de 2024 /fr/rapports/2024",
		"/fr/recherche?q=rapport+1999":           "",
		"/fr/recherche?q=visites+de+courtoisie":  "Accueils /fr/accueils",
		"/fr/recherche?q=missions+2024":          "Missions 2024 /fr/missions?year=2024",
		"/fr/recherche?q=m%C3%A9thode":           "Méthode /fr/methode",
		"/en/search?q=twinnings":                 "Bilateral relationships /en/relationships",
		"/en/search?q=carbon+offset":             "Offsets /en/offsets",
		"/fr/recherche?q=missions+%C3%A0+Berlin": "",
		"/fr/recherche?q=2024":                   "",
	} {
		var got []string
		for _, s := range withClass(page(t, h, path), "signposts") {
			for _, a := range each(s, "a") {
				got = append(got, words(a)+" "+attribute(a, "href"))
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}
