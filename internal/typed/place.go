package typed

import (
	"slices"
	"strings"

	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
)

// Candidate is a place that a name can mean, with how it is told from others of that name: "Lausanne (Vaud, Suisse)".
type Candidate struct {
	Place      record.Place
	Name       string
	Population int
}

// candidates at most, so that "San Jose" does not fill a page.
const mostPlaces = 12

// Places reads a place by name: a city, a country or a subdivision, in either language or by a name that others give it, whatever
// its accents; "Paris, Texas", "Lausanne (Suisse)" say which. Candidates come likeliest first: cities by population, a country before
// the cities that bear its name. One candidate leaves no doubt; an unknown name is an error.
func (r *Reader) Places(lang i18n.Lang, s string) ([]Candidate, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return []Candidate{{}}, nil
	}
	if r.places == nil || len(s) > longest {
		return nil, fail("unread_place", s)
	}
	if out := r.named(lang, s, ""); len(out) > 0 {
		return out, nil
	}
	name, within := s, ""
	if i := strings.LastIndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") {
		name, within = s[:i], s[i+1:len(s)-1]
	} else if head, rest, ok := strings.Cut(s, ","); ok {
		name, within = head, rest
	}
	if within == "" {
		return nil, fail("unread_place", s)
	}
	if out := r.named(lang, name, within); len(out) > 0 {
		return out, nil
	}
	return nil, fail("unread_place", s)
}

// named gives the places of a name, inside what each part of within names.
func (r *Reader) named(lang i18n.Lang, name, within string) []Candidate {
	key := place.Fold(name)
	var out []Candidate
	add := func(p record.Place, population int) {
		if len(out) < mostPlaces && r.lies(p, within) {
			out = append(out, Candidate{Place: p, Name: r.PlaceName(lang, p), Population: population})
		}
	}
	if within == "" {
		for _, code := range r.nations[key] {
			add(record.Place{Country: code}, 0)
		}
	}
	cities := r.places.Find(name, "")
	for _, c := range cities {
		if place.Fold(c.Name) == key || place.Fold(c.NameFR) == key {
			add(cityPlace(c), c.Population)
		}
	}
	for _, code := range r.divided()[key] {
		country, _, _ := strings.Cut(code, "-")
		add(record.Place{Subdivision: code, Country: country}, 0)
	}
	if len(out) == 0 { // a name that the city itself does not go by: an old one, or another language's
		for _, c := range cities {
			add(cityPlace(c), c.Population)
		}
	}
	return out
}

func cityPlace(c place.City) record.Place {
	return record.Place{City: c.ID, Subdivision: c.Subdivision, Country: c.Country}
}

// lies tells whether each part of within, "Vaud, Suisse", names the country or the subdivision of p.
func (r *Reader) lies(p record.Place, within string) bool {
	for part := range strings.SplitSeq(within, ",") {
		key := place.Fold(part)
		if key == "" {
			continue
		}
		in := false
		for _, code := range r.nations[key] {
			in = in || code == p.Country
		}
		for _, code := range r.divided()[key] {
			in = in || code == p.Subdivision
		}
		if !in {
			return false
		}
	}
	return true
}

// PlaceName names a place of the gazetteer so that Places reads it back: "Lausanne (Vaud, Suisse)", "Vaud (Suisse)", "Suisse".
func (r *Reader) PlaceName(lang i18n.Lang, p record.Place) string {
	if r.places == nil {
		return ""
	}
	var parts []string
	if c, ok := r.places.City(p.City); ok {
		name := c.NameFR
		if lang == i18n.EN {
			name = c.Name
		}
		parts = append(parts, name)
	}
	if d, ok := r.places.Subdivision(p.Subdivision); ok {
		name := d.FR
		if lang == i18n.EN {
			name = d.EN
		}
		parts = append(parts, name)
	}
	if c, ok := r.places.Country(p.Country); ok {
		name := c.FR
		if lang == i18n.EN {
			name = c.EN
		}
		parts = append(parts, name)
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return parts[0] + " (" + strings.Join(parts[1:], ", ") + ")"
}

// Suggest gives the places whose name begins as typed, for a list that shortens while one types.
func (r *Reader) Suggest(lang i18n.Lang, s string) []Candidate {
	key := place.Fold(s)
	if key == "" || r.places == nil || len(s) > longest {
		return nil
	}
	var out, others []Candidate
	for _, c := range r.places.Countries() {
		if strings.HasPrefix(place.Fold(c.FR), key) || strings.HasPrefix(place.Fold(c.EN), key) {
			p := record.Place{Country: c.Code}
			out = append(out, Candidate{Place: p, Name: r.PlaceName(lang, p)})
		}
	}
	for _, code := range r.divided()[key] {
		country, _, _ := strings.Cut(code, "-")
		p := record.Place{Subdivision: code, Country: country}
		others = append(others, Candidate{Place: p, Name: r.PlaceName(lang, p)})
	}
	cities := r.places.Find(s, "")
	if len(key) > 2 { // of two letters there are too many to choose among
		cities = append(cities, r.places.Begins(s, 3*mostPlaces)...)
	}
	seen := map[string]bool{}
	for _, c := range cities {
		if seen[c.ID] {
			continue
		}
		seen[c.ID] = true
		found := Candidate{Place: cityPlace(c), Name: r.PlaceName(lang, cityPlace(c)), Population: c.Population}
		if strings.HasPrefix(place.Fold(c.Name), key) || strings.HasPrefix(place.Fold(c.NameFR), key) {
			out = append(out, found)
		} else {
			others = append(others, found)
		}
	}
	out = append(out, others...)
	return out[:min(len(out), mostPlaces)]
}

// divisions gathers the names of the subdivisions, once, when one is first asked for.
func (r *Reader) divisions() map[string][]string {
	out := map[string][]string{}
	if r.places == nil {
		return out
	}
	for _, d := range r.places.Subdivisions() {
		keys := []string{place.Fold(d.FR), place.Fold(d.EN), place.Fold(d.Code)}
		for i, key := range keys {
			if key != "" && !slices.Contains(keys[:i], key) {
				out[key] = append(out[key], d.Code)
			}
		}
	}
	return out
}

// aliases are other usual names of countries.
func aliases() map[string]string {
	return map[string]string{
		"usa": "US", "u.s.a.": "US", "u.s.": "US", "é.-u.": "US", "États-Unis d'Amérique": "US", "United States of America": "US",
		"uk": "GB", "u.k.": "GB", "Grande-Bretagne": "GB", "Great Britain": "GB", "Angleterre": "GB", "England": "GB",
		"Hollande": "NL", "Holland": "NL", "Corée": "KR", "Korea": "KR", "Tchéquie": "CZ", "République tchèque": "CZ", "Czech Republic": "CZ",
		"Russie": "RU", "Russia": "RU", "Birmanie": "MM", "Burma": "MM", "Émirats": "AE", "RDC": "CD", "Viêt Nam": "VN", "Vietnam": "VN",
		"Biélorussie": "BY", "Côte-d'Ivoire": "CI", "Ivory Coast": "CI", "Turquie": "TR", "Turkey": "TR", "Cap-Vert": "CV", "Cape Verde": "CV",
	}
}
