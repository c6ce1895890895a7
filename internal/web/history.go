package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"entente/internal/record"
	"entente/internal/serve"
	"entente/internal/tell"
)

// historyData is the states that a record has had, and what differs between two of them.
type historyData struct {
	subject

	states       []state
	older, newer int
	fields       []fieldDiff
	revert       bool // the reader may bring back a version
}

type state struct {
	version         int
	when, by, why   string
	href            string // compares it with the one before
	current, chosen bool
}

// fieldDiff is a field that differs between two states.
type fieldDiff struct {
	label   string
	private bool
	edits   []tell.Edit
}

func (a *app) history(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	states, err := a.Registry.History(q.Context(), q.actor, s.meta.ID)
	if err != nil {
		return serve.Answer{}, err
	}
	d := historyData{subject: s, revert: s.editable(q) && s.meta.Withdrawn == ""}
	d.newer = chosen(q, "to", len(states), len(states))
	d.older = chosen(q, "from", d.newer-1, len(states))
	for i, c := range slices.Backward(states) {
		d.states = append(d.states, state{
			version: c.Version, when: hourOf(q, c.At), by: c.Actor, why: c.Reason, current: i == len(states)-1, chosen: c.Version == d.newer || c.Version == d.older,
			href: fmt.Sprintf("%s/history?from=%d&to=%d#differences", s.path, c.Version-1, c.Version),
		})
	}
	var before record.Record
	if d.older > 0 {
		before = states[d.older-1].Record
	}
	if d.fields, err = a.differences(q, s, before, states[d.newer-1].Record); err != nil {
		return serve.Answer{}, err
	}
	m := meta{title: q.p.T("page.history.of", "name", s.title(q)), trail: s.crumbs(q, false), entry: string(s.kind)}
	return a.html(q, m, func(v view) templ.Component { return historyPage(v, d) })
}

// chosen reads the number of a version from the address; the usual one when there is none of that number.
func chosen(q *request, name string, usual, most int) int {
	n, err := strconv.Atoi(q.URL.Query().Get(name))
	if err != nil || n < 0 || n > most {
		return usual
	}
	return n
}

// hourOf words an instant.
func hourOf(q *request, at string) string {
	return view{p: q.p, lang: q.lang, office: q.office}.moment(at)
}

// differences compares two states field by field, in the reader's words; older is nil before the first one.
func (a *app) differences(q *request, s subject, older, newer record.Record) ([]fieldDiff, error) {
	var ids []record.Ref
	for _, r := range []record.Record{older, newer} {
		if r == nil {
			continue
		}
		ids = append(ids, r.Head().Office)
		for _, l := range record.Links(r) {
			ids = append(ids, l.Target)
		}
	}
	heads, err := a.Registry.Heads(q.Context(), q.actor, ids)
	if err != nil {
		return nil, err
	}
	t := a.telling(q, s, heads)
	before, after := map[string]tell.Fact{}, map[string]tell.Fact{}
	gather := func(r record.Record, into map[string]tell.Fact) {
		if r == nil {
			return
		}
		for _, f := range t.AllFacts(r) {
			into[f.Name] = f
		}
	}
	gather(older, before)
	gather(newer, after)
	var out []fieldDiff
	for _, f := range record.FieldsOf(s.kind) {
		if f.Name == "blocks" && composable(s.kind) {
			out = append(out, blocksDiffer(q, blocksOf(older), blocksOf(newer), func(id record.Ref) string { return headLabel(q.lang, heads[id]) })...)
			continue
		}
		x, y := before[f.Name], after[f.Name]
		was, is := x.Plain(), y.Plain()
		if was == is {
			continue
		}
		label := y.Label
		if label == "" {
			label = x.Label
		}
		out = append(out, fieldDiff{label: label, private: f.Vis != "public", edits: tell.Diff(was, is)})
	}
	return out, nil
}

// bringBack makes what a version said the latest one.
func (a *app) bringBack(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	version, err := strconv.Atoi(q.PostFormValue("version"))
	if err != nil {
		return serve.Answer{}, missing("version", q.PostFormValue("version"))
	}
	from, err := strconv.Atoi(q.PostFormValue("from"))
	if err != nil {
		return serve.Answer{}, record.Errorf(record.Invalid, "no version was seen")
	}
	reason := q.p.T("page.history.reason", "n", version)
	made, err := a.Registry.RevertTo(q.Context(), q.actor, s.meta.ID, version, from, reason)
	if err != nil {
		return a.notSaved(q, s, err)
	}
	if made == from {
		return a.said(s.path, flash{Key: "page.said.same", Name: s.title(q)}), nil
	}
	return a.said(s.path, flash{Key: "page.said.brought_back", Name: strconv.Itoa(version)}), nil
}

// notSaved tells why something could not be done to a record, on a page that leads back to it.
func (a *app) notSaved(q *request, s subject, err error) (serve.Answer, error) {
	problems := record.ProblemsOf(err)
	if len(problems) == 0 {
		return serve.Answer{}, err
	}
	m := meta{title: s.title(q), trail: s.crumbs(q, false), entry: string(s.kind), status: http.StatusUnprocessableEntity}
	return a.html(q, m, func(v view) templ.Component { return refusedPage(v, s, problems) })
}
