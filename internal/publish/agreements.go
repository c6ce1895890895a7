package publish

import (
	"entente/internal/figure"
	"entente/internal/record"
)

// agreements are those begun in the year: which count as new, and with whom.
func (w *writer) agreements() []Block {
	b := Block{Sort: "list"}
	for _, a := range figure.Agreements(w.in, w.in.Year) {
		title := w.titled(a)
		title.Strong = true
		it := Item{Spans: []Span{title}}
		if date := w.finer(a.When()); date != "" {
			it.Spans = w.sentence("report.event.line", "title", title, "facts", date)
		}
		var parties []record.Ref
		for _, p := range a.Parties {
			parties = append(parties, p.Who)
		}
		if names := w.names(parties); len(names) > 0 {
			it.Items = append(it.Items, Item{Spans: w.sentence("compose.agreement.parties", "names", names)})
		}
		if summary := w.text(a.Summary); summary.Text != "" {
			it.Items = append(it.Items, Item{Spans: []Span{summary}})
		}
		if figure.IsNew(a, w.in.Year) {
			it.Items = append(it.Items, Item{Spans: []Span{open(figure.AgreementsKey, w.p.T("compose.agreement.new"))}})
		}
		b.Items = append(b.Items, it)
	}
	return listed(b)
}

// offsets are the carbon credits bought for the travel of the year before, as the figures of a year tell it.
func (w *writer) offsets() []Block {
	var out []Block
	for _, r := range w.in.Records {
		o, ok := r.(*record.Offset)
		if !ok || o.Withdrawn != "" || !o.Period.Within(w.in.Year-1) && !o.Period.Within(w.in.Year) {
			continue
		}
		facts := Block{Sort: "facts", Facts: []Fact{{Name: w.p.T("compose.offset.travel"), Spans: w.with(o, w.p.Date(o.Period))}}}
		add := func(name string, spans ...Span) {
			if len(spans) > 0 && spans[0].Text != "" {
				facts.Facts = append(facts.Facts, Fact{Name: name, Spans: spans})
			}
		}
		if o.Tonnes.Value != "" {
			add(w.p.T("compose.offset.tonnes"), w.quantity(o.Tonnes))
		}
		if !o.Price.IsZero() {
			add(w.p.T("compose.offset.price"), w.money(o.Price))
		}
		if !o.Total.IsZero() {
			add(w.p.T("compose.offset.total"), w.money(o.Total))
		}
		add(w.p.T("compose.offset.supplier"), w.name(o.Supplier))
		add(w.p.T("compose.offset.programme"), w.text(o.Programme))
		out = append(out, facts)
	}
	return out
}
