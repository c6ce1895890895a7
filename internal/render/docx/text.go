package docx

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"entente/internal/publish"
	"entente/internal/render"
)

// esc makes any text safe in XML: markup is escaped, what XML cannot hold becomes U+FFFD. Marks that turn the direction of the text
// around are left out, for a name could turn the words beside it.
func esc(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s)
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}

var tongue = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// locale is a language as Word has it: fr is that of Canada here, and so is en.
func locale(lang string) string {
	switch {
	case !tongue.MatchString(lang), lang == "fr":
		return "fr-CA"
	case lang == "en":
		return "en-CA"
	}
	return lang
}

// runs are the runs of some spans.
func (b *builder) runs(spans []publish.Span) string { return b.runsIn(b.links, spans, "") }

// plainRun is a run of a text without anything to it.
func (b *builder) plainRun(text string) string {
	return b.runs([]publish.Span{{Text: text}})
}

func (b *builder) runsIn(links *relations, spans []publish.Span, more string) string {
	var out strings.Builder
	for _, s := range spans {
		if s.Text == "" {
			continue
		}
		open, end := b.lead(links, s)
		out.WriteString(open + b.run(s, open != "", more) + end)
	}
	return out.String()
}

// lead opens and closes a link around a span.
func (b *builder) lead(links *relations, s publish.Span) (open, end string) {
	if to := render.Address(b.to.Of(s)); to != "" {
		return fmt.Sprintf(`<w:hyperlink r:id="%s" w:history="1">`, links.add("hyperlink", to, true)), `</w:hyperlink>`
	}
	if mark := b.marks[figureMark+s.Figure]; s.Figure != "" && mark != "" {
		return fmt.Sprintf(`<w:hyperlink w:anchor="%s" w:history="1">`, mark), `</w:hyperlink>`
	}
	return "", ""
}

// run writes a span, in as many runs as it has directions.
func (b *builder) run(s publish.Span, link bool, more string) string {
	var out strings.Builder
	for _, piece := range directions(s.Text) {
		pr := ""
		if link {
			pr += `<w:rStyle w:val="Hyperlink"/>`
		}
		if s.Strong {
			pr += `<w:b/><w:bCs/>`
		}
		if s.Em {
			pr += `<w:i/><w:iCs/>`
		}
		if s.Small && more == "" {
			more = `<w:color w:val="` + quiet + `"/><w:sz w:val="15"/><w:szCs w:val="15"/>`
		}
		pr += more
		switch {
		case s.Raised:
			pr += `<w:vertAlign w:val="superscript"/>`
		case s.Lowered:
			pr += `<w:vertAlign w:val="subscript"/>`
		}
		if piece.right {
			pr += `<w:rtl/>`
		}
		if s.Lang != "" && locale(s.Lang) != b.lang {
			if piece.right {
				pr += fmt.Sprintf(`<w:lang w:bidi="%s"/>`, locale(s.Lang))
			} else {
				pr += fmt.Sprintf(`<w:lang w:val="%s"/>`, locale(s.Lang))
			}
		}
		if pr != "" {
			pr = `<w:rPr>` + pr + `</w:rPr>`
		}
		out.WriteString(`<w:r>` + pr + texts(piece.text) + `</w:r>`)
	}
	return out.String()
}

// texts are a run's text, with its tabs and ends of lines as elements.
func texts(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\v", "\n").Replace(s)
	var out strings.Builder
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			out.WriteString(`<w:br/>`)
		}
		for j, cell := range strings.Split(line, "\t") {
			if j > 0 {
				out.WriteString(`<w:tab/>`)
			}
			if cell != "" {
				out.WriteString(`<w:t xml:space="preserve">` + esc(cell) + `</w:t>`)
			}
		}
	}
	return out.String()
}

// piece is text of one direction.
type piece struct {
	text  string
	right bool // it begins on the right
}

// directions cuts a text where it changes its direction; spaces between two words of one direction are of it.
func directions(s string) []piece {
	var out []piece
	start, right := 0, false
	neutral := -1 // where spaces and signs began that may be of either
	for i, r := range s {
		var way bool
		switch {
		case unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko):
			way = true
		case unicode.IsLetter(r), unicode.IsDigit(r):
		default:
			if neutral < 0 {
				neutral = i
			}
			continue
		}
		if way != right {
			at := i
			if neutral >= 0 && right {
				at = neutral
			}
			if at > start {
				out = append(out, piece{s[start:at], right})
			}
			start, right = at, way
		}
		neutral = -1
	}
	return append(out, piece{s[start:], right})
}

// field is a field with what it showed last.
func field(code, shown, properties string) string {
	if properties != "" {
		properties = `<w:rPr>` + properties + `</w:rPr>`
	}
	run := func(inner string) string { return `<w:r>` + properties + inner + `</w:r>` }
	return run(`<w:fldChar w:fldCharType="begin"/>`) + run(`<w:instrText xml:space="preserve"> `+code+` </w:instrText>`) +
		run(`<w:fldChar w:fldCharType="separate"/>`) + run(`<w:t>`+esc(shown)+`</w:t>`) + run(`<w:fldChar w:fldCharType="end"/>`)
}

// paragraph is a paragraph in a style; more are properties that stand after the style's name, in the order of the schema.
func paragraph(style, more, inner string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + more + `</w:pPr>` + inner + `</w:p>`
}

func either(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}
