package portal

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// Bounds of what the plan reads.
const (
	frameworksTold = 60
	objectivesTold = 600
	storiesTold    = 200
)

// strategyData is a strategy as the page tells it.
type strategyData struct {
	id         string
	title      words
	eyebrow    []string
	summary    words
	clienteles []words
	tallies    []tally
	objectives []objectiveData
	under      []strategyData
}

// tally sets what a strategy says that it holds beside what the site has a record of.
type tally struct {
	said string
	list []words // the records, which the count opens
}

type objectiveData struct {
	level, number  string
	title, summary words
	state, tone    string
	leads          []words
	clienteles     []words
	indicators     []indicatorLine
	stories        []words
	under          []objectiveData
}

type indicatorLine struct {
	name, baseline, target words
	values                 []words
}

func (s *site) plan(q *query) (serve.Answer, error) {
	m, err := s.specialMeta(q, planPage, "")
	if err != nil {
		return serve.Answer{}, err
	}
	m.description = q.p.T("site.plan.lead")
	list, capped, err := s.strategy(q)
	if err != nil {
		return serve.Answer{}, err
	}
	heads, err := s.around(q, list)
	if err != nil {
		return serve.Answer{}, err
	}
	m.changed = lastChange(list)
	t := teller{s: s, v: s.view(q, m), kind: record.KindObjective, heads: heads}
	d := t.strategies(publish.Strategies(of[*record.Framework](list), of[*record.Objective](list), of[*record.Story](list)))
	return s.html(q, m, func(v view) templ.Component { return planPageOf(v, d, capped) })
}

// strategy reads all strategies, objectives and stories.
func (s *site) strategy(q *query) (all []publish.Projection, capped bool, err error) {
	for _, x := range []struct {
		kind record.Kind
		most int
	}{{record.KindFramework, frameworksTold}, {record.KindObjective, objectivesTold}, {record.KindStory, storiesTold}} {
		list, more, err := s.all(q, publish.Query{Kind: x.kind}, x.most)
		if err != nil {
			return nil, false, err
		}
		all, capped = append(all, list...), capped || more
	}
	return all, capped, nil
}

// frameworkPage is the page of a strategy: its own tree.
func (s *site) frameworkPage(q *query, p publish.Projection, f *record.Framework) (serve.Answer, error) {
	list, _, err := s.strategy(q)
	if err != nil {
		return serve.Answer{}, err
	}
	list = append(slices.DeleteFunc(list, func(o publish.Projection) bool { return o.ID == p.ID }), p)
	heads, err := s.around(q, list)
	if err != nil {
		return serve.Answer{}, err
	}
	m, err := s.above(q, p, meta{title: nameIn(f.Title, q.lang), paths: both(func(l i18n.Lang) string { return recordPath(l, p.Head) })})
	if err != nil {
		return serve.Answer{}, err
	}
	t := teller{s: s, v: s.view(q, m), kind: p.Kind, heads: heads, home: q.homeOf(p.Office)}
	d := t.page(p)
	d.facts = t.facts(f, append(d.arranged.shown, "framework_type", "contents", "clienteles")...)
	m.context, m.changed = d.context(), p.Updated
	only := publish.Strategies([]*record.Framework{f}, of[*record.Objective](list), of[*record.Story](list))
	tree := t.strategies(only)
	for i := range tree {
		tree[i].title, tree[i].eyebrow, tree[i].summary = words{}, nil, words{}
	}
	return s.html(q, m, func(v view) templ.Component { return frameworkPageOf(v, d, tree) })
}

func (t teller) strategies(list []*publish.Strategy) []strategyData {
	var out []strategyData
	for _, s := range list {
		f := s.Framework
		d := strategyData{id: "s-" + f.ID.Short(), title: t.ref(f.ID), summary: t.v.text(f.Summary), clienteles: t.seenRefs(f.Clienteles)}
		if f.FrameworkType != "" {
			d.eyebrow = append(d.eyebrow, i18n.Capital(t.v.code("framework_type", f.FrameworkType)))
		}
		if when := firstOf(string(f.Period), string(f.Adopted)); when != "" {
			d.eyebrow = append(d.eyebrow, t.v.when(record.Date(when)))
		}
		if owner := t.ref(f.Owner); owner.text != "" {
			d.eyebrow = append(d.eyebrow, owner.text)
		}
		d.tallies = t.tallies(s)
		d.objectives = t.objectives(s.Objectives)
		d.under = t.strategies(s.Under)
		out = append(out, d)
	}
	return out
}

// tallies sets declared beside computed for each level that the strategy counts itself.
func (t teller) tallies(s *publish.Strategy) []tally {
	var out []tally
	for _, q := range s.Framework.Contents {
		level := q.Unit
		if level != "measure" { // the one level that quantities are counted in
			out = append(out, tally{said: t.v.p.T("site.plan.declared", "what", t.v.quantity(q).text)})
			continue
		}
		told := s.OfLevel(level)
		declared := q
		declared.Unit, declared.Of = "", record.Text{} // the sentence says of what
		one := tally{said: t.v.p.T("site.plan.told", "n", len(told), "declared", t.v.quantity(declared).text)}
		for _, o := range told {
			one.list = append(one.list, t.ref(o.ID))
		}
		out = append(out, one)
	}
	return out
}

func (t teller) objectives(list []*publish.Objective) []objectiveData {
	var out []objectiveData
	for _, o := range list {
		d := objectiveData{title: t.ref(o.ID), summary: t.v.text(o.Summary), leads: t.seenRefs(o.Leads), clienteles: t.seenRefs(o.Clienteles)}
		if o.Level != "" {
			d.level = i18n.Capital(t.v.code("objective_level", o.Level))
		}
		if o.Number > 0 {
			d.number = t.v.p.Int(int64(o.Number))
		}
		if strings.HasPrefix(d.title.text, strings.TrimSpace(d.level+" "+d.number)) {
			d.level, d.number = "", "" // the title says it
		}
		if o.Status != "" {
			d.state, d.tone = i18n.Capital(t.v.code("status", o.Status)), tone(o.Status)
		}
		for _, s := range o.Stories {
			d.stories = append(d.stories, t.ref(s.ID))
		}
		for _, i := range o.Indicators {
			d.indicators = append(d.indicators, t.indicator(i))
		}
		d.under = t.objectives(o.Under)
		out = append(out, d)
	}
	return out
}

func (t teller) indicator(i record.Indicator) indicatorLine {
	line := indicatorLine{name: t.v.text(i.Name)}
	if !i.Baseline.IsZero() {
		line.baseline = t.v.quantity(i.Baseline)
	}
	if !i.Target.IsZero() {
		line.target = t.v.quantity(i.Target)
	}
	for _, x := range i.Values {
		w := t.v.quantity(x.Value)
		w.note = join(", ", w.note, t.v.p.Date(x.On))
		line.values = append(line.values, w)
	}
	return line
}

// seenRefs are the links to those records that are public.
func (t teller) seenRefs(ids []record.Ref) []words {
	return slices.DeleteFunc(t.refs(ids), func(w words) bool { return w.text == "" })
}
