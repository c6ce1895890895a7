package portal

import (
	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// sheetsTold is how many committees, or stories, a page tells.
const sheetsTold = 200

// sheetLine is a record told in a few lines on a page with its like.
type sheetLine struct {
	eyebrow []string
	title   words
	text    words
	labels  []labelled
	foot    string
}

// labelled is a few links under a label.
type labelled struct {
	label string
	words []words
}

// committees lists the standing groups with their members.
func (s *site) committees(q *query) (serve.Answer, error) {
	return s.sheets(q, publish.Query{Kind: record.KindCommittee}, "site.committees.lead", func(t teller, p publish.Projection) (line sheetLine, ok bool) {
		c, ok := p.Record.(*record.Committee)
		if !ok {
			return line, false
		}
		line = sheetLine{title: t.ref(c.ID), text: t.v.text(c.Summary)}
		if c.Since != "" {
			start, _, _ := c.Since.Parts()
			line.eyebrow = []string{i18n.Capital(t.v.p.Date(start + "/.."))}
		}
		if w := t.ref(c.Coordinator); w.text != "" {
			line.labels = append(line.labels, labelled{t.v.label(record.KindCommittee, "coordinator"), []words{w}})
		}
		members := labelled{label: t.v.label(record.KindCommittee, "members")}
		for _, m := range c.Members {
			if w := t.ref(m.Who); w.text != "" {
				w.note = m.Role
				members.words = append(members.words, w)
			}
		}
		if len(members.words) > 0 {
			line.labels = append(line.labels, members)
		}
		if joint := t.seenRefs(c.Joint); len(joint) > 0 {
			line.labels = append(line.labels, labelled{t.v.label(record.KindCommittee, "joint"), joint})
		}
		return line, true
	})
}

// stories lists the stories with how they begin.
func (s *site) stories(q *query) (serve.Answer, error) {
	return s.sheets(q, publish.Query{Kind: record.KindStory, Newest: true}, "site.stories.lead", func(t teller, p publish.Projection) (line sheetLine, ok bool) {
		st, ok := p.Record.(*record.Story)
		if !ok {
			return line, false
		}
		line = sheetLine{title: t.ref(st.ID), text: t.v.text(st.Lead), foot: t.v.when(st.Dates)}
		if w := t.ref(st.Objective); w.text != "" {
			line.labels = append(line.labels, labelled{t.v.label(record.KindStory, "objective"), []words{w}})
		}
		return line, true
	})
}

// sheets is a list of a kind told in sheets.
func (s *site) sheets(q *query, pq publish.Query, lead string, tell func(teller, publish.Projection) (sheetLine, bool)) (serve.Answer, error) {
	list, more, err := s.all(q, pq, sheetsTold)
	if err != nil {
		return serve.Answer{}, err
	}
	heads, err := s.around(q, list)
	if err != nil {
		return serve.Answer{}, err
	}
	m, err := s.under(q, headingOf(pq.Kind), meta{
		title: i18n.Capital(q.p.T("kind." + string(pq.Kind) + ".other")), changed: lastChange(list), description: q.p.T(lead),
		paths: both(func(l i18n.Lang) string { return listPath(l, pq.Kind) }),
	})
	if err != nil {
		return serve.Answer{}, err
	}
	t := teller{s: s, v: s.view(q, m), kind: pq.Kind, heads: heads}
	var lines []sheetLine
	for _, p := range list {
		if line, ok := tell(t, p); ok {
			lines = append(lines, line)
		}
	}
	return s.html(q, m, func(v view) templ.Component { return sheetsPage(v, lines, more) })
}
