package publish

import (
	"slices"
	"strings"

	"entente/internal/carbon"
	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// who names somebody by the post held: "Maire de Québec (Ville de Québec)"; a person by name, a body by its own. Empty when the
// reader may not see it.
func (s *sheet) who(id record.Ref) []Span {
	name := s.name(id)
	post, ok := s.known[id].(*record.Post)
	if !ok || name.Text == "" {
		return merge([]Span{name})
	}
	out := []Span{name}
	if body := s.name(post.Organisation); body.Text != "" && !strings.Contains(name.Text, body.Text) {
		out = append(out, Span{Text: ", "}, body)
	}
	return merge(out)
}

// holder names the person who holds a post on a day, when a record says so; nil else.
func (s *sheet) holder(p *record.Post, on record.Date) *record.Person {
	for _, h := range p.Holders {
		first, last := h.Period.First(), h.Period.Last()
		if first > string(on) || last != "" && last < string(on) {
			continue
		}
		if person, ok := s.look(h.Person).(*record.Person); ok {
			return person
		}
	}
	return nil
}

// takesPart words somebody who takes part: who they are or how the source puts it, and their role.
func (s *sheet) takesPart(p record.Part) []Span {
	who, label := s.who(p.Who), s.prose(p.Label)
	switch {
	case len(who) == 0:
		who = label
	case len(label) > 0:
		who = slices.Concat(who, []Span{{Text: " – "}}, label)
	}
	if len(who) > 0 && p.Role != "" {
		who = slices.Concat(who, []Span{{Text: " (" + s.code("role", p.Role) + ")"}})
	}
	return merge(who)
}

func (s *sheet) takePart(parts []record.Part) [][]Span {
	var out [][]Span
	for _, p := range parts {
		if w := s.takesPart(p); len(w) > 0 {
			out = append(out, w)
		}
	}
	return out
}

// semicolons sets entries that hold commas side by side.
func semicolons(entries [][]Span) []Span {
	var out []Span
	for _, e := range entries {
		if len(out) > 0 && len(e) > 0 {
			out = append(out, Span{Text: "; "})
		}
		out = append(out, e...)
	}
	return merge(out)
}

// served names the objectives and pillars of an activity.
func (s *sheet) served(a *record.Activity) []Span {
	return s.names(slices.Concat(a.Objectives, a.Pillars))
}

// stops names the places of a journey with their countries.
func (s *sheet) stops(m *record.Mission) []Span {
	var out []string
	for _, st := range m.Stops {
		out = append(out, s.stop(st))
	}
	return s.words(s.p.List(out))
}

// cost words an amount with what must be known of it: nature, scope, tax and date.
func (s *sheet) cost(a record.Amount) []Span {
	if a.IsZero() {
		return nil
	}
	text := s.exact(a)
	var notes []string
	for _, n := range []string{s.code("nature", a.Nature), s.code("scope", a.Scope)} {
		if n != "" {
			notes = append(notes, n)
		}
	}
	if a.BeforeTax {
		notes = append(notes, s.p.T("paper.before_tax"))
	}
	if a.AsOf != "" {
		notes = append(notes, s.p.T("paper.as_of", "date", s.p.Date(a.AsOf)))
	}
	if len(notes) > 0 {
		text += " (" + strings.Join(notes, ", ") + ")"
	}
	return s.words(text)
}

// exact writes money to the cent: what was spent is an amount of accounts.
func (s *sheet) exact(a record.Amount) string {
	cents, ok := a.Value.Hundredths()
	if !ok {
		return string(a.Value)
	}
	if a.Nature == record.Final || a.Nature == record.Provisional {
		return s.qualified(a.Qualifier, s.p.Money(cents, a.Currency))
	}
	return s.qualified(a.Qualifier, s.p.RoundMoney(cents, a.Currency))
}

// total is what one traveller or reception cost: as it is given, else the sum of its parts where they have one.
func total(c record.Cost) record.Amount {
	if !c.Total.IsZero() {
		return c.Total
	}
	var parts []record.Amount
	for _, p := range c.Parts {
		parts = append(parts, p.Amount)
	}
	sum, err := record.Sum(parts...)
	if err != nil {
		return record.Amount{}
	}
	return sum
}

// working computes what a journey emits, by the factors that the office froze for its year, else by those of the year.
func (s *sheet) working(m *record.Mission) (carbon.Working, bool) {
	year := m.Dates.Year()
	set, ok := carbon.SetFor(year, true)
	if s.m.Office != nil && s.m.Office.FactorSet(year) != "" {
		set, ok = carbon.SetNamed(s.m.Office.FactorSet(year))
	}
	if !ok || m.Dates.First() == "" {
		return carbon.Working{}, false
	}
	return figure.Working(s.in, set, m)
}

// outcomesFrom lists the results among what bears on the record that come from one of those named, in the order of their sources.
func (s *sheet) outcomesFrom(ids ...record.Ref) []*record.Outcome {
	var out []*record.Outcome
	for _, r := range s.m.Tied {
		o, ok := r.(*record.Outcome)
		if ok && slices.ContainsFunc(o.From, func(id record.Ref) bool { return slices.Contains(ids, id) }) {
			out = append(out, o)
		}
	}
	return figure.Order(out)
}

// told lists results with their quantities, and notes that the document draws on them.
func (s *sheet) told(list []*record.Outcome) Block {
	for _, o := range list {
		s.use(o)
	}
	return s.outcomeList(list)
}

// tied picks the records of one type among what bears on the record.
func tied[R record.Record](s *sheet) []R {
	var out []R
	for _, r := range s.m.Tied {
		if v, ok := r.(R); ok && r.Head().Withdrawn == "" {
			out = append(out, v)
		}
	}
	return out
}

// dated names a record with its dates.
func (s *sheet) dated(r record.Record) []Span {
	s.use(r)
	out := []Span{s.titled(r)}
	if d := s.p.Date(r.When()); d != "" {
		out = append(out, Span{Text: " (" + d + ")"})
	}
	return out
}

// files names documents.
func (s *sheet) files(ids ...record.Ref) [][]Span {
	var out [][]Span
	for _, id := range ids {
		if n := s.name(id); n.Text != "" {
			out = append(out, []Span{n})
		}
	}
	return out
}

// more says how many entries are not shown.
func (s *sheet) more(all, shown int) []Span {
	if all <= shown {
		return nil
	}
	return s.words(s.p.T("paper.more", "n", all-shown))
}

// sentenceOf ends a text as a sentence ends.
func sentenceOf(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?") || strings.HasSuffix(text, "…") {
		return i18n.Capital(text)
	}
	return i18n.Capital(text) + "."
}
