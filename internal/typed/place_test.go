package typed_test

import (
	"testing"

	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
)

func TestPlaces(t *testing.T) {
	t.Parallel()
	r := reader(t)
	for s, want := range map[string]record.Place{
		"Lausanne":                {City: "2659994", Subdivision: "CH-VD", Country: "CH"},
		"lausanne (Suisse)":       {City: "2659994", Subdivision: "CH-VD", Country: "CH"},
		"Lausanne (Vaud, Suisse)": {City: "2659994", Subdivision: "CH-VD", Country: "CH"},
		"Lausanne, Switzerland":   {City: "2659994", Subdivision: "CH-VD", Country: "CH"},
		"Paris, Texas":            {City: "4717560", Subdivision: "US-TX", Country: "US"},
		"Cordoue (Espagne)":       {City: "2519240", Subdivision: "ES-AN", Country: "ES"},
		"Suisse":                  {Country: "CH"},
		"Switzerland":             {Country: "CH"},
		"états-unis":              {Country: "US"},
		"USA":                     {Country: "US"},
		"Royaume-Uni":             {Country: "GB"},
		"Vaud":                    {Subdivision: "CH-VD", Country: "CH"},
		"":                        {},
	} {
		got, err := r.Places(i18n.FR, s)
		if err != nil || len(got) == 0 || got[0].Place != want {
			t.Errorf("%q: got %+v, %v, want %+v", s, got, err, want)
		}
	}
	if got, err := r.Places(i18n.FR, "Xyzzy-sur-Rien"); code(t, err) != "unread_place" {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := r.Places(i18n.FR, "Lausanne (Japon)"); code(t, err) != "unread_place" {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := r.Places(i18n.FR, "Paris"); err != nil || len(got) < 2 || got[0].Name != "Paris (Île-de-France, France)" {
		t.Errorf("Paris has one candidate or a wrong one: %+v, %v", got, err)
	}
}

func TestPlacesAreNamedSoThatTheyAreReadBack(t *testing.T) {
	t.Parallel()
	r := reader(t)
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	var all []record.Place
	for _, c := range g.Countries() {
		all = append(all, record.Place{Country: c.Code})
	}
	for _, prefix := range []string{"qu", "la", "san ", "saint m"} {
		for _, c := range g.Begins(prefix, 200) {
			all = append(all, record.Place{City: c.ID, Subdivision: c.Subdivision, Country: c.Country})
		}
	}
	for _, lang := range i18n.Langs() {
		for _, p := range all {
			name := r.PlaceName(lang, p)
			got, err := r.Places(lang, name)
			found := false
			for _, c := range got {
				found = found || c.Place == p
			}
			if !found {
				t.Errorf("%s: %+v is named %q and read %+v, %v", lang, p, name, got, err)
			}
		}
	}
}

func TestSuggestedPlacesShortenWhileOneTypes(t *testing.T) {
	t.Parallel()
	r := reader(t)
	got := r.Suggest(i18n.FR, "laus")
	if len(got) == 0 || len(got) > 12 || got[0].Name != "Lausanne (Vaud, Suisse)" {
		t.Errorf("laus: %+v", got)
	}
	if got := r.Suggest(i18n.EN, "switz"); len(got) == 0 || got[0].Name != "Switzerland" {
		t.Errorf("switz: %+v", got)
	}
	if got := r.Suggest(i18n.FR, "  "); got != nil {
		t.Errorf("nothing typed: %+v", got)
	}
}
