package portal_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"entente/internal/publish"
	"entente/internal/record"
)

// formOf reads the form of a page as a browser would send it.
func formOf(t *testing.T, doc *html.Node, action string) url.Values {
	t.Helper()
	for _, f := range each(doc, "form") {
		if attribute(f, "action") != action || attribute(f, "method") != "post" {
			continue
		}
		out := url.Values{}
		for _, n := range each(f, "input") {
			out.Set(attribute(n, "name"), attribute(n, "value"))
		}
		for _, n := range each(f, "textarea") {
			out.Set(attribute(n, "name"), "")
		}
		return out
	}
	t.Fatalf("no form is sent to %s", action)
	return nil
}

func post(h http.Handler, path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestReadersOpinionReachesTheOffice(t *testing.T) {
	t.Parallel()
	s := newShelf()
	h := newSite(t, s)
	form := formOf(t, page(t, h, "/fr/rapports/2024"), "/fr/avis")
	form.Set("useful", "yes")
	form.Set("comment", "Clair, merci.")
	w := post(h, "/fr/avis", form)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("got %d, want 303", w.Code)
	}
	want := publish.Opinion{Office: officeID, Path: "/fr/rapports/2024", Lang: "fr", Useful: true, Words: "Clair, merci."}
	if len(s.said) != 1 || s.said[0] != want {
		t.Errorf("got %+v, want %+v", s.said, want)
	}
	doc := page(t, h, w.Header().Get("Location"))
	if !slicesContains(each(doc, "a"), "href", "/fr/rapports/2024") {
		t.Error("the thanks do not lead back to the page")
	}
}

func slicesContains(nodes []*html.Node, name, value string) bool {
	for _, n := range nodes {
		if attribute(n, name) == value {
			return true
		}
	}
	return false
}

func TestWrongOpinionsAreRefused(t *testing.T) {
	t.Parallel()
	s := newShelf()
	h := newSite(t, s)
	ok := url.Values{"page": {"/fr/"}, "useful": {"no"}}
	for name, form := range map[string]url.Values{
		"another site":       {"page": {"//elsewhere.example/"}, "useful": {"no"}},
		"no page":            {"useful": {"no"}},
		"neither yes nor no": {"page": {"/fr/"}, "useful": {"maybe"}},
	} {
		if w := post(h, "/fr/avis", form); w.Code != http.StatusBadRequest {
			t.Errorf("%s: got %d, want 400", name, w.Code)
		}
	}
	if w := post(h, "/fr/avis", ok, "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden {
		t.Errorf("sent from another site: got %d, want 403", w.Code)
	}
	s.refuses = record.Errorf(record.Unavailable, "too many")
	if w := post(h, "/fr/avis", ok); w.Code != http.StatusServiceUnavailable {
		t.Errorf("too many: got %d, want 503", w.Code)
	}
	s.refuses = &record.Error{Kind: record.Invalid, Problems: []record.Problem{{Field: "comment", Code: "too_long"}}}
	long := url.Values{"page": {"/fr/"}, "useful": {"no"}, "comment": {"un long <b>commentaire</b>"}}
	w := post(h, "/fr/avis", long)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "un long &lt;b&gt;commentaire&lt;/b&gt;") ||
		!strings.Contains(w.Body.String(), "2 000") && !strings.Contains(w.Body.String(), "2\u00a0000") {
		t.Errorf("too long: got %d, and the words typed or the limit are not shown", w.Code)
	}
	if len(s.said) != 0 {
		t.Errorf("kept %+v", s.said)
	}
}

func TestThanksLeadNowhereElse(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	for _, to := range []string{"//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)"} {
		for _, a := range each(page(t, h, "/fr/avis/merci?page="+url.QueryEscape(to)), "a") {
			if strings.Contains(attribute(a, "href"), "elsewhere") || strings.Contains(attribute(a, "href"), "alert") {
				t.Errorf("%q leads to %q", to, attribute(a, "href"))
			}
		}
	}
}

func TestPagesAreKeptUntilSomethingChanges(t *testing.T) {
	t.Parallel()
	s := newShelf()
	h := newSite(t, s)
	first := get(h, "/fr/").Body.String()
	made := s.asked
	if again := get(h, "/fr/").Body.String(); again != first || made == 0 || s.asked != made {
		t.Errorf("the page was made %d times more, though nothing had changed", s.asked-made)
	}
	for _, r := range s.records {
		if o, ok := r.(*record.Office); ok && o.ID == officeID {
			o.SiteName = record.Text{FR: "Un autre nom", EN: "Another name"}
		}
	}
	if changed := get(h, "/fr/").Body.String(); !strings.Contains(changed, "Un autre nom") {
		t.Error("a change is not seen at the next request")
	}
}
