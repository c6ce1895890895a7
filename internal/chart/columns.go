package chart

import (
	"math"
	"slices"
	"strings"
)

// PrintWidth is that of a drawing for a page: the text column of a letter sheet, at which twelve pixels print as nine points.
const PrintWidth = 650.0

// Series is a row of numbers under one name, one a label of the drawing. What is not a number is not known, and not drawn.
type Series struct {
	Name   string
	Values []float64
	Texts  []string // the values as they are read; without them, Number of the drawing writes them
}

// Columns is numbers side by side or stacked, by year, region or theme: upright where every value and label finds room, lying
// where it does not. Values are written on the marks, or beside those too small.
type Columns struct {
	Lang, Title, Desc string
	Width             float64 // in pixels; PrintWidth without one
	Palette           Palette
	Labels            []string
	Series            []Series
	Stacked           bool
	Number            func(float64) string // as the language writes numbers
}

const (
	valueSize  = 12.0
	labelSize  = 12.0
	least      = 240.0 // pixels, that any drawing takes
	headroom   = 20.0  // over a column, for its value
	thinnest   = 8.0
	smallGap   = 13.0 // between values beside a stack
	insideHigh = 15.0 // of a part that bears its value
)

// Draw draws the chart.
func (c Columns) Draw() []byte {
	p := c.plan()
	if p.upright() {
		return p.stand()
	}
	return p.lie()
}

// columns is a chart whose numbers are as many as its labels, with what is needed to place them.
type columns struct {
	Columns
	values    [][]float64 // by series, then by label
	texts     [][]string
	styles    []style
	key       key
	low, high float64
}

func (c Columns) plan() *columns {
	c.Width = width(c.Width)
	if c.Number == nil {
		c.Number = plain
	}
	n := len(c.Labels)
	for _, s := range c.Series {
		n = max(n, len(s.Values))
	}
	c.Labels = append(append([]string(nil), c.Labels...), make([]string, n-len(c.Labels))...)
	p := &columns{Columns: c, styles: c.Palette.styles(len(c.Series))}
	var names []string
	for _, s := range c.Series {
		values, texts := s.full(n, c.Number)
		p.values, p.texts = append(p.values, values), append(p.texts, texts)
		names = append(names, s.Name)
	}
	if len(names) > 1 || (len(names) == 1 && names[0] != "") {
		p.key = newKey(names, c.Width)
	}
	p.low, p.high = p.span()
	return p
}

func width(asked float64) float64 {
	if !finite(asked) || asked <= 0 {
		return PrintWidth
	}
	return max(least, min(4000, asked))
}

// full gives as many values as there are labels, with the text of each.
func (s Series) full(n int, number func(float64) string) ([]float64, []string) {
	values, texts := make([]float64, n), make([]string, n)
	for i := range values {
		values[i] = math.NaN()
		if i < len(s.Values) {
			values[i] = tamed(s.Values[i])
		}
		switch {
		case i < len(s.Texts) && s.Texts[i] != "":
			texts[i] = s.Texts[i]
		case finite(values[i]):
			texts[i] = number(values[i])
		}
	}
	return values, texts
}

func (p *columns) span() (low, high float64) {
	if !p.Stacked {
		var all []float64
		for _, values := range p.values {
			all = append(all, values...)
		}
		return span(all)
	}
	var ends []float64
	for i := range p.Labels {
		above, below := p.sums(i)
		ends = append(ends, above, below)
	}
	return span(ends)
}

// sums are what stands above and below the line at a label.
func (p *columns) sums(i int) (above, below float64) {
	for _, values := range p.values {
		switch v := values[i]; {
		case v > 0:
			above += v
		case v < 0:
			below += v
		}
	}
	return above, below
}

// total is the sum of a stack as it is written; none where the stack is one part, which bears its value.
func (p *columns) total(i int) string {
	known, parts, sum := false, 0, 0.0
	for _, values := range p.values {
		if v := values[i]; finite(v) {
			known, sum = true, sum+v
			if v != 0 {
				parts++
			}
		}
	}
	if !known || parts == 1 {
		return ""
	}
	return p.Number(sum)
}

