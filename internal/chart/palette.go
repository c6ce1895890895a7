package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Palette is the colours of an office, written "#0b5394". What is no colour gives our own.
type Palette struct {
	Accent string // of what is drawn first
	Deep   string // dark: of home, of totals
	Mark   string // of what is set against the accent
}

// colour is a colour of the screen, each part from 0 to 1.
type colour struct{ r, g, b float64 }

const (
	inkText   = "#14213d"
	mutedText = "#47536b"
	ruleLine  = "#8591a5"
	faintLine = "#d5dbe3"
)

func white() colour { return colour{1, 1, 1} }

func (p Palette) accent() colour {
	return parseColour(p.Accent, colour{0x0b / 255.0, 0x53 / 255.0, 0x94 / 255.0})
}
func (p Palette) deep() colour {
	return parseColour(p.Deep, colour{0x0b / 255.0, 0x25 / 255.0, 0x45 / 255.0})
}
func (p Palette) mark() colour {
	return parseColour(p.Mark, colour{0xd9 / 255.0, 0x8e / 255.0, 0x04 / 255.0})
}

// sea and bright are tints of the accent, for the ground of maps and the countries that they bring out.
func (p Palette) sea() string    { return p.accent().mixed(white(), 0.93).hex() }
func (p Palette) bright() string { return p.accent().mixed(white(), 0.64).hex() }

// line is a colour for strokes: what of the accent is dark enough to be seen on white.
func (p Palette) line() string { return p.accent().seen().hex() }

func parseColour(s string, otherwise colour) colour {
	s = strings.TrimPrefix(strings.TrimSpace(s), "#")
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return otherwise
	}
	return colour{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}
}

func (c colour) hex() string {
	part := func(v float64) int { return int(math.Round(max(0, min(1, v)) * 255)) }
	return fmt.Sprintf("#%02x%02x%02x", part(c.r), part(c.g), part(c.b))
}

func (c colour) mixed(with colour, share float64) colour {
	return colour{c.r + (with.r-c.r)*share, c.g + (with.g-c.g)*share, c.b + (with.b-c.b)*share}
}

// luminance is the relative luminance of WCAG 2.2.
func (c colour) luminance() float64 {
	linear := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}

// contrast is that of WCAG 2.2, from 1 to 21.
func (c colour) contrast(with colour) float64 {
	a, b := c.luminance(), with.luminance()
	return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

// lightness is L* of CIE Lab, from 0 to 100: what remains of a colour in print without colours, and to any eye.
func (c colour) lightness() float64 {
	y := c.luminance()
	if y <= 216.0/24389 {
		return y * 24389 / 27
	}
	return 116*math.Cbrt(y) - 16
}

// lit is the colour made lighter or darker until it has a lightness.
func (c colour) lit(want float64) colour {
	towards := white()
	if c.lightness() > want {
		towards = colour{}
	}
	low, high := 0.0, 1.0
	for range 24 {
		middle := (low + high) / 2
		if (c.mixed(towards, middle).lightness() < want) == (towards == white()) {
			low = middle
		} else {
			high = middle
		}
	}
	return c.mixed(towards, high)
}

// seen is the colour, darker where it would not stand out from white: 3 to 1, as WCAG asks of graphics.
func (c colour) seen() colour {
	for l := c.lightness(); c.contrast(white()) < 3; l -= 2 {
		c = c.lit(l - 2)
	}
	return c
}

// on is a colour for text on this one: white, our ink, or black, the first that reads well.
func (c colour) on() string {
	ink := parseColour(inkText, colour{})
	switch {
	case c.contrast(white()) >= 4.5:
		return "#ffffff"
	case c.contrast(ink) >= 4.5:
		return inkText
	default:
		return "#000000"
	}
}

// style is how one series is told from the others: by lightness and pattern in surfaces, by shape and dashes on lines, and by its
// name beside it.
type style struct {
	fill    colour
	pattern int
	shape   int
	dash    string
}

const lightnessApart = 9.0

// styles gives each of a number of series its own. Six colours, apart in lightness, come again with other patterns.
func (p Palette) styles(n int) []style {
	accent, deep, mark := p.accent(), p.deep(), p.mark()
	colours := []colour{accent, mark, deep, accent.mixed(white(), 0.62), mark.mixed(colour{}, 0.45), mark.mixed(white(), 0.72)}
	for i := range colours {
		colours[i] = apart(colours[i], colours[:i])
	}
	dashes := []string{"", "7 4", "2 3", "10 3 2 3", "4 2", "1 4"}
	out := make([]style, n)
	for i := range out {
		round := i / len(colours)
		out[i] = style{
			fill: colours[i%len(colours)], pattern: ([]int{0, 1, 0, 2, 3, 4}[i%len(colours)] + round) % patterns,
			shape: (i + round) % 6, dash: dashes[(i+round)%len(dashes)],
		}
	}
	return out
}

// apart moves a colour's lightness as little as it takes to be told from others without colour.
func apart(c colour, others []colour) colour {
	at := c.lightness()
	clear := func(l float64) bool {
		for _, o := range others {
			if math.Abs(o.lightness()-l) < lightnessApart {
				return false
			}
		}
		return l >= 12 && l <= 90
	}
	for step := 0.0; step < 90; step++ {
		for _, l := range []float64{at + step, at - step} {
			if clear(l) {
				if step == 0 {
					return c
				}
				return c.lit(l)
			}
		}
	}
	return c
}

// edge is the outline of a surface too light to stand out from white by itself.
func (s style) edge() string {
	if s.fill.contrast(white()) >= 3 {
		return ""
	}
	return fmt.Sprintf(` stroke="%s" stroke-width="1"`, s.fill.seen().hex())
}

// stroke is the colour of a line.
func (s style) stroke() string { return s.fill.seen().hex() }
