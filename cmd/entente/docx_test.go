package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/internal/extract"
)

// TestTheReportAsAWordFile: the file that the command writes says what the report says, in the language that was asked for.
func TestTheReportAsAWordFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, file := filepath.Join(dir, "entente.db"), filepath.Join(dir, "report.docx")
	must(t, "import", sample, "--db", db)
	for lang, wants := range map[string][]string{
		"fr": {"Table des matières", "Huit missions, dans sept pays et 13 villes", "4 066,13 $", "Figure 1 – "},
		"en": {"Contents", "Eight missions, in seven countries and 13 cities", "$4,066.13"},
	} {
		must(t, "report", "2024", "--format", "docx", "-o", file, "--lang", lang, "--db", db)
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text, err := extract.Words(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
				t.Errorf("%s: the file does not say %q", lang, want)
			}
		}
	}
}
