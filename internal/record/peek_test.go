package record_test

import (
	"testing"

	"entente/internal/record"
)

func TestPeekTellsKindAndSchemaHoweverADocumentIsWritten(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]record.Kind{
		`{"id":"a","kind":"mission","schema":1,"title":{}}`: record.KindMission,
		`{"id":"a","kind":"mission","schema":1}`:            record.KindMission,
		`{"schema": 1, "kind": "visit", "id": "a"}`:         record.KindVisit,
		`{"id":"a\"b","kind":"mission","schema":1}`:         record.KindMission,
		`{"id":"a","kind":"miss\u0069on","schema":1}`:       record.KindMission,
		`{"id":"a"}`: "",
	} {
		kind, schema, err := record.Peek([]byte(doc))
		if err != nil || kind != want || want != "" && schema != 1 {
			t.Errorf("%s: got %q, %d, %v", doc, kind, schema, err)
		}
	}
	if _, _, err := record.Peek([]byte(`{"id":`)); err == nil {
		t.Error("half a document has a kind")
	}
}

func TestADocumentOfTwoKindsIsRefused(t *testing.T) {
	t.Parallel()
	for _, doc := range []string{
		`{"id":"0190a1b2-0000-7000-8000-000000000001","kind":"mission","schema":1,"kind":"visit"}`,
		`{"id":"0190a1b2-0000-7000-8000-000000000001","kind":"mission","schema":1,"schema":99}`,
	} {
		if r, err := record.Decode([]byte(doc)); err == nil {
			t.Errorf("%s: read as a %T", doc, r)
		}
	}
}
