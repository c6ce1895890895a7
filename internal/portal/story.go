package portal

import (
	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// storyData is a story to be read.
type storyData struct {
	recordData
	lead       words
	paragraphs []words
	figures    []words
}

func (s *site) storyPage(q *query, p publish.Projection, st *record.Story) (serve.Answer, error) {
	heads, err := s.neighbours(q, st)
	if err != nil {
		return serve.Answer{}, err
	}
	m, err := s.above(q, p, meta{
		title: nameIn(st.Title, q.lang), description: nameIn(st.Lead, q.lang), changed: p.Updated,
		paths: both(func(l i18n.Lang) string { return recordPath(l, p.Head) }),
	})
	if err != nil {
		return serve.Answer{}, err
	}
	t := teller{s: s, v: s.view(q, m), kind: p.Kind, heads: heads, home: q.homeOf(p.Office)}
	d := storyData{recordData: t.page(p), lead: t.v.text(st.Lead)}
	d.facts = t.facts(st, "lead", "text", "figures")
	for _, text := range st.Text {
		d.paragraphs = append(d.paragraphs, t.v.text(text))
	}
	for _, f := range st.Figures {
		d.figures = append(d.figures, t.v.quantity(f))
	}
	m.context = d.context()
	return s.html(q, m, func(v view) templ.Component { return storyPageOf(v, d) })
}
