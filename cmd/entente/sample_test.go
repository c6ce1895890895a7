package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// each runs a test on an empty database of both engines.
func each(t *testing.T, f func(t *testing.T, db string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		f(t, filepath.Join(t.TempDir(), "entente.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		f(t, postgres(t))
	})
}

// said is a figure as programs read it.
type said struct {
	Key, Label, Unit, Period, Rule string
	Value, Declared                *json.Number
	Evidence                       []any
}

func text(n *json.Number) string {
	if n == nil {
		return "null"
	}
	return n.String()
}

func figures(t *testing.T, args ...string) map[string]said {
	t.Helper()
	out := map[string]said{}
	for _, f := range read[[]said](t, must(t, append([]string{"figures", "--json"}, args...)...)) {
		out[f.Key] = f
	}
	return out
}

func TestTheFiguresOf2024AreThoseOfTheReport(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, db string) {
		must(t, "import", sample, "--db", db)
		got := figures(t, "--year", "2024", "--db", db)
		want := []struct{ key, period, value, declared string }{ // declared "" where the report and the records agree
			{"visits", "2024", "21", ""}, {"visits.courtesy", "2024", "10", ""}, {"visits.collaboration", "2024", "7", ""}, {"visits.strategic", "2024", "4", ""},
			{"missions", "2024", "8", ""}, {"countries", "2024", "7", ""}, {"cities", "2024", "13", "11"}, {"participations", "2024", "6", "9"},
			{"forums", "2024", "5", ""}, {"agreements.new", "2024", "3", ""}, {"services", "2024", "null", "15"}, {"partners", "2024", "27", ""},
			{"emissions", "2023", "null", "155"}, {"offset.cost", "2023", "null", "4066.13"},
		}
		if len(got) != len(want) {
			t.Errorf("%d figures, want %d", len(got), len(want))
		}
		for _, w := range want {
			f := got[w.key]
			if text(f.Value) != w.value || f.Period != w.period {
				t.Errorf("%s is %s in %s, want %s in %s", w.key, text(f.Value), f.Period, w.value, w.period)
			}
			if d := text(f.Declared); w.declared != "" && d != w.declared || w.declared == "" && d != w.value && d != "null" {
				t.Errorf("%s is declared %s, want %s", w.key, d, w.declared)
			}
			if f.Label == "" || f.Rule == "" || (f.Value == nil) != (len(f.Evidence) == 0) {
				t.Errorf("%s: %+v", w.key, f)
			}
			if w.value != "null" && text(f.Value) != json.Number(itoa(len(f.Evidence))).String() {
				t.Errorf("%s is %s and opens to %d things", w.key, text(f.Value), len(f.Evidence))
			}
		}
		if r := must(t, "report", "2024", "--db", db, "--format", "json"); !json.Valid([]byte(r)) || !strings.Contains(r, `"agreements.new"`) {
			t.Errorf("the report as JSON: %.200s", r)
		}
	})
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

func TestAPrivateMissionCountsForTheOfficeAlone(t *testing.T) {
	t.Parallel()
	db := withSample(t)
	hidden := ""
	for line := range strings.Lines(must(t, "export", "--db", db)) {
		if strings.Contains(line, `"kind":"mission"`) {
			hidden = strings.Replace(line, `"visibility":"public"`, `"visibility":"private"`, 1)
		}
	}
	if r := call(t, hidden, "import", "-", "--db", db, "--json"); r.status != 0 || read[map[string]int](t, r.out)["changed"] != 1 {
		t.Fatalf("status %d: %s%s", r.status, r.out, r.err)
	}
	for as, want := range map[string]string{"public": "7", "office": "8", "operator": "8"} {
		if got := text(figures(t, "--year", "2024", "--db", db, "--as", as)["missions"].Value); got != want {
			t.Errorf("missions are %s to %s, want %s", got, as, want)
		}
	}
	if got := text(figures(t, "--year", "2024", "--db", db)["missions"].Value); got != "7" {
		t.Errorf("missions are %s to whoever is not named, want 7: the public", got)
	}
	if out := must(t, "export", "--db", db, "--as", "public"); strings.Count(out, `"kind":"mission"`) != 7 {
		t.Errorf("the public's export holds %d missions, want 7", strings.Count(out, `"kind":"mission"`))
	}
}

func TestAnArchiveComesBackAsItWas(t *testing.T) {
	t.Parallel()
	from := withSample(t)
	archive := must(t, "export", "--all", "--db", from)
	each(t, func(t *testing.T, db string) {
		r := call(t, archive, "import", "-", "--db", db, "--json")
		if r.status != 0 || read[map[string]int](t, r.out)["created"] < 200 {
			t.Fatalf("status %d: %s%s", r.status, r.out, r.err)
		}
		if again := must(t, "export", "--all", "--db", db); again != archive {
			t.Errorf("the archive of the copy differs: %d bytes, was %d", len(again), len(archive))
		}
		if got, want := must(t, "export", "--db", db), must(t, "export", "--db", from); got != want {
			t.Errorf("the export of the copy differs: %d bytes, was %d", len(got), len(want))
		}
		if twice := read[map[string]int](t, call(t, archive, "import", "-", "--db", db, "--json").out); twice["created"] != 0 || twice["changed"] != 0 {
			t.Errorf("imported once more, it changed something: %v", twice)
		}
		must(t, "check", "--db", db)
	})
	cut := archive[:strings.LastIndex(strings.TrimSpace(archive), "\n")+1]
	if r := call(t, cut, "import", "-", "--db", filepath.Join(t.TempDir(), "cut.db")); r.status != exitRefused {
		t.Errorf("an archive without its end: status %d, want 3: %s", r.status, r.err)
	}
}

func TestTheSameFolderTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	db := withSample(t)
	again := read[map[string]int](t, must(t, "import", "--json", sample, "--db", db))
	if again["created"] != 0 || again["changed"] != 0 || again["unchanged"] < 200 {
		t.Errorf("got %v", again)
	}
	one := must(t, "import", "--db", db, filepath.Join(sample, "60-missions.yaml"))
	if want := "Import done: 0 created, 0 changed, 8 unchanged, 0 files.\n"; one != want {
		t.Errorf("one file: %q, want %q", one, want)
	}
}
