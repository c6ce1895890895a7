package typst

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The typesetter was compiled for JavaScript and holds values of it by number. These are the few sorts that it uses: nil is
// null, and bool, float64, int64 (a bigint), string, []byte (a Uint8Array) and error are themselves.
type (
	undefined struct{}
	symbol    string
	object    struct{ members map[string]any }
	array     struct{ items []any }
	function  struct {
		name  string
		call  func(args []any) any
		unref func()
	}
	// wrapped is an object of the typesetter that lives in its own memory.
	wrapped struct {
		class string
		at    uint32
	}
	// moment is a Date. There is only one, so that the same document is the same bytes whenever it is set.
	moment struct{}
)

// promise is a value to come. Nothing here waits for anything but itself: every promise is settled once the queue is empty.
type promise struct {
	done bool
	val  any
	then []*function
}

// property reads a member as JavaScript does: what is not there is undefined.
func property(of any, key string) any {
	switch x := of.(type) {
	case *object:
		if v, ok := x.members[key]; ok {
			return v
		}
	case *array:
		if key == "length" {
			return float64(len(x.items))
		}
	}
	return undefined{}
}

// element reads an entry of an array.
func element(of any, i int) any {
	if a, ok := of.(*array); ok && i >= 0 && i < len(a.items) {
		return a.items[i]
	}
	return undefined{}
}

func isNone(v any) bool {
	_, u := v.(undefined)
	return u || v == nil
}

func isObject(v any) bool {
	switch v.(type) {
	case *object, *array, []byte, *promise, *wrapped, moment, error:
		return true
	}
	return false
}

// same is ===. Bytes cannot be compared by Go, and are never the same array here.
func same(a, b any) bool {
	_, x := a.([]byte)
	_, y := b.([]byte)
	return !x && !y && a == b
}

// said puts a value into words, for messages.
func said(v any) string {
	switch x := v.(type) {
	case undefined:
		return "undefined"
	case nil:
		return "null"
	case string:
		return x
	case error:
		return x.Error()
	case []byte:
		return fmt.Sprintf("%d bytes", len(x))
	case *array:
		parts := make([]string, len(x.items))
		for i, it := range x.items {
			parts[i] = said(it)
		}
		return strings.Join(parts, "\n")
	case *object:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(x.members)) {
			parts = append(parts, k+": "+said(x.members[k]))
		}
		return strings.Join(parts, ", ")
	}
	return fmt.Sprint(v)
}
