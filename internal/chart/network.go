package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Partner is one partner of an office.
type Partner struct {
	Name   string
	Group  string  // what it is told among: a part of the world, a milieu
	Weight float64 // how much it counts: the size of its mark and of the tie to it
	Text   string  // the weight as it is read: "12 échanges"
}

// Network is an office in the middle of its partners. Names have a row each, so that none covers another however many there are.
type Network struct {
	Lang, Title, Desc string
	Width             float64 // in pixels; PrintWidth without one
	Palette           Palette
	Home              string
	Partners          []Partner
	Between           [][2]int // partners that are tied to one another, by their place in Partners
}

const (
	partnerSize  = 12.0
	partnerTall  = partnerSize * lineHeight
	partnerGap   = 5.0
	groupRoom    = 26.0
	twoSidesFrom = 520.0
)

// web is a network with everything in its place.
type web struct {
	Network
	width  float64
	styles map[string]style
	sides  [2][]row // on the right, on the left
	home   vec
	tall   float64
	at     []vec // of each partner's mark
}

// row is one line of names: the head of a group, or a partner.
type row struct {
	head    string
	partner int // -1 for a head
	lines   []string
	top     float64 // from the top of its side
	tall    float64
}

// Draw draws the network; partners keep the order of their groups and, within these, of their weight.
func (n Network) Draw() []byte {
	w := &web{Network: n, width: width(n.Width), at: make([]vec, len(n.Partners))}
	w.fill()
	w.settle()
	var c canvas
	c.open(drawing{
		id: identity("network", n.Title, n.Desc, w.width, n.Partners, n.Between), class: "chart chart-network", lang: n.Lang,
		title: n.Title, desc: n.Desc, width: w.width, height: max(1, w.tall),
	})
	w.ties(&c)
	for side, rows := range w.sides {
		for _, r := range rows {
			w.row(&c, r, side)
		}
	}
	w.centre(&c)
	c.WriteString("</svg>")
	return []byte(c.String())
}

// names is how wide names may be, beside the marks.
func (w *web) names() float64 {
	if w.two() {
		return 0.31*w.width - 12
	}
	return 0.62*w.width - 12
}

func (w *web) two() bool { return w.width >= twoSidesFrom && len(w.Partners) > 4 }

func (w *web) weight(p Partner) float64 {
	if !finite(p.Weight) || p.Weight < 0 {
		return 0
	}
	return min(p.Weight, 1e12)
}

// fill gives every group its style and its side: the one that is shorter so far, so that both are about as high.
func (w *web) fill() {
	var groups []string
	members := map[string][]int{}
	for i, p := range w.Partners {
		if members[p.Group] == nil {
			groups = append(groups, p.Group)
		}
		members[p.Group] = append(members[p.Group], i)
	}
	w.styles = map[string]style{}
	for i, s := range w.Palette.styles(len(groups)) {
		w.styles[groups[i]] = s
	}
	total := 0.0
	blocks := map[string][]row{}
	for _, g := range groups {
		slices.SortStableFunc(members[g], func(a, b int) int {
			return cmp.Or(cmp.Compare(w.weight(w.Partners[b]), w.weight(w.Partners[a])), cmp.Compare(w.Partners[a].Name, w.Partners[b].Name))
		})
		blocks[g] = w.rows(g, members[g])
		total += tallness(blocks[g])
	}
	used := 0.0
	for _, g := range groups {
		side := 0
		if tall := tallness(blocks[g]); w.two() && used+tall/2 > total/2 {
			side = 1
		}
		used += tallness(blocks[g])
		w.sides[side] = append(w.sides[side], blocks[g]...)
	}
	if w.two() && len(groups) == 1 { // one group has both sides
		all := w.sides[0]
		half := (len(all) + 2) / 2
		w.sides = [2][]row{all[:half], append(w.rows(groups[0], nil), all[half:]...)}
	}
}

func (w *web) rows(group string, members []int) []row {
	var out []row
	if group != "" {
		out = append(out, row{head: group, partner: -1, lines: wrap(group, partnerSize, w.names(), 2), tall: groupRoom})
		out[0].tall += float64(len(out[0].lines)-1) * partnerTall
	}
	for _, i := range members {
		p := w.Partners[i]
		said := p.Name
		if p.Text != "" {
			said += " · " + strings.ReplaceAll(p.Text, " ", "\u00a0")
		}
		lines := wrap(said, partnerSize, w.names(), 3)
		out = append(out, row{partner: i, lines: lines, tall: max(float64(len(lines))*partnerTall, 2*w.size(p)) + partnerGap})
	}
	return out
}

func tallness(rows []row) float64 {
	sum := 0.0
	for _, r := range rows {
		sum += r.tall
	}
	return sum
}

// size is the radius of a partner's mark: its surface follows the weight.
func (w *web) size(p Partner) float64 {
	most := 0.0
	for _, o := range w.Partners {
		most = max(most, w.weight(o))
	}
	if most == 0 {
		return 4
	}
	return 3 + 6*math.Sqrt(w.weight(p)/most)
}

