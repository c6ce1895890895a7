package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// diffRead is what --json says of a spreadsheet.
type diffRead struct {
	Counts map[string]int
	Batch  string
	Rows   []struct {
		Row     int
		State   string
		Title   string
		Reasons []string
	}
}

// TestSpreadsheetsOnTheCommandLine: looked at, brought in, taken out, edited and brought in again.
func TestSpreadsheetsOnTheCommandLine(t *testing.T) {
	t.Parallel()
	db, dir := withSample(t), t.TempDir()
	path, refused := filepath.Join(dir, "evenements.csv"), filepath.Join(dir, "refus.csv")
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	count := func() int {
		t.Helper()
		return strings.Count(must(t, "export", "--db", db), `"kind":"event"`)
	}
	before := count()
	write(path, "Title (en);Dates\nSpring forum of the test;2024-05-13\nAutumn forum of the test;\"le 45 mai\"\nWinter forum of the test;2024-12-01\n")
	args := []string{"import", path, "--db", db, "--kind", "event", "--json", "--refused", refused}

	dry := call(t, "", append(args, "--dry-run")...)
	d := read[diffRead](t, dry.out)
	if dry.status != exitRefused || d.Counts["new"] != 2 || d.Counts["refused"]+d.Counts["unknown"] != 1 || len(d.Rows) != 3 || d.Rows[1].State == "new" || len(d.Rows[1].Reasons) == 0 || d.Batch != "" {
		t.Errorf("looked at: status %d, %+v\n%s", dry.status, d, dry.err)
	}
	if data, err := os.ReadFile(refused); err != nil || !strings.Contains(string(data), "Autumn forum of the test") || strings.Contains(string(data), "Spring") || !strings.Contains(string(data), d.Rows[1].Reasons[0]) {
		t.Errorf("what was refused: %q, %v", data, err)
	}
	if n := count(); n != before {
		t.Errorf("a dry run left %d events, not %d", n, before)
	}
	if r := call(t, "", append(args, "--resume")...); r.status != exitNotFound || !strings.Contains(r.err, "evenements.csv") {
		t.Errorf("nothing to resume: status %d, %q", r.status, r.err)
	}

	done := call(t, "", args...)
	if d := read[diffRead](t, done.out); done.status != exitRefused || d.Counts["new"] != 2 || d.Batch == "" || count() != before+2 {
		t.Errorf("brought in: status %d, %+v, %d events", done.status, d, count())
	}

	// without faults the status is 0, and nothing changes that is the same
	out := filepath.Join(dir, "export.csv")
	write(out, must(t, "export", "--db", db, "--format", "csv", "--kind", "event"))
	again := call(t, "", "import", out, "--db", db, "--kind", "event", "--json", "--dry-run")
	if d := read[diffRead](t, again.out); again.status != 0 || d.Counts["same"] != before+2 || len(d.Counts) != 1 {
		t.Errorf("an export unchanged: status %d, %v, %s", again.status, d.Counts, again.err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	write(out, strings.Replace(string(data), "Spring forum of the test", "Forum of May", 1))
	edited := call(t, "", "import", out, "--db", db, "--kind", "event", "--json")
	if d := read[diffRead](t, edited.out); edited.status != 0 || d.Counts["changed"] != 1 || d.Counts["same"] != before+1 || !strings.Contains(must(t, "export", "--db", db), "Forum of May") {
		t.Errorf("an export edited: status %d, %v, %s", edited.status, d.Counts, edited.err)
	}

	for name, c := range map[string]struct {
		args []string
		want int
	}{
		"no kind":        {[]string{"import", path, "--db", db}, exitUsage},
		"another kind":   {[]string{"import", path, "--db", db, "--kind", "holiday"}, exitUsage},
		"no such file":   {[]string{"import", filepath.Join(dir, "rien.csv"), "--db", db, "--kind", "event"}, exitNotFound},
		"no mapping":     {[]string{"import", path, "--db", db, "--kind", "event", "--mapping", "rien.json"}, exitNotFound},
		"no such office": {[]string{"import", path, "--db", db, "--kind", "event", "--office", "nulle-part"}, exitNotFound},
	} {
		if r := call(t, "", c.args...); r.status != c.want || r.err == "" {
			t.Errorf("%s: status %d, not %d: %q", name, r.status, c.want, r.err)
		}
	}
	must(t, "check", "--db", db)
}
