package chart

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

func maps(t testing.TB) *Maps {
	t.Helper()
	m, err := LoadMaps()
	if err != nil {
		t.Fatalf("load the maps: %v (run make assets)", err)
	}
	return m
}

var quebec = Point{Name: "Québec", Lat: 46.81, Lon: -71.21}

// stops are the cities of the eight missions of a year.
func stops() []Point {
	at := func(name string, lat, lon float64) Point {
		return Point{Name: name, Lat: lat, Lon: lon, URL: "/fr/villes/" + strings.ToLower(name), Kind: "mission"}
	}
	return []Point{
		at("Boston", 42.36, -71.06), at("Colonia del Sacramento", -34.46, -57.84), at("Buenos Aires", -34.61, -58.38),
		at("Lausanne", 46.52, 6.63), at("Porrentruy", 47.42, 7.08), at("Braga", 41.55, -8.42), at("Saint-Malo", 48.65, -2.01),
		at("New York", 40.71, -74.01), at("Cordoue", 37.89, -4.77), at("Zurich", 47.37, 8.55), at("Genève", 46.20, 6.14),
		at("Lausanne", 46.52, 6.63), at("Paris", 48.85, 2.35), at("Lisbonne", 38.72, -9.13),
	}
}

// crowd adds the cities of visits and of a network's board, several of them where a mission went.
func crowd() []Point {
	at := func(kind, name string, lat, lon float64) Point {
		return Point{Name: name, Lat: lat, Lon: lon, URL: "/fr/villes/x", Kind: kind}
	}
	return append(stops(),
		at("visit", "Calgary", 51.05, -114.09), at("visit", "Rennes", 48.11, -1.68), at("visit", "Nantes", 47.22, -1.55),
		at("visit", "San Antonio", 29.42, -98.49), at("visit", "Saint-Malo", 48.65, -2.01), at("visit", "Lyon", 45.75, 4.85),
		at("visit", "Puebla", 19.04, -98.20), at("membership", "Cordoue", 37.89, -4.77), at("membership", "Bruges", 51.21, 3.22),
		at("membership", "Angra do Heroísmo", 38.66, -27.22), at("membership", "Cracovie", 50.06, 19.94),
		at("membership", "Cuenca", -2.90, -79.00), at("membership", "Dubrovnik", 42.65, 18.09), at("membership", "San Antonio", 29.42, -98.49),
		at("relation", "Xi’an", 34.26, 108.94), at("agreement", "Sydney", -33.87, 151.21), at("", "Reykjavik", 64.14, -21.94),
	)
}

func worlds() map[string]World {
	brussels := Point{Name: "Bruxelles", Lat: 50.85, Lon: 4.35}
	auckland := Point{Name: "Auckland", Lat: -36.85, Lon: 174.76, URL: "/a", Kind: "visit"}
	longyearbyen := Point{Name: "Longyearbyen", Lat: 78.22, Lon: 15.65, URL: "/l", Kind: "visit"}
	return map[string]World{
		"the missions of a year":    {Title: "Missions", Desc: "Carte", InsetTitle: "Europe", Home: quebec, Points: stops()},
		"a crowd":                   {Title: "Villes", Desc: "Carte", InsetTitle: "Europe", Home: quebec, Points: crowd(), Legend: []Legend{{"mission", "Mission"}, {"visit", "Accueil"}}},
		"a point under the inset":   {Title: "Villes", Desc: "Carte", InsetTitle: "Europe", Home: quebec, Points: append(stops(), auckland)},
		"a point beyond the Arctic": {Title: "Villes", Desc: "Carte", Home: quebec, Points: []Point{longyearbyen}},
		"home in the inset":         {Title: "Villes", Desc: "Carte", InsetTitle: "Europe", Home: brussels, Points: stops()},
		"narrow":                    {Title: "Villes", Desc: "Carte", InsetTitle: "Europe", Home: quebec, Points: crowd(), Width: 640},
		"nothing yet":               {Title: "Villes", Desc: "Carte", Home: quebec},
	}
}

func draw(t testing.TB, w World) *node {
	t.Helper()
	svg, err := maps(t).World(w)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, svg)
}

func TestPlaceholderAloneIsNoData(t *testing.T) {
	t.Parallel()
	if _, err := loadMaps(fstest.MapFS{"data/.keep": {}}); !errors.Is(err, ErrNoData) {
		t.Errorf("load of a placeholder: %v, want ErrNoData", err)
	}
}

func TestEveryPointIsDrawnOnceInsideTheMap(t *testing.T) {
	t.Parallel()
	for name, w := range worlds() {
		svg := draw(t, w)
		width, height := svg.number("width"), svg.number("height")
		var drawn []string
		for _, n := range svg.all("") {
			if !strings.HasPrefix(n.attr("class"), "map-point") {
				continue
			}
			drawn = append(drawn, n.child("title").text)
			at := n.marker(t)
			if at.x < 0 || at.x > width || at.y < 0 || at.y > height {
				t.Errorf("%s: %s at %v, outside %v × %v", name, n.child("title").text, at, width, height)
			}
		}
		var want []string
		for _, p := range w.Points {
			want = append(want, p.Name)
		}
		if strings.Join(drawn, "|") != strings.Join(want, "|") {
			t.Errorf("%s: drawn %q, want %q", name, drawn, want)
		}
	}
}

