package typed

import (
	"regexp"
	"slices"
	"strings"

	"entente/internal/record"
)

// instant is a day as programs write it, with an hour that says nothing here.
var instant = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:?\d{2})?$`)

// Date reads a moment or a period, as precise as it was typed: "2003", "mai 2004", "automne 2022", "13 mai 2024",
// "May 13, 2024", "du 12 au 18 mai 2024", "12-18 mai 2024", "28 juillet–3 août 2024", "depuis 2023", "jusqu'en 2009",
// "2024-05-13". It gives one reading, or several when there is a doubt: 03/04/2024 is the 3rd of April and the 4th of March.
// A year of two figures is refused.
func Date(s string) ([]record.Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return []record.Date{""}, nil
	}
	if len(s) > longest {
		return nil, fail("unread_date", s)
	}
	if m := instant.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	ts := tokens(fold(s))
	found, code := whole(ts)
	if code == "" {
		found, code = sound(found)
	}
	if code != "" && strings.Contains(s, "/") { // a period as machines write it: "2023/..", "2022-23/2023-21"
		if d, err := record.ParseDate(strings.ReplaceAll(s, " ", "")); err == nil {
			return []record.Date{d}, nil
		}
	}
	if code != "" {
		return nil, fail(code, s)
	}
	return found, nil
}

// sound keeps the readings that are dates, each once.
func sound(ds []record.Date) ([]record.Date, string) {
	var out []record.Date
	code := ""
	for _, d := range ds {
		switch _, err := record.ParseDate(string(d)); {
		case err != nil:
			code = "no_such_day"
			if a, b, _ := d.Parts(); isDate(a) && isDate(b) {
				code = "period_reversed"
			}
		case !slices.Contains(out, d):
			out = append(out, d)
		}
	}
	if len(out) > 0 {
		return out, ""
	}
	return nil, code
}

func isDate(d record.Date) bool {
	_, err := record.ParseDate(string(d))
	return err == nil
}

// whole reads a text as a moment, a period with two ends or one with an end left open, in that order.
func whole(ts []token) ([]record.Date, string) {
	ps, code := points(ts)
	if code == "" {
		switch {
		case ps[0].y == 0:
			return nil, "year_missing"
		case ps[0].d > 0 && ps[0].m == 0:
			return nil, "unread_date"
		}
		var out []record.Date
		for _, p := range ps {
			out = append(out, p.date())
		}
		return out, ""
	}
	found, split := period(ts)
	if split == "" {
		return found, ""
	}
	found, open := halfOpen(ts)
	if open == "" {
		return found, ""
	}
	for _, c := range []string{code, open, split} {
		if c != "unread_date" {
			return nil, c
		}
	}
	return nil, code
}

// period tries every word or mark that can stand between two ends.
func period(ts []token) ([]record.Date, string) {
	between := len(ts) > 0 && beginning(ts[0].text)
	if between {
		ts = ts[1:]
	}
	var out []record.Date
	code := "unread_date"
	for i, t := range ts {
		if !bound(t.text) || i == 0 || i == len(ts)-1 {
			continue
		}
		left, lc := points(ts[:i])
		right, rc := points(ts[i+1:])
		if lc != "" || rc != "" {
			if lc == "two_digit_year" || rc == "two_digit_year" {
				code = "two_digit_year"
			}
			continue
		}
		days := (t.text == "et" || t.text == "and") && !between
		for _, a := range left {
			for _, b := range right {
				d, c := join(a, b, days)
				if c == "" {
					out = append(out, d)
				} else if c != "unread_date" {
					code = c
				}
			}
		}
	}
	if len(out) > 0 {
		return out, ""
	}
	return nil, code
}

// join makes a period of two ends, each of which may leave to the other what they share. Days joined by "and" are a period
// when they follow each other.
func join(a, b point, days bool) (record.Date, string) {
	if a.order != b.order && a.order != noOrder && b.order != noOrder || a.years || b.years {
		return "", "unread_date"
	}
	inherited := a.y == 0 || b.y == 0
	switch {
	case a.y == 0 && b.y == 0:
		return "", "year_missing"
	case a.y == 0 && b.m == 0 && b.d == 0: // "13 mai à 2025" leaves the first year unsaid
		return "", "year_missing"
	case b.y == 0 && a.m == 0:
		return "", "unread_date"
	case a.y == 0:
		a.y = b.y
	case b.y == 0:
		b.y = a.y
	}
	if a.m == 0 && a.d > 0 {
		a.m = b.m
	}
	if b.m == 0 && b.d > 0 {
		b.m = a.m
	}
	if a.d > 0 && (a.m == 0 || a.m > 12) || b.d > 0 && (b.m == 0 || b.m > 12) {
		return "", "unread_date"
	}
	if days && (a.d == 0 || b.d != a.d+1 || a.m != b.m || a.y != b.y) {
		return "", "unread_date"
	}
	d := a.date() + "/" + b.date()
	if _, err := record.ParseDate(string(d)); err != nil && inherited && a.m > b.m && isDate(a.date()) && isDate(b.date()) {
		return "", "year_missing" // "du 28 décembre au 3 janvier 2025"
	}
	if a.date() == b.date() {
		return a.date(), ""
	}
	return d, ""
}

// halfOpen reads "depuis 2023", which goes on, "à partir de 2023", whose end nobody knows, and "jusqu'en 2009".
func halfOpen(ts []token) ([]record.Date, string) {
	for _, way := range []struct {
		words         []string
		before, after record.Date
	}{
		{words: []string{"depuis"}, after: "/.."},
		{words: []string{"since"}, after: "/.."},
		{words: []string{"a", "partir"}, after: "/"},
		{words: []string{"from"}, after: "/"},
		{words: []string{"starting"}, after: "/"},
		{words: []string{"as", "of"}, after: "/"},
		{words: []string{"jusqu"}, before: "/"},
		{words: []string{"until"}, before: "/"},
		{words: []string{"till"}, before: "/"},
		{words: []string{"up", "to"}, before: "/"},
	} {
		if !begins(ts, way.words) {
			continue
		}
		ps, code := points(ts[len(way.words):])
		if code != "" {
			return nil, code
		}
		var out []record.Date
		for _, p := range ps {
			switch {
			case p.y == 0:
				return nil, "year_missing"
			case !p.years:
				out = append(out, way.before+p.date()+way.after)
			}
		}
		return out, ""
	}
	return nil, "unread_date"
}

func begins(ts []token, words []string) bool {
	if len(ts) < len(words) {
		return false
	}
	for i, w := range words {
		if ts[i].text != w {
			return false
		}
	}
	return true
}
