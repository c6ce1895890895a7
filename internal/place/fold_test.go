package place

import (
	"io"
	"math"
	"strings"
	"testing"
	"unicode"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Québec":             "quebec",
		"SAINT-MALO":         "saint malo",
		"Saint\u2011Malo":    "saint malo",
		"L’Île-d’Orléans":    "l ile d orleans",
		"Sacré-Cœur":         "sacre coeur",
		"Łódź":               "lodz",
		"Straße":             "strasse",
		"İzmir":              "izmir",
		"Iași":               "iasi",
		"Thừa Thiên-Huế":     "thua thien hue",
		" (Halle) / Saale. ": "halle saale",
		"Cap-Haïtien\u00a0!": "cap haitien",
		"Que\u0301bec":       "quebec",
		"Que\xf5É":           "que e",
		"\ufffd\u200b":       "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// The index is folded when the assets are built, by the same rule in another language.
func TestEveryNameInTheIndexIsFoldedAndInOrder(t *testing.T) {
	t.Parallel()
	g := gazetteer(t)
	text, err := io.ReadAll(io.NewSectionReader(g.names.text, 0, g.names.size))
	if err != nil {
		t.Fatal(err)
	}
	last, n := "", 0
	for line := range strings.Lines(string(text)) {
		key, _, _ := strings.Cut(line, "\t")
		if Fold(key) != key {
			t.Fatalf("key %q folds to %q", key, Fold(key))
		}
		if key <= last {
			t.Fatalf("key %q after %q", key, last)
		}
		last, n = key, n+1
	}
	if n < 200_000 {
		t.Errorf("%d names in the index, want over 200 000", n)
	}
}

func TestEveryCityIsFoundByItsOwnName(t *testing.T) {
	t.Parallel()
	g := gazetteer(t)
	text, err := io.ReadAll(io.NewSectionReader(g.cities.text, 0, g.cities.size))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		if n++; n%50 != 0 {
			continue // one in fifty tells as much, and is quick
		}
		c, ok := parseCity(strings.TrimSuffix(line, "\n"))
		if !ok {
			t.Fatalf("line %q", line)
		}
		if strings.ContainsFunc(c.Name, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
			continue // a few names are not in Latin letters, which is all the index holds
		}
		found := false
		for _, f := range g.Find(c.Name, c.Country) {
			found = found || f.ID == c.ID
		}
		if !found {
			t.Errorf("Find(%q, %s) misses %s", c.Name, c.Country, c.ID)
		}
	}
}

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                   string
		lat1, lon1, lat2, lon2 float64
		want, within           float64
	}{
		{"YQB–CDG", 46.7911, -71.3933, 49.0097, 2.5479, 5292, 5},
		{"YUL–LIS", 45.4706, -73.7408, 38.7813, -9.1359, 5235, 5},
		{"pole to pole", 90, 0, -90, 0, 20015, 1},
		{"one degree of the equator, over the date line", 0, 179.5, 0, -179.5, 111.2, 0.1},
		{"nowhere", 46.8, -71.2, 46.8, -71.2, 0, 0},
	} {
		if got := DistanceKM(c.lat1, c.lon1, c.lat2, c.lon2); math.Abs(got-c.want) > c.within {
			t.Errorf("%s: %.1f km, want %.1f", c.name, got, c.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	g := gazetteer(f)
	for _, seed := range []string{"Québec", "new york", "", "\x00", "\xff\xfe", "a\tb", "zzzzzzzz", "San Antonio", "𝔊enève"} {
		f.Add(seed, "CA")
	}
	f.Fuzz(func(t *testing.T, name, country string) {
		last := math.MaxInt
		for _, c := range g.Find(name, country) {
			if country != "" && !strings.EqualFold(c.Country, country) {
				t.Errorf("Find(%q, %q) gives one in %s", name, country, c.Country)
			}
			if c.Population > last {
				t.Errorf("Find(%q, %q): not the most populous first", name, country)
			}
			last = c.Population
		}
		if folded := Fold(name); Fold(folded) != folded {
			t.Errorf("Fold is not stable for %q: %q, %q", name, folded, Fold(folded))
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	g := gazetteer(b)
	for b.Loop() {
		g.Find("Cordoue", "ES")
	}
}
