package tell

import (
	"reflect"
	"slices"
	"strings"

	"entente/internal/record"
)

// Fact is one field of a record as a page tells it: phrases, or a table or list of parts.
type Fact struct {
	Name    string // of the field
	Label   string
	Words   []Words
	Table   *Table
	Parts   [][]Fact
	Short   bool // a list of short words, set on one line
	Private bool // for the owning office alone
}

// Table is a list of like parts.
type Table struct {
	Head []string
	Rows [][][]Words
}

// Teller turns the fields of one record into facts.
type Teller struct {
	Speaker

	Kind record.Kind
	// Ref is what names another record and leads to it; empty when the reader may not see it.
	Ref func(record.Ref) Words
	// Private tells the fields that are not public too.
	Private bool
}

// Facts tells every public field of r that is not empty, in reading order, but those that the page shows by itself.
func (t Teller) Facts(r record.Record, but ...string) []Fact {
	own := append([]string{
		"id", "kind", "schema", "office", "visibility", "shared_with", "withdrawn", "sources", "documents", "note",
		"title", "name", "statement", "line",
	}, but...)
	return t.fields(record.FieldsOf(t.Kind), reflect.ValueOf(r).Elem(), "", own)
}

func (t Teller) fields(fields []record.Field, v reflect.Value, path string, but []string) []Fact {
	var out []Fact
	for i, value := range flat(v) {
		f := &fields[i]
		if f.Vis != "public" && !t.Private || value.IsZero() || slices.Contains(but, f.Name) {
			continue
		}
		if ft := t.fact(f, value, path); len(ft.Words)+len(ft.Parts) > 0 || ft.Table != nil {
			ft.Name, ft.Label, ft.Private = f.Name, t.Label(t.Kind, path+f.Name), f.Vis != "public"
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

func (t Teller) fact(f *record.Field, value reflect.Value, path string) Fact {
	values := elements(value)
	if len(f.Fields) == 0 {
		ft := Fact{Short: len(f.Refs) == 1 && f.Refs[0] == record.KindTerm}
		for _, e := range values {
			if w := t.Value(f, e.Interface()); w.Text != "" {
				ft.Words = append(ft.Words, w)
			}
		}
		return ft
	}
	switch values[0].Interface().(type) {
	case record.Part:
		return Fact{Words: t.takesPart(values)}
	case record.Reported:
		return Fact{Words: t.reported(values)}
	}
	if !f.Many {
		if inner := t.fields(f.Fields, values[0], path+f.Name+".", nil); len(inner) > 0 {
			return Fact{Parts: [][]Fact{inner}}
		}
		return Fact{}
	}
	return t.list(f, values, path)
}

// list tells a list of parts: one column as a plain list, several as a table, parts within parts one after the other.
func (t Teller) list(f *record.Field, values []reflect.Value, path string) Fact {
	var used []int
	nested := false
	for i := range f.Fields {
		if (f.Fields[i].Vis == "public" || t.Private) && slices.ContainsFunc(values, func(e reflect.Value) bool { return !flat(e)[i].IsZero() }) {
			used = append(used, i)
			nested = nested || len(f.Fields[i].Fields) > 0
		}
	}
	ft := Fact{}
	switch {
	case len(used) == 0:
	case nested:
		for _, e := range values {
			if inner := t.fields(f.Fields, e, path+f.Name+".", nil); len(inner) > 0 {
				ft.Parts = append(ft.Parts, inner)
			}
		}
	case len(used) == 1:
		for _, e := range values {
			ft.Words = append(ft.Words, t.cell(&f.Fields[used[0]], flat(e)[used[0]])...)
		}
	default:
		ft.Table = &Table{}
		for _, i := range used {
			ft.Table.Head = append(ft.Table.Head, t.Label(t.Kind, path+f.Name+"."+f.Fields[i].Name))
		}
		for _, e := range values {
			var row [][]Words
			for _, i := range used {
				row = append(row, t.cell(&f.Fields[i], flat(e)[i]))
			}
			ft.Table.Rows = append(ft.Table.Rows, row)
		}
	}
	return ft
}

func (t Teller) cell(f *record.Field, value reflect.Value) []Words {
	if value.IsZero() {
		return nil
	}
	var out []Words
	for _, e := range elements(value) {
		if w := t.Value(f, e.Interface()); w.Text != "" {
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
func (t Teller) takesPart(values []reflect.Value) []Words {
	var out []Words
	for _, e := range values {
		p := e.Interface().(record.Part)
		w := t.Ref(p.Who)
		label := t.Text(p.Label)
		if w.Text == "" {
			w = label
		} else if label.Text != "" {
			w.Note = label.Text
		}
		if w.Text == "" {
			continue
		}
		if p.Role != "" {
			w.Note = strings.TrimPrefix(w.Note+" · "+t.Code("role", p.Role), " · ")
		}
		out = append(out, w)
	}
	return out
}

// reported words the years for which sources say a thing: the source, and the year.
func (t Teller) reported(values []reflect.Value) []Words {
	var out []Words
	for _, e := range values {
		r := e.Interface().(record.Reported)
		year := Words{Text: t.When(r.Year)}
		if w := t.Ref(r.Source); w.Text != "" {
			w.Note = t.P.T("portal.for_year", "date", year.Text)
			out = append(out, w)
			continue
		}
		out = append(out, year)
	}
	return out
}

// Label words the name of a field: as the kind calls it, as the part it is in calls it, or as any record does.
func (s Speaker) Label(kind record.Kind, path string) string {
	for _, key := range LabelKeys(kind, path) {
		if s.P.Has(key) {
			return s.P.T(key)
		}
	}
	return s.P.T("field." + path)
}

// LabelKeys are the keys of the name of a field, the nearest first.
func LabelKeys(kind record.Kind, path string) []string {
	keys := []string{"field." + string(kind) + "." + path}
	parts := strings.Split(path, ".")
	if len(parts) > 1 {
		keys = append(keys, "field."+strings.Join(parts[len(parts)-2:], "."))
	}
	return append(keys, "field."+parts[len(parts)-1])
}

// AllFacts tells every field of r that is not empty but those named.
func (t Teller) AllFacts(r record.Record, but ...string) []Fact {
	return t.fields(record.FieldsOf(t.Kind), reflect.ValueOf(r).Elem(), "", append([]string{"id", "kind", "schema", "personal_digest"}, but...))
}
