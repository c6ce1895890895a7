package carbon

import (
	"strconv"

	"entente/internal/record"
)

// Set is a frozen table of factors for the journeys of one year. A set is never corrected: a change of method is another
// set, so that what was computed for a year stays what it was.
type Set struct {
	Year int
	// Forcing tells whether the air factors count the warming by contrails and nitrogen oxides (radiative forcing).
	Forcing bool
	Factors []Factor
}

// Reaches of a factor that differs by whether a border is crossed.
const (
	Domestic      = "domestic"
	International = "international"
)

// Factor is the kilograms of CO2 equivalent that one passenger causes over one kilometre.
type Factor struct {
	Mode    string // code of the travel_mode vocabulary
	Class   string // code of the travel_class vocabulary, of flights
	Reach   string // Domestic, International, or "" for both
	KgPerKm record.Decimal
	Dataset string // where the factor comes from, with its table
}

// The datasets. The air factors are those called "international, to/from non-UK", which suit journeys that do not touch
// the United Kingdom. They already hold the 8 % by which flown routes exceed great circles: it is never added again.
const (
	air2024  = "UK Government GHG Conversion Factors for Company Reporting 2024 (DESNZ), Business travel – air, international, to/from non-UK"
	land2024 = "UK Government GHG Conversion Factors for Company Reporting 2024 (DESNZ), Business travel – land"
	air2025  = "UK Government GHG Conversion Factors for Company Reporting 2025 (DESNZ), from a third-party copy, Business travel – air, international, to/from non-UK"
)

// Sets lists the sets of factors, the oldest first; of one year, the one with radiative forcing first.
func Sets() []Set {
	land := []Factor{
		{Mode: "rail", Reach: Domestic, KgPerKm: "0.03546", Dataset: land2024},
		{Mode: "rail", Reach: International, KgPerKm: "0.00446", Dataset: land2024},
		{Mode: "coach", KgPerKm: "0.02717", Dataset: land2024},
		{Mode: "taxi", KgPerKm: "0.14861", Dataset: land2024},
	}
	return []Set{
		{2024, true, append(air(air2024, "0.13465", "0.21542", "0.39044", "0.53854", "0.17580"), land...)},
		{2024, false, append(air(air2024, "0.07948", "0.12716", "0.23047", "0.31789", "0.10377"), land...)},
		{2025, true, air(air2025, "0.10916", "0.17465", "0.31656", "0.43663", "0.14253")},
	}
}

// Key is the code of the set in the factor_set vocabulary.
func (s Set) Key() string {
	if s.Forcing {
		return strconv.Itoa(s.Year) + "-forcing"
	}
	return strconv.Itoa(s.Year) + "-plain"
}

// SetNamed finds the set of a code, which an office froze for a year whatever that year is.
func SetNamed(key string) (Set, bool) {
	for _, s := range Sets() {
		if s.Key() == key {
			return s, true
		}
	}
	return Set{}, false
}

// SetFor finds the set of a year. There is none for a year whose factors are not known: those of another year would give
// a number that changes later.
func SetFor(year int, forcing bool) (Set, bool) {
	for _, s := range Sets() {
		if s.Year == year && s.Forcing == forcing {
			return s, true
		}
	}
	return Set{}, false
}

const average = "average"

func air(dataset string, economy, premium, business, first, mean record.Decimal) []Factor {
	var out []Factor
	for _, f := range []struct {
		class string
		kg    record.Decimal
	}{{"economy", economy}, {"premium_economy", premium}, {"business", business}, {"first", first}, {average, mean}} {
		out = append(out, Factor{Mode: "air", Class: f.class, KgPerKm: f.kg, Dataset: dataset})
	}
	return out
}
