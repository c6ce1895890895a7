package e2e_test

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"entente/internal/portal"
)

// TestEveryPage holds every page that a link, a form or the sitemap leads to, to what all pages owe.
func TestEveryPage(t *testing.T) {
	t.Parallel()
	c := must(t, common.crawl)
	pages := c.html()

	t.Run("answers", func(t *testing.T) {
		t.Parallel()
		for _, p := range c.pages {
			if p.status != http.StatusOK || len(p.body) == 0 {
				t.Errorf("%s, linked from %s: status %d, %d bytes", p.path, p.from, p.status, len(p.body))
			}
		}
	})

	t.Run("is in the language of its address", func(t *testing.T) {
		t.Parallel()
		for _, p := range pages {
			for root := range elements(p.doc, "html") {
				if lang, _ := attribute(root, "lang"); !strings.HasPrefix(p.path, "/"+lang+"/") {
					t.Errorf("%s: language %q", p.path, lang)
				}
			}
			if text := words(p.doc); strings.Contains(text, "⟦") {
				t.Errorf("%s: a message is missing: %s", p.path, text[strings.Index(text, "⟦"):])
			}
		}
	})

	t.Run("has one main title, and no title skips a level", func(t *testing.T) {
		t.Parallel()
		for _, p := range pages {
			if problem := titles(p.doc); problem != "" {
				t.Errorf("%s: %s", p.path, problem)
			}
		}
	})

	t.Run("is told apart by its window's title", func(t *testing.T) {
		t.Parallel()
		bearer := map[string]string{}
		for _, p := range pages {
			if strings.Contains(p.path, "?") {
				continue // the same list, filtered or further on
			}
			if p.file {
				continue // it stands by itself, away from the site
			}
			title := ""
			for e := range elements(p.doc, "title") {
				title = words(e)
				break
			}
			key := p.path[:len("/fr/")] + title
			if title == "" || bearer[key] != "" {
				t.Errorf("%s: title %q, already that of %s", p.path, title, bearer[key])
			}
			bearer[key] = p.path
		}
	})

	t.Run("names itself and its other language", func(t *testing.T) {
		t.Parallel()
		told := map[string]bool{}
		for _, l := range c.pages["/sitemap.xml"].links {
			told[l.path] = true
		}
		for _, p := range pages {
			if p.file {
				continue
			}
			if apartFromSearch(p) {
				if told[p.path] {
					t.Errorf("%s: the sitemap names it, and it asks search engines to leave it alone", p.path)
				}
				continue
			}
			own, problem := forms(c, p)
			if problem != "" {
				t.Errorf("%s: %s", p.path, problem)
				continue
			}
			for _, lang := range []string{"fr", "en"} {
				if back, problem := forms(c, c.pages[own[lang]]); problem != "" || back["fr"] != own["fr"] || back["en"] != own["en"] {
					t.Errorf("%s: its %s form is %s, which names %v (%s)", p.path, lang, own[lang], back, problem)
				}
			}
		}
	})

	t.Run("leads to parts of pages that exist", func(t *testing.T) {
		t.Parallel()
		for _, p := range pages {
			for _, l := range p.links {
				if l.fragment != "" && !ids(c.pages[l.path])[l.fragment] {
					t.Errorf("%s: nothing in %s is called %q", p.path, l.path, l.fragment)
				}
			}
		}
	})

	t.Run("is valid", func(t *testing.T) {
		t.Parallel()
		files := pages
		for _, path := range apart() {
			files = append(files, must(t, func() (*page, error) { return c.fetch(path, "") }))
		}
		validate(t, files)
	})
}

// titles says what is wrong with the headings of a page; "" when nothing is.
func titles(doc *html.Node) string {
	level, main := 0, 0
	for e := range elements(doc, "") {
		if len(e.Data) != 2 || e.Data[0] != 'h' || e.Data[1] < '1' || e.Data[1] > '6' {
			continue
		}
		next := int(e.Data[1] - '0')
		if next > level+1 {
			return fmt.Sprintf("%q is an h%d below an h%d", words(e), next, level)
		}
		if level = next; next == 1 {
			main++
		}
	}
	if main != 1 {
		return fmt.Sprintf("%d main titles", main)
	}
	return ""
}

