package listing

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"entente/internal/record"
)

// Names of what an address says of a list. Fields follow a prefix: f.themes=…, op.themes=all, from.date=2024.
const (
	Words      = "q"
	SortBy     = "sort"
	Direction  = "dir"
	Match      = "match"
	Gone       = "withdrawn"
	After      = "after"
	Before     = "before"
	Size       = "size"
	value      = "f."
	named      = "n."
	question   = "op."
	from       = "from."
	to         = "to."
	down       = "down"
	either     = "any"
	mostValues = 50
)

// Typed marks a value that people wrote, to be looked for among the names of what the field takes: "~lausanne".
const Typed = "~"

// ValueName is the name of a field's values in forms and addresses.
func ValueName(field string) string { return value + field }

// NameName is the name of a control in which people write the name of what they want.
func NameName(field string) string { return named + field }

// OpName is the name of what is asked of a field.
func OpName(field string) string { return question + field }

// FromName is the name of the first date of a period.
func FromName(field string) string { return from + field }

// ToName is the name of the last date of a period.
func ToName(field string) string { return to + field }

// Read reads a question from an address. What it does not understand does not limit: an address that somebody kept for
// years still opens.
func Read(v url.Values, kinds ...record.Kind) Query {
	q := Query{
		Kinds: kinds, Words: strings.TrimSpace(v.Get(Words)), Either: v.Get(Match) == either, Down: v.Get(Direction) == down,
		Sort: Sort(v.Get(SortBy)), After: v.Get(After), Before: v.Get(Before),
	}
	if !slices.Contains(Sorts(), q.Sort) {
		q.Sort = ""
	}
	if w := Withdrawn(v.Get(Gone)); w == Only || w == Also {
		q.Withdrawn = w
	}
	if n, err := strconv.Atoi(v.Get(Size)); err == nil && n > 0 && n <= MostOnPage {
		q.Limit = n
	}
	for _, f := range Fields(kinds...) {
		if asked, ok := read(v, f); ok {
			q.Filters = append(q.Filters, asked)
		}
	}
	return q
}

func read(v url.Values, f Field) (Filter, bool) {
	out := Filter{Field: f.Name, Op: Op(v.Get(question + f.Name))}
	values := v[value+f.Name]
	if f.Shape == Ref || f.Shape == Place {
		for _, s := range v[named+f.Name] {
			values = append(slices.Clone(values), Typed+strings.TrimSpace(s))
		}
	}
	for _, s := range values {
		if s = strings.TrimSpace(s); s != "" && s != Typed && !slices.Contains(out.Values, s) && len(out.Values) < mostValues {
			out.Values = append(out.Values, s)
		}
	}
	if out.Op == Has || out.Op == Lack {
		out.Values = nil
		return out, f.Source != Column
	}
	if f.Shape == Day {
		a, b := strings.TrimSpace(v.Get(from+f.Name)), strings.TrimSpace(v.Get(to+f.Name))
		if a != "" || b != "" {
			out.Values = append(out.Values, string(Between(a, b)))
		}
		out.Values = slices.DeleteFunc(out.Values, func(s string) bool {
			_, _, given := Period(s).Ends()
			return !given && !slices.Contains(Periods(), Period(s))
		})
		if out.Op != Over || f.Name != Date {
			out.Op = In
		}
		return out, len(out.Values) > 0
	}
	if out.Op != None && (out.Op != All || !f.Many) {
		out.Op = Any
	}
	return out, len(out.Values) > 0
}

// Values writes a question as an address does, without the place of a page.
func (q Query) Values() url.Values {
	v := url.Values{}
	set := func(name, s string) {
		if s != "" {
			v.Set(name, s)
		}
	}
	set(Words, q.Words)
	set(SortBy, string(q.Sort))
	set(Gone, string(q.Withdrawn))
	if q.Down {
		v.Set(Direction, down)
	}
	if q.Either {
		v.Set(Match, either)
	}
	if q.Limit > 0 {
		v.Set(Size, strconv.Itoa(q.Limit))
	}
	for _, f := range q.Filters {
		if f.Op != Any && f.Op != In {
			v.Set(question+f.Field, string(f.Op))
		}
		for _, s := range f.Values {
			v.Add(value+f.Field, s)
		}
	}
	return v
}

// Without gives the question without one value of a field, or without all that is asked of it when the value is "".
func (q Query) Without(field, val string) Query {
	var out []Filter
	for _, f := range q.Filters {
		if f.Field == field {
			if val == "" {
				continue
			}
			f.Values = slices.DeleteFunc(slices.Clone(f.Values), func(s string) bool { return s == val })
			if len(f.Values) == 0 {
				continue
			}
		}
		out = append(out, f)
	}
	q.Filters, q.After, q.Before = out, "", ""
	return q
}