func TestNamesCoverNeitherOneAnotherNorAMarker(t *testing.T) {
	t.Parallel()
	for name, w := range worlds() {
		svg := draw(t, w)
		var names []box
		var texts []string
		for _, n := range svg.all("text") {
			if n.attr("class") == "map-name" || n.attr("class") == "map-inset-title" {
				names = append(names, n.extent(0.6))
				texts = append(texts, n.text)
			}
		}
		for i, a := range names {
			for j, b := range names[:i] {
				if a.overlaps(b) {
					t.Errorf("%s: %q covers %q", name, texts[i], texts[j])
				}
			}
			if !a.inside(box{0, 0, svg.number("width"), svg.number("height")}) {
				t.Errorf("%s: %q runs out of the map", name, texts[i])
			}
			for _, p := range svg.all("") {
				if strings.HasPrefix(p.attr("class"), "map-point") {
					if at := p.marker(t); a.overlaps(box{at.x - 4, at.y - 4, at.x + 4, at.y + 4}) {
						t.Errorf("%s: %q covers the marker of %s", name, texts[i], p.child("title").text)
					}
				}
			}
		}
	}
}

func TestEveryCityOfAYearsMissionsIsNamed(t *testing.T) {
	t.Parallel()
	svg := draw(t, worlds()["the missions of a year"])
	shown := map[string]int{}
	for _, n := range svg.all("text") {
		shown[n.text]++
	}
	for _, p := range append(stops(), quebec) {
		if shown[p.Name] != 1 {
			t.Errorf("%s is written %d times, want once", p.Name, shown[p.Name])
		}
	}
}

func TestInsetFromFourPointsInEurope(t *testing.T) {
	t.Parallel()
	four := []Point{stops()[3], stops()[5], stops()[6], stops()[8]}
	for n, want := range map[int]int{3: 0, 4: 1} {
		svg := draw(t, World{Title: "x", Home: quebec, Points: four[:n], InsetTitle: "Europe"})
		got := 0
		for _, r := range svg.all("rect") {
			if r.attr("class") == "map-inset" {
				got++
			}
		}
		if got != want {
			t.Errorf("%d points in Europe: %d insets, want %d", n, got, want)
		}
	}
}

func TestHighlightedCountriesAreAPathOfTheirOwn(t *testing.T) {
	t.Parallel()
	svg := draw(t, World{Title: "x", Home: quebec, Highlight: []string{"CA", "UY"}})
	on := 0
	for _, p := range svg.all("path") {
		if p.attr("class") == "map-land map-on" {
			on++
		}
	}
	if on != 1 {
		t.Errorf("%d paths of highlighted land, want 1", on)
	}
}

// A ring that crosses the map's edge without being cut shows as a stripe over the whole map.
func TestNoCoastJumpsAcrossTheMap(t *testing.T) {
	t.Parallel()
	for _, p := range draw(t, World{Title: "x", Home: quebec}).all("path") {
		if !strings.HasPrefix(p.attr("class"), "map-land") {
			continue
		}
		for ring := range strings.SplitSeq(p.attr("d"), "M") {
			_, moves, _ := strings.Cut(strings.TrimSuffix(ring, "z"), "l")
			for i, m := range strings.Fields(strings.ReplaceAll(moves, "-", " -")) {
				if n, err := strconv.Atoi(m); err != nil || math.Abs(float64(n)) > 400 {
					t.Errorf("move %d of a coast: %s half pixels, %v", i, m, err)
				}
			}
		}
	}
}

func TestWorldRefusesAPlaceThatIsNone(t *testing.T) {
	t.Parallel()
	for _, p := range []Point{{Lat: 91}, {Lon: 181}, {Lat: math.NaN()}, {Lon: math.Inf(1)}} {
		if _, err := maps(t).World(World{Home: quebec, Points: []Point{p}}); err == nil {
			t.Errorf("%v, %v is drawn", p.Lat, p.Lon)
		}
	}
}

func TestWorldIsLight(t *testing.T) {
	t.Parallel()
	w := worlds()["the missions of a year"]
	w.Highlight = []string{"CA", "US", "UY", "AR", "CH", "PT", "FR", "ES"}
	svg, err := maps(t).World(w)
	if err != nil {
		t.Fatal(err)
	}
	if len(svg) > 60_000 {
		t.Errorf("%d bytes, want 60 000 at most", len(svg))
	}
}

func TestProjections(t *testing.T) {
	t.Parallel()
	// Šavrič, Patterson and Jenny: half the equator is 2.70663, a pole 1.31736 away, in radii.
	if edge := equalEarth(centre+180, 0); math.Abs(edge.x-2.70663) > 1e-4 || math.Abs(edge.y) > 1e-9 {
		t.Errorf("the equator's end at %v", edge)
	}
	if pole := equalEarth(centre, 90); math.Abs(pole.y-1.31736) > 1e-4 || math.Abs(pole.x) > 1e-9 {
		t.Errorf("the pole at %v", pole)
	}
	paris, berlin, madrid := conic(2.35, 48.85), conic(13.4, 52.52), conic(-3.7, 40.42)
	if !(madrid.x < paris.x && paris.x < berlin.x && madrid.y < paris.y && paris.y < berlin.y) {
		t.Errorf("Madrid %v, Paris %v and Berlin %v are not from south-west to north-east", madrid, paris, berlin)
	}
	// 878 km from Paris to Berlin; the conic is true to 2 % there.
	if km := math.Hypot(berlin.x-paris.x, berlin.y-paris.y) * 6371; math.Abs(km-878) > 18 {
		t.Errorf("Paris to Berlin: %.0f km", km)
	}
}

func BenchmarkWorld(b *testing.B) {
	m, w := maps(b), worlds()["a crowd"]
	for b.Loop() {
		if _, err := m.World(w); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleBars() {
	svg := Bars("Missions", "Nombre de missions par pays", 400, []Bar{{Label: "Suisse", Value: 2, Text: "2"}})
	fmt.Println(strings.Contains(string(svg), `role="img"`))
	// Output: true
}
