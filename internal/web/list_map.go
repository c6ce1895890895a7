package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

// mapPage is where the records of a list lie, drawn and as a table.
type mapPage struct {
	kinds        []record.Kind
	back         string // the list; "" for the map of everything
	wide, narrow []byte
	rows         []mapRow
	more         bool // there are more records than the map shows
}

type mapRow struct {
	place   string
	href    string // the list of what lies there
	records []listWords
}

// Widths at which maps are drawn: text in them keeps its size.
const (
	mapWide   = 1072
	mapNarrow = 360
)

func (a *app) listMap(q *request) (serve.Answer, error) {
	l, err := a.ask(q)
	if err != nil {
		return serve.Answer{}, err
	}
	page := mapPage{kinds: []record.Kind{l.kind}, back: l.href(q.lang, "")}
	return a.drawMap(q, l.query, page, meta{title: i18n.Capital(q.p.T("kind." + string(l.kind) + ".other")), entry: string(l.kind), plain: true})
}

// worldMap shows where every activity of the last years was.
func (a *app) worldMap(q *request) (serve.Answer, error) {
	query := listing.Query{Kinds: activityKinds(), Sort: listing.ByDate, Down: true}
	return a.drawMap(q, query, mapPage{kinds: activityKinds()}, meta{title: q.p.T("lists.map"), entry: "map", plain: true})
}

func (a *app) drawMap(q *request, query listing.Query, page mapPage, m meta) (serve.Answer, error) {
	query.Limit, query.After, query.Before = listing.MostOnPage, "", ""
	found, err := a.Registry.Records(q.Context(), q.actor, query)
	if err != nil {
		return serve.Answer{}, err
	}
	page.more = found.Next != ""
	w := chart.World{Lang: string(q.lang), Title: m.title, Desc: q.p.T("lists.map.desc"), InsetTitle: q.p.T("lists.map.europe")}
	if point, ok := a.point(q, q.office.Home); ok {
		w.Home = point
	}
	t := a.teller(q, found.Heads)
	for _, e := range found.Entries {
		a.sights(q, t, e, &w, &page)
	}
	for _, k := range page.kinds {
		if slices.ContainsFunc(w.Points, func(p chart.Point) bool { return p.Kind == marker(k) }) {
			w.Legend = append(w.Legend, chart.Legend{Kind: marker(k), Text: i18n.Capital(q.p.T("kind." + string(k) + ".other"))})
		}
	}
	i18n.SortBy(q.p, page.rows, func(r mapRow) string { return r.place })
	for width, into := range map[float64]*[]byte{mapWide: &page.wide, mapNarrow: &page.narrow} {
		w.Width = width
		if *into, err = a.Maps.World(w); err != nil {
			return serve.Answer{}, fmt.Errorf("draw map: %w", err)
		}
	}
	return a.html(q, m, func(v view) templ.Component { return mapBody(v, page) })
}

// sights puts the places of a record on the map and in the table.
func (a *app) sights(q *request, t teller, e registry.Entry, w *chart.World, page *mapPage) {
	m := e.Record.Head()
	link := t.text(e.Record.Label())
	link.href = recordPath(q.lang, m.Kind, m.ID)
	for _, at := range record.Places(e.Record) {
		if at.Place.Country == "" || strings.HasPrefix(at.Field, "legs.") || at.Place.City != "" && at.Place.City == q.office.Home.City {
			continue
		}
		name, href := a.reader.PlaceName(q.lang, at.Place), there(q, m.Kind, at.Place)
		i := slices.IndexFunc(page.rows, func(r mapRow) bool { return r.place == name })
		if i < 0 {
			i, page.rows = len(page.rows), append(page.rows, mapRow{place: name, href: href})
		}
		if !slices.Contains(page.rows[i].records, link) {
			page.rows[i].records = append(page.rows[i].records, link)
		}
		if !slices.Contains(w.Highlight, at.Place.Country) {
			w.Highlight = append(w.Highlight, at.Place.Country)
		}
		point, ok := a.point(q, at.Place)
		point.Kind, point.URL = marker(m.Kind), href
		if ok && !slices.ContainsFunc(w.Points, func(p chart.Point) bool { return p.Name == point.Name && p.Kind == point.Kind && p.Lat == point.Lat }) {
			w.Points = append(w.Points, point)
		}
	}
}

// point is where a place lies: its city, else the middle of its country.
func (a *app) point(q *request, at record.Place) (chart.Point, bool) {
	name := func(fr, en string) string {
		if q.lang == i18n.EN {
			return en
		}
		return fr
	}
	if c, ok := a.Places.City(at.City); ok {
		return chart.Point{Name: name(c.NameFR, c.Name), Lat: c.Lat, Lon: c.Lon}, true
	}
	if c, ok := a.Places.Country(at.Country); ok && at.City == "" {
		return chart.Point{Name: name(c.FR, c.EN), Lat: c.Lat, Lon: c.Lon}, true
	}
	return chart.Point{}, false
}

// there is the list of what lies at a place.
func there(q *request, kind record.Kind, at record.Place) string {
	field, code := listing.Country, at.Country
	if at.City != "" {
		field, code = listing.City, at.City
	}
	return address(listPath(q.lang, kind), url.Values{listing.ValueName(field): {code}})
}

// marker is the shape that stands for a kind on maps.
func marker(k record.Kind) string {
	switch k {
	case record.KindMission, record.KindVisit, record.KindMembership, record.KindAgreement, record.KindRelation, record.KindEvent, record.KindParticipation:
		return string(k)
	}
	return string(record.KindEvent)
}
