package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Point is a city on the map. Each is drawn: give one a city and kind, or the markers stand side by side.
type Point struct {
	Name     string
	Lat, Lon float64
	URL      string // the page of the city; without one the point is no link
	Kind     string // "mission", "visit", "membership", "agreement", "relation", "event", "participation": the shape of its marker
}

// Legend says in words what a kind's marker means.
type Legend struct{ Kind, Text string }

// World is what a map of the world shows.
type World struct {
	ID         string // prefix of the ids in the drawing; made from the content when empty
	Lang       string
	Title      string
	Desc       string
	InsetTitle string // above the enlarged Europe, drawn from four points there
	Home       Point
	Points     []Point
	Highlight  []string // alpha-2 codes of countries to bring out
	Legend     []Legend
	Width      float64 // in pixels; text keeps its size, so ask for the width it is shown at
	Palette    Palette
}

const (
	fontSize     = 12.0
	insetPoints  = 4 // fewer are as well read on the world's map
	usualWidth   = 1072.0
	legendHeight = 30.0
	wideEnough   = 800.0 // for an inset over or beside the world
	landStep     = 1.3   // pixels between the points of a coast
)

// World draws the map: land, an arc from home to every point, markers, and names that do not cover one another. The order of links
// is that of the points.
func (m *Maps) World(w World) ([]byte, error) {
	if w.Width <= 0 {
		w.Width = usualWidth
	}
	for _, p := range append([]Point{w.Home}, w.Points...) {
		if math.IsNaN(p.Lat+p.Lon) || math.Abs(p.Lat) > 90 || math.Abs(p.Lon) > 180 {
			return nil, fmt.Errorf("draw map: %q lies at %v, %v", p.Name, p.Lat, p.Lon)
		}
	}
	s := newScene(w)
	var c canvas
	c.open(drawing{
		id: s.id, class: "map", lang: w.Lang, title: w.Title, desc: w.Desc,
		width: w.Width, height: s.height, links: slices.ContainsFunc(w.Points, func(p Point) bool { return href(p.URL) != "" }),
	})
	c.put(`<rect class="map-sea" width="%s" height="%s" fill="%s"/>`, num(s.frame.right), num(s.frame.bottom), s.Palette.sea())
	s.land(&c, m.world, s.frame, s.project)
	if s.inset == nil {
		s.arcs(&c, w.Points, s.view)
	} else {
		s.arcs(&c, s.outside(), s.view)
		s.echoes(&c)
		s.inset.draw(&c, s, m.europe)
	}
	s.points(&c)
	s.legend(&c)
	c.WriteString("</svg>")
	return []byte(c.String()), nil
}

// scene is one map being drawn: where everything goes, in pixels.
type scene struct {
	World
	id      string
	frame   box // of the world, without inset or legend below
	height  float64
	view    func(lon, lat float64) vec
	project func(vec) vec // from the projection's units
	inset   *inset
	spots   []spot // one a point, in their order
	home    label
}

// spot is a point's place in the drawing.
type spot struct {
	at    vec
	inset bool
	label *label // nil where a neighbour on the same spot bears the same name
}

// newScene lays everything out. The enlarged Europe goes over the South Pacific, beside the world or below it: where every name
// finds room, else where the fewest do not. Below, the drawing is twice as high, which must give room to several names more.
func newScene(w World) *scene {
	s := &scene{World: w, id: w.ID}
	if s.id == "" {
		s.id = identity("map", w)
	}
	s.setView(s.Width)
	if !s.enlarge() {
		s.lay(nil)
		return s
	}
	const worthHeight = 3 // names
	best, chosen := math.MaxInt, func() {}
	for _, way := range []struct {
		lay  func() bool
		cost int
	}{{s.layWithin, 0}, {s.layBeside, 0}, {s.layBelow, worthHeight}} {
		if !way.lay() {
			continue
		}
		missing := s.unnamed()
		if missing == 0 {
			return s
		}
		if missing+way.cost < best {
			best, chosen = missing+way.cost, func() { way.lay() }
		}
	}
	chosen()
	return s
}

func (s *scene) layWithin() bool {
	s.setView(s.Width)
	within, ok := s.insetWithin()
	if ok {
		s.lay(within)
	}
	return ok
}

func (s *scene) layBeside() bool {
	if s.Width < wideEnough {
		return false
	}
	s.setView(0.58 * s.Width)
	s.lay(s.insetBeside())
	return true
}

func (s *scene) layBelow() bool {
	s.setView(s.Width)
	s.lay(s.insetBelow())
	return true
}

// unnamed counts the names that found no room.
func (s *scene) unnamed() int {
	n := 0
	for _, p := range s.spots {
		if p.label != nil && !p.label.shown {
			n++
		}
	}
	return n
}

