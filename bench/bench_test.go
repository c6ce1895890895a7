package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// TestQuick runs every measurement on small databases, so that none of them rots.
func TestQuick(t *testing.T) {
	t.Parallel()
	var table, said bytes.Buffer
	if err := run(t.Context(), []string{"--quick"}, &table, &said); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	offices, documents, _ := strings.Cut(strings.TrimSpace(table.String()), "\n\n")
	lines := strings.Split(offices, "\n")
	if want := "| Median / 95th percentile | SQLite 200 | SQLite 10k | PostgreSQL 200 | 10k : 200 |"; lines[0] != want {
		t.Errorf("heading %q, want %q", lines[0], want)
	}
	number := regexp.MustCompile(`\d`)
	for _, line := range lines[2:] {
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if len(cells) != 5 {
			t.Errorf("not a line of the table: %q", line)
			continue
		}
		for _, c := range cells[1:4] {
			if !number.MatchString(c) {
				t.Errorf("%s: %q is no measurement", cells[0], c)
			}
		}
	}
	if got, want := strings.Count(documents, " ms, "), 2*(len(formats())+4); got != want {
		t.Errorf("%d documents and charts are measured, want %d:\n%s", got, want, documents)
	}
	if len(lines) < 2+len(reads())+len(forms())+12 {
		t.Errorf("only %d lines:\n%s", len(lines), table.String())
	}
}
