package e2e_test

import (
	"bytes"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"

	"entente/e2e/browser"
	"entente/internal/access"
	"entente/internal/i18n"
)

// TestStaffPagesAreAccessible has axe examine every address of the application with the richest record that is there, and
// every element and class that a page shows, in both languages: light on a desk, dark on a telephone. What differs between
// kinds of records is looked at once.
func TestStaffPagesAreAccessible(t *testing.T) {
	t.Parallel()
	site := must(t, common.staff)
	c := must(t, common.staffWalk)
	rich := representatives(c, staffRoute())
	paths := map[string]bool{} // true: in both themes
	for _, p := range rich {
		paths[p.path] = isPage(p)
	}
	for i, p := range eachKind(c) {
		if _, ok := paths[p]; !ok && i%len(i18n.Langs()) == 0 == strings.HasPrefix(p, "/fr/") {
			paths[p] = false
		}
	}
	tabs := staffTabs(t, site)
	for path, whole := range paths {
		if p := c.pages[path]; p == nil || !isPage(p) {
			continue
		}
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			p := <-tabs
			defer func() { tabs <- p }()
			show(t, p, desk, false, false)
			if err := p.Goto(site.base + path); err != nil {
				t.Fatal(err)
			}
			if ask[string](t, p, "document.contentType") != "text/html" {
				return // what the page announced is a file by now
			}
			unfold(t, p)
			accessible(t, p, false)
			if whole {
				show(t, p, phone, false, true)
				accessible(t, p, true)
			}
			fitsPhone(t, p)
		})
	}
}

// staffTabs are signed in and wait for pages; opening one takes longer than a page.
func staffTabs(t *testing.T, site *server) chan *browser.Page {
	t.Helper()
	tabs := make(chan *browser.Page, runtime.GOMAXPROCS(0))
	for range cap(tabs) {
		tabs <- signedIn(t, site, access.Admin, "/fr/app/", desk, browser.Options{})
	}
	return tabs
}

// isPage tells a page from a part of one that scripts ask for.
func isPage(p *page) bool {
	return strings.HasPrefix(p.media, "text/html") && (p.status == http.StatusOK || p.status == http.StatusNotFound) && bytes.Contains(p.body[:min(len(p.body), 100)], []byte("<html"))
}

// eachKind are the pages that every kind of records has, of the records that the walk met: in each language a list, a map,
// a calendar, a record.
func eachKind(c *crawl) []string {
	route := staffRoute()
	var out []string
	seen := map[string]bool{}
	for _, p := range c.html() {
		name := route(p.path)
		plain := plainName(name)
		rest := strings.Split(strings.TrimPrefix(p.path[3:], "/app/records/"), "/")
		if !slices.Contains([]string{"list", "list.map", "list.calendar", "record"}, plain) || strings.Contains(p.path, "?") || seen[name+rest[0]] {
			continue
		}
		seen[name+rest[0]] = true
		out = append(out, p.path)
	}
	return out
}

func looksRight(t *testing.T, p *browser.Page, how string) {
	t.Helper()
	violations, err := p.AxeLooks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range violations {
		t.Errorf("%s: %s", how, v)
	}
}

// TestStaffDialogsAreAccessible opens what scripts put over a page.
func TestStaffDialogsAreAccessible(t *testing.T) {
	t.Parallel()
	site := must(t, common.staff)
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			p := signedIn(t, site, access.Officer, "/"+lang+"/app/records/mission", desk, browser.Options{})
			defer p.Close()
			f := filler{t, p}
			for key, open := range map[string]string{"/": `document.querySelectorAll('dialog[open] [role=option]').length > 0`, "?": `!!document.querySelector('dialog[open] table')`} {
				f.do(p.Goto(site.base + "/" + lang + "/app/records/mission"))
				f.do(p.Press(key))
				if key == "/" {
					f.until(`document.activeElement?.id === 'quick'`)
					f.do(p.Press("lausanne"))
				}
				f.until(open)
				for _, dark := range []bool{false, true} {
					for _, size := range []browser.Viewport{desk, phone} {
						show(t, p, size, false, dark)
						accessible(t, p, dark)
					}
				}
				fitsPhone(t, p)
				show(t, p, desk, false, false)
			}
			quiet(t, p)
		})
	}
}
