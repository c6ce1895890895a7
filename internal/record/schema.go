package record

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Field is one field of a kind, as its tags declare it.
type Field struct {
	Name     string // in documents and files
	Type     reflect.Type
	Vis      string // public, private, personal
	Refs     []Kind
	Vocab    string
	Mark     string
	Required bool
	Many     bool    // a list
	Fields   []Field // of a repeated or nested part
	index    []int
	leaf     bool
}

// In is the value of the field in the struct that it was declared in, or of the kind.
func (f *Field) In(v reflect.Value) reflect.Value { return v.FieldByIndex(f.index) }

// Leaf tells whether the field holds single values, one or many, rather than parts with fields of their own.
func (f *Field) Leaf() bool { return f.leaf }

// IsPlace tells whether the field holds places.
func (f Field) IsPlace() bool { return f.holds(reflect.TypeFor[Place]()) }

// IsDate tells whether the field holds dates.
func (f Field) IsDate() bool { return f.holds(reflect.TypeFor[Date]()) }

// IsFlag tells whether the field is set or not.
func (f Field) IsFlag() bool { return f.holds(reflect.TypeFor[bool]()) }

func (f Field) holds(t reflect.Type) bool {
	e := f.Type
	for e.Kind() == reflect.Slice || e.Kind() == reflect.Pointer {
		e = e.Elem()
	}
	return e == t
}

// valueTypes are the structs that are one value: their insides are not fields of the kind.
var valueTypes = []reflect.Type{
	reflect.TypeFor[Text](), reflect.TypeFor[Quantity](), reflect.TypeFor[Amount](), reflect.TypeFor[Place](),
}

// plans holds the fields of every kind, read once from the structs; it never changes afterwards.
var plans = sync.OnceValue(func() map[reflect.Type][]Field {
	out := map[reflect.Type][]Field{}
	for _, d := range Definitions() {
		t := reflect.TypeOf(d.New()).Elem()
		out[t] = fieldsOf(t)
	}
	return out
})

var definitions = sync.OnceValue(func() map[Kind]Definition {
	out := map[Kind]Definition{}
	for _, d := range Definitions() {
		out[d.Kind] = d
	}
	return out
})

// DefinitionOf finds the definition of a kind.
func DefinitionOf(k Kind) (Definition, bool) {
	d, ok := definitions()[k]
	return d, ok
}

// FieldsOf lists the fields of a kind in reading order, those of Meta first.
func FieldsOf(k Kind) []Field {
	d, ok := definitions()[k]
	if !ok {
		return nil
	}
	return plans()[reflect.TypeOf(d.New()).Elem()]
}

func fieldsOf(t reflect.Type) []Field {
	var out []Field
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.Anonymous {
			for _, f := range fieldsOf(sf.Type) {
				f.index = append([]int{i}, f.index...)
				out = append(out, f)
			}
			continue
		}
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		f := Field{
			Name: name, Type: sf.Type, Vis: sf.Tag.Get("vis"), Vocab: sf.Tag.Get("vocab"), Mark: sf.Tag.Get("mark"),
			Required: sf.Tag.Get("required") == "true", index: []int{i},
		}
		for _, k := range strings.FieldsFunc(sf.Tag.Get("ref"), func(r rune) bool { return r == ',' }) {
			f.Refs = append(f.Refs, Kind(k))
		}
		e := sf.Type
		for e.Kind() == reflect.Slice || e.Kind() == reflect.Pointer {
			f.Many = f.Many || e.Kind() == reflect.Slice
			e = e.Elem()
		}
		f.leaf = e.Kind() != reflect.Struct || slices.Contains(valueTypes, e)
		if !f.leaf {
			f.Fields = fieldsOf(e)
		}
		out = append(out, f)
	}
	return out
}

// leaf is one value met while walking through a record.
type leaf struct {
	path   string // "stops.place", without positions: what indexes are keyed on
	at     string // "stops.2.place", with positions counted from 0: what problems point to
	field  *Field
	value  reflect.Value
	public bool // reached through public fields only
}

// walk calls f for every value of r that is not empty, and for required ones and elements of lists that are.
func walk(r Record, f func(leaf)) {
	v := reflect.ValueOf(r).Elem()
	walkFields(plans()[v.Type()], v, "", "", true, f)
}

func walkFields(fields []Field, v reflect.Value, path, at string, public bool, f func(leaf)) {
	for i := range fields {
		fd := &fields[i]
		l := leaf{path: path + fd.Name, at: at + fd.Name, field: fd, value: v.FieldByIndex(fd.index), public: public && fd.Vis == "public"}
		walkValue(l, f)
	}
}

func walkValue(l leaf, f func(leaf)) {
	switch {
	case l.value.IsZero():
		if l.field.Required {
			f(l)
		}
	case l.value.Kind() == reflect.Pointer:
		l.value = l.value.Elem()
		walkValue(l, f)
	case l.value.Kind() == reflect.Slice:
		for i := range l.value.Len() {
			e := l
			e.value, e.at = l.value.Index(i), fmt.Sprintf("%s.%d", l.at, i)
			walkElement(e, f)
		}
	case l.field.leaf:
		f(l)
	default:
		walkFields(l.field.Fields, l.value, l.path+".", l.at+".", l.public, f)
	}
}

// walkElement calls f for one element of a list, even an empty one: it stands there, and check refuses it.
func walkElement(e leaf, f func(leaf)) {
	switch {
	case e.field.leaf:
		f(e)
	case e.value.IsZero():
		f(e)
	default:
		walkValue(e, f)
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
