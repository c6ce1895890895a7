package portal_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"entente/internal/portal"
)

func TestRootFollowsTheReadersLanguage(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	for header, want := range map[string]string{
		"": "/fr/", "en": "/en/", "en-CA,fr;q=0.8": "/en/", "fr-CA,en;q=0.9": "/fr/", "de,en;q=0.5": "/en/", "de": "/fr/", "en;q=0": "/fr/", ";;": "/fr/",
	} {
		w := get(h, "/", "Accept-Language", header)
		if got := w.Header().Get("Location"); w.Code != http.StatusFound || got != want {
			t.Errorf("Accept-Language %q: got %d to %q, want %q", header, w.Code, got, want)
		}
	}
}

// TestEveryLinkLeadsSomewhere walks the site from both home pages and holds every page to the same rules.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	t.Parallel()
	h := newSite(t, fullShelf())
	seen := map[string]bool{}
	queue := []string{"/fr/", "/en/"}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		w := get(h, path)
		if w.Code != http.StatusOK {
			t.Errorf("GET %s: got %d", path, w.Code)
			continue
		}
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		doc, err := html.Parse(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		wellMade(t, path, doc)
		for _, e := range each(doc, "") {
			if attribute(e, "method") == "post" {
				continue // nothing is read there
			}
			for _, name := range []string{"href", "src", "action"} {
				to, _, _ := strings.Cut(attribute(e, name), "#")
				if strings.HasPrefix(to, "/") {
					queue = append(queue, to)
				}
			}
		}
	}
	for _, must := range []string{
		missionPath(), "/en/reports/2024", "/fr/rapports/2024/chiffres/cities", "/fr/rapports/2024/chiffres/cities.csv",
		"/fr/bureaux/mrif/rapports/2023", "/fr/rapports/2024.json", "/fr/rapports/2024.md",
		"/fr/partenaires", "/en/networks", "/fr/plan", "/fr/methode", "/en/disagreements", "/fr/a-propos", "/fr/references.bib", "/en/references.json",
	} {
		if !seen[must] {
			t.Errorf("no link leads to %s", must)
		}
	}
}

