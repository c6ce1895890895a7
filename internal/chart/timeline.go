package chart

import (
	"math"
	"slices"
)

// Side is where a moment stands on a timeline.
type Side int

// The sides: what goes out is above the line, what comes in below it, what binds both is on it.
const (
	OnLine Side = iota
	Out
	In
)

// Moment is one thing on a timeline. From and To are in years: noon of 1 July 2024 is 2024.5. What is known by its year alone runs
// from 2024 to 2025, and is drawn as long as that.
type Moment struct {
	From, To float64
	Lasts    float64 // until when what then began went on; [math.Inf] while it does, 0 of what does not last
	Side     Side
	Kind     string // the shape of its marker, as on the map
	Text     string
	When     string // the date as it is read
	URL      string
}

// Timeline is moments along one line. Narrow ones run down the page.
type Timeline struct {
	Lang, Title, Desc string
	Out, In           string // what each side is, in words
	Moments           []Moment
	Legend            []Legend
	Width             float64
}

const (
	lineFont    = 12.5
	lane        = 23.0 // between two rows of names
	axisRoom    = 22.0 // between the line and the first row
	narrowBelow = 600.0
	dot         = 4.0
	nameGap     = 10.0 // from a mark to its name
	lastsTip    = 8.0
)

// Draw draws the timeline; nil when it has no moment with a date.
func (t Timeline) Draw() []byte {
	t.Moments = slices.DeleteFunc(slices.Clone(t.Moments), func(m Moment) bool {
		return math.IsNaN(m.From+m.To) || m.From <= 0 || m.To < m.From || m.To > 9999
	})
	if len(t.Moments) == 0 {
		return nil
	}
	for i := range t.Moments {
		if m := &t.Moments[i]; !(m.Lasts > m.To) {
			m.Lasts = 0
		}
	}
	slices.SortStableFunc(t.Moments, func(a, b Moment) int {
		switch {
		case a.From < b.From:
			return -1
		case a.From > b.From:
			return 1
		}
		return 0
	})
	if t.Width < narrowBelow {
		return t.down()
	}
	return t.across()
}

func (t Timeline) open(c *canvas, height float64) {
	c.open(drawing{
		id: identity("time", t.Title, t.Width, t.Moments), class: "timeline", lang: t.Lang, title: t.Title, desc: t.Desc, width: t.Width, height: height,
		links: slices.ContainsFunc(t.Moments, func(m Moment) bool { return href(m.URL) != "" }),
	})
}

// laid is a moment with its place: its marks in x, the row of its name (0 next to the line), and its name as it is written.
type laid struct {
	Moment
	x, end float64 // of its marks
	until  float64 // of its bar, as far as it lasts
	row    int
	text   string
}

// across lays the line from left to right. Names stand to the right of their marks, and rows are filled from the last moment to
// the first: the stalk that leads from a name down to the line then never runs through another name.
func (t Timeline) across() []byte {
	const most = 400
	right := 0.0
	for _, m := range t.Moments {
		right = max(right, min(most, textWidth(m.Text, lineFont)))
	}
	s := newScale(t.Moments, 14, t.Width-right-24)
	var sides [3][]laid
	var free [3][]float64 // of each row, where the name that begins it starts
	for _, m := range slices.Backward(t.Moments) {
		l := laid{Moment: m, x: s.x(m.From), end: s.x(m.To), until: s.x(m.Lasts), text: shorten(m.Text, lineFont, most)}
		if m.Lasts == 0 {
			l.until = l.x
		}
		side := l.Side
		if side == OnLine {
			side = Out // its mark is on the line, its name where there is room
		}
		stop := max(l.end, l.until+lastsTip, l.x+nameGap+textWidth(l.text, lineFont)) + 12
		// A row serves only if its name ends before the first stalk of every row further out, for these run through it.
		for i, start := range free[side] {
			if start < stop {
				l.row = i + 1
			}
		}
		if l.row == len(free[side]) {
			free[side] = append(free[side], 0)
		}
		free[side][l.row] = l.x - dot - 3
		sides[side] = append(sides[side], l)
	}
	above, below := float64(len(free[Out]))*lane, float64(len(free[In]))*lane
	top, bottom := t.headed(Out), t.headed(In)
	line := top + above + axisRoom
	height := line + axisRoom + 16 + below + bottom
	var c canvas
	t.open(&c, height+legendRoom(t.Legend, t.Width))
	if top > 0 {
		c.put(`<text class="timeline-side" x="0" y="12" font-size="%s" font-weight="600" fill="#47536b">%s </text>`, num(lineFont), esc(t.Out))
	}
	s.axis(&c, line)
	for _, l := range slices.Backward(sides[Out]) {
		c.moment(l, line, line-axisRoom-float64(l.row)*lane)
	}
	for _, l := range slices.Backward(sides[In]) {
		c.moment(l, line, line+axisRoom+16+float64(l.row)*lane)
	}
	if bottom > 0 {
		c.put(`<text class="timeline-side" x="0" y="%s" font-size="%s" font-weight="600" fill="#47536b">%s</text>`, num(height-5), num(lineFont), esc(t.In))
	}
	c.legend(t.Legend, height, t.Width)
	c.WriteString("</svg>")
	return []byte(c.String())
}

// headed is the room for the words that say what a side is.
func (t Timeline) headed(side Side) float64 {
	if t.said(side) == "" {
		return 0
	}
	return 20
}

// said is what a side is, in words: none of a side where nothing stands.
func (t Timeline) said(side Side) string {
	words := t.Out
	if side == In {
		words = t.In
	}
	if !slices.ContainsFunc(t.Moments, func(m Moment) bool { return m.Side == side }) {
		return ""
	}
	return words
}

