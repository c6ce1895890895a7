package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"entente/internal/backup"
	"entente/internal/i18n"
	"entente/internal/registry"
	"entente/internal/store"
)

// onBoth runs a journey on a database of each engine that holds the sample office.
func onBoth(t *testing.T, f func(t *testing.T, db string)) {
	t.Helper()
	each(t, func(t *testing.T, db string) {
		must(t, "import", "--db", db, sample)
		f(t, db)
	})
}

type copyMade struct {
	Path, Heads, SHA256, Engine string
	Records, Findings           int
	Schema, Size                int64
	Removed                     []string
}

func TestABackupComesBackIntoEitherEngine(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, db string) {
		dir := filepath.Join(t.TempDir(), "copies")
		made := read[copyMade](t, must(t, "backup", "--db", db, "--to", dir, "--json"))
		if made.Records < 200 || made.Findings != 0 || filepath.Dir(made.Path) != dir || len(made.SHA256) != 64 || made.Schema < 8 {
			t.Errorf("made %+v", made)
		}
		if said := must(t, "backup", "--db", db, "--to", filepath.Join(dir, "one.db")); !strings.Contains(said, filepath.Join(dir, "one.db")) || !strings.Contains(said, made.Heads) {
			t.Errorf("said %q", said)
		}
		want := must(t, "export", "--all", "--db", db)
		for name, to := range map[string]string{"sqlite": filepath.Join(t.TempDir(), "new", "entente.db"), "postgres": postgres(t)} {
			said := must(t, "restore", made.Path, "--db", to)
			if !strings.Contains(said, "put back and verified") || !strings.Contains(said, made.Heads) {
				t.Errorf("into %s: %q", name, said)
			}
			if got := must(t, "export", "--all", "--db", to); got != want {
				t.Errorf("into %s: the archive has %d bytes, want %d alike", name, len(got), len(want))
			}
			must(t, "check", "--db", to)
			r := call(t, "", "restore", made.Path, "--db", to)
			if r.status != exitRefused || !strings.Contains(r.err, "--replace") || strings.Contains(r.err, "⟦") {
				t.Errorf("twice into %s: status %d, %q", name, r.status, r.err)
			}
			if said := must(t, "restore", made.Path, "--db", to, "--replace"); !strings.Contains(said, "replaced database is kept: ") {
				t.Errorf("replaced: %q", said)
			}
			must(t, "check", "--db", to)
		}
		health := read[registry.HealthReport](t, call(t, "", "health", "--db", db, "--json").out)
		if health.LastGood == nil || health.LastGood.Heads != made.Heads || len(health.Problems) > 0 || health.Program.Version == "" {
			t.Errorf("health: %+v", health)
		}
		if said := must(t, "health", "--db", db); !strings.Contains(said, "All is well.") || strings.Contains(said, "⟦") {
			t.Errorf("health: %q", said)
		}
	})
}

func TestHealthSaysWhatIsToBeLookedInto(t *testing.T) {
	t.Parallel()
	db := withSample(t)
	for lang, want := range map[string]string{"en": "! No good copy of the database was made yet.", "fr": "! Aucune bonne copie de la base n’a encore été faite."} {
		r := call(t, "", "health", "--db", db, "--lang", lang)
		if r.status != exitUnsound || !strings.Contains(r.out, want) {
			t.Errorf("status %d:\n%s", r.status, r.out)
		}
	}
	words, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range registry.Ailments() {
		if !words.For(i18n.FR).Has("ops.ailment." + code) {
			t.Errorf("%s has no words", code)
		}
	}
	for _, code := range backup.Refusals() {
		if !words.For(i18n.FR).Has("cli.refused." + code) {
			t.Errorf("%s has no words", code)
		}
	}
	for _, outcome := range []string{registry.JobDone, registry.JobFailed} {
		if !words.For(i18n.FR).Has("ops.job." + outcome) {
			t.Errorf("%s has no words", outcome)
		}
	}
	c := &command{}
	for _, j := range c.runner(nil, nil, nil, nightly{dir: "x"}, &background{}).Jobs {
		if !words.For(i18n.FR).Has("ops.job.name." + j.Name) {
			t.Errorf("%s has no name", j.Name)
		}
	}
}