// wellMade holds what every page owes: one title of the page, its language, unique ids, nothing that the policy forbids,
// every image or drawing named, and a switch to the same page in the other language.
func wellMade(t *testing.T, path string, doc *html.Node) {
	t.Helper()
	lang := path[1:3]
	if got := attribute(each(doc, "html")[0], "lang"); got != lang {
		t.Errorf("%s: lang is %q", path, got)
	}
	if n := len(each(doc, "h1")); n != 1 {
		t.Errorf("%s: %d main titles", path, n)
	}
	ids := map[string]bool{}
	switched := ""
	for _, e := range each(doc, "") {
		for _, a := range e.Attr {
			switch {
			case a.Key == "style", strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s: <%s %s>", path, e.Data, a.Key)
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("%s: two elements are called %q", path, a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "hreflang" && e.Data == "a":
				switched = attribute(e, "href")
			}
		}
		if e.Data == "script" && attribute(e, "type") == "application/ld+json" {
			if !json.Valid([]byte(e.FirstChild.Data)) {
				t.Errorf("%s: data that is no JSON: %s", path, e.FirstChild.Data)
			}
			continue
		}
		if e.Data == "script" && e.FirstChild == nil && strings.HasPrefix(attribute(e, "src"), "/assets/") {
			continue
		}
		if e.Data == "script" || e.Data == "style" {
			t.Errorf("%s: <%s>", path, e.Data)
		}
		if strings.Contains(words(e), "⟦") && e.Data == "body" {
			t.Errorf("%s: a message is missing: %s", path, regexp.MustCompile(`⟦[^⟧]*⟧`).FindString(words(e)))
		}
	}
	for _, e := range each(doc, "a") {
		if anchor, ok := strings.CutPrefix(attribute(e, "href"), "#"); ok && !ids[anchor] {
			t.Errorf("%s: nothing is called %q", path, anchor)
		}
	}
	if switched == "" || switched[1:3] == lang {
		t.Errorf("%s: the other language is at %q", path, switched)
	}
}

func TestSwitchingLanguageKeepsThePage(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	for fr, en := range map[string]string{
		"/fr/":                                "/en/",
		"/fr/rapports/2024":                   "/en/reports/2024",
		"/fr/accueils?year=2024":              "/en/visits?year=2024",
		missionPath():                         "/en/missions/" + missionID.Short() + "-mission--lausanne-en",
		"/fr/bureaux/mrif/rapports":           "/en/offices/mrif/reports",
		"/fr/rapports/2024/chiffres/missions": "/en/reports/2024/figures/missions",
	} {
		for from, to := range map[string]string{fr: en, en: fr} {
			doc := page(t, h, from)
			got := map[string]string{}
			for _, e := range each(doc, "link") {
				got[attribute(e, "rel")+attribute(e, "hreflang")] = attribute(e, "href")
			}
			if got["canonical"] != base+from || got["alternate"+to[1:3]] != base+to || got["alternate"+from[1:3]] != base+from {
				t.Errorf("%s: links to other forms are %q", from, got)
			}
			for _, e := range each(doc, "a") {
				if lang := attribute(e, "hreflang"); lang != "" && (attribute(e, "href") != to || attribute(e, "lang") != lang) {
					t.Errorf("%s: switches to %q (%s), want %q", from, attribute(e, "href"), lang, to)
				}
			}
		}
	}
}

var requestNumber = regexp.MustCompile(`<code>[A-Z2-7]+</code>`)

func TestWhatIsNotPublicLooksLikeWhatDoesNotExist(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	var bodies []string
	for _, path := range []string{
		"/fr/missions/" + secretID.Short(), "/fr/missions/" + secretID.Short() + "-mission-secrte", "/fr/missions/zzzzzzzzzzzz", "/fr/missions/x",
		"/fr/accueils/" + missionID.Short(), "/fr/nulle-part", "/fr/rapports/1999", "/fr/rapports/2024/chiffres/licornes", "/fr/bureaux/inconnu/rapports/2024",
		"/fr/documents/" + secretID.Short() + "/fichier", "/fr/rapports/2024.exe", "/fr/rapports/2024.md/chiffres/missions",
	} {
		w := get(h, path)
		if w.Code != http.StatusNotFound {
			t.Errorf("GET %s: got %d", path, w.Code)
		}
		if got := w.Header().Get("ETag"); got != "" {
			t.Errorf("GET %s: an error may be kept as %s", path, got)
		}
		bodies = append(bodies, requestNumber.ReplaceAllString(w.Body.String(), ""))
	}
	for i, b := range bodies {
		if b != bodies[0] {
			t.Errorf("page %d differs from the first:\n%s\n%s", i, b, bodies[0])
		}
	}
	if !strings.Contains(bodies[0], "Page introuvable") {
		t.Errorf("the page does not say what happened: %s", bodies[0])
	}
}

func TestTheRightSlugIsRedirectedTo(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	for _, slug := range []string{"", "-autre", "-mission--lausanne-en"} {
		w := get(h, "/fr/missions/"+missionID.Short()+slug+"?after=x")
		if got := w.Header().Get("Location"); w.Code != http.StatusMovedPermanently || got != missionPath()+"?after=x" {
			t.Errorf("%q: got %d to %q", slug, w.Code, got)
		}
	}
}

func TestTheMainOfficeHasTheShortAddress(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	for from, to := range map[string]string{
		"/fr/bureaux/bri/rapports":                        "/fr/rapports",
		"/fr/bureaux/bri/rapports/2024":                   "/fr/rapports/2024",
		"/en/offices/bri/reports/2024/figures/cities":     "/en/reports/2024/figures/cities",
		"/en/offices/bri/reports/2024/figures/cities.csv": "/en/reports/2024/figures/cities.csv",
	} {
		w := get(h, from)
		if got := w.Header().Get("Location"); w.Code != http.StatusMovedPermanently || got != to {
			t.Errorf("%s: got %d to %q, want %q", from, w.Code, got, to)
		}
	}
}

func TestAnUnchangedPageIsNotSentAgain(t *testing.T) {
	t.Parallel()
	s := newShelf()
	h := newSite(t, s)
	first := get(h, missionPath())
	tag := first.Header().Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	for _, sent := range []string{tag, "W/" + tag, `"other", ` + tag} {
		if w := get(h, missionPath(), "If-None-Match", sent); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
			t.Errorf("If-None-Match %s: got %d, %d bytes", sent, w.Code, w.Body.Len())
		}
	}
	if w := get(h, missionPath(), "If-None-Match", `"other"`); w.Code != http.StatusOK {
		t.Errorf("another tag: got %d", w.Code)
	}
}

