package web_test

import (
	"net/http"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/i18n"
	"entente/internal/registry/registrytest"
	"entente/internal/store/pgtest"
	"entente/internal/web"
	"entente/internal/web/webtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// path fills the holes of a route with what is nowhere.
func path(lang i18n.Lang, r web.Route) string {
	p := strings.NewReplacer("{kind}", "mission", "{short}", "zzzzzzzzzzzz", "{$}", "", "{rest...}", "nowhere").Replace(r.Path)
	for strings.Contains(p, "{") {
		i, j := strings.Index(p, "{"), strings.Index(p, "}")
		p = p[:i] + "1" + p[j+1:]
	}
	return "/" + string(lang) + "/app" + p
}

func TestWhoeverHasNotSignedInIsAskedTo(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	b := s.Anyone(t)
	for _, lang := range i18n.Langs() {
		for _, r := range web.Routes() {
			if r.Need == web.Open {
				continue
			}
			p := b.Once(r.Method, path(lang, r), nil, "")
			if want := "/" + string(lang) + "/app/sign-in?next="; p.Status != http.StatusSeeOther || !strings.HasPrefix(p.Header.Get("Location"), want) {
				t.Errorf("%s %s: %d to %q", r.Method, p.Path, p.Status, p.Header.Get("Location"))
			}
			if strings.Contains(p.Body, "<") {
				t.Errorf("%s %s: a page came with the redirection", r.Method, p.Path)
			}
		}
	}
}

func TestWhatIsForAdministratorsIsNothingToOthers(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	for _, role := range []access.Role{access.Head, access.Officer, access.Contributor, access.Reader} {
		b := s.As(t, role)
		nothing := b.Once(http.MethodGet, "/fr/app/nowhere-at-all", nil, "")
		for _, r := range web.Routes() {
			if r.Need != web.Admin {
				continue
			}
			if p := b.Once(r.Method, path(i18n.FR, r), nil, ""); p.Status != nothing.Status || p.Status != http.StatusNotFound {
				t.Errorf("%s, %s %s: %d", role, r.Method, p.Path, p.Status)
			}
		}
	}
}

func TestEveryAnswerIsSecuredAndKeptByNobody(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	b := s.As(t, access.Admin)
	for _, r := range web.Routes() {
		p := b.Once(r.Method, path(i18n.FR, r), nil, "")
		h := p.Header
		if !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s %s: headers %v", r.Method, p.Path, h)
		}
		if c := h.Get("Cache-Control"); !strings.Contains(c, "private") && !strings.Contains(c, "no-store") {
			t.Errorf("%s %s: Cache-Control %q", r.Method, p.Path, c)
		}
		if p.Status >= http.StatusInternalServerError {
			t.Errorf("%s %s: %d\n%s", r.Method, p.Path, p.Status, s.Log)
		}
	}
}

func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	for _, r := range web.Routes() {
		if r.Method != http.MethodPost {
			continue
		}
		if status := s.FromElsewhere(t, path(i18n.FR, r)); status != http.StatusForbidden {
			t.Errorf("%s: %d", r.Path, status)
		}
	}
}
