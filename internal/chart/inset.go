package chart

import (
	"math"
	"slices"
	"strings"
)

// inset is Europe enlarged, fitted to the points that lie there.
type inset struct {
	frame   box
	view    func(lon, lat float64) vec
	project func(vec) vec
	title   float64 // height of the line above
}

func inEurope(p Point) bool {
	return p.Lat > 34.5 && p.Lat < 71.5 && p.Lon > -11 && p.Lon < 33
}

// enlarge tells whether enough points lie in Europe for an inset.
func (s *scene) enlarge() bool {
	n := 0
	for _, p := range s.Points {
		if inEurope(p) {
			n++
		}
	}
	return n >= insetPoints
}

// enlarged tells whether a point is drawn in the inset.
func (s *scene) enlarged(p Point) bool { return s.inset != nil && inEurope(p) }

func (s *scene) viewOf(p Point) func(lon, lat float64) vec {
	if s.enlarged(p) {
		return s.inset.view
	}
	return s.view
}

// outside gives the points that the world's map ties to home: all, unless home and a point are both in the inset.
func (s *scene) outside() []Point {
	if !s.enlarged(s.Home) {
		return s.Points
	}
	return slices.DeleteFunc(slices.Clone(s.Points), inEurope)
}

// insetWithin puts the inset over the South Pacific; not where a point is, nor on a narrow map.
func (s *scene) insetWithin() (*inset, bool) {
	width, height := 0.287*s.Width, 0.6*s.frame.bottom
	frame := box{10, s.frame.bottom - 10 - height, 10 + width, s.frame.bottom - 10}
	if s.Width < wideEnough || s.occupied(frame.grown(8)) {
		return nil, false
	}
	return s.newInset(frame), true
}

func (s *scene) insetBeside() *inset {
	return s.newInset(box{s.frame.right + 8, 0.5, s.Width - 0.5, s.frame.bottom - 0.5})
}

func (s *scene) insetBelow() *inset {
	top := s.frame.bottom + 8
	return s.newInset(box{0.5, top, s.Width - 0.5, top + max(240, 0.34*s.Width)})
}

func (s *scene) newInset(frame box) *inset {
	i := &inset{frame: frame, title: 24}
	var in []vec
	for _, p := range append([]Point{s.Home}, s.Points...) {
		if inEurope(p) {
			in = append(in, conic(p.Lon, p.Lat))
		}
	}
	i.fit(in)
	return i
}

func (s *scene) occupied(area box) bool {
	if area.holds(s.view(s.Home.Lon, s.Home.Lat)) {
		return true
	}
	for _, p := range s.Points {
		if !inEurope(p) && area.holds(s.view(p.Lon, p.Lat)) {
			return true
		}
	}
	return false
}

// fit enlarges as far as the points allow with room for names around them, and not beyond what the land's detail bears.
func (i *inset) fit(points []vec) {
	low, high := vec{math.Inf(1), math.Inf(1)}, vec{math.Inf(-1), math.Inf(-1)}
	for _, p := range points {
		low = vec{min(low.x, p.x), min(low.y, p.y)}
		high = vec{max(high.x, p.x), max(high.y, p.y)}
	}
	const side, above, least = 56, 18, 0.11 // in pixels both, and in radians
	width := i.frame.right - i.frame.left - 2*side
	height := i.frame.bottom - i.frame.top - i.title - 2*above
	k := min(width/max(high.x-low.x, least), height/max(high.y-low.y, least))
	middle := vec{(low.x + high.x) / 2, (low.y + high.y) / 2}
	at := vec{(i.frame.left + i.frame.right) / 2, (i.frame.top + i.title + i.frame.bottom) / 2}
	i.project = func(p vec) vec { return vec{at.x + (p.x-middle.x)*k, at.y - (p.y-middle.y)*k} }
	i.view = func(lon, lat float64) vec { return i.project(conic(lon, lat)) }
}

func (i *inset) draw(c *canvas, s *scene, europe []country) {
	const frame = `<rect class="%s" x="%s" y="%s" width="%s" height="%s" %s/>`
	f := i.frame
	c.put(frame, "map-sea", num(f.left), num(f.top), num(f.right-f.left), num(f.bottom-f.top), `fill="`+s.Palette.sea()+`"`)
	s.land(c, europe, f, i.project)
	c.put(frame, "map-inset", num(f.left), num(f.top), num(f.right-f.left), num(f.bottom-f.top), `fill="none" stroke="#47536b" stroke-width="1"`)
	if s.enlarged(s.Home) {
		s.arcs(c, slices.DeleteFunc(slices.Clone(s.Points), func(p Point) bool { return !inEurope(p) }), i.view)
	}
	if s.InsetTitle != "" {
		c.put(`<text class="map-inset-title" x="%s" y="%s" font-size="%s" font-weight="600" fill="#14213d" stroke="#fff" stroke-width="3" paint-order="stroke">%s</text>`,
			num(f.left+9), num(f.top+17), num(fontSize), esc(s.InsetTitle))
	}
}

// extent is where on the world's map the enlarged points lie.
func (s *scene) extent() box {
	around := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range append([]Point{s.Home}, s.Points...) {
		if inEurope(p) {
			at := s.view(p.Lon, p.Lat)
			around = box{min(around.left, at.x), min(around.top, at.y), max(around.right, at.x), max(around.bottom, at.y)}
		}
	}
	return around.grown(9)
}

// echoes marks on the world's map what the inset enlarges: small dots, and a frame around them.
func (s *scene) echoes(c *canvas) {
	var dots strings.Builder
	for _, p := range append([]Point{s.Home}, s.Points...) {
		if inEurope(p) {
			at := s.view(p.Lon, p.Lat)
			dots.WriteString("M" + num(at.x) + " " + num(at.y) + "h0")
		}
	}
	d := dots.String()
	e := s.extent()
	c.put(`<rect class="map-extent" x="%s" y="%s" width="%s" height="%s" rx="3" fill="none" stroke="#47536b" stroke-width="1" stroke-dasharray="3 2"/>`,
		num(e.left), num(e.top), num(e.right-e.left), num(e.bottom-e.top))
	c.put(`<path class="map-echo" d="%s" fill="none" stroke="#14213d" stroke-width="4" stroke-linecap="round"/>`, d)
}
