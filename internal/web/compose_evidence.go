package web

import (
	"slices"

	"github.com/a-h/templ"

	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
	"entente/internal/tell"
)

// evidenceData is a figure with all that it counts.
type evidenceData struct {
	composing
	publish.Number

	items []evidenceItem
	by    []tell.Words
}

type evidenceItem struct {
	label   string
	records []tell.Words
}

// evidence opens a figure: the rule, the value, what is declared, and what it counts.
func (a *app) evidence(q *request) (serve.Answer, error) {
	c, err := a.composed(q)
	if err != nil {
		return follow(err)
	}
	key := q.PathValue("figure")
	i := slices.IndexFunc(c.numbers, func(n publish.Number) bool { return n.Key == key })
	if i < 0 {
		return serve.Answer{}, missing("figure", key)
	}
	d := evidenceData{composing: c, Number: c.numbers[i]}
	ids := slices.Clone(d.By)
	for _, e := range d.Evidence {
		ids = append(ids, e.Records...)
	}
	heads, err := a.heads(q, ids)
	if err != nil {
		return serve.Answer{}, err
	}
	named := func(ids []record.Ref) []tell.Words {
		var out []tell.Words
		for _, id := range ids {
			if h, ok := heads[id]; ok {
				out = append(out, linked(q, h))
			}
		}
		return out
	}
	d.by = named(d.By)
	for _, e := range d.Evidence {
		d.items = append(d.items, evidenceItem{e.Label, named(e.Records)})
	}
	m := meta{title: d.Label, trail: c.above(q, false), entry: string(c.kind)}
	return a.html(q, m, func(v view) templ.Component { return evidencePage(v, d) })
}
