package dictionary

import (
	"reflect"
	"strconv"
	"strings"

	"entente/internal/i18n"
	"entente/internal/record"
)

func (g *generator) kinds() {
	g.line("## Kinds")
	g.line("")
	g.head("kind", "French", "English", "schema", "shared by all offices")
	for _, d := range record.Definitions() {
		key := "kind." + string(d.Kind)
		g.row("["+string(d.Kind)+"](#"+string(d.Kind)+")", label(g.fr, key), label(g.en, key), strconv.Itoa(d.Schema), yes(d.Common))
	}
	g.line("")
	g.line("### Every record")
	g.line("")
	g.line("These fields come first in a record of any kind and are not repeated below. A record needs an id, a kind, a visibility and,")
	g.line("unless it is a [term](#term), an office.")
	g.line("")
	common := commonFields()
	g.fieldsHead()
	for _, f := range record.FieldsOf(record.KindOffice) {
		if common[f.Name] {
			g.field(f, "", "", 0, "Meta")
		}
	}
	g.line("")
	for _, d := range record.Definitions() {
		name := typeOf(d).Name()
		g.line("### %s", d.Kind)
		g.line("")
		g.line("%s", g.about.types[name])
		g.line("")
		g.fieldsHead()
		for _, f := range record.FieldsOf(d.Kind) {
			if !common[f.Name] {
				g.field(f, d.Kind, "", 0, name)
			}
		}
		g.line("")
	}
}

func typeOf(d record.Definition) reflect.Type { return reflect.TypeOf(d.New()).Elem() }

// commonFields names the fields that every kind has.
func commonFields() map[string]bool {
	out := map[string]bool{}
	for f := range reflect.TypeFor[record.Meta]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		out[name] = true
	}
	return out
}

func (g *generator) fieldsHead() {
	g.head("field", "type", "visibility", "required", "refers to", "vocabulary", "French", "English", "note")
}

// field writes a field and, below it, those of the part that it holds. path is that of the part it is in; in is the
// struct that declares it.
func (g *generator) field(f record.Field, kind record.Kind, path string, depth int, in string) {
	var refs []string
	for _, k := range f.Refs {
		refs = append(refs, "["+string(k)+"](#"+string(k)+")")
	}
	path += f.Name
	g.row(strings.Repeat("&emsp;", depth)+code(f.Name), typeName(f.Type, f.Vocab), f.Vis, yes(f.Required), strings.Join(refs, ", "),
		vocabularyLink(f.Vocab), fieldLabel(g.fr, kind, path), fieldLabel(g.en, kind, path), g.about.field(in, f.Name))
	for _, inner := range f.Fields {
		g.field(inner, kind, path+".", depth+1, element(f.Type).Name())
	}
}

// fieldLabel words a field as its kind calls it, as the part it is in calls it, or as any record does.
func fieldLabel(p *i18n.Printer, kind record.Kind, path string) string {
	parts := strings.Split(path, ".")
	keys := []string{"field." + string(kind) + "." + path}
	if len(parts) > 1 {
		keys = append(keys, "field."+strings.Join(parts[len(parts)-2:], "."))
	}
	for _, k := range append(keys, "field."+parts[len(parts)-1]) {
		if s := label(p, k); s != "" {
			return s
		}
	}
	return ""
}

// typeName words a type as the table of values does.
func typeName(t reflect.Type, vocabulary string) string {
	switch {
	case t.Kind() == reflect.Slice:
		return "list of " + typeName(t.Elem(), vocabulary)
	case t.Kind() == reflect.Pointer:
		return typeName(t.Elem(), vocabulary)
	case vocabulary != "":
		return "code"
	}
	switch t {
	case reflect.TypeFor[record.Text](), reflect.TypeFor[record.Place](), reflect.TypeFor[record.Quantity](),
		reflect.TypeFor[record.Amount](), reflect.TypeFor[record.Date](), reflect.TypeFor[record.Decimal]():
		return strings.ToLower(t.Name())
	case reflect.TypeFor[record.Ref]():
		return "reference"
	}
	switch t.Kind() {
	case reflect.Struct:
		return "part"
	case reflect.Bool:
		return "yes or no"
	case reflect.Int, reflect.Int64:
		return "number"
	default:
		return "string"
	}
}

func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}
