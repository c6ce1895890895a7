package publish

import (
	"slices"
	"strconv"
	"time"

	"entente/internal/i18n"
	"entente/internal/record"
)

// missionReport tells a journey from its purpose to what came of it: who, where, what it cost against what was allowed, what it
// emitted, and what follows.
func (s *sheet) missionReport(m *record.Mission) {
	s.paper.Opening = []Block{facts(
		s.fact("paper.dates", s.orBlank(s.when(m.Dates), "paper.dates")),
		s.fact("paper.cities", s.orBlank(s.stops(m), "paper.cities")),
		s.fact("paper.lead", s.orBlank(s.who(m.Lead), "paper.lead")),
		s.fact("paper.delegation", semicolons(s.takePart(m.Delegation))),
		s.fact("paper.invited_by", s.names(m.InvitedBy)),
		s.fact("paper.status", s.capitalCode("status", m.Status)),
	)}
	s.section("purpose", s.p.T("paper.section.purpose"),
		paragraph(s.orBlank(s.prose(m.Purpose), "paper.section.purpose")), paragraph(s.prose(m.Summary)), s.ties(&m.Activity, m.Events))
	s.section("programme", s.p.T("paper.section.programme"), s.journey(m)...)
	s.results(m)
	s.section("expenses", s.p.T("paper.section.expenses"), s.expenses(m)...)
	s.section("transport", s.p.T("paper.section.transport"), s.transport(m)...)
	outcomes := s.outcomesFrom(m.ID)
	s.section("follow", s.p.T("paper.section.follow"), s.followUps(outcomes), paragraph(s.lessons(outcomes)))
	s.section("deadline", s.p.T("paper.section.deadline"), s.deadline(m)...)
}

// ties are what an activity is for and what it carries out.
func (s *sheet) ties(a *record.Activity, events []record.Ref) Block {
	return facts(
		s.fact("paper.events", s.names(events)),
		s.fact("paper.carries_out", s.names(a.CarriesOut)),
		s.fact("paper.served", s.served(a)),
		s.fact("paper.themes", s.names(a.Themes)),
		s.fact("paper.partners", semicolons(s.takePart(a.Partners))),
		s.fact("paper.services", s.names(a.Services)),
	)
}

// journey is where it went, what was done there, and the meetings attended on the way.
func (s *sheet) journey(m *record.Mission) []Block {
	t := s.table("paper.stops", nil, "paper.column.place", "paper.column.dates", "paper.column.purpose")
	for _, st := range m.Stops {
		t.row(s.words(s.stop(st)), s.when(st.Dates), s.prose(st.Purpose))
	}
	out := []Block{asTable(t)}
	if learning := s.prose(m.Learning); len(learning) > 0 {
		out = append(out, paragraph(slices.Concat([]Span{{Text: s.p.T("paper.learning") + " ", Strong: true}}, learning)))
	}
	var met [][]Span
	for _, p := range tied[*record.Participation](s) {
		if p.Mission != m.ID {
			continue
		}
		line := s.dated(p)
		if body := s.name(p.Body); body.Text != "" {
			line = slices.Concat(line, []Span{{Text: " – "}}, []Span{body})
		}
		met = append(met, line)
	}
	if len(met) > 0 {
		out = append(out, Block{Sort: "heading", Title: s.p.T("paper.participations")}, bullets(met...))
	}
	return out
}

// results set what was expected beside what came of it.
func (s *sheet) results(m *record.Mission) {
	var expected [][]Span
	for _, e := range m.Expected {
		expected = append(expected, s.prose(e))
	}
	blocks := []Block{{Sort: "heading", Title: s.p.T("paper.expected")}}
	if len(expected) == 0 {
		blocks = append(blocks, s.paragraphOf("paper.expected.none"))
	}
	blocks = append(blocks, bullets(expected...), Block{Sort: "heading", Title: s.p.T("paper.obtained")})
	if outcomes := s.outcomesFrom(m.ID); len(outcomes) > 0 {
		blocks = append(blocks, s.told(outcomes))
	} else {
		blocks = append(blocks, paragraph(s.blank("paper.obtained")))
	}
	s.section("results", s.p.T("paper.section.results"), blocks...)
}

