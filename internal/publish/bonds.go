package publish

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"entente/internal/chart"
	"entente/internal/record"
)

// mostTies is how many partners have a row in a timeline of ties; its table has them all.
const mostTies = 30

// bond is a partner with what binds us to it and what passed between both, the earliest first.
type bond struct {
	body  *record.Organisation
	name  string
	all   []record.Record
	since float64 // of the first dated tie, else of the first thing; NaN where nothing has a date
}

// bonds are the partners to which a tie of the office leads: a relation, an agreement, a membership; with the activities that the
// composition reads.
func (w *writer) bonds() []bond {
	var out []bond
	put := func(r record.Record, begins bool) {
		for _, o := range w.bodiesOf(r) {
			i := slices.IndexFunc(out, func(x bond) bool { return x.body == o })
			if i < 0 && !begins {
				continue
			}
			if i < 0 {
				i = len(out)
				out = append(out, bond{body: o, name: w.name(o.ID).Text, since: math.NaN()})
			}
			out[i].all = append(out[i].all, r)
		}
	}
	for _, r := range w.in.Records {
		switch r.(type) {
		case *record.Relation, *record.Agreement, *record.Membership:
			put(r, true)
		}
	}
	for y := w.in.Year - yearsDrawn + 1; y <= w.in.Year; y++ {
		for _, d := range w.deeds(y) {
			put(d.record, false)
		}
	}
	for i := range out {
		b := &out[i]
		slices.SortStableFunc(b.all, func(x, y record.Record) int { return strings.Compare(x.When().SortKey(), y.When().SortKey()) })
		for _, r := range b.all {
			if from, _, ok := YearsOf(r.When()); ok && !(from >= b.since) {
				b.since = from
			}
		}
	}
	slices.SortStableFunc(out, func(x, y bond) int {
		if a, b := math.IsNaN(x.since), math.IsNaN(y.since); a != b {
			if a {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(x.since, y.since), w.p.Compare(x.name, y.name))
	})
	return out
}

// tiesChart draws since when each partner is tied to the office, and what happened over the years. What has no date is in the table.
func (w *writer) tiesChart(b record.Block) []Block {
	caption := w.caption(b, w.p.T("compose.chart.ties"))
	t := &Table{Caption: caption, Head: []Cell{
		head(w.p.T("compose.column.body"), false), head(w.p.T("compose.column.dates"), false), head(w.p.T("compose.column.tie"), false),
	}}
	ties := chart.Ties{Lang: w.lang(), Title: caption, Width: chart.PrintWidth, Palette: w.palette()}
	kinds := map[record.Kind]bool{}
	var said []string
	for _, x := range w.bonds() {
		tie := chart.Tie{Name: x.name}
		for _, r := range x.all {
			when := w.p.T("compose.ties.undated")
			if r.When() != "" {
				when = w.p.Date(r.When())
			}
			t.Rows = append(t.Rows, []Cell{w.cell(w.name(x.body.ID)), w.cell(Span{Text: when}), w.cell(w.titled(r))})
			from, to, ok := YearsOf(r.When())
			if !ok {
				continue
			}
			kind := r.Head().Kind
			tie.Moments = append(tie.Moments, chart.Moment{From: from, To: to, Lasts: Lasts(r), Kind: string(kind), Text: w.text(r.Label()).Text, When: when})
			kinds[kind] = kinds[kind] || len(ties.Ties) < mostTies
		}
		if len(tie.Moments) == 0 || len(ties.Ties) == mostTies {
			continue
		}
		ties.Ties = append(ties.Ties, tie)
		said = append(said, w.p.T("compose.alt.row", "label", x.name, "values", []string{tie.Moments[0].Text + ", " + tie.Moments[0].When}))
	}
	if len(ties.Ties) == 0 {
		return nil
	}
	for _, k := range []record.Kind{record.KindRelation, record.KindAgreement, record.KindMembership, record.KindMission, record.KindVisit, record.KindParticipation, record.KindEvent} {
		if kinds[k] {
			ties.Legend = append(ties.Legend, chart.Legend{Kind: string(k), Text: w.kinds(k)})
		}
	}
	ties.Desc = w.altOf(caption, said)
	return drawn(ties.Draw(), caption, ties.Desc, t)
}
