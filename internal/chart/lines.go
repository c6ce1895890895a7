package chart

import (
	"math"
	"slices"
)

// Lines is how numbers went over time, a line each, with its name and last value at its end. Its shapes and dashes tell the lines
// apart without colour.
type Lines struct {
	Lang, Title, Desc string
	Width             float64 // in pixels; PrintWidth without one
	Palette           Palette
	Labels            []string // of the moments, in their order
	Series            []Series
	Number            func(float64) string // as the language writes numbers
}

const (
	pointRadius  = 3.6
	fewPoints    = 48 // up to so many points every value is written where it finds room
	markedPoints = 8.0
	endLine      = labelSize * 1.2
)

// lineChart is Lines with everything in its place.
type lineChart struct {
	*columns
	plot  box
	ticks []float64
	ends  []lineEnd
}

// lineEnd is what stands at the end of a line: its name, on as many lines as it takes, and its last value.
type lineEnd struct {
	series int
	words  []string
	at     vec // of the last point
	y      float64
	known  bool
}

// Draw draws the chart.
func (l Lines) Draw() []byte {
	p := Columns{
		Lang: l.Lang, Title: l.Title, Desc: l.Desc, Width: l.Width, Palette: l.Palette, Labels: l.Labels, Series: l.Series, Number: l.Number,
	}.plan()
	g := &lineChart{columns: p}
	g.lay()
	something, height := len(p.Labels) > 0 && len(p.Series) > 0, 1.0
	if something {
		height = g.plot.bottom + 30
	}
	var c canvas
	c.open(drawing{
		id: identity("lines", p.Title, p.Desc, p.Width, p.Labels, p.values, p.texts), class: "chart chart-lines", lang: p.Lang,
		title: p.Title, desc: p.Desc, width: p.Width, height: height,
	})
	if something {
		g.axes(&c)
		for s := range p.Series {
			g.line(&c, s)
		}
		g.names(&c)
		g.written(&c)
	}
	c.WriteString("</svg>")
	return []byte(c.String())
}

// lay finds the room of the plot between the scale on its left and the names on its right.
func (g *lineChart) lay() {
	g.ticks = ticks(g.low, g.high, 5, wholes(g.values))
	g.low, g.high = g.ticks[0], g.ticks[len(g.ticks)-1]
	left := 0.0
	for _, t := range g.ticks {
		left = max(left, textWidth(g.Number(t), labelSize-1))
	}
	left = min(left, 0.25*g.Width)
	right, lines := 0.0, 0.0
	for s := range g.Series {
		e := g.end(s)
		for _, w := range e.words {
			right = max(right, textWidth(w, labelSize)*1.05)
		}
		lines += float64(len(e.words))*endLine + 4
		g.ends = append(g.ends, e)
	}
	g.plot = box{left + 8, 14, max(left+60, g.Width-right-18), 14 + max(lines, max(170, min(320, 0.42*g.Width)))}
	for i := range g.ends {
		e := &g.ends[i]
		if last := g.last(e.series); last >= 0 {
			e.at, e.known = g.point(e.series, last), true
		} else {
			e.at = vec{g.plot.right, g.y(0)}
		}
	}
	g.part()
}

// end is the name of a line with its last value, as narrow as a third of the drawing.
func (g *lineChart) end(s int) lineEnd {
	said := g.Series[s].Name
	if last := g.last(s); last >= 0 {
		said += " " + g.texts[s][last]
	}
	return lineEnd{series: s, words: wrap(said, labelSize, max(70, 0.3*g.Width), 4)}
}

func (g *lineChart) last(s int) int {
	for i, v := range slices.Backward(g.values[s]) {
		if finite(v) {
			return i
		}
	}
	return -1
}

// part moves names at the ends apart, each as high as its lines.
func (g *lineChart) part() {
	order := make([]*lineEnd, len(g.ends))
	for i := range g.ends {
		order[i] = &g.ends[i]
	}
	slices.SortStableFunc(order, func(a, b *lineEnd) int {
		switch {
		case a.at.y < b.at.y:
			return -1
		case a.at.y > b.at.y:
			return 1
		}
		return 0
	})
	tall := func(e *lineEnd) float64 { return float64(len(e.words))*endLine + 4 }
	floor := g.plot.top - 8
	for _, e := range order {
		e.y = max(e.at.y-tall(e)/2, floor)
		floor = e.y + tall(e)
	}
	ceiling := g.plot.bottom + 8
	for _, e := range slices.Backward(order) {
		e.y = min(e.y, ceiling-tall(e))
		ceiling = e.y
	}
}

func (g *lineChart) x(i int) float64 {
	if len(g.Labels) == 1 {
		return g.plot.right - 6
	}
	return g.plot.left + 6 + float64(i)/float64(len(g.Labels)-1)*(g.plot.right-g.plot.left-12)
}

func (g *lineChart) y(v float64) float64 {
	return g.plot.bottom - (v-g.low)/(g.high-g.low)*(g.plot.bottom-g.plot.top)
}

func (g *lineChart) point(s, i int) vec { return vec{g.x(i), g.y(g.values[s][i])} }

