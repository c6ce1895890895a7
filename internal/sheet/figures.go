package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"entente/internal/record"
)

var (
	slashed  = regexp.MustCompile(`^(\d{1,4})([/.\-])(\d{1,2})([/.\-])(\d{1,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?$`)
	numeric  = regexp.MustCompile(`^[-−(]?\s*[$€£]?\s*(\d{1,3}(?:[ \x{00a0}\x{202f}'’.,]\d{3})+|\d+)(?:([.,])(\d+))?\s*[$€£]?\)?$`)
	longDate = regexp.MustCompile(`(?i)^(?:\d{1,2}(?:er)?\s+)?(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|january|february|march|april|may|june|july|august|september|october|november|december)\b.*\d{4}$`)
	year     = regexp.MustCompile(`^(?:19|20)\d{2}$`)
	mail     = regexp.MustCompile(`^[^\s@]+@[^\s@]+\.[^\s@]+$`)
)

// figures are the three figures of a date.
type figures struct {
	a, b, c int
	first   bool // the year comes first
}

// datePattern reads the figures of a date, whatever their order.
func datePattern(s string) (figures, bool) {
	m := slashed.FindStringSubmatch(s)
	if m == nil || m[2] != m[4] {
		return figures{}, false
	}
	var f figures
	for i, into := range []*int{&f.a, &f.b, &f.c} {
		n, err := strconv.Atoi(m[1+2*i])
		if err != nil {
			return figures{}, false
		}
		*into = n
	}
	f.first = len(m[1]) == 4
	if f.first && len(m[5]) > 2 || !f.first && (len(m[1]) > 2 || len(m[5]) == 1 || len(m[5]) == 3) {
		return figures{}, false
	}
	return f, f.first && day(f.a, f.b, f.c) != "" || !f.first && (day(f.year(), f.b, f.a) != "" || day(f.year(), f.a, f.b) != "")
}

// year widens two figures: those from 70 are of the last century.
func (f figures) year() int {
	switch {
	case f.c >= 100:
		return f.c
	case f.c >= 70:
		return 1900 + f.c
	}
	return 2000 + f.c
}

func day(y, m, d int) string {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1000 || y > 9999 || int(t.Month()) != m || t.Day() != d {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

// in gives the day that figures mean in an order, "" when there is no such day.
func (f figures) in(order string) string {
	switch {
	case f.first:
		return day(f.a, f.b, f.c)
	case order == MonthFirst:
		return day(f.year(), f.a, f.b)
	case order == DayFirst:
		return day(f.year(), f.b, f.a)
	case f.a == f.b, day(f.year(), f.a, f.b) == "":
		return day(f.year(), f.b, f.a)
	case day(f.year(), f.b, f.a) == "":
		return day(f.year(), f.a, f.b)
	}
	return ""
}

// orders counts what the dates of a column say of the order of their figures.
type orders struct {
	dayFirst, monthFirst, open, yearFirst int
	example                               string
}

func (o *orders) add(f figures, s string) {
	switch {
	case f.first:
		o.yearFirst++
	case f.a > 12:
		o.dayFirst++
	case f.b > 12:
		o.monthFirst++
	case f.a != f.b:
		if o.open++; o.example == "" {
			o.example = s
		}
	}
}

// verdict is the order that the values settle; ask when they do not, though it matters.
func (o *orders) verdict() (order string, ask bool) {
	switch {
	case o.dayFirst > 0 && o.monthFirst == 0:
		return DayFirst, false
	case o.monthFirst > 0 && o.dayFirst == 0:
		return MonthFirst, false
	case o.dayFirst > 0 && o.monthFirst > 0:
		return "", o.open > 0
	case o.open > 0:
		return "", true
	case o.yearFirst > 0:
		return YearFirst, false
	}
	return "", false
}

// marks counts what the numbers of a column say of their decimal mark.
type marks struct {
	comma, point, open int
	openMark           string
	example            string
}

func (k *marks) add(s string) {
	m := numeric.FindStringSubmatch(s)
	if m == nil {
		return
	}
	whole, mark, part := m[1], m[2], m[3]
	switch {
	case mark != "" && strings.Contains(whole, other(mark)), mark != "" && len(part) != 3, mark != "" && strings.ContainsAny(whole, " \u00a0\u202f'’"):
		k.sure(mark)
	case mark != "" && len(whole) > 3:
		k.sure(mark)
	case mark == "" && strings.ContainsAny(whole, ".,"):
		if strings.Count(whole, ",") == 1 && !strings.Contains(whole, ".") || strings.Count(whole, ".") == 1 && !strings.Contains(whole, ",") {
			if whole[0] == '0' {
				k.sure(string(whole[strings.IndexAny(whole, ".,")]))
				return
			}
			if k.open++; k.example == "" {
				k.example, k.openMark = s, string(whole[strings.IndexAny(whole, ".,")])
			}
			return
		}
		k.sure(other(string(whole[strings.IndexAny(whole, ".,")])))
	}
}

func (k *marks) sure(mark string) {
	if mark == "," {
		k.comma++
	} else {
		k.point++
	}
}

func other(mark string) string {
	if mark == "," {
		return "."
	}
	return ","
}

func (k *marks) verdict() (mark string, ask bool) {
	switch {
	case k.comma > 0 && k.point == 0:
		return ",", false
	case k.point > 0 && k.comma == 0:
		return ".", false
	}
	return "", k.open > 0
}

// number reads a plain number with the decimal mark of its column; "" when the text is none.
func number(s, mark string) record.Decimal {
	m := numeric.FindStringSubmatch(s)
	if m == nil || strings.ContainsAny(s, "$€£") {
		return ""
	}
	whole, point, part := m[1], m[2], m[3]
	if point == "" && mark != "" && strings.Count(whole, mark) == 1 && !strings.ContainsAny(whole, other(mark)) {
		whole, part, _ = strings.Cut(whole, mark)
	} else if point != "" && mark != "" && point != mark {
		if len(part) != 3 {
			return ""
		}
		whole, part = whole+part, ""
	}
	negative := strings.ContainsAny(s[:1], "-(") || strings.HasPrefix(s, "−")
	if mark == "" && point == "" && strings.ContainsAny(whole, ".,") {
		return "" // nobody knows
	}
	whole = strings.TrimLeft(strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, whole), "0")
	part = strings.TrimRight(part, "0")
	out := whole
	if out == "" {
		out = "0"
	}
	if part != "" {
		out += "." + part
	}
	if negative && out != "0" {
		out = "-" + out
	}
	return record.Decimal(out)
}
