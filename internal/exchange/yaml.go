package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"entente/internal/record"
)

// Finder finds the city that a file names: its GeoNames id and subdivision; ok is false when there is none.
type Finder func(name, country string) (city, subdivision string, ok bool)

// ReadYAML reads every .yaml file of a folder, in the order of their names, and returns all that is wrong with them at once, as
// Faults.
//
// A file names an office, defaults for all its records, and records. A record has a kind and a key of its own; it refers to
// another as "kind/key", or "office:kind/key" for one of another office. A place is "City, CC", "CC", "CC-SUB" or a mapping.
func ReadYAML(files fs.FS, find Finder) ([]Item, error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var items []Item
	var faults Faults
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		r := &yamlReader{name: name, files: files, find: find}
		items = append(items, r.file(b)...)
		faults = append(faults, r.faults...)
	}
	if len(faults) > 0 {
		return items, faults
	}
	return items, nil
}

type yamlReader struct {
	name   string
	files  fs.FS
	find   Finder
	office string
	faults Faults
}

// fail notes a fault at the line of a node; args are names and values for the sentence.
func (r *yamlReader) fail(n *yaml.Node, code string, args ...string) any {
	r.faults = append(r.faults, fault(r.name+":"+strconv.Itoa(n.Line), code, args...))
	return nil
}

func (r *yamlReader) file(b []byte) []Item {
	var doc struct {
		Office   string      `yaml:"office"`
		Defaults yaml.Node   `yaml:"defaults"`
		Records  []yaml.Node `yaml:"records"`
	}
	var top yaml.Node
	err := yaml.NewDecoder(bytes.NewReader(b)).Decode(&top)
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err == nil {
		err = top.Decode(&doc)
	}
	if err != nil {
		r.faults = append(r.faults, fault(r.name, FaultSyntax, "said", strings.TrimPrefix(err.Error(), "yaml: ")))
		return nil
	}
	for name, n := range r.entries(top.Content[0]) {
		if known := []string{"office", "defaults", "records"}; !slices.Contains(known, name) {
			r.fail(n, FaultField, "field", name, "known", strings.Join(known, ", "))
		}
	}
	r.office = doc.Office
	var out []Item
	for i := range doc.Records {
		out = append(out, r.record(&doc.Records[i], &doc.Defaults)...)
	}
	return out
}

// entries of a mapping, by name.
func (r *yamlReader) entries(n *yaml.Node) map[string]*yaml.Node {
	out := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i]
		if out[name.Value] != nil {
			r.fail(name, FaultTwice, "field", name.Value)
		}
		out[name.Value] = n.Content[i+1]
	}
	return out
}

func (r *yamlReader) record(n, defaults *yaml.Node) []Item {
	if n.Kind != yaml.MappingNode {
		r.fail(n, FaultRecord)
		return nil
	}
	fields := r.entries(n)
	for name, v := range r.entries(defaults) {
		if fields[name] == nil {
			fields[name] = v
		}
	}
	text := func(name string) string {
		if v := fields[name]; v != nil {
			return v.Value
		}
		return ""
	}
	def, ok := record.DefinitionOf(record.Kind(text("kind")))
	if !ok {
		r.fail(n, FaultKind, "value", text("kind"))
		return nil
	}
	id := record.Ref(text("id"))
	if id == "" {
		if text("key") == "" {
			r.fail(n, FaultKey)
			return nil
		}
		id = record.KeyID(r.space(def), def.Kind, text("key"))
	}
	doc := map[string]any{"id": id, "kind": def.Kind, "schema": def.Schema}
	if r.office != "" {
		doc["office"] = record.KeyID("", record.KindOffice, r.office)
	}
	file := fields["file"]
	for _, special := range []string{"id", "kind", "key", "schema"} {
		delete(fields, special)
	}
	if def.Kind == record.KindDocument {
		delete(fields, "file")
	}
	t := reflect.TypeOf(def.New()).Elem()
	r.into(doc, fields, t)
	item := Item{Where: fmt.Sprintf("%s:%d", r.name, n.Line)}
	var out []Item
	if def.Kind == record.KindDocument && file != nil {
		if f := r.bytes(file, doc); f != nil {
			out = append(out, Item{Where: item.Where, File: f})
		}
	}
	b, err := json.Marshal(doc)
	if err != nil {
		r.fail(n, FaultUnread, "said", err.Error())
		return nil
	}
	rec, err := record.Decode(b)
	if err != nil {
		r.fail(n, FaultUnread, "said", err.Error())
		return nil
	}
	item.Record = rec
	return append(out, item)
}

