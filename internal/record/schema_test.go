package record_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"entente/internal/record"
	"entente/internal/record/recordtest"
)

// eachField visits every field of every kind and of every nested part.
func eachField(f func(path string, field record.Field)) {
	var walk func(path string, fields []record.Field)
	walk = func(path string, fields []record.Field) {
		for _, fd := range fields {
			f(path+"."+fd.Name, fd)
			walk(path+"."+fd.Name, fd.Fields)
		}
	}
	for _, d := range record.Definitions() {
		walk(string(d.Kind), record.FieldsOf(d.Kind))
	}
}

func TestEveryFieldIsDeclared(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	ref, refs := reflect.TypeFor[record.Ref](), reflect.TypeFor[[]record.Ref]()
	eachField(func(path string, f record.Field) {
		if !slices.Contains([]string{"public", "private", "personal"}, f.Vis) {
			t.Errorf("%s is declared %q: neither public, private nor personal", path, f.Vis)
		}
		if f.Name == "" || f.Name != strings.ToLower(f.Name) {
			t.Errorf("%s has no name for documents", path)
		}
		if points := f.Type == ref || f.Type == refs; points != (len(f.Refs) > 0) && !strings.HasSuffix(path, ".id") {
			t.Errorf("%s refers to kinds %v", path, f.Refs)
		}
		for _, k := range f.Refs {
			if _, ok := record.DefinitionOf(k); !ok {
				t.Errorf("%s refers to the kind %q, which does not exist", path, k)
			}
		}
		if f.Vocab != "" {
			used[f.Vocab] = true
			if len(record.Vocabulary(f.Vocab)) == 0 {
				t.Errorf("%s takes its codes from %q, which does not exist", path, f.Vocab)
			}
		}
	})
	for _, t := range []reflect.Type{reflect.TypeFor[record.Quantity](), reflect.TypeFor[record.Amount]()} {
		for field := range t.Fields() {
			used[field.Tag.Get("vocab")] = true
		}
	}
	for _, v := range record.Vocabularies() {
		if !used[v] {
			t.Errorf("no field takes its codes from %q", v)
		}
		codes := slices.Sorted(slices.Values(record.Vocabulary(v)))
		if len(slices.Compact(codes)) != len(record.Vocabulary(v)) {
			t.Errorf("%q holds a code twice", v)
		}
	}
}

// An empty list and none are the same document, and what is in a list is never left out.
func TestListsAreOmittedWhenEmpty(t *testing.T) {
	t.Parallel()
	var look func(t *testing.T, typ reflect.Type)
	look = func(t *testing.T, typ reflect.Type) {
		t.Helper()
		for f := range typ.Fields() {
			e := f.Type
			if e.Kind() == reflect.Slice && !strings.Contains(f.Tag.Get("json"), ",omitempty") {
				t.Errorf("%s.%s must be omitempty", typ, f.Name)
			}
			for e.Kind() == reflect.Slice || e.Kind() == reflect.Pointer {
				e = e.Elem()
			}
			if e.Kind() == reflect.Struct {
				look(t, e)
			}
		}
	}
	for _, d := range record.Definitions() {
		look(t, reflect.TypeOf(d.New()).Elem())
	}
}

// Lists filter on marks for whoever sees the record, and ask for the office where PrivateMarks says so; on places, without
// asking: a private one would be told to all of them.
func TestPrivateMarksAreThoseOfPrivateFields(t *testing.T) {
	t.Parallel()
	for kind, want := range map[record.Kind][]string{
		record.KindMission:   {"external"},
		record.KindCommittee: {"external", "commitment_due", "commitment_state"},
		record.KindPerson:    {"external", "retention"},
	} {
		if got := record.PrivateMarks()[kind]; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", kind, got, want)
		}
	}
	for _, d := range record.Definitions() {
		r := recordtest.Full(d.Kind, 0)
		for _, m := range record.Marks(r) {
			if private := slices.Contains(record.PrivateMarks()[d.Kind], m.Field); private == m.Public {
				t.Errorf("%s: the mark %s: private is %t", d.Kind, m.Field, private)
			}
		}
		for _, p := range record.Places(r) {
			if !p.Public {
				t.Errorf("%s: the place %s is private", d.Kind, p.Field)
			}
		}
	}
}

func TestPrivateLinksAreThoseOfPrivateFields(t *testing.T) {
	t.Parallel()
	for kind, want := range map[record.Kind][]string{
		record.KindMission:   {"shared_with", "merged_into"},
		record.KindCommittee: {"shared_with", "merged_into", "meetings.actions.owner"},
	} {
		if got := record.PrivateLinks()[kind]; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", kind, got, want)
		}
	}
	for _, d := range record.Definitions() {
		for _, l := range record.Links(recordtest.Full(d.Kind, 0)) {
			if private := slices.Contains(record.PrivateLinks()[d.Kind], l.Field); private == l.Public {
				t.Errorf("%s.%s: private is %t", d.Kind, l.Field, private)
			}
		}
	}
}

func TestStatesAreRankedAsTheirVocabulary(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		r    record.Record
		want string
	}{
		{&record.Mission{Meta: record.Meta{Kind: record.KindMission}, Activity: record.Activity{Status: "idea"}}, "01"},
		{&record.Mission{Meta: record.Meta{Kind: record.KindMission}, Activity: record.Activity{Status: "done"}}, "06"},
		{&record.Mission{Meta: record.Meta{Kind: record.KindMission}}, ""},
		{&record.Relation{Meta: record.Meta{Kind: record.KindRelation}, Legal: "ended", Tie: "active"}, "02"},
		{&record.Agreement{Meta: record.Meta{Kind: record.KindAgreement}, Status: record.StatusSigned}, "03"},
		{&record.Person{Meta: record.Meta{Kind: record.KindPerson}}, ""},
	} {
		if got := record.StateRank(c.r); got != c.want {
			t.Errorf("%s in state %q ranks %q, want %q", c.r.Head().Kind, c.r.State(), got, c.want)
		}
	}
	for _, d := range record.Definitions() {
		r := recordtest.Full(d.Kind, 0)
		f, ok := record.StateField(d.Kind)
		if !ok {
			continue
		}
		if !slices.Contains(record.Vocabulary(f.Vocab), r.State()) {
			t.Errorf("%s: the state %q is none of %s", d.Kind, r.State(), f.Vocab)
		}
	}
}
