package docx

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"entente/internal/publish"
)

// cover is the first page: the office, the title, and which edition it is, on the office's deep colour. The colour is a picture behind the
// text, and behind each line of it too, so that the words stay legible without the picture.
func (b *builder) cover() string {
	p := b.paper
	var out strings.Builder
	ground := ""
	if picture, err := b.picture(coverSVG("#"+b.look.deep), coverDensity); err == nil {
		ground = b.behind(picture.name)
	}
	if logo := b.logo(10); logo != nil {
		width, height := logoSize(logo, 72)
		out.WriteString(paragraph("CoverOffice", "", ground+b.inline(b.links, logo.name, either(p.Look.LogoName, p.Office), "", width, height)))
		ground = ""
	}
	out.WriteString(paragraph("CoverOffice", "", ground+b.plainRun(p.Office)))
	if p.Look.Unit != "" {
		out.WriteString(paragraph("CoverUnit", "", b.plainRun(p.Look.Unit)))
	}
	size := ""
	switch n := utf8.RuneCountInString(p.Title); {
	case n > 120:
		size = `<w:sz w:val="44"/><w:szCs w:val="44"/>`
	case n > 60:
		size = `<w:sz w:val="60"/><w:szCs w:val="60"/>`
	}
	out.WriteString(paragraph("Title", "", b.runsIn(b.links, []publish.Span{{Text: either(p.Title, "—")}}, size)))
	if p.Subtitle != "" {
		out.WriteString(paragraph("Subtitle", "", b.plainRun(p.Subtitle)))
	}
	if p.Words.Edition != "" {
		out.WriteString(paragraph("CoverEdition", "", b.plainRun(p.Words.Edition)))
	}
	// The cover is a section of its own, without head and foot.
	out.WriteString(`<w:p><w:pPr><w:pStyle w:val="Gap"/><w:sectPr><w:type w:val="nextPage"/>` + pageSetup + `</w:sectPr></w:pPr></w:p>`)
	return out.String()
}

// coverDensity is less than that of drawings: the lines of the cover are faint, and it bears no letters.
const coverDensity = 1.25

// coverSVG is the ground of the cover with meridians and parallels, as faint as in a watermark, far from the words.
func coverSVG(colour string) string {
	const width, height, radius = 612.0, 792.0, 190.0
	var s strings.Builder
	fmt.Fprintf(&s, `<svg viewBox="0 0 %g %g" width="%g" height="%g"><rect width="%g" height="%g" fill="%s"/><g fill="none" stroke="#ffffff" stroke-opacity=".13" stroke-width="1">`,
		width, height, width, height, width, height, colour)
	x, y := width-70, height-30.0
	for i := range 7 {
		fmt.Fprintf(&s, `<ellipse cx="%.1f" cy="%.1f" rx="%.1f" ry="%g"/>`, x, y, radius*float64(i)/6, radius)
	}
	for i := 1; i < 6; i++ {
		at := float64(i)/3 - 1
		half := math.Sqrt(1-at*at) * radius
		fmt.Fprintf(&s, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, x-half, y+at*radius, x+half, y+at*radius)
	}
	s.WriteString(`</g></svg>`)
	return s.String()
}

// plainHead is what stands over a letter or a sheet: of what sort it is, and its title, which a letter has elsewhere. Office and address are in the head of its first page.
func (b *builder) plainHead() string {
	var out strings.Builder
	if b.paper.Subtitle != "" {
		out.WriteString(paragraph("Subtitle", "", b.plainRun(b.paper.Subtitle)))
	}
	if b.paper.Title != "" && !b.paper.TitledBelow() {
		out.WriteString(paragraph("Title", "", b.plainRun(b.paper.Title)))
	}
	return out.String()
}
