package e2e_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"entente/e2e/browser"
)

// picturesDir is where make pictures has the pictures of the documentation written; otherwise they are taken all the same,
// and thrown away.
var picturesDir = flag.String("pictures", "", "folder for the pictures of the documentation")

// TestPictures takes the pictures of the documentation.
func TestPictures(t *testing.T) {
	t.Parallel()
	const (
		limit   = 4 << 20 // of all of them
		colours = 256
	)
	dir := *picturesDir
	if dir == "" {
		dir = t.TempDir()
	}
	pages := map[string][2]string{
		"home":         {"/fr/", "/en/"},
		"report":       {"/fr/rapports/2024", "/en/reports/2024"},
		"evidence":     {"/fr/rapports/2024/chiffres/cities", "/en/reports/2024/figures/cities"},
		"mission":      {recordPage(t, "/fr/missions/", "cordoue"), recordPage(t, "/en/missions/", "cordoba")},
		"organisation": {recordPage(t, "/fr/organisations/", "villes-du-patrimoine-mondial"), recordPage(t, "/en/organizations/", "world-heritage-cities")},
		"partners":     {"/fr/partenaires", "/en/partners"},
		"partner":      {recordPage(t, "/fr/organisations/", "ville-de-lausanne"), recordPage(t, "/en/organizations/", "city-of-lausanne")},
		"agreements":   {"/fr/ententes", "/en/agreements"},
		"search":       {"/fr/recherche?q=sant%C3%A9+durable", "/en/search?q=sustainable+health"},
		// Pages that look alike in both languages are shown in French.
		"networks":      {"/fr/reseaux", ""},
		"committees":    {"/fr/comites", ""},
		"outcomes":      {"/fr/retombees", ""},
		"plan":          {"/fr/plan", ""},
		"disagreements": {"/fr/desaccords", ""},
		"method":        {"/fr/methode", ""},
	}
	total := 0
	for name, paths := range pages {
		for i, lang := range []string{"fr", "en"} {
			if paths[i] == "" {
				continue
			}
			p := open(t, paths[i], desk, browser.Options{})
			for shape, size := range map[string]browser.Viewport{"wide": {W: 1280, H: 1600}, "narrow": {W: 390, H: 1200}} {
				if err := p.Resize(size); err != nil {
					t.Fatal(err)
				}
				taken, err := p.Screenshot(false)
				if err != nil {
					t.Fatal(err)
				}
				picture := smaller(t, taken, colours)
				total += len(picture)
				if err := os.WriteFile(filepath.Join(dir, name+"-"+lang+"-"+shape+".png"), picture, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			p.Close()
		}
	}
	if total > limit {
		t.Errorf("the pictures take %d bytes together, want %d at most", total, limit)
	}
	t.Logf("%d bytes in %s", total, dir)
}

// recordPage finds the page of the sample's record whose address begins and ends so.
func recordPage(t *testing.T, section, slug string) string {
	t.Helper()
	var found []string
	for path := range must(t, common.crawl).pages {
		if ok, err := filepath.Match(section+"*-"+slug+"*", path); err != nil {
			t.Fatal(err)
		} else if ok {
			found = append(found, path)
		}
	}
	if len(found) == 0 {
		t.Fatalf("no page of %s is called %s", section, slug)
	}
	return slices.Min(found)
}

// smaller draws a picture with few colours, as a palette, which takes a quarter of the room: those that fill most of it,
// and for every other the nearest of them.
func smaller(t *testing.T, taken []byte, colours int) []byte {
	t.Helper()
	decoded, err := png.Decode(bytes.NewReader(taken))
	if err != nil {
		t.Fatal(err)
	}
	full := image.NewRGBA(decoded.Bounds())
	draw.Draw(full, full.Bounds(), decoded, decoded.Bounds().Min, draw.Src)
	type shade struct{ r, g, b, n int }
	const upper = 5 // bits of each part by which colours are told apart
	of := func(pixel []uint8) int {
		return int(pixel[0]>>(8-upper))<<(2*upper) | int(pixel[1]>>(8-upper))<<upper | int(pixel[2]>>(8-upper))
	}
	shades := make([]shade, 1<<(3*upper))
	for i := 0; i < len(full.Pix); i += 4 {
		s := &shades[of(full.Pix[i:])]
		s.r, s.g, s.b, s.n = s.r+int(full.Pix[i]), s.g+int(full.Pix[i+1]), s.b+int(full.Pix[i+2]), s.n+1
	}
	mean := func(s shade) color.RGBA { return color.RGBA{uint8(s.r / s.n), uint8(s.g / s.n), uint8(s.b / s.n), 255} }
	common := slices.DeleteFunc(slices.Clone(shades), func(s shade) bool { return s.n == 0 })
	slices.SortStableFunc(common, func(a, b shade) int { return b.n - a.n })
	var palette color.Palette
	for _, s := range common[:min(colours, len(common))] {
		palette = append(palette, mean(s))
	}
	nearest := make([]uint8, len(shades))
	for i, s := range shades {
		if s.n > 0 {
			nearest[i] = uint8(palette.Index(mean(s)))
		}
	}
	few := image.NewPaletted(full.Bounds(), palette)
	for i := range few.Pix {
		few.Pix[i] = nearest[of(full.Pix[4*i:])]
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, few); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
