package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"

	"golang.org/x/image/vector"
)

// paint fills and strokes lines in a style.
func (d *drawing) paint(lines []line, s style) {
	if s.hidden || len(lines) == 0 {
		return
	}
	if s.strokeFirst {
		d.stroke(lines, s)
	}
	d.fill(lines, s)
	if !s.strokeFirst {
		d.stroke(lines, s)
	}
}

func (d *drawing) fill(lines []line, s style) {
	if s.fill == nil {
		return
	}
	var surfaces [][]point
	for _, l := range lines {
		if len(l.points) > 2 {
			surfaces = append(surfaces, s.at.all(l.points))
		}
	}
	d.mask.cover(d.picture, surfaces, faded(*s.fill, s.opacity*s.fillOpacity), s.evenOdd)
}

func (d *drawing) stroke(lines []line, s style) {
	if s.stroke == nil || s.width <= 0 {
		return
	}
	lines = dashed(lines, s.dash)
	var surfaces [][]point
	scale := s.at.scale()
	for _, l := range lines {
		moved := line{points: s.at.all(l.points), closed: l.closed}
		surfaces = append(surfaces, moved.stroke(s.width*scale, s.cap, s.join)...)
	}
	d.mask.cover(d.picture, surfaces, faded(*s.stroke, s.opacity*s.strokeOpacity), false)
}

func (m matrix) all(points []point) []point {
	out := make([]point, len(points))
	for i, p := range points {
		out[i] = m.apply(p)
	}
	return out
}

func faded(c color.NRGBA, by float64) color.NRGBA {
	c.A = uint8(math.Round(255 * max(0, min(1, by))))
	return c
}

// mask turns surfaces into how much of each pixel they cover.
type mask struct {
	vector.Rasterizer
	alpha, part *image.Alpha
}

// cover paints surfaces in a colour. All of them together are painted once, however often they lie on one another; evenOdd leaves
// out what lies in an even number of them, as holes do.
func (m *mask) cover(picture *image.RGBA, surfaces [][]point, c color.NRGBA, evenOdd bool) {
	surfaces = slices.DeleteFunc(surfaces, boundless)
	area := bounds(surfaces).Intersect(picture.Bounds())
	if area.Empty() || c.A == 0 {
		return
	}
	if !evenOdd || len(surfaces) == 1 {
		m.draw(surfaces, area)
		m.Draw(picture, area, image.NewUniform(c), image.Point{})
		return
	}
	m.alpha = sized(m.alpha, area.Dx(), area.Dy())
	for _, s := range surfaces {
		one := bounds([][]point{s}).Intersect(area)
		if one.Empty() {
			continue
		}
		m.draw([][]point{s}, one)
		m.part = sized(m.part, one.Dx(), one.Dy())
		m.Draw(m.part, m.part.Bounds(), image.Opaque, image.Point{})
		m.toggle(one.Min.Sub(area.Min))
	}
	draw.DrawMask(picture, area, image.NewUniform(c), image.Point{}, m.alpha, image.Point{}, draw.Over)
}

// boundless tells a surface whose points are no numbers any more, after scaling upon scaling.
func boundless(s []point) bool {
	return slices.ContainsFunc(s, func(p point) bool {
		return !(math.Abs(p.x) < 1e12 && math.Abs(p.y) < 1e12)
	})
}

// toggle adds the part where nothing was, and takes away what it covers again.
func (m *mask) toggle(at image.Point) {
	b := m.part.Bounds()
	for y := range b.Dy() {
		row := m.alpha.Pix[(at.Y+y)*m.alpha.Stride+at.X:]
		for x, a := range m.part.Pix[y*m.part.Stride : y*m.part.Stride+b.Dx()] {
			if a > 0 {
				was, now := uint32(row[x]), uint32(a)
				row[x] = uint8(min(255, was+now-2*was*now/255))
			}
		}
	}
}

func sized(a *image.Alpha, w, h int) *image.Alpha {
	if a == nil || cap(a.Pix) < w*h {
		return image.NewAlpha(image.Rect(0, 0, w, h))
	}
	a.Pix, a.Stride, a.Rect = a.Pix[:w*h], w, image.Rect(0, 0, w, h)
	clear(a.Pix)
	return a
}

func (m *mask) draw(surfaces [][]point, area image.Rectangle) {
	m.Reset(area.Dx(), area.Dy())
	left, top := float64(area.Min.X), float64(area.Min.Y)
	// What lies very far outside is as good as a little nearer, and keeps the numbers small.
	near := func(v float64) float32 { return float32(max(-1e5, min(1e5, v))) }
	for _, s := range surfaces {
		for i, p := range s {
			x, y := near(p.x-left), near(p.y-top)
			if i == 0 {
				m.MoveTo(x, y)
			} else {
				m.LineTo(x, y)
			}
		}
		m.ClosePath()
	}
}

func bounds(surfaces [][]point) image.Rectangle {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, s := range surfaces {
		for _, p := range s {
			low = point{min(low.x, p.x), min(low.y, p.y)}
			high = point{max(high.x, p.x), max(high.y, p.y)}
		}
	}
	whole := func(v float64) int { return int(max(-1e6, min(1e6, v))) }
	if low.x > high.x {
		return image.Rectangle{}
	}
	return image.Rect(whole(math.Floor(low.x)), whole(math.Floor(low.y)), whole(math.Ceil(high.x)), whole(math.Ceil(high.y)))
}
