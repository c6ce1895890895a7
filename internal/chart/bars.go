package chart

import (
	"math"
	"slices"
)

// Bar is one line of a bar chart.
type Bar struct {
	Label string
	Value float64 // its length; below zero or not a number is none
	Text  string  // the value as it is read: "4 066,13 $"
	URL   string  // where the value is explained; without one the line is no link
}

const (
	barFont   = 14.0
	barHeight = 18.0
	barPad    = 8.0
	// lineHeight is that of a label on several lines, in sizes of its text.
	lineHeight = 1.25
)

// BarChart is lines of one value each.
type BarChart struct {
	Lang, Title, Desc string
	Width             float64
	Palette           Palette
	Bars              []Bar
}

// Bars draws horizontal bars in our own colours.
func Bars(title, desc string, width float64, bars []Bar) []byte {
	return BarChart{Title: title, Desc: desc, Width: width, Bars: bars}.Draw()
}

// Draw draws horizontal bars, each with its value written at its end, in the order given.
func (d BarChart) Draw() []byte {
	title, desc, width, bars := d.Title, d.Desc, d.Width, d.Bars
	labels := min(0.42*width, widest(bars, func(b Bar) string { return b.Label })+12)
	values := min(0.3*width, widest(bars, func(b Bar) string { return b.Text })+10)
	room := max(10, width-labels-values)
	most := 0.0
	for _, b := range bars {
		most = max(most, length(b))
	}
	heights := make([]float64, len(bars))
	lines := make([][]string, len(bars))
	total := 0.0
	for i, b := range bars {
		lines[i] = wrap(b.Label, barFont, labels-12, 3)
		heights[i] = max(barHeight+2*barPad, float64(len(lines[i]))*barFont*lineHeight+barPad)
		total += heights[i]
	}
	var c canvas
	c.open(drawing{
		id: identity("bars", title, desc, width, bars), class: "bars", lang: d.Lang, title: title, desc: desc, width: width, height: max(total, 1),
		links: slices.ContainsFunc(bars, func(b Bar) bool { return href(b.URL) != "" }),
	})
	c.put(`<path class="bars-axis" d="M%s 0V%s" stroke="#8591a5" stroke-width="1"/>`, num(labels), num(total))
	top := 0.0
	for i, b := range bars {
		long := 0.0
		if most > 0 {
			long = length(b) / most * room
		}
		c.bar(b, lines[i], box{0, top, width, top + heights[i]}, labels, long, d.Palette.line())
		top += heights[i]
	}
	c.WriteString("</svg>")
	return []byte(c.String())
}

func (c *canvas) bar(b Bar, lines []string, row box, start, long float64, fill string) {
	address, end := href(b.URL), "</g>"
	if address == "" {
		c.put(`<g class="bars-row"><title>%s</title>`, esc(b.Label+" "+b.Text))
	} else {
		c.put(`<a class="bars-row" href="%s" aria-label="%s"><title>%s</title>`, esc(address), esc(b.Label+" "+b.Text), esc(b.Label+" "+b.Text))
		// The whole line can be pressed, not its letters only.
		c.put(`<rect x="0" y="%s" width="%s" height="%s" fill="none" pointer-events="all"/>`, num(row.top), num(row.right), num(row.bottom-row.top))
		end = "</a>"
	}
	middle := (row.top + row.bottom) / 2
	y := middle - float64(len(lines)-1)*barFont*lineHeight/2 + barFont*0.36
	for i, line := range lines {
		// The space at the end is not drawn: it keeps words apart for those who hear the line.
		c.put(`<text class="bars-label" x="%s" y="%s" font-size="%s" text-anchor="end" fill="#14213d">%s </text>`,
			num(start-8), num(y+float64(i)*barFont*lineHeight), num(barFont), esc(line))
	}
	if long > 0 {
		c.put(`<rect class="bars-bar" x="%s" y="%s" width="%s" height="%s" fill="%s"/>`, num(start), num(middle-barHeight/2), num(max(1, long)), num(barHeight), fill)
	}
	c.put(`<text class="bars-value" x="%s" y="%s" font-size="%s" font-weight="600" fill="#14213d">%s</text>`,
		num(start+long+6), num(middle+barFont*0.36), num(barFont), esc(b.Text))
	c.WriteString(end)
}

func length(b Bar) float64 {
	if math.IsNaN(b.Value) || math.IsInf(b.Value, 0) || b.Value < 0 {
		return 0
	}
	return b.Value
}

func widest(bars []Bar, text func(Bar) string) float64 {
	most := 0.0
	for _, b := range bars {
		most = max(most, textWidth(text(b), barFont))
	}
	return most
}
