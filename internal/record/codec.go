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
	kind, schema, err := Peek(data)
	if err != nil {
		return nil, err
	}
	def, ok := defs[kind]
	if !ok {
		return nil, Errorf(Invalid, "no kind of record is called %q", kind)
	}
	if schema > def.Schema {
		return nil, Errorf(Unavailable, "a %s of schema %d was written by a newer version of the program (this one knows %d)", kind, schema, def.Schema)
	}
	if schema > 0 && schema < def.Schema {
		if data, err = lift(def, schema, data); err != nil {
			return nil, err
		}
	}
	r := def.New()
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(r); err != nil {
		return nil, Errorf(Invalid, "%s: %v", kind, err)
	}
	if m := r.Head(); m.Kind != kind || m.Schema != schema && m.Schema != def.Schema {
		return nil, Errorf(Invalid, "%s: the kind or the schema number is given twice", kind)
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
