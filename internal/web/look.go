package web

import (
	"encoding/base64"
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/press"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/render"
	"entente/internal/serve"
)

// lookRoutes show how the office's documents look, before any of them is made.
func (a *app) lookRoutes() []route {
	return []route{
		get("/admin/look", "admin-look", a.look).admin(),
		get("/admin/look/{file}", "admin-look-file", a.specimen).admin(),
	}
}

// lookData is what the page of the look shows.
type lookData struct {
	look    publish.Look
	name    string
	logo    string // an address that holds it
	hidden  bool   // there is a logo that the public may not see, and so reports have none
	colours []lookColour
	offers  []paperOffer
}

// lookColour is a colour of documents and how well what stands on it, or what it stands on, is read.
type lookColour struct {
	field, code string
	contrast    string
	own         bool
}

func (a *app) look(q *request) (serve.Answer, error) {
	logo, err := press.Logo(q.Context(), a.Registry, q.office)
	if err != nil {
		return serve.Answer{}, err
	}
	o := q.office
	d := lookData{look: publish.LookOf(o, logo, string(q.lang)), name: publish.OfficeName(o, string(q.lang))}
	d.hidden = publish.LogoRef(o) != "" && len(d.look.Logo) == 0
	if len(d.look.Logo) > 0 {
		d.logo = "data:" + d.look.LogoType + ";base64," + base64.StdEncoding.EncodeToString(d.look.Logo)
	}
	for _, c := range []struct{ field, value, own string }{
		{"accent", d.look.Accent, o.Papers.Accent}, {"deep", d.look.Deep, o.Papers.Deep}, {"mark", d.look.Mark, o.Papers.Mark},
	} {
		d.colours = append(d.colours, lookColour{c.field, c.value, contrastWithWhite(q.p, c.value), c.own != ""})
	}
	for _, s := range []struct{ sort, label string }{
		{publish.SpecimenReport, q.p.T("look.specimen.report")}, {publish.SpecimenLetter, q.p.T("look.specimen.letter")},
	} {
		offer := paperOffer{sort: s.sort, label: s.label}
		l := paperLang{lang: q.lang}
		for _, f := range a.specimenFormats() {
			l.files = append(l.files, paperFile{f, q.p.T("papers.format." + f), q.path("/admin/look/" + s.sort + "." + f), f != "html"})
		}
		offer.langs = []paperLang{l}
		d.offers = append(d.offers, offer)
	}
	return a.html(q, a.adminMeta(q, q.p.T("look.title")), func(v view) templ.Component { return lookPage(v, d) })
}

func (a *app) specimenFormats() []string {
	return slices.DeleteFunc(a.formats(), func(f string) bool { return f == "json" })
}

// specimen is a document without matter, in the look of the office.
func (a *app) specimen(q *request) (serve.Answer, error) {
	sort, format, _ := strings.Cut(q.PathValue("file"), ".")
	if !slices.Contains(a.specimenFormats(), format) {
		return serve.Answer{}, missing("document", q.PathValue("file"))
	}
	logo, err := press.Logo(q.Context(), a.Registry, q.office)
	if err != nil {
		return serve.Answer{}, err
	}
	p := publish.Specimen(q.p, sort, q.office, logo)
	if p == nil {
		return serve.Answer{}, missing("document", q.PathValue("file"))
	}
	name := fileName(p, sort, format)
	if format == "pdf" {
		return a.printed(q, a.adminMeta(q, "", crumb{q.p.T("look.title"), q.path("/admin/look")}), q.path("/admin/look"), p, render.Links{}, name)
	}
	return written(p, render.Links{}, format, name)
}

func contrastWithWhite(p *i18n.Printer, colour string) string {
	c, ok := record.ParseRGB(colour)
	if !ok {
		return ""
	}
	return p.Decimal(fmt.Sprintf("%.1f", c.Contrast(record.RGB{255, 255, 255})))
}

// cover is the cover of a report in small. Colours are attributes: the policy of pages allows no style of their own.
func (d lookData) cover(title string) templ.Component {
	var s strings.Builder
	fmt.Fprintf(&s, `<svg viewBox="0 0 216 280" aria-hidden="true"><rect width="216" height="280" fill="%s"/><g fill="none" stroke="#fff" stroke-opacity=".14">`, safeColour(d.look.Deep))
	for i := range 4 {
		fmt.Fprintf(&s, `<ellipse cx="196" cy="262" rx="%d" ry="72"/>`, 24*i)
	}
	s.WriteString(`</g>`)
	y := 24
	if d.logo != "" {
		fmt.Fprintf(&s, `<rect x="18" y="18" width="70" height="34" rx="3" fill="#fff"/><image x="22" y="22" width="62" height="26" preserveAspectRatio="xMinYMid meet" href="%s"/>`, html.EscapeString(d.logo))
		y = 70
	}
	y = svgLines(&s, d.name, y, 12, 28, "#fff", "700")
	svgLines(&s, d.look.Unit, y, 9, 36, "#fff", "400")
	fmt.Fprintf(&s, `<rect x="18" y="136" width="40" height="3" fill="%s"/>`, safeColour(d.look.Mark))
	svgLines(&s, title, 162, 19, 18, "#fff", "700")
	s.WriteString(`</svg>`)
	return templ.Raw(s.String())
}

