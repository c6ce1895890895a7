package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"entente/e2e/browser"
	"entente/internal/fonts"
	"entente/internal/raster"
)

// TestPicturesShowWhatABrowserShows: every drawing, as a picture for documents and as Chromium draws it, is the same to somebody who
// does not look closely, so that no part is missing, elsewhere or of another colour.
func TestPicturesShowWhatABrowserShows(t *testing.T) {
	t.Parallel()
	drawings := map[string][]byte{}
	for _, d := range gallery(t, PrintWidth) {
		if !strings.HasSuffix(d.name, "of many") && !strings.HasSuffix(d.name, "of nothing") {
			drawings[strings.ReplaceAll(d.name, " ", "-")] = d.svg
		}
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.Trim(r.URL.Path, "/")
		if svg, ok := drawings[name]; ok {
			const page = `<!doctype html><meta charset="utf-8"><title>x</title><style>
				@font-face { font-family: Inter; src: url(/Inter_400Regular); font-weight: 100 549 }
				@font-face { font-family: Inter; src: url(/Inter_600SemiBold); font-weight: 550 900 }
				body { margin: 0; font-kerning: none } svg { display: block; font-family: Inter }</style>%s<p style="position:absolute;left:-999px;font:600 9px Inter">a<i style="font:400 9px Inter">a</i></p>`
			_, _ = fmt.Fprintf(w, page, bytes.Replace(svg, []byte("'Inter Variable', Inter"), []byte("Inter"), 1)) // who has gone does not wait
			return
		}
		if font, err := fonts.TTF(name); err == nil {
			_, _ = w.Write(font)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(server.Close)
	b := browser.New(t)
	var page *browser.Page
	for name, svg := range drawings {
		ours, err := raster.Draw(svg, 1)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if page == nil {
			page, err = b.Open(t.Context(), server.URL+"/"+name, browser.Viewport{W: PrintWidth, H: 2000}, browser.Options{})
		} else {
			err = page.Goto(server.URL + "/" + name)
		}
		if err != nil {
			t.Fatal(err)
		}
		shot, err := page.Screenshot(false)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := png.Decode(bytes.NewReader(shot))
		if err != nil {
			t.Fatal(err)
		}
		if mean, far := differ(ours, theirs); mean > 1.3 || far > 0 {
			t.Errorf("%s: %.2f apart in the mean, %d cells far apart", name, mean, far)
		}
	}
}

// TestAMissingPartShows holds the measure of the test above to its purpose: without one value, or with a mark elsewhere, it sees it.
func TestAMissingPartShows(t *testing.T) {
	t.Parallel()
	svg := Columns{Title: "x", Desc: "x", Labels: []string{"2023", "2024"}, Series: []Series{{Values: []float64{7, 18}}}}.Draw()
	whole, err := raster.Draw(svg, 1)
	if err != nil {
		t.Fatal(err)
	}
	for what, changed := range map[string][]byte{
		"a value is missing": regexp.MustCompile(`<text[^>]*>18 </text>`).ReplaceAll(svg, nil),
		"a bar is missing":   regexp.MustCompile(`<rect[^>]*>`).ReplaceAll(svg, nil),
		"a label elsewhere":  bytes.Replace(svg, []byte(`x="162.5"`), []byte(`x="150"`), 1),
	} {
		if bytes.Equal(changed, svg) {
			t.Fatalf("%s: nothing was changed", what)
		}
		other, err := raster.Draw(changed, 1)
		if err != nil {
			t.Fatal(err)
		}
		if _, far := differ(whole, other); far == 0 {
			t.Errorf("%s, and no cell shows it", what)
		}
	}
}

// differ compares two pictures cell by cell: how far they are apart in the mean, of 255, and how many cells are far apart.
func differ(ours, theirs image.Image) (mean float64, far int) {
	const cell, distant = 6, 48
	b := ours.Bounds()
	cells := 0.0
	for y := 0; y+cell <= b.Dy(); y += cell {
		for x := 0; x+cell <= b.Dx(); x += cell {
			p, q := average(ours, x, y, cell), average(theirs, x, y, cell)
			apart := 0.0
			for i := range p {
				apart = max(apart, p[i]-q[i], q[i]-p[i])
			}
			mean += apart
			if apart > distant {
				far++
			}
			cells++
		}
	}
	return mean / cells, far
}

func average(m image.Image, x, y, cell int) (sum [3]float64) {
	for dy := range cell {
		for dx := range cell {
			r, g, b, _ := m.At(x+dx, y+dy).RGBA()
			for i, v := range []uint32{r, g, b} {
				sum[i] += float64(v>>8) / float64(cell*cell)
			}
		}
	}
	return sum
}
