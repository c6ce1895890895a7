package record_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"entente/internal/record"
	"entente/internal/record/recordtest"
)

func encode(t testing.TB, r record.Record) string {
	t.Helper()
	b, err := record.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEncodeAndDecodeAreInverse(t *testing.T) {
	t.Parallel()
	for _, d := range record.Definitions() {
		full := recordtest.Full(d.Kind, 0)
		doc := encode(t, full)
		back, err := record.Decode([]byte(doc))
		if err != nil {
			t.Errorf("%s: %v", d.Kind, err)
			continue
		}
		if !reflect.DeepEqual(full, back) {
			t.Errorf("%s: decoding gives %+v, want %+v", d.Kind, back, full)
		}
		if again := encode(t, back); again != doc {
			t.Errorf("%s: encoding again gives %s, want %s", d.Kind, again, doc)
		}
		if clone := record.Clone(full); !reflect.DeepEqual(full, clone) {
			t.Errorf("%s: clone: %+v", d.Kind, clone)
		}
		if strings.ContainsAny(doc, "\n\r") {
			t.Errorf("%s: not one line", d.Kind)
		}
		empty := d.New()
		empty.Head().Kind, empty.Head().Schema = d.Kind, 1
		if want := `{"id":"","kind":"` + string(d.Kind) + `","schema":1,"office":"","visibility":""`; !strings.HasPrefix(encode(t, empty), want) {
			t.Errorf("%s: empty is %s", d.Kind, encode(t, empty))
		}
	}
}

// History is hashed over these bytes: they may not change with the compiler, the order of a map or the way a record was made.
func TestCanonicalBytes(t *testing.T) {
	t.Parallel()
	m := &record.Mission{
		Meta: record.Meta{
			ID: "01890000-0000-7000-8000-000000000001", Kind: record.KindMission, Schema: 1, Office: "01890000-0000-7000-8000-0000000000ff",
			Visibility: record.Public, SharedWith: []record.Ref{}, Documents: nil,
		},
		Activity: record.Activity{Title: record.Text{FR: "R & D <« Liège »>", EN: ""}, Dates: "2024-05"},
		Stops:    []record.Stop{{Place: record.Place{Country: "BE"}, Passage: true}},
		Costs:    []record.Cost{{Total: record.Amount{Value: "4066.13", Currency: "CAD", Nature: record.Final}}},
		Expected: []record.Text{},
	}
	want := `{"id":"01890000-0000-7000-8000-000000000001","kind":"mission","schema":1,"office":"01890000-0000-7000-8000-0000000000ff",` +
		`"visibility":"public","title":{"fr":"R & D <« Liège »>"},"dates":"2024-05","stops":[{"place":{"country":"BE"},"passage":true}],` +
		`"costs":[{"total":{"value":"4066.13","currency":"CAD","nature":"final"}}]}`
	if got := encode(t, m); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTextTakesAPlainStringAsFrench(t *testing.T) {
	t.Parallel()
	r, err := record.Decode([]byte(`{"kind":"series","schema":1,"title":"Sommet","about":{"en":"About"},"organiser":""}`))
	if err != nil {
		t.Fatal(err)
	}
	s, ok := r.(*record.Series)
	if !ok || s.Title != (record.Text{FR: "Sommet"}) || s.About != (record.Text{EN: "About"}) {
		t.Errorf("got %+v", r)
	}
	for lang, want := range map[string][2]string{"fr": {"Sommet", "fr"}, "en": {"Sommet", "fr"}} {
		if text, in := s.Title.In(lang); text != want[0] || in != want[1] {
			t.Errorf("in %s: %q in %s", lang, text, in)
		}
		if text, in := s.About.In(lang); text != "About" || in != "en" {
			t.Errorf("in %s: %q in %s", lang, text, in)
		}
	}
	if _, err := record.Decode([]byte(`{"kind":"series","schema":1,"title":{"fr":"a","de":"b"}}`)); !errors.Is(err, record.ErrInvalid) {
		t.Errorf("a text in German: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, d := range record.Definitions() {
		b, err := record.Encode(recordtest.Full(d.Kind, 1))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`{"kind":"term","schema":1,"name":null,"NAME":"a","name":"\ud800"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := record.Decode(data)
		if err != nil {
			var known *record.Error
			if !errors.As(err, &known) {
				t.Fatalf("an error that nobody can act upon: %v", err)
			}
			return
		}
		// Whatever was read has one form, and everything that is asked of records answers.
		doc := encode(t, r)
		again, err := record.Decode([]byte(doc))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v: %s", err, doc)
		}
		if second := encode(t, again); second != doc {
			t.Fatalf("got %s, then %s", doc, second)
		}
		record.Check(r)
		record.Transition(r, again)
		for _, l := range record.Links(r) {
			if l.Target == "" {
				t.Fatalf("an empty link: %+v", l)
			}
		}
		record.Marks(r)
		record.Places(r)
		record.Measures(r)
		_, _ = r.When().SortKey(), r.When().Last()
		record.Prune(r, func(record.Ref) bool { return false })
		record.Redact(r)
		encode(t, r)
	})
}