// bytes reads the file of a document and fills the fields that follow from it.
func (r *yamlReader) bytes(n *yaml.Node, doc map[string]any) *File {
	name := path.Clean(n.Value)
	if !fs.ValidPath(name) {
		r.fail(n, FaultPath, "value", n.Value)
		return nil
	}
	data, err := fs.ReadFile(r.files, name)
	if err != nil {
		r.fail(n, FaultFile, "value", n.Value)
		return nil
	}
	doc["sha256"], doc["size"] = Checksum(data), len(data)
	if doc["file_name"] == nil {
		doc["file_name"] = path.Base(name)
	}
	office, _ := doc["office"].(record.Ref)
	return &File{Kind: "file", ID: Checksum(data), Office: office, Data: data}
}

func (r *yamlReader) space(def record.Definition) string {
	if def.Common {
		return ""
	}
	return r.office
}

// into converts named nodes to the JSON of struct t.
func (r *yamlReader) into(doc map[string]any, fields map[string]*yaml.Node, t reflect.Type) {
	known := structFields(t)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		n := fields[name]
		ft, ok := known[name]
		if !ok {
			r.fail(n, FaultField, "field", name, "known", strings.Join(slices.Sorted(maps.Keys(known)), ", "))
			continue
		}
		if v := r.value(n, ft); v != nil {
			doc[name] = v
		}
	}
}

func structFields(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for f := range t.Fields() {
		if f.Anonymous {
			maps.Copy(out, structFields(f.Type))
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		out[name] = f.Type
	}
	return out
}

var (
	refType   = reflect.TypeFor[record.Ref]()
	textType  = reflect.TypeFor[record.Text]()
	placeType = reflect.TypeFor[record.Place]()
)

func (r *yamlReader) value(n *yaml.Node, t reflect.Type) any {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Tag == "!!null" {
		return nil
	}
	switch {
	case t == refType:
		return r.ref(n)
	case t == placeType && n.Kind == yaml.ScalarNode:
		return r.place(n)
	case t == textType && n.Kind == yaml.ScalarNode:
		return n.Value
	}
	switch t.Kind() {
	case reflect.Pointer:
		return r.value(n, t.Elem())
	case reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			return r.fail(n, FaultList)
		}
		out := []any{}
		for _, e := range n.Content {
			if v := r.value(e, t.Elem()); v != nil {
				out = append(out, v)
			}
		}
		return out
	case reflect.Struct:
		if n.Kind != yaml.MappingNode {
			return r.fail(n, FaultMapping)
		}
		doc := map[string]any{}
		r.into(doc, r.entries(n), t)
		return doc
	case reflect.Bool:
		b, err := strconv.ParseBool(n.Value)
		if err != nil {
			return r.fail(n, FaultTruth, "value", n.Value)
		}
		return b
	case reflect.Int, reflect.Int64:
		i, err := strconv.ParseInt(n.Value, 10, 64)
		if err != nil {
			return r.fail(n, FaultWhole, "value", n.Value)
		}
		return i
	default:
		if n.Kind != yaml.ScalarNode {
			return r.fail(n, FaultText)
		}
		return n.Value
	}
}

func (r *yamlReader) ref(n *yaml.Node) any {
	s := n.Value
	if record.Ref(s).Valid() {
		return s
	}
	office := r.office
	if before, after, ok := strings.Cut(s, ":"); ok {
		office, s = before, after
	}
	kind, key, ok := strings.Cut(s, "/")
	def, known := record.DefinitionOf(record.Kind(kind))
	if !ok || !known || key == "" {
		return r.fail(n, FaultRef, "value", n.Value)
	}
	if def.Common {
		office = ""
	}
	return record.KeyID(office, def.Kind, key)
}

func (r *yamlReader) place(n *yaml.Node) any {
	name, country, city := cutLast(n.Value, ",")
	if !city {
		code := strings.TrimSpace(n.Value)
		c, _, sub := strings.Cut(code, "-")
		if len(c) != 2 || strings.ToUpper(c) != c {
			return r.fail(n, FaultPlaceForm, "value", n.Value)
		}
		p := record.Place{Country: c}
		if sub {
			p.Subdivision = code
		}
		return p
	}
	country = strings.TrimSpace(country)
	id, sub, ok := r.find(strings.TrimSpace(name), country)
	if !ok {
		return r.fail(n, FaultPlace, "value", n.Value)
	}
	return record.Place{City: id, Subdivision: sub, Country: country}
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
