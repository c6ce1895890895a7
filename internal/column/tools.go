package column

import (
	"reflect"

	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/typed"
)

// Tools is what reading and writing spreadsheets takes, for every language. It does not change once made.
type Tools struct {
	Catalogs *i18n.Catalogs
	Typed    *typed.Reader
	Titles   *Titles
}

// NewTools makes them.
func NewTools(catalogs *i18n.Catalogs, places *place.Gazetteer) *Tools {
	return &Tools{Catalogs: catalogs, Typed: typed.New(catalogs, places), Titles: NewTitles(catalogs)}
}

// Reader reads in a language.
func (t *Tools) Reader(lang i18n.Lang, l Lookup) *Reader {
	return &Reader{Typed: t.Typed, Lang: lang, Lookup: l}
}

// Writer writes in a language.
func (t *Tools) Writer(lang i18n.Lang, name func(record.Ref) string) *Writer {
	return &Writer{Typed: t.Typed, P: t.Catalogs.For(lang), Name: name}
}

// Say words the value of a column of a record, as people read it; "" for none.
func (w *Writer) Say(r record.Record, name string) string {
	c, ok := Of(r.Head().Kind, name)
	if !ok {
		return ""
	}
	at := c.Name
	if c.Taken && c.Part != "" {
		at = c.Root
	}
	v, ok := reach(r, at, false)
	if !ok || v.IsZero() {
		return ""
	}
	switch x := v.Interface().(type) {
	case record.Date:
		start, end, _ := x.Parts()
		switch c.Part {
		case "start":
			x = start
		case "end":
			x = end
		}
		return w.P.Date(x)
	case record.Amount:
		return typed.Money(w.P, x)
	case record.Quantity:
		return typed.Quantity(w.P, x)
	case record.Place:
		switch c.Part {
		case "country":
			return w.Typed.PlaceName(w.P.Lang(), record.Place{Country: x.Country})
		case "subdivision":
			return w.Typed.PlaceName(w.P.Lang(), record.Place{Country: x.Country, Subdivision: x.Subdivision})
		}
		if s := w.Typed.PlaceName(w.P.Lang(), x); s != "" {
			return s
		}
		s, _ := x.Name.In(string(w.P.Lang()))
		return s
	case record.Ref:
		return w.Name(x)
	case record.Decimal:
		return w.P.Decimal(string(x))
	case []record.Ref:
		var all []string
		for _, id := range x {
			all = append(all, w.Name(id))
		}
		return Join(all)
	}
	if v.Kind() == reflect.String && c.Sort == Words {
		return v.String()
	}
	return w.cell(c, v).Text
}

// Differences names the columns among names whose values differ between two states of a record.
func Differences(a, b record.Record, names []string) []string {
	var out []string
	for _, name := range names {
		c, ok := Of(b.Head().Kind, name)
		if !ok || c.Sort == Identity || c.Sort == Key {
			continue
		}
		at := c.Name
		if c.Taken && c.Part != "" {
			at = c.Root
		}
		va, oka := reach(a, at, false)
		vb, okb := reach(b, at, false)
		oka, okb = oka && !va.IsZero(), okb && !vb.IsZero()
		if oka != okb || oka && !reflect.DeepEqual(va.Interface(), vb.Interface()) {
			out = append(out, name)
		}
	}
	return out
}
