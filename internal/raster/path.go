package raster

import (
	"fmt"
	"math"
	"strconv"
)

// line is a run of points, as a path's part between two moves.
type line struct {
	points []point
	closed bool
}

// pen follows a path and leaves lines, its curves broken into pieces that the eye takes for one.
type pen struct {
	lines   []line
	at      point
	control point // of the last curve, for the ones that go on smoothly
	curve   byte
	step    float64 // length of a piece, in the units of the path
}

func (p *pen) move(to point) {
	p.lines = append(p.lines, line{points: []point{to}})
	p.at = to
}

func (p *pen) line(to point) {
	if len(p.lines) == 0 || p.lines[len(p.lines)-1].closed {
		p.move(p.at)
	}
	last := &p.lines[len(p.lines)-1]
	last.points = append(last.points, to)
	p.at = to
}

func (p *pen) close() {
	if len(p.lines) == 0 {
		return
	}
	last := &p.lines[len(p.lines)-1]
	last.closed = true
	p.at = last.points[0]
}

func (p *pen) pieces(points ...point) int {
	long := 0.0
	for i := 1; i < len(points); i++ {
		long += math.Hypot(points[i].x-points[i-1].x, points[i].y-points[i-1].y)
	}
	return int(max(2, min(64, math.Ceil(long/p.step))))
}

func (p *pen) quad(c, to point) {
	from := p.at
	n := p.pieces(from, c, to)
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		p.line(point{u*u*from.x + 2*u*t*c.x + t*t*to.x, u*u*from.y + 2*u*t*c.y + t*t*to.y})
	}
}

func (p *pen) cubic(c1, c2, to point) {
	from := p.at
	n := p.pieces(from, c1, c2, to)
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		p.line(point{
			u*u*u*from.x + 3*u*u*t*c1.x + 3*u*t*t*c2.x + t*t*t*to.x,
			u*u*u*from.y + 3*u*u*t*c1.y + 3*u*t*t*c2.y + t*t*t*to.y,
		})
	}
}

// takes says how many numbers each command takes.
func takes(command byte) (int, bool) {
	switch command | 0x20 {
	case 'm', 'l', 't':
		return 2, true
	case 'h', 'v':
		return 1, true
	case 'q', 's':
		return 4, true
	case 'c':
		return 6, true
	case 'z':
		return 0, true
	}
	return 0, false
}

// pathData reads the d attribute of a path. Elliptic arcs are not among what is drawn here.
func pathData(d string, step float64) ([]line, error) {
	p := &pen{step: step}
	r := reader{s: d}
	var command byte
	for {
		c, more := r.command(command)
		if !more {
			return p.lines, nil
		}
		n, ok := takes(c)
		if !ok {
			return nil, fmt.Errorf("path command %q is not one that is drawn here", c)
		}
		var v [6]float64
		for i := range n {
			x, err := r.number()
			if err != nil {
				return nil, err
			}
			v[i] = x
		}
		p.do(c, v)
		command = c
		switch c { // further pairs after a move are lines
		case 'm':
			command = 'l'
		case 'M':
			command = 'L'
		}
	}
}

func (p *pen) do(c byte, v [6]float64) {
	base := point{}
	if c >= 'a' {
		base = p.at
	}
	at := func(i int) point { return point{base.x + v[i], base.y + v[i+1]} }
	kind := c | 0x20
	switch kind {
	case 'm':
		p.move(at(0))
	case 'l':
		p.line(at(0))
	case 'h':
		p.line(point{base.x + v[0], p.at.y})
	case 'v':
		p.line(point{p.at.x, base.y + v[0]})
	case 'q':
		p.control = at(0)
		p.quad(at(0), at(2))
	case 't':
		p.control = p.mirrored('q')
		p.quad(p.control, at(0))
		kind = 'q'
	case 'c':
		p.control = at(2)
		p.cubic(at(0), at(2), at(4))
	case 's':
		first := p.mirrored('c')
		p.control = at(0)
		p.cubic(first, at(0), at(2))
		kind = 'c'
	case 'z':
		p.close()
	}
	p.curve = kind
}

// mirrored is the control point that goes on smoothly from a curve of a kind.
func (p *pen) mirrored(kind byte) point {
	if p.curve != kind {
		return p.at
	}
	return point{2*p.at.x - p.control.x, 2*p.at.y - p.control.y}
}

// reader reads the numbers of a path, which need no space between them.
type reader struct {
	s string
	i int
}

func (r *reader) skip() {
	for r.i < len(r.s) && (r.s[r.i] == ' ' || r.s[r.i] == ',' || r.s[r.i] == '\n' || r.s[r.i] == '\t' || r.s[r.i] == '\r') {
		r.i++
	}
}

// command gives the next command: the one written, or the last one again where numbers go on.
func (r *reader) command(last byte) (byte, bool) {
	r.skip()
	if r.i >= len(r.s) {
		return 0, false
	}
	c := r.s[r.i]
	if c|0x20 >= 'a' && c|0x20 <= 'z' {
		r.i++
		return c, true
	}
	if last|0x20 == 'z' || last == 0 {
		r.i++
		return '?', true
	}
	return last, true
}

func (r *reader) number() (float64, error) {
	r.skip()
	start, dot, exponent := r.i, false, false
	for ; r.i < len(r.s); r.i++ {
		c := r.s[r.i]
		switch {
		case c >= '0' && c <= '9':
		case (c == '-' || c == '+') && (r.i == start || r.s[r.i-1]|0x20 == 'e'):
		case c == '.' && !dot && !exponent:
			dot = true
		case c|0x20 == 'e' && r.i > start && !exponent:
			exponent = true
		default:
			return parse(r.s[start:r.i])
		}
	}
	return parse(r.s[start:r.i])
}

func parse(s string) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 1e9 {
		return 0, fmt.Errorf("%q is no number of a path", s)
	}
	return v, nil
}

// rounded is a rectangle, its corners rounded.
func rounded(x, y, w, h, r, step float64) []line {
	p := &pen{step: step}
	r = max(0, min(r, w/2, h/2))
	const k = 0.5522847498 // of a quarter of a circle
	p.move(point{x + r, y})
	p.line(point{x + w - r, y})
	if r > 0 {
		p.cubic(point{x + w - r + k*r, y}, point{x + w, y + r - k*r}, point{x + w, y + r})
	}
	p.line(point{x + w, y + h - r})
	if r > 0 {
		p.cubic(point{x + w, y + h - r + k*r}, point{x + w - r + k*r, y + h}, point{x + w - r, y + h})
	}
	p.line(point{x + r, y + h})
	if r > 0 {
		p.cubic(point{x + r - k*r, y + h}, point{x, y + h - r + k*r}, point{x, y + h - r})
	}
	p.line(point{x, y + r})
	if r > 0 {
		p.cubic(point{x, y + r - k*r}, point{x + r - k*r, y}, point{x + r, y})
	}
	p.close()
	return p.lines
}
