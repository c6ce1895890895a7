package portal

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// outcomesTold is how many outcomes a page tells.
const outcomesTold = 400

// outcomesData is the outcomes of a year, or of all, under their pillars.
type outcomesData struct {
	action   string
	years    []choice
	filtered bool
	pillars  []pillar
	capped   bool
}

type pillar struct {
	id       string
	name     words
	outcomes []outcomeLine
}

type outcomeLine struct {
	statement, detail words
	year              string
	tags              []string
	measures          []words // quantities and amounts
	from              []words
	takenUp           words
	highlight         bool
}

// outcomes lists what came of the office's work, by pillar of its vision.
func (s *site) outcomes(q *query) (serve.Answer, error) {
	years, err := s.Reader.Years(q.Context(), q.main().ID)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("list outcomes: read years: %w", err)
	}
	pq := publish.Query{Kind: record.KindOutcome, Newest: true}
	pq.Year, _ = parseYear(q.URL.Query().Get("year"))
	list, more, err := s.all(q, pq, outcomesTold)
	if err != nil {
		return serve.Answer{}, err
	}
	heads, err := s.around(q, list)
	if err != nil {
		return serve.Answer{}, err
	}
	terms, err := s.projections(q, pillarsOf(list))
	if err != nil {
		return serve.Answer{}, err
	}
	m, err := s.under(q, headingOf(record.KindOutcome), meta{
		title: i18n.Capital(q.p.T("kind.outcome.other")), changed: lastChange(list), description: q.p.T("site.outcomes.lead"),
		paths: both(func(l i18n.Lang) string { return withQuery(listPath(l, record.KindOutcome), filtersOf(pq).Encode()) }),
	})
	if err != nil {
		return serve.Answer{}, err
	}
	t := teller{s: s, v: s.view(q, m), kind: record.KindOutcome, heads: heads}
	d := outcomesData{
		action: listPath(q.lang, record.KindOutcome), years: t.v.yearChoices(years, pq.Year), filtered: pq.Year > 0, capped: more,
		pillars: t.pillars(of[*record.Outcome](list), of[*record.Term](terms)),
	}
	return s.html(q, m, func(v view) templ.Component { return outcomesPage(v, d) })
}

func pillarsOf(list []publish.Projection) []record.Ref {
	var ids []record.Ref
	for _, o := range of[*record.Outcome](list) {
		if !slices.Contains(ids, o.Pillar) {
			ids = append(ids, o.Pillar)
		}
	}
	return ids
}

// yearChoices is the filter by year; a year asked for is among them even when nothing happened in it.
func (v view) yearChoices(years []int, asked int) []choice {
	if len(years) == 0 && asked == 0 {
		return nil
	}
	if asked > 0 && !slices.Contains(years, asked) {
		years = append([]int{asked}, years...)
	}
	out := []choice{{"", v.p.T("portal.list.all_years"), asked == 0}}
	for _, y := range years {
		out = append(out, choice{strconv.Itoa(y), strconv.Itoa(y), y == asked})
	}
	return out
}

func (t teller) pillars(list []*record.Outcome, terms []*record.Term) []pillar {
	slices.SortStableFunc(terms, func(a, b *record.Term) int { return cmp.Compare(a.Order, b.Order) })
	var out []pillar
	add := func(id string, name words, in func(*record.Outcome) bool) {
		p := pillar{id: id, name: name}
		for _, o := range list {
			if in(o) {
				p.outcomes = append(p.outcomes, t.outcome(o))
			}
		}
		if len(p.outcomes) > 0 {
			out = append(out, p)
		}
	}
	known := map[record.Ref]bool{}
	for _, term := range terms {
		known[term.ID] = true
		add("p-"+term.ID.Short(), t.v.name(term.Name), func(o *record.Outcome) bool { return o.Pillar == term.ID })
	}
	add("p-other", words{text: t.v.p.T("site.outcomes.other")}, func(o *record.Outcome) bool { return !known[o.Pillar] })
	return out
}

func (t teller) outcome(o *record.Outcome) outcomeLine {
	line := outcomeLine{
		statement: t.ref(o.ID), detail: t.v.text(o.Detail), year: t.v.when(o.Year), from: t.seenRefs(o.From), takenUp: t.ref(o.TakenUpBy), highlight: o.Highlight,
	}
	if o.Lesson {
		line.tags = append(line.tags, t.v.p.T("site.outcomes.lesson"))
	}
	if o.Realised != "" {
		line.tags = append(line.tags, i18n.Capital(t.v.code("outcome_state", o.Realised)))
	}
	for _, q := range o.Quantities {
		line.measures = append(line.measures, t.v.quantity(q))
	}
	for _, a := range o.Amounts {
		line.measures = append(line.measures, t.v.amount(a))
	}
	return line
}

// prospectsData is the work of attraction by the stage it has reached.
type prospectsData struct {
	stages []stage
	capped bool
}

type stage struct {
	id, name  string
	prospects []prospectLine
}

type prospectLine struct {
	title, summary words
	sort, expected string
	measures       []words
	outcomes       []words // what came of it
}

// prospects lists what the office works to attract, with what came of it.
func (s *site) prospects(q *query) (serve.Answer, error) {
	list, more, err := s.all(q, publish.Query{Kind: record.KindProspect, Newest: true}, outcomesTold)
	if err != nil {
		return serve.Answer{}, err
	}
	came, _, err := s.all(q, publish.Query{Kind: record.KindOutcome, Newest: true}, outcomesTold)
	if err != nil {
		return serve.Answer{}, err
	}
	heads, err := s.around(q, slices.Concat(list, came))
	if err != nil {
		return serve.Answer{}, err
	}
	m, err := s.under(q, headingOf(record.KindProspect), meta{
		title: i18n.Capital(q.p.T("kind.prospect.other")), changed: lastChange(list), description: q.p.T("site.prospects.lead"),
		paths: both(func(l i18n.Lang) string { return listPath(l, record.KindProspect) }),
	})
	if err != nil {
		return serve.Answer{}, err
	}
	t := teller{s: s, v: s.view(q, m), kind: record.KindProspect, heads: heads}
	d := prospectsData{stages: t.stages(of[*record.Prospect](list), of[*record.Outcome](came)), capped: more}
	return s.html(q, m, func(v view) templ.Component { return prospectsPage(v, d) })
}

func (t teller) stages(list []*record.Prospect, came []*record.Outcome) []stage {
	var out []stage
	for _, code := range append(slices.Clone(record.Vocabulary("prospect_stage")), "") {
		st := stage{id: cmp.Or(code, "none"), name: t.v.p.T("site.prospects.none")}
		if code != "" {
			st.name = i18n.Capital(t.v.code("prospect_stage", code))
		}
		for _, p := range list {
			if p.Stage != code {
				continue
			}
			line := prospectLine{title: t.ref(p.ID), summary: t.v.text(p.Summary), expected: t.v.when(p.Expected)}
			if p.ProspectType != "" {
				line.sort = i18n.Capital(t.v.code("prospect_type", p.ProspectType))
			}
			for _, q := range p.Attendance {
				line.measures = append(line.measures, t.v.quantity(q))
			}
			for _, a := range p.Impact {
				line.measures = append(line.measures, t.v.amount(a))
			}
			for _, o := range came {
				if slices.Contains(o.From, p.ID) {
					line.outcomes = append(line.outcomes, t.ref(o.ID))
				}
			}
			st.prospects = append(st.prospects, line)
		}
		if len(st.prospects) > 0 {
			out = append(out, st)
		}
	}
	return out
}
