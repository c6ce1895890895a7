package publish

import (
	"slices"
	"strings"

	"entente/internal/record"
)

// mostPrecedents is how many earlier journeys to the same places are told.
const mostPrecedents = 8

// approval is what an executive committee decides on: why, who, how much at most, which objectives, what came before.
func (s *sheet) approval(m *record.Mission) {
	s.paper.Opening = []Block{{Sort: "box", Title: s.p.T("paper.asked"), Inner: []Block{paragraph(s.asked(m))}}}
	var expected []string
	for _, e := range m.Expected {
		expected = append(expected, strings.TrimRight(s.text(e).Text, ". "))
	}
	s.section("brief", s.p.T("paper.section.brief"), facts(
		s.fact("paper.why", s.orBlank(s.prose(m.Purpose), "paper.why")),
		s.fact("paper.lead", s.orBlank(s.who(m.Lead), "paper.lead")),
		s.fact("paper.delegation", semicolons(s.takePart(m.Delegation))),
		s.fact("paper.dates", s.orBlank(s.when(m.Dates), "paper.dates")),
		s.fact("paper.cities", s.orBlank(s.stops(m), "paper.cities")),
		s.fact("paper.invited_by", s.names(m.InvitedBy)),
		s.fact("paper.expected", s.orBlank(s.words(strings.Join(expected, "; ")), "paper.expected")),
		s.fact("paper.served", s.orBlank(s.served(&m.Activity), "paper.served")),
		s.fact("paper.carries_out", s.names(m.CarriesOut)),
		s.fact("paper.partners", semicolons(s.takePart(m.Partners))),
	))
	s.section("money", s.p.T("paper.section.money"), append(s.ceilings(m), s.estimates(m), s.funding(m.Funding), paragraph(s.rule(m)))...)
	s.section("decision", s.p.T("paper.section.decision"), s.decisions(m)...)
	if w, ok := s.working(m); ok {
		s.section("carbon", s.p.T("paper.section.carbon"), s.paragraphOf("paper.carbon.expected", "kg", s.p.T("paper.kg", "kg", s.p.Decimal(string(w.Total))), "factorYear", w.Set.Year))
	}
	s.section("precedents", s.p.T("paper.section.precedents"), s.precedents(m)...)
	s.section("overlaps", s.p.T("paper.section.overlaps"), s.overlaps(m))
}

// asked is the decision in one sentence, as far as the records tell it.
func (s *sheet) asked(m *record.Mission) []Span {
	most := s.blank("paper.ceiling")
	for _, a := range m.Approvals {
		if !a.Ceiling.IsZero() {
			most = s.cost(a.Ceiling)
			break
		}
	}
	return s.sentence("paper.asked.what", "mission", Span{Text: s.text(m.Title).Text, Strong: true, Lang: s.text(m.Title).Lang}, "most", most)
}

// ceilings are how much at most, and whose costs that covers.
func (s *sheet) ceilings(m *record.Mission) []Block {
	var out [][]Span
	for _, a := range m.Approvals {
		if !a.Ceiling.IsZero() {
			scope := s.blank("paper.scope")
			if a.Ceiling.Scope != "" {
				scope = s.words(s.code("scope", a.Ceiling.Scope))
			}
			out = append(out, s.sentence("paper.ceiling.scope", "amount", Span{Text: s.exact(a.Ceiling), Strong: true}, "scope", scope))
		}
	}
	if len(out) == 0 {
		return []Block{facts(s.fact("paper.ceiling", s.blank("paper.ceiling")), s.fact("paper.scope", s.blank("paper.scope")))}
	}
	return []Block{bullets(out...)}
}

// estimates lists what the journey is to cost, head by head.
func (s *sheet) estimates(m *record.Mission) Block {
	t := s.table("paper.estimates", []int{2}, "paper.column.traveller", "paper.column.expense", "paper.column.amount", "paper.column.nature", "paper.column.scope")
	for _, c := range m.Costs {
		if total(c).Nature == record.Final {
			continue // what was spent is no estimate
		}
		who := s.who(c.Traveller)
		for _, p := range c.Parts {
			t.row(who, s.capitalCode("expense", p.Expense), s.words(s.taxed(p.Amount)), s.capitalCode("nature", p.Amount.Nature), s.capitalCode("scope", p.Amount.Scope))
		}
		if a := total(c); !a.IsZero() {
			t.row(who, []Span{{Text: s.p.T("paper.total"), Strong: true}}, s.words(s.taxed(a)), s.capitalCode("nature", a.Nature), s.capitalCode("scope", a.Scope))
		}
	}
	return asTable(t)
}

