package record

import (
	"math"
	"strconv"
	"strings"
)

// Theme is the look of an office's site. Other tints are derived from these, so that text stays legible on all of them.
type Theme struct {
	Brand  string `json:"brand,omitzero" vis:"public"`  // links, buttons and the header: "#0b5394"
	Accent string `json:"accent,omitzero" vis:"public"` // rules and marks, never text
}

// RGB is a colour of the sRGB space.
type RGB [3]uint8

// ParseRGB reads "#0b5394".
func ParseRGB(s string) (RGB, bool) {
	hex, ok := strings.CutPrefix(s, "#")
	n, err := strconv.ParseUint(hex, 16, 32)
	if !ok || len(hex) != 6 || err != nil {
		return RGB{}, false
	}
	return RGB{uint8(n >> 16), uint8(n >> 8), uint8(n)}, true
}

// Contrast is the ratio of the luminance of two colours, 1 to 21 (WCAG 2.2, relative luminance).
func (c RGB) Contrast(with RGB) float64 {
	a, b := c.luminance(), with.luminance()
	return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

func (c RGB) luminance() float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}

// Needed contrasts of a theme's colours: text on the site's palest ground (WCAG 2.2, 1.4.3, with the ground a little
// darker than white), and marks on white (1.4.11).
const (
	brandContrast  = 5.0
	accentContrast = 2.0 // the accent is decoration only: it must be seen, nothing is told by it alone
)

// theme holds that a brand colour can be read as text on white, and that an accent can be seen.
func (c *Checker) theme(t Theme) {
	c.colours([]colour{{"theme.brand", t.Brand, brandContrast}, {"theme.accent", t.Accent, accentContrast}})
}

// colour is a colour of a field with the contrast that it needs against white.
type colour struct {
	field, value string
	needed       float64
}

func (c *Checker) colours(list []colour) {
	white := RGB{255, 255, 255}
	for _, x := range list {
		if x.value == "" {
			continue
		}
		colour, ok := ParseRGB(x.value)
		switch {
		case !ok:
			c.Add(x.field, "bad_colour", "value", x.value)
		case colour.Contrast(white) < x.needed:
			c.Add(x.field, "colour_too_pale", "value", x.value)
		}
	}
}
