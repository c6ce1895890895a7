package record

import (
	"reflect"
	"slices"
)

// Redaction numbers the rules by which Redact works. Raise it when they change: projections made by older rules are then
// made again.
const Redaction = 3

// Redact empties every field of r that the public may not see. What it empties of a list goes: even the number tells.
func Redact(r Record) { clearFields(r, func(f *Field) bool { return f.Vis != "public" }) }

func clearFields(r Record, gone func(*Field) bool) {
	v := reflect.ValueOf(r).Elem()
	clearIn(plans()[v.Type()], v, gone)
}

func clearIn(fields []Field, v reflect.Value, gone func(*Field) bool) {
	for i := range fields {
		f, fv := &fields[i], v.FieldByIndex(fields[i].index)
		if gone(f) {
			fv.SetZero()
			continue
		}
		if f.leaf || fv.IsZero() {
			continue
		}
		each(fv, func(e reflect.Value) { clearIn(f.Fields, e, gone) })
		if fv.Kind() == reflect.Slice {
			setSlice(fv, filled(fv))
		}
	}
}

// filled are the elements of a list that are not empty.
func filled(list reflect.Value) reflect.Value {
	out := reflect.MakeSlice(list.Type(), 0, list.Len())
	for i := range list.Len() {
		if e := list.Index(i); !e.IsZero() {
			out = reflect.Append(out, e)
		}
	}
	return out
}

func each(v reflect.Value, f func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			each(v.Elem(), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			each(v.Index(i), f)
		}
	default:
		f(v)
	}
}

// Prune removes from r every reference that seen refuses, so that a reader cannot tell that the other record exists.
// A part of a list that is about that record (its first field refers to it) goes as a whole.
func Prune(r Record, seen func(Ref) bool) {
	v := reflect.ValueOf(r).Elem()
	id := r.Head().ID
	pruneIn(plans()[v.Type()], v, func(ref Ref) bool { return ref == "" || ref == id || seen(ref) })
}

var refType = reflect.TypeFor[Ref]()

// pruneIn reports whether the struct's first field was a reference and was removed.
func pruneIn(fields []Field, v reflect.Value, seen func(Ref) bool) (subjectGone bool) {
	for i := range fields {
		f, fv := &fields[i], v.FieldByIndex(fields[i].index)
		switch {
		case fv.Type() == refType:
			if !seen(Ref(fv.String())) {
				fv.SetZero()
				subjectGone = subjectGone || i == 0
			}
		case f.Many && f.leaf && fv.Type().Elem() == refType:
			kept := slices.DeleteFunc(slices.Clone(fv.Interface().([]Ref)), func(ref Ref) bool { return !seen(ref) })
			setSlice(fv, reflect.ValueOf(kept))
		case f.leaf || fv.IsZero():
		case fv.Kind() == reflect.Slice:
			kept := reflect.MakeSlice(fv.Type(), 0, fv.Len())
			for j := range fv.Len() {
				if e := fv.Index(j); !pruneIn(f.Fields, e, seen) {
					kept = reflect.Append(kept, e)
				}
			}
			setSlice(fv, kept)
		default:
			each(fv, func(e reflect.Value) { pruneIn(f.Fields, e, seen) })
		}
	}
	return subjectGone
}

// setSlice keeps an emptied list nil, so that it is left out of documents.
func setSlice(dst, src reflect.Value) {
	if src.Len() == 0 {
		dst.SetZero()
		return
	}
	dst.Set(src)
}
