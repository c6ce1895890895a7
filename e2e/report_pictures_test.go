package e2e_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// TestReportPictures takes the pictures of the pages of the published report in PDF, six on a sheet. Where they are not kept, the
// first sheet is taken and thrown away.
func TestReportPictures(t *testing.T) {
	t.Parallel()
	const (
		across, down = 3, 2
		gap          = 12 // points of the picture around each page
		colours      = 64
		limit        = 2 << 20 // of all sheets
	)
	dir, last := filepath.Join(t.TempDir(), "report"), across*down
	if *picturesDir != "" {
		dir, last = filepath.Join(*picturesDir, "report"), 1000
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	total := 0
	for lang, path := range map[string]string{"fr": "/fr/rapports/2024/editions/1.pdf", "en": "/en/reports/2024/editions/1.pdf"} {
		pages := pagesOf(t, awaited(t, must(t, common.site).base+path), last)
		if len(pages) < across*down {
			t.Errorf("the report in %s has %d pages", lang, len(pages))
		}
		number := 0
		for some := range slices.Chunk(pages, across*down) {
			number++
			w, h := some[0].Bounds().Dx()+gap, some[0].Bounds().Dy()+gap
			sheet := image.NewRGBA(image.Rect(0, 0, across*w+gap, (len(some)+across-1)/across*h+gap))
			draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.RGBA{0xd0, 0xd4, 0xda, 0xff}), image.Point{}, draw.Src)
			for i, p := range some {
				at := image.Pt(gap+i%across*w, gap+i/across*h)
				draw.Draw(sheet, p.Bounds().Add(at), p, p.Bounds().Min, draw.Src)
			}
			var full bytes.Buffer
			if err := png.Encode(&full, sheet); err != nil {
				t.Fatal(err)
			}
			picture := smaller(t, full.Bytes(), colours)
			total += len(picture)
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d.png", lang, number)), picture, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if total > limit {
		t.Errorf("the sheets take %d bytes together, want %d at most", total, limit)
	}
	t.Logf("%d bytes in %s", total, dir)
}

// pagesOf draws the pages of a PDF, the first ones.
func pagesOf(t *testing.T, file []byte, last int) []image.Image {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "report.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	const dpi = "60"
	if out, err := exec.CommandContext(t.Context(), "pdftoppm", "-r", dpi, "-l", fmt.Sprint(last), "-png", path, filepath.Join(dir, "p")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm (poppler-utils): %v\n%s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "p-*.png"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names) // pdftoppm gives all numbers as many digits
	var out []image.Image
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}
