package publish

import (
	"slices"
	"strings"
	"unicode/utf8"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// outcomes are those of one pillar, or a section for each pillar, in the order of the office's vision.
func (w *writer) outcomes(b record.Block, id string) ([]Block, []Section) {
	byPillar := map[record.Ref][]*record.Outcome{}
	var pillars []*record.Term
	var other []*record.Outcome
	for _, r := range w.in.Records {
		o, ok := r.(*record.Outcome)
		if !ok || o.Withdrawn != "" || !o.Year.Within(w.in.Year) {
			continue
		}
		term, ok := figure.Lookup(w.in, o.Pillar).(*record.Term)
		if !ok {
			other = append(other, o)
			continue
		}
		if byPillar[o.Pillar] == nil {
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
	if b.Of != "" {
		i := slices.IndexFunc(pillars, func(t *record.Term) bool { return t.Code == b.Of })
		if i < 0 {
			return nil, nil
		}
		return w.outcomeBlocks(byPillar[pillars[i].ID]), nil
	}
	var out []Section
	for _, term := range pillars {
		title := w.text(term.Name)
		out = append(out, Section{ID: subID(id, term.Code), Title: title.Text, Lang: title.Lang, Blocks: w.outcomeBlocks(byPillar[term.ID])})
	}
	if len(other) > 0 {
		out = append(out, Section{ID: subID(id, "other"), Title: w.p.T("report.outcomes.other"), Blocks: w.outcomeBlocks(other)})
	}
	return nil, out
}

// outcomeBlocks lists outcomes; those that the office underlines stand in boxes after the others.
func (w *writer) outcomeBlocks(outcomes []*record.Outcome) []Block {
	var plain, underlined []*record.Outcome
	for _, o := range outcomes {
		if o.Highlight {
			underlined = append(underlined, o)
		} else {
			plain = append(plain, o)
		}
	}
	var out []Block
	if len(plain) > 0 {
		out = append(out, w.outcomeList(plain))
	}
	for _, o := range figure.Order(underlined) {
		out = append(out, w.outcomeBox(o))
	}
	return out
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
