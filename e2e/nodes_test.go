package e2e_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/internal/record"
)

// TestAChangeIsSeenAtOnceOnEveryNode starts the program twice on one database, has both keep their pages, changes a record
// with a third, and asks both again: neither may answer from what it kept.
func TestAChangeIsSeenAtOnceOnEveryNode(t *testing.T) {
	t.Parallel()
	program := must(t, common.program)
	db, err := common.database(t.Context(), onPostgreSQL, false, "")
	if err != nil {
		t.Fatal(err)
	}
	var nodes []*server
	for _, folders := range [][]string{{"../sample/quebec"}, nil} {
		n, err := serve(program, db, folders...)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := n.stop(); err != nil {
				t.Error(err)
			}
		})
		nodes = append(nodes, n)
	}
	event := anEvent(t, entente(t, program, "export", "--db", db))
	paths := []string{"/fr/evenements/" + event.ID.Short(), "/fr/evenements", "/fr/recherche?q=salamandre"}
	const before, after = "Salamandre au premier jour", "Salamandre au lendemain"
	for _, title := range []string{before, after, before} {
		event.Title = record.Text{FR: title}
		event.Dates = "2031-05-01" // first in the list
		doc, err := record.Encode(event)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "change.jsonl")
		if err := os.WriteFile(file, append(doc, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
		entente(t, program, "import", "--db", db, file)
		for _, n := range nodes {
			for _, path := range paths {
				for range 2 { // made, and then kept
					body := got(t, n.base+path)
					for _, other := range []string{before, after} {
						if (other == title) != strings.Contains(body, other) {
							t.Errorf("%s%s: after a change to %q, %q is there: %t", n.base, path, title, other, other != title)
						}
					}
				}
			}
		}
	}
}

// anEvent is a public event of an export.
func anEvent(t *testing.T, jsonl []byte) *record.Event {
	t.Helper()
	for line := range bytes.Lines(jsonl) {
		if !bytes.Contains(line, []byte(`"kind":"event"`)) || !bytes.Contains(line, []byte(`"visibility":"public"`)) {
			continue
		}
		r, err := record.Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		return r.(*record.Event)
	}
	t.Fatal("no event")
	return nil
}

func got(t *testing.T, url string) string {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", url, answer.Status, err)
	}
	// Marks around what was searched are no part of a title.
	return strings.NewReplacer("<mark>", "", "</mark>", "").Replace(string(body))
}