func (p *columns) open(c *canvas, height float64) {
	kind := "columns"
	if p.Stacked {
		kind = "stack"
	}
	c.open(drawing{
		id: identity(kind, p.Title, p.Desc, p.Width, p.Labels, p.values, p.texts, p.Stacked), class: "chart chart-" + kind,
		lang: p.Lang, title: p.Title, desc: p.Desc, width: p.Width, height: max(1, height),
	})
	p.key.draw(c, p.styles, func(s style, at vec) { c.surface(s, box{at.x - 7, at.y - 7, at.x + 7, at.y + 7}) })
}

// said is what a mark says to those who point at it or hear it.
func (p *columns) said(series, label int) string {
	return joined(p.Series[series].Name, p.Labels[label], p.texts[series][label])
}

// joined is what there is of some words, one after the other.
func joined(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return strings.TrimSpace(s) == "" }), ", ")
}

// upright tells whether every label and value finds room when columns stand.
func (p *columns) upright() bool {
	n := len(p.Labels)
	if n == 0 || len(p.Series) == 0 {
		return false
	}
	group := p.Width / float64(n)
	for _, label := range p.Labels {
		lines := wrap(label, labelSize, group-8, 4)
		if len(lines) > 3 {
			return false
		}
		for word := range wordsOf(label) {
			if textWidth(word, labelSize) > group-8 {
				return false
			}
		}
	}
	if p.Stacked {
		return p.stacksStand(group)
	}
	each := p.each(group)
	for _, texts := range p.texts {
		for _, t := range texts {
			if textWidth(t, valueSize) > each+2 {
				return false
			}
		}
	}
	return each >= thinnest
}

// each is the width of one column of a group.
func (p *columns) each(group float64) float64 { return min(54, group*0.8/float64(len(p.Series))) }

// depth is the height of the plot.
func (p *columns) depth() float64 { return max(150, min(300, 0.42*p.Width)) }

// labelLines are the labels under the columns, and the height that they take.
func (p *columns) labelLines() (lines [][]string, height float64) {
	group := p.Width / float64(len(p.Labels))
	most := 1
	for _, label := range p.Labels {
		l := wrap(label, labelSize, group-8, 3)
		lines, most = append(lines, l), max(most, len(l))
	}
	return lines, float64(most)*labelSize*lineHeight + 10
}

// stand draws columns that stand.
func (p *columns) stand() []byte {
	lines, under := p.labelLines()
	top := p.key.height + headroom
	bottom := top + p.depth()
	if p.low < 0 {
		bottom += headroom
	}
	floor := bottom
	if p.low < 0 {
		floor -= headroom
	}
	y := func(v float64) float64 { return floor - (v-p.low)/(p.high-p.low)*(floor-top) }
	group := p.Width / float64(len(p.Labels))
	var c canvas
	p.open(&c, bottom+under)
	for i := range p.Labels {
		left := float64(i) * group
		if p.Stacked {
			p.stack(&c, i, left, group, y)
		} else {
			p.group(&c, i, left, group, y)
		}
		for j, line := range lines[i] {
			c.words(vec{left + group/2, bottom + 6 + labelSize + float64(j)*labelSize*lineHeight}, "middle", labelSize, inkText, "", line)
		}
	}
	c.put(`<path class="chart-axis" d="M0 %sH%s" fill="none" stroke="%s" stroke-width="1"/>`, num(y(0)), num(p.Width), mutedText)
	c.WriteString("</svg>")
	return []byte(c.String())
}

// group draws the columns of one label side by side.
func (p *columns) group(c *canvas, i int, left, group float64, y func(float64) float64) {
	each := p.each(group)
	x := left + (group-each*float64(len(p.Series)))/2
	for s := range p.Series {
		v, text := p.values[s][i], p.texts[s][i]
		c.put(`<g><title>%s</title>`, esc(p.said(s, i)))
		at := y(0) - 5
		if finite(v) {
			c.surface(p.styles[s], box{x + 1, min(y(v), y(0)), x + each - 1, max(y(v), y(0))})
			at = y(v) - 5
			if v < 0 {
				at = y(v) + 5 + valueSize*0.75
			}
		}
		if text != "" {
			c.words(vec{x + each/2, at}, "middle", valueSize, inkText, bold, text)
		}
		c.WriteString(`</g>`)
		x += each
	}
}
