package raster

import "math"

// stroke gives the surfaces that a line of a width covers: one for each piece, corner and end, all turned the same way, so that
// together they are one.
func (l line) stroke(width float64, cap, join string) [][]point {
	points := distinct(l.points)
	if l.closed && len(points) > 1 && near(points[0], points[len(points)-1]) {
		points = points[:len(points)-1]
	}
	half := width / 2
	if len(points) < 2 {
		if cap == "round" && len(points) == 1 {
			return [][]point{disc(points[0], half)}
		}
		return nil
	}
	var out [][]point
	n := len(points)
	pieces := n - 1
	if l.closed && n > 2 {
		pieces = n
	}
	for i := range pieces {
		a, b := points[i], points[(i+1)%n]
		if cap == "square" && !l.closed {
			u := unit(a, b)
			if i == 0 {
				a = point{a.x - u.x*half, a.y - u.y*half}
			}
			if i == pieces-1 {
				b = point{b.x + u.x*half, b.y + u.y*half}
			}
		}
		out = append(out, piece(a, b, half))
	}
	for i := range n {
		if (i == 0 || i == n-1) && pieces < n {
			if cap == "round" {
				out = append(out, disc(points[i], half))
			}
			continue
		}
		if join == "round" {
			out = append(out, disc(points[i], half))
			continue
		}
		out = append(out, corner(points[(i+n-1)%n], points[i], points[(i+1)%n], half, join))
	}
	return out
}

func near(a, b point) bool { return math.Hypot(a.x-b.x, a.y-b.y) < 1e-6 }

// distinct leaves out points that repeat the one before.
func distinct(points []point) []point {
	var out []point
	for _, p := range points {
		if len(out) == 0 || !near(out[len(out)-1], p) {
			out = append(out, p)
		}
	}
	return out
}

func unit(a, b point) point {
	long := math.Hypot(b.x-a.x, b.y-a.y)
	return point{(b.x - a.x) / long, (b.y - a.y) / long}
}

func piece(a, b point, half float64) []point {
	u := unit(a, b)
	n := point{-u.y * half, u.x * half}
	return turned([]point{{a.x + n.x, a.y + n.y}, {b.x + n.x, b.y + n.y}, {b.x - n.x, b.y - n.y}, {a.x - n.x, a.y - n.y}})
}

// corner fills the gap between two pieces on the outside: to a point as far as SVG's usual limit allows, else cut off.
func corner(before, at, after point, half float64, join string) []point {
	u, v := unit(before, at), unit(at, after)
	cross := u.x*v.y - u.y*v.x
	side := -1.0 // the outside is to the right of a turn to the left
	if cross < 0 {
		side = 1
	}
	a := point{at.x - side*u.y*half, at.y + side*u.x*half}
	b := point{at.x - side*v.y*half, at.y + side*v.x*half}
	const limit = 4
	cosine := -(u.x*v.x + u.y*v.y) // of the angle between the pieces
	sine := math.Sqrt(max(0, (1-cosine)/2))
	if join == "bevel" || sine < 1.0/limit {
		return turned([]point{at, a, b})
	}
	out := point{a.x + b.x - 2*at.x, a.y + b.y - 2*at.y}
	long := math.Hypot(out.x, out.y)
	if long < 1e-9 {
		return turned([]point{at, a, b})
	}
	tip := half / sine
	return turned([]point{at, a, {at.x + out.x/long*tip, at.y + out.y/long*tip}, b})
}

func disc(at point, r float64) []point {
	n := int(max(12, min(64, math.Ceil(r*4))))
	out := make([]point, n)
	for i := range out {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		out[i] = point{at.x + r*cos, at.y + r*sin}
	}
	return out
}

// turned puts a surface's points in the order in which its area is positive.
func turned(points []point) []point {
	area := 0.0
	for i, p := range points {
		q := points[(i+1)%len(points)]
		area += p.x*q.y - q.x*p.y
	}
	if area < 0 {
		for i, j := 0, len(points)-1; i < j; i, j = i+1, j-1 {
			points[i], points[j] = points[j], points[i]
		}
	}
	return points
}

const mostDashes = 20000

// dashed cuts lines into dashes.
func dashed(lines []line, pattern []float64) []line {
	total := 0.0
	for _, d := range pattern {
		if d < 0 {
			return lines
		}
		total += d
	}
	long := 0.0
	for _, l := range lines {
		for i := 1; i < len(l.points); i++ {
			long += math.Hypot(l.points[i].x-l.points[i-1].x, l.points[i].y-l.points[i-1].y)
		}
	}
	if total < 0.1 || long/total > mostDashes {
		return lines
	}
	if len(pattern)%2 == 1 {
		pattern = append(append([]float64(nil), pattern...), pattern...)
	}
	var out []line
	for _, l := range lines {
		points := l.points
		if l.closed && len(points) > 0 {
			points = append(append([]point(nil), points...), points[0])
		}
		out = append(out, dashes(points, pattern)...)
	}
	return out
}

func dashes(points []point, pattern []float64) []line {
	var out []line
	i, left, on := 0, pattern[0], true
	var dash []point
	for k := 1; k < len(points); k++ {
		a, b := points[k-1], points[k]
		long := math.Hypot(b.x-a.x, b.y-a.y)
		if on && len(dash) == 0 {
			dash = []point{a}
		}
		for gone := 0.0; gone < long; {
			step := min(left, long-gone)
			gone += step
			left -= step
			p := point{a.x + (b.x-a.x)*gone/long, a.y + (b.y-a.y)*gone/long}
			if on {
				dash = append(dash, p)
			}
			for left <= 1e-9 {
				if on {
					out = append(out, line{points: dash})
				}
				on = !on
				i = (i + 1) % len(pattern)
				left = pattern[i]
				dash = nil
				if on {
					dash = []point{p}
				}
			}
		}
	}
	if on && len(dash) > 1 {
		out = append(out, line{points: dash})
	}
	return out
}
