package record

import (
	"fmt"
	"slices"
)

// StateField is the field that holds the state of a kind's records; false for kinds without one.
func StateField(k Kind) (Field, bool) {
	for _, f := range FieldsOf(k) {
		if f.Vocab != "" && slices.Contains([]string{"status", "legal", "stage", "realised"}, f.Name) {
			return f, true
		}
	}
	return Field{}, false
}

// StateRank orders records by their state as its vocabulary does, from the idea to what is closed; "" for no state.
func StateRank(r Record) string {
	f, ok := StateField(r.Head().Kind)
	if !ok || r.State() == "" {
		return ""
	}
	return fmt.Sprintf("%02d", slices.Index(Vocabulary(f.Vocab), r.State())+1)
}
