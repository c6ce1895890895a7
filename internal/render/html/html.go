// Package html writes a document as one HTML file that stands alone: it can be mailed, kept and printed, asks nothing of any
// server, runs no script, and opens every number at its end, where its rule and what it counts stand. It must not know where
// records are kept or how a site is laid out.
package html

import (
	"context"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/publish"
	"entente/internal/render"
)

//go:embed document.css
var css string

// Write writes p. A number opens the part of the annex that tells of it, or what links say; a name, what links say.
func Write(w io.Writer, p *publish.Paper, links render.Links) error {
	d := &document{p: p, links: links, opened: map[string]bool{}}
	if p.Annex != nil {
		for _, s := range p.Annex.Sections {
			d.opened[s.ID] = true
		}
	}
	if err := page(d).Render(context.Background(), w); err != nil {
		return fmt.Errorf("write %q as HTML: %w", p.Title, err)
	}
	return nil
}

// document is a paper while it is written: tables and drawings are numbered as they come.
type document struct {
	p                *publish.Paper
	links            render.Links
	opened           map[string]bool // ids of the annex
	tables, drawings int
}

// opens is where a span leads, "" when nowhere.
func (d *document) opens(s publish.Span) string {
	if id := "figure-" + s.Figure; s.Figure != "" && d.opened[id] {
		return "#" + id
	}
	return d.links.Of(s)
}

// table gives the caption of a table with its number.
func (d *document) table(caption string) string {
	d.tables++
	return numbered(d.p.Words.Table, d.tables, caption)
}

func (d *document) drawing(caption string) string {
	d.drawings++
	return numbered(d.p.Words.Drawing, d.drawings, caption)
}

func numbered(word string, n int, caption string) string {
	if word == "" {
		return caption
	}
	out := fmt.Sprintf("%s\u00a0%d", word, n)
	if caption != "" {
		out += " – " + caption
	}
	return out
}

var colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// sheet is the style sheet in the office's colours.
func (d *document) sheet() string {
	var own strings.Builder
	for _, c := range []struct{ name, value string }{{"accent", d.p.Look.Accent}, {"deep", d.p.Look.Deep}, {"mark", d.p.Look.Mark}} {
		if colour.MatchString(c.value) {
			fmt.Fprintf(&own, "--own-%s:%s;", c.name, c.value)
		}
	}
	text := css
	if own.Len() > 0 {
		text += ":root{" + own.String() + "}\n"
	}
	return "<style>\n" + text + "</style>"
}

// logo is the office's as an address that holds it, "" when there is none.
func (d *document) logo() string {
	switch d.p.Look.LogoType {
	case "image/png", "image/jpeg", "image/svg+xml":
		if len(d.p.Look.Logo) > 0 {
			return "data:" + d.p.Look.LogoType + ";base64," + base64.StdEncoding.EncodeToString(d.p.Look.Logo)
		}
	}
	return ""
}

// identity is what the file says of itself to programs.
func (d *document) identity() [][2]string {
	id := d.p.Identity
	var out [][2]string
	for _, m := range [][2]string{
		{"entente:publication", string(id.Publication)}, {"entente:edition", number(id.Edition)}, {"entente:language", d.p.Lang},
		{"entente:issued", id.Issued}, {"entente:address", id.Address}, {"entente:checksum", id.Checksum},
	} {
		if m[1] != "" && id.Publication != "" {
			out = append(out, m)
		}
	}
	return out
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// contents are the sections that the table of contents names, the annex among them.
func (d *document) contents() []publish.Section {
	out := d.p.Sections
	if d.p.Annex != nil {
		a := *d.p.Annex
		a.Sections = nil // its figures are many: they are come to from the numbers
		out = append(out[:len(out):len(out)], a)
	}
	return out
}

// svg is a drawing as it stands in the page. It is one of package chart, which escapes every text; anything else is left out.
func svg(drawing publish.Drawing) templ.Component {
	if !strings.HasPrefix(drawing.SVG, "<svg") || lively.MatchString(drawing.SVG) {
		return templ.NopComponent
	}
	return templ.Raw(drawing.SVG)
}

// lively is what no drawing of ours holds: what would run, or ask a server.
var lively = regexp.MustCompile(`(?i)<\s*(script|foreignobject|image|use|iframe|style|animate|set|a)\b|\son[a-z]+\s*=|javascript:|url\(\s*['"]?(https?:|//)`)

// heading is the level of a heading below a section's, within what HTML has.
func heading(level int) int { return min(level, 6) }

// language marks a text that is not in the language of the page.
func language(lang string) templ.Attributes {
	if lang == "" {
		return nil
	}
	return templ.Attributes{"lang": lang}
}
