package chart

import (
	"math"
	"slices"
)

// Tie is a partner's row in a chart of ties: what bound both, and what passed between them.
type Tie struct {
	Name    string
	Moments []Moment // what lasts is a bar, the rest are marks
	Text    string   // what is said at the end of the row: "depuis 1962"
}

// Ties is the ties of an office over time, a row for each partner, for a page that bears no links.
type Ties struct {
	Lang, Title, Desc string
	Width             float64 // in pixels; PrintWidth without one
	Palette           Palette
	Ties              []Tie
	Legend            []Legend
}

const tieText = 12.0

// Draw draws the rows under a common line of years.
func (t Ties) Draw() []byte {
	wide := width(t.Width)
	above := wide < labelsFrom // names stand over their lines
	var all []Moment
	rows := make([]Tie, len(t.Ties))
	names, said := 0.0, 0.0
	for i, tie := range t.Ties {
		tie.Moments = dated(tie.Moments)
		rows[i] = tie
		all = append(all, tie.Moments...)
		names = max(names, textWidth(tie.Name, tieText)+14)
		said = max(said, textWidth(tie.Text, tieText)+12)
	}
	names, said = min(names, 0.32*wide), min(said, 0.24*wide)
	if above {
		names, said = 0, 0
	}
	if len(all) == 0 {
		all = []Moment{{From: 2000, To: 2001}} // a line there must be
	}
	s := newScale(all, names+10, wide-said-14)
	var body canvas
	top := 34.0
	for _, tie := range rows {
		top = t.row(&body, s, tie, top, names, above, wide)
	}
	var c canvas
	legend := max(0, legendRoom(t.Legend, wide))
	c.open(drawing{
		id: identity("ties", t.Title, t.Desc, wide, t.Ties, t.Legend), class: "chart chart-ties", lang: t.Lang,
		title: t.Title, desc: t.Desc, width: wide, height: top + legend + 4,
	})
	t.years(&c, s, top)
	c.WriteString(body.String())
	c.legend(t.Legend, top+2, wide)
	c.WriteString("</svg>")
	return []byte(c.String())
}

// dated leaves out what has no date that a line can hold.
func dated(moments []Moment) []Moment {
	moments = slices.DeleteFunc(slices.Clone(moments), func(m Moment) bool {
		return math.IsNaN(m.From+m.To) || m.From <= 0 || m.To < m.From || m.To > 9999
	})
	for i := range moments {
		if m := &moments[i]; !(m.Lasts > m.To) {
			m.Lasts = 0
		}
	}
	return moments
}

// years draws the line of years with what runs down from it.
func (t Ties) years(c *canvas, s scale, bottom float64) {
	last := s.years[len(s.years)-1]
	end := s.x(last.to)
	taken := math.Inf(-1)
	tick := func(year float64) {
		x := s.x(year)
		at := max(15, min(x, end-2))
		if x-taken < 42 {
			return
		}
		taken = x
		c.put(`<path class="chart-grid" d="M%s 20V%s" fill="none" stroke="%s" stroke-width="1"/>`, num(x), num(bottom-4), faintLine)
		c.words(vec{at, 13}, "middle", tieText-0.5, mutedText, "", plain(year))
	}
	tick(s.years[0].from)
	for _, st := range s.years {
		if st.cut {
			middle := (s.x(st.from) + s.x(st.to)) / 2
			c.put(`<path class="chart-cut" d="M%s 26l4 -12m4 0l-4 12" fill="none" stroke="%s" stroke-width="1.5"/>`, num(middle-4), mutedText)
		}
	}
	for _, st := range s.years {
		tick(st.from)
		for year := st.from + 1; !st.cut && year < st.to; year++ {
			tick(year)
		}
	}
	tick(last.to)
	c.put(`<path class="chart-axis" d="M%s 20H%s" fill="none" stroke="%s" stroke-width="1"/>`, num(s.left), num(end), mutedText)
}

func (t Ties) row(c *canvas, s scale, tie Tie, top, names float64, above bool, wide float64) float64 {
	c.put(`<g class="chart-tie-row"><title>%s</title>`, esc(joined(tie.Name, tie.Text)))
	var middle, tall float64
	if above {
		text := tie.Name
		if tie.Text != "" {
			text += " · " + tie.Text
		}
		lines := wrap(text, tieText, wide-4, 3)
		for i, line := range lines {
			c.words(vec{0, top + tieText + float64(i)*tieText*lineHeight}, "start", tieText, inkText, "", line)
		}
		used := float64(len(lines)) * tieText * lineHeight
		middle, tall = top+used+12, used+28
	} else {
		lines := wrap(tie.Name, tieText, names-10, 3)
		tall = max(22, float64(len(lines))*tieText*lineHeight+6)
		middle = top + tall/2
		for i, line := range lines {
			c.words(vec{names, middle - float64(len(lines)-1)*tieText*lineHeight/2 + float64(i)*tieText*lineHeight + tieText*rise}, "end", tieText, inkText, "", line)
		}
		if tie.Text != "" {
			room := wide - s.end() - 14
			c.words(vec{s.end() + 14, middle + tieText*rise}, "start", tieText, mutedText, "", shorten(tie.Text, tieText, max(20, room)))
		}
	}
	c.put(`<path class="chart-rail" d="M%s %sH%s" fill="none" stroke="%s" stroke-width="1"/>`, num(s.left), num(middle), num(s.end()), faintLine)
	t.moments(c, s, tie, middle)
	c.WriteString(`</g>`)
	return top + tall
}

// moments draws the bars of what lasts, then the marks over them.
func (t Ties) moments(c *canvas, s scale, tie Tie, y float64) {
	for _, m := range tie.Moments {
		if m.Lasts == 0 {
			continue
		}
		from, until := s.x(m.From), s.x(m.Lasts)
		c.put(`<g><title>%s</title><rect class="chart-lasts" x="%s" y="%s" width="%s" height="8" fill="%s"/>`,
			esc(m.Text+" – "+m.When), num(from), num(y-4), num(max(1, until-from)), t.Palette.accent().mixed(white(), 0.45).seen().hex())
		if math.IsInf(m.Lasts, 1) {
			c.put(`<path class="chart-lasts" d="M%s %sl7 7l-7 7z" fill="%s"/>`, num(until), num(y-7), t.Palette.accent().mixed(white(), 0.45).seen().hex())
		}
		c.WriteString(`</g>`)
	}
	for _, m := range tie.Moments {
		if m.Lasts != 0 && m.Kind == "" {
			continue
		}
		c.put(`<g><title>%s</title>`, esc(m.Text+" – "+m.When))
		if m.Lasts == 0 && m.To-m.From > 0.5 { // known by its year alone
			c.put(`<rect class="chart-span" x="%s" y="%s" width="%s" height="2" fill="%s"/>`, num(s.x(m.From)), num(y+6), num(s.x(m.To)-s.x(m.From)), ruleLine)
		}
		c.WriteString(marker(m.Kind, vec{(s.x(m.From) + s.x(min(m.To, m.From+1))) / 2, y}))
		c.WriteString(`</g>`)
	}
}

// end is where the line of years ends.
func (s scale) end() float64 { return s.x(s.years[len(s.years)-1].to) }
