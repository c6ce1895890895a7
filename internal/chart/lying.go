package chart

// lying is how columns lie: rows of a label, with what its bars take.
type lying struct {
	*columns
	labels      float64 // where labels before the bars end
	start, room float64 // where bars may begin, and how long they may be
	above       bool    // labels stand over their bars, not before them
	lines       [][]string
}

const (
	barThick   = 16.0
	barGap     = 3.0
	stackThick = 22.0
	rowGap     = 12.0
	labelsFrom = 480.0 // pixels, from which labels stand before their bars
)

// lie draws bars that lie, as many rows as there are labels.
func (p *columns) lie() []byte {
	l := p.laid()
	var body canvas
	top := p.key.height
	for i := range p.Labels {
		top = l.row(&body, i, top)
	}
	var c canvas
	p.open(&c, top)
	if len(p.Labels) > 0 {
		c.put(`<path class="chart-axis" d="M%s %sV%s" fill="none" stroke="%s" stroke-width="1"/>`, num(l.x(0)), num(p.key.height), num(top), ruleLine)
	}
	c.WriteString(body.String())
	c.WriteString("</svg>")
	return []byte(c.String())
}

// laid finds the room of labels, of bars, and of the values at both their ends.
func (p *columns) laid() *lying {
	l := &lying{columns: p, above: p.Width < labelsFrom}
	widest := 0.0
	for _, label := range p.Labels {
		widest = max(widest, textWidth(label, labelSize))
	}
	labels := min(0.34*p.Width, widest+4)
	if l.above {
		labels = p.Width
	}
	for _, label := range p.Labels {
		l.lines = append(l.lines, wrap(label, labelSize, labels, 4))
	}
	l.labels = labels
	if l.above {
		labels = 0
	} else {
		labels += 10
	}
	before, after := p.ends()
	l.start = labels + before
	l.room = max(20, p.Width-l.start-after)
	return l
}

// ends is the room that values take before and after the bars.
func (p *columns) ends() (before, after float64) {
	for i := range p.Labels {
		if p.Stacked {
			after = max(after, textWidth(p.total(i), valueSize)*1.06+12)
			for _, q := range p.parts(i) { // one that is small at an end reaches over it
				after = max(after, textWidth(p.texts[q.series][i], valueSize)/2+4)
				before = max(before, textWidth(p.texts[q.series][i], valueSize)/2)
			}
			continue
		}
		for s, values := range p.values {
			room := textWidth(p.texts[s][i], valueSize)*1.06 + 12
			if values[i] < 0 {
				before = max(before, room)
			} else {
				after = max(after, room)
			}
		}
	}
	return min(before, 0.3*p.Width), min(after, 0.4*p.Width)
}

func (l *lying) x(v float64) float64 { return l.start + (v-l.low)/(l.high-l.low)*l.room }

// row draws one label with its bars from a height on, and gives where the next may begin.
func (l *lying) row(c *canvas, i int, top float64) float64 {
	text := float64(len(l.lines[i])) * labelSize * lineHeight
	if l.Labels[i] == "" {
		text = 0
	}
	bearing := l.bearing(i)
	thick := float64(len(bearing))*(barThick+barGap) - barGap
	if l.Stacked {
		thick = stackThick + l.under(i)
	}
	thick = max(thick, 4)
	at, bars := top, top
	side, x := "end", l.labels
	if l.above {
		side, x = "start", 0
		bars += text + 3
	} else if first := thick; text < first {
		if l.Stacked {
			first = stackThick
		}
		at += max(0, first-text) / 2
	}
	if l.Labels[i] != "" {
		for j, line := range l.lines[i] {
			c.words(vec{x, at + labelSize*0.95 + float64(j)*labelSize*lineHeight}, side, labelSize, inkText, "", line)
		}
	}
	if l.Stacked {
		l.stackRow(c, i, bars)
	} else {
		for j, s := range bearing {
			l.bar(c, s, i, bars+float64(j)*(barThick+barGap))
		}
	}
	return max(bars+thick, at+text) + rowGap
}

