package publish

import (
	"slices"
	"strings"

	"entente/internal/chart"
	"entente/internal/record"
)

// yearMap draws where the activities of the year were, and where those who came were from.
func (w *writer) yearMap(b record.Block) []Block {
	if w.c.Maps == nil || w.c.Places == nil || w.in.Office == nil {
		return nil
	}
	home, ok := w.c.Places.City(w.in.Office.Home.City)
	if !ok {
		return nil
	}
	caption := w.caption(b, w.p.T("compose.map.caption", "year", w.in.Year))
	world := chart.World{
		Lang: w.lang(), Title: caption, Palette: w.palette(), Width: chart.PrintWidth, InsetTitle: w.p.T("compose.map.inset"),
		Home: chart.Point{Name: w.place(w.in.Office.Home), Lat: home.Lat, Lon: home.Lon},
	}
	t := &Table{Caption: caption, Head: []Cell{
		head(w.p.T("compose.column.place"), false), head(w.p.T("compose.column.country"), false), head(w.p.T("compose.column.activities"), false),
	}}
	type dot struct{ city, kind string }
	drawnDots := map[dot]bool{}
	row := map[string]int{}
	var names []string
	for _, d := range w.deeds(w.in.Year) {
		for _, p := range d.places {
			name := w.place(p)
			if name == "" || p.City == w.in.Office.Home.City {
				continue
			}
			if i, known := row[name]; known {
				cell := &t.Rows[i][2]
				if !slices.ContainsFunc(cell.Spans, func(s Span) bool { return s.Record == d.record.Head().ID }) {
					cell.Spans = append(cell.Spans, Span{Text: "; "}, w.titled(d.record))
				}
			} else {
				row[name] = len(t.Rows)
				names = append(names, name)
				t.Rows = append(t.Rows, []Cell{
					w.cell(Span{Text: name}), w.cell(Span{Text: w.place(record.Place{Country: p.Country})}), w.cell(w.titled(d.record)),
				})
			}
			city, ok := w.c.Places.City(p.City)
			if !ok {
				continue // a country, or a place whose position nobody knows, stands in the table alone
			}
			if kind := string(d.kind); !drawnDots[dot{p.City, kind}] {
				drawnDots[dot{p.City, kind}] = true
				world.Points = append(world.Points, chart.Point{Name: name, Lat: city.Lat, Lon: city.Lon, Kind: kind})
				if !slices.Contains(world.Highlight, city.Country) {
					world.Highlight = append(world.Highlight, city.Country)
				}
			}
		}
	}
	if len(world.Points) == 0 {
		return nil
	}
	for _, k := range deedKinds() {
		if slices.ContainsFunc(world.Points, func(p chart.Point) bool { return p.Kind == string(k) }) {
			world.Legend = append(world.Legend, chart.Legend{Kind: string(k), Text: w.kinds(k)})
		}
	}
	w.p.Sort(names)
	world.Desc = w.p.T("compose.map.alt", "caption", strings.TrimSuffix(caption, "."), "home", world.Home.Name, "places", names)
	svg, err := w.c.Maps.World(world)
	if err != nil {
		return nil // a city without a position on earth: the gazetteer has none
	}
	return drawn(svg, caption, world.Desc, t)
}
