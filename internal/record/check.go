package record

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Checker gathers the problems of one record, so that a person sees them all at once.
type Checker struct{ problems []Problem }

// Add notes a problem of a field. args are pairs of name and value for the sentence.
func (c *Checker) Add(field, code string, args ...string) {
	p := Problem{Field: field, Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		if p.Args == nil {
			p.Args = map[string]string{}
		}
		p.Args[args[i]] = args[i+1]
	}
	c.problems = append(c.problems, p)
}

// ordered notes every pair of dates that certainly lie in the wrong order.
func (c *Checker) ordered(dates ...namedDate) {
	for i, a := range dates {
		for _, b := range dates[i+1:] {
			if af, bl := a.date.First(), b.date.Last(); af != "" && bl != "" && bl < af {
				c.Add(b.field, "date_order", "before", a.field, "date", string(a.date))
			}
		}
	}
}

type namedDate struct {
	field string
	date  Date
}

// Check returns everything that is wrong with r seen alone: form first, then the rules of its kind.
func Check(r Record) []Problem {
	c := &Checker{}
	m := r.Head()
	if !m.ID.Valid() {
		c.Add("id", "bad_id")
	}
	def, ok := DefinitionOf(m.Kind)
	if !ok || fmt.Sprintf("%T", def.New()) != fmt.Sprintf("%T", r) {
		c.Add("kind", "bad_kind", "value", string(m.Kind))
		return c.problems
	}
	if m.Office == "" && m.Kind != KindTerm {
		c.Add("office", "required")
	}
	if m.Visibility == "" {
		c.Add("visibility", "required")
	}
	if m.Visibility == Private && len(m.SharedWith) > 0 {
		c.Add("shared_with", "shared_but_private")
	}
	if _, err := time.Parse(time.RFC3339, m.Withdrawn); m.Withdrawn != "" && err != nil {
		c.Add("withdrawn", "bad_date", "value", m.Withdrawn)
	}
	walk(r, func(l leaf) { c.value(l) })
	r.check(c)
	return c.problems
}

// value checks one value against what its type and tags ask for.
func (c *Checker) value(l leaf) {
	if l.value.IsZero() {
		c.Add(l.at, "required")
		return
	}
	if !sound(l.value) {
		c.Add(l.at, "bad_text")
		return
	}
	if v := l.field.Vocab; v != "" && !slices.Contains(Vocabulary(v), l.value.String()) && l.value.Kind().String() == "string" {
		c.Add(l.at, "unknown_code", "value", l.value.String(), "vocabulary", v)
	}
	switch v := l.value.Interface().(type) {
	case Date:
		if _, err := ParseDate(string(v)); err != nil {
			c.Add(l.at, "bad_date", "value", string(v))
		}
	case Ref:
		if !v.Valid() {
			c.Add(l.at, "bad_reference", "value", string(v))
		}
	case Place:
		if err := v.problem(); err != nil {
			c.Add(l.at, "bad_place", "value", err.Error())
		}
	case Text:
		if v.FR == "" && l.field.Required {
			c.Add(l.at, "needs_french")
		}
	case Quantity:
		c.quantity(l.at, v)
	case Amount:
		c.amount(l.at, v)
	}
}

// sound tells whether all texts of a value can be kept and given back as they are: databases and JSON take neither broken
// UTF-8 nor the zero byte.
func sound(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return utf8.ValidString(v.String()) && !strings.Contains(v.String(), "\x00")
	case reflect.Struct:
		for _, field := range v.Fields() {
			if !sound(field) {
				return false
			}
		}
	}
	return true
}

func (c *Checker) quantity(at string, q Quantity) {
	lo, ok := q.Value.Rat()
	if !ok {
		c.Add(at+".value", "bad_number", "value", string(q.Value))
		return
	}
	if q.Max != "" {
		if hi, ok := q.Max.Rat(); !ok || hi.Cmp(lo) < 0 {
			c.Add(at+".max", "bad_range", "value", string(q.Max))
		}
	}
	c.code(at+".qualifier", "qualifier", q.Qualifier)
	c.code(at+".unit", "unit", q.Unit)
	c.code(at+".nature", "nature", q.Nature)
}

func (c *Checker) amount(at string, a Amount) {
	if r, ok := a.Value.Rat(); !ok || !r.IsInt() && !isCents(a.Value) {
		c.Add(at+".value", "bad_amount", "value", string(a.Value))
	}
	if len(a.Currency) != 3 {
		c.Add(at+".currency", "bad_currency", "value", a.Currency)
	}
	if a.Nature == "" {
		c.Add(at+".nature", "required")
	}
	c.code(at+".nature", "nature", a.Nature)
	c.code(at+".scope", "scope", a.Scope)
	c.code(at+".qualifier", "qualifier", a.Qualifier)
}

func isCents(d Decimal) bool {
	n, ok := d.Hundredths()
	r, _ := d.Rat()
	back, _ := Cents(n).Rat()
	return ok && r.Cmp(back) == 0
}

func (c *Checker) code(at, vocabulary, code string) {
	if code != "" && !slices.Contains(Vocabulary(vocabulary), code) {
		c.Add(at, "unknown_code", "value", code, "vocabulary", vocabulary)
	}
}

// index is the path of an element of a list.
func index(list string, i int, field string) string {
	s := list + "." + strconv.Itoa(i)
	if field != "" {
		s += "." + field
	}
	return s
}
