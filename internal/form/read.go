package form

import (
	"errors"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/typed"
)

// Option is one of the readings of what was typed.
type Option struct{ Value, Label string }

// Reading is what was made of a form that was sent.
type Reading struct {
	Record   record.Record
	Values   url.Values // as typed, its rows renumbered: what the form shows again
	Problems []record.Problem
	Options  map[string][]Option // by input, what it can mean where it can mean several things
}

// Read makes a record of what was typed. base is the record that the form was made from: what the form does not hold, and
// every value that was left as it was shown, is kept from it.
func (l Language) Read(base record.Record, values url.Values) Reading {
	cs := Controls(base.Head().Kind)
	r := &reader{Language: l, shown: l.Show(base), values: compact(cs, values), options: map[string][]Option{}}
	r.rows = rows(r.values)
	next := record.Clone(base)
	r.fields(cs, reflect.ValueOf(next).Elem(), "", "")
	return Reading{Record: next, Values: r.values, Problems: r.problems, Options: r.options}
}

type reader struct {
	Language
	values, shown url.Values
	rows          map[string][]int
	problems      []record.Problem
	options       map[string][]Option
}

// fields reads the fields of a struct that stands in the form under prefix and was shown under was; v holds what the record
// had there. A row that is new was shown nowhere: was is then "\x00".
func (r *reader) fields(cs []Control, v reflect.Value, prefix, was string) {
	for i := range cs {
		c := &cs[i]
		r.control(c, c.Field.In(v), prefix+c.Field.Name, was+c.Field.Name)
	}
}

func (r *reader) control(c *Control, v reflect.Value, name, was string) {
	switch {
	case c.Checks():
		r.ticked(v, name)
	case c.Many:
		r.list(c, v, name, was)
	case c.Sort == Part && v.Kind() == reflect.Pointer:
		part := reflect.New(v.Type().Elem())
		if !v.IsNil() {
			part = v
		}
		r.fields(c.Inside, part.Elem(), name+".", was+".")
		if part.Elem().IsZero() {
			part = reflect.Zero(v.Type())
		}
		v.Set(part)
	case c.Sort == Part:
		r.fields(c.Inside, v, name+".", was+".")
	case r.there(c, name) && !r.same(c, name, was):
		r.value(c, v, name)
	}
}

// there tells whether the form holds the control.
func (r *reader) there(c *Control, name string) bool {
	return slices.ContainsFunc(c.suffixes(), func(s string) bool { return r.values.Has(name + s) })
}

// same tells whether a control was left as it was shown.
func (r *reader) same(c *Control, name, was string) bool {
	if strings.HasPrefix(was, "\x00") || c.Sort == Link && clean(r.values.Get(name+".pick")) != "" {
		return false
	}
	for _, s := range c.suffixes() {
		if s == ".is" || s == ".l" || s == ".pick" {
			continue
		}
		if clean(last(r.values, name+s)) != clean(last(r.shown, was+s)) {
			return false
		}
	}
	return true
}

// ticked reads a list of terms: those that the record had stay in their order, the others follow.
func (r *reader) ticked(v reflect.Value, name string) {
	if !r.values.Has(name + rowsMark) {
		return
	}
	var out []record.Ref
	posted := r.values[name]
	for i := range v.Len() {
		if id := v.Index(i).String(); slices.Contains(posted, id) {
			out = append(out, record.Ref(id))
		}
	}
	for _, id := range posted {
		if id != "" && !slices.Contains(out, record.Ref(id)) {
			out = append(out, record.Ref(id))
		}
	}
	v.Set(reflect.ValueOf(out))
}

func (r *reader) list(c *Control, v reflect.Value, name, was string) {
	if !r.values.Has(name+rowsMark) && len(r.rows[name]) == 0 {
		return
	}
	one := c.one()
	out := reflect.MakeSlice(v.Type(), 0, len(r.rows[name]))
	for _, n := range r.rows[name] {
		e, from := reflect.New(v.Type().Elem()).Elem(), "\x00"
		if i, err := strconv.Atoi(r.values.Get(row(name, n) + wasMark)); err == nil && i >= 0 && i < v.Len() && !strings.HasPrefix(was, "\x00") {
			e.Set(v.Index(i))
			from = row(was, i)
		}
		r.control(&one, e, row(name, n), from)
		out = reflect.Append(out, e)
	}
	if out.Len() == 0 {
		out = reflect.Zero(v.Type())
	}
	v.Set(out)
}

func (r *reader) get(key string) string { return clean(last(r.values, key)) }

func (r *reader) text(name string) record.Text {
	return record.Text{FR: r.get(name + ".fr"), EN: r.get(name + ".en")}
}

// wrong notes why a text could not be read.
func (r *reader) wrong(name string, err error) {
	p := record.Problem{Field: name, Code: "unread"}
	var e *typed.Error
	if errors.As(err, &e) {
		p = e.At(name)
	}
	r.problems = append(r.problems, p)
}

