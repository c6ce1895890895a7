package column

import (
	"reflect"
	"strconv"
	"strings"
	"sync"

	"entente/internal/record"
)

// names of the fields of a struct as documents have them, with where each one is.
var names sync.Map // reflect.Type → map[string][]int

func fieldNames(t reflect.Type) map[string][]int {
	if m, ok := names.Load(t); ok {
		return m.(map[string][]int)
	}
	out := map[string][]int{}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			for name, at := range fieldNames(f.Type) {
				out[name] = append([]int{i}, at...)
			}
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		out[name] = []int{i}
	}
	names.Store(t, out)
	return out
}

// mostElements is how many elements a list may get from a spreadsheet.
const mostElements = 1000

// reach finds the value of a name in a record. With make it makes what is missing on the way; without, ok is false where
// something is.
func reach(r record.Record, name string, make bool) (v reflect.Value, ok bool) {
	v = reflect.ValueOf(r).Elem()
	for part := range strings.SplitSeq(name, ".") {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				if !make {
					return v, false
				}
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		switch v.Kind() {
		case reflect.Slice:
			n, err := strconv.Atoi(part)
			if err != nil || n < 1 || n > mostElements || n > v.Len() && !make {
				return v, false
			}
			for v.Len() < n {
				v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
			}
			v = v.Index(n - 1)
		case reflect.Struct:
			at, known := fieldNames(v.Type())[part]
			if !known {
				return v, false
			}
			v = v.FieldByIndex(at)
		default:
			return v, false
		}
	}
	return v, true
}

// tidy takes the empty elements that a row leaves out of the lists that it touched, innermost first, and pointers to
// nothing.
func tidy(r record.Record) { tidyValue(reflect.ValueOf(r).Elem()) }

func tidyValue(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for _, f := range v.Fields() {
			tidyValue(f)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			tidyValue(v.Elem())
			if v.Elem().IsZero() {
				v.SetZero()
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		kept := reflect.Zero(v.Type())
		for i := range v.Len() {
			e := v.Index(i)
			tidyValue(e)
			if !empty(e) {
				kept = reflect.Append(kept, e)
			}
		}
		if kept.Len() != v.Len() {
			v.Set(kept)
		}
	}
}

// empty tells whether nothing was said: a zero value, or a struct of empty lists.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Struct:
		for _, f := range v.Fields() {
			if !empty(f) {
				return false
			}
		}
		return true
	case reflect.Slice:
		return v.Len() == 0
	}
	return v.IsZero()
}
