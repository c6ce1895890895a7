// Package column lays the fields of a kind out as the flat columns of a spreadsheet, and reads them back: "title.fr",
// "stops.1.place", "costs.2.parts.1.amount.value". It writes a record as a row of cells, proposes which column of somebody's
// spreadsheet is which field, and puts what the cells of a row say into a record, with a trouble for each cell that it cannot
// read.
//
// It is pure: it must not know where records are kept or who may see them. References are looked up by whoever calls it.
package column

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"entente/internal/record"
)

// Sort is what the cells of a column hold.
type Sort string

// The sorts of columns.
const (
	Words    Sort = "words"  // text in one language
	String   Sort = "string" // a name, a code that no vocabulary lists, an address
	Strings  Sort = "strings"
	Date     Sort = "date"
	Decimal  Sort = "decimal"
	Whole    Sort = "whole"
	YesNo    Sort = "yes_no"
	Code     Sort = "code" // of a vocabulary
	Ref      Sort = "ref"
	Refs     Sort = "refs"
	Place    Sort = "place"
	Amount   Sort = "amount"   // a whole amount, as people write it
	Quantity Sort = "quantity" // a whole quantity, as people write it
	Identity Sort = "identity" // the record itself
	Key      Sort = "key"      // what another file calls the record
)

// Names of columns that are no field of a record.
const (
	ID       = "id"
	External = "@key"
)

// Column is one flat column of a kind. In its name and path, "#" stands for a position in a list, from 1.
type Column struct {
	Name   string
	Sort   Sort
	Field  string // path of the field in the record's document, without positions: what labels go by
	Part   string // of a value: "fr", "currency", "country"
	Root   string // name of the value that a part belongs to; Name where there is none
	Vocab  string
	Refs   []record.Kind
	Wide   bool
	Needed bool // a record cannot stand without it
	// Taken says that an export never writes it: another column of the same value says it better.
	Taken  bool
	Hidden bool // personal: written when it is asked for
}

// skipped are the fields that no spreadsheet changes: what the program itself decides, and acts that are no values.
func skipped(name string) bool {
	return slices.Contains([]string{"id", "kind", "schema", "withdrawn", "merged_into", "personal_digest"}, name)
}

// layouts are the columns of every kind, which never change.
var layouts = sync.OnceValue(func() map[record.Kind][]Column {
	out := map[record.Kind][]Column{}
	for _, d := range record.Definitions() {
		l := &layout{positions: func(string) []string { return []string{"#"} }}
		l.columns = append(l.columns, Column{Name: ID, Root: ID, Field: ID, Sort: Identity})
		l.fields(record.FieldsOf(d.Kind), "", "", false, true)
		out[d.Kind] = l.columns
	}
	return out
})

// Columns lists the columns of a kind, what the kind adds before what every record has.
func Columns(kind record.Kind) []Column {
	return layouts()[kind]
}

var index = sync.OnceValue(func() map[record.Kind]map[string]Column {
	out := map[record.Kind]map[string]Column{}
	for kind, all := range layouts() {
		out[kind] = map[string]Column{}
		for _, c := range all {
			out[kind][c.Name] = c
		}
	}
	return out
})

// Of finds the column of a name, whatever its positions.
func Of(kind record.Kind, name string) (Column, bool) {
	if name == External {
		return Column{Name: External, Root: External, Sort: Key}, true
	}
	pattern, at := Pattern(name)
	c, ok := index()[kind][pattern]
	if !ok {
		return Column{}, false
	}
	c.Name, c.Root = At(c.Name, at), At(c.Root, at)
	return c, true
}

// Pattern takes the positions out of a name: "stops.2.place" is "stops.#.place" at 2.
func Pattern(name string) (string, []int) {
	parts := strings.Split(name, ".")
	var at []int
	for i, p := range parts {
		if n, err := strconv.Atoi(p); err == nil && n > 0 {
			parts[i] = "#"
			at = append(at, n)
		}
	}
	return strings.Join(parts, "."), at
}

// At puts positions back into a pattern.
func At(pattern string, at []int) string {
	for _, n := range at {
		pattern = strings.Replace(pattern, "#", strconv.Itoa(n), 1)
	}
	return pattern
}

// layout walks through the fields of a kind.
type layout struct {
	columns   []Column
	positions func(list string) []string // that a list has
}

