package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"entente/internal/form"
	"entente/internal/record"
	"entente/internal/serve"
)

// clash is one field of a record that two people changed, or that one did.
type clash struct {
	form.Difference
	label                  string
	original, theirs, mine []string
}

// conflict shows field by field what the reader changed and what somebody else has saved meanwhile.
func (a *app) conflict(q *request, e *editing, mine record.Record) (serve.Answer, error) {
	now, err := a.Registry.Get(q.Context(), q.actor, mine.Head().ID)
	if err != nil {
		return serve.Answer{}, err
	}
	l, err := a.language(q, e.base, mine, now.Record)
	if err != nil {
		return serve.Answer{}, err
	}
	terms, err := a.terms(q, e.kind)
	if err != nil {
		return serve.Answer{}, err
	}
	shown := map[string][3][]string{}
	for i, r := range []record.Record{e.base, now.Record, mine} {
		f := form.Draw(e.kind, l.Show(r), nil, nil)
		for _, g := range f.Groups {
			for _, in := range g.Inputs {
				three := shown[in.Path]
				three[i] = told(q.p, terms, in)
				shown[in.Path] = three
			}
		}
	}
	var clashes []clash
	for _, d := range form.Differences(e.base, mine, now.Record) {
		three := shown[d.Path]
		clashes = append(clashes, clash{d, fieldLabel(q.p, e.kind, d.Path), three[0], three[1], three[2]})
	}
	name, _ := now.Record.Label().In(string(q.lang))
	m := meta{title: q.p.T("form.conflict.title", "name", name), status: http.StatusConflict, trail: a.formTrail(q, e), entry: string(e.kind)}
	e.values.Set("version", strconv.Itoa(e.version))
	e.values.Set("theirs", strconv.Itoa(now.Version))
	return a.html(q, m, func(v view) templ.Component { return conflictPage(v, clashes, e.values, e.path(q.lang), now.UpdatedBy) })
}

// merged is what the answers on that page make of the two, on the state that the reader was shown as the other's.
func (a *app) merged(q *request, e *editing, mine record.Record) (int, record.Record, error) {
	version, err := strconv.Atoi(q.PostForm.Get("theirs"))
	if err != nil {
		return 0, nil, record.Errorf(record.Invalid, "no version %q", q.PostForm.Get("theirs"))
	}
	theirs, err := a.version(q, mine.Head().ID, version)
	if err != nil {
		return 0, nil, err
	}
	return version, form.Merge(e.base, mine, theirs, func(path string) bool { return q.PostForm.Get("take."+path) != "theirs" }), nil
}
