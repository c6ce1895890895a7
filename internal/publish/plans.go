package publish

import (
	"strconv"

	"entente/internal/figure"
	"entente/internal/record"
)

// indicators are those of the plans that a block shows, or of every plan that there is to show: a table where a plan has
// indicators, else its objectives with where each stands.
func (w *writer) indicators(b record.Block, id string) ([]Block, []Section) {
	var plans []*record.Framework
	if len(b.Show) == 0 {
		for _, r := range w.in.Records {
			if f, ok := r.(*record.Framework); ok && f.Withdrawn == "" {
				plans = append(plans, f)
			}
		}
		plans = figure.Order(plans)
	}
	for _, ref := range b.Show {
		if f, ok := figure.Lookup(w.in, ref).(*record.Framework); ok {
			plans = append(plans, f)
		}
	}
	var out []Section
	for i, f := range plans {
		title := w.text(f.Title)
		if blocks := w.plan(f, b); len(blocks) > 0 {
			out = append(out, Section{ID: subID(id, strconv.Itoa(i+1)), Title: title.Text, Lang: title.Lang, Blocks: blocks})
		}
	}
	if len(out) == 1 && len(plans) == 1 {
		return out[0].Blocks, nil
	}
	return nil, out
}

func (w *writer) plan(f *record.Framework, b record.Block) []Block {
	title := w.text(f.Title).Text
	t := &Table{
		Caption: w.caption(b, w.p.T("compose.indicators.caption", "title", title)),
		Head: []Cell{
			head(w.p.T("compose.column.objective"), false), head(w.p.T("compose.column.indicator"), false), head(w.p.T("compose.column.baseline"), true),
			head(w.p.T("compose.column.latest"), true), head(w.p.T("compose.column.target"), true),
		},
	}
	list := Block{Sort: "list"}
	for _, o := range w.objectives(f) {
		spans := []Span{w.titled(o)}
		if o.Status != "" {
			spans = w.sentence("report.event.line", "title", spans, "facts", w.p.T("vocabulary.status."+o.Status, "n", 1))
		}
		list.Items = append(list.Items, Item{Spans: spans})
		for _, i := range o.Indicators {
			t.Rows = append(t.Rows, []Cell{
				w.cell(w.titled(o)), w.cell(w.text(i.Name)), {Spans: w.measured(i.Baseline), Number: true}, {Spans: w.latest(i), Number: true},
				{Spans: w.measured(i.Target), Number: true},
			})
		}
	}
	if len(t.Rows) > 0 {
		return tabled(t)
	}
	return listed(list)
}

// objectives are those of a plan, in its order, what hangs on another after it.
func (w *writer) objectives(f *record.Framework) []*record.Objective {
	var own []*record.Objective
	for _, r := range w.in.Records {
		if o, ok := r.(*record.Objective); ok && o.Withdrawn == "" && o.Framework == f.ID {
			own = append(own, o)
		}
	}
	var out []*record.Objective
	var walk func([]*Objective)
	walk = func(list []*Objective) {
		for _, o := range list {
			out = append(out, o.Objective)
			walk(o.Under)
		}
	}
	for _, s := range Strategies([]*record.Framework{f}, figure.Order(own), nil) {
		walk(s.Objectives)
	}
	return out
}

func (w *writer) measured(q record.Quantity) []Span {
	if q.Value == "" {
		return nil
	}
	return []Span{w.quantity(q)}
}

// latest is the last value of an indicator, with its date.
func (w *writer) latest(i record.Indicator) []Span {
	var last record.Value
	for _, v := range i.Values {
		if v.On.SortKey() >= last.On.SortKey() {
			last = v
		}
	}
	spans := w.measured(last.Value)
	if len(spans) > 0 && last.On != "" {
		return w.sentence("report.event.line", "title", spans, "facts", w.p.Date(last.On))
	}
	return spans
}

// disagreements are where sources say different things: of figures, and of facts.
func (w *writer) disagreements(b record.Block, id string) ([]Block, []Section) {
	var blocks []Block
	var sections []Section
	if b.Of != "sources" {
		blocks = w.differences()
	}
	if b.Of == "figures" {
		return blocks, nil
	}
	for i, f := range w.findings(b) {
		s := Section{ID: subID(id, strconv.Itoa(i+1)), Title: w.line(f.Statement).Text, Lang: w.text(f.Statement).Lang}
		list := Block{Sort: "list"}
		for _, v := range f.Versions {
			source := w.name(v.Source)
			if source.Text == "" {
				source = w.text(v.Place)
			}
			says := w.text(v.Says)
			if source.Text == "" {
				list.Items = append(list.Items, Item{Spans: []Span{says}})
				continue
			}
			list.Items = append(list.Items, Item{Spans: w.sentence("compose.disagreement.says", "source", source, "says", says)})
		}
		s.Blocks = listed(list)
		if reading := w.text(f.Reading); reading.Text != "" {
			s.Blocks = append(s.Blocks, paragraph([]Span{reading}))
		}
		sections = append(sections, s)
	}
	return blocks, sections
}

func (w *writer) findings(b record.Block) []*record.Finding {
	var out []*record.Finding
	if len(b.Show) > 0 {
		for _, ref := range b.Show {
			if f, ok := figure.Lookup(w.in, ref).(*record.Finding); ok {
				out = append(out, f)
			}
		}
		return out
	}
	for _, r := range w.in.Records {
		if f, ok := r.(*record.Finding); ok && f.Withdrawn == "" && f.FindingType == record.Disagreement {
			out = append(out, f)
		}
	}
	return figure.Order(out)
}
