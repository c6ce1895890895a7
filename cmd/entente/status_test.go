package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestWrongCallsHaveStatusTwoAndSayWhereHelpIs(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{}, {"serv"}, {"serve", "here"}, {"serve", "--port", "80"}, {"import"}, {"import", "a", "b"}, {"export", "--as", "mayor"}, {"export", "all"},
		{"figures"}, {"figures", "--year", "20x4"}, {"figures", "--year", "0"}, {"figures", "--year", "2024", "2023"}, {"report"}, {"report", "24"},
		{"report", "2024", "--format", "epub"}, {"check", "--all"}, {"version", "--lang", "de"}, {"version", "please"},
	} {
		db := filepath.Join(t.TempDir(), "entente.db")
		if len(args) > 1 && args[0] == "export" {
			db = withSample(t)
		}
		r := callIn(t, map[string]string{"ENTENTE_LANG": "en", "ENTENTE_DB": db}, "", args...)
		if r.status != exitUsage {
			t.Errorf("%v: status %d, want 2: %s", args, r.status, r.err)
		}
		if said := r.out + r.err; !strings.Contains(said, "help") {
			t.Errorf("%v: help is not named: %q", args, said)
		}
	}
}

func TestARefusedImportTellsAllProblemsAndWritesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, path := filepath.Join(dir, "entente.db"), filepath.Join(dir, "offices.yaml")
	write(t, path, `office: lac
records:
  - {kind: office, key: lac, visibility: public, code: lac, name: {fr: "Bureau du lac"}}
  - {kind: organisation, key: village, visibility: public, name: {fr: "Le village"}, org_type: hamlet}
  - {kind: mission, key: voyage, visibility: public, title: {fr: "Voyage"}, dates: 2024-13, lead: post/nobody}
`)
	before := call(t, "", "import", "--db", db, path)
	if before.status != exitRefused || before.out != "" {
		t.Fatalf("status %d, %q, want 3 and nothing", before.status, before.out)
	}
	for _, want := range []string{"offices.yaml:4: org_type: ", "offices.yaml:5: dates: ", "hamlet", "2024-13"} {
		if !strings.Contains(before.err, want) {
			t.Errorf("%q is not told:\n%s", want, before.err)
		}
	}
	if strings.ContainsAny(before.err, "⟦⟧") || !strings.Contains(before.err, "2 records are refused; nothing was imported.") {
		t.Errorf("not in words:\n%s", before.err)
	}
	type problem struct{ Field, Code string }
	said := read[struct {
		Refused []struct {
			Where    string
			Problems []problem
		}
	}](t, call(t, "", "import", "--json", "--db", db, path).out)
	if len(said.Refused) != 2 || said.Refused[1].Where != "offices.yaml:5" || said.Refused[1].Problems[0] != (problem{"dates", "bad_date"}) {
		t.Errorf("as JSON: %+v", said)
	}
	for line := range strings.Lines(must(t, "export", "--db", db)) {
		if !strings.Contains(line, `"kind":"term"`) {
			t.Errorf("was written: %s", line)
		}
	}
	must(t, "check", "--db", db)
}

func TestABrokenFileIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.yaml": "records: [", "b.yaml": "records:\n  - {kind: ship, key: x}\n", "c.jsonl": "{\"kind\":\"mission\"", "d.jsonl": "{\"kind\":\"mission\",\"captain\":1}\n",
		"e.yaml": "office: x\n",
	} {
		path := filepath.Join(dir, name)
		write(t, path, text)
		if r := call(t, "", "import", path, "--db", filepath.Join(dir, "entente.db")); r.status != exitRefused || r.err == "" {
			t.Errorf("%s: status %d, %q, want 3", name, r.status, r.err)
		}
	}
}