// lasts draws how long a thing went on, under its name; a tip at the end tells that it still does.
func (c *canvas) lasts(l laid, y float64) {
	if l.Lasts == 0 {
		return
	}
	c.put(`<rect class="timeline-lasts" x="%s" y="%s" width="%s" height="3" fill="#7a4b00"/>`, num(l.x), num(y-1.5), num(l.until-l.x))
	if math.IsInf(l.Lasts, 1) {
		c.put(`<path class="timeline-lasts" d="M%s %sl%s 4.5l-%s 4.5z" fill="#7a4b00"/>`, num(l.until), num(y-4.5), num(lastsTip), num(lastsTip))
	}
}

// moment draws one name with its stalk and its mark: a dot for a day, a bar as long as what is known of a date.
func (c *canvas) moment(l laid, line, y float64) {
	end := c.entry(l.Moment)
	mark := y
	if l.Side == OnLine {
		mark = line
	}
	c.put(`<path class="timeline-stalk" d="M%s %sV%s" stroke="#8591a5" stroke-width="1"/>`, num(l.x), num(line), num(y))
	if l.end > l.x+2*dot { // under the name, or on the line
		bar := mark
		if l.Side != OnLine {
			bar += 9
		}
		c.put(`<rect class="timeline-span" x="%s" y="%s" width="%s" height="3" rx="1.5" fill="#a9bcd3"/>`, num(l.x), num(bar-1.5), num(l.end-l.x))
	}
	c.lasts(l, y+9)
	c.WriteString(marker(l.Kind, vec{l.x, mark}))
	c.put(`<text class="timeline-name" x="%s" y="%s" font-size="%s" fill="#14213d">%s </text>`, num(l.x+nameGap), num(y+lineFont*0.36), num(lineFont), esc(l.text))
	c.WriteString(end)
}

// entry opens a link to the moment, or a group, and gives what closes it.
func (c *canvas) entry(m Moment) string {
	said := m.Text + " – " + m.When
	if address := href(m.URL); address != "" {
		// Its title, which is whole, is the name of the link: what is written may be cut short.
		c.put(`<a class="timeline-item" href="%s"><title>%s</title>`, esc(address), esc(said))
		return "</a>"
	}
	c.put(`<g class="timeline-item"><title>%s</title>`, esc(said))
	return "</g>"
}

// down lays the line from top to bottom, years as headings on it: on a phone there is no room for a scale.
func (t Timeline) down() []byte {
	middle := t.Width / 2
	room := middle - 20
	var body canvas
	at := map[Side]float64{Out: 44, In: 44}
	year := -1
	for _, m := range t.Moments {
		if y := int(m.From); y != year {
			year = y
			top := max(at[Out], at[In]) + 16
			body.put(`<rect class="timeline-pill" x="%s" y="%s" width="48" height="20" rx="10" fill="#e8f0f8"/>`, num(middle-24), num(top-14))
			body.put(`<text class="timeline-year" x="%s" y="%s" font-size="%s" font-weight="600" text-anchor="middle" fill="#14213d">%d </text>`,
				num(middle), num(top), num(lineFont), y)
			at[Out], at[In] = top+24, top+24
		}
		side := m.Side
		if side == OnLine {
			if side = Out; at[In] < at[Out] {
				side = In
			}
		}
		lines := wrap(m.Text, lineFont, room-9, 4)
		y, x, anchor := at[side], middle-14, "end"
		if side == In {
			x, anchor = middle+14, "start"
		}
		if m.Side == OnLine {
			// A mark on the line is beside no other.
			y = max(y, at[OnLine])
			at[OnLine] = y + 12
		}
		end := body.entry(m)
		mark := vec{x, y - lineFont*0.36}
		if m.Side == OnLine {
			mark.x = middle
		} else if anchor == "end" {
			x -= 9
		} else {
			x += 9
		}
		body.put(`<path class="timeline-stalk" d="M%s %sH%s" stroke="#8591a5" stroke-width="1"/>`, num(middle), num(mark.y), num(mark.x))
		body.WriteString(marker(m.Kind, mark))
		for i, line := range lines {
			body.put(`<text class="timeline-name" x="%s" y="%s" font-size="%s" text-anchor="%s" fill="#14213d">%s </text>`,
				num(x), num(y+float64(i)*lineFont*lineHeight), num(lineFont), anchor, esc(shorten(line, lineFont, room-9)))
		}
		body.WriteString(end)
		at[side] = y + float64(len(lines))*lineFont*lineHeight + 12
	}
	bottom := max(at[Out], at[In])
	var c canvas
	t.open(&c, bottom+legendRoom(t.Legend, t.Width))
	for i, said := range wrap(t.said(Out), lineFont, room, 2) {
		c.put(`<text class="timeline-side" x="%s" y="%s" font-size="%s" font-weight="600" text-anchor="end" fill="#47536b">%s </text>`, num(middle-14), num(14+float64(i)*16), num(lineFont), esc(said))
	}
	for i, said := range wrap(t.said(In), lineFont, room, 2) {
		c.put(`<text class="timeline-side" x="%s" y="%s" font-size="%s" font-weight="600" fill="#47536b">%s </text>`, num(middle+14), num(14+float64(i)*16), num(lineFont), esc(said))
	}
	c.put(`<path class="timeline-axis" d="M%s 40V%s" stroke="#47536b" stroke-width="2"/>`, num(middle), num(bottom))
	c.WriteString(body.String())
	c.legend(t.Legend, bottom, t.Width)
	c.WriteString("</svg>")
	return []byte(c.String())
}