func TestADamagedBackupIsRefused(t *testing.T) {
	t.Parallel()
	db, dir := withSample(t), t.TempDir()
	made := read[copyMade](t, must(t, "backup", "--db", db, "--to", filepath.Join(dir, "one.db"), "--json"))
	b, err := os.ReadFile(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/3] ^= 4
	if err := os.WriteFile(made.Path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"en": "is not the copy that was made", "fr": "n’est pas la copie qui fut faite"} {
		r := call(t, "", "restore", made.Path, "--db", filepath.Join(dir, "new.db"), "--lang", lang)
		if r.status != exitRefused || !strings.Contains(r.err, want) {
			t.Errorf("status %d, %q", r.status, r.err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "new.db")); !os.IsNotExist(err) {
		t.Errorf("a database was made of it: %v", err)
	}
	if r := call(t, "", "restore", filepath.Join(dir, "none.db"), "--db", db); r.status != exitNotFound {
		t.Errorf("of nothing: status %d, %q", r.status, r.err)
	}
}

// TestErasingAPerson shows who it would be, then erases, from the words of the index as well.
func TestErasingAPerson(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, db string) {
		file := filepath.Join(t.TempDir(), "one.yaml")
		write(t, file, `office: lac
records:
  - {kind: office, key: lac, visibility: public, code: lac, name: {fr: "Bureau du lac"}}
  - {kind: person, key: anne, visibility: private, name: Anne, personal: {notes: "Zwaardvis", needs: "tanjounière"}}
`)
		must(t, "import", "--db", db, file)
		var id string
		for line := range strings.Lines(must(t, "export", "--all", "--db", db)) {
			var r struct{ ID, Kind, Name string }
			if err := json.Unmarshal([]byte(line), &r); err == nil && r.Kind == "person" {
				id = r.ID
			}
		}
		if said := must(t, "erase", id, "--db", db); !strings.Contains(said, "would be erased") {
			t.Errorf("said %q", said)
		}
		if out := must(t, "export", "--all", "--db", db); !strings.Contains(out, "Zwaardvis") {
			t.Error("it was erased without --yes")
		}
		if said := must(t, "erase", id, "--yes", "--db", db); !strings.Contains(said, "are erased") {
			t.Errorf("said %q", said)
		}
		if out := must(t, "export", "--all", "--db", db); strings.Contains(out, "Zwaardvis") {
			t.Error("it is still there")
		}
		if said := must(t, "erase", id, "--db", db); !strings.Contains(said, "no personal fields") {
			t.Errorf("said %q", said)
		}
		for _, nobody := range []string{"nobody", "01890000-0000-7000-8000-000000000000"} {
			if r := call(t, "", "erase", nobody, "--yes", "--db", db); r.status != exitNotFound {
				t.Errorf("%s: status %d, %q", nobody, r.status, r.err)
			}
		}
		must(t, "check", "--db", db)
	})
}

func TestUpgradeShowsItsPlanAndDoesNothingTwice(t *testing.T) {
	t.Parallel()
	db := withSample(t)
	if said := must(t, "upgrade", "--db", db); !strings.Contains(said, "Nothing to do") {
		t.Errorf("said %q", said)
	}
	if r := call(t, "", "upgrade", "--db", filepath.Join(t.TempDir(), "none.db")); r.status != exitNotFound {
		t.Errorf("of nothing: status %d, %q", r.status, r.err)
	}
	each(t, func(t *testing.T, db string) {
		older(t, db)
		if store.IsPostgres(db) { // nothing would copy it
			r := call(t, "", "check", "--db", db)
			if r.status != exitFailed || !strings.Contains(r.err, "entente upgrade") {
				t.Errorf("an older database: status %d, %q", r.status, r.err)
			}
		}
		dir := t.TempDir()
		plan := must(t, "upgrade", "--dry-run", "--db", db, "--to", dir)
		for _, want := range []string{"77 records", "Schema: 3; the program needs ", "\n  0004_accounts\n", "indexed anew", "37 records will be published anew", "A copy will first be made in " + dir} {
			if !strings.Contains(plan, want) {
				t.Errorf("%q is missing in the plan:\n%s", want, plan)
			}
		}
		said := must(t, "upgrade", "--db", db, "--to", dir)
		if !strings.Contains(said, "Copy made and verified: "+dir) || !strings.Contains(said, "77 records verified, 0 things found wrong") {
			t.Errorf("said %s", said)
		}
		if said := must(t, "check", "--db", db); !strings.Contains(said, "77 records verified, 0 things") {
			t.Errorf("checked: %s", said)
		}
	})
}

// TestADiskThatIsFull: the file may not grow beyond a size that the system sets.
func TestADiskThatIsFull(t *testing.T) {
	t.Parallel()
	db, dir := withSample(t), t.TempDir()
	good := read[copyMade](t, must(t, "backup", "--db", db, "--to", dir, "--json"))
	if good.Size < 1<<20 {
		t.Fatalf("only %d bytes: no limit would be met", good.Size)
	}
	time.Sleep(1100 * time.Millisecond) // names tell the second
	limited := func(args ...string) (string, int) {
		t.Helper()
		// ulimit counts kilobytes (bash); beyond, writing fails as on a full disk.
		cmd := exec.CommandContext(t.Context(), "bash", append([]string{"-c", `trap '' XFSZ; ulimit -f 700; exec "$0" "$@"`, built(t)}, args...)...)
		cmd.Env = append(os.Environ(), "ENTENTE_LANG=en")
		out, _ := cmd.CombinedOutput() // the status tells
		return string(out), cmd.ProcessState.ExitCode()
	}
	if out, status := limited("backup", "--db", db, "--to", dir); status != exitFailed || !strings.Contains(out, "full") && !strings.Contains(out, "too large") && !strings.Contains(out, "I/O") {
		t.Errorf("backup: status %d\n%s", status, out)
	}
	if out, status := limited("restore", good.Path, "--db", filepath.Join(dir, "new", "entente.db")); status != exitFailed {
		t.Errorf("restore: status %d\n%s", status, out)
	}
	var left []string
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		left = append(left, path)
		return err
	})
	if want := 1 + 2 + 1; err != nil || len(left) != want {
		t.Errorf("left behind: %v, %v", left, err)
	}
	must(t, "restore", good.Path, "--db", filepath.Join(dir, "again.db"))
	must(t, "check", "--db", db)
	r := call(t, "", "health", "--db", db)
	if r.status != exitUnsound || !strings.Contains(r.out, "The last copy failed.") {
		t.Errorf("health: status %d\n%s", r.status, r.out)
	}
}