// expenses lists what was spent by head of expense, what was allowed, and sets the one against the other where they compare.
func (s *sheet) expenses(m *record.Mission) []Block {
	t := s.table("paper.caption.expenses", []int{2}, "paper.column.traveller", "paper.column.expense", "paper.column.amount", "paper.column.nature", "paper.column.scope", "paper.column.as_of")
	line := func(who, what []Span, a record.Amount) {
		t.row(who, what, s.words(s.taxed(a)), s.capitalCode("nature", a.Nature), s.capitalCode("scope", a.Scope), s.when(a.AsOf))
	}
	for _, c := range m.Costs {
		who := s.who(c.Traveller)
		for _, p := range c.Parts {
			line(who, s.capitalCode("expense", p.Expense), p.Amount)
		}
		if sum := total(c); !sum.IsZero() {
			line(who, []Span{{Text: s.p.T("paper.total"), Strong: true}}, sum)
		}
	}
	for _, a := range m.Approvals {
		if !a.Ceiling.IsZero() {
			line(s.who(a.By), []Span{{Text: s.p.T("paper.ceiling"), Strong: true}}, a.Ceiling)
		}
	}
	out := []Block{asTable(t)}
	if len(m.Costs) == 0 {
		out = []Block{paragraph(s.blank("paper.expenses")), asTable(t)}
	}
	return append(out, paragraph(s.against(m)), s.funding(m.Funding))
}

func (s *sheet) taxed(a record.Amount) string {
	if a.IsZero() {
		return ""
	}
	if a.BeforeTax {
		return s.p.T("paper.amount_before_tax", "amount", s.exact(a))
	}
	return s.exact(a)
}

// against compares what was spent with what was allowed: only where all of it is of one currency, one scope and one tax, for
// any other comparison says nothing.
func (s *sheet) against(m *record.Mission) []Span {
	var spent, allowed []record.Amount
	for _, c := range m.Costs {
		if a := total(c); !a.IsZero() {
			spent = append(spent, a)
		}
	}
	for _, a := range m.Approvals {
		if !a.Ceiling.IsZero() {
			allowed = append(allowed, a.Ceiling)
		}
	}
	if len(spent) == 0 || len(allowed) == 0 {
		return nil
	}
	sum, err1 := record.Sum(spent...)
	most, err2 := record.Sum(allowed...)
	if err1 != nil || err2 != nil || sum.Currency != most.Currency || sum.Scope != most.Scope || sum.BeforeTax != most.BeforeTax {
		return s.sentence("paper.against.unlike")
	}
	x, ok1 := sum.Value.Hundredths()
	y, ok2 := most.Value.Hundredths()
	if !ok1 || !ok2 || y <= 0 {
		return nil
	}
	margin := 10
	if s.m.Office != nil {
		margin = s.m.Office.CeilingMargin()
	}
	args := []any{"spent", s.exact(sum), "ceiling", s.exact(most), "margin", s.p.Percent(strconv.Itoa(margin)), "over", s.p.Money(x-y, sum.Currency), "share", s.p.Percent(strconv.FormatInt((x*200+y)/(2*y), 10))}
	switch {
	case x*100 > y*int64(100+margin):
		return s.sentence("paper.against.back", args...)
	case x > y:
		return s.sentence("paper.against.over", args...)
	}
	return s.sentence("paper.against.within", args...)
}

func (s *sheet) funding(list []record.Funding) Block {
	var out [][]Span
	for _, f := range list {
		who := s.who(f.Funder)
		if under := s.name(f.Under); under.Text != "" {
			who = slices.Concat(who, []Span{{Text: " – "}, under})
		}
		if amount := s.cost(f.Amount); len(who) > 0 && len(amount) > 0 {
			who = slices.Concat(who, []Span{{Text: s.p.T("paper.colon")}}, amount)
		}
		out = append(out, who)
	}
	b := bullets(out...)
	if len(b.Items) > 0 {
		b.Title = s.p.T("paper.funding")
	}
	return b
}

