package portal

import (
	"reflect"
	"slices"
	"strings"

	"entente/internal/publish"
	"entente/internal/record"
)

// fact is one field of a record as the page tells it: phrases, or a table or list of parts.
type fact struct {
	label string
	words []words
	table *factTable
	parts [][]fact
	short bool // a list of short words, set on one line
}

// factTable is a list of like parts.
type factTable struct {
	head []string
	rows [][][]words
}

// teller turns the fields of one record into facts.
type teller struct {
	s     *site
	v     view
	kind  record.Kind
	heads map[record.Ref]publish.Head
	home  record.Place // of the office that the record is of
}

// facts tells every public field of r that is not empty, in reading order, but those that the page shows by itself.
func (t teller) facts(r record.Record, but ...string) []fact {
	own := append([]string{
		"id", "kind", "schema", "office", "visibility", "shared_with", "withdrawn", "sources", "documents", "note",
		"title", "name", "statement", "line",
	}, but...)
	return t.fields(record.FieldsOf(t.kind), reflect.ValueOf(r).Elem(), "", own)
}

func (t teller) fields(fields []record.Field, v reflect.Value, path string, but []string) []fact {
	var out []fact
	for i, value := range flat(v) {
		f := &fields[i]
		if f.Vis != "public" || value.IsZero() || slices.Contains(but, f.Name) {
			continue
		}
		if ft := t.fact(f, value, path); len(ft.words)+len(ft.parts) > 0 || ft.table != nil {
			ft.label = t.v.label(t.kind, path+f.Name)
			out = append(out, ft)
		}
	}
	return out
}

// flat lists the values of a struct in the order in which record.FieldsOf lists its fields: embedded structs opened.
func flat(v reflect.Value) []reflect.Value {
	var out []reflect.Value
	for i := range v.NumField() {
		if v.Type().Field(i).Anonymous {
			out = append(out, flat(v.Field(i))...)
			continue
		}
		out = append(out, v.Field(i))
	}
	return out
}

func (t teller) fact(f *record.Field, value reflect.Value, path string) fact {
	values := elements(value)
	if len(f.Fields) == 0 {
		ft := fact{short: len(f.Refs) == 1 && f.Refs[0] == record.KindTerm}
		for _, e := range values {
			if w := t.value(f, e.Interface()); w.text != "" {
				ft.words = append(ft.words, w)
			}
		}
		return ft
	}
	switch values[0].Interface().(type) {
	case record.Part:
		return fact{words: t.takesPart(values)}
	case record.Reported:
		return fact{words: t.reported(values)}
	}
	if !f.Many {
		if inner := t.fields(f.Fields, values[0], path+f.Name+".", nil); len(inner) > 0 {
			return fact{parts: [][]fact{inner}}
		}
		return fact{}
	}
	return t.list(f, values, path)
}

// list tells a list of parts: one column as a plain list, several as a table, parts within parts one after the other.
func (t teller) list(f *record.Field, values []reflect.Value, path string) fact {
	var used []int
	nested := false
	for i := range f.Fields {
		if f.Fields[i].Vis == "public" && slices.ContainsFunc(values, func(e reflect.Value) bool { return !flat(e)[i].IsZero() }) {
			used = append(used, i)
			nested = nested || len(f.Fields[i].Fields) > 0
		}
	}
	ft := fact{}
	switch {
	case len(used) == 0:
	case nested:
		for _, e := range values {
			if inner := t.fields(f.Fields, e, path+f.Name+".", nil); len(inner) > 0 {
				ft.parts = append(ft.parts, inner)
			}
		}
	case len(used) == 1:
		for _, e := range values {
			ft.words = append(ft.words, t.cell(&f.Fields[used[0]], flat(e)[used[0]])...)
		}
	default:
		ft.table = &factTable{}
		for _, i := range used {
			ft.table.head = append(ft.table.head, t.v.label(t.kind, path+f.Name+"."+f.Fields[i].Name))
		}
		for _, e := range values {
			var row [][]words
			for _, i := range used {
				row = append(row, t.cell(&f.Fields[i], flat(e)[i]))
			}
			ft.table.rows = append(ft.table.rows, row)
		}
	}
	return ft
}

func (t teller) cell(f *record.Field, value reflect.Value) []words {
	if value.IsZero() {
		return nil
	}
	var out []words
	for _, e := range elements(value) {
		if w := t.value(f, e.Interface()); w.text != "" {
			out = append(out, w)
		}
	}
	return out
}

// elements lists the elements of a list, or the one value that value is, behind its pointer.
func elements(value reflect.Value) []reflect.Value {
	if value.Kind() == reflect.Pointer {
		return []reflect.Value{value.Elem()}
	}
	if value.Kind() != reflect.Slice {
		return []reflect.Value{value}
	}
	out := make([]reflect.Value, value.Len())
	for i := range out {
		out[i] = value.Index(i)
	}
	return out
}

// takesPart words those who take part: who they are, or how the source puts it, and their role.
func (t teller) takesPart(values []reflect.Value) []words {
	var out []words
	for _, e := range values {
		p := e.Interface().(record.Part)
		w := t.ref(p.Who)
		label := t.v.text(p.Label)
		if w.text == "" {
			w = label
		} else if label.text != "" {
			w.note = label.text
		}
		if w.text == "" {
			continue
		}
		if p.Role != "" {
			w.note = strings.TrimPrefix(w.note+" · "+t.v.code("role", p.Role), " · ")
		}
		out = append(out, w)
	}
	return out
}

// reported words the years for which sources say a thing: the source, and the year.
func (t teller) reported(values []reflect.Value) []words {
	var out []words
	for _, e := range values {
		r := e.Interface().(record.Reported)
		year := t.date(r.Year)
		if w := t.ref(r.Source); w.text != "" {
			w.note = t.v.p.T("portal.for_year", "date", year.text)
			out = append(out, w)
			continue
		}
		out = append(out, year)
	}
	return out
}

// ref is a link to another record, empty when the reader may not see it.
func (t teller) ref(id record.Ref) words {
	h, ok := t.heads[id]
	if !ok {
		return words{}
	}
	return t.v.link(h)
}

func (t teller) refs(ids []record.Ref) []words {
	var out []words
	for _, id := range ids {
		out = append(out, t.ref(id))
	}
	return out
}

// inline sets the words of a fact on one line.
func (teller) inline(f fact) fact {
	f.short = true
	return f
}

// label words the name of a field: as the kind calls it, as the part it is in calls it, or as any record does.
func (v view) label(kind record.Kind, path string) string {
	for _, key := range labelKeys(kind, path) {
		if v.p.Has(key) {
			return v.p.T(key)
		}
	}
	return v.p.T("field." + path)
}

func labelKeys(kind record.Kind, path string) []string {
	keys := []string{"field." + string(kind) + "." + path}
	parts := strings.Split(path, ".")
	if len(parts) > 1 {
		keys = append(keys, "field."+strings.Join(parts[len(parts)-2:], "."))
	}
	return append(keys, "field."+parts[len(parts)-1])
}
