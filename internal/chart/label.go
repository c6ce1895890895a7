package chart

import (
	"math"
	"slices"
)

// label is a name beside its marker.
type label struct {
	text  string
	at    vec // the point it names
	bold  bool
	to    vec    // where the text is anchored, once placed
	side  string // text-anchor
	far   bool   // a line leads from the marker to it
	shown bool
}

// board is where labels are laid, with what they must not cover.
type board struct {
	frame box
	taken []box   // by names and frames
	marks []vec   // markers
	size  float64 // of the text
}

const (
	markerRadius = 4.5
	nearGap      = 8 // pixels: a name farther from its marker gets a line to it
)

// place lays the labels so that none covers another nor any marker. Those in a crowd go first, since they have the fewest places to
// go; one that finds none is left to its marker's own title.
func (b *board) place(labels []*label) {
	crowd := func(l *label) (n int) {
		for _, o := range labels {
			if math.Hypot(o.at.x-l.at.x, o.at.y-l.at.y) < 60 {
				n++
			}
		}
		return n
	}
	order := slices.Clone(labels)
	slices.SortStableFunc(order, func(a, c *label) int {
		if a.bold != c.bold {
			if a.bold {
				return -1
			}
			return 1
		}
		return crowd(c) - crowd(a)
	})
	for _, l := range order {
		b.placeOne(l)
	}
}

func (b *board) placeOne(l *label) {
	width := textWidth(l.text, b.size)
	if l.bold {
		width *= 1.06
	}
	for _, gap := range []float64{3, 5, 16, 26, 36, 48, 62} {
		if b.tryRing(l, width, gap) {
			return
		}
	}
}

// tryRing tries places around the marker, a gap away: beside it first, then above and below, then on the slants between.
func (b *board) tryRing(l *label, width, gap float64) bool {
	reach := markerRadius + gap
	rise := b.size * 0.36 // from a text's middle to its base line
	angles := []float64{0, 180, -90, 90, -45, 45, -135, 135, -22, 22, -158, 158, -67, 67, -113, 113}
	for _, a := range angles {
		cos, sin := math.Cos(a*degree), math.Sin(a*degree)
		to := vec{l.at.x + cos*reach, l.at.y + sin*(reach+b.size*0.3) + rise}
		side, left := "start", to.x
		switch {
		case math.Abs(cos) < 0.05:
			side, left = "middle", to.x-width/2
		case cos < 0:
			side, left = "end", to.x-width
		}
		area := box{left, to.y - b.size*0.86, left + width, to.y + b.size*0.28}
		if !b.free(area) || (gap > nearGap && !b.clear(l.at, to, area)) {
			continue
		}
		b.taken = append(b.taken, area.grown(1))
		l.to, l.side, l.far, l.shown = to, side, gap > nearGap, true
		return true
	}
	return false
}

func (b *board) free(area box) bool {
	return area.inside(b.frame) && !slices.ContainsFunc(b.taken, area.overlaps) &&
		!slices.ContainsFunc(b.marks, func(m vec) bool { return area.overlaps(around(m)) })
}

// clear tells whether a name far from its marker is next to no other, and the line to it crosses nothing.
func (b *board) clear(from, to vec, area box) bool {
	near := area.grown(7)
	for _, m := range b.marks {
		if m != from && (near.holds(m) || around(m).crossed(from, to)) {
			return false
		}
	}
	return !slices.ContainsFunc(b.taken, func(o box) bool { return o.crossed(from, to) })
}

// crossed tells whether a line runs through a rectangle, looked at every other pixel.
func (b box) crossed(from, to vec) bool {
	steps := math.Ceil(math.Hypot(to.x-from.x, to.y-from.y) / 2)
	for i := 0.0; i <= steps; i++ {
		t := i / max(1, steps)
		if b.holds(vec{from.x + t*(to.x-from.x), from.y + t*(to.y-from.y)}) {
			return true
		}
	}
	return false
}

// mark keeps names off a marker.
func (b *board) mark(at vec) { b.marks = append(b.marks, at) }

func around(at vec) box {
	return box{at.x, at.y, at.x, at.y}.grown(markerRadius + 0.5)
}