// apartFromSearch tells whether a page asks search engines to leave it alone, as the further pages of a list and what a
// search found do: it has no address of its own in their eyes.
func apartFromSearch(p *page) bool {
	for e := range elements(p.doc, "meta") {
		name, _ := attribute(e, "name")
		content, _ := attribute(e, "content")
		if name == "robots" && content == "noindex" {
			return true
		}
	}
	return false
}

// forms gives the paths that a page names as its own in each language, and says what is wrong with them.
func forms(c *crawl, p *page) (paths map[string]string, problem string) {
	if p == nil || p.doc == nil {
		return nil, "there is no such page"
	}
	paths = map[string]string{}
	canonical := ""
	for e := range elements(p.doc, "link") {
		rel, _ := attribute(e, "rel")
		lang, _ := attribute(e, "hreflang")
		href, _ := attribute(e, "href")
		path, whole := strings.CutPrefix(href, c.base)
		switch {
		case rel == "canonical":
			canonical = path
		case rel == "alternate" && lang != "":
			paths[lang] = path
		default:
			continue
		}
		if !whole {
			return paths, fmt.Sprintf("%s is not a whole address", href)
		}
	}
	switch {
	case len(paths) != 2:
		return paths, fmt.Sprintf("its forms are %v", paths)
	case canonical != paths[p.path[1:3]]:
		return paths, fmt.Sprintf("it is called %s, and %s in its own language", canonical, paths[p.path[1:3]])
	case canonical != p.path && !strings.HasPrefix(p.path, canonical+"?"):
		return paths, "it is called " + canonical
	}
	return paths, ""
}

func ids(p *page) map[string]bool {
	out := map[string]bool{}
	if p == nil || p.doc == nil {
		return out
	}
	for e := range elements(p.doc, "") {
		if id, ok := attribute(e, "id"); ok {
			out[id] = true
		}
	}
	return out
}

// apart are the pages to which no link leads: those of what is not there, and the thanks for an opinion.
func apart() []string {
	return []string{"/fr/nulle-part", "/en/nowhere", "/fr/avis/merci?page=/fr/missions", "/en/feedback/thank-you?page=/en/missions"}
}

// validate has html-validate read pages, under names by which they are known again.
func validate(t *testing.T, pages []*page) {
	t.Helper()
	dir := t.TempDir()
	for _, p := range pages {
		name := strings.NewReplacer("/", "_", "?", "_").Replace(strings.TrimPrefix(p.path, "/")) + ".html"
		if err := os.WriteFile(filepath.Join(dir, name), p.body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	config, err := filepath.Abs("htmlvalidate.mjs")
	if err != nil {
		t.Fatal(err)
	}
	program, err := filepath.Abs("../assets/node_modules/.bin/html-validate")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "--config", config, "--max-warnings", "0", "--formatter", "text", ".")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("html-validate: %v\n%s", err, out)
	}
}

// TestEveryRouteIsReached fails for a page to which nothing leads, so that no new one escapes these tests.
func TestEveryRouteIsReached(t *testing.T) {
	t.Parallel()
	c := must(t, common.crawl)
	reached := map[string]bool{}
	route := routeOf()
	for path := range c.pages {
		reached[route(path)] = true
	}
	for _, path := range apart() {
		reached[route(path)] = true
	}
	unlinked := map[string]string{
		"root": "sends the reader to the home page of their language", "health": "is for machines",
		"home-redirect": "mends an address without its last slash", "opinion": "takes a form", "suggest": "is asked by a script", "opinion-form": "sends the reader home",
		"office-report-edition": "is of what another office has published, and here only the first has",
	}
	for _, r := range portal.Routes() {
		name := plainName(r.Name)
		if why := unlinked[name]; reached[r.Name] == (why != "") {
			t.Errorf("%s (%s) reached: %t; said of it: %q", r.Name, r.Pattern, reached[r.Name], why)
		}
	}
}

// plainName is the name of a route without its language.
func plainName(route string) string {
	return strings.TrimSuffix(strings.TrimSuffix(route, ".fr"), ".en")
}

// named answers nothing: it bears the name of a route.
type named string

func (named) ServeHTTP(http.ResponseWriter, *http.Request) {}

// routeOf finds the route of a path as the site does.
func routeOf() func(path string) string {
	mux := http.NewServeMux()
	for _, r := range portal.Routes() {
		mux.Handle(r.Pattern, named(r.Name))
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
