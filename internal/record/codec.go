package record

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Encode writes r in its canonical form: one line, fields in the order of the struct, empty fields left out. The same
// record always gives the same bytes; history is hashed over them.
func Encode(r Record) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r); err != nil {
		return nil, fmt.Errorf("encode %s %s: %w", r.Head().Kind, r.Head().ID, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Decode reads a document of any schema number up to the present one, lifting it where it is older.
func Decode(data []byte) (Record, error) { return decode(definitions(), data) }

func decode(defs map[Kind]Definition, data []byte) (Record, error) {
	var head struct {
		Kind   Kind `json:"kind"`
		Schema int  `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, Errorf(Invalid, "not a record: %v", err)
	}
	def, ok := defs[head.Kind]
	if !ok {
		return nil, Errorf(Invalid, "no kind of record is called %q", head.Kind)
	}
	if head.Schema > def.Schema {
		return nil, Errorf(Unavailable, "a %s of schema %d was written by a newer version of the program (this one knows %d)", head.Kind, head.Schema, def.Schema)
	}
	if head.Schema > 0 && head.Schema < def.Schema {
		var err error
		if data, err = lift(def, head.Schema, data); err != nil {
			return nil, err
		}
	}
	r := def.New()
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(r); err != nil {
		return nil, Errorf(Invalid, "%s: %v", head.Kind, err)
	}
	r.Head().Schema = def.Schema
	return r, nil
}

func lift(def Definition, from int, data []byte) ([]byte, error) {
	var doc map[string]any
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&doc); err != nil {
		return nil, Errorf(Invalid, "%s: %v", def.Kind, err)
	}
	for s := from; s < def.Schema; s++ {
		up, ok := def.Up[s]
		if !ok {
			return nil, Errorf(Unavailable, "no way from schema %d of %s to the next", s, def.Kind)
		}
		up(doc)
	}
	doc["schema"] = def.Schema
	return json.Marshal(doc)
}
