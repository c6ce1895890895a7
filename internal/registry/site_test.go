package registry_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/assets"
	"entente/internal/access"
	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/portal"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

// site is the real public site over the real reader of what is published.
func site(t *testing.T, w *registrytest.World) http.Handler {
	t.Helper()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	built, err := assets.Load()
	if err != nil {
		t.Fatal(err)
	}
	maps, err := chart.LoadMaps()
	if err != nil {
		t.Fatal(err)
	}
	h, err := portal.New(portal.Config{Reader: w.Public(), Inbox: w.Registry, Catalogs: catalogs, Places: w.Places, Maps: maps, Assets: built,
		Log: slog.New(slog.DiscardHandler), BaseURL: "https://example.org"})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(t *testing.T, h http.Handler, path string) (status int, body string) {
	t.Helper()
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, path, nil))
	return rec.Code, rec.Header().Get("Location") + rec.Body.String()
}

var (
	wildcard  = regexp.MustCompile(`\{[a-z]+\}`)
	requestID = regexp.MustCompile(`\b[A-Z2-7]{12}\b`)
)

// TestNoPageTellsOfWhatIsHidden asks every address of the site, in every way that its pattern allows, on both engines.
func TestNoPageTellsOfWhatIsHidden(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) { noPageTells(t, site(t, accessWorld(t, e))) })
}

func noPageTells(t *testing.T, h http.Handler) {
	t.Helper()
	var hidden []tried
	var permalinks []string
	for _, x := range trials() {
		if slices.Contains(x.sees, "public") {
			permalinks = append(permalinks, x.record.Head().ID.Short())
			continue
		}
		hidden = append(hidden, x)
	}
	for _, ref := range known() {
		permalinks = append(permalinks, ref.Short())
	}
	fills := map[string][]string{
		"{permalink}": permalinks, "{code}": {"b-0", "b-1", "none"}, "{year}": {"2024", "2024.json", "2024.md", "2025"}, "{key}": {"missions", "cities", "none"},
		"{file}": {"none"}, "{edition}": {"1", "1.html", "1.json", "1.docx", "1.pdf", "2", "none"},
	}
	asked, found := 0, 0
	for _, r := range portal.Routes() {
		pattern, isGet := strings.CutPrefix(r.Pattern, "GET ")
		if !isGet {
			continue
		}
		pattern = strings.TrimSuffix(pattern, "{$}")
		for _, path := range filled(t, pattern, fills) {
			queries := []string{""}
			if !strings.Contains(pattern, "{") {
				queries = append(queries, "?q="+secret, "?q="+secret+"&theme="+string(id(record.KindTerm, 100)), "?type=theme&year=2024&country=FR")
			}
			for _, q := range queries {
				status, body := get(t, h, path+q)
				asked++
				if status == http.StatusOK {
					found++
				}
				if status >= 500 {
					t.Errorf("%s: %d", path+q, status)
				}
				noTrace(t, path+q, strings.ReplaceAll(body, string(id(record.KindTerm, 100)), "ASKED"), hidden)
			}
		}
		if !strings.Contains(pattern, "{permalink}") {
			continue
		}
		for _, x := range hidden {
			absent := id(x.record.Head().Kind, 999)
			for _, suffix := range []string{"", "-zarzuela-numero0"} {
				had, would := asOf(t, h, pattern, x.record.Head().ID, suffix), asOf(t, h, pattern, absent, suffix)
				if had != would || !strings.HasPrefix(had, "404") {
					t.Errorf("%s of %s is told from one of nothing:\n%s\n%s", r.Name, x.name, had, would)
				}
			}
		}
	}
	if asked < 300 || found < 60 {
		t.Errorf("%d addresses were asked for, %d found", asked, found)
	}
}

func asOf(t *testing.T, h http.Handler, pattern string, ref record.Ref, suffix string) string {
	t.Helper()
	status, body := get(t, h, strings.Replace(pattern, "{permalink}", ref.Short()+suffix, 1))
	body = strings.ReplaceAll(body, ref.Short(), "SHORT")
	return strconv.Itoa(status) + " " + requestID.ReplaceAllString(body, "REQUEST")
}

// filled gives the addresses of a pattern for everything that its wildcards may be.
func filled(t *testing.T, pattern string, fills map[string][]string) []string {
	t.Helper()
	name := wildcard.FindString(pattern)
	if name == "" {
		return []string{pattern}
	}
	if len(fills[name]) == 0 {
		t.Errorf("%s: say here what %s may be", pattern, name)
	}
	var out []string
	for _, v := range fills[name] {
		out = append(out, filled(t, strings.Replace(pattern, name, v, 1), fills)...)
	}
	return out
}

func noTrace(t *testing.T, path, body string, hidden []tried) {
	t.Helper()
	for _, x := range hidden {
		title := strings.TrimPrefix(x.record.Label().FR, secret+" ") // "numéro3"
		for _, trace := range []string{string(x.record.Head().ID), x.record.Head().ID.Short(), title, strings.ReplaceAll(title, "é", "e")} {
			if strings.Contains(body, trace) {
				t.Errorf("%s tells of %s: %s", path, x.name, near(body, trace))
			}
		}
	}
}

// TestAPageFollowsAChange: what was public a moment ago is not, whatever the site keeps of its pages.
func TestAPageFollowsAChange(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		m := mission(0, record.Public)
		m.Title.FR = "Mission à " + secret
		w.MustSave(t, m, 0)
		h := site(t, w)
		path := "/fr/missions/" + m.ID.Short() + "-mission-a-" + secret
		for step, want := range []int{http.StatusOK, http.StatusNotFound, http.StatusOK, http.StatusNotFound} {
			for _, p := range []string{path, "/fr/missions"} {
				status, body := get(t, h, p)
				if p == path && status != want {
					t.Errorf("step %d: %d, want %d", step, status, want)
				}
				if strings.Contains(body, secret) != (want == http.StatusOK) {
					t.Errorf("step %d: %s does not follow", step, p)
				}
			}
			switch step {
			case 0:
				m.Visibility = record.Private
				w.MustSave(t, m, 1)
			case 1:
				m.Visibility = record.Public
				w.MustSave(t, m, 2)
			case 2:
				if _, err := w.Withdraw(t.Context(), access.OperatorActor(), m.ID, 3, ""); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}
