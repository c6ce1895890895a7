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

// texts lists every text of r, however deep.
func texts(t *testing.T, r record.Record) []written {
	t.Helper()
	b, err := record.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	var out []written
	var walk func(name string, v any)
	walk = func(name string, v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(name, e)
			}
		case map[string]any:
			fr, _ := v["fr"].(string)
			en, _ := v["en"].(string)
			if fr != "" || en != "" {
				out = append(out, written{record.Text{FR: fr, EN: en}, name == "printed"})
				return
			}
			for k, e := range v {
				walk(k, e)
			}
		}
	}
	walk("", doc)
	return out
}
