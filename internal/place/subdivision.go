package place

import (
	"math"
	"strings"
)

// Subdivision is a division of a country in ISO 3166-2: province, state, canton, region.
type Subdivision struct {
	Code    string // "CH-VD"
	Country string // "CH"
	FR, EN  string // both the local name where none is listed in subdivision_names.tsv
}

// Subdivision gives the division that has a code.
func (g *Gazetteer) Subdivision(code string) (Subdivision, bool) {
	code = strings.ToUpper(code)
	line, _ := g.subdivisions.find(func(line string) bool {
		text, _, _ := strings.Cut(line, "\t")
		return text < code
	})
	f := strings.Split(line, "\t")
	if len(f) != 3 || f[0] != code {
		return Subdivision{}, false
	}
	country, _, _ := strings.Cut(code, "-")
	return Subdivision{Code: f[0], Country: country, FR: f[1], EN: f[2]}, true
}

// Subdivisions gives all of them, by code.
func (g *Gazetteer) Subdivisions() []Subdivision {
	var out []Subdivision
	for line := range g.subdivisions.from(func(string) bool { return false }, math.MaxInt) {
		if f := strings.Split(line, "\t"); len(f) == 3 {
			country, _, _ := strings.Cut(f[0], "-")
			out = append(out, Subdivision{Code: f[0], Country: country, FR: f[1], EN: f[2]})
		}
	}
	return out
}
