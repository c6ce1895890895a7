package recordtest_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"entente/internal/record"
	"entente/internal/record/recordtest"
)

func TestEveryFieldOfEveryKindIsFilled(t *testing.T) {
	t.Parallel()
	for _, d := range record.Definitions() {
		empties(t, string(d.Kind), reflect.ValueOf(recordtest.Full(d.Kind, 0)).Elem())
	}
}

func empties(t *testing.T, path string, v reflect.Value) {
	t.Helper()
	switch {
	case v.IsZero():
		t.Errorf("%s is empty", path)
	case v.Kind() == reflect.Pointer:
		empties(t, path, v.Elem())
	case v.Kind() == reflect.Slice:
		if v.Len() == 0 {
			t.Errorf("%s is an empty list", path)
		}
		for i := range v.Len() {
			empties(t, fmt.Sprintf("%s.%d", path, i), v.Index(i))
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			empties(t, path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	}
}

func TestFullRecordsAreSound(t *testing.T) {
	t.Parallel()
	for pair := range 15 { // 30 seeds meet every code of every vocabulary
		ids := map[record.Ref]record.Kind{}
		world := recordtest.World(pair)
		for _, r := range world {
			if _, twice := ids[r.Head().ID]; twice {
				t.Errorf("%s %s twice", r.Head().Kind, r.Head().ID)
			}
			ids[r.Head().ID] = r.Head().Kind
			for _, p := range record.Check(r) {
				t.Errorf("%s of pair %d: %s: %s %v", r.Head().Kind, pair, p.Field, p.Code, p.Args)
			}
		}
		for _, r := range world {
			for _, l := range record.Links(r) {
				if kind, ok := ids[l.Target]; !ok || !contains(l.Kinds, kind) {
					t.Errorf("%s.%s refers to a %q", r.Head().Kind, l.Field, kind)
				}
			}
		}
	}
}

func contains(kinds []record.Kind, kind record.Kind) bool {
	return slices.Contains(kinds, kind)
}
