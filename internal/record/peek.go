package record

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// Peek tells the kind and schema number that a document gives itself, "" and 0 where it gives none. Documents in canonical
// form begin with them, and are not read further.
func Peek(data []byte) (Kind, int, error) {
	if kind, schema, ok := peek(data); ok {
		return kind, schema, nil
	}
	var head struct {
		Kind   Kind `json:"kind"`
		Schema int  `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return "", 0, Errorf(Invalid, "not a record: %v", err)
	}
	return head.Kind, head.Schema, nil
}

func peek(data []byte) (kind Kind, schema int, ok bool) {
	text := func(begin string) (string, bool) {
		if !bytes.HasPrefix(data, []byte(begin)) {
			return "", false
		}
		value, rest, ok := bytes.Cut(data[len(begin):], []byte(`"`))
		data = rest
		return string(value), ok && !bytes.ContainsAny(value, `\`)
	}
	if _, ok := text(`{"id":"`); !ok {
		return "", 0, false
	}
	name, ok := text(`,"kind":"`)
	rest, numbered := bytes.CutPrefix(data, []byte(`,"schema":`))
	end := bytes.IndexAny(rest, ",}")
	if !ok || !numbered || end < 0 {
		return "", 0, false
	}
	schema, err := strconv.Atoi(string(rest[:end]))
	return Kind(name), schema, err == nil && schema > 0
}