// lay gives every point and name its place.
func (s *scene) lay(i *inset) {
	s.inset, s.spots = i, nil
	s.height = s.frame.bottom
	if i != nil {
		s.height = max(s.height, i.frame.bottom)
	}
	if len(s.Legend) > 0 {
		s.height += legendHeight
	}
	for _, p := range s.Points {
		s.spots = append(s.spots, spot{at: s.viewOf(p)(p.Lon, p.Lat), inset: s.enlarged(p)})
	}
	s.spread()
	s.home = label{text: s.Home.Name, at: s.viewOf(s.Home)(s.Home.Lon, s.Home.Lat), bold: true}
	s.names()
}

// setView fits the inhabited world to a width: from the Arctic coasts to Tierra del Fuego, further when a point asks for it.
func (s *scene) setView(width float64) {
	north, south := 74.0, -55.5
	for _, p := range append([]Point{s.Home}, s.Points...) {
		north, south = max(north, min(90, p.Lat+9)), min(south, max(-90, p.Lat-9))
	}
	left, right := equalEarth(centre-180, 0).x, equalEarth(centre+180, 0).x
	// Little but sea lies at the map's widest: a part of each side goes, unless a point is there.
	west, east := 0.97*left, 0.9*right
	for _, p := range append([]Point{s.Home}, s.Points...) {
		x := equalEarth(p.Lon, p.Lat).x
		west, east = min(west, x-0.03*right), max(east, x+0.03*right)
	}
	left, right = max(left, west), min(right, east)
	k := width / (right - left)
	top := equalEarth(0, north).y
	s.frame = box{0, 0, width, (top - equalEarth(0, south).y) * k}
	s.project = func(p vec) vec { return vec{(p.x - left) * k, (top - p.y) * k} }
	s.view = func(lon, lat float64) vec { return s.project(equalEarth(lon, lat)) }
}

// spread sets points that would hide one another side by side, the western one to the west, and lets one name stand for all that share
// a spot and a name.
func (s *scene) spread() {
	for i := range s.spots {
		p := &s.spots[i]
		p.label = &label{text: s.Points[i].Name}
		way := 0.0
		for j := 0; j < i; j++ {
			o := s.spots[j]
			if o.inset != p.inset || math.Hypot(o.at.x-p.at.x, o.at.y-p.at.y) > 4 {
				continue
			}
			if s.Points[j].Name == s.Points[i].Name {
				p.label = nil
			}
			if way == 0 {
				way = 1
				if s.Points[i].Lon < s.Points[j].Lon {
					way = -1
				}
			}
			p.at.x = o.at.x + way*2*markerRadius
			j = -1 // the new place may be taken too
		}
		if p.label != nil {
			p.label.at = p.at
		}
	}
}

// land draws the countries, those brought out in a second path above the others.
func (s *scene) land(c *canvas, countries []country, frame box, project func(vec) vec) {
	plain, bright := "", ""
	for _, one := range countries {
		var rings [][]vec
		for _, ring := range one.rings {
			moved := make([]vec, len(ring))
			for i, p := range ring {
				moved[i] = project(p)
			}
			if part := clip(moved, frame); len(part) > 2 {
				rings = append(rings, part)
			}
		}
		if slices.Contains(s.Highlight, one.code) {
			bright += path(rings, landStep)
		} else {
			plain += path(rings, landStep)
		}
	}
	const shape = `<path class="%s" transform="scale(.5)" d="%s" fill="%s" stroke="#fff" stroke-width="1.2" stroke-linejoin="round" fill-rule="evenodd"/>`
	c.put(shape, "map-land", plain, "#d5dbe3")
	if bright != "" {
		c.put(shape, "map-land map-on", bright, s.Palette.bright())
	}
}

// arcs draws one line a place from home, bent towards the north as the shortest way is, without leaving the map as it would.
func (s *scene) arcs(c *canvas, points []Point, view func(lon, lat float64) vec) {
	var d strings.Builder
	drawn := map[string]bool{}
	from := view(s.Home.Lon, s.Home.Lat)
	for _, p := range points {
		to := view(p.Lon, p.Lat)
		dx, dy := to.x-from.x, to.y-from.y
		length := math.Hypot(dx, dy)
		if length < 2*markerRadius {
			continue
		}
		across := vec{dy / length, -dx / length}
		if across.y > 0 {
			across = vec{-across.x, -across.y}
		}
		bend := min(0.22*length, 90)
		arc := fmt.Sprintf("M%s %sQ%s %s %s %s", num(from.x), num(from.y),
			num((from.x+to.x)/2+across.x*bend), num(max(4, (from.y+to.y)/2+across.y*bend)), num(to.x), num(to.y))
		if !drawn[arc] {
			drawn[arc] = true
			d.WriteString(arc)
		}
	}
	if d.Len() > 0 {
		c.put(`<path class="map-arc" d="%s" fill="none" stroke="%s" stroke-width="1.1" stroke-opacity=".6"/>`, d.String(), s.Palette.line())
	}
}
