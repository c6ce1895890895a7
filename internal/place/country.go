package place

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Country is a country or territory of ISO 3166-1, or Kosovo (XK).
type Country struct {
	Code     string  // alpha-2
	FR, EN   string  // "Suisse", "Switzerland"; Canadian usage in French
	InFR     string  // to say that one is there: "en Suisse", "aux États-Unis", "à Cuba"
	Region   string  // see below
	Lat, Lon float64 // a point inside its largest part, for a label or an arrow
}

// The regions are the continents of the United Nations' M49, the Americas split in two: americas-north is M49's Northern America
// (Canada, the United States, Greenland, Bermuda, Saint-Pierre-et-Miquelon), americas-latin the rest, Mexico and the Caribbean
// included. Antarctica is with oceania, as in CLDR.
const (
	Africa        = "africa"
	AmericasNorth = "americas-north"
	AmericasLatin = "americas-latin"
	Asia          = "asia"
	Europe        = "europe"
	Oceania       = "oceania"
)

// Country gives the country that has an alpha-2 code.
func (g *Gazetteer) Country(code string) (Country, bool) {
	at, ok := g.byCode[strings.ToUpper(code)]
	if !ok {
		return Country{}, false
	}
	return g.countries[at], true
}

// Countries gives all of them, by code.
func (g *Gazetteer) Countries() []Country {
	return slices.Clone(g.countries)
}

func parseCountry(line string) (Country, error) {
	f := strings.Split(line, "\t")
	if len(f) != 7 {
		return Country{}, fmt.Errorf("country line %q has %d fields", line, len(f))
	}
	lat, err := strconv.ParseFloat(f[5], 64)
	if err != nil {
		return Country{}, fmt.Errorf("latitude of %s: %w", f[0], err)
	}
	lon, err := strconv.ParseFloat(f[6], 64)
	if err != nil {
		return Country{}, fmt.Errorf("longitude of %s: %w", f[0], err)
	}
	return Country{Code: f[0], FR: f[1], EN: f[2], InFR: f[3], Region: f[4], Lat: lat, Lon: lon}, nil
}
