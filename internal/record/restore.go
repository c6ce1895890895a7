package record

import (
	"reflect"
)

// Clone is a copy of r that shares nothing with it.
func Clone(r Record) Record {
	v := reflect.New(reflect.TypeOf(r).Elem())
	copyInto(v.Elem(), reflect.ValueOf(r).Elem())
	out, _ := v.Interface().(Record) // of the type of r, which is one
	return out
}

func copyInto(dst, src reflect.Value) {
	switch src.Kind() {
	case reflect.Pointer:
		if !src.IsNil() {
			dst.Set(reflect.New(src.Type().Elem()))
			copyInto(dst.Elem(), src.Elem())
		}
	case reflect.Slice:
		if !src.IsNil() {
			dst.Set(reflect.MakeSlice(src.Type(), src.Len(), src.Len()))
			for i := range src.Len() {
				copyInto(dst.Index(i), src.Index(i))
			}
		}
	case reflect.Struct:
		for i := range src.NumField() {
			copyInto(dst.Field(i), src.Field(i))
		}
	default:
		dst.Set(src)
	}
}

// Restore gives to next what stands and was not seen. seen is what the author of next was shown of stands: references
// were pruned, fields perhaps redacted. What next leaves as it was seen stays as it stands, and what was taken out of a list
// comes back beside what it stood next to, unless the author took the whole part away. What the author changed, stays changed.
func Restore(next, seen, stands Record) {
	n, s, o := reflect.ValueOf(next).Elem(), reflect.ValueOf(seen).Elem(), reflect.ValueOf(stands).Elem()
	if n.Type() != o.Type() || s.Type() != o.Type() {
		return
	}
	restoreIn(plans()[n.Type()], n, s, o)
}

func restoreIn(fields []Field, next, seen, stands reflect.Value) {
	for i := range fields {
		f := &fields[i]
		restoreValue(f, f.In(next), f.In(seen), f.In(stands))
	}
}

func restoreValue(f *Field, next, seen, stands reflect.Value) {
	switch {
	case same(seen, stands), same(next, stands):
	case same(next, seen):
		next.SetZero()
		copyInto(next, stands)
	case f.Many:
		next.Set(restoreList(f, next, seen, stands))
	case !f.leaf && next.Kind() == reflect.Pointer:
		if !next.IsNil() && !seen.IsNil() && !stands.IsNil() {
			restoreIn(f.Fields, next.Elem(), seen.Elem(), stands.Elem())
		}
	case !f.leaf:
		restoreIn(f.Fields, next, seen, stands)
	}
}

// same tells whether two values are alike; an empty list and none are.
func same(a, b reflect.Value) bool {
	if a.Kind() == reflect.Slice && a.Len() == 0 && b.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

// restoreList follows each element of what stands through what was seen into next: an element that was seen and kept gets
// back what was hidden within it; one that was hidden as a whole is put back after the one that it followed.
func restoreList(f *Field, next, seen, stands reflect.Value) reflect.Value {
	shown := shownOf(f, seen, stands) // for each element that stands, where it was seen, or -1
	kept := keptOf(seen, next)        // for each that was seen, where it is in next, or -1
	out := make([]reflect.Value, 0, next.Len()+stands.Len())
	before := map[int][]reflect.Value{} // elements that were hidden, by the place in next that they follow; -1 is the top
	after := -1
	for i := range stands.Len() {
		at := shown[i]
		switch {
		case at < 0 && holds(next, stands.Index(i)): // whoever saw all has kept it
		case at < 0:
			e := reflect.New(stands.Index(i).Type()).Elem()
			copyInto(e, stands.Index(i))
			before[after] = append(before[after], e)
		case kept[at] >= 0:
			after = kept[at]
			if !f.leaf {
				restoreIn(f.Fields, next.Index(after), seen.Index(at), stands.Index(i))
			}
		}
	}
	out = append(out, before[-1]...)
	for i := range next.Len() {
		out = append(out, next.Index(i))
		out = append(out, before[i]...)
	}
	list := reflect.MakeSlice(next.Type(), 0, len(out))
	return reflect.Append(list, out...)
}

func holds(list, element reflect.Value) bool {
	for i := range list.Len() {
		if same(list.Index(i), element) {
			return true
		}
	}
	return false
}

// shownOf tells where each element that stands was seen: in order, an element is seen where all that was seen of it stands.
func shownOf(f *Field, seen, stands reflect.Value) []int {
	out, at := make([]int, stands.Len()), 0
	for i := range out {
		out[i] = -1
		if at < seen.Len() && within(f, seen.Index(at), stands.Index(i)) {
			out[i] = at
			at++
		}
	}
	return out
}

// within tells whether seen is stands with nothing but things taken out.
func within(f *Field, seen, stands reflect.Value) bool {
	if f.leaf {
		return same(seen, stands)
	}
	for i := range f.Fields {
		in := &f.Fields[i]
		a, b := in.In(seen), in.In(stands)
		switch {
		case same(a, b):
		case a.IsZero():
			if i == 0 && b.Type() == refType { // what a part is about is never taken out alone
				return false
			}
		case in.Many && !in.leaf:
			if count(shownOf(in, a, b)) != a.Len() {
				return false
			}
		case in.Many && a.Len() < b.Len():
		case !in.leaf && a.Kind() == reflect.Struct && within(&Field{Fields: in.Fields}, a, b):
		default:
			return false
		}
	}
	return true
}

func count(places []int) int {
	n := 0
	for _, p := range places {
		if p >= 0 {
			n++
		}
	}
	return n
}

// keptOf tells where each element that was seen is in next: an equal one, else one about the same thing (whose first field
// is the same), else the one in its place. No element of next stands for two.
func keptOf(seen, next reflect.Value) []int {
	out, taken := make([]int, seen.Len()), make([]bool, next.Len())
	for i := range out {
		out[i] = -1
	}
	match := func(alike func(i, j int) bool) {
		for i := range out {
			for j := 0; out[i] < 0 && j < len(taken); j++ {
				if !taken[j] && alike(i, j) {
					out[i], taken[j] = j, true
				}
			}
		}
	}
	match(func(i, j int) bool { return same(seen.Index(i), next.Index(j)) })
	if seen.Type().Elem().Kind() != reflect.Struct {
		return out
	}
	match(func(i, j int) bool {
		a, b := seen.Index(i).Field(0), next.Index(j).Field(0)
		return !a.IsZero() && same(a, b)
	})
	match(func(i, j int) bool { return i == j && seen.Len() == next.Len() })
	return out
}
