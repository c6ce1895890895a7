package chart

import (
	"math"
	"slices"
)

// scale turns years into pixels. A long stretch without any moment is cut short, and the cut is shown.
type scale struct {
	years []stretch
	left  float64
	unit  float64 // pixels of a whole year
}

// stretch is some years of the line, at its place; one that is cut is narrower than its years.
type stretch struct {
	from, to float64
	at       float64 // in years as drawn, from the left
	cut      bool
}

const (
	longSilence = 6.0 // years without anything, from which a stretch is cut
	cutTo       = 1.2 // years that it takes then
)

func newScale(moments []Moment, left, right float64) scale {
	var used []float64
	for _, m := range moments {
		used = append(used, math.Floor(m.From), math.Ceil(m.To))
		if m.Lasts > 0 && m.Lasts <= 9999 {
			used = append(used, math.Ceil(m.Lasts))
		}
	}
	slices.Sort(used)
	used = slices.Compact(used)
	if len(used) == 1 { // a line of a day would have no length
		used = append(used, used[0]+1)
	}
	s := scale{left: left}
	at := 0.0
	for i := 1; i < len(used); i++ {
		st := stretch{from: used[i-1], to: used[i], at: at, cut: used[i]-used[i-1] > longSilence}
		s.years = append(s.years, st)
		at += st.drawn()
	}
	s.unit = max(1, right-left) / at
	return s
}

func (s stretch) drawn() float64 {
	if s.cut {
		return cutTo
	}
	return s.to - s.from
}

func (s scale) x(year float64) float64 {
	for _, st := range s.years {
		if year <= st.to {
			return s.left + s.unit*(st.at+max(0, year-st.from)/(st.to-st.from)*st.drawn())
		}
	}
	last := s.years[len(s.years)-1]
	return s.left + s.unit*(last.at+last.drawn())
}

// axis draws the line, the years under it as far as they find room, and a slanted pair of strokes where years are left out.
func (s scale) axis(c *canvas, y float64) {
	last := s.years[len(s.years)-1]
	c.put(`<path class="timeline-axis" d="M%s %sH%s" stroke="#47536b" stroke-width="2"/>`, num(s.left), num(y), num(s.x(last.to)))
	taken := math.Inf(-1)
	tick := func(year float64) {
		x := s.x(year)
		if x-taken < 40 {
			return
		}
		taken = x
		c.put(`<path class="timeline-tick" d="M%s %sv7" stroke="#47536b" stroke-width="1"/>`, num(x), num(y))
		c.put(`<text class="timeline-year" x="%s" y="%s" font-size="%s" text-anchor="middle" fill="#47536b">%.0f </text>`, num(max(x, 15)), num(y+20), num(lineFont-0.5), year)
	}
	for _, st := range s.years {
		tick(st.from)
		if st.cut {
			middle := (s.x(st.from) + s.x(st.to)) / 2
			c.put(`<path class="timeline-cut" d="M%s %sl4 -12m4 0l-4 12" stroke="#47536b" stroke-width="1.5"/>`, num(middle-4), num(y+6))
			continue
		}
		for year := st.from + 1; year < st.to; year++ {
			tick(year)
		}
	}
	tick(last.to)
}
