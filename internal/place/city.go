package place

import (
	"slices"
	"strconv"
	"strings"
)

// City is a populated place of GeoNames with at least a thousand inhabitants, or the seat of an administration.
type City struct {
	ID          string // GeoNames id
	Name        string // the English name; the local one where English has none (exonyms_en.tsv and GeoNames)
	NameFR      string // the French name; the local one where French has none (exonyms_fr.tsv and GeoNames)
	Country     string // ISO 3166-1 alpha-2
	Subdivision string // ISO 3166-2, or "" where GeoNames' own divisions are not mapped (admin1.tsv)
	Lat, Lon    float64
	Population  int
}

// City gives the city that has a GeoNames id.
func (g *Gazetteer) City(id string) (City, bool) {
	want, err := strconv.Atoi(id)
	if err != nil || strconv.Itoa(want) != id {
		return City{}, false
	}
	line, ok := g.cities.find(func(line string) bool {
		text, _, _ := strings.Cut(line, "\t")
		n, err := strconv.Atoi(text)
		return err != nil || n < want
	})
	if !ok {
		return City{}, false
	}
	c, ok := parseCity(line)
	return c, ok && c.ID == id
}

// Find gives the cities that bear a name, whatever its accents, case and hyphens, the most populous first. A city is found by its
// own name, by other names GeoNames knows in Latin letters and by its French name. An empty country means anywhere.
func (g *Gazetteer) Find(name, country string) []City {
	key := Fold(name)
	if key == "" {
		return nil
	}
	line, ok := g.names.find(func(line string) bool {
		text, _, _ := strings.Cut(line, "\t")
		return text < key
	})
	text, ids, _ := strings.Cut(line, "\t")
	if !ok || text != key {
		return nil
	}
	var found []City
	for id := range strings.SplitSeq(ids, " ") {
		c, ok := g.City(id)
		if ok && (country == "" || strings.EqualFold(c.Country, country)) {
			found = append(found, c)
		}
	}
	return found
}

// Begins gives the cities one of whose names begins as typed, the most populous of the first two thousand names first.
func (g *Gazetteer) Begins(name string, most int) []City {
	key := Fold(name)
	if key == "" {
		return nil
	}
	const names = 2000
	seen := map[string]bool{}
	var found []City
	for line := range g.names.from(func(line string) bool {
		text, _, _ := strings.Cut(line, "\t")
		return text < key
	}, names) {
		text, ids, _ := strings.Cut(line, "\t")
		if !strings.HasPrefix(text, key) {
			break
		}
		for id := range strings.SplitSeq(ids, " ") {
			if seen[id] {
				continue
			}
			seen[id] = true
			if c, ok := g.City(id); ok {
				found = append(found, c)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b City) int { return b.Population - a.Population })
	return found[:min(len(found), most)]
}

func parseCity(line string) (City, bool) {
	f := strings.Split(line, "\t")
	if len(f) != 8 {
		return City{}, false
	}
	lat, errLat := strconv.ParseFloat(f[5], 64)
	lon, errLon := strconv.ParseFloat(f[6], 64)
	population, errPopulation := strconv.Atoi(f[7])
	if errLat != nil || errLon != nil || errPopulation != nil {
		return City{}, false
	}
	c := City{ID: f[0], Name: f[1], NameFR: f[2], Country: f[3], Subdivision: f[4], Lat: lat, Lon: lon, Population: population}
	if c.NameFR == "" {
		c.NameFR = c.Name
	}
	return c, true
}
