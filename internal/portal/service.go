package portal

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"entente/internal/i18n"
	"entente/internal/publish"
)

const (
	styleSheet = "portal.css"
	iconSheet  = "icons.svg"
)

// root sends the reader to the home page in their language.
func (*site) root(q *query) (answer, error) { return redirect(http.StatusFound, homePath(q.lang)), nil }

func (*site) toHome(q *query) (answer, error) {
	return redirect(http.StatusMovedPermanently, homePath(q.lang)), nil
}

func (*site) nothing(q *query) (answer, error) { return answer{}, notFound("page", q.URL.Path) }

// health answers when the offices could be read, which every request does first.
func (*site) health(*query) (answer, error) {
	return answer{media: mediaText, body: []byte("ok\n")}, nil
}

func (s *site) robots(*query) (answer, error) {
	text := "User-agent: *\nAllow: /\n"
	if s.BaseURL != "" {
		text += "Sitemap: " + s.BaseURL + "/sitemap.xml\n"
	}
	return answer{media: mediaText, body: []byte(text)}, nil
}

// asset gives a built file. Its name holds a hash of its content, so that it can be kept for ever.
func (s *site) asset(q *query) (answer, error) {
	name := q.PathValue("file")
	body, err := fs.ReadFile(s.Assets.FS, name)
	if err != nil || strings.HasPrefix(name, ".") || path.Ext(name) == ".json" {
		return answer{}, notFound("asset", name)
	}
	media := mime.TypeByExtension(path.Ext(name))
	if path.Ext(name) == ".woff2" {
		media = "font/woff2"
	}
	return answer{media: media, body: body, headers: [][2]string{{"Cache-Control", "public, max-age=31536000, immutable"}}}, nil
}

type sitemapURL struct {
	Loc     string        `xml:"loc"`
	LastMod string        `xml:"lastmod,omitempty"`
	Links   []sitemapLink `xml:"xhtml:link"`
}

type sitemapLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

type sitemapSet struct {
	XMLName xml.Name     `xml:"urlset"`
	NS      string       `xml:"xmlns,attr"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

// sitemapLimit is how many addresses one sitemap may hold (sitemaps.org).
const sitemapLimit = 50000

// sitemap lists the home page, the reports, the lists and every public record, in both languages.
func (s *site) sitemap(q *query) (answer, error) {
	set := sitemapSet{NS: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	add := func(p paths, changed string) {
		var links []sitemapLink
		for _, lang := range i18n.Langs() {
			links = append(links, sitemapLink{"alternate", string(lang), s.BaseURL + p.in(lang)})
		}
		for _, l := range links {
			set.URLs = append(set.URLs, sitemapURL{Loc: l.Href, LastMod: changed, Links: links})
		}
	}
	add(both(homePath), "")
	years, err := s.Reader.Years(q.Context(), q.main().ID)
	if err != nil {
		return answer{}, fmt.Errorf("sitemap: read years: %w", err)
	}
	for _, y := range years {
		add(both(func(l i18n.Lang) string { return reportPath(l, "", y) }), "")
	}
	for _, sec := range sections() {
		if sec.listed {
			add(both(func(l i18n.Lang) string { return listPath(l, sec.kind) }), "")
		}
	}
	pq := publish.Query{Limit: 500}
	for len(set.URLs) < sitemapLimit-2*pq.Limit {
		page, err := s.Reader.List(q.Context(), pq)
		if err != nil {
			return answer{}, fmt.Errorf("sitemap: list records: %w", err)
		}
		for _, h := range page.Heads {
			add(both(func(l i18n.Lang) string { return recordPath(l, h) }), day(h.Updated))
		}
		if pq.After = page.Next; page.Next == "" {
			break
		}
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(set); err != nil {
		return answer{}, fmt.Errorf("write sitemap: %w", err)
	}
	return answer{media: "application/xml; charset=utf-8", body: b.Bytes()}, nil
}