// settle gives every row its height, and every mark its place on an oval around home; where there is room for one side only, marks
// stand in a line to the right of home.
func (w *web) settle() {
	high := max(tallness(w.sides[0]), tallness(w.sides[1]), 60)
	w.tall = high + 16
	w.home = vec{w.width / 2, w.tall / 2}
	if !w.two() {
		w.home.x = 26
	}
	for side, rows := range w.sides {
		top := (w.tall - tallness(rows)) / 2
		for i := range rows {
			rows[i].top = top
			top += rows[i].tall
			if rows[i].partner >= 0 {
				w.at[rows[i].partner] = vec{w.mark(side, rows[i].top+(rows[i].tall-partnerGap)/2), rows[i].top + (rows[i].tall-partnerGap)/2}
			}
		}
	}
}

// mark is where the mark of a row stands from left to right.
func (w *web) mark(side int, y float64) float64 {
	if !w.two() {
		return 0.36 * w.width
	}
	t := (y - w.home.y) / max(1, w.tall/2)
	out := 0.19 * w.width * math.Sqrt(max(0, 1-0.72*t*t))
	if side == 1 {
		return w.home.x - out
	}
	return w.home.x + out
}

// ties draws the lines from home, as thick as they weigh, and those between partners, which bend inwards.
func (w *web) ties(c *canvas) {
	for _, pair := range w.Between {
		a, b := pair[0], pair[1]
		if min(a, b) < 0 || max(a, b) >= len(w.at) || a == b {
			continue
		}
		from, to := w.at[a], w.at[b]
		middle := vec{(from.x+to.x)/2*0.45 + w.home.x*0.55, (from.y + to.y) / 2}
		c.put(`<path class="chart-between" d="M%s %sQ%s %s %s %s" fill="none" stroke="%s" stroke-width="1" stroke-dasharray="3 3"/>`,
			num(from.x), num(from.y), num(middle.x), num(middle.y), num(to.x), num(to.y), ruleLine)
	}
	for i, at := range w.at {
		style := w.styles[w.Partners[i].Group]
		bend := (at.x-w.home.x)*0.5 + w.home.x
		c.put(`<path class="chart-tie" d="M%s %sC%s %s %s %s %s %s" fill="none" stroke="%s" stroke-width="%s" stroke-opacity=".45"/>`,
			num(w.home.x), num(w.home.y), num(bend), num(w.home.y), num(bend), num(at.y), num(at.x), num(at.y), style.stroke(), num(0.6+w.size(w.Partners[i])/4))
	}
}

func (w *web) row(c *canvas, r row, side int) {
	anchor, way := "start", 1.0
	if side == 1 {
		anchor, way = "end", -1
	}
	if r.partner < 0 {
		// The head of a group begins where the names below it do.
		x := w.mark(side, r.top+r.tall+partnerTall/2) + way*16
		for i, line := range r.lines {
			c.words(vec{x, r.top + groupRoom - 9 + float64(i)*partnerTall}, anchor, partnerSize, mutedText, bold, line)
		}
		return
	}
	p, at := w.Partners[r.partner], w.at[r.partner]
	c.put(`<g class="chart-partner"><title>%s</title>`, esc(joined(p.Name, p.Group, p.Text)))
	c.shape(w.styles[p.Group], at, w.size(p))
	first := at.y - float64(len(r.lines)-1)*partnerTall/2 + partnerSize*rise
	for i, line := range r.lines {
		c.words(vec{at.x + way*(w.size(p)*1.3+5), first + float64(i)*partnerTall}, anchor, partnerSize, inkText, "", line)
	}
	c.WriteString(`</g>`)
}

// centre draws home with its name on a ground of its own, over the lines.
func (w *web) centre(c *canvas) {
	c.put(`<g class="chart-home"><title>%s</title>`, esc(w.Home))
	c.put(`<circle cx="%s" cy="%s" r="11" fill="%s" stroke="#fff" stroke-width="2"/>`, num(w.home.x), num(w.home.y), w.Palette.deep().seen().hex())
	room, middle := 0.22*w.width, w.home.x
	if !w.two() {
		room = 0.3 * w.width
	}
	for i, line := range wrap(w.Home, partnerSize+1, room, 2) {
		half := textWidth(line, partnerSize+1) * 1.04 / 2
		x := max(half+2, middle)
		y := w.home.y + 28 + float64(i)*partnerTall*1.05
		c.put(`<text x="%s" y="%s" text-anchor="middle" font-size="%s" font-weight="700" fill="%s" stroke="#fff" stroke-width="4" stroke-linejoin="round" paint-order="stroke">%s </text>`,
			num(x), num(y), num(partnerSize+1), inkText, esc(line))
	}
	c.WriteString(`</g>`)
}
