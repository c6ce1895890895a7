package publish

import (
	"cmp"
	"slices"

	"entente/internal/chart"
	"entente/internal/record"
)

// mostPartners is how many partners a network draws; its table has them all.
const mostPartners = 40

// partnerOf is a body with what it had a part in.
type partnerOf struct {
	body  *record.Organisation
	name  string
	where string
	deeds []record.Record
}

// partnersOfYear are the bodies with which the activities of the year were made, those of most activities first.
func (w *writer) partnersOfYear() []partnerOf {
	var out []partnerOf
	for _, d := range w.deeds(w.in.Year) {
		for _, o := range w.bodiesOf(d.record) {
			i := slices.IndexFunc(out, func(p partnerOf) bool { return p.body == o })
			if i < 0 {
				i = len(out)
				out = append(out, partnerOf{body: o, name: w.name(o.ID).Text, where: w.partOfWorld(o)})
			}
			out[i].deeds = append(out[i].deeds, d.record)
		}
	}
	slices.SortStableFunc(out, func(a, b partnerOf) int {
		return cmp.Or(cmp.Compare(len(b.deeds), len(a.deeds)), w.p.Compare(a.name, b.name))
	})
	return out
}

// networkChart draws the office among the bodies with which it acted in the year, by part of the world.
func (w *writer) networkChart(b record.Block) []Block {
	all := w.partnersOfYear()
	if len(all) == 0 || w.in.Office == nil {
		return nil
	}
	caption := w.caption(b, w.p.T("compose.chart.network", "year", w.in.Year))
	t := &Table{Caption: caption, Head: []Cell{
		head(w.p.T("compose.column.body"), false), head(w.p.T("compose.column.where"), false),
		head(w.p.T("compose.column.number"), true), head(w.p.T("compose.column.activities"), false),
	}}
	net := chart.Network{Lang: w.lang(), Title: caption, Width: chart.PrintWidth, Palette: w.palette(), Home: OfficeName(w.in.Office, w.lang())}
	var said []string
	for i, p := range all {
		var deeds []Span
		for j, d := range p.deeds {
			if j > 0 {
				deeds = append(deeds, Span{Text: "; "})
			}
			deeds = append(deeds, w.titled(d))
		}
		t.Rows = append(t.Rows, []Cell{w.cell(w.name(p.body.ID)), w.cell(Span{Text: p.where}), w.numberCell(len(p.deeds)), {Spans: merge(deeds)}})
		said = append(said, w.p.T("compose.alt.value", "name", p.name, "value", len(p.deeds)))
		if i < mostPartners {
			x := chart.Partner{Name: p.name, Group: p.where, Weight: float64(len(p.deeds))}
			if len(p.deeds) > 1 { // one goes without saying
				x.Text = w.p.T("compose.network.times", "n", len(p.deeds))
			}
			net.Partners = append(net.Partners, x)
		}
	}
	slices.SortStableFunc(net.Partners, func(a, b chart.Partner) int { return w.p.Compare(a.Group, b.Group) })
	net.Desc = w.altOf(caption, said)
	return drawn(net.Draw(), caption, net.Desc, t)
}
