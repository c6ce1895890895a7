package office_test

import (
	"bytes"
	"iter"
	"testing"

	"entente/bench/office"
	"entente/internal/place"
	"entente/internal/record"
)

func source(t *testing.T) *office.Source {
	t.Helper()
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	s, err := office.New(places)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryRecordIsSoundAndRefersToEarlierOnes(t *testing.T) {
	t.Parallel()
	const wanted = 8000 // three offices
	seen := map[record.Ref]bool{}
	for _, term := range record.BuiltInTerms() {
		seen[term.ID] = true
	}
	activities, n := 0, 0
	for r := range source(t).Records(wanted) {
		n++
		m := r.Head()
		for _, p := range record.Check(r) {
			t.Fatalf("%s %d: %v", m.Kind, n, p)
		}
		if seen[m.ID] {
			t.Fatalf("%s %s is made twice", m.Kind, m.ID)
		}
		seen[m.ID] = true
		for _, l := range record.Links(r) {
			if !seen[l.Target] {
				t.Fatalf("%s %d: %s refers to a later record", m.Kind, n, l.Field)
			}
		}
		switch m.Kind { //nolint:exhaustive // what an office did in a year
		case record.KindMission, record.KindVisit, record.KindEvent, record.KindParticipation:
			if m.Office == office.Office(0) && r.When().Within(office.FirstYear) {
				activities++
			}
		}
	}
	if n != wanted {
		t.Errorf("%d records, want %d", n, wanted)
	}
	if activities != office.Activities {
		t.Errorf("the first year of the first office has %d activities, want %d", activities, office.Activities)
	}
}

func TestTheSameRecordsEachTime(t *testing.T) {
	t.Parallel()
	s := source(t)
	var texts [2]bytes.Buffer
	for i := range texts {
		next, stop := iter.Pull(s.Records(300))
		n, err := office.Write(&texts[i], next, 1000)
		stop()
		if err != nil || n != 300 {
			t.Fatalf("%d records written, want 300: %v", n, err)
		}
	}
	if !bytes.Equal(texts[0].Bytes(), texts[1].Bytes()) {
		t.Error("300 records differ from one time to the next")
	}
}
