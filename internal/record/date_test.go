package record_test

import (
	"strings"
	"testing"
	"time"

	"entente/internal/record"
)

func TestDatesAreAsPreciseAsTheirSource(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		date             record.Date
		precision        record.Precision
		year, month, day int
		first, last, key string
	}{
		{"2003", record.PrecisionYear, 2003, 0, 0, "2003-01-01", "2003-12-31", "2003"},
		{"2024-02", record.PrecisionMonth, 2024, 2, 0, "2024-02-01", "2024-02-29", "2024-02"},
		{"2023-02", record.PrecisionMonth, 2023, 2, 0, "2023-02-01", "2023-02-28", "2023-02"},
		{"2024-12", record.PrecisionMonth, 2024, 12, 0, "2024-12-01", "2024-12-31", "2024-12"},
		{"2024-05-13", record.PrecisionDay, 2024, 5, 13, "2024-05-13", "2024-05-13", "2024-05-13"},
		{"2022-21", record.PrecisionSeason, 2022, 21, 0, "2022-03-01", "2022-05-31", "2022-03"},
		{"2022-22", record.PrecisionSeason, 2022, 22, 0, "2022-06-01", "2022-08-31", "2022-06"},
		{"2022-23", record.PrecisionSeason, 2022, 23, 0, "2022-09-01", "2022-11-30", "2022-09"},
		{"2023-24", record.PrecisionSeason, 2023, 24, 0, "2023-12-01", "2024-02-29", "2023-12"},
		{"2024-01-17/2024-04-14", record.PrecisionDay, 2024, 1, 17, "2024-01-17", "2024-04-14", "2024-01-17"},
		{"2023/2025", record.PrecisionYear, 2023, 0, 0, "2023-01-01", "2025-12-31", "2023"},
		{"2023/2023-24", record.PrecisionYear, 2023, 0, 0, "2023-01-01", "2024-02-29", "2023"},
		{"2023/..", record.PrecisionYear, 2023, 0, 0, "2023-01-01", "", "2023"},
		{"2023/", record.PrecisionYear, 2023, 0, 0, "2023-01-01", "", "2023"},
		{"../2024-06", record.Open, 2024, 0, 0, "", "2024-06-30", ""},
		{"/2024", record.Unknown, 2024, 0, 0, "", "2024-12-31", ""},
		{"", record.Unknown, 0, 0, 0, "", "", ""},
	} {
		d := c.date
		if d != "" {
			if got, err := record.ParseDate(string(d)); err != nil || got != d {
				t.Errorf("%q is refused: %v", d, err)
			}
		}
		if d.Precision() != c.precision || d.Year() != c.year || d.Month() != c.month || d.Day() != c.day {
			t.Errorf("%q: precision %d, %d-%d-%d", d, d.Precision(), d.Year(), d.Month(), d.Day())
		}
		if d.First() != c.first || d.Last() != c.last || d.SortKey() != c.key {
			t.Errorf("%q: from %q to %q, sorted by %q", d, d.First(), d.Last(), d.SortKey())
		}
	}
}

func TestWhatIsNoDate(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", " 2024", "24", "20240", "0000", "2024-00", "2024-13", "2024-20", "2024-25", "2024-5", "2024-05-32", "2023-02-29", "2024-02-30",
		"2024-05-1", "2024-05-13T10:00", "2024-21-01", "+024", "-024", "2024-+1", "2024-", "2024--1", "2024-05-13-01", "mai 2024", "２０２４",
		"/", "../..", "../", "/..", "2024/2023", "2024-05-13/2024-05-12", "2024/2025/2026", "2024-13/2025", "2024/2025-13", "..", "2024/x",
	} {
		if got, err := record.ParseDate(s); err == nil {
			t.Errorf("%q is taken for the date %q", s, got)
		}
	}
}

func TestWithinAYear(t *testing.T) {
	t.Parallel()
	for d, want := range map[record.Date]bool{
		"2024": true, "2024-12-31/2025-01-02": true, "2024-24": true, "2024/..": true,
		"2023-24": false, "2023/2024": false, "/2024": false, "../2024": false, "": false,
	} {
		if d.Within(2024) != want {
			t.Errorf("%q within 2024: %t", d, !want)
		}
	}
}

func TestUnknownIsNeverLate(t *testing.T) {
	t.Parallel()
	owner := record.Ref("01890000-0000-7000-8000-000000000001")
	for _, c := range []struct {
		due   record.Date
		owner record.Ref
		today record.Date
		late  bool
	}{
		{"2024-05-12", owner, "2024-05-13", true},
		{"2024-05-13", owner, "2024-05-13", false}, // the day itself is still time
		{"2024-05-12", "", "2024-05-13", false},    // nobody's duty
		{"2024-04", owner, "2024-05-13", false},    // not known to the day
		{"2023", owner, "2024-05-13", false},
		{"", owner, "2024-05-13", false},
		{"2024-01-01/2024-02-01", owner, "2024-05-13", false},
		{"2024-05-12", owner, "2024-05", false},
		{"2024-05-12", owner, "", false},
	} {
		if got := record.Late(c.due, c.owner, c.today); got != c.late {
			t.Errorf("due %q of %q on %q: late is %t", c.due, c.owner, c.today, got)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2024", "2024-05", "2024-02-29", "2022-24", "2023/..", "../2024", "2023/", "/2024-05-13", "9999-24", "..", "0001-01-01/9999-12-31"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := record.ParseDate(s)
		if err != nil {
			return
		}
		if string(d) != s {
			t.Fatalf("%q became %q", s, d)
		}
		first, last := d.First(), d.Last()
		if first == "" && last == "" || d.Year() == 0 {
			t.Fatalf("%q says nothing", s)
		}
		for _, day := range []string{first, last} {
			if day == "" {
				continue
			}
			if got, err := time.Parse(time.DateOnly, day); err != nil || got.Format(time.DateOnly) != day {
				t.Fatalf("%q reaches %q, which is no day: %v", s, day, err)
			}
		}
		if first != "" && last != "" && first > last {
			t.Fatalf("%q runs from %s to %s", s, first, last)
		}
		if key := d.SortKey(); key != "" && !strings.HasPrefix(first, key) {
			t.Fatalf("%q is sorted by %q and begins on %s", s, key, first)
		}
		if d.Within(d.Year()) != (first != "") {
			t.Fatalf("%q is not within its year", s)
		}
	})
}
