package docx

import (
	"fmt"
	"strconv"
	"strings"

	"entente/internal/publish"
	"entente/internal/render"
)

// Sizes in twentieths of a point: a letter sheet, its margins, and the text between them.
const (
	pageWidth, pageHeight = 12240, 15840
	sideMargin            = 1304
	topMargin, footMargin = 1420, 1360
	textWidth             = pageWidth - 2*sideMargin
)

const (
	figureMark = "figure-" // the sections of publish.Opened begin so
	levels     = 6         // of headings
	listed     = 2         // levels of the table of contents
)

// entry is a line of the table of contents.
type entry struct {
	level     int
	title, to string
	lang      string
}

// twin is the numbers of a drawing, which stand at the end.
type twin struct {
	number int
	title  string
	table  *publish.Table
}

// document is the main part.
func (b *builder) document() string {
	p := b.paper
	all := p.Sections
	if p.Annex != nil {
		all = append(append([]publish.Section(nil), all...), *p.Annex)
	}
	b.mark(all)
	var text strings.Builder
	for _, x := range p.Opening {
		text.WriteString(b.block(x, context{level: 1}))
	}
	for _, s := range p.Sections {
		text.WriteString(b.section(s, 1, false))
	}
	if p.Annex != nil {
		text.WriteString(b.section(*p.Annex, 1, true))
	}
	text.WriteString(b.numbers())
	text.WriteString(b.about())
	var out strings.Builder
	out.WriteString(head + `<w:document ` + spaces + `><w:body>`)
	if p.Look.Plain {
		out.WriteString(b.plainHead())
	} else {
		out.WriteString(b.cover())
		out.WriteString(b.contents(text.String()))
	}
	out.WriteString(text.String())
	out.WriteString(b.lastSection())
	out.WriteString(`</w:body></w:document>`)
	return out.String()
}

// mark gives a bookmark to each section that a link can lead to: the first of each name.
func (b *builder) mark(all []publish.Section) {
	for _, s := range all {
		if strings.HasPrefix(s.ID, figureMark) && b.marks[s.ID] == "" {
			b.marks[s.ID] = fmt.Sprintf("figure_%d", len(b.marks)+1)
		}
		b.mark(s.Sections)
	}
}

func (b *builder) section(s publish.Section, level int, small bool) string {
	var out strings.Builder
	if b.paper.Look.Plain && s.ID == publish.Itself && len(s.Sections) == 0 { // what a sheet says of itself is less than its matter
		out.WriteString(paragraph("Itself", "", b.plainRun(s.Title)))
		for _, x := range s.Blocks {
			out.WriteString(b.block(x, context{level: level, style: "Colophon"}))
		}
		return out.String()
	}
	out.WriteString(b.heading(either(s.Title, "—"), s.Lang, level, b.marks[s.ID]))
	for _, x := range s.Blocks {
		out.WriteString(b.block(x, context{level: level, small: small}))
	}
	for _, inner := range s.Sections {
		next := level + 1
		if small { // an annex has one line in the contents
			next = max(next, listed+1)
		}
		out.WriteString(b.section(inner, next, small))
	}
	return out.String()
}

// heading is a heading with its bookmarks, and its entry in the table of contents.
func (b *builder) heading(title, lang string, level int, mark string) string {
	id := b.next()
	name := fmt.Sprintf("_Toc%08d", id)
	open, end := bookmark(id, name), fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, id)
	if mark != "" && !b.stand[mark] {
		b.stand[mark] = true
		second := b.next()
		open += bookmark(second, mark)
		end = fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, second) + end
	}
	if level <= listed {
		b.entries = append(b.entries, entry{level: level, title: title, to: name, lang: lang})
	}
	return paragraph("Heading"+strconv.Itoa(min(level, levels)), "", open+b.runs([]publish.Span{{Text: title, Lang: lang}})+end)
}

func bookmark(id int, name string) string {
	return fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/>`, id, name)
}

// contents is the table of contents: a field whose entries lead to their headings. Word numbers the pages anew when it opens the file
// or is asked to.
func (b *builder) contents(text string) string {
	if len(b.entries) == 0 {
		return ""
	}
	// The contents take pages of their own after the cover; how many follows from how many lines they have.
	const lines = 37
	pages := b.pagesOf(text, 2+(len(b.entries)+lines-1)/lines)
	var out strings.Builder
	out.WriteString(paragraph("TOCHeading", "", b.plainRun(either(b.paper.Words.Contents, "…"))))
	for i, e := range b.entries {
		line := fmt.Sprintf(`<w:hyperlink w:anchor="%s" w:history="1">%s<w:r><w:tab/></w:r>%s</w:hyperlink>`,
			e.to, b.run(publish.Span{Text: oneLine(e.title), Lang: e.lang}, false, ""), field(`PAGEREF `+e.to+` \h`, strconv.Itoa(pages[e.to]), ""))
		if i == 0 {
			line = fmt.Sprintf(`<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-%d" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, listed) + line
		}
		if i == len(b.entries)-1 {
			line += `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
		}
		out.WriteString(paragraph("TOC"+strconv.Itoa(e.level), "", line))
	}
	return out.String() + newPage
}

// newPage is where a page ends before it is full.
const newPage = `<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>`

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// numbers are the tables of what the drawings show.
func (b *builder) numbers() string {
	if len(b.twins) == 0 {
		return ""
	}
	var out strings.Builder
	if !b.paper.Look.Plain {
		out.WriteString(b.heading(either(b.paper.Words.Data, b.paper.Words.Numbers, "—"), "", 1, ""))
	}
	for _, t := range b.twins {
		name := t.title
		if t.number > 0 {
			name = strings.TrimSpace(b.paper.Words.Drawing+" "+strconv.Itoa(t.number)) + " – " + name
		}
		if name != "" {
			out.WriteString(paragraph("Said", "", b.plainRun(name)))
		}
		out.WriteString(b.table(t.table, context{small: true}, ""))
	}
	return out.String()
}

// about is what the document says of itself at its end.
func (b *builder) about() string {
	p := b.paper
	lines := p.Colophon()
	if p.Look.Plain && p.Identity.Publication == "" {
		return ""
	}
	var out strings.Builder
	if !p.Look.Plain && p.Words.About != "" {
		out.WriteString(b.heading(p.Words.About, "", 1, ""))
		out.WriteString(paragraph("Colophon", "", b.runs([]publish.Span{{Text: p.Title, Strong: true}})))
		out.WriteString(paragraph("Colophon", "", b.plainRun(joined(" – ", p.Office, p.Look.Unit))))
	}
	for _, l := range lines {
		out.WriteString(paragraph("Colophon", "", b.plainRun(l)))
	}
	if a := render.Address(p.Identity.Address); a != "" {
		out.WriteString(paragraph("Colophon", "", b.runs([]publish.Span{{Text: a, Href: a}})))
	}
	return out.String()
}

func joined(between string, words ...string) string {
	var there []string
	for _, w := range words {
		if w != "" {
			there = append(there, w)
		}
	}
	return strings.Join(there, between)
}
