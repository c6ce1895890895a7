package record

// Leaf is one value of a record, with the field that holds it.
type Leaf struct {
	Path  string // without positions: "stops.place"
	Field *Field
	Value any
}

// Leaves gives the values of r by their paths, those of each path in reading order.
func Leaves(r Record) map[string][]Leaf {
	out := map[string][]Leaf{}
	walk(r, func(l leaf) {
		if !l.field.leaf || l.value.IsZero() {
			return
		}
		out[l.path] = append(out[l.path], Leaf{Path: l.path, Field: l.field, Value: l.value.Interface()})
	})
	return out
}
