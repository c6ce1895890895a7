package publish

import "entente/internal/record"

// Refs lists the records that a paper names, each once, in reading order. What its figures count comes after what it says.
func Refs(r *Paper) []record.Ref {
	g := gatherer{seen: map[record.Ref]bool{}}
	g.blocks(r.Opening)
	g.sections(r.Sections)
	for _, n := range r.Figures {
		g.spans(n.Comments)
		g.add(n.By...)
		for _, e := range n.Evidence {
			g.add(e.Records...)
		}
	}
	return g.out
}

// refsIn lists the records that blocks and sections name.
func refsIn(blocks []Block, sections []Section) []record.Ref {
	g := gatherer{seen: map[record.Ref]bool{}}
	g.blocks(blocks)
	g.sections(sections)
	return g.out
}

type gatherer struct {
	seen map[record.Ref]bool
	out  []record.Ref
}

func (g *gatherer) add(refs ...record.Ref) {
	for _, ref := range refs {
		if ref != "" && !g.seen[ref] {
			g.seen[ref] = true
			g.out = append(g.out, ref)
		}
	}
}

func (g *gatherer) spans(list []Span) {
	for _, s := range list {
		g.add(s.Record)
	}
}

func (g *gatherer) items(list []Item) {
	for _, i := range list {
		g.spans(i.Spans)
		g.items(i.Items)
	}
}

func (g *gatherer) table(t *Table) {
	if t == nil {
		return
	}
	for _, c := range t.Head {
		g.spans(c.Spans)
	}
	for _, row := range t.Rows {
		for _, c := range row {
			g.spans(c.Spans)
		}
	}
}

func (g *gatherer) blocks(list []Block) {
	for _, b := range list {
		g.spans(b.Spans)
		g.items(b.Items)
		g.table(b.Table)
		for _, f := range b.Facts {
			g.spans(f.Spans)
		}
		if b.Drawing != nil {
			g.table(b.Drawing.Table)
		}
		g.blocks(b.Inner)
	}
}

func (g *gatherer) sections(list []Section) {
	for _, s := range list {
		g.blocks(s.Blocks)
		g.sections(s.Sections)
	}
}

// figuresIn lists the figures that blocks and sections tell, each once.
func figuresIn(blocks []Block, sections []Section) []string {
	g := figures{seen: map[string]bool{}}
	g.blocks(blocks)
	g.sections(sections)
	return g.out
}

type figures struct {
	seen map[string]bool
	out  []string
}

func (g *figures) add(key string) {
	if key != "" && !g.seen[key] {
		g.seen[key] = true
		g.out = append(g.out, key)
	}
}

func (g *figures) spans(list []Span) {
	for _, s := range list {
		g.add(s.Figure)
	}
}

func (g *figures) items(list []Item) {
	for _, i := range list {
		g.spans(i.Spans)
		g.items(i.Items)
	}
}

func (g *figures) blocks(list []Block) {
	for _, b := range list {
		g.spans(b.Spans)
		g.items(b.Items)
		if b.Table != nil {
			for _, row := range b.Table.Rows {
				for _, c := range row {
					g.spans(c.Spans)
				}
			}
		}
		for _, t := range b.Tiles {
			g.add(t.Figure)
		}
		g.blocks(b.Inner)
	}
}

func (g *figures) sections(list []Section) {
	for _, s := range list {
		g.blocks(s.Blocks)
		g.sections(s.Sections)
	}
}
