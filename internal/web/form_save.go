package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/form"
	"entente/internal/record"
	"entente/internal/serve"
)

// save reads the form and saves the record: 422 with everything that is wrong, a question where another record may be the same, and
// the page that brings two authors together where the record has changed since.
func (a *app) save(q *request, e *editing, how string) (serve.Answer, error) {
	l, err := a.language(q, e.base)
	if err != nil {
		return serve.Answer{}, err
	}
	if composable(e.kind) {
		fillComposed(e.values, l.Show(e.base), e.kind)
	}
	read := l.Read(e.base, e.values)
	r := read.Record
	keepComposed(r, e.base)
	rest(e.values, read.Values)
	e.values, e.problems, e.options = read.Values, read.Problems, read.Options
	for _, p := range record.Check(r) {
		if !about(e.problems, p.Field) {
			e.problems = append(e.problems, p)
		}
	}
	if len(e.problems) > 0 {
		return a.refused(q, e)
	}
	if e.fresh() && how != "anyway" {
		e.duplicates, err = a.Registry.Duplicates(q.Context(), q.actor, r)
		if err != nil {
			return serve.Answer{}, err
		}
		if len(e.duplicates) > 0 {
			e.status = http.StatusUnprocessableEntity
			return a.show(q, e)
		}
	}
	from, at := e.version, r
	if how == "merge" {
		if from, at, err = a.merged(q, e, r); err != nil {
			return serve.Answer{}, err
		}
	}
	_, err = a.Registry.Save(q.Context(), q.actor, at, from, "")
	var known *record.Error
	switch {
	case errors.As(err, &known) && known.Kind == record.Invalid:
		e.problems = known.Problems
		return a.refused(q, e)
	case errors.As(err, &known) && known.Kind == record.Conflict && !e.fresh():
		return a.conflict(q, e, r)
	case err != nil:
		return serve.Answer{}, err
	}
	return a.saved(q, e, at)
}

// rest carries over what a form holds besides its fields.
func rest(from, to url.Values) {
	for _, name := range []string{"small", "back", "at"} {
		if from.Has(name) {
			to[name] = from[name]
		}
	}
}

// about tells whether a problem of the field, or of what it lies in, is known already: what could not be read is also missing.
func about(problems []record.Problem, field string) bool {
	return slices.ContainsFunc(problems, func(p record.Problem) bool {
		return field == p.Field || strings.HasPrefix(field, p.Field+".")
	})
}

func (a *app) refused(q *request, e *editing) (serve.Answer, error) {
	e.status = http.StatusUnprocessableEntity
	if e.options == nil {
		e.options = map[string][]form.Option{}
	}
	for _, p := range e.problems {
		if p.Code == "choose_record" {
			if err := a.offer(q, e, p.Field); err != nil {
				return serve.Answer{}, err
			}
		}
	}
	return a.show(q, e)
}

// saved leads to the record's page, or back to the form that the record was made for.
func (a *app) saved(q *request, e *editing, r record.Record) (serve.Answer, error) {
	id := r.Head().ID
	name, _ := r.Label().In(string(q.lang))
	switch back := formPath(q.lang, e.back); {
	case e.small && forScript(q):
		return a.fragment(q, func(view) templ.Component { return linkMade(id, name) })
	case e.small && back != "":
		return serve.Redirect(http.StatusSeeOther, back+"?"+url.Values{"draft": {"1"}, "pick": {e.at + ":" + string(id)}}.Encode()), nil
	}
	if err := a.Registry.DropDraft(q.Context(), q.account.ID, e.key()); err != nil {
		return serve.Answer{}, err
	}
	said := flash{Key: "form.saved", Name: name}
	if e.fresh() {
		said.Key = "form.created"
		if composable(e.kind) {
			return a.said(recordPath(q.lang, e.kind, id)+"/compose", said), nil // its text comes next
		}
	}
	return a.said(recordPath(q.lang, e.kind, id), said), nil
}

// search offers the records that the words typed in a field may mean.
func (a *app) search(q *request, e *editing, name string) (serve.Answer, error) {
	e.options = map[string][]form.Option{}
	if err := a.offer(q, e, name); err != nil {
		return serve.Answer{}, err
	}
	if len(e.options[name]) == 0 {
		e.problems = []record.Problem{{Field: name, Code: "found_none", Args: map[string]string{"value": e.values.Get(name + ".q")}}}
	}
	return a.show(q, e)
}

// offered is how many records are offered at once.
const offered = 10

func (a *app) offer(q *request, e *editing, name string) error {
	c, ok := form.ControlAt(e.kind, name)
	if !ok {
		return missing("field", name)
	}
	if c.Sort == form.Spot {
		for _, p := range a.reader.Suggest(q.lang, e.values.Get(name)) {
			e.options[name] = append(e.options[name], form.Option{Value: form.PlaceCode(p.Place), Label: p.Name})
		}
		return nil
	}
	heads, err := a.Registry.Offer(q.Context(), q.actor, c.Field.Refs, e.values.Get(name+".q"), offered)
	if err != nil {
		return err
	}
	for _, h := range heads {
		e.options[name] = append(e.options[name], form.Option{Value: string(h.ID), Label: headLabel(q.lang, h) + aside(q.p, h)})
	}
	return nil
}
