package record_test

import (
	"slices"
	"testing"
	"time"

	"entente/internal/record"
)

// TestOfficesHaveClocks holds what noon of a summer and of a winter day in Greenwich is in each zone.
func TestOfficesHaveClocks(t *testing.T) {
	t.Parallel()
	want := map[string][2]string{
		"": {"08:00", "07:00"}, "eastern": {"08:00", "07:00"}, "newfoundland": {"09:30", "08:30"}, "atlantic": {"09:00", "08:00"}, "central": {"07:00", "06:00"},
		"saskatchewan": {"06:00", "06:00"}, "mountain": {"06:00", "05:00"}, "pacific": {"05:00", "04:00"}, "western_europe": {"13:00", "12:00"},
		"central_europe": {"14:00", "13:00"}, "universal": {"12:00", "12:00"},
	}
	for _, code := range append(slices.Clone(record.Vocabulary("zone")), "") {
		clock := (&record.Office{Zone: code}).Clock()
		got := [2]string{
			time.Date(2024, 7, 1, 12, 0, 0, 0, time.UTC).In(clock).Format("15:04"), time.Date(2024, 1, 15, 12, 0, 0, 0, time.UTC).In(clock).Format("15:04"),
		}
		if got != want[code] {
			t.Errorf("%q: %v, want %v", code, got, want[code])
		}
	}
}
