package portal

import (
	"strings"

	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/record"
)

// place words a place from the nearest to the farthest: "Maison de la Radio, Paris, France".
func (s *site) place(v view, p record.Place) words {
	w := v.name(p.Name)
	var rest []string
	for _, part := range []string{s.city(v.lang, p.City), s.subdivision(v.lang, p), s.country(v.lang, p.Country)} {
		if part != "" && part != w.text {
			rest = append(rest, part)
		}
	}
	switch {
	case w.text == "":
		w.text = strings.Join(rest, ", ")
	case w.lang != "":
		w.note = strings.Join(rest, ", ")
	default:
		w.text = strings.Join(append([]string{w.text}, rest...), ", ")
	}
	return w
}

// shortPlace is the name by which a journey calls a place: its city when it has one.
func (s *site) shortPlace(v view, p record.Place) words {
	if name := s.city(v.lang, p.City); name != "" {
		return words{text: name}
	}
	if w := v.name(p.Name); w.text != "" {
		return w
	}
	return words{text: firstOf(s.subdivision(v.lang, p), s.country(v.lang, p.Country))}
}

// spotted is a place as a point of a map. One that is known by its state alone is put at the most populous city there, and bears
// the name of the state: standIn then says where the point is. A country has no point, for it is brought out whole.
type spotted struct {
	chart.Point

	standIn string
}

func (s *site) spot(v view, p record.Place) (spotted, bool) {
	if c, ok := s.Places.City(p.City); ok {
		return spotted{Point: chart.Point{Name: word(v.lang, c.NameFR, c.Name), Lat: c.Lat, Lon: c.Lon}}, true
	}
	if sub := s.subdivision(v.lang, p); sub != "" {
		if c, ok := s.Places.Largest(p.Subdivision); ok {
			city := word(v.lang, c.NameFR, c.Name)
			return spotted{chart.Point{Name: sub, Lat: c.Lat, Lon: c.Lon}, v.p.T("portal.atlas.at", "place", city)}, true
		}
	}
	return spotted{}, false
}

// placeName names the city of a place, or its country, in both languages.
func (s *site) placeName(p record.Place) (record.Text, bool) {
	if c, ok := s.Places.City(p.City); ok {
		return record.Text{FR: c.NameFR, EN: c.Name}, true
	}
	c, ok := s.Places.Country(p.Country)
	return record.Text{FR: c.FR, EN: c.EN}, ok && p.City == ""
}

func (s *site) city(lang i18n.Lang, id string) string {
	c, ok := s.Places.City(id)
	if !ok {
		return ""
	}
	return word(lang, c.NameFR, c.Name)
}

func (s *site) country(lang i18n.Lang, code string) string {
	c, ok := s.Places.Country(code)
	if !ok {
		return code
	}
	return word(lang, c.FR, c.EN)
}

// subdivision is told only where no city is: "Massachusetts, États-Unis".
func (s *site) subdivision(lang i18n.Lang, p record.Place) string {
	if p.City != "" || p.Subdivision == "" {
		return ""
	}
	sub, ok := s.Places.Subdivision(p.Subdivision)
	if !ok {
		return ""
	}
	return word(lang, sub.FR, sub.EN)
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
