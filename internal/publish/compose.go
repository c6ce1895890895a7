package publish

import (
	"strconv"
	"strings"

	"entente/internal/chart"
	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
)

// Composition is what an office puts together, and what it is drawn with.
type Composition struct {
	Sort     string // of paper; "" is an annual report
	Title    record.Text
	Subtitle record.Text
	Blocks   []record.Block
	Look     Look
	// Maps and Places draw the map and tell regions; without them, blocks that need them say nothing.
	Maps   *chart.Maps
	Places *place.Gazetteer
	// French words the figures in texts that have no translation; without it they are worded in the language of the paper.
	French *i18n.Printer
	// Unattended is a composition that nobody reads before it is shown: it says so when there is nothing to tell.
	Unattended bool
	// Marked leaves on each block the key of the part that it comes from.
	Marked bool
}

// Part is one block of a composition, written.
type Part struct {
	ID       string
	Level    int  // of its heading, 0 when it has none
	Title    Span // without figures
	Blocks   []Block
	Sections []Section
	Draws    bool // it is drawn from records
	Empty    bool // they gave nothing
}

// Compose writes a paper about in.Year in the language of p: the texts that people wrote, the figures of the catalogue, and what
// the blocks draw from records. A block that finds nothing to draw is left out, with the text that leads to it; one that would show
// years says why it does not. Identity, Updated
// and Drawn are left to the caller.
func Compose(p *i18n.Printer, in figure.Input, figs []figure.Figure, c Composition) *Paper {
	w := newWriter(p, in, figs)
	r := &Paper{
		Schema: Schema, Sort: c.Sort, Lang: w.lang(), Year: in.Year, Figures: w.all(figs), Look: c.Look,
		Title: w.line(c.Title).Text, Subtitle: w.line(c.Subtitle).Text,
	}
	if in.Office != nil {
		r.Office = OfficeName(in.Office, w.lang())
	}
	parts := w.parts(c)
	if c.Unattended && nothing(parts) {
		r.Sections = []Section{{ID: parts[0].ID, Title: parts[0].Title.Text, Blocks: []Block{paragraph(w.sentence("report.introduction.nothing", "year", in.Year))}}}
		return r
	}
	r.Opening, r.Sections = assemble(parts)
	distinct(r.Sections, map[string]bool{})
	tidy(r)
	return r
}

// Parts writes each block of a composition by itself, in its order.
func Parts(p *i18n.Printer, in figure.Input, figs []figure.Figure, c Composition) []Part {
	w := newWriter(p, in, figs)
	w.all(figs)
	return w.parts(c)
}

// nothing tells whether there is something to draw, and no record gave any of it.
func nothing(parts []Part) bool {
	draws := false
	for _, p := range parts {
		if p.Draws && !p.Empty {
			return false
		}
		draws = draws || p.Draws
	}
	return draws
}

func (w *writer) parts(c Composition) []Part {
	w.c = c
	if c.French != nil && c.French.Lang() != w.p.Lang() {
		w.french = newWriter(c.French, w.in, nil)
		w.french.figures, w.french.c = w.figures, c
	}
	out := make([]Part, 0, len(c.Blocks))
	for i, b := range c.Blocks {
		out = append(out, w.part(b, i))
	}
	return out
}

func (w *writer) part(b record.Block, i int) Part {
	p := Part{ID: b.ID, Draws: b.Sort != "" && b.Sort != record.BlockText && b.Sort != record.BlockPages}
	if p.ID == "" {
		p.ID = "part-" + strconv.Itoa(i+1)
	}
	if !b.Heading.IsZero() {
		p.Title, p.Level = w.line(b.Heading), max(1, b.Level)
	}
	blocks, sections := w.draw(b, p.ID)
	if p.Draws && len(blocks) == 0 && len(sections) == 0 {
		p.Empty, p.Blocks = true, w.whyNot(b)
		if w.c.Marked {
			mark(p.ID, p.Blocks, nil)
		}
		return p
	}
	for _, t := range b.Text {
		p.Blocks = append(p.Blocks, w.read(t)...)
	}
	p.Blocks, p.Sections = append(p.Blocks, blocks...), sections
	if w.c.Marked {
		mark(p.ID, p.Blocks, p.Sections)
	}
	return p
}

func mark(from string, blocks []Block, sections []Section) {
	for i := range blocks {
		blocks[i].From = from
	}
	for i := range sections {
		mark(from, sections[i].Blocks, sections[i].Sections)
	}
}

