package publish

import (
	"math"
	"time"

	"entente/internal/record"
)

// YearsOf gives the beginning of a date in years, as long as the date is imprecise: a year runs to the next. Of what lasts
// longer than its beginning is imprecise, a journey of some days keeps its days; longer things are marked where they begin, and
// [Lasts] tells how far they go.
func YearsOf(d record.Date) (from, to float64, ok bool) {
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
	first := time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	return float64(t.Year()) + float64(t.Sub(first))/float64(first.AddDate(1, 0, 0).Sub(first)), true
}

// Lasts tells in years until when what binds went on, [math.Inf] while it does; an activity is over when it is done.
func Lasts(r record.Record) float64 {
	switch r.(type) {
	case *record.Mission, *record.Visit, *record.Event, *record.Participation:
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
