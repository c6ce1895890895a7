package store

import (
	"context"
	"fmt"
	"strings"

	"entente/internal/access"
	"entente/internal/listing"
	"entente/internal/record"
)

// condition is what is asked of record r, and the ids that can fulfil it where an index gives them. Each adds its arguments
// to the question that it is written into.
type condition struct {
	text func(*lister) string
	ids  func(*lister) string // nil when no index gives them; an id may come several times, or fail the condition
	// rough is as many rows as ids, or more, and read sooner, where there is such a thing.
	rough func(*lister) string
	// exact says that no id fails it: a list that begins with them need not ask again. Asking the index of words row by row
	// is slow.
	exact bool
}

// lister writes one question.
type lister struct {
	where

	engine Engine
	scope  access.Scope
	id     string // of the record that is asked: where a list begins with a filter, what that found, before the record is read
}

// part writes conditions that stand inside another query, with the arguments of the whole.
func (l *lister) part(f func(*lister)) string {
	sub := &lister{where: where{args: l.args}, engine: l.engine, scope: l.scope, id: l.id}
	f(sub)
	l.args = sub.args
	return sub.String()
}

// expression writes words as the engine reads them.
func (tx *Tx) expression(ctx context.Context, words []Term) (string, error) {
	all := Search{Terms: words}.terms()
	if tx.engine == Postgres {
		return tsQuery(all), nil
	}
	all, err := begun(ctx, tx.q, all)
	if err != nil {
		return "", err
	}
	return ftsQuery(all), nil
}

// musts are the conditions that hold whether all filters must or one.
func (tx *Tx) musts(ctx context.Context, q ListQuery) ([]condition, error) {
	var out []condition
	if len(q.Words) > 0 {
		words, err := tx.expression(ctx, q.Words)
		if err != nil {
			return nil, err
		}
		out = append(out, ofWords(words))
	}
	if q.During != (listing.Range{}) {
		out = append(out, ofColumn(ListFilter{Field: listing.Field{Name: listing.Date, Shape: listing.Day}, Op: listing.Over, Ranges: []listing.Range{q.During}}, q.Kinds))
	}
	if q.Withdrawn == listing.Only {
		out = append(out, condition{
			text: func(*lister) string { return "r.withdrawn_at <> ''" },
			ids: func(l *lister) string {
				return "SELECT o.id AS id FROM record o" + l.part(func(l *lister) {
					l.ofKinds("o.kind", q.Kinds)
					if !l.scope.All {
						l.and("o.office = %s", l.scope.Office) // nobody else sees what its office withdrew
					}
					l.conds = append(l.conds, "o.withdrawn_at <> ''")
				})
			},
		})
	}
	return out, nil
}

func (l *lister) ofKinds(column string, kinds []record.Kind) {
	switch len(kinds) {
	case 0:
	case 1:
		l.and(column+" = %s", kinds[0])
	default:
		in(&l.where, column, kinds)
	}
}

// ofWords asks for the words of the index, in what the reader may read of a record.
func ofWords(expression string) condition {
	found := func(l *lister, more string) string {
		from, match := "search_words f CROSS JOIN search s", "search_words MATCH %s AND s.pos = f.rowid"
		if more != "" { // one record's row is looked up, and then its words, not all that hold them
			from = "search s CROSS JOIN search_words f"
		}
		if l.engine == Postgres {
			from, match = "search s", "s.words @@ CAST(CAST(%s AS TEXT) AS TSQUERY)"
		}
		return from + l.part(func(l *lister) {
			l.and(match, expression)
			switch { // of the two rows that some records have, the one for this reader
			case l.scope.All:
				l.and("s.private <> %s", Others)
			case l.scope.Office != "":
				office := l.arg(l.scope.Office)
				l.and("(s.office = "+office+" AND s.private <> %s OR s.office <> "+office+" AND s.private <> %s)", Others, Owners)
			default:
				l.and("s.private <> %s", Owners)
			}
			if more != "" {
				l.conds = append(l.conds, more)
			}
		})
	}
	return condition{
		text: func(l *lister) string { return "EXISTS (SELECT 1 FROM " + found(l, "s.record = "+l.id) + ")" },
		ids:  func(l *lister) string { return "SELECT s.record AS id FROM " + found(l, "") },
		rough: func(l *lister) string {
			if l.engine == Postgres {
				return "SELECT s.pos AS id FROM search s WHERE s.words @@ CAST(CAST(" + l.arg(expression) + " AS TEXT) AS TSQUERY)"
			}
			return "SELECT f.rowid AS id FROM search_words f WHERE search_words MATCH " + l.arg(expression)
		},

		exact: true,
	}
}

// filters are the conditions of the filters, in their order.
func filters(q ListQuery) []condition {
	out := make([]condition, len(q.Filters))
	for i, f := range q.Filters {
		if f.Source == listing.Column {
			out[i] = ofColumn(f, q.Kinds)
		} else {
			out[i] = ofIndex(f, q.Kinds)
		}
	}
	return out
}

