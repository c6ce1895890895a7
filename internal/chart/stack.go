package chart

// part is one value of a stack.
type part struct {
	series   int
	from, to float64 // the sums that it lies between
}

// parts are what a stack is made of, from the line outwards.
func (p *columns) parts(i int) []part {
	var out []part
	above, below := 0.0, 0.0
	for s, values := range p.values {
		switch v := values[i]; {
		case v > 0:
			out = append(out, part{s, above, above + v})
			above += v
		case v < 0:
			out = append(out, part{s, below, below + v})
			below += v
		}
	}
	return out
}

// stackWidth is that of a stack in the room of its label: the rest is for the values beside it.
func stackWidth(group float64) float64 { return min(84, group*0.5) }

// stacksStand tells whether the values of stacks that stand find room in or beside them.
func (p *columns) stacksStand(group float64) bool {
	wide := stackWidth(group)
	if wide < 2*thinnest {
		return false
	}
	for i := range p.Labels {
		if textWidth(p.total(i), valueSize)*1.06 > group-4 {
			return false
		}
		small := 0
		for _, q := range p.parts(i) {
			if p.bears(q, i, wide) {
				continue
			}
			small++
			if textWidth(p.texts[q.series][i], valueSize) > group-wide-14 {
				return false
			}
		}
		if float64(small)*smallGap > p.depth() {
			return false
		}
	}
	return true
}

// beside is the room that the widest value beside a stack takes: stacks stand to the left by what they lack of it.
func (p *columns) beside(wide float64) float64 {
	room := 0.0
	for i := range p.Labels {
		for _, q := range p.parts(i) {
			if !p.bears(q, i, wide) {
				room = max(room, textWidth(p.texts[q.series][i], valueSize)+12)
			}
		}
	}
	return room
}

// bears tells whether a part of a stack that stands is large enough for its value.
func (p *columns) bears(q part, i int, wide float64) bool {
	high := (q.to - q.from) / (p.high - p.low) * p.depth()
	return max(high, -high) >= insideHigh && textWidth(p.texts[q.series][i], valueSize)*1.05+6 <= wide
}

// stack draws the values of one label on one another, its total above.
func (p *columns) stack(c *canvas, i int, left, group float64, y func(float64) float64) {
	wide := stackWidth(group)
	x := left + max(2, (group-wide)/2-max(0, p.beside(wide)-(group-wide)/2))
	var small []part
	var heights []float64
	for _, q := range p.parts(i) {
		area := box{x, min(y(q.from), y(q.to)), x + wide, max(y(q.from), y(q.to))}
		middle := (area.top + area.bottom) / 2
		c.put(`<g><title>%s</title>`, esc(p.said(q.series, i)))
		c.surface(p.styles[q.series], area)
		if p.bears(q, i, wide) {
			c.value(p.styles[q.series], vec{x + wide/2, middle}, p.texts[q.series][i])
		} else {
			small, heights = append(small, q), append(heights, middle)
		}
		c.WriteString(`</g>`)
	}
	for j, at := range spreadOut(heights, smallGap, y(p.high), y(p.low)) {
		q := small[j]
		c.put(`<path class="chart-lead" d="M%s %sL%s %s" fill="none" stroke="%s" stroke-width="1"/>`, num(x+wide), num(heights[j]), num(x+wide+6), num(at), ruleLine)
		c.words(vec{x + wide + 8, at + valueSize*rise}, "start", valueSize, inkText, "", p.texts[q.series][i])
	}
	above, _ := p.sums(i)
	if total := p.total(i); total != "" {
		half := textWidth(total, valueSize) * 1.06 / 2
		c.words(vec{max(x+wide/2, left+half), y(above) - 6}, "middle", valueSize, inkText, bold, total)
	}
}

// value writes a value in its mark, on a ground that the pattern leaves free.
func (c *canvas) value(s style, at vec, text string) {
	if s.pattern > 0 {
		half := textWidth(text, valueSize)*0.46 + 2
		c.put(`<rect x="%s" y="%s" width="%s" height="%s" rx="2" fill="%s"/>`, num(at.x-half), num(at.y-7), num(2*half), num(14), s.fill.hex())
	}
	c.words(vec{at.x, at.y + valueSize*rise}, "middle", valueSize, s.fill.on(), bold, text)
}
