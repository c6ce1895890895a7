package extract

import "math"

// matrix is a transformation as PDF writes it.
type matrix [6]float64

func identity() matrix { return matrix{1, 0, 0, 1, 0, 0} }

func matrixOf(n []float64) matrix {
	if len(n) != 6 {
		return identity()
	}
	return matrix(n)
}

func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// state is what q saves and Q brings back.
type state struct {
	ctm                        matrix
	font                       *font
	size, charSpace, wordSpace float64
	leading, stretch           float64
}

// layout knows where the next letter is painted, and where the last one ended: where words and lines part shows in the places
// of letters as often as in spaces.
type layout struct {
	state
	saved    []state
	tm, line matrix
	end      *place
}

type place struct{ x, y, dirX, dirY, size float64 }

// begin is a new page.
func (l *layout) begin() {
	*l = layout{state: state{ctm: identity(), font: &font{}, stretch: 1}, tm: identity(), line: identity()}
}

func (l *layout) move(x, y float64) {
	l.line = matrix{1, 0, 0, 1, x, y}.mul(l.line)
	l.tm = l.line
}

func (l *layout) shift(x float64) { l.tm = matrix{1, 0, 0, 1, x, 0}.mul(l.tm) }

// here is where the next letter goes on the page.
func (l *layout) here() place {
	m := l.tm.mul(l.ctm)
	p := place{x: m[4], y: m[5], dirX: m[0], dirY: m[1]}
	if n := math.Hypot(m[0], m[1]); n > 0 {
		p.dirX, p.dirY = m[0]/n, m[1]/n
	}
	p.size = math.Abs(l.size) * math.Hypot(m[2], m[3])
	return p
}

// Parts of the size of letters.
const (
	newLine = 0.45 // up or down: another line
	newWord = 0.17 // along the line: another word
	farBack = 0.8  // backwards: another column, or a line without its own height
)

// show paints a text.
func (l *layout) show(t *writer, raw string) {
	for code := range l.font.codes(raw) {
		at := l.here()
		l.part(t, at)
		t.add(code.text)
		if code.blank() {
			t.space()
		}
		w := code.width*l.size + l.charSpace
		if code.space {
			w += l.wordSpace
		}
		l.shift(w * l.stretch)
		now := l.here()
		now.size = at.size
		l.end = &now
	}
}

// part notes whether a word or a line has ended before the letter at a place.
func (l *layout) part(t *writer, at place) {
	if l.end == nil {
		return
	}
	dx, dy := at.x-l.end.x, at.y-l.end.y
	along := dx*l.end.dirX + dy*l.end.dirY
	across := math.Abs(dx*l.end.dirY - dy*l.end.dirX)
	size := max(at.size, l.end.size)
	switch {
	case size == 0 || math.IsNaN(along) || math.IsNaN(across):
	case across > newLine*size:
		t.wrap()
	case along < -farBack*size:
		t.wrap()
	case along > newWord*size:
		t.space()
	}
}
