package web

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/typed"
)

// listFilter is one field in the panel of filters.
type listFilter struct {
	listing.Field

	title   string
	op      listing.Op
	ops     []filterOption
	options []filterOption
	names   bool // a name may be typed
	from    string
	to      string
	used    bool
}

type filterOption struct {
	value, label string
	n            int // how often it occurs; 0 where that was not counted
	checked      bool
}

// mostOptions is how many values of a field are offered besides those that are chosen; a name may be typed for the others.
const mostOptions = 12

// typedDates turns the ends of periods into dates, as people type them.
func typedDates(v url.Values, kinds ...record.Kind) url.Values {
	out := maps.Clone(v)
	for _, f := range listing.Fields(kinds...) {
		if f.Shape != listing.Day {
			continue
		}
		for _, name := range []string{listing.FromName(f.Name), listing.ToName(f.Name)} {
			if found, err := typed.Date(strings.TrimSpace(v.Get(name))); err == nil && len(found) == 1 {
				out.Set(name, string(found[0]))
			}
		}
	}
	return out
}

// listFilters makes the panel of a list, and a chip for each thing that is asked.
func (a *app) listFilters(q *request, l asked) ([]listFilter, []chip, error) {
	fields := listing.Fields(l.kind)
	facets, err := a.Registry.Facets(q.Context(), q.actor, l.query, fields)
	if err != nil {
		return nil, nil, err
	}
	heads, err := a.Registry.Heads(q.Context(), q.actor, namedIn(l.query, fields, facets))
	if err != nil {
		return nil, nil, err
	}
	out := make([]listFilter, 0, len(fields))
	var chips []chip
	if l.query.Words != "" {
		to := l
		to.query.Words = ""
		chips = append(chips, chip{q.p.T("lists.words"), l.query.Words, to.href(q.lang, "")})
	}
	for _, f := range fields {
		x := a.listFilter(q, l, f, facets[f.Name], heads)
		out = append(out, x)
		chips = append(chips, a.chips(q, l, x, heads)...)
	}
	if l.query.Withdrawn != listing.Standing {
		to := l
		to.query.Withdrawn = listing.Standing
		chips = append(chips, chip{q.p.T("lists.withdrawn"), q.p.T("lists.withdrawn." + string(l.query.Withdrawn)), to.href(q.lang, "")})
	}
	return out, chips, nil
}

// namedIn are the records whose names the panel needs: those chosen, and those that occur most.
func namedIn(q listing.Query, fields []listing.Field, facets listing.Facets) []record.Ref {
	var out []record.Ref
	for _, f := range fields {
		if f.Shape != listing.Ref {
			continue
		}
		asked, _ := q.Filter(f.Name)
		for _, v := range append(slices.Clone(asked.Values), frequent(facets[f.Name])...) {
			out = append(out, record.Ref(v))
		}
	}
	return out
}

