package publish

import (
	"slices"
	"strings"
	"unicode/utf8"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// outcomes has a part for each pillar, in the order of the office's vision.
func (w *writer) outcomes() Section {
	s := Section{ID: "outcomes", Title: w.p.T("report.section.outcomes")}
	byPillar := map[record.Ref][]*record.Outcome{}
	var pillars []*record.Term
	for _, r := range w.in.Records {
		o, ok := r.(*record.Outcome)
		if !ok || !o.Year.Within(w.in.Year) {
			continue
		}
		if term, ok := figure.Lookup(w.in, o.Pillar).(*record.Term); ok && byPillar[o.Pillar] == nil {
			pillars = append(pillars, term)
		}
		byPillar[o.Pillar] = append(byPillar[o.Pillar], o)
	}
	slices.SortStableFunc(pillars, func(a, b *record.Term) int {
		if a.Order != b.Order {
			return a.Order - b.Order
		}
		return w.p.Compare(w.text(a.Name).Text, w.text(b.Name).Text)
	})
	var other []*record.Outcome
	for ref, outcomes := range byPillar {
		if _, ok := figure.Lookup(w.in, ref).(*record.Term); !ok {
			other = append(other, outcomes...)
		}
	}
	for _, term := range pillars {
		s.Sections = append(s.Sections, Section{
			ID: "outcomes-" + term.Code, Title: w.text(term.Name).Text, Blocks: []Block{w.outcomeList(byPillar[term.ID])},
		})
	}
	if len(other) > 0 {
		s.Sections = append(s.Sections, Section{ID: "outcomes-other", Title: w.p.T("report.outcomes.other"), Blocks: []Block{w.outcomeList(other)}})
	}
	return s
}

func (w *writer) outcomeList(outcomes []*record.Outcome) Block {
	b := Block{Sort: "list"}
	for _, o := range figure.Order(outcomes) {
		statement := w.titled(o)
		statement.Strong = true
		it := Item{Spans: []Span{statement}}
		if detail := w.text(o.Detail); detail.Text != "" {
			it.Spans = append(it.Spans, Span{Text: pause(statement.Text)}, detail)
		}
		for _, q := range w.measures(o) {
			it.Items = append(it.Items, Item{Spans: q})
		}
		b.Items = append(b.Items, it)
	}
	return b
}

// pause is what stands between a statement and its detail.
func pause(statement string) string {
	if last, _ := utf8.DecodeLastRuneInString(statement); strings.ContainsRune(".!?…:;", last) {
		return " "
	}
	return ". "
}

// measures are the quantities and amounts of an outcome, each a link to it, without those that its text quotes already.
func (w *writer) measures(o *record.Outcome) [][]Span {
	told := strings.ToLower(w.text(o.Statement).Text + " " + w.text(o.Detail).Text)
	var out [][]Span
	add := func(s Span, nature string) {
		if s.Text == "" || strings.Contains(told, strings.ToLower(s.Text)) {
			return
		}
		s.Text, s.Record = i18n.Capital(s.Text), o.ID
		if nature == record.Estimate {
			out = append(out, w.sentence("report.quantity.estimate", "quantity", s))
			return
		}
		out = append(out, []Span{s})
	}
	for _, q := range o.Quantities {
		add(w.quantity(q), q.Nature)
	}
	for _, a := range o.Amounts {
		add(w.money(a), a.Nature)
	}
	return out
}

// boxes are the events that the office wants to stand out.
func (w *writer) boxes() Section {
	s := Section{ID: "spotlight", Title: w.p.T("report.section.spotlight")}
	for _, e := range figure.Events(w.in, w.in.Year) {
		if e.Highlight {
			s.Blocks = append(s.Blocks, w.box(e))
		}
	}
	return s
}

func (w *writer) box(e *record.Event) Block {
	b := Block{Sort: "box"}
	add := func(spans []Span) {
		if len(spans) > 0 && spans[0].Text != "" {
			b.Inner = append(b.Inner, paragraph(spans))
		}
	}
	line := w.eventLine(e)
	line[0].Strong = true
	add(line)
	if len(e.Detail) == 0 {
		add([]Span{w.text(e.Summary)})
	}
	for _, d := range e.Detail {
		add([]Span{w.text(d)})
	}
	if with := w.names(partners(e.Partners)); len(with) > 0 {
		add(w.sentence("report.event.partners", "names", with))
	}
	var funding [][]Span
	for _, f := range e.Funding {
		funding = append(funding, w.funding(f)...)
	}
	if len(funding) > 0 {
		add(w.sentence("report.event.funding", "names", w.list(funding)))
	}
	return b
}

// funding names who paid, and the agreement drawn on.
func (w *writer) funding(f record.Funding) [][]Span {
	funder, under := w.name(f.Funder), w.name(f.Under)
	switch {
	case funder.Text != "" && under.Text != "":
		return [][]Span{w.sentence("report.event.funder_under", "funder", funder, "agreement", under)}
	case funder.Text != "":
		return [][]Span{{funder}}
	case under.Text != "":
		return [][]Span{{under}}
	}
	return nil
}

// eventLine is the event as a link, with its date, its place and who came.
func (w *writer) eventLine(e *record.Event) []Span {
	var facts []Span
	add := func(s Span) {
		if s.Text == "" {
			return
		}
		if len(facts) > 0 {
			facts = append(facts, Span{Text: ", "})
		}
		facts = append(facts, s)
	}
	add(Span{Text: w.finer(e.Dates)})
	add(Span{Text: w.place(e.Place)})
	for _, q := range e.Attendance {
		add(w.quantity(q))
	}
	if len(facts) == 0 {
		return []Span{w.titled(e)}
	}
	return w.sentence("report.event.line", "title", w.titled(e), "facts", merge(facts))
}

func partners(parts []record.Part) []record.Ref {
	var out []record.Ref
	for _, p := range parts {
		if p.Who != "" && p.Role != record.RoleFunder && !slices.Contains(out, p.Who) {
			out = append(out, p.Who)
		}
	}
	return out
}
