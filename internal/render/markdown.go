package render

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"entente/internal/publish"
)

// Markdown writes a report in CommonMark with the tables of GitHub. Texts of records are escaped: they cannot become
// headings, links, images, code or HTML.
func Markdown(r *publish.Paper, links Links) []byte {
	m := &markdown{links: links}
	m.line("# " + escape(r.Title))
	var under []string
	for _, s := range []string{r.Subtitle, r.Office} {
		if s != "" {
			under = append(under, escape(s))
		}
	}
	if len(under) > 0 {
		m.line(start(strings.Join(under, " – ")))
	}
	if r.Updated != "" {
		m.line(start(escape(r.Updated)))
	}
	for _, s := range r.Sections {
		m.section(s, 2)
	}
	return m.out.Bytes()
}

type markdown struct {
	links Links
	out   bytes.Buffer
}

// line writes a block of one line.
func (m *markdown) line(s string) { m.lines([]string{s}) }

// lines writes a block, with an empty line before it.
func (m *markdown) lines(lines []string) {
	if m.out.Len() > 0 {
		m.out.WriteString("\n")
	}
	for _, l := range lines {
		m.out.WriteString(l + "\n")
	}
}

func (m *markdown) section(s publish.Section, level int) {
	m.line(strings.Repeat("#", min(level, 6)) + " " + escape(s.Title))
	m.blocks(s.Blocks)
	for _, inner := range s.Sections {
		m.section(inner, level+1)
	}
}

func (m *markdown) blocks(blocks []publish.Block) {
	for i, b := range blocks {
		if b.Title != "" && b.Sort != "box" {
			m.line("**" + escape(b.Title) + "**")
		} else if i > 0 && isList(b) && isList(blocks[i-1]) {
			m.line("<!-- -->") // shows nothing, and keeps two lists in a row from becoming one
		}
		switch {
		case b.Sort == "paragraph":
			m.line(start(m.spans(b.Spans)))
		case isList(b):
			m.lines(m.items(b.Items, b.Sort == "ordered", ""))
		case b.Sort == "table" && b.Table != nil:
			m.table(b.Table)
		case b.Sort == "box":
			m.box(b)
		default:
			m.other(b)
		}
	}
}

func isList(b publish.Block) bool { return b.Sort == "list" || b.Sort == "ordered" }

// box is a quotation.
func (m *markdown) box(b publish.Block) {
	inner := &markdown{links: m.links}
	if b.Title != "" {
		inner.line("**" + escape(b.Title) + "**")
	}
	inner.blocks(b.Inner)
	var lines []string
	for l := range strings.Lines(inner.out.String()) {
		lines = append(lines, strings.TrimRight("> "+strings.TrimSuffix(l, "\n"), " "))
	}
	m.lines(lines)
}

func (m *markdown) items(items []publish.Item, ordered bool, indent string) []string {
	var out []string
	for i, it := range items {
		mark := "- "
		if ordered {
			n := it.Value
			if n == 0 {
				n = i + 1
			}
			mark = strconv.Itoa(n) + ". "
		}
		out = append(out, indent+mark+start(m.spans(it.Spans)))
		out = append(out, m.items(it.Items, false, indent+strings.Repeat(" ", len(mark)))...)
	}
	return out
}

func (m *markdown) table(t *publish.Table) {
	if t.Caption != "" {
		m.line("**" + escape(t.Caption) + "**")
	}
	rule := make([]string, len(t.Head))
	for i, c := range t.Head {
		rule[i] = "---"
		if c.Number {
			rule[i] = "---:"
		}
	}
	lines := []string{m.row(t.Head), "| " + strings.Join(rule, " | ") + " |"}
	for _, r := range t.Rows {
		lines = append(lines, m.row(r))
	}
	m.lines(lines)
}

func (m *markdown) row(cells []publish.Cell) string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = m.spans(c.Spans)
	}
	return "| " + strings.Join(out, " | ") + " |"
}

func (m *markdown) spans(spans []publish.Span) string {
	var b strings.Builder
	for _, s := range spans {
		// Emphasis and links close only against a letter: spaces go outside.
		text := escape(s.Text)
		inner := strings.Trim(text, " ")
		if inner == "" {
			b.WriteString(text)
			continue
		}
		before, after, _ := strings.Cut(text, inner)
		if to := m.links.Of(s); to != "" {
			inner = fmt.Sprintf("[%s](%s)", inner, address(to))
		}
		if s.Em {
			inner = "*" + inner + "*"
		}
		if s.Strong {
			inner = "**" + inner + "**"
		}
		b.WriteString(before + inner + after)
	}
	return strings.TrimSpace(b.String())
}
