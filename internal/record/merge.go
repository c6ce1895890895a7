package record

import (
	"reflect"
	"slices"
)

// Repoint turns every reference of r but its own id into what to gives for it. "" takes it out, and with it the part of a list
// that is about that record, as Prune does. What stands twice in a list afterwards stays once.
func Repoint(r Record, to func(Ref) Ref) {
	v := reflect.ValueOf(r).Elem()
	own := func(f *Field) bool { return f.Name == "id" }
	repointIn(plans()[v.Type()], v, own, to)
	Prune(r, func(ref Ref) bool { return ref != gone })
}

// gone stands for a reference that is to be taken out, until Prune does.
const gone Ref = "gone"

func repointIn(fields []Field, v reflect.Value, skip func(*Field) bool, to func(Ref) Ref) {
	for i := range fields {
		f, fv := &fields[i], v.FieldByIndex(fields[i].index)
		if skip(f) || fv.IsZero() {
			continue
		}
		switch {
		case fv.Type() == refType:
			fv.SetString(string(moved(Ref(fv.String()), to)))
		case f.Many && f.leaf && fv.Type().Elem() == refType:
			list := slices.Clone(fv.Interface().([]Ref))
			for j := range list {
				list[j] = moved(list[j], to)
			}
			fv.Set(reflect.ValueOf(list))
			once(fv)
		case f.leaf:
		case fv.Kind() == reflect.Slice:
			list := reflect.MakeSlice(fv.Type(), fv.Len(), fv.Len())
			reflect.Copy(list, fv)
			fv.Set(list)
			for j := range fv.Len() {
				repointIn(f.Fields, fv.Index(j), never, to)
			}
			once(fv)
		default:
			each(fv, func(e reflect.Value) { repointIn(f.Fields, e, never, to) })
		}
	}
}

func never(*Field) bool { return false }

func moved(ref Ref, to func(Ref) Ref) Ref {
	if ref == "" {
		return ref
	}
	if ref = to(ref); ref == "" {
		return gone
	}
	return ref
}

// once keeps the first of elements that are alike.
func once(list reflect.Value) {
	kept := reflect.MakeSlice(list.Type(), 0, list.Len())
	for i := range list.Len() {
		e := list.Index(i)
		twice := false
		for j := range kept.Len() {
			twice = twice || reflect.DeepEqual(kept.Index(j).Interface(), e.Interface())
		}
		if !twice {
			kept = reflect.Append(kept, e)
		}
	}
	if kept.Len() < list.Len() {
		list.Set(kept)
	}
}

// Choice says which of two records that become one a field is taken from.
type Choice string

// The choices.
const (
	FromKept Choice = "kept"
	FromLost Choice = "lost"
	FromBoth Choice = "both" // lists alone: what the kept record has, then what only the other has
)

// Merged is a copy of kept with the fields of lost that choices names, which are otherwise those of kept. What makes a record
// the one that it is stays as it is.
func Merged(kept, lost Record, choices map[string]Choice) (Record, error) {
	if kept.Head().Kind != lost.Head().Kind {
		return nil, Errorf(Invalid, "a %s and a %s cannot become one", kept.Head().Kind, lost.Head().Kind)
	}
	out, from := Clone(kept), Clone(lost)
	fields := Mergeable(kept.Head().Kind)
	for name, choice := range choices {
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
		if i < 0 {
			return nil, Errorf(Invalid, "no field %q of a %s can be chosen", name, kept.Head().Kind)
		}
		f := &fields[i]
		dst, src := reflect.ValueOf(out).Elem().FieldByIndex(f.index), reflect.ValueOf(from).Elem().FieldByIndex(f.index)
		switch {
		case choice == FromKept:
		case choice == FromLost:
			dst.Set(src)
		case choice == FromBoth && f.Many:
			dst.Set(reflect.AppendSlice(dst, src))
			once(dst)
		default:
			return nil, Errorf(Invalid, "no choice %q for %s", choice, name)
		}
	}
	return out, nil
}

// Mergeable lists the fields of a kind that may be taken from either of two records: all but those that make it the one that
// it is, and the personal ones, which have a life of their own.
func Mergeable(k Kind) []Field {
	return slices.DeleteFunc(slices.Clone(FieldsOf(k)), func(f Field) bool {
		return f.Vis == "personal" || slices.Contains([]string{"id", "kind", "schema", "office", "withdrawn", "merged_into", "personal_digest", "external"}, f.Name)
	})
}
