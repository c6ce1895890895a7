package portal

import (
	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/tell"
)

// place words a place from the nearest to the farthest: "Maison de la Radio, Paris, France".
func (s *site) place(v view, p record.Place) words { return wordOf(s.speaker(v).Place(p)) }

// shortPlace is the name by which a journey calls a place: its city when it has one.
func (s *site) shortPlace(v view, p record.Place) words { return wordOf(s.speaker(v).ShortPlace(p)) }

// spotted is a place as a point of a map. One that is known by its state alone is put at the most populous city there, and bears
// the name of the state: standIn then says where the point is. A country has no point, for it is brought out whole.
type spotted struct {
	chart.Point

	standIn string
}

func (s *site) spot(v view, p record.Place) (spotted, bool) {
	if c, ok := s.Places.City(p.City); ok {
		return spotted{Point: chart.Point{Name: v.lang.Pick(c.NameFR, c.Name), Lat: c.Lat, Lon: c.Lon}}, true
	}
	if sub := s.subdivision(v.lang, p); sub != "" {
		if c, ok := s.Places.Largest(p.Subdivision); ok {
			city := v.lang.Pick(c.NameFR, c.Name)
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
	return tell.Speaker{Lang: lang, Places: s.Places}.City(id)
}

func (s *site) country(lang i18n.Lang, code string) string {
	return tell.Speaker{Lang: lang, Places: s.Places}.Country(code)
}

// subdivision is told only where no city is: "Massachusetts, États-Unis".
func (s *site) subdivision(lang i18n.Lang, p record.Place) string {
	return tell.Speaker{Lang: lang, Places: s.Places}.Subdivision(p)
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
