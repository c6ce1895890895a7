package web

import (
	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/record"
	"entente/internal/serve"
)

func (a *app) homeRoutes() []route {
	return []route{
		get("/{$}", "home", a.home),
		get("/{rest...}", "nothing", a.nothing),
	}
}

// homeRows is how many records each part of the first page shows.
const homeRows = 8

// homePage is what is going on in the office.
type homePage struct {
	coming, waiting, recent, visited []homeRow
	kinds                            []homeKind
}

type homeRow struct{ title, lang, href, icon, kind, when string }

type homeKind struct {
	kind        record.Kind
	count, href string
}

// home is the first page: what comes, what waits, what was changed, and how many records there are of each kind.
func (a *app) home(q *request) (serve.Answer, error) {
	var page homePage
	for _, part := range []struct {
		rows  *[]homeRow
		query listing.Query
		when  bool // the date of the record, else of its last change
	}{
		{&page.coming, listing.Query{Kinds: activityKinds(), During: listing.Next90, Sort: listing.ByDate}, true},
		{&page.waiting, listing.Query{Kinds: activityKinds(), Sort: listing.ByUpdated, Down: true,
			Filters: []listing.Filter{{Field: "status", Op: listing.Any, Values: []string{"submitted"}}, own(q)}}, true},
		{&page.recent, listing.Query{Sort: listing.ByUpdated, Down: true, Filters: []listing.Filter{own(q)}}, false},
	} {
		part.query.Limit = homeRows
		found, err := a.Registry.Records(q.Context(), q.actor, part.query)
		if err != nil {
			return serve.Answer{}, err
		}
		for _, e := range found.Entries {
			m := e.Record.Head()
			title, actual := e.Record.Label().In(string(q.lang))
			row := homeRow{title: title, href: recordPath(q.lang, m.Kind, m.ID), icon: kindIcon(m.Kind), kind: i18n.Capital(q.p.T("kind." + string(m.Kind) + ".one"))}
			if actual != string(q.lang) {
				row.lang = actual
			}
			when := e.Record.When()
			if !part.when {
				when = q.dayOf(e.UpdatedAt)
			}
			row.when = q.p.Date(when)
			*part.rows = append(*part.rows, row)
		}
	}
	heads, err := a.Registry.Visited(q.Context(), q.actor, q.account.ID, homeRows)
	if err != nil {
		return serve.Answer{}, err
	}
	for _, h := range heads {
		w := linked(q, h)
		page.visited = append(page.visited, homeRow{
			title: w.Text, lang: w.Lang, href: w.Href, icon: kindIcon(h.Kind), kind: i18n.Capital(q.p.T("kind." + string(h.Kind) + ".one")), when: q.p.Date(h.Dates),
		})
	}
	for _, k := range []record.Kind{record.KindMission, record.KindVisit, record.KindParticipation, record.KindEvent, record.KindAgreement, record.KindRelation,
		record.KindOrganisation, record.KindOutcome} {
		query := listing.Query{Kinds: []record.Kind{k}}
		n, err := a.Registry.Count(q.Context(), q.actor, query)
		if err != nil {
			return serve.Answer{}, err
		}
		page.kinds = append(page.kinds, homeKind{k, countWords(q.p, k, n), listPath(q.lang, k)})
	}
	return a.html(q, meta{title: q.p.T("app.menu.home")}, func(v view) templ.Component { return homeBody(v, page) })
}

// own limits a list to the reader's office.
func own(q *request) listing.Filter {
	return listing.Filter{Field: listing.Office, Op: listing.Any, Values: []string{string(q.actor.Office)}}
}

func (*app) nothing(q *request) (serve.Answer, error) {
	return serve.Answer{}, missing("page", q.URL.Path)
}
