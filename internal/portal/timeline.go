package portal

import (
	"math"
	"slices"
	"strings"
	"time"

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
		if from, to, ok := yearsOf(e.r.When()); ok {
			line.Moments = append(line.Moments, chart.Moment{
				From: from, To: to, Lasts: lasts(e.r), Side: e.side, Kind: string(h.Kind), Text: row.record.text, When: row.when, URL: row.record.href,
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

// lasts tells until when what binds went on; an activity is over when it is done.
func lasts(r record.Record) float64 {
	if activityOf(r) != nil {
		return 0
	}
	_, end, interval := r.When().Parts()
	if rel, ok := r.(*record.Relation); ok && !interval && rel.Legal != "ended" {
		return math.Inf(1) // one says since when a tie stands, and when it ended
	}
	switch {
	case !interval || end == "":
		return 0
	case end == "..":
		return math.Inf(1)
	}
	until, ok := yearOf(end.Last(), 1)
	if !ok {
		return 0
	}
	return until
}

// yearsOf gives the beginning of a date in years, as long as the date is imprecise: a year runs to the next. Of what lasts
// longer than its beginning is imprecise, a journey of some days keeps its days; longer things are marked where they begin, and
// [lasts] tells how far they go.
func yearsOf(d record.Date) (from, to float64, ok bool) {
	start, _, _ := d.Parts()
	from, okFrom := yearOf(start.First(), 0)
	to, okTo := yearOf(start.Last(), 1)
	if start.Precision() == record.PrecisionDay {
		to = from
	}
	return from, to, okFrom && okTo
}

// yearOf turns a day into years: the middle of 2024 is 2024.5.
func yearOf(day string, after int) (float64, bool) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0, false
	}
	t = t.AddDate(0, 0, after)
	length := time.Date(t.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC).Sub(time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC))
	return float64(t.Year()) + float64(t.Sub(time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)))/float64(length), true
}
