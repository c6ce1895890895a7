package publish

import (
	"slices"
	"strconv"
	"strings"

	"entente/internal/record"
)

// progress is how far a plan has come, measure by measure: who answers for it, its indicators from where they began to what they
// aim at, what is told of it; and what is not told.
func (s *sheet) progress(f *record.Framework) {
	all := Strategies([]*record.Framework{f}, tied[*record.Objective](s), tied[*record.Story](s))
	plan := all[0]
	var order []*Objective
	var walk func([]*Objective)
	walk = func(list []*Objective) {
		for _, o := range list {
			order = append(order, o)
			walk(o.Under)
		}
	}
	walk(plan.Objectives)
	s.paper.Opening = []Block{facts(
		s.fact("paper.plan_sort", s.capitalCode("framework_type", f.FrameworkType)),
		s.fact("paper.owner", s.who(f.Owner)),
		s.fact("paper.carries_out", s.names([]record.Ref{f.Parent})),
		s.fact("paper.adopted", s.when(f.Adopted)),
		s.fact("paper.period", s.when(f.Period)),
		s.fact("paper.clienteles", s.names(f.Clienteles)),
	)}
	s.section("about", s.p.T("paper.section.about"), paragraph(s.prose(f.Summary)), paragraph(s.howMany(plan, order)))
	s.section("overview", s.p.T("paper.section.overview"), s.overview(order))
	for _, o := range order {
		s.measure(o)
	}
	s.section("untold", s.p.T("paper.section.untold"), s.untoldOf(plan, order))
	s.section("under", s.p.T("paper.section.under"), s.strategiesUnder(f))
}

// howMany sets how many objectives are recorded beside how many the plan says that it holds.
func (s *sheet) howMany(plan *Strategy, order []*Objective) []Span {
	var out [][]Span
	for _, q := range plan.Framework.Contents {
		if q.Unit == "" {
			continue
		}
		n := len(plan.OfLevel(q.Unit))
		out = append(out, s.sentence("paper.plan.told", "declared", s.quantity(q), "n", n))
	}
	if len(out) == 0 && len(order) > 0 {
		out = append(out, s.sentence("paper.plan.recorded", "n", len(order)))
	}
	return sentences(out...)
}

func (s *sheet) overview(order []*Objective) Block {
	t := s.table("paper.caption.overview", []int{2, 3}, "paper.column.objective", "paper.column.leads", "paper.column.indicators", "paper.column.stories", "paper.column.state")
	for _, o := range order {
		s.use(o.Objective)
		t.row([]Span{s.titled(o.Objective)}, s.names(o.Leads), s.many(len(o.Indicators)), s.many(len(o.Stories)), s.capitalCode("status", o.Status))
	}
	return asTable(t)
}

// many is a number above zero; none is nothing, for what is not recorded may well be there.
func (s *sheet) many(n int) []Span {
	if n == 0 {
		return nil
	}
	return s.words(s.p.Int(int64(n)))
}

// measure is the part on one objective.
func (s *sheet) measure(o *Objective) {
	t := s.table("paper.indicators", nil, "paper.column.indicator", "paper.column.baseline", "paper.column.target", "paper.column.value")
	for _, i := range o.Indicators {
		t.row(s.prose(i.Name), s.measured(i.Baseline), s.measured(i.Target), s.values(i.Values))
	}
	stories := Block{Sort: "list"}
	for _, st := range o.Stories {
		s.use(st)
		title := s.titled(st)
		title.Strong = true
		it := Item{Spans: []Span{title}}
		if lead := s.text(st.Lead); lead.Text != "" {
			it.Spans = append(it.Spans, Span{Text: pause(title.Text)}, lead)
		}
		for _, q := range st.Figures {
			it.Items = append(it.Items, Item{Spans: capital(s.measured(q))})
		}
		stories.Items = append(stories.Items, it)
	}
	if len(stories.Items) > 0 {
		stories.Title = s.p.T("paper.stories")
	}
	var acts [][]Span
	for _, r := range s.m.Tied {
		if serves(r, o.ID) {
			acts = append(acts, s.dated(r))
		}
	}
	served := bullets(acts...)
	if len(acts) > 0 {
		served.Title = s.p.T("paper.acts")
	}
	s.section("objective-"+o.ID.Short(), s.text(o.Title).Text,
		facts(
			s.fact("paper.leads", s.names(o.Leads)),
			s.fact("paper.clienteles", s.names(o.Clienteles)),
			s.fact("paper.status", s.capitalCode("status", o.Status)),
		),
		paragraph(s.prose(o.Summary)), asTable(t), stories, served)
}

