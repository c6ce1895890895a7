package portal

import (
	"fmt"
	"slices"

	"entente/internal/chart"
	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// atlas is a map with the list of all that it shows.
type atlas struct {
	caption      string
	wide, narrow []byte // the drawing for each width, since text in it keeps its size
	rows         []atlasRow
	standIns     bool // some points stand for more than a city
}

// atlasRow is one place and why it is on the map.
type atlasRow struct {
	place   words
	country string
	records []words
}

// sight is a place that a record is about.
type sight struct {
	place record.Place
	kind  record.Kind
	head  publish.Head
}

// Widths at which maps are drawn.
const (
	wideMap   = 1072
	narrowMap = 360
	smallMap  = 620
)

// atlas draws where a year's missions went, visits came from and fellow members are.
func (s *site) atlas(v view, in figure.Input, shown []record.Record, heads map[record.Ref]publish.Head) (atlas, error) {
	var sights []sight
	for _, r := range shown {
		h, ok := heads[r.Head().ID]
		if !ok {
			continue
		}
		for _, p := range placesOf(r, in) {
			sights = append(sights, sight{p, h.Kind, h})
		}
	}
	home := record.Place{}
	if in.Office != nil {
		home = in.Office.Home
	}
	sights = slices.DeleteFunc(sights, func(s sight) bool { return s.place.Country == "" || s.place.City != "" && s.place.City == home.City })
	if len(sights) == 0 {
		return atlas{}, nil
	}
	a := atlas{caption: v.p.T("portal.atlas.caption", "year", in.Year), rows: s.atlasRows(v, sights)}
	a.standIns = slices.ContainsFunc(a.rows, func(r atlasRow) bool { return r.place.note != "" })
	world := s.world(v, home, sights)
	world.Title, world.Desc = a.caption, v.p.T("portal.atlas.desc")
	var err error
	if a.wide, err = s.draw(world, wideMap); err != nil {
		return atlas{}, err
	}
	a.narrow, err = s.draw(world, narrowMap)
	return a, err
}

func (s *site) draw(w chart.World, width float64) ([]byte, error) {
	w.Width = width
	svg, err := s.Maps.World(w)
	if err != nil {
		return nil, fmt.Errorf("draw map: %w", err)
	}
	return svg, nil
}

// memberships are those of the office that bear on the year.
func memberships(in figure.Input) []record.Record {
	var out []record.Record
	for _, r := range in.Records {
		if m, ok := r.(*record.Membership); ok {
			out = append(out, m)
		}
	}
	return out
}

// placesOf lists the places for which a record is on the map.
func placesOf(r record.Record, in figure.Input) []record.Place {
	var out []record.Place
	seat := func(id record.Ref) {
		if o, ok := figure.Lookup(in, id).(*record.Organisation); ok {
			out = append(out, o.Place)
		}
	}
	switch r := r.(type) {
	case *record.Mission:
		for _, stop := range r.Stops {
			out = append(out, stop.Place)
		}
	case *record.Visit:
		for _, o := range r.Origins {
			if o.Place.IsZero() {
				seat(o.Who)
			} else {
				out = append(out, o.Place)
			}
		}
	case *record.Membership:
		if !r.Ours {
			seat(r.Member)
		}
	}
	return out
}

// world sets one point for each place and kind, and brings out every country named.
func (s *site) world(v view, home record.Place, sights []sight) chart.World {
	w := chart.World{Lang: string(v.lang), InsetTitle: v.p.T("portal.atlas.europe")}
	if c, ok := s.Places.City(home.City); ok {
		w.Home = chart.Point{Name: v.lang.Pick(c.NameFR, c.Name), Lat: c.Lat, Lon: c.Lon}
	}
	type mark struct {
		name, country string
		kind          record.Kind
	}
	seen := map[mark]bool{}
	for _, x := range sights {
		if !slices.Contains(w.Highlight, x.place.Country) {
			w.Highlight = append(w.Highlight, x.place.Country)
		}
		point, ok := s.spot(v, x.place)
		m := mark{point.Name, x.place.Country, x.kind}
		if !ok || seen[m] {
			continue
		}
		seen[m] = true
		point.Kind, point.URL = string(x.kind), recordPath(v.lang, x.head)
		w.Points = append(w.Points, point.Point)
	}
	for _, k := range []record.Kind{record.KindMission, record.KindVisit, record.KindMembership} {
		if slices.ContainsFunc(w.Points, func(p chart.Point) bool { return p.Kind == string(k) }) {
			w.Legend = append(w.Legend, chart.Legend{Kind: string(k), Text: v.kinds(k)})
		}
	}
	return w
}

// atlasRows is the map as a table: every place by name, with its records.
func (s *site) atlasRows(v view, sights []sight) []atlasRow {
	var out []atlasRow
	for _, x := range sights {
		r := atlasRow{place: s.shortPlace(v, x.place), country: s.country(v.lang, x.place.Country)}
		if point, ok := s.spot(v, x.place); ok {
			r.place.note = point.standIn
		}
		i := slices.IndexFunc(out, func(o atlasRow) bool { return o.place.text == r.place.text && o.country == r.country })
		if i < 0 {
			i, out = len(out), append(out, r)
		}
		link := v.link(x.head)
		if !slices.Contains(out[i].records, link) {
			out[i].records = append(out[i].records, link)
		}
	}
	i18n.SortBy(v.p, out, func(r atlasRow) string { return r.place.text })
	return out
}
