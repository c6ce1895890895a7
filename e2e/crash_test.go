// Package e2e holds the whole program to what it promises, from the outside: the binary, a database, and nothing else.
package e2e_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"entente/bench/office"
	"entente/internal/place"
	"entente/internal/record"
)

const (
	crashRecords = 10_000
	crashes      = 20
)

// TestAnImportThatIsKilledLeavesNothingHalfDone pulls the plug on imports at random points: whatever was under way, the
// database is sound afterwards, and the same import then brings every record once.
func TestAnImportThatIsKilledLeavesNothingHalfDone(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	binary := build(t)
	file, want := made(t)
	for n := range crashes {
		at := 5 + random.IntN(91)
		t.Run(fmt.Sprintf("%02d at %d percent", n+1, at), func(t *testing.T) {
			t.Parallel()
			db := filepath.Join(t.TempDir(), "entente.db")
			t.Log(killImport(t, binary, db, file, at))
			check(t, binary, db)
			entente(t, binary, "import", "--db", db, "--lang", "en", "--progress", "1", file)
			check(t, binary, db)
			have := exported(t, entente(t, binary, "export", "--db", db))
			for id := range want {
				if have[id] != 1 {
					t.Fatalf("record %s is there %d times", id, have[id])
				}
				delete(have, id)
			}
			for id, n := range have {
				t.Errorf("%s, which nobody imported, is there %d times", id, n)
			}
		})
	}
}

// build compiles the program as a release is compiled.
func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "entente")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-o", binary, "entente/cmd/entente")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return binary
}

// made writes the records of made-up offices to a file and gives their ids. They come to more than the program holds back
// in memory, so that kills find the database's journal in all states.
func made(t *testing.T) (path string, ids map[string]bool) {
	t.Helper()
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	source, err := office.New(places)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	ids = map[string]bool{}
	for r := range source.Records(4 * crashRecords) {
		if !light(r) {
			continue
		}
		doc, err := record.Encode(r)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(doc, '\n'))
		if ids[string(r.Head().ID)] = true; len(ids) == crashRecords {
			break
		}
	}
	if n := bytes.Count(b.Bytes(), []byte("\n")); n != crashRecords || len(ids) != n {
		t.Fatalf("%d records of %d ids were made, want %d", n, len(ids), crashRecords)
	}
	path = filepath.Join(t.TempDir(), "records.jsonl")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, ids
}

// light leaves out what all offices but the first did, which says and ties the most: the test would last twice as long.
func light(r record.Record) bool {
	switch r.(type) {
	case *record.Mission, *record.Visit, *record.Event, *record.Participation, *record.Outcome:
		return r.Head().Office == office.Office(0)
	}
	return true
}

// killImport starts an import, ends it as a power cut would once it says to have done a percentage, and returns the last
// that it said.
func killImport(t *testing.T, binary, db, file string, percent int) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), binary, "import", "--db", db, "--lang", "en", "--progress", "1", file)
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	progress := regexp.MustCompile(`^import: (\d+)%`)
	last := "nothing said"
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		last = lines.Text()
		m := progress.FindStringSubmatch(last)
		if m == nil {
			continue
		}
		if done, _ := strconv.Atoi(m[1]); done >= percent {
			break
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatalf("kill the import at %d %%: %v (%s)", percent, err, last)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != -1 {
		t.Fatalf("the import was not killed at %d %% but ended: %v (%s)", percent, err, last)
	}
	return last
}

// entente runs the program and returns what it writes; anything but success fails the test.
func entente(t *testing.T, binary string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), binary, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("entente %s: %v\n%s%s", strings.Join(args, " "), err, out, stderr.Bytes())
	}
	return out
}

func check(t *testing.T, binary, db string) {
	t.Helper()
	var found struct {
		Findings []any
	}
	out := entente(t, binary, "check", "--db", db, "--json")
	if err := json.Unmarshal(out, &found); err != nil || found.Findings == nil || len(found.Findings) > 0 {
		t.Fatalf("check: %v\n%s", err, out)
	}
}

// exported counts how often an export holds each record, leaving out the terms that every database holds.
func exported(t *testing.T, jsonl []byte) map[string]int {
	t.Helper()
	out := map[string]int{}
	for line := range bytes.Lines(jsonl) {
		var r struct{ ID, Kind string }
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(fmt.Errorf("line of the export: %w", err))
		}
		if r.Kind != "term" {
			out[r.ID]++
		}
	}
	return out
}
