package chart

import "slices"

// Multiples is the same chart again and again, small, on one scale: how each region or theme went over the same years.
type Multiples struct {
	Lang, Title, Desc string
	Width             float64 // in pixels; PrintWidth without one
	Palette           Palette
	Labels            []string // of the moments, the same in every panel
	Panels            []Series
	Number            func(float64) string // as the language writes numbers
}

const (
	panelWidth  = 138.0 // pixels, at least
	panelGap    = 22.0
	widestPanel = 260.0
	panelDepth  = 66.0
	panelTitle  = 12.5
	panelSmall  = 11.0
)

// Draw draws the charts, as many beside one another as the width bears.
func (m Multiples) Draw() []byte {
	p := Columns{
		Lang: m.Lang, Title: m.Title, Desc: m.Desc, Width: m.Width, Palette: m.Palette, Labels: m.Labels, Series: m.Panels, Number: m.Number,
	}.plan()
	across := max(1, min(len(p.Series), int((p.Width+panelGap)/(panelWidth+panelGap)), 6))
	wide := min(widestPanel, (p.Width-panelGap*float64(across-1))/float64(across))
	var body canvas
	top := 0.0
	for row := range slices.Chunk(indices(len(p.Series)), across) {
		titles, lines := map[int][]string{}, 1
		for _, s := range row {
			titles[s] = wrap(p.Series[s].Name, panelTitle, wide, 3)
			lines = max(lines, len(titles[s]))
		}
		plot := top + float64(lines)*panelTitle*lineHeight + 18
		for i, s := range row {
			left := float64(i) * (wide + panelGap)
			body.put(`<g><title>%s</title>`, esc(p.Series[s].Name))
			for j, line := range titles[s] {
				body.words(vec{left, top + panelTitle + float64(j)*panelTitle*lineHeight}, "start", panelTitle, inkText, bold, line)
			}
			p.panel(&body, s, box{left, plot, left + wide, plot + panelDepth})
			body.WriteString(`</g>`)
		}
		top = plot + panelDepth + 36
		if p.low < 0 {
			top += 12 // for values under their columns
		}
	}
	var c canvas
	c.open(drawing{
		id: identity("multiples", p.Title, p.Desc, p.Width, p.Labels, p.values, p.texts, p.Series), class: "chart chart-multiples", lang: p.Lang,
		title: p.Title, desc: p.Desc, width: p.Width, height: max(1, top-10),
	})
	c.WriteString(body.String())
	c.WriteString("</svg>")
	return []byte(c.String())
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// panel draws one chart: its columns, the values that find room (the last one first), and the first and last label.
func (p *columns) panel(c *canvas, s int, area box) {
	n := len(p.Labels)
	if n == 0 {
		return
	}
	y := func(v float64) float64 { return area.bottom - (v-p.low)/(p.high-p.low)*(area.bottom-area.top) }
	each := (area.right - area.left) / float64(n)
	gap := max(min(3, each*0.2), each-48)
	last := -1
	for i, v := range p.values[s] {
		if finite(v) {
			last = i
		}
	}
	light := p.styles[0]
	light.fill = p.Palette.accent().mixed(white(), 0.5)
	dark := style{fill: p.Palette.accent()}
	for i, v := range p.values[s] {
		if !finite(v) {
			continue
		}
		x := area.left + float64(i)*each
		one := light
		if i == last {
			one = dark
		}
		c.put(`<g><title>%s</title>`, esc(p.said(s, i)))
		c.surface(one, box{x + gap/2, min(y(v), y(0)), x + each - gap/2, max(y(v), y(0))})
		c.WriteString(`</g>`)
	}
	c.put(`<path class="chart-axis" d="M%s %sH%s" fill="none" stroke="%s" stroke-width="1"/>`, num(area.left), num(y(0)), num(area.right), mutedText)
	p.panelValues(c, s, last, area, each, y)
	first, final := p.Labels[0], p.Labels[n-1]
	half := (area.right - area.left) / 2
	under := area.bottom + 14
	if p.low < 0 {
		under += 12
	}
	if n == 1 {
		c.words(vec{area.left + half, under}, "middle", panelSmall, mutedText, "", shorten(first, panelSmall, 2*half))
		return
	}
	c.words(vec{area.left, under}, "start", panelSmall, mutedText, "", shorten(first, panelSmall, half-6))
	c.words(vec{area.right, under}, "end", panelSmall, mutedText, "", shorten(final, panelSmall, half-6))
}

func (p *columns) panelValues(c *canvas, s, last int, area box, each float64, y func(float64) float64) {
	if last < 0 {
		return
	}
	order := append([]int{last, p.greatest(s)}, indices(len(p.Labels))...)
	var taken []box
	done := map[int]bool{}
	for _, i := range order {
		v, text := p.values[s][i], p.texts[s][i]
		if done[i] || !finite(v) || text == "" {
			continue
		}
		done[i] = true
		wide := textWidth(text, panelSmall) * 1.06
		x := max(area.left+wide/2, min(area.right-wide/2, area.left+(float64(i)+0.5)*each))
		at := y(v) - 4
		if v < 0 {
			at = y(v) + 3 + panelSmall*0.75
		}
		room := box{x - wide/2, at - panelSmall*0.8, x + wide/2, at + panelSmall*0.2}
		if slices.ContainsFunc(taken, room.overlaps) || p.coveredBy(s, i, room, area.left, each, y) {
			continue
		}
		taken = append(taken, room.grown(1))
		more := ""
		if i == last {
			more = bold
		}
		c.words(vec{x, at}, "middle", panelSmall, inkText, more, text)
	}
}

// coveredBy tells whether a value's text would lie on a neighbour's column.
func (p *columns) coveredBy(s, i int, room box, left, each float64, y func(float64) float64) bool {
	for j, v := range p.values[s] {
		if j == i || !finite(v) || v == 0 {
			continue
		}
		x := left + float64(j)*each
		if room.overlaps(box{x + 1, min(y(v), y(0)), x + each - 1, max(y(v), y(0))}) {
			return true
		}
	}
	return false
}

func (p *columns) greatest(s int) int {
	best := 0
	for i, v := range p.values[s] {
		if finite(v) && !(v <= p.values[s][best]) {
			best = i
		}
	}
	return best
}