// node is a section being put together.
type node struct {
	Section
	level int
	under []*node
}

// assemble puts the parts under one another as their levels say.
func assemble(parts []Part) (opening []Block, sections []Section) {
	root := &node{}
	path := []*node{root}
	for _, p := range parts {
		if p.Level > 0 {
			for len(path) > 1 && path[len(path)-1].level >= p.Level {
				path = path[:len(path)-1]
			}
			n := &node{Section: Section{ID: p.ID, Title: p.Title.Text, Lang: p.Title.Lang}, level: p.Level}
			above := path[len(path)-1]
			above.under = append(above.under, n)
			path = append(path, n)
		}
		at := path[len(path)-1]
		if len(at.under) > 0 && p.Level == 0 && len(p.Blocks) > 0 { // what follows a section of a part stands below it
			at.under[len(at.under)-1].Blocks = append(at.under[len(at.under)-1].Blocks, p.Blocks...)
		} else {
			at.Blocks = append(at.Blocks, p.Blocks...)
		}
		for _, s := range p.Sections {
			at.under = append(at.under, &node{Section: s, level: 9})
		}
	}
	return root.Blocks, root.sections()
}

// sections are those under a node that say something.
func (n *node) sections() []Section {
	var out []Section
	for _, under := range n.under {
		s := under.Section
		s.Sections = append(s.Sections, under.sections()...)
		if len(s.Blocks) > 0 || len(s.Sections) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// distinct gives every section an id of its own.
func distinct(sections []Section, taken map[string]bool) {
	for i := range sections {
		id := sections[i].ID
		for n := 2; taken[sections[i].ID]; n++ {
			sections[i].ID = id + "-" + strconv.Itoa(n)
		}
		taken[sections[i].ID] = true
		distinct(sections[i].Sections, taken)
	}
}

// tidy cleans every text of a paper, whoever wrote it.
func tidy(r *Paper) {
	r.Title, r.Subtitle, r.Office = Clean(r.Title), Clean(r.Subtitle), Clean(r.Office)
	EachText(r, func(s *string) { *s = Clean(*s) })
}

// EachText calls f for every text of a paper's opening, sections, annex and figures that somebody reads, in reading order.
func EachText(r *Paper, f func(*string)) {
	eachInBlocks(r.Opening, f)
	eachInSections(r.Sections, f)
	if r.Annex != nil {
		f(&r.Annex.Title)
		eachInBlocks(r.Annex.Blocks, f)
		eachInSections(r.Annex.Sections, f)
	}
	for i := range r.Figures {
		n := &r.Figures[i]
		f(&n.Why)
		eachInSpans(n.Comments, f)
		for j := range n.Evidence {
			f(&n.Evidence[j].Label)
			eachInSpans(n.Evidence[j].Named, f)
		}
	}
}

func eachInSections(sections []Section, f func(*string)) {
	for i := range sections {
		f(&sections[i].Title)
		eachInBlocks(sections[i].Blocks, f)
		eachInSections(sections[i].Sections, f)
	}
}

func eachInBlocks(blocks []Block, f func(*string)) {
	for i := range blocks {
		b := &blocks[i]
		f(&b.Title)
		eachInSpans(b.Spans, f)
		eachInItems(b.Items, f)
		eachInTable(b.Table, f)
		for j := range b.Facts {
			f(&b.Facts[j].Name)
			eachInSpans(b.Facts[j].Spans, f)
		}
		for j := range b.Tiles {
			f(&b.Tiles[j].Value)
			f(&b.Tiles[j].Label)
		}
		if b.Drawing != nil {
			f(&b.Drawing.Caption)
			f(&b.Drawing.Alt)
			eachInTable(b.Drawing.Table, f)
		}
		eachInBlocks(b.Inner, f)
	}
}

func eachInItems(items []Item, f func(*string)) {
	for i := range items {
		eachInSpans(items[i].Spans, f)
		eachInItems(items[i].Items, f)
	}
}

func eachInTable(t *Table, f func(*string)) {
	if t == nil {
		return
	}
	f(&t.Caption)
	for i := range t.Head {
		eachInSpans(t.Head[i].Spans, f)
	}
	for _, row := range t.Rows {
		for i := range row {
			eachInSpans(row[i].Spans, f)
		}
	}
}

func eachInSpans(spans []Span, f func(*string)) {
	for i := range spans {
		f(&spans[i].Text)
	}
}

// subID is the id of a section that a block makes of itself.
func subID(id, code string) string {
	return strings.TrimSuffix(id+"-"+code, "-")
}