// transport is the journey leg by leg, with what it emits and how that is computed.
func (s *sheet) transport(m *record.Mission) []Block {
	if len(m.Legs) == 0 {
		return []Block{paragraph(s.blank("paper.legs"))}
	}
	w, known := s.working(m)
	heads := []string{"paper.column.leg", "paper.column.mode", "paper.column.travellers"}
	if known {
		heads = append(heads, "paper.column.km", "paper.column.factor", "paper.column.kg")
	}
	t := s.table("paper.legs", []int{2, 3, 4, 5}, heads...)
	for i, l := range m.Legs {
		mode := i18n.Capital(s.code("travel_mode", l.Mode))
		if l.Class != "" {
			mode += ", " + s.code("travel_class", l.Class)
		}
		travellers := ""
		if l.Travellers > 0 {
			travellers = s.p.Int(int64(l.Travellers))
		}
		cells := [][]Span{s.words(s.p.T("paper.leg", "from", s.place(l.From), "to", s.place(l.To))), s.words(mode), s.words(travellers)}
		if known {
			x := w.Lines[i]
			cells = append(cells, s.words(s.p.Int(x.Km)), s.words(s.p.Decimal(string(x.Factor.KgPerKm))), s.words(s.p.Decimal(string(x.Kg))))
		}
		t.row(cells...)
	}
	if !known {
		return []Block{asTable(t), s.paragraphOf("paper.carbon.unknown")}
	}
	forcing := "paper.carbon.plain"
	if w.Set.Forcing {
		forcing = "paper.carbon.forcing"
	}
	var sources []string
	for _, l := range w.Lines {
		if !slices.Contains(sources, l.Factor.Dataset) {
			sources = append(sources, l.Factor.Dataset)
		}
	}
	args := []any{"sources", sources, "factorYear", w.Set.Year}
	return []Block{
		s.paragraphOf("paper.carbon.total", "kg", Span{Text: s.p.T("paper.kg", "kg", s.p.Decimal(string(w.Total))), Strong: true}), asTable(t),
		paragraph(sentences(s.sentence("paper.carbon.how", args...), s.sentence(forcing))),
	}
}

// followUps are the questions asked again of each result, with their answers.
func (s *sheet) followUps(outcomes []*record.Outcome) Block {
	t := s.table("paper.followups", nil, "paper.column.result", "paper.column.after", "paper.column.state", "paper.column.on", "paper.column.answer")
	for _, o := range outcomes {
		for _, f := range o.FollowUps {
			t.row([]Span{s.titled(o)}, s.words(s.p.T("paper.months", "n", f.Months)), s.capitalCode("follow_up_state", f.State), s.when(f.On), s.prose(f.Text))
		}
	}
	return asTable(t)
}

// lessons tells which services take up what was learned.
func (s *sheet) lessons(outcomes []*record.Outcome) []Span {
	var out [][]Span
	for _, o := range outcomes {
		if by := s.name(o.TakenUpBy); by.Text != "" {
			out = append(out, s.sentence("paper.taken_up", "lesson", s.titled(o), "service", by))
		}
	}
	return sentences(out...)
}

// deadline is by when the report is to be public: a duty of elected members under the rules of a Québec city, counted from a
// return that is known to the day.
func (s *sheet) deadline(m *record.Mission) []Block {
	post, ok := s.known[m.Lead].(*record.Post)
	if !ok || !post.Elected || s.m.Office == nil || s.m.Office.Profile != record.ProfileCity {
		return nil
	}
	weeks := s.m.Office.MissionReportWeeks()
	_, end, _ := m.Dates.Parts()
	back, err := time.Parse(time.DateOnly, string(end))
	if end.Precision() != record.PrecisionDay || err != nil {
		return []Block{s.paragraphOf("paper.deadline.unknown", "n", weeks)}
	}
	due := record.Date(back.AddDate(0, 0, 7*weeks).Format(time.DateOnly))
	out := s.sentence("paper.deadline", "n", weeks, "date", Span{Text: s.p.DateIn(due), Strong: true})
	report := s.name(m.Report)
	switch {
	case report.Text != "":
		out = sentences(out, s.sentence("paper.deadline.kept", "document", report))
	case record.Late(due, m.Lead, s.m.Today):
		out = sentences(out, s.sentence("paper.deadline.late"))
	}
	return []Block{paragraph(out)}
}