// letter is the head of a letter with some lines, in small.
func (d lookData) letter(title string) templ.Component {
	var s strings.Builder
	s.WriteString(`<svg viewBox="0 0 216 280" aria-hidden="true"><rect width="216" height="280" fill="#fff"/>`)
	y := 24
	if d.logo != "" {
		fmt.Fprintf(&s, `<image x="18" y="14" width="62" height="26" preserveAspectRatio="xMinYMid meet" href="%s"/>`, html.EscapeString(d.logo))
		y = 52
	}
	left := svgLines(&s, d.name, y, 9, 24, safeColour(d.look.Deep), "700")
	left = svgLines(&s, d.look.Unit, left, 6, 34, "#47536b", "400")
	right := 24
	for _, l := range d.look.Letterhead[:min(5, len(d.look.Letterhead))] {
		fmt.Fprintf(&s, `<text x="198" y="%d" text-anchor="end" font-size="5.5" fill="#47536b">%s</text>`, right, html.EscapeString(cut(l, 34)))
		right += 8
	}
	y = max(left, right, 36)
	fmt.Fprintf(&s, `<rect x="18" y="%d" width="180" height="1.6" fill="%s"/>`, y, safeColour(d.look.Mark))
	svgLines(&s, title, y+34, 8, 40, safeColour(d.look.Deep), "700")
	for i := range 8 {
		fmt.Fprintf(&s, `<rect x="18" y="%d" width="%d" height="2.4" rx="1.2" fill="#cfd6e2"/>`, y+52+i*9, []int{180, 172, 178, 96, 180, 168, 176, 60}[i])
	}
	fmt.Fprintf(&s, `<rect x="18" y="%d" width="70" height="2.4" rx="1.2" fill="%s"/></svg>`, y+52+8*9, safeColour(d.look.Accent))
	return templ.Raw(s.String())
}

// inside is a page of a report in small: headings, tiles, a table, a box.
func (d lookData) inside(heading, below string) templ.Component {
	accent, deep, mark := safeColour(d.look.Accent), safeColour(d.look.Deep), safeColour(d.look.Mark)
	var s strings.Builder
	s.WriteString(`<svg viewBox="0 0 216 280" aria-hidden="true"><rect width="216" height="280" fill="#fff"/>`)
	svgLines(&s, heading, 32, 13, 26, deep, "700")
	fmt.Fprintf(&s, `<rect x="18" y="38" width="180" height="2" fill="%s"/>`, mark)
	line := func(y, width int) {
		fmt.Fprintf(&s, `<rect x="18" y="%d" width="%d" height="2.4" rx="1.2" fill="#cfd6e2"/>`, y, width)
	}
	line(50, 180)
	line(58, 170)
	line(66, 120)
	for i, n := range []string{"21", "8", "7"} {
		x := 18 + i*61
		fmt.Fprintf(&s, `<rect x="%d" y="78" width="58" height="28" fill="%s" fill-opacity=".09"/><rect x="%d" y="78" width="2.5" height="28" fill="%s"/><text x="%d" y="96" font-size="13" font-weight="700" fill="%s">%s</text>`,
			x, accent, x, accent, x+8, accent, n)
	}
	svgLines(&s, below, 128, 9, 36, accent, "700")
	fmt.Fprintf(&s, `<rect x="18" y="138" width="180" height="11" fill="%s"/>`, deep)
	for i := range 4 {
		line(156+i*11, 60)
		fmt.Fprintf(&s, `<rect x="168" y="%d" width="30" height="2.4" rx="1.2" fill="#cfd6e2"/><rect x="18" y="%d" width="180" height=".6" fill="#cfd6e2"/>`, 156+i*11, 162+i*11)
	}
	fmt.Fprintf(&s, `<rect x="18" y="210" width="180" height="44" fill="%s" fill-opacity=".1"/><rect x="18" y="210" width="3" height="44" fill="%s"/>`, mark, mark)
	for i := range 3 {
		fmt.Fprintf(&s, `<rect x="30" y="%d" width="%d" height="2.4" rx="1.2" fill="#b9c1cf"/>`, 222+i*9, []int{150, 158, 90}[i])
	}
	s.WriteString(`</svg>`)
	return templ.Raw(s.String())
}

// svgLines writes words under one another at the margin, as many to a line as fit, and gives where the next line stands.
func svgLines(s *strings.Builder, words string, y, size, wide int, colour, weight string) int {
	line := ""
	put := func() {
		if line != "" {
			fmt.Fprintf(s, `<text x="18" y="%d" font-size="%d" font-weight="%s" fill="%s">%s</text>`, y, size, weight, colour, html.EscapeString(line))
			y += size * 5 / 4
		}
		line = ""
	}
	for w := range strings.FieldsSeq(cut(words, 4*wide)) {
		if line != "" && len([]rune(line+" "+w)) > wide {
			put()
		}
		line = strings.TrimSpace(line + " " + cut(w, wide))
	}
	put()
	return y
}

// cut ends a text after some letters.
func cut(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-1]) + "…"
}

// safeColour is a colour as a drawing may hold it.
func safeColour(s string) string {
	if _, ok := record.ParseRGB(s); !ok {
		return "#14213d"
	}
	return s
}
