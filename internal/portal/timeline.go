package portal

import (
	"slices"
	"strings"

	"entente/internal/chart"
	"entente/internal/publish"
	"entente/internal/record"
)

// timelineData is a drawing of a tie through the years, and the same as a table.
type timelineData struct {
	title        string
	wide, narrow []byte
	rows         []timelineRow
}

type timelineRow struct {
	when, sort string
	record     words
}

// timeline sets missions on one side, visits on the other, and what binds both on the line.
func (t teller) timeline(name record.Text, d publish.Dealings) timelineData {
	type entry struct {
		r    record.Record
		side chart.Side
	}
	var all []entry
	add := func(side chart.Side, list []record.Record) {
		for _, r := range list {
			all = append(all, entry{r, side})
		}
	}
	add(chart.Out, plain(d.Missions))
	add(chart.In, plain(d.Visits))
	add(chart.OnLine, slices.Concat(plain(d.Relations), plain(d.Agreements), plain(d.Memberships), plain(d.Events), plain(d.Participations)))
	slices.SortStableFunc(all, func(a, b entry) int { return strings.Compare(a.r.When().SortKey(), b.r.When().SortKey()) })
	out := timelineData{title: t.v.p.T("site.timeline.of", "name", t.v.name(name).text)}
	line := chart.Timeline{
		Lang: string(t.v.lang), Title: out.title, Desc: t.v.p.T("site.timeline.desc"),
		Out: t.v.p.T("site.timeline.out"), In: t.v.p.T("site.timeline.in"),
	}
	for _, e := range all {
		h, ok := t.heads[e.r.Head().ID]
		if !ok {
			continue
		}
		row := timelineRow{when: t.v.when(e.r.When()), sort: t.v.kind(h.Kind), record: t.v.link(h)}
		if row.when == "" {
			row.when = t.v.p.T("site.timeline.undated")
		}
		out.rows = append(out.rows, row)
		if from, to, ok := publish.YearsOf(e.r.When()); ok {
			line.Moments = append(line.Moments, chart.Moment{
				From: from, To: to, Lasts: publish.Lasts(e.r), Side: e.side, Kind: string(h.Kind), Text: row.record.text, When: row.when, URL: row.record.href,
			})
		}
	}
	if len(line.Moments) < 2 {
		out.rows = nil // one date is no course of events: the lists say it
		return out
	}
	line.Legend = t.legendOf(line.Moments)
	line.Width = wideMap
	out.wide = line.Draw()
	line.Width = 340
	out.narrow = line.Draw()
	return out
}

// legendOf names the kinds of what is on a line, each mark once.
func (t teller) legendOf(moments []chart.Moment) []chart.Legend {
	var out []chart.Legend
	for _, l := range []struct {
		text  string
		kinds []record.Kind
	}{
		{t.v.kinds(record.KindMission), []record.Kind{record.KindMission}},
		{t.v.kinds(record.KindVisit), []record.Kind{record.KindVisit}},
		{t.v.p.T("site.timeline.bonds"), []record.Kind{record.KindRelation, record.KindAgreement}},
		{t.v.kinds(record.KindMembership), []record.Kind{record.KindMembership}},
		{t.v.p.T("site.timeline.events"), []record.Kind{record.KindEvent, record.KindParticipation}},
	} {
		if slices.ContainsFunc(moments, func(m chart.Moment) bool { return slices.Contains(l.kinds, record.Kind(m.Kind)) }) {
			out = append(out, chart.Legend{Kind: string(l.kinds[0]), Text: l.text})
		}
	}
	return out
}
