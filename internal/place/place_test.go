package place

import (
	"bufio"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

func gazetteer(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := Load()
	if err != nil {
		t.Fatalf("load the gazetteer: %v (run make assets)", err)
	}
	return g
}

func TestPlaceholderAloneIsNoData(t *testing.T) {
	t.Parallel()
	if _, err := load(fstest.MapFS{"data/.keep": {}}); !errors.Is(err, ErrNoData) {
		t.Errorf("load of a placeholder: %v, want ErrNoData", err)
	}
}

func TestFindKnowsTheCitiesOfAReport(t *testing.T) {
	t.Parallel()
	g := gazetteer(t)
	for _, c := range []struct{ name, country, subdivision string }{
		{"Boston", "US", "US-MA"},
		{"Colonia del Sacramento", "UY", "UY-CO"},
		{"Buenos Aires", "AR", "AR-C"},
		{"Lausanne", "CH", "CH-VD"},
		{"Porrentruy", "CH", "CH-JU"},
		{"Braga", "PT", "PT-03"},
		{"Saint-Malo", "FR", "FR-BRE"},
		{"New York", "US", "US-NY"},
		{"Cordoue", "ES", "ES-AN"},
		{"Zurich", "CH", "CH-ZH"},
		{"Genève", "CH", "CH-GE"},
		{"Paris", "FR", "FR-IDF"},
		{"Lisbonne", "PT", "PT-11"},
		{"Québec", "CA", "CA-QC"},
		{"San Antonio", "US", "US-TX"},
		{"Angra do Heroísmo", "PT", "PT-20"},
		{"Cuenca", "EC", "EC-A"},
		{"Dubrovnik", "HR", "HR-19"},
		{"Cracovie", "PL", "PL-12"},
		{"Bruges", "BE", "BE-VLG"},
		{"Salaise-sur-Sanne", "FR", "FR-ARA"},
		{"Puebla", "MX", "MX-PUE"},
		{"Calgary", "CA", "CA-AB"},
		{"Nantes", "FR", "FR-PDL"},
		{"Sao Paulo", "BR", "BR-SP"},
	} {
		found := g.Find(c.name, c.country)
		if len(found) == 0 {
			t.Errorf("Find(%q, %q): nothing", c.name, c.country)
			continue
		}
		if found[0].Country != c.country || found[0].Subdivision != c.subdivision {
			t.Errorf("Find(%q, %q) = %s in %s %s, want %s", c.name, c.country, found[0].Name, found[0].Country, found[0].Subdivision, c.subdivision)
		}
	}
}

// Without a country the one that everybody means is the most populous.
func TestFindPutsTheMostPopulousFirst(t *testing.T) {
	t.Parallel()
	g := gazetteer(t)
	for name, country := range map[string]string{"Paris": "FR", "Boston": "US", "Cordoue": "ES", "Lisbonne": "PT", "Londres": "GB", "Bruges": "BE"} {
		found := g.Find(name, "")
		if len(found) == 0 || found[0].Country != country {
			t.Errorf("Find(%q): %v, want one in %s first", name, found, country)
			continue
		}
		for i := 1; i < len(found); i++ {
			if found[i].Population > found[i-1].Population {
				t.Errorf("Find(%q): %s before the larger %s", name, found[i-1].ID, found[i].ID)
			}
		}
	}
}

func TestFindForgivesAccentsCaseAndHyphens(t *testing.T) {
	t.Parallel()
	g := gazetteer(t)
	for _, c := range []struct{ written, country, id string }{
		{"QUEBEC", "CA", "6325494"},
		{"québec", "CA", "6325494"},
		{"saint malo", "FR", "2978640"},
		{"SALAISE SUR SANNE", "FR", "2976507"},
		{"La Nouvelle-Orléans", "US", "4335045"},
		{"la nouvelle orleans", "us", "4335045"},
		{"Xi'an", "CN", "1790630"},
		{"Xi’an", "CN", "1790630"},
		{"  Angra   do Heroismo ", "PT", "3373348"},
	} {
		found := g.Find(c.written, c.country)
		if len(found) == 0 || found[0].ID != c.id {
			t.Errorf("Find(%q, %q) = %v, want %s first", c.written, c.country, found, c.id)
		}
	}
	for _, unknown := range []string{"", " - ", "Nulle-Part-les-Bains", "\t", "Boston\n"} {
		if found := g.Find(unknown, "ZZ"); len(found) != 0 {
			t.Errorf("Find(%q, ZZ) = %v, want nothing", unknown, found)
		}
	}
}

func TestCity(t *testing.T) {
	t.Parallel()
	g := gazetteer(t)
	c, ok := g.City("6325494")
	if !ok || c.Name != "Québec" || c.Country != "CA" || c.Subdivision != "CA-QC" || c.Population < 500_000 {
		t.Errorf("City(6325494) = %+v, %v", c, ok)
	}
	if d := DistanceKM(c.Lat, c.Lon, 46.8139, -71.2080); d > 10 {
		t.Errorf("Québec lies %.0f km from its city hall", d)
	}
	for id, want := range map[string][2]string{ // English, French
		"2657896": {"Zurich", "Zurich"}, "2660646": {"Geneva", "Genève"}, "2711537": {"Gothenburg", "Göteborg"}, "6077243": {"Montreal", "Montréal"},
	} {
		if c, ok := g.City(id); !ok || c.Name != want[0] || c.NameFR != want[1] {
			t.Errorf("City(%s) = %+v, %v, want %v", id, c, ok, want)
		}
	}
	for _, id := range []string{"", "0", "1", "-5", "+6325494", "06325494", "99999999", "abc"} {
		if c, ok := g.City(id); ok {
			t.Errorf("City(%q) = %+v, want none", id, c)
		}
	}
}

func TestEveryFrenchNameIsOfAnExistingCity(t *testing.T) {
	t.Parallel()
	g := gazetteer(t)
	rows := table(t, "exonyms_fr.tsv")
	if len(rows) < 150 {
		t.Errorf("%d French names, want 150 at least", len(rows))
	}
	for _, row := range rows {
		id, french := row[0], row[1]
		c, ok := g.City(id)
		if !ok || c.NameFR != french {
			t.Errorf("%s %s: city %+v, %v", id, french, c, ok)
			continue
		}
		if found := g.Find(french, c.Country); len(found) == 0 || found[0].ID != id {
			t.Errorf("Find(%q, %q) does not give %s first: %v", french, c.Country, id, found)
		}
	}
}

func table(t testing.TB, name string) [][]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows [][]string
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := s.Text(); line != "" && !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows
}

// TestTheLargestCityStandsForItsState: a state has no point of its own on a map.
func TestTheLargestCityStandsForItsState(t *testing.T) {
	t.Parallel()
	g := gazetteer(t)
	for code, want := range map[string]string{"US-NY": "New York", "us-vt": "Burlington", "DE-BY": "Munich", "BE-WAL": "Charleroi", "CH-JU": "Delémont", "MX-JAL": "Guadalajara"} {
		if c, ok := g.Largest(code); !ok || c.Name != want {
			t.Errorf("%s: got %q", code, c.Name)
		}
	}
	if c, ok := g.Largest("ZZ-Z"); ok {
		t.Errorf("nowhere has %s", c.Name)
	}
}
