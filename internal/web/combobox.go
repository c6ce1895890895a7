package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/form"
	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/serve"
	"entente/internal/typed"
)

// offeredChoice is one line of what a combobox offers.
type offeredChoice struct{ value, label, aside string }

// combobox offers what a field may refer to: records of some kinds, or places, whose names hold what is typed.
func (a *app) combobox(q *request) (serve.Answer, error) {
	var out []offeredChoice
	words := q.FormValue("q")
	if q.FormValue("places") != "" {
		for _, p := range a.reader.Suggest(q.lang, words) {
			out = append(out, offeredChoice{value: form.PlaceCode(p.Place), label: p.Name})
		}
		return a.fragment(q, func(v view) templ.Component { return choiceList(out) })
	}
	var kinds []record.Kind
	for k := range strings.SplitSeq(q.FormValue("kinds"), ",") {
		if _, ok := record.DefinitionOf(record.Kind(k)); !ok {
			return serve.Answer{}, missing("kind", k)
		}
		kinds = append(kinds, record.Kind(k))
	}
	heads, err := a.Registry.Offer(q.Context(), q.actor, kinds, words, offered)
	if err != nil {
		return serve.Answer{}, err
	}
	for _, h := range heads {
		out = append(out, offeredChoice{string(h.ID), headLabel(q.lang, h), aside(q.p, h)})
	}
	return a.fragment(q, func(v view) templ.Component { return choiceList(out) })
}

// echo tells how what is typed is understood: 200 with the value in words, 422 with what is wrong.
func (a *app) echo(q *request) (serve.Answer, error) {
	said, ok := understood(q.p, a.reader, form.Sort(q.FormValue("sort")), q.FormValue("q"))
	status := http.StatusOK
	if !ok {
		status = http.StatusUnprocessableEntity
	}
	return serve.Answer{Status: status, Media: serve.Text, Body: []byte(said)}, nil
}

// understood words a value as it was read, or why it was not. What reads as it is typed needs no echo.
func understood(p *i18n.Printer, reader *typed.Reader, sort form.Sort, words string) (said string, ok bool) {
	said, err := reading(p, reader, sort, words)
	if err != nil {
		e, known := err.(*typed.Error) //nolint:errorlint // the package returns nothing else, and its errors are never wrapped
		if !known {
			return "", false
		}
		args := []any{"value", words}
		return i18n.Capital(p.T("problem."+e.Code, args...)), false
	}
	if said == strings.TrimSpace(words) || said == "" {
		return "", true
	}
	return p.T("form.understood", "value", said), true
}

func reading(p *i18n.Printer, reader *typed.Reader, sort form.Sort, words string) (string, error) {
	switch sort {
	case form.Moment:
		ds, err := typed.Date(words)
		if err != nil {
			return "", err
		}
		var each []string
		for _, d := range ds {
			each = append(each, p.Date(d))
		}
		return strings.Join(each, " / "), nil
	case form.Measure:
		v, err := reader.Quantity(p.Lang(), words)
		return typed.Quantity(p, v), err
	case form.Money:
		v, err := typed.Amount(p.Lang(), words, "CAD")
		return typed.Money(p, v), err
	}
	return "", nil
}
