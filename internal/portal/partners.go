package portal

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/a-h/templ"

	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// tiesRead is how many relations, agreements and visits each the partners are gathered from, the latest first.
const tiesRead = 400

// partnersData is the organisations with which there is a tie, by part of the world.
type partnersData struct {
	types    []choice
	action   string
	filtered bool
	regions  []region
	atlas    atlas
	capped   bool
}

type region struct {
	id, name string
	groups   []partnerGroup
}

// partnerGroup is the partners of a region that are of one sort.
type partnerGroup struct {
	label string
	rows  []partnerRow
}

type partnerRow struct {
	name  words
	place string
	ties  []words
}

// partner is an organisation with the kinds of tie there are, each once.
type partner struct {
	publish.Projection
	org  *record.Organisation
	ties []tieWord
}

// tieWord is a tie in a word or two, with the record to open.
type tieWord struct {
	kind record.Kind
	sort string // of a relation
	head publish.Head
}

func (s *site) partners(q *query) (serve.Answer, error) {
	asked := q.URL.Query().Get("type")
	if !slices.Contains(record.Vocabulary("organisation_type"), asked) {
		asked = ""
	}
	list, capped, err := s.partnersOf(q)
	if err != nil {
		return serve.Answer{}, err
	}
	filters := ""
	if asked != "" {
		filters = "type=" + asked
	}
	m, err := s.specialMeta(q, partnersPage, filters)
	if err != nil {
		return serve.Answer{}, err
	}
	m.description = q.p.T("site.partners.lead")
	for _, p := range list {
		m.changed = max(m.changed, p.Updated)
	}
	v := s.view(q, m)
	d := partnersData{action: specialPath(q.lang, partnersPage), filtered: asked != "", capped: capped, types: v.typesOf(list, asked)}
	if asked != "" {
		list = slices.DeleteFunc(list, func(p partner) bool { return p.org.OrgType != asked })
	}
	d.regions = s.regions(v, list)
	if d.atlas, err = s.partnersAtlas(v, q.main().Home, list); err != nil {
		return serve.Answer{}, err
	}
	return s.html(q, m, func(v view) templ.Component { return partnersPageOf(v, d) })
}

// partnersOf gathers the organisations that a relation, an agreement or a visit names, without our own.
func (s *site) partnersOf(q *query) ([]partner, bool, error) {
	var read []publish.Projection
	capped := false
	for _, k := range []record.Kind{record.KindRelation, record.KindAgreement, record.KindVisit} {
		list, more, err := s.all(q, publish.Query{Kind: k, Newest: true}, tiesRead)
		if err != nil {
			return nil, false, fmt.Errorf("gather partners: %w", err)
		}
		read, capped = append(read, list...), capped || more
	}
	ours := map[record.Ref]bool{}
	for _, o := range q.offices {
		ours[o.Organisation] = true
	}
	ties := map[record.Ref][]tieWord{}
	var ids []record.Ref
	add := func(id record.Ref, t tieWord) {
		if id == "" || ours[id] {
			return
		}
		if ties[id] == nil {
			ids = append(ids, id)
		}
		if !slices.ContainsFunc(ties[id], func(o tieWord) bool { return o.kind == t.kind && o.sort == t.sort }) {
			ties[id] = append(ties[id], t)
		}
	}
	for _, p := range read {
		switch r := p.Record.(type) {
		case *record.Relation:
			add(r.Partner, tieWord{record.KindRelation, r.RelationType, p.Head})
		case *record.Agreement:
			for _, party := range r.Parties {
				if !party.Ours {
					add(party.Who, tieWord{kind: record.KindAgreement, head: p.Head})
				}
			}
		case *record.Visit:
			for _, o := range r.Origins {
				add(o.Who, tieWord{kind: record.KindVisit, head: p.Head})
			}
		}
	}
	orgs, err := s.projections(q, ids)
	if err != nil {
		return nil, false, err
	}
	var out []partner
	for _, p := range orgs {
		if o, ok := p.Record.(*record.Organisation); ok {
			out = append(out, partner{p, o, ties[p.ID]})
		}
	}
	i18n.SortBy(q.p, out, func(p partner) string { return nameIn(p.Title, q.lang) })
	return out, capped, nil
}

// typesOf is the filter by sort of organisation, of those sorts that there are.
func (v view) typesOf(list []partner, asked string) []choice {
	out := []choice{{"", v.p.T("portal.list.all_types"), asked == ""}}
	for _, code := range record.Vocabulary("organisation_type") {
		if code == asked || slices.ContainsFunc(list, func(p partner) bool { return p.org.OrgType == code }) {
			out = append(out, choice{code, i18n.Capital(v.code("organisation_type", code)), code == asked})
		}
	}
	return out
}

