package record

import (
	"fmt"
	"strings"
	"sync"
)

// Link is a reference that a record makes: a row of the index of what is tied to what.
type Link struct {
	Field    string // path without positions
	Position int    // among the references of that field, from 0
	Target   Ref
	Kinds    []Kind // that the target may be of
	Public   bool   // made by a field that the public may see
}

// Links lists every reference of r, in reading order.
func Links(r Record) []Link {
	var out []Link
	next := map[string]int{}
	walk(r, func(l leaf) {
		ref, ok := l.value.Interface().(Ref)
		if !ok || ref == "" || l.path == "id" {
			return
		}
		out = append(out, Link{Field: l.path, Position: next[l.path], Target: ref, Kinds: l.field.Refs, Public: l.public})
		next[l.path]++
	})
	return out
}

// Mark is a plain value that lists filter on; a record may have several of one field.
type Mark struct {
	Field, Value string
	Public       bool
}

// Marks lists the values that r's fields declare with the mark tag: codes, "true" for a flag that is set, the beginning of a
// date as lists order it.
func Marks(r Record) []Mark {
	var out []Mark
	seen := map[Mark]bool{}
	walk(r, func(l leaf) {
		if l.field.Mark == "" || l.value.IsZero() {
			return
		}
		m := Mark{Field: l.field.Mark, Value: markValue(l.value.Interface()), Public: l.public}
		if m.Value != "" && !seen[m] {
			seen[m] = true
			out = append(out, m)
		}
	})
	return out
}

func markValue(v any) string {
	switch v := v.(type) {
	case bool:
		return "true"
	case Date:
		return v.SortKey()
	}
	return fmt.Sprint(v)
}

// PlaceAt is a place that a record names.
type PlaceAt struct {
	Field  string
	Place  Place
	Public bool
}

// Places lists the places that r names, in reading order.
func Places(r Record) []PlaceAt {
	var out []PlaceAt
	walk(r, func(l leaf) {
		if p, ok := l.value.Interface().(Place); ok && !p.IsZero() {
			out = append(out, PlaceAt{l.path, p, l.public})
		}
	})
	return out
}

// DateAt is a date that a record gives.
type DateAt struct {
	Field  string
	Date   Date
	Public bool
}

// Dates lists the dates that r gives, in reading order. Those of personal fields are never among them.
func Dates(r Record) []DateAt {
	var out []DateAt
	walk(r, func(l leaf) {
		if d, ok := l.value.Interface().(Date); ok && d != "" && l.field.Vis != "personal" && !strings.HasPrefix(l.path, "personal.") {
			out = append(out, DateAt{l.path, d, l.public})
		}
	})
	return out
}

// Measure is a number that sums over many records read: amounts of money in cents, quantities in hundredths of their unit.
type Measure struct {
	Field  string
	Key    string // position/nature/scope/currency, or position/nature/unit: only equal natures and scopes may be summed
	Amount int64
}

// Measures lists the amounts and quantities of r.
func Measures(r Record) []Measure {
	var out []Measure
	walk(r, func(l leaf) {
		switch q := l.value.Interface().(type) {
		case Amount:
			if n, ok := q.Value.Hundredths(); ok {
				out = append(out, Measure{l.path, l.at + "/" + q.Nature + "/" + q.Scope + "/" + q.Currency, n})
			}
		case Quantity:
			if n, ok := q.Value.Hundredths(); ok {
				out = append(out, Measure{l.path, l.at + "/" + q.Nature + "/" + q.Unit, n})
			}
		}
	})
	return out
}

// PrivateMarks lists, by kind, the marks of fields that only the owning office may see: whoever else filters on them must
// find nothing.
func PrivateMarks() map[Kind][]string { return privateMarks() }

var privateMarks = sync.OnceValue(func() map[Kind][]string {
	out := map[Kind][]string{}
	for _, d := range Definitions() {
		out[d.Kind] = privateMarked(FieldsOf(d.Kind), true)
	}
	return out
})

func privateMarked(fields []Field, public bool) []string {
	var out []string
	for _, f := range fields {
		seen := public && f.Vis == "public"
		if !seen && f.Mark != "" {
			out = append(out, f.Mark)
		}
		out = append(out, privateMarked(f.Fields, seen)...)
	}
	return out
}

// PrivateLinks lists, by kind, the paths of the references that only the owning office may see.
func PrivateLinks() map[Kind][]string { return privateLinks() }

var privateLinks = sync.OnceValue(func() map[Kind][]string {
	out := map[Kind][]string{}
	for _, d := range Definitions() {
		out[d.Kind] = privateRefs(FieldsOf(d.Kind), "", true)
	}
	return out
})

func privateRefs(fields []Field, path string, public bool) []string {
	var out []string
	for _, f := range fields {
		seen := public && f.Vis == "public"
		if !seen && len(f.Refs) > 0 {
			out = append(out, path+f.Name)
		}
		out = append(out, privateRefs(f.Fields, path+f.Name+".", seen)...)
	}
	return out
}
