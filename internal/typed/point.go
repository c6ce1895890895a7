package typed

import (
	"fmt"
	"slices"

	"entente/internal/record"
)

// order is how a date in figures was read: 03/04/2024 is the third of April or March the fourth.
type order int

const (
	noOrder order = iota
	dayFirst
	monthFirst
)

// point is a moment as it was typed, perhaps without what the other end of its period says: the month of "du 12 au 18 mai".
type point struct {
	y, m, d int
	order   order
	years   bool // y and the year after: "2022-23"
}

func (p point) date() record.Date {
	switch {
	case p.years:
		return record.Date(fmt.Sprintf("%04d/%04d", p.y, p.y+1))
	case p.d > 0:
		return record.Date(fmt.Sprintf("%04d-%02d-%02d", p.y, p.m, p.d))
	case p.m > 0:
		return record.Date(fmt.Sprintf("%04d-%02d", p.y, p.m))
	}
	return record.Date(fmt.Sprintf("%04d", p.y))
}

// points reads a moment: one reading, two where the order of figures leaves a doubt, or the code of what is wrong.
func points(ts []token) ([]point, string) {
	for len(ts) > 0 && (opening(ts[0].text) || weekday(ts[0].text)) {
		ts = ts[1:]
	}
	if len(ts) == 0 {
		return nil, "unread_date"
	}
	if len(ts) == 2 && ts[0].digits > 0 && ts[0].digits <= 2 && ts[1].digits == 4 { // the end of "May 12 to 18, 2024"
		return []point{{y: ts[1].number, d: ts[0].number}}, ""
	}
	if !slices.ContainsFunc(ts, func(t token) bool { return month(t.text) > 0 }) {
		return figures(ts)
	}
	var p point
	var small int // numbers of one or two figures
	for i, t := range ts {
		switch m := month(t.text); {
		case i > 1 && t.digits > 0 && ts[i-1].text == "-" && ts[i-2].digits > 0: // "12-18 mai"
			return nil, "unread_date"
		case m > 0 && p.m == 0:
			p.m = m
		case t.digits == 4 && p.y == 0:
			p.y = t.number
		case t.digits == 1 || t.digits == 2:
			p.d = t.number
			small++
		case weekday(t.text), inside(t.text), t.text == "-":
		default:
			return nil, "unread_date"
		}
	}
	switch {
	case small == 2 && p.y == 0:
		return nil, "two_digit_year"
	case small > 1 || p.d > 0 && p.m > 12 || small == 1 && (p.d < 1 || p.d > 31):
		return nil, "unread_date"
	}
	return []point{p}, ""
}

// figures reads a moment that is written in figures only.
func figures(ts []token) ([]point, string) {
	var n []token
	separator := ""
	for i, t := range ts {
		switch {
		case i%2 == 0 && t.digits > 0:
			n = append(n, t)
		case i%2 == 1 && i < len(ts)-1 && (t.text == "-" || t.text == "/" || t.text == ".") && (separator == "" || separator == t.text):
			separator = t.text
		default:
			return nil, "unread_date"
		}
	}
	switch {
	case len(n) == 1:
		return single(n[0])
	case len(n) == 2:
		return pair(n[0], n[1], separator)
	case len(n) == 3:
		return triple(n[0], n[1], n[2])
	}
	return nil, "unread_date"
}

func single(t token) ([]point, string) {
	switch {
	case t.digits == 4 && t.number > 0:
		return []point{{y: t.number}}, ""
	case t.digits <= 2 && t.number >= 1 && t.number <= 31:
		return []point{{d: t.number}}, ""
	}
	return nil, "unread_date"
}

// pair reads "2004-05", "05/2004" and, within a period, "12/05".
func pair(a, b token, separator string) ([]point, string) {
	if b.digits == 4 && a.digits <= 2 {
		a, b = b, a
	} else if a.digits == 4 && b.digits == 2 && b.number > 12 && separator != "." {
		return years(a.number, b.number)
	}
	switch {
	case a.digits == 4 && b.digits <= 2 && b.number >= 1 && b.number <= 12:
		return []point{{y: a.number, m: b.number}}, ""
	case a.digits <= 2 && b.digits <= 2 && separator != "-":
		return dayAndMonth(0, a.number, b.number)
	}
	return nil, "unread_date"
}

// years reads "2022-23": autumn 2022 to a machine, and to people 2022 and 2023.
func years(y, n int) ([]point, string) {
	var out []point
	if n >= 21 && n <= 24 {
		out = append(out, point{y: y, m: n})
	}
	if n == (y+1)%100 {
		out = append(out, point{y: y, years: true})
	}
	if len(out) == 0 {
		return nil, "two_digit_year"
	}
	return out, ""
}

func triple(a, b, c token) ([]point, string) {
	switch {
	case a.digits == 4 && b.digits <= 2 && c.digits <= 2:
		return valid(point{y: a.number, m: b.number, d: c.number})
	case a.digits <= 2 && b.digits <= 2 && c.digits == 4:
		return dayAndMonth(c.number, a.number, b.number)
	case a.digits <= 2 && b.digits <= 2 && c.digits == 2:
		return nil, "two_digit_year"
	}
	return nil, "unread_date"
}

func dayAndMonth(y, a, b int) ([]point, string) {
	if a == b {
		return valid(point{y: y, m: a, d: a})
	}
	return valid(point{y: y, m: b, d: a, order: dayFirst}, point{y: y, m: a, d: b, order: monthFirst})
}

// valid keeps the readings that can be: those of a month there is. A reading that is left alone is in no doubt, but the
// order of its figures binds the other end of a period.
func valid(ps ...point) ([]point, string) {
	out := slices.DeleteFunc(ps, func(p point) bool { return p.m < 1 || p.m > 12 || p.d < 1 || p.d > 31 })
	if len(out) == 0 {
		return nil, "no_such_day"
	}
	return out, ""
}