// frequent are the values that occur most.
func frequent(counts map[string]int) []string {
	out := make([]string, 0, len(counts))
	for v := range counts {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return out[:min(len(out), mostOptions)]
}

func (a *app) listFilter(q *request, l asked, f listing.Field, counts map[string]int, heads map[record.Ref]publish.Head) listFilter {
	asked, used := l.query.Filter(f.Name)
	x := listFilter{Field: f, title: filterTitle(q.p, l.kind, f), op: asked.Op, used: used}
	ops := []listing.Op{listing.Any, listing.None}
	switch {
	case f.Shape == listing.Day && f.Source == listing.Mark, f.Shape == listing.Flag:
		ops = nil
	case f.Shape == listing.Person:
		ops = nil
	case f.Shape == listing.Day:
		ops = nil
		if f.Name == listing.Date {
			ops = []listing.Op{listing.In, listing.Over}
		}
	case f.Many:
		ops = []listing.Op{listing.Any, listing.All, listing.None}
	}
	if f.Source != listing.Column && f.Shape != listing.Flag && f.Shape != listing.Day {
		ops = append(ops, listing.Has, listing.Lack)
	}
	for _, op := range ops {
		x.ops = append(x.ops, filterOption{value: string(op), label: q.p.T("lists.op." + string(op)), checked: asked.Op == op})
	}
	var values []string
	switch f.Shape {
	case listing.Code:
		values = record.Vocabulary(f.Vocab)
	case listing.Flag:
		for _, op := range []listing.Op{"", listing.Has, listing.Lack} {
			x.options = append(x.options, filterOption{value: string(op), label: q.p.T("lists.flag." + cmp.Or(string(op), "any")), checked: asked.Op == op})
		}
		return x
	case listing.Day:
		for _, p := range listing.Periods() {
			x.options = append(x.options, filterOption{value: string(p), label: q.p.T("lists.period." + string(p)), checked: slices.Contains(asked.Values, string(p))})
		}
		for _, v := range asked.Values {
			if from, to, ok := listing.Period(v).Ends(); ok {
				x.from, x.to = a.dateTyped(q.p, from), a.dateTyped(q.p, to)
			}
		}
		return x
	case listing.Person:
		values = []string{listing.Me}
	case listing.Ref, listing.Place:
		x.names = f.Source != listing.Column
		values = frequent(counts)
		for _, v := range asked.Values {
			if !slices.Contains(values, v) {
				values = append([]string{v}, values...)
			}
		}
		if f.Name == listing.Office && len(values) == 0 && q.actor.Office != "" {
			values = []string{string(q.actor.Office)}
		}
	}
	for _, v := range values {
		if label := a.valueWords(q, f, v, heads); label != "" {
			x.options = append(x.options, filterOption{value: v, label: label, n: counts[v], checked: slices.Contains(asked.Values, v)})
		}
	}
	return x
}

// dateTyped writes a date as people type it.
func (*app) dateTyped(p *i18n.Printer, d string) string {
	if d == "" {
		return ""
	}
	return p.Date(record.Date(d))
}

// filterTitle words a field of the panel.
func filterTitle(p *i18n.Printer, kind record.Kind, f listing.Field) string {
	if f.Path != "" {
		return fieldTitle(p, kind, f.Path)
	}
	return p.T("lists.field." + f.Name)
}

// valueWords words a value that is filtered on.
func (a *app) valueWords(q *request, f listing.Field, v string, heads map[record.Ref]publish.Head) string {
	if name, ok := strings.CutPrefix(v, listing.Typed); ok {
		return q.p.T("lists.typed", "name", name)
	}
	switch f.Shape {
	case listing.Code:
		return i18n.Capital(q.p.T("vocabulary." + f.Vocab + "." + v))
	case listing.Ref:
		if record.Ref(v) == q.office.ID {
			text, _ := q.office.Name.In(string(q.lang))
			return text
		}
		text, _ := heads[record.Ref(v)].Title.In(string(q.lang))
		return text
	case listing.Place:
		return a.reader.PlaceName(q.lang, a.placeOf(f.Name, v))
	case listing.Day:
		if from, to, ok := listing.Period(v).Ends(); ok {
			switch {
			case from == "":
				return q.p.T("lists.until", "date", q.p.Date(record.Date(to)))
			case to == "":
				return q.p.T("lists.since", "date", q.p.Date(record.Date(from)))
			case from == to:
				return q.p.Date(record.Date(from))
			}
			return q.p.T("lists.between", "from", q.p.Date(record.Date(from)), "to", q.p.Date(record.Date(to)))
		}
		return q.p.T("lists.period." + v)
	case listing.Person:
		return q.p.T("lists.me")
	case listing.Flag:
		return q.p.T("lists.yes")
	}
	return v
}

func (a *app) placeOf(field, code string) record.Place {
	switch field {
	case listing.City:
		if c, ok := a.Places.City(code); ok {
			return record.Place{City: c.ID, Subdivision: c.Subdivision, Country: c.Country}
		}
	case listing.Subdivision:
		country, _, _ := strings.Cut(code, "-")
		return record.Place{Subdivision: code, Country: country}
	case listing.Country:
		return record.Place{Country: code}
	}
	return record.Place{}
}

// chips are what is asked of a field, each with the address of the list without it.
func (a *app) chips(q *request, l asked, f listFilter, heads map[record.Ref]publish.Head) []chip {
	asked, used := l.query.Filter(f.Name)
	if !used {
		return nil
	}
	off := func(value string) string {
		to := l
		to.query = l.query.Without(f.Name, value)
		return to.href(q.lang, "")
	}
	if asked.Op == listing.Has || asked.Op == listing.Lack {
		word := q.p.T("lists.op." + string(asked.Op))
		if f.Shape == listing.Flag {
			word = q.p.T("lists.flag." + string(asked.Op))
		}
		return []chip{{f.title, word, off("")}}
	}
	var out []chip
	for _, v := range asked.Values {
		label := a.valueWords(q, f.Field, v, heads)
		if label == "" {
			label = q.p.T("lists.unknown")
		}
		switch asked.Op {
		case listing.None:
			label = q.p.T("lists.not", "value", label)
		case listing.All, listing.Any, listing.In, listing.Over, listing.Has, listing.Lack:
		}
		out = append(out, chip{f.title, label, off(v)})
	}
	return out
}
