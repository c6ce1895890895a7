package record

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a moment or a period as precise as its source and no more: EDTF level 0 ("2003", "2004-05", "2024-05-13"),
// seasons of level 1 ("2022-23" is autumn 2022: 21 spring, 22 summer, 23 autumn, 24 winter), and intervals with an open
// ("2023/..") or unknown ("2023/", "/2024") end. The empty Date is unknown.
// Source: ISO 8601-2:2019, the Extended Date/Time Format (Library of Congress).
type Date string

// Precision is how much of a Date its source gives.
type Precision int

// The precisions, from nothing known to a day.
const (
	Unknown Precision = iota
	Open
	PrecisionYear
	PrecisionSeason
	PrecisionMonth
	PrecisionDay
)

// ParseDate returns s as a Date, or an error that says what is wrong with it.
func ParseDate(s string) (Date, error) {
	d := Date(s)
	if s == "" {
		return "", errors.New("a date is empty")
	}
	start, end, interval := d.Parts()
	if !interval {
		return d, checkPoint(start)
	}
	for _, p := range []Date{start, end} {
		if p != "" && p != ".." {
			if err := checkPoint(p); err != nil {
				return "", err
			}
		}
	}
	if (start == "" || start == "..") && (end == "" || end == "..") {
		return "", fmt.Errorf("interval %q has neither a start nor an end", s)
	}
	if start.Precision() > Open && end.Precision() > Open && start.First() > end.Last() {
		return "", fmt.Errorf("interval %q ends before it starts", s)
	}
	return d, nil
}

func checkPoint(d Date) error {
	y, m, day, n := d.split()
	switch {
	case n == 1 && y > 0, n == 2 && y > 0 && (m >= 1 && m <= 12 || m >= 21 && m <= 24):
		return nil
	case n == 3 && y > 0:
		t := time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
		if t.Year() == y && int(t.Month()) == m && t.Day() == day {
			return nil
		}
	}
	return fmt.Errorf("%q is not a year, month, season or day", string(d))
}

// split reads "2024-05-13" as 2024, 5, 13 and the number of parts read; 0 parts when it is not of that form.
func (d Date) split() (y, m, day, n int) {
	parts := strings.Split(string(d), "-")
	if len(parts) > 3 {
		return 0, 0, 0, 0
	}
	out := [3]int{}
	for i, p := range parts {
		want := 2
		if i == 0 {
			want = 4
		}
		v, err := strconv.Atoi(p)
		if err != nil || len(p) != want || v < 0 || p[0] == '+' {
			return 0, 0, 0, 0
		}
		out[i] = v
	}
	return out[0], out[1], out[2], len(parts)
}

// Parts gives both ends of an interval; of a single moment, itself twice. An end that is unknown is "", one that is open "..".
func (d Date) Parts() (start, end Date, interval bool) {
	a, b, found := strings.Cut(string(d), "/")
	if !found {
		return d, d, false
	}
	return Date(a), Date(b), true
}

// Precision tells how much of a single moment is known; of an interval, of its start.
func (d Date) Precision() Precision {
	start, _, _ := d.Parts()
	if start == ".." {
		return Open
	}
	_, m, _, n := start.split()
	switch {
	case n == 1:
		return PrecisionYear
	case n == 2 && m > 12:
		return PrecisionSeason
	case n == 2:
		return PrecisionMonth
	case n == 3:
		return PrecisionDay
	}
	return Unknown
}

// Year of the start, or of the end when the start is unknown; 0 when nothing is known.
func (d Date) Year() int {
	start, end, _ := d.Parts()
	if y, _, _, _ := start.split(); y > 0 {
		return y
	}
	y, _, _, _ := end.split()
	return y
}

// Month is 1 to 12, or 21 to 24 for a season, of the start; 0 when it is not known.
func (d Date) Month() int {
	start, _, _ := d.Parts()
	_, m, _, _ := start.split()
	return m
}

// Day of the start, 0 when it is not known.
func (d Date) Day() int {
	start, _, _ := d.Parts()
	_, _, day, _ := start.split()
	return day
}

// First is the earliest day that d can mean ("2004-05-01" for "2004-05"), "" when its start is unknown or open.
func (d Date) First() string {
	start, _, _ := d.Parts()
	y, m, day, n := start.split()
	switch {
	case n == 0:
		return ""
	case n == 1:
		m, day = 1, 1
	case n == 2 && m > 12:
		m, day = (m-20)*3, 1 // spring begins in March, winter in December
	case n == 2:
		day = 1
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

// Last is the latest day that d can mean, "" when its end is unknown or open.
func (d Date) Last() string {
	_, end, _ := d.Parts()
	y, m, day, n := end.split()
	var t time.Time
	switch {
	case n == 0:
		return ""
	case n == 1:
		t = time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC)
	case n == 2 && m > 12:
		t = time.Date(y, time.Month((m-20)*3+3), 0, 0, 0, 0, 0, time.UTC)
	case n == 2:
		t = time.Date(y, time.Month(m+1), 0, 0, 0, 0, 0, time.UTC)
	default:
		t = time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
	}
	if t.Year() > 9999 { // the winter of 9999: days compare as texts of four-digit years
		return "9999-12-31"
	}
	return t.Format(time.DateOnly)
}

// SortKey orders dates in lists: the start as it was given with a season put in its first month, so that "2024" comes
// before "2024-05". Empty when the start is not known.
func (d Date) SortKey() string {
	start, _, _ := d.Parts()
	if start.Precision() == PrecisionSeason {
		return start.First()[:7]
	}
	if start == ".." {
		return ""
	}
	return string(start)
}

// Within tells whether d certainly lies in year y: its start is known and of that year.
func (d Date) Within(y int) bool {
	first := d.First()
	return first != "" && first[:4] == fmt.Sprintf("%04d", y)
}

// Late tells whether a duty due on a day is past: only a due date known to the day and a duty given to somebody can be
// late. Unknown is never late.
func Late(due Date, owner Ref, today Date) bool {
	_, _, interval := due.Parts()
	return !interval && due.Precision() == PrecisionDay && owner != "" && today.Precision() == PrecisionDay && due < today
}
