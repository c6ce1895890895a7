package form

import (
	"net/url"
	"reflect"
	"strconv"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/typed"
)

// Language is what a form needs to show values and to read them: the words of a language and what records are called.
type Language struct {
	Printer  *i18n.Printer
	Reader   *typed.Reader
	Currency string                  // presumed of an amount that says none
	Label    func(record.Ref) string // "" for a record that whoever asks may not see
}

// Show gives what the inputs of a form hold for a record.
func (l Language) Show(r record.Record) url.Values {
	out := url.Values{}
	l.showAll(Controls(r.Head().Kind), reflect.ValueOf(r).Elem(), "", out)
	return out
}

func (l Language) showAll(cs []Control, v reflect.Value, prefix string, out url.Values) {
	for i := range cs {
		c := &cs[i]
		l.show(c, c.Field.In(v), prefix+c.Field.Name, out)
	}
}

func (l Language) show(c *Control, v reflect.Value, name string, out url.Values) {
	switch {
	case c.Checks():
		out.Set(name+rowsMark, "")
		for i := range v.Len() {
			out.Add(name, v.Index(i).String())
		}
	case c.Many:
		out.Set(name+rowsMark, "")
		one := c.one()
		for i := range v.Len() {
			out.Set(row(name, i)+wasMark, strconv.Itoa(i))
			l.show(&one, v.Index(i), row(name, i), out)
		}
	case c.Sort == Part:
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				v = reflect.New(v.Type().Elem())
			}
			v = v.Elem()
		}
		l.showAll(c.Inside, v, name+".", out)
	default:
		l.showOne(c, v, name, out)
	}
}

func (l Language) showOne(c *Control, v reflect.Value, name string, out url.Values) {
	text := func(suffix string, t record.Text) {
		out.Set(name+suffix+".fr", t.FR)
		out.Set(name+suffix+".en", t.EN)
	}
	switch x := v.Interface().(type) {
	case record.Text:
		text("", x)
	case record.Date:
		out.Set(name, l.Printer.Date(x))
	case record.Place:
		at := x
		at.Name = record.Text{}
		out.Set(name, l.Reader.PlaceName(l.Printer.Lang(), at))
		out.Set(name+".is", PlaceCode(at))
		text("", x.Name)
	case record.Quantity:
		out.Set(name, typed.Quantity(l.Printer, record.Quantity{Value: x.Value, Max: x.Max, Qualifier: x.Qualifier}))
		out.Set(name+".unit", x.Unit)
		out.Set(name+".nature", x.Nature)
		text(".of", x.Of)
		text(".printed", x.Printed)
	case record.Amount:
		out.Set(name, typed.Money(l.Printer, x))
		out.Set(name+".nature", x.Nature)
		out.Set(name+".scope", x.Scope)
		out.Set(name+".as_of", l.Printer.Date(x.AsOf))
		out.Set(name+".before_tax", mark(x.BeforeTax))
		text(".printed", x.Printed)
	case record.Decimal:
		out.Set(name, l.Printer.Decimal(string(x)))
	case record.Ref:
		out.Set(name, string(x))
		if c.Sort == Link && x != "" {
			label := l.Label(x)
			out.Set(name+".l", label)
			out.Set(name+".q", label)
		}
	case bool:
		out.Set(name, mark(x))
	default:
		switch {
		case v.CanInt() && v.Int() != 0:
			out.Set(name, strconv.FormatInt(v.Int(), 10))
		case v.CanInt():
			out.Set(name, "")
		default:
			out.Set(name, v.String())
		}
	}
}

func mark(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// PlaceCode is a place of the gazetteer in one word, as an input keeps it.
func PlaceCode(p record.Place) string {
	if p.City == "" && p.Subdivision == "" && p.Country == "" {
		return ""
	}
	return p.City + "|" + p.Subdivision + "|" + p.Country
}
