package docx

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// node is an element of the main part, read back to measure it.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Nodes   []node     `xml:",any"`
	Text    string     `xml:",chardata"`
}

func (n *node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (n *node) number(name string) float64 {
	v, _ := strconv.ParseFloat(n.attr(name), 64) // what is no number has no size
	return v
}

// find is the first element of a name within, nil where there is none.
func (n *node) find(name string) *node {
	for i := range n.Nodes {
		if n.Nodes[i].XMLName.Local == name {
			return &n.Nodes[i]
		}
		if f := n.Nodes[i].find(name); f != nil {
			return f
		}
	}
	return nil
}

// measure is how tall a style's lines are, and what stands around them, in twentieths of a point.
type measure struct {
	size, before, after, line float64
	exact, keep               bool
	indent                    float64
}

// pager guesses on which page each bookmark is, so that the table of contents has numbers before a word processor counts them. Theirs may
// differ by what their fonts differ.
type pager struct {
	styles map[string]measure
	page   int
	y      float64
	after  float64 // of the last paragraph: the larger of it and the next one's room before counts
	pages  map[string]int
	held   []*node // what must stay with what follows
}

const pageRoom = pageHeight - topMargin - footMargin

// pagesOf guesses the pages of the bookmarks in a text that begins on a page of its own.
func (b *builder) pagesOf(text string, first int) map[string]int {
	p := &pager{styles: b.measures(), page: first, pages: map[string]int{}}
	var all node
	if err := xml.Unmarshal([]byte(`<w:body `+spaces+`>`+text+`</w:body>`), &all); err != nil {
		return p.pages
	}
	for i := range all.Nodes {
		p.place(&all.Nodes[i])
	}
	p.release(0)
	return p.pages
}

var (
	spacing  = regexp.MustCompile(`<w:spacing w:before="(\d+)" w:after="(\d+)" w:line="(\d+)" w:lineRule="(\w+)"/>`)
	sizeOf   = regexp.MustCompile(`<w:sz w:val="(\d+)"/>`)
	indentOf = regexp.MustCompile(`<w:ind w:left="(\d+)"`)
)

func (b *builder) measures() map[string]measure {
	out := map[string]measure{"": {size: 20, after: 120, line: 276}}
	for _, s := range b.paragraphStyles() {
		m := out[s.based]
		if v := spacing.FindStringSubmatch(s.paragraph); v != nil {
			m.before, m.after, m.line, m.exact = integer(v[1]), integer(v[2]), integer(v[3]), v[4] == "exact"
		}
		if v := sizeOf.FindStringSubmatch(s.run); v != nil {
			m.size = integer(v[1])
		}
		if v := indentOf.FindStringSubmatch(s.paragraph); v != nil {
			m.indent = integer(v[1])
		}
		m.keep = strings.Contains(s.paragraph, "<w:keepNext/>")
		if s.id == "ListBullet" || s.id == "ListNumber" {
			m.indent = 500
		}
		out[s.id] = m
	}
	return out
}

func integer(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64) // digits, by the pattern
	return v
}

// place puts an element on a page; a heading waits for what it heads.
func (p *pager) place(n *node) {
	if br := n.find("br"); br != nil && br.attr("type") == "page" {
		p.release(0)
		p.page, p.y, p.after = p.page+1, 0, 0
		return
	}
	if n.XMLName.Local == "p" && p.styleOf(n).keep {
		p.held = append(p.held, n)
		return
	}
	p.release(p.least(n))
	if n.XMLName.Local == "tbl" {
		p.table(n)
		return
	}
	p.paragraph(n)
}

// release puts what was held, on the next page if it and the least of what follows do not fit.
func (p *pager) release(least float64) {
	need := least
	for _, h := range p.held {
		need += p.height(h, textWidth) + p.styleOf(h).before
	}
	if p.y > 0 && p.y+need > pageRoom && need < pageRoom {
		p.turn()
	}
	for _, h := range p.held {
		p.paragraph(h)
	}
	p.held = nil
}

func (p *pager) turn() { p.page, p.y, p.after = p.page+1, 0, 0 }

// least is what of an element must stand with what is before it: two lines, or a row.
func (p *pager) least(n *node) float64 {
	if n.XMLName.Local == "tbl" {
		least := 0.0
		for i := range n.Nodes {
			if n.Nodes[i].XMLName.Local == "tr" {
				least += min(p.row(&n.Nodes[i]), pageRoom/2)
				if n.Nodes[i].find("tblHeader") == nil {
					break
				}
			}
		}
		return least
	}
	m := p.styleOf(n)
	if n.find("extent") != nil {
		return p.height(n, textWidth)
	}
	return min(p.height(n, textWidth), 2*m.lineHeight()) + m.before
}

