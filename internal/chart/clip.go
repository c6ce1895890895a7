package chart

import "math"

// cut takes a ring in degrees from the map's centre, that may run past the map's edges, and gives its parts between -180 and 180.
func cut(ring []vec) [][]vec {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range ring {
		low, high = min(low, p.x), max(high, p.x)
	}
	var parts [][]vec
	for turn := -720.0; turn <= 720; turn += 360 {
		if high+turn <= -180 || low+turn >= 180 {
			continue
		}
		part := make([]vec, len(ring))
		for i, p := range ring {
			part[i] = vec{p.x + turn, p.y}
		}
		part = clipHalf(part, func(p vec) float64 { return p.x + 180 })
		part = clipHalf(part, func(p vec) float64 { return 180 - p.x })
		if len(part) > 2 {
			parts = append(parts, part)
		}
	}
	return parts
}

// box is a rectangle in pixels.
type box struct{ left, top, right, bottom float64 }

func (b box) overlaps(o box) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}

func (b box) inside(o box) bool {
	return b.left >= o.left && b.right <= o.right && b.top >= o.top && b.bottom <= o.bottom
}

func (b box) holds(p vec) bool {
	return p.x >= b.left && p.x <= b.right && p.y >= b.top && p.y <= b.bottom
}

func (b box) grown(by float64) box {
	return box{b.left - by, b.top - by, b.right + by, b.bottom + by}
}

// clip gives what of a ring lies in a rectangle.
func clip(ring []vec, b box) []vec {
	within, without := true, [4]bool{true, true, true, true}
	for _, p := range ring {
		within = within && b.holds(p)
		without[0] = without[0] && p.x < b.left
		without[1] = without[1] && p.x > b.right
		without[2] = without[2] && p.y < b.top
		without[3] = without[3] && p.y > b.bottom
	}
	switch {
	case within:
		return ring
	case without[0], without[1], without[2], without[3]:
		return nil
	}
	ring = clipHalf(ring, func(p vec) float64 { return p.x - b.left })
	ring = clipHalf(ring, func(p vec) float64 { return b.right - p.x })
	ring = clipHalf(ring, func(p vec) float64 { return p.y - b.top })
	return clipHalf(ring, func(p vec) float64 { return b.bottom - p.y })
}

// clipHalf is one side of Sutherland and Hodgman's clipping: what is kept is where the depth is not negative.
func clipHalf(ring []vec, depth func(vec) float64) []vec {
	var kept []vec
	for i, p := range ring {
		q := ring[(i+len(ring)-1)%len(ring)]
		dp, dq := depth(p), depth(q)
		if (dp >= 0) != (dq >= 0) {
			t := dp / (dp - dq)
			kept = append(kept, vec{p.x + t*(q.x-p.x), p.y + t*(q.y-p.y)})
		}
		if dp >= 0 {
			kept = append(kept, p)
		}
	}
	return kept
}
