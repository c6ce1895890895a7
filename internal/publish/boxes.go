package publish

import (
	"entente/internal/figure"
	"entente/internal/record"
)

// boxes set off the stories, outcomes and events of a block; where it names none, the events that the office underlines.
func (w *writer) boxes(b record.Block) []Block {
	var out []Block
	title := ""
	if b.Heading.IsZero() {
		title = w.p.T("compose.box.underline")
	}
	for _, ref := range b.Show {
		switch r := figure.Lookup(w.in, ref).(type) {
		case *record.Event:
			out = append(out, w.box(r, title))
		case *record.Outcome:
			out = append(out, w.outcomeBox(r))
		case *record.Story:
			out = append(out, w.storyBox(r))
		}
	}
	if len(b.Show) > 0 {
		return out
	}
	for _, e := range figure.Events(w.in, w.in.Year) {
		if e.Highlight {
			out = append(out, w.box(e, title))
		}
	}
	return out
}

func (w *writer) outcomeBox(o *record.Outcome) Block {
	statement := w.titled(o)
	statement.Strong = true
	out := Block{Sort: "box", Title: w.p.T("compose.box.underline"), Inner: []Block{paragraph([]Span{statement})}}
	if detail := w.text(o.Detail); detail.Text != "" {
		out.Inner = append(out.Inner, paragraph([]Span{detail}))
	}
	list := Block{Sort: "list"}
	for _, q := range w.measures(o) {
		list.Items = append(list.Items, Item{Spans: q})
	}
	out.Inner = append(out.Inner, listed(list)...)
	return out
}

func (w *writer) storyBox(s *record.Story) Block {
	title := w.titled(s)
	title.Strong = true
	out := Block{Sort: "box", Title: w.p.T("compose.box.story"), Inner: []Block{paragraph([]Span{title})}}
	for _, t := range append([]record.Text{s.Lead}, s.Text...) {
		if span := w.text(t); span.Text != "" {
			out.Inner = append(out.Inner, paragraph([]Span{span}))
		}
	}
	list := Block{Sort: "list"}
	for _, q := range s.Figures {
		span := w.quantity(q)
		span.Record = s.ID
		list.Items = append(list.Items, Item{Spans: capital([]Span{span})})
	}
	out.Inner = append(out.Inner, listed(list)...)
	return out
}