// fields adds the columns of fields; those of every record come after those of the kind.
func (l *layout) fields(fields []record.Field, prefix, path string, hidden, top bool) {
	if top {
		meta := metaFields()
		fields = append(slices.Clone(fields[meta:]), fields[:meta]...)
	}
	for _, f := range fields {
		if top && skipped(f.Name) {
			continue
		}
		name, field := prefix+f.Name, path+f.Name
		hidden := hidden || f.Vis == "personal"
		e := f.Type
		for e.Kind() == reflect.Pointer || e.Kind() == reflect.Slice {
			e = e.Elem()
		}
		one := Column{Name: name, Root: name, Field: field, Vocab: f.Vocab, Refs: f.Refs, Needed: f.Required && !strings.Contains(name, ".") && prefix == "", Hidden: hidden}
		if f.Many && (e == refType || e.Kind() == reflect.String && e != dateType && e != decimalType) {
			one.Sort = Strings
			if e == refType {
				one.Sort = Refs
			}
			l.columns = append(l.columns, one)
			continue
		}
		names := []string{name}
		if f.Many {
			names = nil
			for _, p := range l.positions(name) {
				names = append(names, name+"."+p)
			}
		}
		for _, n := range names {
			if len(f.Fields) > 0 {
				l.fields(f.Fields, n+".", field+".", hidden, false)
				continue
			}
			c := one
			c.Name, c.Root = n, n
			l.value(c, e)
		}
	}
}

// metaFields is how many fields every record begins with.
func metaFields() int { return len(fieldNames(reflect.TypeFor[record.Meta]())) }

var (
	refType      = reflect.TypeFor[record.Ref]()
	dateType     = reflect.TypeFor[record.Date]()
	decimalType  = reflect.TypeFor[record.Decimal]()
	textType     = reflect.TypeFor[record.Text]()
	placeType    = reflect.TypeFor[record.Place]()
	amountType   = reflect.TypeFor[record.Amount]()
	quantityType = reflect.TypeFor[record.Quantity]()
)

// value adds the columns of one value.
func (l *layout) value(c Column, t reflect.Type) {
	part := func(name string, sort Sort, vocab string, taken bool) {
		p := c
		p.Name, p.Part, p.Sort, p.Vocab, p.Taken, p.Needed = c.Root+"."+name, name, sort, vocab, taken, c.Needed && name == "fr"
		p.Wide = sort == Words
		l.columns = append(l.columns, p)
	}
	whole := func(sort Sort, taken bool) {
		c.Sort, c.Taken = sort, taken
		l.columns = append(l.columns, c)
	}
	switch t {
	case textType:
		part("fr", Words, "", false)
		part("en", Words, "", false)
	case dateType:
		whole(Date, false)
		part("start", Date, "", true)
		part("end", Date, "", true)
	case placeType:
		whole(Place, false)
		part("subdivision", String, "", true)
		part("country", String, "", true)
		part("name.fr", Words, "", false)
		part("name.en", Words, "", false)
	case amountType:
		whole(Amount, true)
		part("value", Decimal, "", false)
		part("currency", String, "", false)
		part("nature", Code, "nature", false)
		part("scope", Code, "scope", false)
		part("as_of", Date, "", false)
		part("qualifier", Code, "qualifier", false)
		part("before_tax", YesNo, "", false)
		part("printed.fr", Words, "", false)
		part("printed.en", Words, "", false)
	case quantityType:
		whole(Quantity, true)
		part("value", Decimal, "", false)
		part("max", Decimal, "", false)
		part("qualifier", Code, "qualifier", false)
		part("unit", Code, "unit", false)
		part("nature", Code, "nature", false)
		part("printed.fr", Words, "", false)
		part("printed.en", Words, "", false)
		part("of.fr", Words, "", false)
		part("of.en", Words, "", false)
	case refType:
		whole(Ref, false)
	case decimalType:
		whole(Decimal, false)
	default:
		switch {
		case c.Vocab != "":
			whole(Code, false)
		case t.Kind() == reflect.Bool:
			whole(YesNo, false)
		case t.Kind() == reflect.Int || t.Kind() == reflect.Int64:
			whole(Whole, false)
		default:
			whole(String, false)
		}
	}
}
