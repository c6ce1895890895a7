package record_test

import (
	"reflect"
	"testing"

	"entente/internal/record"
	"entente/internal/record/recordtest"
)

// A record that is saved as it was shown, whatever was hidden of it, stays whole.
func TestWhatWasNotShownIsNotLost(t *testing.T) {
	t.Parallel()
	for _, d := range record.Definitions() {
		full := recordtest.Full(d.Kind, 0)
		links := record.Links(full)
		for hidden := range len(links) + 2 {
			seen := record.Clone(full)
			record.Prune(seen, func(r record.Ref) bool {
				return hidden > len(links) || hidden < len(links) && r != links[hidden].Target // one hidden, then all, then none
			})
			next := record.Clone(seen)
			record.Restore(next, seen, full)
			if !reflect.DeepEqual(next, full) {
				t.Errorf("%s: hiding %d of %d links: restored to %+v, want %+v", d.Kind, hidden, len(links), next, full)
			}
			next = record.Clone(seen)
			next.Head().Note = record.Text{FR: "une autre note"}
			record.Restore(next, seen, full)
			if got, want := record.Links(next), links; !reflect.DeepEqual(got, want) {
				t.Errorf("%s: hiding %d, another note: links %v, want %v", d.Kind, hidden, got, want)
			}
		}
		seen := record.Clone(full)
		record.Redact(seen)
		next := record.Clone(seen)
		record.Restore(next, seen, full)
		if !reflect.DeepEqual(next, full) {
			t.Errorf("%s: redacted: restored to %+v, want %+v", d.Kind, next, full)
		}
	}
}

func TestHiddenPartsFollowWhatTheyStoodBeside(t *testing.T) {
	t.Parallel()
	part := func(who record.Ref, role string) record.Part { return record.Part{Who: who, Role: role} }
	stands := &record.Mission{
		Activity: record.Activity{
			Themes:  []record.Ref{"h1", "a", "h2", "b"},
			Funding: []record.Funding{{Funder: "a", Under: "h1"}, {Funder: "b", Under: "h2"}},
		},
		Delegation: []record.Part{part("a", "lead"), part("h1", "delegate"), part("b", "delegate"), part("h2", "guest"), part("c", "guest")},
		Lead:       "h1",
	}
	seen := record.Clone(stands)
	record.Prune(seen, func(r record.Ref) bool { return r[0] != 'h' })
	next, ok := record.Clone(seen).(*record.Mission)
	if !ok || len(next.Delegation) != 3 {
		t.Fatalf("what is seen of the mission: %+v", seen)
	}
	next.Themes = []record.Ref{"b", "c", "a"}
	next.Delegation = []record.Part{part("d", "lead"), part("c", "guest"), part("a", "delegate")} // b is gone, a and c changed places
	next.Funding = []record.Funding{{Funder: "b", Amount: record.Amount{Value: "2", Currency: "CAD"}}}
	next.Lead = "a"
	record.Restore(next, seen, stands)
	want := &record.Mission{
		Activity: record.Activity{
			Themes:  []record.Ref{"h1", "b", "c", "a", "h2"},
			Funding: []record.Funding{{Funder: "b", Under: "h2", Amount: record.Amount{Value: "2", Currency: "CAD"}}},
		},
		Delegation: []record.Part{part("d", "lead"), part("c", "guest"), part("a", "delegate"), part("h1", "delegate"), part("h2", "guest")},
		Lead:       "a",
	}
	if !reflect.DeepEqual(next, want) {
		t.Errorf("got %+v\nwant %+v", next, want)
	}
	again := record.Clone(stands)
	record.Restore(again, seen, stands)
	if !reflect.DeepEqual(again, stands) {
		t.Errorf("what stands, saved as it stands, becomes %+v", again)
	}
}