// TestAKillLeavesTheOriginalUsable kills copying and putting back at moments all over their course.
func TestAKillLeavesTheOriginalUsable(t *testing.T) {
	t.Parallel()
	binary := built(t)
	each(t, func(t *testing.T, db string) {
		must(t, "import", "--db", db, sample)
		want := must(t, "export", "--all", "--db", db)
		dir := t.TempDir()
		good := read[copyMade](t, must(t, "backup", "--db", db, "--to", filepath.Join(dir, "good.db"), "--json"))
		took := func(args ...string) time.Duration {
			t.Helper()
			began := time.Now()
			if out, err := exec.CommandContext(t.Context(), binary, args...).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			return time.Since(began)
		}
		killed := func(after time.Duration, args ...string) {
			t.Helper()
			cmd := exec.CommandContext(t.Context(), binary, args...)
			cmd.Stdout, cmd.Stderr = io.Discard, io.Discard
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(after)
			if err := cmd.Process.Kill(); err == nil {
				_ = cmd.Wait() // it was killed
			}
		}
		const moments = 6
		whole := took("backup", "--db", db, "--to", filepath.Join(dir, "timed.db"))
		for i := range moments {
			to := filepath.Join(dir, fmt.Sprintf("killed-%d.db", i))
			killed(whole*time.Duration(i)/moments, "backup", "--db", db, "--to", to)
			if _, err := os.Stat(to + ".json"); err == nil { // it was quicker
				must(t, "restore", to, "--db", filepath.Join(dir, fmt.Sprintf("back-%d.db", i)))
			}
			must(t, "check", "--db", db)
		}
		whole = took("restore", good.Path, "--db", db, "--replace")
		for i := range moments {
			time.Sleep(time.Second) // names tell the second
			killed(whole*time.Duration(i)/moments, "restore", good.Path, "--db", db, "--replace")
			gone(t, db)
			must(t, "check", "--db", db)
		}
		if got := must(t, "export", "--all", "--db", db); got != want {
			t.Error("the records are not what they were")
		}
		time.Sleep(time.Second)
		must(t, "restore", good.Path, "--db", db, "--replace")
	})
}

// gone waits until the server knows that a killed program is gone; until then its connection counts.
func gone(t *testing.T, db string) {
	t.Helper()
	site := store.SiteOf(store.Config{URL: db})
	for range 100 {
		if used, err := site.InUse(t.Context()); err == nil && !used {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the killed program is still connected")
}

// TestServingMakesBackups: a copy that is due is made by a serving program, on its own.
func TestServingMakesBackups(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, db string) {
		declareLongAgo(t, db, "backup")
		dir := filepath.Join(t.TempDir(), "copies")
		ctx, stop := context.WithCancel(t.Context())
		said, out := io.Pipe()
		ended := make(chan error, 1)
		go func() {
			err := run(ctx, []string{"serve", "--db", db, "--listen", "127.0.0.1:0", "--backups", dir}, environment{getenv: english, stdout: out, stderr: io.Discard})
			_ = out.Close() // the reader is told the end
			ended <- err
		}()
		go func() { _, _ = io.Copy(io.Discard, said) }()
		var found []string
		for range 600 {
			if found, _ = filepath.Glob(filepath.Join(dir, "entente-*.db.json")); len(found) > 0 {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		stop()
		if err := <-ended; err != nil {
			t.Errorf("ended with %v", err)
		}
		if len(found) != 1 {
			t.Fatalf("backups are %v", found)
		}
		gone(t, db)
		health := read[registry.HealthReport](t, call(t, "", "health", "--db", db, "--json").out)
		for _, j := range health.Jobs {
			if j.Name == "backup" && (j.Outcome != registry.JobDone || j.Said+".json" != found[0] || j.DueAt < health.At.Format(time.RFC3339)) {
				t.Errorf("the job: %+v", j)
			}
		}
		must(t, "restore", strings.TrimSuffix(found[0], ".json"), "--db", filepath.Join(t.TempDir(), "entente.db"))
	})
}