// measured words a quantity; what is not measured is nothing.
func (s *sheet) measured(q record.Quantity) []Span {
	if q.IsZero() {
		return nil
	}
	return merge([]Span{s.quantity(q)})
}

// values are the last two values of an indicator, the latest first, each with its date where that is known.
func (s *sheet) values(list []record.Value) []Span {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b record.Value) int { return strings.Compare(b.On.SortKey(), a.On.SortKey()) })
	var out [][]Span
	for _, v := range sorted[:min(2, len(sorted))] {
		line := s.measured(v.Value)
		if v.On != "" {
			line = append(line, Span{Text: " (" + s.p.Date(v.On) + ")"})
		}
		out = append(out, line)
	}
	return semicolons(out)
}

// serves tells the activities and results that serve an objective.
func serves(r record.Record, id record.Ref) bool {
	if r.Head().Withdrawn != "" {
		return false
	}
	switch r := r.(type) {
	case *record.Mission:
		return slices.Contains(r.Objectives, id)
	case *record.Visit:
		return slices.Contains(r.Objectives, id)
	case *record.Event:
		return slices.Contains(r.Objectives, id)
	case *record.Participation:
		return slices.Contains(r.Objectives, id)
	case *record.Outcome:
		return slices.Contains(r.Objectives, id)
	}
	return false
}

// untoldOf says what the records do not tell: measures without a record, by their numbers where the plan numbers them, and those
// without an indicator, a value or a story.
func (s *sheet) untoldOf(plan *Strategy, order []*Objective) Block {
	var out [][]Span
	for _, q := range plan.Framework.Contents {
		told := plan.OfLevel(q.Unit)
		declared := int(whole(q.Value))
		if q.Unit == "" || q.Max != "" || q.Qualifier != "" && q.Qualifier != "exact" || declared <= len(told) {
			continue
		}
		missing := s.missing(told, declared)
		if len(missing) == declared-len(told) {
			out = append(out, s.sentence("paper.plan.missing", "n", declared-len(told), "numbers", s.p.List(missing)))
		} else {
			out = append(out, s.sentence("paper.plan.missing_some", "n", declared-len(told)))
		}
	}
	var without, unvalued, unstoried [][]Span
	for _, o := range order {
		name := []Span{s.titled(o.Objective)}
		if len(o.Indicators) == 0 {
			without = append(without, name)
		} else if !slices.ContainsFunc(o.Indicators, func(i record.Indicator) bool { return len(i.Values) > 0 }) {
			unvalued = append(unvalued, name)
		}
		if len(o.Stories) == 0 {
			unstoried = append(unstoried, name)
		}
	}
	if len(without) > 0 {
		out = append(out, s.sentence("paper.plan.without_indicator", "n", len(without), "names", semicolons(without)))
	}
	if len(unvalued) > 0 {
		out = append(out, s.sentence("paper.plan.without_value", "n", len(unvalued), "names", semicolons(unvalued)))
	}
	if len(unstoried) > 0 {
		out = append(out, s.sentence("paper.plan.without_story", "n", len(unstoried), "names", semicolons(unstoried)))
	}
	return bullets(out...)
}

// missing are the numbers up to how many there are that no record bears, those in a row as "5 à 10".
func (s *sheet) missing(told []*Objective, declared int) []string {
	has := map[int]bool{}
	for _, o := range told {
		has[o.Number] = true
	}
	if has[0] { // one without its number: which are missing cannot be said
		return nil
	}
	var out []string
	for n := 1; n <= declared; n++ {
		if !has[n] {
			out = append(out, strconv.Itoa(n))
		}
	}
	return out
}

func (s *sheet) strategiesUnder(f *record.Framework) Block {
	var out [][]Span
	for _, r := range tied[*record.Framework](s) {
		if r.Parent == f.ID {
			out = append(out, s.dated(r))
		}
	}
	return bullets(out...)
}
