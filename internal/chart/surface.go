package chart

import (
	"math"
	"strings"
)

// surface draws a rectangle in the style of its series: colour, outline where the colour is light, and pattern.
func (c *canvas) surface(s style, b box) {
	width, height := b.right-b.left, b.bottom-b.top
	if width <= 0 || height <= 0 {
		return
	}
	c.put(`<rect class="chart-mark" x="%s" y="%s" width="%s" height="%s" fill="%s"%s/>`,
		num(b.left), num(b.top), num(max(0.5, width)), num(max(0.5, height)), s.fill.hex(), s.edge())
	if d := hatch(b, s.pattern); d != "" {
		over, opacity := s.fill.on(), ".38"
		c.put(`<path class="chart-hatch" d="%s" fill="none" stroke="%s" stroke-width="1.1" stroke-opacity="%s"/>`, d, over, opacity)
	}
}

// patterns is how many patterns there are, none among them.
const patterns = 5

// hatch gives the lines of a pattern inside a rectangle, cut at its edges: a pattern element would not be drawn by every reader.
func hatch(b box, pattern int) string {
	const gap = 6.0
	var d strings.Builder
	switch pattern {
	case 1: // slanted up
		slanted(&d, b, gap, 1)
	case 2: // level
		for y := b.top + gap/2; y < b.bottom; y += gap {
			d.WriteString("M" + num(b.left) + " " + num(y) + "H" + num(b.right))
		}
	case 3: // slanted down
		slanted(&d, b, gap, -1)
	case 4: // crossed
		slanted(&d, b, gap+2, 1)
		slanted(&d, b, gap+2, -1)
	}
	return d.String()
}

// slanted draws lines at 45 degrees: of all points on one, x plus or minus y is the same.
func slanted(d *strings.Builder, b box, gap, way float64) {
	from, to := b.left+way*b.top, b.right+way*b.bottom
	if way < 0 {
		from, to = b.left-b.bottom, b.right-b.top
	}
	step := gap * math.Sqrt2
	for k := math.Ceil(from/step) * step; k < to; k += step {
		y1, y2 := b.top, b.bottom
		x1, x2 := k-way*y1, k-way*y2
		clipTo := func(x, y *float64) {
			if *x < b.left {
				*x, *y = b.left, (k-b.left)*way
			}
			if *x > b.right {
				*x, *y = b.right, (k-b.right)*way
			}
		}
		clipTo(&x1, &y1)
		clipTo(&x2, &y2)
		if math.Hypot(x1-x2, y1-y2) > 1 {
			d.WriteString("M" + num(x1) + " " + num(y1) + "L" + num(x2) + " " + num(y2))
		}
	}
}

// shape draws the mark of a series on a line.
func (c *canvas) shape(s style, at vec, r float64) {
	fill := s.stroke()
	square := [][2]float64{{-r, -r}, {r, -r}, {r, r}, {-r, r}}
	switch s.shape {
	case 1:
		c.WriteString(polygon(at, fill, square, 0.9))
	case 2:
		c.WriteString(polygon(at, fill, [][2]float64{{0, -r}, {r, r * 0.8}, {-r, r * 0.8}}, 1.2))
	case 3:
		c.WriteString(polygon(at, fill, [][2]float64{{0, -r}, {r, 0}, {0, r}, {-r, 0}}, 1.3))
	case 4:
		c.WriteString(polygon(at, fill, [][2]float64{{-r, -r * 0.8}, {r, -r * 0.8}, {0, r}}, 1.2))
	case 5:
		c.put(`<circle cx="%s" cy="%s" r="%s" fill="#fff" stroke="%s" stroke-width="2"/>`, num(at.x), num(at.y), num(r), fill)
	default:
		c.put(`<circle cx="%s" cy="%s" r="%s" fill="%s" stroke="#fff" stroke-width="1"/>`, num(at.x), num(at.y), num(r), fill)
	}
}

// words is text on a drawing; more gives further attributes.
func (c *canvas) words(at vec, side string, size float64, fill, more, text string) {
	anchor := ""
	if side != "start" && side != "" {
		anchor = ` text-anchor="` + side + `"`
	}
	// The space at the end is not drawn: it keeps words apart for those who copy them or hear them.
	c.put(`<text x="%s" y="%s"%s font-size="%s" fill="%s"%s>%s </text>`, num(at.x), num(at.y), anchor, num(size), fill, more, esc(text))
}

const (
	bold = ` font-weight="600"`
	halo = ` stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"` // keeps text legible over lines
	rise = 0.36                                                                           // from the middle of a text to its base line, in sizes
)

// key is a legend of series: a swatch of each with its name, in as many rows as the width asks for.
type key struct {
	lines  [][]string
	places []vec
	height float64
}

const keySize = 12.0

func newKey(names []string, width float64) key {
	k := key{}
	at, row := vec{0, 0}, 0.0
	for _, name := range names {
		lines := wrap(name, keySize, max(40, width-30), 3)
		widest := 0.0
		for _, l := range lines {
			widest = max(widest, textWidth(l, keySize))
		}
		if at.x > 0 && at.x+22+widest > width {
			at = vec{0, at.y + row + 6}
			row = 0
		}
		k.lines, k.places = append(k.lines, lines), append(k.places, at)
		row = max(row, float64(len(lines))*keySize*lineHeight)
		at.x += 22 + widest + 18
	}
	if len(names) > 0 {
		k.height = at.y + row + 12
	}
	return k
}

func (k key) draw(c *canvas, styles []style, swatch func(style, vec)) {
	for i, at := range k.places {
		swatch(styles[i], vec{at.x + 7, at.y + keySize*0.62})
		for j, line := range k.lines[i] {
			c.words(vec{at.x + 22, at.y + keySize + float64(j)*keySize*lineHeight}, "start", keySize, inkText, "", line)
		}
	}
}