func TestWhatIsNotThereHasStatusFour(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "none.db")
	for _, args := range [][]string{{"check"}, {"export"}, {"figures", "--year", "2024"}, {"report", "2024"}} {
		r := call(t, "", append(args, "--db", missing)...)
		if r.status != exitNotFound || !strings.Contains(r.err, missing) {
			t.Errorf("%v: status %d, %q, want 4 and the path", args, r.status, r.err)
		}
	}
	if _, err := os.Stat(missing); !os.IsNotExist(err) {
		t.Errorf("a database was made by reading one: %v", err)
	}
	if r := call(t, "", "import", filepath.Join(t.TempDir(), "none.jsonl"), "--db", missing); r.status != exitNotFound {
		t.Errorf("import of nothing: status %d, want 4: %s", r.status, r.err)
	}
	db := withSample(t)
	for _, args := range [][]string{{"figures", "--year", "2024"}, {"report", "2024"}} {
		if r := call(t, "", append(args, "--db", db, "--office", "atlantis")...); r.status != exitNotFound || !strings.Contains(r.err, "atlantis") {
			t.Errorf("%v of an unknown office: status %d, %q, want 4", args, r.status, r.err)
		}
	}
}

func TestCheckTellsDamageWithStatusFive(t *testing.T) {
	t.Parallel()
	db := withSample(t)
	sound := read[struct {
		Records  int
		Findings []any
	}](t, must(t, "check", "--json", "--db", db))
	if sound.Records < 200 || sound.Findings == nil || len(sound.Findings) > 0 {
		t.Fatalf("before: %+v", sound)
	}
	file, err := sql.Open("sqlite", db)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.ExecContext(t.Context(), `UPDATE revision SET reason = 'another' WHERE record = (SELECT id FROM record WHERE kind = 'mission' ORDER BY id LIMIT 1)`); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	r := call(t, "", "check", "--json", "--db", db)
	found := read[struct{ Findings []struct{ Kind, What string } }](t, r.out).Findings
	if r.status != exitUnsound || len(found) != 1 || found[0].Kind != "mission" || found[0].What != "chain" {
		t.Errorf("status %d, %v, want 5 and a broken chain of a mission", r.status, found)
	}
	if r := call(t, "", "check", "--db", db); r.status != exitUnsound || !strings.Contains(r.out, "1 thing found wrong") {
		t.Errorf("status %d, want 5:\n%s", r.status, r.out)
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	v := read[map[string]string](t, must(t, "version", "--json"))
	if v["version"] == "" || v["go"] != runtime.Version() || v["platform"] != runtime.GOOS+"/"+runtime.GOARCH {
		t.Errorf("got %v", v)
	}
	if text := must(t, "version"); !strings.HasPrefix(text, "entente "+v["version"]+" ") || strings.Count(text, "\n") != 1 {
		t.Errorf("got %q", text)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFaultsOfFilesAreToldInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "a.yaml")
	write(t, path, "office: lac\nrecords:\n  - {kind: voyage, key: a}\n  - {kind: mission, key: b, title: T, lead: maire}\n")
	for lang, want := range map[string][]string{
		"fr": {"a.yaml:3: Aucune sorte de fiche ne s’appelle «\u00a0voyage\u00a0».\n", "a.yaml:4: «\u00a0maire\u00a0» ne renvoie à rien", "2 fautes dans les fichiers"},
		"en": {"a.yaml:3: No kind of record is called “voyage”.\n", "a.yaml:4: “maire” refers to nothing", "2 faults in the files; nothing was imported."},
	} {
		r := call(t, "", "import", "--db", filepath.Join(dir, "entente.db"), "--lang", lang, path)
		for _, w := range want {
			if r.status != exitRefused || !strings.Contains(r.err, w) {
				t.Errorf("%s: status %d, %q is not told:\n%s", lang, r.status, w, r.err)
			}
		}
	}
	type fault struct{ Where, Code string }
	said := read[struct{ Faults []fault }](t, call(t, "", "import", "--json", "--db", filepath.Join(dir, "entente.db"), path).out)
	if len(said.Faults) != 2 || said.Faults[0] != (fault{"a.yaml:3", "file_kind"}) {
		t.Errorf("as JSON: %+v", said)
	}
}

func TestProgressIsShortWhereNobodyWatches(t *testing.T) {
	t.Parallel()
	r := call(t, "", "import", "--db", filepath.Join(t.TempDir(), "entente.db"), sample)
	lines := strings.Split(strings.TrimSpace(r.err), "\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[0], "import: 25% (") || !strings.HasPrefix(lines[3], "import: 100% (") {
		t.Errorf("said %q", lines)
	}
}
