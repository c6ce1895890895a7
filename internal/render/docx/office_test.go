package docx_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"entente/internal/extract"
	"entente/internal/render/docx"
)

// convert has LibreOffice open a file and write it in another format.
func convert(t *testing.T, file []byte, format string) []byte {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("LibreOffice is not on this machine: run make test once, which installs it")
	}
	dir := t.TempDir()
	from := filepath.Join(dir, "paper.docx")
	if err := os.WriteFile(from, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	said, err := exec.CommandContext(t.Context(), program, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", format, "--outdir", out, from).CombinedOutput()
	if err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, said)
	}
	b, err := os.ReadFile(filepath.Join(out, "paper."+format))
	if err != nil {
		t.Fatalf("LibreOffice wrote nothing: %v\n%s", err, said)
	}
	return b
}

// edited is a file with one of its words written otherwise.
func edited(t *testing.T, file []byte, old, text string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(bytes.ReplaceAll(b, []byte(old), []byte(text))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestAnotherProgramReadsIt: LibreOffice opens the file, prints it with its table of contents, captions and texts, and saves it after an
// edit; what it saved still has its headings, its fields and its edition.
func TestAnotherProgramReadsIt(t *testing.T) {
	t.Parallel()
	p := every("mot")
	file := written(t, p)
	text, err := extract.Words(t.Context(), convert(t, file, "pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Table des matières", "Figure 1 – mot", "Tableau 3 – mot", "Les données des figures", "À propos", p.Title, p.Sections[0].Title, "1 000 000,00 $"} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("%q is not printed", want)
		}
	}
	title := p.Sections[0].Title
	saved := convert(t, edited(t, file, title+"<", "Un titre changé<"), "docx")
	f := files(t, saved)
	main := f["word/document.xml"]
	wellFormed(t, "what was saved", main)
	for _, want := range []string{"Un titre changé", `w:val="Heading1"`, `w:val="Title"`, "SEQ Figure", "<w:tblHeader", "descr=\"mot"} {
		if !strings.Contains(main, want) {
			t.Errorf("what LibreOffice saved lacks %s", want)
		}
	}
	if !regexp.MustCompile(`<w:instrText[^>]*> *TOC [^<]*\\o`).MatchString(main) {
		t.Error("what LibreOffice saved has no table of contents")
	}
	if id, lang, ok := docx.Identity(saved); !ok || id.Edition != 2 || lang != "fr" || id.Checksum != p.Identity.Checksum {
		t.Errorf("what LibreOffice saved is %+v %s %v", id, lang, ok)
	}
	again, err := extract.Words(t.Context(), saved)
	if err != nil || !strings.Contains(again, "Un titre changé") {
		t.Errorf("what LibreOffice saved cannot be read: %v", err)
	}
}
