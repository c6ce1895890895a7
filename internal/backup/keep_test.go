package backup

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestParseKeep(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Keep{"": {}, "all": {}, "7,4,12": {7, 4, 12}, " 1, 0 ,3": {1, 0, 3}} {
		if got, ok := ParseKeep(text); !ok || got != want {
			t.Errorf("%q: %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"7", "7,4", "7,4,12,1", "a,b,c", "-1,2,3"} {
		if got, ok := ParseKeep(text); ok {
			t.Errorf("%q is taken for %v", text, got)
		}
	}
}

func TestSurplus(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) // a Sunday
	at := func(s string) time.Time {
		v, err := time.Parse("2006-01-02T15", s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct {
		name string
		keep Keep
		good string // times of good ones
		bad  string // of unsound ones
		want string // of those that go
	}{
		{"nothing", Keep{7, 4, 12}, "", "", ""},
		{"the last day stays whole", Keep{1, 0, 0}, "2026-11-22T08 2026-11-22T02 2026-11-21T10 2026-11-21T02", "", "2026-11-21T02"},
		{"the last of each day", Keep{3, 0, 0}, "2026-11-20T20 2026-11-20T02 2026-11-19T02 2026-11-18T02 2026-11-17T02", "", "2026-11-20T02 2026-11-17T02"},
		{"days that have one count, however long ago", Keep{2, 0, 0}, "2026-10-01T02 2026-09-01T02 2026-08-01T02", "", "2026-08-01T02"},
		{"weeks begin on Monday", Keep{0, 2, 0}, "2026-11-20T02 2026-11-16T02 2026-11-15T02 2026-11-09T02 2026-11-08T02", "", "2026-11-16T02 2026-11-09T02 2026-11-08T02"},
		{"months", Keep{0, 0, 2}, "2026-11-20T02 2026-11-01T02 2026-10-31T02 2026-10-01T02 2026-09-30T02", "", "2026-11-01T02 2026-10-01T02 2026-09-30T02"},
		{"one may count for day, week and month", Keep{1, 1, 1}, "2026-11-19T02 2026-11-18T02", "", "2026-11-18T02"},
		{"the last good one stays", Keep{1, 0, 0}, "2026-09-01T02 2026-08-01T02", "2026-11-20T02 2026-11-19T02", "2026-11-19T02 2026-08-01T02"},
		{"of a day the good one counts", Keep{1, 0, 0}, "2026-11-20T02", "2026-11-20T20", "2026-11-20T20"},
	} {
		var all []kept
		for findings, times := range []string{c.good, c.bad} {
			for s := range strings.FieldsSeq(times) {
				all = append(all, kept{Manifest{Findings: findings}, s, at(s)})
			}
		}
		got := []string{}
		for _, b := range surplus(all, c.keep, now) {
			got = append(got, b.path)
		}
		if !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("%s: %v go, want %s", c.name, got, c.want)
		}
	}
}

func TestPruneTouchesNothingButBackups(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	backup := func(name, at, data string, size int64) {
		t.Helper()
		put(name, data)
		if err := (Manifest{Format: format, File: name, At: at, Size: size}).write(filepath.Join(dir, name+".json")); err != nil {
			t.Fatal(err)
		}
	}
	backup("entente-1.db", "2026-11-01T02:00:00Z", "one", 3)
	backup("entente-2.db", "2026-11-02T02:00:00Z", "two", 3)
	backup("entente-3.db", "2026-10-02T02:00:00Z", "another length", 3)
	put("entente-4.db", "without a manifest")
	put("letter.db", "somebody's")
	removed, err := prune(dir, Keep{Daily: 1}, time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	if err != nil || !slices.Equal(removed, []string{filepath.Join(dir, "entente-1.db")}) {
		t.Errorf("removed %v: %v", removed, err)
	}
	var left []string
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if want := []string{"entente-2.db", "entente-2.db.json", "entente-3.db", "entente-3.db.json", "entente-4.db", "letter.db"}; !slices.Equal(left, want) {
		t.Errorf("left %v, want %v", left, want)
	}
	if removed, err := prune(dir, Keep{}, time.Date(2036, 1, 1, 0, 0, 0, 0, time.UTC)); err != nil || len(removed) != 0 {
		t.Errorf("of those that are all to be kept %v went: %v", removed, err)
	}
}
