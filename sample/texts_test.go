package sample_test

import (
	"encoding/json"
	"testing"

	"entente/internal/record"
)

// written is a text of a record, and whether it quotes what a source prints, in the source's language alone.
type written struct {
	record.Text
	Printed bool
}

// each calls f for every value of r's document, with the name of the field that holds it, and goes into what f accepts.
func each(t *testing.T, r record.Record, f func(name string, v any) bool) {
	t.Helper()
	b, err := record.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	var walk func(name string, v any)
	walk = func(name string, v any) {
		if !f(name, v) {
			return
		}
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(name, e)
			}
		case map[string]any:
			for k, e := range v {
				walk(k, e)
			}
		}
	}
	walk("", doc)
}

// texts lists every text of r.
func texts(t *testing.T, r record.Record) []written {
	t.Helper()
	var out []written
	each(t, r, func(name string, v any) bool {
		m, _ := v.(map[string]any)
		fr, _ := m["fr"].(string)
		en, _ := m["en"].(string)
		if fr != "" || en != "" {
			out = append(out, written{record.Text{FR: fr, EN: en}, name == "printed"})
		}
		return true
	})
	return out
}
