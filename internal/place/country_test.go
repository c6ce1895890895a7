package place

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestCountryNames(t *testing.T) {
	t.Parallel()
	g := gazetteer(t)
	for _, want := range []Country{
		{Code: "CH", FR: "Suisse", EN: "Switzerland", InFR: "en Suisse", Region: Europe},
		{Code: "US", FR: "États-Unis", EN: "United States", InFR: "aux États-Unis", Region: AmericasNorth},
		{Code: "PT", FR: "Portugal", EN: "Portugal", InFR: "au Portugal", Region: Europe},
		{Code: "CU", FR: "Cuba", EN: "Cuba", InFR: "à Cuba", Region: AmericasLatin},
		{Code: "UY", FR: "Uruguay", EN: "Uruguay", InFR: "en Uruguay", Region: AmericasLatin},
		{Code: "AR", FR: "Argentine", EN: "Argentina", InFR: "en Argentine", Region: AmericasLatin},
		{Code: "MX", FR: "Mexique", EN: "Mexico", InFR: "au Mexique", Region: AmericasLatin},
		{Code: "ES", FR: "Espagne", EN: "Spain", InFR: "en Espagne", Region: Europe},
		{Code: "FR", FR: "France", EN: "France", InFR: "en France", Region: Europe},
		{Code: "IR", FR: "Iran", EN: "Iran", InFR: "en Iran", Region: Asia},
		{Code: "IL", FR: "Israël", EN: "Israel", InFR: "en Israël", Region: Asia},
		{Code: "CI", FR: "Côte d’Ivoire", EN: "Côte d’Ivoire", InFR: "en Côte d’Ivoire", Region: Africa},
		{Code: "MK", FR: "Macédoine du Nord", EN: "North Macedonia", InFR: "en Macédoine du Nord", Region: Europe},
		{Code: "NZ", FR: "Nouvelle-Zélande", EN: "New Zealand", InFR: "en Nouvelle-Zélande", Region: Oceania},
		{Code: "RE", FR: "La Réunion", EN: "Réunion", InFR: "à la Réunion", Region: Africa},
		{Code: "HT", FR: "Haïti", EN: "Haiti", InFR: "en Haïti", Region: AmericasLatin},
		{Code: "HK", FR: "Hong Kong", EN: "Hong Kong", InFR: "à Hong Kong", Region: Asia},
		{Code: "CK", FR: "Îles Cook", EN: "Cook Islands", InFR: "aux îles Cook", Region: Oceania},
		{Code: "XK", FR: "Kosovo", EN: "Kosovo", InFR: "au Kosovo", Region: Europe},
	} {
		got, ok := g.Country(want.Code)
		want.Lat, want.Lon = got.Lat, got.Lon
		if !ok || got != want {
			t.Errorf("Country(%s) = %+v, want %+v", want.Code, got, want)
		}
	}
	if _, ok := g.Country("ZZ"); ok {
		t.Error("Country(ZZ) exists")
	}
}

func TestEveryCountryIsComplete(t *testing.T) {
	t.Parallel()
	g := gazetteer(t)
	all := g.Countries()
	if len(all) != 250 {
		t.Errorf("%d countries, want the 249 of ISO 3166-1 and Kosovo", len(all))
	}
	regions := []string{Africa, AmericasNorth, AmericasLatin, Asia, Europe, Oceania}
	for _, c := range all {
		if c.FR == "" || c.EN == "" || !slices.Contains(regions, c.Region) || math.Abs(c.Lat) > 90 || math.Abs(c.Lon) > 180 {
			t.Errorf("%+v is not complete", c)
		}
		if !strings.HasSuffix(strings.ToLower(c.InFR), strings.ToLower(c.FR)) {
			t.Errorf("%s: %q does not end with %q", c.Code, c.InFR, c.FR)
		}
	}
}

// "en" goes before a vowel and before feminine names; "au" before a vowel is a mistake nobody should read.
func TestNoArticleStandsBeforeAVowelThatForbidsIt(t *testing.T) {
	t.Parallel()
	for _, c := range gazetteer(t).Countries() {
		name, ok := strings.CutPrefix(c.InFR, "au ")
		if ok && strings.ContainsRune("aeiou", rune(Fold(name)[0])) {
			t.Errorf("%s: %q", c.Code, c.InFR)
		}
	}
}

func TestLabelPointLiesInTheMainland(t *testing.T) {
	t.Parallel()
	g := gazetteer(t)
	for code, box := range map[string][4]float64{ // south, north, west, east
		"FR": {43, 50, -2, 7}, "US": {33, 46, -115, -80}, "NO": {59, 70, 6, 29}, "CH": {46.3, 47.5, 6.5, 10},
		"PT": {38, 41, -9, -7}, "CA": {50, 65, -120, -80}, "RU": {52, 68, 60, 130}, "NZ": {-47, -35, 167, 178},
	} {
		c, _ := g.Country(code)
		if c.Lat < box[0] || c.Lat > box[1] || c.Lon < box[2] || c.Lon > box[3] {
			t.Errorf("%s at %.2f, %.2f", code, c.Lat, c.Lon)
		}
	}
}

func TestSubdivision(t *testing.T) {
	t.Parallel()
	g := gazetteer(t)
	for _, want := range []Subdivision{
		{"CA-QC", "CA", "Québec", "Quebec"},
		{"CA-BC", "CA", "Colombie-Britannique", "British Columbia"},
		{"US-LA", "US", "Louisiane", "Louisiana"},
		{"CH-VD", "CH", "Vaud", "Vaud"},
		{"CH-BS", "CH", "Bâle-Ville", "Basel-Stadt"},
		{"BE-WAL", "BE", "Wallonie", "Wallonia"},
		{"DE-BY", "DE", "Bavière", "Bavaria"},
		{"MX-PUE", "MX", "Puebla", "Puebla"},
		{"FR-BRE", "FR", "Bretagne", "Brittany"},
	} {
		if got, ok := g.Subdivision(want.Code); !ok || got != want {
			t.Errorf("Subdivision(%s) = %+v, %v, want %+v", want.Code, got, ok, want)
		}
	}
	for _, code := range []string{"", "CA", "CA-ZZ", "ZZ-99", "~"} {
		if got, ok := g.Subdivision(code); ok {
			t.Errorf("Subdivision(%q) = %+v, want none", code, got)
		}
	}
}
