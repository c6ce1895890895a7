package record

import (
	"errors"
	"strings"
	"testing"
)

// later is a definition of the series whose third schema calls "title" what the first called "name", and dropped "rank".
func later() map[Kind]Definition {
	return map[Kind]Definition{KindSeries: {
		Kind: KindSeries, Schema: 3, New: func() Record { return &Series{} },
		Up: map[int]func(map[string]any){
			1: func(doc map[string]any) { doc["title"] = doc["name"]; delete(doc, "name") },
			2: func(doc map[string]any) { delete(doc, "rank") },
		},
	}}
}

func TestOldDocumentsAreLiftedStepByStep(t *testing.T) {
	t.Parallel()
	for _, doc := range []string{
		`{"kind":"series","schema":1,"id":"x","name":{"fr":"Sommet <&>"},"rank":12345678901234567890}`,
		`{"kind":"series","schema":2,"id":"x","title":{"fr":"Sommet <&>"},"rank":1}`,
		`{"kind":"series","schema":3,"id":"x","title":{"fr":"Sommet <&>"}}`,
		`{"kind":"series","schema":0,"id":"x","title":{"fr":"Sommet <&>"}}`,
	} {
		r, err := decode(later(), []byte(doc))
		if err != nil {
			t.Errorf("%s: %v", doc, err)
			continue
		}
		s, ok := r.(*Series)
		if !ok || s.Title.FR != "Sommet <&>" || s.Schema != 3 || s.ID != "x" {
			t.Errorf("%s gave %+v", doc, r)
		}
	}
}

func TestDocumentsThatCannotBeLifted(t *testing.T) {
	t.Parallel()
	gap := later()
	d := gap[KindSeries]
	delete(d.Up, 1)
	for doc, want := range map[string]error{
		`{"kind":"series","schema":1,"id":"x"}`:             ErrUnavailable, // no way up
		`{"kind":"series","schema":4,"id":"x"}`:             ErrUnavailable, // from a newer program
		`{"kind":"series","schema":2,"id":"x","renamed":1}`: ErrInvalid,
		`{"kind":"mission","schema":1,"id":"x"}`:            ErrInvalid, // a kind that this program does not know
		`{"kind":"series","schema":3,"id":"x"} {}`:          ErrInvalid,
		`["series"]`: ErrInvalid,
		``:           ErrInvalid,
		`{"kind":"series","schema":"` + strings.Repeat("9", 30) + `"}`: ErrInvalid,
	} {
		if _, err := decode(gap, []byte(doc)); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", doc, err, want)
		}
	}
}
