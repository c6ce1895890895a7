package raster_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"

	"entente/internal/raster"
)

func draw(t *testing.T, inner string) *image.RGBA {
	t.Helper()
	m, err := raster.Draw([]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40" height="40">`+inner+`</svg>`), 2)
	if err != nil {
		t.Fatalf("%s: %v", inner, err)
	}
	return m
}

// TestWhatEachElementCovers looks at single points of drawings, in their own units.
func TestWhatEachElementCovers(t *testing.T) {
	t.Parallel()
	red, white := color.RGBA{255, 0, 0, 255}, color.RGBA{255, 255, 255, 255}
	for _, c := range []struct {
		name, svg string
		on, off   [][2]int
	}{
		{"rectangle", `<rect x="10" y="10" width="20" height="10" fill="#f00"/>`, [][2]int{{11, 11}, {29, 19}}, [][2]int{{9, 11}, {31, 19}, {15, 22}}},
		{"rounded rectangle", `<rect x="10" y="10" width="20" height="20" rx="10" fill="#f00"/>`, [][2]int{{20, 11}, {20, 20}}, [][2]int{{11, 11}, {28, 28}}},
		{"circle", `<circle cx="20" cy="20" r="10" fill="#ff0000"/>`, [][2]int{{20, 11}, {13, 20}}, [][2]int{{12, 12}, {20, 31}}},
		{"line", `<line x1="5" y1="20" x2="35" y2="20" stroke="#f00" stroke-width="4"/>`, [][2]int{{6, 19}, {34, 21}}, [][2]int{{6, 16}, {36, 20}}},
		{"round end", `<path d="M10 20h0" stroke="#f00" stroke-width="8" stroke-linecap="round"/>`, [][2]int{{10, 20}, {12, 20}}, [][2]int{{15, 20}, {6, 16}}},
		{"square end", `<path d="M10 20h10" stroke="#f00" stroke-width="4" stroke-linecap="square"/>`, [][2]int{{9, 20}, {21, 20}}, [][2]int{{7, 20}, {23, 20}}},
		{"relative path", `<path d="M5 5h10v10h-10z" fill="#f00"/>`, [][2]int{{6, 6}, {14, 14}}, [][2]int{{16, 6}}},
		{"numbers run together", `<path d="M5 5l10-1-1 10-8.5.5z" fill="#f00"/>`, [][2]int{{8, 8}}, [][2]int{{20, 8}}},
		{"curve", `<path d="M5 30Q20 0 35 30z" fill="#f00"/>`, [][2]int{{20, 18}, {20, 28}}, [][2]int{{20, 12}, {7, 20}}},
		{"cubic curve", `<path d="M5 30C5 0 35 0 35 30z" fill="#f00"/>`, [][2]int{{20, 10}, {8, 20}}, [][2]int{{20, 5}}},
		{"hole", `<path d="M5 5h30v30h-30zM15 15h10v10h-10z" fill="#f00" fill-rule="evenodd"/>`, [][2]int{{8, 8}, {20, 30}}, [][2]int{{20, 20}}},
		{"no hole without the rule", `<path d="M5 5h30v30h-30zM15 15h10v10h-10z" fill="#f00"/>`, [][2]int{{20, 20}}, nil},
		{"moved and scaled", `<g transform="translate(10 10)"><rect transform="scale(2)" width="5" height="5" fill="#f00"/></g>`, [][2]int{{11, 11}, {19, 19}}, [][2]int{{9, 9}, {21, 21}}},
		{"turned", `<rect transform="rotate(45 20 20)" x="13" y="13" width="14" height="14" fill="#f00"/>`, [][2]int{{20, 11}, {28, 20}}, [][2]int{{14, 14}}},
		{"dashes", `<path d="M0 20H40" stroke="#f00" stroke-width="6" stroke-dasharray="10 10"/>`, [][2]int{{5, 20}, {25, 20}}, [][2]int{{15, 20}, {35, 20}}},
		{"sharp corner", `<path d="M10 30V10H30" fill="none" stroke="#f00" stroke-width="6"/>`, [][2]int{{8, 8}, {10, 20}}, [][2]int{{20, 20}}},
		{"cut corner", `<path d="M10 30V10H30" fill="none" stroke="#f00" stroke-width="8" stroke-linejoin="bevel"/>`, [][2]int{{8, 12}}, [][2]int{{6, 6}}},
		{"polygon", `<polygon points="5,5 35,5 5,35" fill="#f00"/>`, [][2]int{{8, 8}}, [][2]int{{30, 30}}},
		{"inherited", `<g fill="#f00"><rect width="10" height="10"/></g>`, [][2]int{{5, 5}}, nil},
		{"nothing of titles", `<title>x</title><desc>y</desc><rect width="10" height="10" fill="none"/>`, nil, [][2]int{{5, 5}}},
	} {
		m := draw(t, c.svg)
		for _, p := range c.on {
			if got := m.RGBAAt(2*p[0], 2*p[1]); got != red {
				t.Errorf("%s: %v is %v", c.name, p, got)
			}
		}
		for _, p := range c.off {
			if got := m.RGBAAt(2*p[0], 2*p[1]); got != white {
				t.Errorf("%s: %v is %v", c.name, p, got)
			}
		}
	}
}

func TestOpacity(t *testing.T) {
	t.Parallel()
	m := draw(t, `<rect width="40" height="40" fill="#000000" fill-opacity=".5" opacity="0.5"/>`)
	if got := m.RGBAAt(20, 20); got.R < 190 || got.R > 192 {
		t.Errorf("a quarter of black on white is %v, want 191", got)
	}
}

// inked is the part of a picture that is not white.
func inked(m *image.RGBA) image.Rectangle {
	var r image.Rectangle
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if m.RGBAAt(x, y).G < 200 {
				r = r.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return r
}

func TestTextStandsWhereItIsAnchored(t *testing.T) {
	t.Parallel()
	for anchor, want := range map[string]func(image.Rectangle) bool{
		"start": func(r image.Rectangle) bool { return r.Min.X >= 40 && r.Min.X < 46 },
		"middle": func(r image.Rectangle) bool {
			return r.Min.X < 36 && r.Max.X > 44 && r.Min.X+r.Max.X > 76 && r.Min.X+r.Max.X < 84
		},
		"end": func(r image.Rectangle) bool { return r.Max.X <= 40 && r.Max.X > 34 },
	} {
		r := inked(draw(t, `<text x="20" y="30" font-size="10" text-anchor="`+anchor+`">HH </text>`))
		// H is 0.73 of a size high: 14.5 pixels here.
		if !want(r) || r.Max.Y != 60 || r.Dy() < 13 || r.Dy() > 16 {
			t.Errorf("%s: %v", anchor, r)
		}
	}
	plain, bold := inked(draw(t, `<text y="30" font-size="10">HHH</text>`)), inked(draw(t, `<text y="30" font-size="10" font-weight="600">HHH</text>`))
	if bold.Dx() <= plain.Dx() {
		t.Errorf("bold letters are %d wide, others %d", bold.Dx(), plain.Dx())
	}
	if m := draw(t, `<text x="10" y="30" font-size="20" fill="#ff0000" stroke="#0000ff" stroke-width="4" paint-order="stroke">I</text>`); !holds(m, color.RGBA{255, 0, 0, 255}) || !holds(m, color.RGBA{0, 0, 255, 255}) {
		t.Error("a letter over its edge shows both colours")
	}
}

func holds(m *image.RGBA, c color.RGBA) bool {
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if m.RGBAAt(x, y) == c {
				return true
			}
		}
	}
	return false
}

