package raster

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// point is a point of a drawing, or of the picture.
type point struct{ x, y float64 }

// matrix takes points of an element into the picture: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) apply(p point) point {
	return point{m.a*p.x + m.c*p.y + m.e, m.b*p.x + m.d*p.y + m.f}
}

// then is the matrix that first does n, then m.
func (m matrix) then(n matrix) matrix {
	return matrix{
		a: m.a*n.a + m.c*n.b, b: m.b*n.a + m.d*n.b,
		c: m.a*n.c + m.c*n.d, d: m.b*n.c + m.d*n.d,
		e: m.a*n.e + m.c*n.f + m.e, f: m.b*n.e + m.d*n.f + m.f,
	}
}

// scale is how much larger lengths become.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

// transform reads the attribute of that name.
func transform(s string) (matrix, error) {
	m := matrix{a: 1, d: 1}
	for s = strings.TrimLeft(s, " ,\t\n"); s != ""; s = strings.TrimLeft(s, " ,\t\n") {
		name, rest, ok := strings.Cut(s, "(")
		inner, after, closed := strings.Cut(rest, ")")
		if !ok || !closed {
			return m, fmt.Errorf("read transform %q", s)
		}
		v, err := numbers(inner)
		if err != nil {
			return m, err
		}
		one, err := named(strings.TrimSpace(name), v)
		if err != nil {
			return m, err
		}
		m, s = m.then(one), after
	}
	return m, nil
}

func named(name string, v []float64) (matrix, error) {
	at := func(i int, otherwise float64) float64 {
		if i < len(v) {
			return v[i]
		}
		return otherwise
	}
	switch {
	case name == "translate" && len(v) > 0:
		return matrix{a: 1, d: 1, e: v[0], f: at(1, 0)}, nil
	case name == "scale" && len(v) > 0:
		return matrix{a: v[0], d: at(1, v[0])}, nil
	case name == "rotate" && len(v) > 0:
		sin, cos := math.Sincos(v[0] * math.Pi / 180)
		about := matrix{a: 1, d: 1, e: at(1, 0), f: at(2, 0)}
		back := matrix{a: 1, d: 1, e: -at(1, 0), f: -at(2, 0)}
		return about.then(matrix{a: cos, b: sin, c: -sin, d: cos}).then(back), nil
	case name == "matrix" && len(v) == 6:
		return matrix{v[0], v[1], v[2], v[3], v[4], v[5]}, nil
	}
	return matrix{}, fmt.Errorf("transform %q is not one that is drawn here", name)
}

func numbers(s string) ([]float64, error) {
	var out []float64
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) }) {
		v, err := number(word)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// number reads a length in pixels.
func number(s string) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 1e9 {
		return 0, fmt.Errorf("%q is no length in pixels", s)
	}
	return v, nil
}
