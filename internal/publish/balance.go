package publish

import (
	"cmp"
	"slices"
	"strconv"

	"entente/internal/figure"
	"entente/internal/place"
	"entente/internal/record"
)

// deed is something done in a year: of which sort, where, and under which themes.
type deed struct {
	kind   record.Kind
	record record.Record
	places []record.Place
	themes []record.Ref
}

// deedKinds are the sorts of activity, in the order of columns and series.
func deedKinds() []record.Kind {
	return []record.Kind{record.KindMission, record.KindVisit, record.KindParticipation, record.KindEvent}
}

// deeds are all activities of a year, each with the places that it ties the office to: where a mission went, where visitors came
// from, where a meeting or an event was.
func (w *writer) deeds(year int) []deed {
	var out []deed
	for _, m := range figure.Missions(w.in, year) {
		d := deed{kind: record.KindMission, record: m, themes: m.Themes}
		for _, s := range m.Stops {
			d.places = append(d.places, s.Place)
		}
		out = append(out, d)
	}
	for _, v := range figure.Visits(w.in, year, "") {
		d := deed{kind: record.KindVisit, record: v, themes: v.Themes}
		for _, o := range v.Origins {
			p := o.Place
			if body, ok := figure.Lookup(w.in, o.Who).(*record.Organisation); ok && p.IsZero() {
				p = body.Place
			}
			d.places = append(d.places, p)
		}
		out = append(out, d)
	}
	for _, p := range figure.Participations(w.in, year) {
		out = append(out, deed{kind: record.KindParticipation, record: p, places: []record.Place{p.Place}, themes: p.Themes})
	}
	for _, e := range figure.Events(w.in, year) {
		out = append(out, deed{kind: record.KindEvent, record: e, places: []record.Place{e.Place}, themes: e.Themes})
	}
	return out
}

// share is how many activities of each sort fall to a region or a theme.
type share struct {
	label string
	n     map[record.Kind]int
}

func (s share) total() int {
	t := 0
	for _, n := range s.n {
		t += n
	}
	return t
}

// regions counts the activities of the year by region of the world; one that is in two regions counts in both.
func (w *writer) regions() []share { return w.regionsOf(w.in.Year) }

func (w *writer) regionsOf(year int) []share {
	if w.c.Places == nil {
		return nil
	}
	return w.shares(year, func(d deed) []string {
		var out []string
		for _, p := range d.places {
			if c, ok := w.c.Places.Country(p.Country); ok {
				out = append(out, w.region(c.Region))
			}
		}
		if len(out) == 0 {
			out = []string{w.p.T("site.region.none")}
		}
		return out
	})
}

func (w *writer) themes() []share {
	return w.shares(w.in.Year, func(d deed) []string {
		var out []string
		for _, ref := range d.themes {
			if s := w.name(ref); s.Text != "" {
				out = append(out, s.Text)
			}
		}
		if len(out) == 0 {
			out = []string{w.p.T("compose.theme.none")}
		}
		return out
	})
}

// shares counts the activities of a year by what of gives for each; the largest first, what is not known last.
func (w *writer) shares(year int, of func(deed) []string) []share {
	var out []share
	known := false
	for _, d := range w.deeds(year) {
		labels := of(d)
		slices.Sort(labels)
		for _, label := range slices.Compact(labels) {
			i := slices.IndexFunc(out, func(s share) bool { return s.label == label })
			if i < 0 {
				i = len(out)
				out = append(out, share{label: label, n: map[record.Kind]int{}})
			}
			out[i].n[d.kind]++
			known = known || !w.unknown(label)
		}
	}
	if !known {
		return nil
	}
	slices.SortStableFunc(out, func(a, b share) int {
		if x, y := w.unknown(a.label), w.unknown(b.label); x != y {
			if x {
				return 1
			}
			return -1
		}
		return cmp.Or(b.total()-a.total(), w.p.Compare(a.label, b.label))
	})
	return out
}

func (w *writer) unknown(label string) bool {
	return label == w.p.T("site.region.none") || label == w.p.T("compose.theme.none")
}

func (w *writer) region(code string) string {
	switch code {
	case place.Europe:
		return w.p.T("site.region.europe")
	case place.AmericasNorth:
		return w.p.T("site.region.north")
	case place.AmericasLatin:
		return w.p.T("site.region.latin")
	case place.Africa:
		return w.p.T("site.region.africa")
	case place.Asia:
		return w.p.T("site.region.asia")
	case place.Oceania:
		return w.p.T("site.region.oceania")
	}
	return w.p.T("site.region.none")
}

// balance is what was done by region and by theme, side by side with what was not.
func (w *writer) balance(b record.Block) []Block {
	var out []Block
	if b.Of != "themes" {
		out = append(out, tabled(w.shareTable(w.regions(), w.p.T("compose.column.region"), w.caption(b, w.p.T("compose.regions.caption", "year", w.in.Year))))...)
	}
	if b.Of != "regions" {
		out = append(out, tabled(w.shareTable(w.themes(), w.p.T("compose.column.theme"), w.caption(b, w.p.T("compose.themes.caption", "year", w.in.Year))))...)
	}
	return out
}

func (w *writer) shareTable(shares []share, first, caption string) *Table {
	t := &Table{Caption: caption, Head: []Cell{head(first, false)}}
	for _, k := range deedKinds() {
		t.Head = append(t.Head, head(w.kinds(k), true))
	}
	t.Head = append(t.Head, head(w.p.T("compose.column.total"), true))
	for _, s := range shares {
		row := []Cell{w.cell(Span{Text: s.label})}
		for _, k := range deedKinds() {
			row = append(row, w.numberCell(s.n[k]))
		}
		t.Rows = append(t.Rows, append(row, w.numberCell(s.total())))
	}
	return t
}

func (w *writer) numberCell(n int) Cell {
	return Cell{Spans: []Span{{Text: w.p.Decimal(strconv.Itoa(n))}}, Number: true}
}