// ofColumn asks something of the record's own row.
func ofColumn(f ListFilter, kinds []record.Kind) condition {
	write := func(l *lister, alias string) {
		switch f.Name {
		case listing.Date:
			l.ranges(alias+".starts", alias+".ends", f)
		case listing.Updated:
			l.ranges(alias+".updated_at", "", f)
		case listing.By:
			in(&l.where, alias+".updated_by", f.Values)
			if !l.scope.All {
				l.and(alias+".office = %s", l.scope.Office) // others are not told who changed a record
			}
		case listing.Office, listing.Visibility:
			in(&l.where, alias+"."+f.Name, f.Values)
		default:
			l.conds = append(l.conds, "1 = 0")
		}
	}
	text := func(l *lister) string {
		s := strings.TrimPrefix(l.part(func(l *lister) { write(l, "r") }), " WHERE ")
		if f.Op == listing.None {
			return "NOT (" + s + ")"
		}
		return "(" + s + ")"
	}
	c := condition{text: text}
	if f.Op != listing.None && f.Name != listing.Visibility {
		c.ids = func(l *lister) string {
			return "SELECT o.id AS id FROM record o" + l.part(func(l *lister) {
				write(l, "o")
				l.ofKinds("o.kind", kinds)
			})
		}
	}
	return c
}

// longest is how long before a period something may have begun that still lasts, in years: what lasts longer is no event of
// a calendar.
const longest = 1

// ranges asks that a date lies in one of some ranges, or that the time from it to ends touches one.
func (l *lister) ranges(column, ends string, f ListFilter) {
	var or []string
	for _, r := range f.Ranges {
		var and []string
		if f.Op == listing.Over && ends != "" && r.From != "" {
			and = append(and, ends+" >= "+l.arg(r.From), column+" >= "+l.arg(earlier(r.From)))
		} else if r.From != "" {
			and = append(and, column+" >= "+l.arg(r.From))
		}
		if r.To != "" {
			and = append(and, column+" <= "+l.arg(r.To+"T~"), column+" <> ''")
		}
		or = append(or, strings.Join(and, " AND "))
	}
	if len(or) == 0 {
		or = []string{"1 = 0"}
	}
	l.conds = append(l.conds, "("+strings.Join(or, " OR ")+")")
}

// earlier is a date some years before.
func earlier(day string) string {
	y := record.Date(day).Year()
	if y <= longest || len(day) < len("2006") {
		return day
	}
	return fmt.Sprintf("%04d", y-longest) + day[len("2006"):]
}

// ofIndex asks something of the marks or links of a record.
func ofIndex(f ListFilter, kinds []record.Kind) condition {
	table, value := "mark", "n.value"
	if f.Source == listing.Link {
		table, value = "link", "n.target"
	}
	exists := func(l *lister, ask func(*lister)) string {
		return "EXISTS (SELECT 1 FROM " + table + " n" + l.part(func(l *lister) {
			l.conds = append(l.conds, "n.source = "+l.id)
			l.and("n.field = %s", f.Name)
			ask(l)
			l.open(f.Field, f.Op)
		}) + ")"
	}
	ask := func(l *lister) {
		switch {
		case f.Op == listing.Has || f.Op == listing.Lack:
		case f.Shape == listing.Day:
			l.ranges(value, "", f)
		default:
			in(&l.where, value, f.Values)
		}
	}
	c := condition{
		text: func(l *lister) string {
			switch f.Op {
			case listing.All:
				all := make([]string, 0, len(f.Values))
				for _, v := range f.Values {
					all = append(all, exists(l, func(l *lister) { l.and(value+" = %s", v) }))
				}
				if len(all) == 0 {
					return "1 = 0"
				}
				return "(" + strings.Join(all, " AND ") + ")"
			case listing.None, listing.Lack:
				return "NOT " + exists(l, ask)
			}
			return exists(l, ask)
		},
	}
	if f.Op == listing.Any || f.Op == listing.All || f.Op == listing.In {
		c.ids = func(l *lister) string {
			return "SELECT n.source AS id FROM " + table + " n" + l.part(func(l *lister) {
				l.and("n.field = %s", f.Name)
				if f.Op == listing.All && len(f.Values) > 0 {
					l.and(value+" = %s", f.Values[0])
				} else {
					ask(l)
				}
				l.ofKinds("n.kind", kinds)
				l.open(f.Field, f.Op)
			})
		}
	}
	return c
}

// open leaves out values that the reader may not see: of private fields of other offices, and references to records outside
// the scope where any reference would do.
func (l *lister) open(f listing.Field, op listing.Op) {
	l.unless(f)
	if !l.scope.All && f.Source == listing.Link && (op == listing.Has || op == listing.Lack) {
		l.conds = append(l.conds, l.visible("n.target"))
	}
}

// unless leaves out what other offices keep private.
func (l *lister) unless(f listing.Field) {
	if kinds := privateTo(f); !l.scope.All && len(kinds) > 0 {
		sub := &where{args: l.args}
		in(sub, "n.kind", kinds)
		l.args = sub.args
		l.and("(n.office = %s OR NOT "+sub.conds[0]+")", l.scope.Office)
	}
}

// visible asks that a record is in scope.
func (l *lister) visible(id string) string {
	return "EXISTS (SELECT 1 FROM record r" + l.part(func(l *lister) {
		l.where.scope(l.scope)
		l.conds = append(l.conds, "r.id = "+id)
	}) + ")"
}

// privateTo are the kinds whose field of that name is for their office alone.
func privateTo(f listing.Field) []record.Kind {
	if f.Source == listing.Link {
		return privateKinds(record.PrivateLinks(), f.Name)
	}
	return privateKinds(record.PrivateMarks(), f.Name)
}
