package publish

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/i18n"
	"entente/internal/record"
)

// CitationPart is a run of a bibliography entry.
type CitationPart struct {
	Text   string
	Italic bool
	Title  bool   // the title of the work
	Lang   string // of a title, when it is known
	URL    string
}

// Citation writes a reference as a bibliography does, after the APA's seventh edition, in the conventions of a language.
func Citation(p *i18n.Printer, r *record.Reference) []CitationPart {
	c := &citation{p: p, r: r}
	whole := c.whole()
	title := CitationPart{Text: strings.TrimSuffix(r.Title, "."), Italic: whole, Title: true, Lang: r.Language}
	if authors := c.names(r.Authors, true); authors != "" {
		c.text(authors + " (" + c.year() + "). ")
		c.add(title)
	} else {
		c.add(title)
		c.text(" (" + c.year() + ")")
	}
	if r.Genre != "" {
		c.text(" [" + r.Genre + "]")
	}
	if whole && r.Number != "" {
		c.text(" (" + c.p.T("site.cite.number", "number", r.Number) + ")")
	}
	c.text(".")
	if whole {
		c.sentence(r.Container)
	} else {
		c.inside()
	}
	if r.Publisher != r.Container {
		c.sentence(r.Publisher)
	}
	if r.URL != "" {
		c.text(" ")
		c.add(CitationPart{Text: r.URL, URL: r.URL})
	}
	return c.parts
}

// ShortCitation is a work as running text cites it: "Lequesne et Paquin, 2017"; "Lequesne et al., 2017" of three or more.
func ShortCitation(p *i18n.Printer, r *record.Reference) string {
	var names []string
	for _, n := range r.Authors {
		names = append(names, cmp.Or(n.Family, n.Literal))
	}
	if last := len(names) - 1; last > 0 && names[last] == etAl {
		return p.T("site.cite.et_al", "name", names[0]) + ", " + shortYear(p, r)
	}
	who := r.Title
	switch len(names) {
	case 0:
	case 1:
		who = names[0]
	case 2:
		who = names[0] + " " + p.T("site.cite.and") + " " + names[1]
	default:
		who = p.T("site.cite.et_al", "name", names[0])
	}
	return who + ", " + shortYear(p, r)
}

func shortYear(p *i18n.Printer, r *record.Reference) string {
	if y := r.Issued.Year(); y > 0 {
		return strconv.Itoa(y)
	}
	return p.T("site.cite.no_date")
}

type citation struct {
	p     *i18n.Printer
	r     *record.Reference
	parts []CitationPart
}

func (c *citation) add(p CitationPart) {
	if p.Text != "" {
		c.parts = append(c.parts, p)
	}
}

func (c *citation) text(s string) {
	if last := len(c.parts) - 1; last >= 0 && c.parts[last] == (CitationPart{Text: c.parts[last].Text}) {
		c.parts[last].Text += s
		return
	}
	c.add(CitationPart{Text: s})
}

// sentence adds a name and its full stop.
func (c *citation) sentence(s string) {
	if s != "" {
		c.text(" " + strings.TrimSuffix(s, ".") + ".")
	}
}

// whole tells whether the work stands by itself, so that its own title is in italics.
func (c *citation) whole() bool {
	switch c.r.CSLType {
	case "article-journal", "article-newspaper", "chapter":
		return false
	}
	return true
}

// inside says what the work is a part of: the journal with its volume and pages, or the book.
func (c *citation) inside() {
	r := c.r
	if r.Container == "" {
		return
	}
	pages := strings.ReplaceAll(r.Pages, "-", "–")
	if r.CSLType == "chapter" {
		c.text(" " + c.p.T("site.cite.in") + " ")
		if editors := c.names(r.Editors, false); editors != "" {
			c.text(editors + " " + c.p.T("site.cite.editors", "n", len(r.Editors)) + ", ")
		}
		c.add(CitationPart{Text: r.Container, Italic: true})
		switch {
		case strings.Contains(pages, "p."): // a number of pages, as the source gives it
			c.text(" (" + pages + ")")
		case pages != "":
			c.text(" (" + c.p.T("site.cite.pages", "pages", pages) + ")")
		}
		c.text(".")
		return
	}
	c.text(" ")
	c.add(CitationPart{Text: r.Container, Italic: true})
	if r.Volume != "" {
		c.text(", ")
		c.add(CitationPart{Text: r.Volume, Italic: true})
	}
	if r.Number != "" {
		if r.Volume == "" {
			c.text(", ")
		}
		c.text("(" + r.Number + ")")
	}
	if pages != "" {
		c.text(", " + pages)
	}
	c.text(".")
}

// year is the year, with the day of a newspaper or page; "s. d." when nothing is known.
func (c *citation) year() string {
	d := c.r.Issued
	year := d.Year()
	if year == 0 {
		return c.p.T("site.cite.no_date")
	}
	text := strconv.Itoa(year)
	if c.r.CSLType != "article-newspaper" && c.r.CSLType != "webpage" && c.r.CSLType != "broadcast" && c.r.CSLType != "speech" {
		return text
	}
	start, _, interval := d.Parts()
	if rest, ok := strings.CutSuffix(c.p.Date(start), text); ok && !interval && start.Precision() > record.PrecisionYear {
		text += ", " + strings.TrimRight(rest, ", \u00a0")
	}
	return text
}

// names joins authors ("Paquin, S.") or, not inverted, editors ("S. Paquin").
func (c *citation) names(list []record.CSLName, inverted bool) string {
	var out []string
	for _, n := range list {
		short := initials(n.Given)
		switch {
		case n.Literal != "":
			out = append(out, n.Literal)
		case short == "":
			out = append(out, n.Family)
		case inverted:
			out = append(out, n.Family+", "+short)
		default:
			out = append(out, short+" "+n.Family)
		}
	}
	if len(out) < 2 {
		return strings.Join(out, "")
	}
	if last := len(out) - 1; out[last] == etAl {
		return strings.Join(out[:last], ", ") + " " + etAl
	}
	return strings.Join(out[:len(out)-1], ", ") + " " + c.p.T("site.cite.and") + " " + out[len(out)-1]
}

// etAl ends a list of authors that the source itself does not give in full.
const etAl = "et al."

// initials of given names: "Jean-Philippe Marc" is "J.-P. M.".
func initials(given string) string {
	var names []string
	for name := range strings.FieldsSeq(given) {
		var parts []string
		for part := range strings.SplitSeq(name, "-") {
			if first, _ := utf8.DecodeRuneInString(part); unicode.IsLetter(first) {
				parts = append(parts, string(unicode.ToUpper(first))+".")
			}
		}
		if len(parts) > 0 {
			names = append(names, strings.Join(parts, "-"))
		}
	}
	return strings.Join(names, "\u00a0")
}

// SortReferences orders a bibliography by author, year and title.
func SortReferences(p *i18n.Printer, refs []*record.Reference) {
	author := func(r *record.Reference) string {
		var names []string
		for _, n := range r.Authors {
			names = append(names, cmp.Or(n.Family, n.Literal)+" "+n.Given)
		}
		return cmp.Or(strings.Join(names, " "), r.Title)
	}
	slices.SortStableFunc(refs, func(a, b *record.Reference) int {
		return cmp.Or(p.Compare(author(a), author(b)), cmp.Compare(a.Issued.SortKey(), b.Issued.SortKey()), p.Compare(a.Title, b.Title))
	})
}