// TestLettersOfOtherAlphabetsAreDrawn: none of them is the box that stands for a letter no font has.
func TestLettersOfOtherAlphabetsAreDrawn(t *testing.T) {
	t.Parallel()
	box := draw(t, `<text x="5" y="30" font-size="20">`+"\U0010fffd"+`</text>`)
	for _, text := range []string{"é", "Ț", "Ω", "Ж", "ế", "ش", "ש", "✈", "₂", "\u2011"} {
		m := draw(t, `<text x="5" y="30" font-size="20">`+text+`</text>`)
		if inked(m).Empty() || bytes.Equal(m.Pix, box.Pix) {
			t.Errorf("%q is not drawn", text)
		}
	}
}

func TestWhatIsNotDrawnIsSaid(t *testing.T) {
	t.Parallel()
	for _, inner := range []string{
		`<image href="x"/>`, `<path d="M0 0A1 1 0 0 0 2 2"/>`, `<rect fill="url(#a)"/>`, `<path d="M0 0L"/>`, `<path d="5 5"/>`, `<g transform="skewX(3)"/>`,
		`<circle r="x"/>`, `<g>`, `<svg width="1" height="1"/>`, `<rect width="NaN"/>`, `<rect x="1e99"/>`, strings.Repeat("<g>", 300) + strings.Repeat("</g>", 300),
	} {
		if _, err := raster.Draw([]byte(`<svg viewBox="0 0 9 9" width="9" height="9">`+inner+`</svg>`), 1); err == nil {
			t.Errorf("%.60s is drawn", inner)
		}
	}
	for _, svg := range []string{"", "<g/>", "<svg/>", `<svg viewBox="0 0 0 0"/>`, "not a drawing"} {
		if _, err := raster.Draw([]byte(svg), 1); err == nil {
			t.Errorf("%q is drawn", svg)
		}
	}
	if _, err := raster.Draw([]byte(`<svg width="20000" height="20000"/>`), 2); !errors.Is(err, raster.ErrTooLarge) {
		t.Errorf("a picture of gigabytes: %v", err)
	}
}

func TestTheSameDrawingIsTheSamePicture(t *testing.T) {
	t.Parallel()
	svg := []byte(`<svg viewBox="0 0 90 40" width="90" height="40"><text x="3" y="20">Québec</text><circle cx="70" cy="20" r="9" fill="#0b5394"/></svg>`)
	var a, b bytes.Buffer
	if err := errors.Join(raster.PNG(&a, svg, 2), raster.PNG(&b, svg, 2)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two pictures of one drawing differ")
	}
}

func FuzzDraw(f *testing.F) {
	f.Add(`<path d="M0 0l5-5z" stroke="#000" stroke-dasharray="1 2"/>`)
	f.Add(`<text x="1" y="2" font-size="9">é</text>`)
	f.Fuzz(func(t *testing.T, inner string) {
		_, err := raster.Draw(fmt.Appendf(nil, `<svg viewBox="0 0 20 20" width="20" height="20">%s</svg>`, inner), 1)
		_ = err // whatever comes, a picture or an error
	})
}
