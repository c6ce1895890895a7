package publish

import "entente/internal/record"

// Refs lists the records that a paper names, each once, in reading order. What its figures count comes after what it says.
func Refs(r *Paper) []record.Ref {
	var out once[record.Ref]
	blockSpans(r.Opening, func(s *Span) { out.add(s.Record) })
	sectionSpans(r.Sections, func(s *Span) { out.add(s.Record) })
	for _, n := range r.Figures {
		for _, c := range n.Comments {
			out.add(c.Record)
		}
		out.add(n.By...)
		for _, e := range n.Evidence {
			out.add(e.Records...)
		}
	}
	return out.list
}

// refs lists the records that a part names.
func (p Part) refs() []record.Ref {
	var out once[record.Ref]
	blockSpans(p.Blocks, func(s *Span) { out.add(s.Record) })
	sectionSpans(p.Sections, func(s *Span) { out.add(s.Record) })
	return out.list
}

// figures lists the figures that a part tells.
func (p Part) figures() []string {
	var out once[string]
	for _, b := range p.Blocks {
		for _, t := range b.Tiles {
			out.add(t.Figure)
		}
	}
	blockSpans(p.Blocks, func(s *Span) { out.add(s.Figure) })
	sectionSpans(p.Sections, func(s *Span) { out.add(s.Figure) })
	return out.list
}

// once is a list of things, each once.
type once[T ~string] struct {
	seen map[T]bool
	list []T
}

func (o *once[T]) add(all ...T) {
	for _, v := range all {
		if v == "" || o.seen[v] {
			continue
		}
		if o.seen == nil {
			o.seen = map[T]bool{}
		}
		o.seen[v] = true
		o.list = append(o.list, v)
	}
}