func (r *reader) value(c *Control, v reflect.Value, name string) {
	switch c.Sort {
	case Words, Prose:
		v.Set(reflect.ValueOf(r.text(name)))
	case Moment:
		v.SetString(string(r.moment(name, name+".is")))
	case Spot:
		v.Set(reflect.ValueOf(r.place(name)))
	case Link:
		v.SetString(string(r.link(name)))
	case YesNo:
		v.SetBool(r.get(name) == "1")
	case Number:
		r.number(v, name)
	case Figure:
		d, err := typed.Number(r.lang(), r.get(name))
		if err != nil {
			r.wrong(name, err)
		}
		v.SetString(string(d))
	case Measure:
		v.Set(reflect.ValueOf(r.quantity(name)))
	case Money:
		v.Set(reflect.ValueOf(r.amount(name)))
	default:
		v.SetString(r.get(name))
	}
}

func (r *reader) lang() i18n.Lang { return r.Printer.Lang() }

// moment reads a date. Where it has two readings, the form asks, and chosen holds the answer.
func (r *reader) moment(name, chosen string) record.Date {
	ds, err := typed.Date(r.get(name))
	if err != nil {
		r.wrong(name, err)
		return ""
	}
	if len(ds) == 1 {
		return ds[0]
	}
	if d := record.Date(r.get(chosen)); slices.Contains(ds, d) {
		return d
	}
	var words []string
	for _, d := range ds {
		words = append(words, r.Printer.Date(d))
		r.options[name] = append(r.options[name], Option{string(d), r.Printer.Date(d)})
	}
	r.problems = append(r.problems, record.Problem{Field: name, Code: "ambiguous_date",
		Args: map[string]string{"value": r.get(name), "readings": strings.Join(words, "; ")}})
	return ""
}

// place reads a place with the words that the source adds. Of several places of a name, the one that was chosen; else the one that
// is ten times as large as all others, and which the form shows as understood.
func (r *reader) place(name string) record.Place {
	found, err := r.Reader.Places(r.lang(), r.get(name))
	if err != nil {
		r.wrong(name, err)
		return record.Place{Name: r.text(name)}
	}
	with := func(p record.Place) record.Place {
		p.Name = r.text(name)
		return p
	}
	for _, c := range found {
		if PlaceCode(c.Place) == r.get(name+".is") {
			return with(c.Place)
		}
	}
	if len(found) == 1 || found[0].Place.City == "" || found[0].Population > 10*found[1].Population {
		return with(found[0].Place)
	}
	for _, c := range found {
		r.options[name] = append(r.options[name], Option{PlaceCode(c.Place), c.Name})
	}
	r.problems = append(r.problems, record.Problem{Field: name, Code: "ambiguous_place", Args: map[string]string{"value": r.get(name)}})
	return with(record.Place{})
}

// link reads which record was chosen: one picked among those found, else the one that the words are of. Words alone choose nothing:
// two records may bear one name.
func (r *reader) link(name string) record.Ref {
	q := r.get(name + ".q")
	switch pick := r.get(name + ".pick"); {
	case pick != "":
		return record.Ref(pick)
	case q == "" && r.values.Has(name+".q"):
		return ""
	case !r.values.Has(name + ".q"), q == r.get(name+".l"):
		return record.Ref(r.get(name))
	}
	r.problems = append(r.problems, record.Problem{Field: name, Code: "choose_record", Args: map[string]string{"value": q}})
	return ""
}

func (r *reader) number(v reflect.Value, name string) {
	d, err := typed.Whole(r.lang(), r.get(name))
	if err != nil {
		r.wrong(name, err)
		return
	}
	n := int64(0)
	if d != "" {
		if n, err = strconv.ParseInt(string(d), 10, 32); err != nil {
			r.problems = append(r.problems, record.Problem{Field: name, Code: "unread_number", Args: map[string]string{"value": r.get(name)}})
			return
		}
	}
	v.SetInt(n)
}

func (r *reader) quantity(name string) record.Quantity {
	q, err := r.Reader.Quantity(r.lang(), r.get(name))
	if err != nil {
		r.wrong(name, err)
	}
	if q.Unit == "" {
		q.Unit = r.get(name + ".unit")
	}
	if of := r.text(name + ".of"); !of.IsZero() {
		q.Of = of
	}
	q.Nature, q.Printed = r.get(name+".nature"), r.text(name+".printed")
	if q.Value == "" && q.Of.IsZero() && q.Printed.IsZero() {
		return record.Quantity{}
	}
	return q
}

func (r *reader) amount(name string) record.Amount {
	a, err := typed.Amount(r.lang(), r.get(name), r.Currency)
	if err != nil {
		r.wrong(name, err)
	}
	a.Printed = r.text(name + ".printed")
	if a.IsZero() {
		return a
	}
	a.Nature, a.Scope = r.get(name+".nature"), r.get(name+".scope")
	a.AsOf = r.moment(name+".as_of", name+".as_of.is")
	a.BeforeTax = r.get(name+".before_tax") == "1"
	return a
}
