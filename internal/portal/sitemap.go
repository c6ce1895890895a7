package portal

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/serve"
)

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

type sitemapIndex struct {
	XMLName xml.Name      `xml:"sitemapindex"`
	NS      string        `xml:"xmlns,attr"`
	Parts   []sitemapPart `xml:"sitemap"`
}

type sitemapPart struct {
	Loc string `xml:"loc"`
}

const (
	sitemapNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
	// sitemapRecords is how many records one sitemap holds, each at two addresses: ten thousand in all.
	sitemapRecords = 5000
	pagesPart      = "pages" // the part that holds what is no record
)

// sitemap lists every public page in both languages. A large site gets an index of parts, each found again by the cursor
// at which it begins.
func (s *site) sitemap(q *query) (serve.Answer, error) {
	asked := q.URL.Query()
	set := &sitemapSet{NS: sitemapNS, XHTML: "http://www.w3.org/1999/xhtml"}
	if asked.Get("part") == pagesPart {
		return writeXML(mediaXML, set, s.sitemapPages(q, set))
	}
	next, err := s.sitemapRecords(q, asked.Get("after"), set)
	switch {
	case err != nil:
		return serve.Answer{}, err
	case asked.Get("after") != "" || asked.Get("part") != "":
		return writeXML(mediaXML, set, nil)
	case next == "":
		return writeXML(mediaXML, set, s.sitemapPages(q, set))
	}
	index := &sitemapIndex{NS: sitemapNS, Parts: []sitemapPart{{s.BaseURL + "/sitemap.xml?part=" + pagesPart}, {s.BaseURL + "/sitemap.xml?part=records"}}}
	for next != "" {
		index.Parts = append(index.Parts, sitemapPart{s.BaseURL + "/sitemap.xml?" + url.Values{"after": {next}}.Encode()})
		if next, err = s.sitemapRecords(q, next, &sitemapSet{}); err != nil {
			return serve.Answer{}, err
		}
	}
	return writeXML(mediaXML, index, nil)
}

const mediaXML = "application/xml; charset=utf-8"

func writeXML(media string, of any, err error) (serve.Answer, error) {
	if err != nil {
		return serve.Answer{}, err
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(of); err != nil {
		return serve.Answer{}, fmt.Errorf("write XML: %w", err)
	}
	return serve.Answer{Media: media, Body: b.Bytes()}, nil
}

func (s *site) addTo(q *query, set *sitemapSet, p paths, changed string) {
	var links []sitemapLink
	for _, lang := range q.langs() {
		links = append(links, sitemapLink{"alternate", string(lang), s.BaseURL + p.in(lang)})
	}
	for _, l := range links {
		set.URLs = append(set.URLs, sitemapURL{Loc: l.Href, LastMod: changed, Links: links})
	}
}

// sitemapPages adds the home page, the special pages, the reports and the lists.
func (s *site) sitemapPages(q *query, set *sitemapSet) error {
	s.addTo(q, set, both(homePath), "")
	for _, sp := range specials() {
		s.addTo(q, set, both(func(l i18n.Lang) string { return specialPath(l, sp.name) }), "")
	}
	years, err := s.Reader.Years(q.Context(), q.main().ID)
	if err != nil {
		return fmt.Errorf("sitemap: read years: %w", err)
	}
	for _, y := range years {
		s.addTo(q, set, both(func(l i18n.Lang) string { return reportPath(l, "", y) }), "")
	}
	for _, sec := range sections() {
		if sec.listed {
			s.addTo(q, set, both(func(l i18n.Lang) string { return listPath(l, sec.kind) }), "")
		}
	}
	return nil
}

// sitemapRecords adds a part's records, and gives the cursor of the next part, "" on the last.
func (s *site) sitemapRecords(q *query, after string, set *sitemapSet) (next string, err error) {
	pq := publish.Query{Limit: 500, After: after}
	for range sitemapRecords / pq.Limit {
		page, err := s.Reader.List(q.Context(), pq)
		if err != nil {
			return "", fmt.Errorf("sitemap: list records: %w", err)
		}
		for _, h := range page.Heads {
			s.addTo(q, set, both(func(l i18n.Lang) string { return recordPath(l, h) }), day(h.Updated))
		}
		if pq.After = page.Next; page.Next == "" {
			return "", nil
		}
	}
	return pq.After, nil
}