// rule says by which rule the committee is asked, as far as the records tell.
func (s *sheet) rule(m *record.Mission) []Span {
	if s.m.Office == nil || s.m.Office.Profile != record.ProfileCity {
		return nil
	}
	abroad := slices.ContainsFunc(m.Stops, func(st record.Stop) bool { return st.Place.Country != "" && st.Place.Country != "CA" })
	ceiling := s.p.RoundMoney(int64(s.m.Office.MissionCeiling())*100, "CAD")
	out := s.sentence("paper.rule", "ceiling", ceiling, "n", s.m.Office.CeilingMargin())
	if abroad {
		out = sentences(s.sentence("paper.rule.abroad"), out)
	}
	if post, ok := s.known[m.Lead].(*record.Post); ok && post.Elected {
		exempt := "paper.rule.mayor"
		if s.m.Office.MayorNeedsDecision() {
			exempt = "paper.rule.mayor_too"
		}
		out = sentences(out, s.sentence(exempt))
	}
	return out
}

// decisions give the numbers under which the journey was decided on, or room for them.
func (s *sheet) decisions(m *record.Mission) []Block {
	approvals := m.Approvals
	if len(approvals) == 0 {
		approvals = []record.Approval{{}}
	}
	var out []Block
	for _, a := range approvals {
		out = append(out, facts(
			s.fact("paper.body", s.orBlank(s.who(a.By), "paper.body")),
			s.fact("paper.summary", s.orBlank(s.words(a.Summary), "paper.summary")),
			s.fact("paper.resolution", s.orBlank(s.words(a.Resolution), "paper.resolution")),
			s.fact("paper.decided_on", s.orBlank(s.when(a.On), "paper.decided_on")),
		))
	}
	return out
}

// precedents are the earlier journeys to the same cities, the latest first.
func (s *sheet) precedents(m *record.Mission) []Block {
	var before []*record.Mission
	for _, o := range tied[*record.Mission](s) {
		earlier := m.Dates.First() == "" || o.Dates.First() == "" || o.Dates.First() < m.Dates.First() || o.Dates == m.Dates
		if o.ID != m.ID && o.TookPlace() && earlier && len(together(m, o, city)) > 0 {
			before = append(before, o)
		}
	}
	latest(before)
	if len(before) == 0 {
		return []Block{s.paragraphOf("paper.precedents.none")}
	}
	t := s.table("paper.caption.precedents", nil, "paper.column.mission", "paper.column.dates", "paper.column.places", "paper.column.lead", "paper.column.results")
	for _, o := range before[:min(len(before), mostPrecedents)] {
		s.use(o)
		var places []string
		for _, p := range together(m, o, city) {
			places = append(places, s.place(p))
		}
		results := ""
		if n := len(s.outcomesFrom(o.ID)); n > 0 {
			results = s.p.Int(int64(n))
		}
		t.row([]Span{s.titled(o)}, s.when(o.Dates), s.words(s.p.List(places)), s.who(o.Lead), s.words(results))
	}
	return []Block{asTable(t), paragraph(s.more(len(before), mostPrecedents))}
}

func city(p record.Place) string    { return p.City }
func country(p record.Place) string { return p.Country }

// together are the places of a journey that another one also goes to, by city or by country.
func together(m, o *record.Mission, by func(record.Place) string) []record.Place {
	var out []record.Place
	seen := map[string]bool{}
	for _, st := range m.Stops {
		code := by(st.Place)
		if code == "" || seen[code] || code == "CA" {
			continue
		}
		if slices.ContainsFunc(o.Stops, func(other record.Stop) bool { return by(other.Place) == code }) {
			seen[code] = true
			out = append(out, st.Place)
		}
	}
	return out
}

// overlaps are the journeys of this office and of others to the same countries at the same time: certain where both are known to
// the day, possible where one of them is not.
func (s *sheet) overlaps(m *record.Mission) Block {
	var certain, possible [][]Span
	others := tied[*record.Mission](s)
	latest(others)
	for _, o := range others {
		places := together(m, o, country)
		if o.ID == m.ID || o.Status == "cancelled" || len(places) == 0 || !meet(m.Dates, o.Dates) {
			continue
		}
		line := s.dated(o)
		var names []string
		for _, p := range places {
			names = append(names, s.place(record.Place{Country: p.Country}))
		}
		line = slices.Concat(line, []Span{{Text: " – " + s.p.List(names)}})
		if o.Office != m.Office {
			if office, ok := s.look(o.Office).(*record.Office); ok {
				line = slices.Concat(line, []Span{{Text: ", " + OfficeName(office, s.lang())}})
			}
		}
		if toTheDay(m.Dates) && toTheDay(o.Dates) {
			certain = append(certain, line)
		} else {
			possible = append(possible, line)
		}
	}
	b := Block{Sort: "list"}
	for _, l := range certain {
		b.Items = append(b.Items, Item{Spans: s.sentence("paper.overlap.certain", "mission", merge(l))})
	}
	for _, l := range possible {
		b.Items = append(b.Items, Item{Spans: s.sentence("paper.overlap.possible", "mission", merge(l))})
	}
	return b
}

func toTheDay(d record.Date) bool {
	start, end, _ := d.Parts()
	return start.Precision() == record.PrecisionDay && end.Precision() == record.PrecisionDay
}

// meet tells whether two periods may have a day in common; what is not known meets nothing.
func meet(a, b record.Date) bool {
	return a.First() != "" && a.Last() != "" && b.First() != "" && b.Last() != "" && a.First() <= b.Last() && b.First() <= a.Last()
}
