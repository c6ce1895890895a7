package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"entente/internal/typst/typsttest"
)

func TestTheReportAsPDF(t *testing.T) {
	t.Parallel()
	cache, err := typsttest.Cache()
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"ENTENTE_LANG": "en", "ENTENTE_CACHE_DIR": cache}
	dir := t.TempDir()
	db, file := filepath.Join(dir, "entente.db"), filepath.Join(dir, "report.pdf")
	must(t, "import", sample, "--db", db)
	for lang, want := range map[string]string{"fr": "Huit missions, dans sept pays et 13 villes", "en": "Eight missions"} {
		r := callIn(t, env, "", "report", "2024", "--format", "pdf", "-o", file, "--lang", lang, "--db", db)
		if r.status != 0 || r.out != "" {
			t.Fatalf("status %d: %s%.100s", r.status, r.err, r.out)
		}
		b, err := os.ReadFile(file)
		if err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
			t.Fatalf("not a PDF: %v %.20q", err, b)
		}
		text, err := exec.CommandContext(t.Context(), "pdftotext", file, "-").Output()
		if err != nil {
			t.Fatalf("pdftotext (poppler-utils): %v", err)
		}
		if !strings.Contains(strings.Join(strings.Fields(string(text)), " "), want) {
			t.Errorf("%s: the file does not say %q", lang, want)
		}
	}
}
