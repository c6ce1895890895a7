package form

import (
	"reflect"

	"entente/internal/record"
)

// Difference is a field of a record on which two authors worked from the same state.
type Difference struct {
	*Control
	Mine, Theirs bool // who changed it
}

// Clash tells whether both changed the field, each in their own way.
func (d Difference) Clash() bool { return d.Mine && d.Theirs }

// Differences lists the fields that either author changed from the original, in the order of the form, but those that both
// changed alike.
func Differences(original, mine, theirs record.Record) []Difference {
	var out []Difference
	for _, g := range Groups(original.Head().Kind) {
		for i := range g.Controls {
			c := &g.Controls[i]
			o, m, t := valueOf(c, original), valueOf(c, mine), valueOf(c, theirs)
			d := Difference{Control: c, Mine: !alike(o, m), Theirs: !alike(o, t)}
			if (d.Mine || d.Theirs) && !alike(m, t) {
				out = append(out, d)
			}
		}
	}
	return out
}

// Merge is theirs with every field that mine alone changed, and of those that both changed the ones that keep asks for by path.
func Merge(original, mine, theirs record.Record, keep func(path string) bool) record.Record {
	out := record.Clone(theirs)
	from := record.Clone(mine)
	for _, d := range Differences(original, mine, theirs) {
		if d.Mine && (!d.Theirs || keep(d.Path)) {
			valueOf(d.Control, out).Set(valueOf(d.Control, from))
		}
	}
	return out
}

func valueOf(c *Control, r record.Record) reflect.Value {
	return c.Field.In(reflect.ValueOf(r).Elem())
}

func alike(a, b reflect.Value) bool {
	if a.Kind() == reflect.Slice && a.Len() == 0 && b.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}