// regionKeys are the parts of the world in the order in which they are told, with their names; "" is of no known place.
func regionKeys() [][2]string {
	return [][2]string{
		{place.Europe, "site.region.europe"}, {place.AmericasNorth, "site.region.north"}, {place.AmericasLatin, "site.region.latin"},
		{place.Africa, "site.region.africa"}, {place.Asia, "site.region.asia"}, {place.Oceania, "site.region.oceania"}, {"", "site.region.none"},
	}
}

func (s *site) regions(v view, list []partner) []region {
	var out []region
	for _, key := range regionKeys() {
		r := region{id: cmp.Or(key[0], "none"), name: v.p.T(key[1])}
		for _, code := range append(slices.Clone(record.Vocabulary("organisation_type")), "") {
			g := partnerGroup{label: v.p.T("site.partners.other")}
			if code != "" {
				g.label = i18n.Capital(v.code("organisation_type", code))
			}
			for _, p := range list {
				if p.org.OrgType == code && s.regionOf(p.org.Place) == key[0] {
					g.rows = append(g.rows, s.partnerRow(v, p))
				}
			}
			if len(g.rows) > 0 {
				r.groups = append(r.groups, g)
			}
		}
		if len(r.groups) > 0 {
			out = append(out, r)
		}
	}
	return out
}

func (s *site) regionOf(p record.Place) string {
	c, _ := s.Places.Country(p.Country)
	return c.Region
}

func (s *site) partnerRow(v view, p partner) partnerRow {
	row := partnerRow{name: v.link(p.Head), place: s.place(v, p.org.Place).text}
	slices.SortStableFunc(p.ties, func(a, b tieWord) int { return rank(a.kind) - rank(b.kind) })
	for _, t := range p.ties {
		w := words{text: v.kind(t.kind), href: recordPath(v.lang, t.head)}
		if t.kind == record.KindRelation && t.sort != "" {
			w.text = i18n.Capital(v.code("relation_type", t.sort))
		}
		row.ties = append(row.ties, w)
	}
	return row
}

func rank(k record.Kind) int {
	return slices.Index([]record.Kind{record.KindRelation, record.KindAgreement, record.KindVisit}, k)
}

// partnersAtlas is the map of the partners' cities and states; the shape of a mark tells the strongest tie there is.
func (s *site) partnersAtlas(v view, home record.Place, list []partner) (atlas, error) {
	a := atlas{caption: v.p.T("site.partners.map")}
	w := chart.World{Lang: string(v.lang), InsetTitle: v.p.T("portal.atlas.europe"), Title: a.caption, Desc: v.p.T("portal.atlas.desc")}
	if c, ok := s.Places.City(home.City); ok {
		w.Home = chart.Point{Name: v.lang.Pick(c.NameFR, c.Name), Lat: c.Lat, Lon: c.Lon}
	}
	shown := map[string]bool{}
	for _, p := range list {
		at := p.org.Place
		if at.Country == "" || at.City != "" && at.City == home.City {
			continue
		}
		kind := string(record.KindVisit)
		if slices.ContainsFunc(p.ties, func(t tieWord) bool { return t.kind != record.KindVisit }) {
			kind = string(record.KindRelation) // an agreement binds as well
		}
		if !slices.Contains(w.Highlight, at.Country) {
			w.Highlight = append(w.Highlight, at.Country)
		}
		row := atlasRow{place: s.shortPlace(v, at), country: s.country(v.lang, at.Country), records: []words{v.link(p.Head)}}
		if point, ok := s.spot(v, at); ok {
			a.standIns = a.standIns || point.standIn != ""
			row.place.note = point.standIn
			if name := point.Name + " " + at.Country; !shown[name] {
				shown[name] = true
				point.Kind, point.URL = kind, recordPath(v.lang, p.Head)
				w.Points = append(w.Points, point.Point)
			}
		}
		if i := slices.IndexFunc(a.rows, func(o atlasRow) bool { return o.place.text == row.place.text && o.country == row.country }); i >= 0 {
			a.rows[i].records = append(a.rows[i].records, row.records...)
		} else {
			a.rows = append(a.rows, row)
		}
	}
	if len(w.Points) == 0 {
		return atlas{}, nil
	}
	for _, l := range []chart.Legend{
		{Kind: string(record.KindRelation), Text: v.p.T("site.partners.bound")}, {Kind: string(record.KindVisit), Text: v.kinds(record.KindVisit)},
	} {
		if slices.ContainsFunc(w.Points, func(p chart.Point) bool { return p.Kind == l.Kind }) {
			w.Legend = append(w.Legend, l)
		}
	}
	i18n.SortBy(v.p, a.rows, func(r atlasRow) string { return r.place.text })
	var err error
	if a.wide, err = s.draw(w, wideMap); err != nil {
		return atlas{}, err
	}
	a.narrow, err = s.draw(w, narrowMap)
	return a, err
}