// axes draws the scale, and as many labels below as find room.
func (g *lineChart) axes(c *canvas) {
	for _, t := range g.ticks {
		colour := faintLine
		if t == 0 {
			colour = mutedText
		}
		c.put(`<path class="chart-grid" d="M%s %sH%s" fill="none" stroke="%s" stroke-width="1"/>`, num(g.plot.left), num(g.y(t)), num(g.plot.right), colour)
		c.words(vec{g.plot.left - 6, g.y(t) + labelSize*rise}, "end", labelSize-1, mutedText, "", shorten(g.Number(t), labelSize-1, 0.25*g.Width))
	}
	const widest = 110.0
	free := math.Inf(-1)
	for i, label := range g.Labels {
		text := shorten(label, labelSize, widest)
		half := textWidth(text, labelSize) / 2
		x := max(half, min(g.Width-half, g.x(i)))
		if text == "" || x-half < free+8 {
			continue
		}
		free = x + half
		c.put(`<path class="chart-tick" d="M%s %sv5" fill="none" stroke="%s" stroke-width="1"/>`, num(g.x(i)), num(g.plot.bottom), ruleLine)
		c.words(vec{x, g.plot.bottom + 8 + labelSize}, "middle", labelSize, inkText, "", text)
	}
}

// line draws one line with its points, broken where a value is not known.
func (g *lineChart) line(c *canvas, s int) {
	style := g.styles[s]
	var d canvas
	open := false
	for i, v := range g.values[s] {
		if !finite(v) {
			open = false
			continue
		}
		lead := "L"
		if !open {
			lead = "M"
		}
		open = true
		at := g.point(s, i)
		d.WriteString(lead + num(at.x) + " " + num(at.y))
	}
	dash := ""
	if style.dash != "" {
		dash = ` stroke-dasharray="` + style.dash + `"`
	}
	c.put(`<g><title>%s</title>`, esc(g.Series[s].Name))
	if d.Len() > 0 {
		c.put(`<path class="chart-line" d="%s" fill="none" stroke="%s" stroke-width="2.2" stroke-linejoin="round"%s/>`, d.String(), style.stroke(), dash)
	}
	crowded := (g.plot.right-g.plot.left)/float64(len(g.Labels)) < markedPoints
	for i, v := range g.values[s] {
		if finite(v) && (!crowded || i == g.last(s) || g.alone(s, i)) {
			c.shape(style, g.point(s, i), pointRadius)
		}
	}
	c.WriteString(`</g>`)
}

// alone tells a value whose neighbours are not known: without a mark it would not be seen.
func (g *lineChart) alone(s, i int) bool {
	known := func(j int) bool { return j >= 0 && j < len(g.values[s]) && finite(g.values[s][j]) }
	return !known(i-1) && !known(i+1)
}

// names writes what each line is at its end, with a lead where it had to move.
func (g *lineChart) names(c *canvas) {
	for _, e := range g.ends {
		middle := e.y + (float64(len(e.words))*endLine+4)/2
		x := g.plot.right + 12
		if e.known {
			dash := ""
			if e.at.x < g.plot.right-12 { // what comes after is not known
				dash = ` stroke-dasharray="1 3"`
			}
			c.put(`<path class="chart-lead" d="M%s %sL%s %s" fill="none" stroke="%s" stroke-width="1"%s/>`,
				num(e.at.x+pointRadius+1), num(e.at.y), num(x-3), num(middle), g.styles[e.series].stroke(), dash)
		}
		for j, w := range e.words {
			c.words(vec{x, e.y + 2 + endLine*float64(j) + labelSize*0.88}, "start", labelSize, inkText, bold, w)
		}
	}
}

// written writes values on their points where nothing is in the way: all of a few, else the first, the least and the greatest.
func (g *lineChart) written(c *canvas) {
	b := board{frame: box{g.plot.left, 0, g.plot.right + 8, g.plot.bottom - 1}, size: labelSize - 1}
	var lines [][2]vec
	known := 0
	for s := range g.Series {
		for i, v := range g.values[s] {
			if !finite(v) {
				continue
			}
			known++
			b.mark(g.point(s, i))
			if i > 0 && finite(g.values[s][i-1]) {
				lines = append(lines, [2]vec{g.point(s, i-1), g.point(s, i)})
			}
		}
	}
	for s, values := range g.values {
		for i, v := range values {
			if !finite(v) || i == g.last(s) || (known > fewPoints && !g.remarkable(s, i)) {
				continue
			}
			g.write(c, &b, lines, s, i)
		}
	}
}

func (g *lineChart) remarkable(s, i int) bool {
	low, high, first := -1, -1, -1
	for j, v := range g.values[s] {
		if !finite(v) {
			continue
		}
		if first < 0 {
			first, low, high = j, j, j
		}
		if v < g.values[s][low] {
			low = j
		}
		if v > g.values[s][high] {
			high = j
		}
	}
	return i == first || i == low || i == high
}

func (g *lineChart) write(c *canvas, b *board, lines [][2]vec, s, i int) {
	text, at := g.texts[s][i], g.point(s, i)
	half := textWidth(text, b.size) / 2
	x := max(b.frame.left+half, min(b.frame.right-half, at.x))
	for _, y := range []float64{at.y - 8, at.y + 8 + b.size*0.75, at.y - 13, at.y + 13 + b.size*0.75} {
		area := box{x - half, y - b.size*0.8, x + half, y + b.size*0.15}
		if !b.free(area) || slices.ContainsFunc(lines, func(l [2]vec) bool { return area.crossed(l[0], l[1]) }) {
			continue
		}
		b.taken = append(b.taken, area.grown(1))
		c.words(vec{x, y}, "middle", b.size, inkText, "", text)
		return
	}
}