func TestEveryAnswerIsSecured(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	const policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	for _, r := range portal.Routes() {
		method, path, _ := strings.Cut(r.Pattern, " ")
		if method != http.MethodGet && !strings.HasPrefix(r.Name, "opinion.") {
			t.Errorf("%s changes something, and readers' opinions are all that the site takes", r.Pattern)
		}
		w := get(h, strings.NewReplacer("{$}", "", "{", "", "}", "").Replace(path))
		if got := w.Header().Get("Content-Security-Policy"); got != policy {
			t.Errorf("%s: policy %q", path, got)
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Referrer-Policy") == "" || w.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s: headers %v", path, w.Header())
		}
		if w.Code >= http.StatusInternalServerError {
			t.Errorf("%s: got %d", path, w.Code)
		}
	}
}

func TestHostileTextIsText(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	short := hostileID.Short()
	w := get(h, "/fr/evenements/"+short)
	doc := page(t, h, w.Header().Get("Location"))
	if got := words(each(doc, "h1")[0]); got != `<script>alert("x")</script> & "co"` {
		t.Errorf("title: got %s", got)
	}
	for _, e := range each(doc, "script") {
		if e.FirstChild == nil {
			continue // the site's own
		}
		var data map[string]any
		if attribute(e, "type") != "application/ld+json" || json.Unmarshal([]byte(e.FirstChild.Data), &data) != nil {
			t.Errorf("a script: %v", e.Attr)
		}
	}
}

func TestAFailureTellsNothingOfTheInside(t *testing.T) {
	t.Parallel()
	h := newSite(t, &shelf{broken: errors.New("no such table: published")})
	w := get(h, "/en/missions")
	body := w.Body.String()
	if w.Code != http.StatusInternalServerError || strings.Contains(body, "table") || !strings.Contains(body, "Something went wrong") {
		t.Errorf("got %d %s", w.Code, body)
	}
	if !requestNumber.MatchString(body) {
		t.Errorf("no request number: %s", body)
	}
	if w := get(h, "/healthz"); w.Code != http.StatusInternalServerError {
		t.Errorf("/healthz: got %d", w.Code)
	}
}

func TestNothingPublishedYet(t *testing.T) {
	t.Parallel()
	h := newSite(t, &shelf{})
	for path, want := range map[string]string{
		"/fr/": "Aucune activité n’est encore publiée", "/en/missions": "No record of this kind has been published so far",
	} {
		if got := words(page(t, h, path)); !strings.Contains(got, want) {
			t.Errorf("%s: got %s", path, got)
		}
	}
}

func TestEvidenceAsCSV(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	w := get(h, "/fr/rapports/2024/chiffres/countries.csv")
	text, ok := strings.CutPrefix(w.Body.String(), "\ufeff")
	if !ok {
		t.Error("spreadsheets will not read it as UTF-8")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[1][0] != "countries" || rows[1][2] != "CH" || rows[1][3] != "Suisse" || rows[1][9] != base+missionPath() {
		t.Errorf("got %q", rows)
	}
}

func TestAFileIsNeverShownAsAPage(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	w := get(h, "/fr/documents/"+documentID.Short()+"-programme/fichier")
	if w.Code != http.StatusOK || w.Body.String() != "le programme" || w.Header().Get("Content-Disposition") != "attachment; filename=programme.pdf" {
		t.Errorf("got %d %q %v", w.Code, w.Body.String(), w.Header())
	}
}
