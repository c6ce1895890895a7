package e2e_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// sheetRows is how many rows the spreadsheet has that is cut off: twenty transactions of writing.
const sheetRows = 4_000

// TestASpreadsheetThatIsKilledGoesOn pulls the plug while a spreadsheet is read and while it is written: the database is sound,
// going on brings every row once, and it is one entry.
func TestASpreadsheetThatIsKilledGoesOn(t *testing.T) {
	t.Parallel()
	binary := build(t)
	dir := t.TempDir()
	db, file := filepath.Join(dir, "entente.db"), filepath.Join(dir, "rencontres.csv")
	var b bytes.Buffer
	b.WriteString("Title (en);Dates\n")
	for n := range sheetRows {
		fmt.Fprintf(&b, "Meeting %05d of a forum;%d-%02d-%02d\n", n, 2000+n%25, 1+n%12, 1+n%28)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	entente(t, binary, "import", "--db", db, "../sample/quebec")
	before := bytes.Count(entente(t, binary, "export", "--db", db), []byte(`"kind":"event"`))
	args := []string{"import", file, "--db", db, "--lang", "en", "--kind", "event", "--json"}
	kill := func(pass, percent int, args ...string) {
		t.Helper()
		t.Logf("killed at: %s", killSheet(t, binary, pass, percent, args...))
		check(t, binary, db)
	}
	kill(1, 40, args...)
	resumed := append(args, "--resume")
	kill(1, 90, resumed...)
	kill(2, 30, resumed...)
	kill(1, 60, resumed...)
	var told struct {
		Counts map[string]int
		Batch  string
	}
	if out := entente(t, binary, resumed...); json.Unmarshal(out, &told) != nil || told.Counts["new"] != sheetRows || told.Batch == "" {
		t.Fatalf("told %+v", told)
	}
	check(t, binary, db)
	titles := map[string]int{}
	for _, m := range regexp.MustCompile(`Meeting \d{5} of a forum`).FindAll(entente(t, binary, "export", "--db", db), -1) {
		titles[string(m)]++
	}
	for title, n := range titles {
		if n != 1 {
			t.Errorf("%s is there %d times", title, n)
		}
	}
	if n := bytes.Count(entente(t, binary, "export", "--db", db), []byte(`"kind":"event"`)); n != before+sheetRows || len(titles) != sheetRows {
		t.Errorf("%d events and %d titles, not %d", n-before, len(titles), sheetRows)
	}
}

// killSheet begins an import and ends it as a power cut would, once it says to have done a percentage of a pass: the first reads
// the rows, or goes on with what was begun, the second writes them.
func killSheet(t *testing.T, binary string, pass, percent int, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), binary, args...)
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	progress, last, before := regexp.MustCompile(`(\d+)\s?%`), "nothing said", -1
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		last = lines.Text()
		m := progress.FindStringSubmatch(last)
		if m == nil {
			continue
		}
		done, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		if done < before {
			pass--
		}
		before = done
		if pass <= 1 && done >= percent {
			break
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatalf("it ended by itself after %q", last)
	}
	return last
}