func (p *pager) styleOf(n *node) measure {
	if s := n.find("pStyle"); s != nil {
		return p.styles[s.attr("val")]
	}
	return p.styles[""]
}

// lineHeight is that of a line of Inter, or of what stands in for it.
func (m measure) lineHeight() float64 {
	if m.exact {
		return m.line
	}
	return m.size * 10 * 1.21 * m.line / 240
}

// height is that of a paragraph's lines and pictures, without the room before.
func (p *pager) height(n *node, width float64) float64 {
	m := p.styleOf(n)
	if e := n.find("inline"); e != nil {
		if size := e.find("extent"); size != nil {
			return size.number("cy")/emuTwip + m.after
		}
	}
	return math.Max(1, p.lines(n, m, width))*m.lineHeight() + m.after
}

// lines is how many lines a paragraph takes.
func (p *pager) lines(n *node, m measure, width float64) float64 {
	wide := 0.0
	var walk func(*node)
	walk = func(n *node) {
		if n.XMLName.Local == "t" {
			for _, r := range n.Text {
				wide += letterWidth(r) * m.size * 10
			}
		}
		for i := range n.Nodes {
			walk(&n.Nodes[i])
		}
	}
	walk(n)
	room := width - m.indent
	if wide <= room {
		return 1
	}
	return math.Ceil(wide * 1.01 / room) // lines end before their words do
}

func letterWidth(r rune) float64 {
	switch {
	case strings.ContainsRune("ijlI.,:;'’|!()[] \u00a0", r):
		return 0.27
	case strings.ContainsRune("ftr-1", r):
		return 0.39
	case strings.ContainsRune("mwMW@%", r):
		return 0.88
	case unicode.IsUpper(r):
		return 0.68
	}
	return 0.565
}

// paragraph puts a paragraph where it fits, broken over pages if it is long.
func (p *pager) paragraph(n *node) {
	m := p.styleOf(n)
	whole := p.height(n, textWidth)
	before := math.Max(0, m.before-p.after)
	if p.y == 0 {
		before = m.before
	}
	lines := math.Max(1, math.Round((whole-m.after)/m.lineHeight()))
	switch {
	case p.y+before+whole-m.after <= pageRoom:
	case n.find("extent") != nil || lines < 4:
		p.turn()
		before = 0
	default:
		// Two lines at least stay on each side of the break.
		fit := math.Floor((pageRoom - p.y - before) / m.lineHeight())
		if fit < 2 {
			p.turn()
			break
		}
		p.note(n)
		rest := math.Max(2, lines-fit)
		p.turn()
		p.y, p.after = math.Mod(rest*m.lineHeight(), pageRoom)+m.after, m.after
		p.page += int(rest * m.lineHeight() / pageRoom)
		return
	}
	p.note(n)
	p.y += before + whole
	p.after = m.after
}

// note keeps the page of an element's bookmarks.
func (p *pager) note(n *node) {
	for i := range n.Nodes {
		if n.Nodes[i].XMLName.Local == "bookmarkStart" {
			p.pages[n.Nodes[i].attr("name")] = p.page
		}
		p.note(&n.Nodes[i])
	}
}

func (p *pager) table(n *node) {
	head := 0.0
	for i := range n.Nodes {
		r := &n.Nodes[i]
		if r.XMLName.Local != "tr" {
			continue
		}
		tall := p.row(r)
		if r.find("tblHeader") != nil {
			head = tall
		}
		if p.y+tall > pageRoom {
			if r.find("cantSplit") != nil || p.y+500 > pageRoom {
				p.turn()
				p.y = head
			} else {
				tall -= pageRoom - p.y
				p.turn()
				for tall > pageRoom {
					tall -= pageRoom
					p.turn()
				}
			}
		}
		p.y += tall
	}
	p.after = 0
}

func (p *pager) row(r *node) float64 {
	most := 0.0
	for i := range r.Nodes {
		c := &r.Nodes[i]
		if c.XMLName.Local != "tc" {
			continue
		}
		width := 2000.0
		if w := c.find("tcW"); w != nil {
			width = w.number("w")
		}
		tall := 0.0
		for j := range c.Nodes {
			switch e := &c.Nodes[j]; e.XMLName.Local {
			case "p":
				tall += p.height(e, width-200) + p.styleOf(e).before
			case "tbl":
				for k := range e.Nodes {
					if e.Nodes[k].XMLName.Local == "tr" {
						tall += p.row(&e.Nodes[k])
					}
				}
			}
		}
		most = math.Max(most, tall)
	}
	return most
}
