package e2e_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/web"
)

// perRoute is how many pages of one address are looked at in each language: the kinds of records, then further ones that
// show what none before showed.
const perRoute = 30

// perQuery is how many pages of one address are looked at that differ by their query alone.
const perQuery = 4

// walkStaff follows the links of the application as somebody who administers does, some pages of each address. Nothing is
// sent: whatever changes something is a form.
func (s *shared) walkStaff() (*crawl, error) {
	site, err := s.staff()
	if err != nil {
		return nil, err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Jar: jar}
	answer, err := client.PostForm(site.base+"/fr/app/sign-in", url.Values{"email": {emailOf(access.Admin)}, "password": {password}})
	if err != nil {
		return nil, err
	}
	if err := answer.Body.Close(); err != nil {
		return nil, err
	}
	c := &crawl{base: site.base, pages: map[string]*page{}, jar: jar}
	route, taken := staffRoute(), map[string]int{}
	level := map[string]string{"/fr/app/": "", "/en/app/": "", "/fr/app/nulle-part": "", "/en/app/nowhere": ""}
	for len(level) > 0 {
		found, err := c.fetchAll(level)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(found, func(a, b *page) int { return strings.Compare(a.path, b.path) })
		level = map[string]string{}
		for _, p := range found {
			c.pages[p.path] = p
		}
		for _, p := range found {
			for _, l := range p.links {
				name := route(l.path)
				if strings.Contains(l.path, "?") {
					name += "?"
				}
				if route(l.path) == "" || c.pages[l.path] != nil || level[l.path] != "" || taken[name] >= perRoute || strings.HasSuffix(name, "?") && taken[name] >= perQuery {
					continue
				}
				taken[name]++
				level[l.path] = p.path
			}
		}
	}
	return c, nil
}

// staffRoute finds the name and language of the route of a path; "" for what is not the application's.
func staffRoute() func(path string) string {
	mux := http.NewServeMux()
	for _, r := range web.Routes() {
		for pattern, lang := range r.Patterns() {
			mux.Handle(pattern, named(r.Name+"."+string(lang)))
		}
	}
	return func(path string) string {
		r, err := http.NewRequest(http.MethodGet, path, nil)
		if err != nil {
			return ""
		}
		h, _ := mux.Handler(r)
		name, _ := h.(named)
		return string(name)
	}
}

// TestStaffPagesAreSound has every page of the application that a link leads to read by a validator.
func TestStaffPagesAreSound(t *testing.T) {
	t.Parallel()
	c := must(t, common.staffWalk)
	pages := c.html()
	for _, p := range pages {
		want := http.StatusOK
		if name := staffRoute()(p.path); strings.HasPrefix(name, "nothing") {
			want = http.StatusNotFound
		}
		if p.status != want && (p.status < 300 || p.status > 399) {
			t.Errorf("%s (from %s): status %d", p.path, p.from, p.status)
		}
		if strings.ContainsAny(string(p.body), "⟦⟧") {
			t.Errorf("%s: a text is missing", p.path)
		}
	}
	validate(t, pages)
}

// TestEveryStaffPageIsReached fails for a page to which nothing leads, so that no new one escapes these tests.
func TestEveryStaffPageIsReached(t *testing.T) {
	t.Parallel()
	c, route := must(t, common.staffWalk), staffRoute()
	reached := map[string]bool{}
	for path := range c.pages {
		reached[strings.TrimSuffix(strings.TrimSuffix(route(path), ".fr"), ".en")] = true
	}
	for _, r := range web.Routes() {
		if r.Method == http.MethodGet && r.Need != web.Open && !reached[r.Name] && !unreached[r.Name] {
			t.Errorf("%s (%s): no page leads there", r.Name, r.Path)
		}
	}
}

// unreached are the addresses that no link of the sample leads to: scripts ask for them, or what a journey makes is there.
var unreached = map[string]bool{
	"find": true, "suggestions": true, "echo": true, // of forms and scripts
	"file of a document": true, "an operation": true, "sheet": true, "sheet refused": true, "file of an edition": true, // of what nobody has done yet
}
