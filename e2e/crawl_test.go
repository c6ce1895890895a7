package e2e_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"

	"entente/internal/web"
)

// page is one answer of the site.
type page struct {
	path   string // with its query
	from   string // the page that was the first to lead here
	status int
	media  string
	file   bool // to keep, not to show
	body   []byte
	doc    *html.Node // nil when it is neither a page nor a drawing
	links  []link
}

// link is where a page leads on the same site.
type link struct{ path, fragment string }

// crawl is every page that can be reached, by its path.
type crawl struct {
	base  string
	pages map[string]*page
	jar   http.CookieJar // of whoever reads; nil for the public
}

// walk follows every link from the two home pages and from what machines are told of.
func walk(base string) (*crawl, error) {
	c := &crawl{base: base, pages: map[string]*page{}}
	level := map[string]string{"/fr/": "", "/en/": "", "/sitemap.xml": "", "/robots.txt": ""}
	for len(level) > 0 {
		found, err := c.fetchAll(level)
		if err != nil {
			return nil, err
		}
		level = map[string]string{}
		for _, p := range found {
			c.pages[p.path] = p
		}
		for _, p := range found {
			for _, l := range p.links {
				if c.pages[l.path] == nil && (level[l.path] == "" || p.path < level[l.path]) {
					level[l.path] = p.path
				}
			}
		}
	}
	return c, nil
}

// html lists the pages that people read, in the order of their paths.
func (c *crawl) html() []*page {
	var out []*page
	for _, p := range c.pages {
		if strings.HasPrefix(p.media, "text/html") {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *page) int { return strings.Compare(a.path, b.path) })
	return out
}

func (c *crawl) fetchAll(level map[string]string) ([]*page, error) {
	const atOnce = 4
	var (
		all   sync.WaitGroup
		mu    sync.Mutex
		out   []*page
		fault error
		slots = make(chan struct{}, atOnce)
	)
	for path, from := range level {
		all.Go(func() {
			slots <- struct{}{}
			p, err := c.fetch(path, from)
			<-slots
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				fault = err
				return
			}
			out = append(out, p)
		})
	}
	all.Wait()
	return out, fault
}

// fetch asks for one page. A redirection is an answer like another: links of the site lead to the right address at once.
func (c *crawl) fetch(path, from string) (*page, error) {
	client := http.Client{
		Timeout:       30 * time.Second,
		Jar:           c.jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	answer, err := client.Get(c.base + path)
	if err != nil {
		return nil, fmt.Errorf("get %s (linked from %s): %w", path, from, err)
	}
	defer answer.Body.Close()
	p := &page{path: path, from: from, status: answer.StatusCode, media: answer.Header.Get("Content-Type"),
		file: strings.HasPrefix(answer.Header.Get("Content-Disposition"), "attachment")}
	if p.body, err = io.ReadAll(answer.Body); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if strings.HasPrefix(p.media, "text/html") || strings.HasPrefix(p.media, "image/svg") {
		if p.doc, err = html.Parse(bytes.NewReader(p.body)); err != nil {
			return nil, fmt.Errorf("parse %s: %w", path, err)
		}
	}
	p.links, err = c.linksOf(p)
	return p, err
}

var (
	location = regexp.MustCompile(`<loc>([^<]*)</loc>|Sitemap: (\S+)`)
	sheetURL = regexp.MustCompile(`url\(["']?([^"')]+)`)
)

func (c *crawl) linksOf(p *page) ([]link, error) {
	var targets []string
	switch {
	case strings.HasPrefix(p.media, "text/html"):
		targets = targetsOf(p.doc)
	case strings.HasPrefix(p.media, "text/css"):
		for _, m := range sheetURL.FindAllSubmatch(p.body, -1) {
			targets = append(targets, string(m[1]))
		}
	case p.path == "/sitemap.xml", p.path == "/robots.txt":
		for _, m := range location.FindAllSubmatch(p.body, -1) {
			targets = append(targets, string(m[1])+string(m[2]))
		}
	}
	here, err := url.Parse(c.base + p.path)
	if err != nil {
		return nil, err
	}
	var out []link
	for _, target := range targets {
		to, err := here.Parse(target)
		if err != nil {
			return nil, fmt.Errorf("link of %s: %w", p.path, err)
		}
		if c.jar == nil && slices.ContainsFunc(web.Roots(), func(root string) bool { return strings.HasPrefix(to.Path, root) }) {
			continue // the staff's own application is no part of the site
		}
		if to.Scheme == here.Scheme && to.Host == here.Host {
			out = append(out, link{to.RequestURI(), to.Fragment})
		}
	}
	return out, nil
}

// targetsOf lists where a page leads: its links, its files, and what its forms ask for with each choice that they offer.
func targetsOf(doc *html.Node) []string {
	var out []string
	for e := range elements(doc, "") {
		for _, name := range []string{"href", "src"} {
			if to, ok := attribute(e, name); ok {
				out = append(out, to)
			}
		}
		if method, _ := attribute(e, "method"); e.Data != "form" || !strings.EqualFold(method, "get") {
			continue
		}
		action, _ := attribute(e, "action")
		out = append(out, action)
		for choices := range elements(e, "select") {
			name, _ := attribute(choices, "name")
			for o := range elements(choices, "option") {
				value, _ := attribute(o, "value")
				out = append(out, action+"?"+url.Values{name: {value}}.Encode())
			}
		}
	}
	return out
}
