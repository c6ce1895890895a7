package listing

import (
	"strings"
	"time"

	"entente/internal/record"
)

// Period is the name of a time told from today, or two dates with two points between: "2024-01..2024-06".
type Period string

// The periods told from today.
const (
	Today       Period = "today"
	ThisWeek    Period = "this_week"
	ThisMonth   Period = "this_month"
	LastMonth   Period = "last_month"
	NextMonth   Period = "next_month"
	ThisQuarter Period = "this_quarter"
	LastQuarter Period = "last_quarter"
	NextQuarter Period = "next_quarter"
	ThisYear    Period = "this_year"
	LastYear    Period = "last_year"
	NextYear    Period = "next_year"
	Last7       Period = "last_7"
	Last30      Period = "last_30"
	Last365     Period = "last_365"
	Next30      Period = "next_30"
	Next90      Period = "next_90"
	Past        Period = "past"
	Future      Period = "future"
	Mandate     Period = "mandate"
)

// Periods lists those told from today.
func Periods() []Period {
	return []Period{
		Today, ThisWeek, ThisMonth, LastMonth, NextMonth, ThisQuarter, LastQuarter, NextQuarter, ThisYear, LastYear, NextYear,
		Last7, Last30, Last365, Next30, Next90, Past, Future, Mandate,
	}
}

// between separates the two dates of a period.
const between = ".."

// Between is the period from a date to another; either may be "".
func Between(from, to string) Period { return Period(from + between + to) }

// Ends gives the two dates of a period that is given by dates.
func (p Period) Ends() (from, to string, ok bool) { return strings.Cut(string(p), between) }

// Range is a period as lists compare it: texts of dates, both included. "" does not limit.
type Range struct{ From, To string }

// On tells what a period is on a day; false when it is none.
func (p Period) On(today time.Time) (Range, bool) {
	if from, to, ok := p.Ends(); ok {
		return dates(from, to)
	}
	d := date{today.Year(), today.Month(), today.Day()}
	quarter := date{d.y, (d.m-1)/3*3 + 1, 1}
	switch p {
	case Today:
		return d.until(d), true
	case ThisWeek:
		monday := d.days(-(int(today.Weekday()) + 6) % 7)
		return monday.until(monday.days(6)), true
	case ThisMonth, LastMonth, NextMonth:
		return date{d.y, d.m, 1}.months(map[Period]int{LastMonth: -1, NextMonth: 1}[p]).lasting(1), true
	case ThisQuarter, LastQuarter, NextQuarter:
		return quarter.months(map[Period]int{LastQuarter: -3, NextQuarter: 3}[p]).lasting(3), true
	case ThisYear, LastYear, NextYear:
		return date{d.y, 1, 1}.months(map[Period]int{LastYear: -12, NextYear: 12}[p]).lasting(12), true
	case Last7:
		return d.days(-6).until(d), true
	case Last30:
		return d.days(-29).until(d), true
	case Last365:
		return d.days(-364).until(d), true
	case Next30:
		return d.until(d.days(29)), true
	case Next90:
		return d.until(d.days(89)), true
	case Past:
		return Range{To: d.days(-1).String()}, true
	case Future:
		return whole(Range{From: d.String()}), true
	case Mandate:
		return mandate(d), true
	}
	return Range{}, false
}

// mandate is the time from one general municipal election of Québec to the day before the next: the first Sunday of November,
// every four years (Act respecting elections and referendums in municipalities, s. 2). 2021 had one.
func mandate(d date) Range {
	const held, every = 2021, 4
	year := held + (d.y-held)/every*every
	if year > d.y {
		year -= every
	}
	if d.String() < election(year).String() {
		year -= every
	}
	return election(year).until(election(year + every).days(-1))
}

func election(year int) date {
	first := time.Date(year, time.November, 1, 0, 0, 0, 0, time.UTC)
	return date{year, time.November, 1 + (7-int(first.Weekday()))%7}
}

// dates makes a range of two dates of any precision, from the first day of one to the last day of the other.
func dates(from, to string) (Range, bool) {
	var r Range
	for _, x := range []struct {
		text string
		into *string
		end  func(record.Date) string
	}{{from, &r.From, record.Date.First}, {to, &r.To, record.Date.Last}} {
		if x.text == "" {
			continue
		}
		d, err := record.ParseDate(x.text)
		if err != nil || strings.Contains(x.text, "/") {
			return Range{}, false
		}
		*x.into = x.end(d)
	}
	return whole(r), r != Range{} && (r.From == "" || r.To == "" || r.From <= r.To)
}

// whole writes the first day of a range as its month, or as its year, where the range holds all of it: what is known to the
// month, or to the year, is found too.
func whole(r Range) Range {
	month, ok := strings.CutSuffix(r.From, "-01")
	if !ok || r.To != "" && r.To < record.Date(month).Last() {
		return r
	}
	r.From = month
	if year, ok := strings.CutSuffix(month, "-01"); ok && (r.To == "" || r.To >= record.Date(year).Last()) {
		r.From = year
	}
	return r
}

type date struct {
	y int
	m time.Month
	d int
}

func (d date) time() time.Time { return time.Date(d.y, d.m, d.d, 0, 0, 0, 0, time.UTC) }

func (d date) String() string { return d.time().Format(time.DateOnly) }

func (d date) days(n int) date { return date{d.y, d.m, d.d + n}.normal() }

func (d date) months(n int) date { return date{d.y, d.m + time.Month(n), d.d}.normal() }

func (d date) normal() date {
	t := d.time()
	return date{t.Year(), t.Month(), t.Day()}
}

func (d date) until(last date) Range { return whole(Range{From: d.String(), To: last.String()}) }

func (d date) lasting(months int) Range { return d.until(d.months(months).days(-1)) }