// bearing are the series that have something to show at a label.
func (l *lying) bearing(i int) []int {
	var out []int
	for s, values := range l.values {
		if finite(values[i]) || l.texts[s][i] != "" {
			out = append(out, s)
		}
	}
	return out
}

func (l *lying) bar(c *canvas, s, i int, top float64) {
	v, text := l.values[s][i], l.texts[s][i]
	c.put(`<g><title>%s</title>`, esc(l.said(s, i)))
	at, side := l.x(0)+6, "start"
	if finite(v) {
		c.surface(l.styles[s], box{min(l.x(0), l.x(v)), top, max(l.x(0), l.x(v)), top + barThick})
		at = l.x(v) + 6
		if v < 0 {
			at, side = l.x(v)-6, "end"
		}
	}
	if text != "" {
		room := l.Width - at
		if side == "end" {
			room = at
		}
		c.words(vec{at, top + barThick/2 + valueSize*rise}, side, valueSize, inkText, bold, shorten(text, valueSize, max(20, room)))
	}
	c.WriteString(`</g>`)
}

// holds tells whether a part of a lying stack is long enough for its value.
func (l *lying) holds(q part, i int) bool {
	long := l.x(q.to) - l.x(q.from)
	return max(long, -long) >= textWidth(l.texts[q.series][i], valueSize)*1.05+6
}

// smalls are the parts whose values are written under the bar, in as many rows as keep them apart.
func (l *lying) smalls(i int) (out []part, at []vec) {
	var ends []float64
	for _, q := range l.parts(i) {
		if l.holds(q, i) {
			continue
		}
		wide := textWidth(l.texts[q.series][i], valueSize)
		x := max(wide/2, min(l.Width-wide/2, (l.x(q.from)+l.x(q.to))/2))
		row := 0
		for row < len(ends) && ends[row] > x-wide/2-4 {
			row++
		}
		if row == len(ends) {
			ends = append(ends, 0)
		}
		ends[row] = x + wide/2
		out, at = append(out, q), append(at, vec{x, float64(row) * smallGap})
	}
	return out, at
}

// under is the height that values under a stack take.
func (l *lying) under(i int) float64 {
	_, at := l.smalls(i)
	rows := 0.0
	for _, a := range at {
		rows = max(rows, a.y+smallGap+5)
	}
	return rows
}

func (l *lying) stackRow(c *canvas, i int, top float64) {
	for _, q := range l.parts(i) {
		area := box{min(l.x(q.from), l.x(q.to)), top, max(l.x(q.from), l.x(q.to)), top + stackThick}
		c.put(`<g><title>%s</title>`, esc(l.said(q.series, i)))
		c.surface(l.styles[q.series], area)
		if l.holds(q, i) {
			c.value(l.styles[q.series], vec{(area.left + area.right) / 2, top + stackThick/2}, l.texts[q.series][i])
		}
		c.WriteString(`</g>`)
	}
	small, at := l.smalls(i)
	for j, q := range small {
		mark := (l.x(q.from) + l.x(q.to)) / 2
		c.put(`<path class="chart-lead" d="M%s %sL%s %s" fill="none" stroke="%s" stroke-width="1"/>`,
			num(mark), num(top+stackThick), num(mark), num(top+stackThick+4), ruleLine)
		c.words(vec{at[j].x, top + stackThick + 5 + at[j].y + valueSize*0.8}, "middle", valueSize, inkText, halo, l.texts[q.series][i])
	}
	above, _ := l.sums(i)
	if total := l.total(i); total != "" {
		c.words(vec{l.x(above) + 6, top + stackThick/2 + valueSize*rise}, "start", valueSize, inkText, bold, shorten(total, valueSize, max(20, l.Width-l.x(above)-6)))
	}
}
