package tell

import (
	"strings"

	"entente/internal/record"
)

// Place words a place from the nearest to the farthest: "Maison de la Radio, Paris, France".
func (s Speaker) Place(p record.Place) Words {
	w := s.Name(p.Name)
	var rest []string
	for _, part := range []string{s.City(p.City), s.Subdivision(p), s.Country(p.Country)} {
		if part != "" && part != w.Text {
			rest = append(rest, part)
		}
	}
	switch {
	case w.Text == "":
		w.Text = strings.Join(rest, ", ")
	case w.Lang != "":
		w.Note = strings.Join(rest, ", ")
	default:
		w.Text = strings.Join(append([]string{w.Text}, rest...), ", ")
	}
	return w
}

// ShortPlace is the name by which a journey calls a place: its city when it has one.
func (s Speaker) ShortPlace(p record.Place) Words {
	if name := s.City(p.City); name != "" {
		return Words{Text: name}
	}
	if w := s.Name(p.Name); w.Text != "" {
		return w
	}
	if name := s.Subdivision(p); name != "" {
		return Words{Text: name}
	}
	return Words{Text: s.Country(p.Country)}
}

// City is the name of a city of the gazetteer.
func (s Speaker) City(id string) string {
	c, ok := s.Places.City(id)
	if !ok {
		return ""
	}
	return s.Lang.Pick(c.NameFR, c.Name)
}

// Country is the name of a country, or its code.
func (s Speaker) Country(code string) string {
	c, ok := s.Places.Country(code)
	if !ok {
		return code
	}
	return s.Lang.Pick(c.FR, c.EN)
}

// Subdivision is told only where no city is: "Massachusetts, États-Unis".
func (s Speaker) Subdivision(p record.Place) string {
	if p.City != "" || p.Subdivision == "" {
		return ""
	}
	sub, ok := s.Places.Subdivision(p.Subdivision)
	if !ok {
		return ""
	}
	return s.Lang.Pick(sub.FR, sub.EN)
}
