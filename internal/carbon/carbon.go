// Package carbon turns the legs of a journey into kilograms of CO2 equivalent, with the working shown: distance, factor
// and where the factor comes from, leg by leg. It is pure: it must not know places, storage or languages, and it never
// guesses a distance, a factor or a number of travellers that it was not given.
package carbon

import (
	"errors"
	"fmt"
	"math"
	"math/big"

	"entente/internal/record"
)

// Leg is one transport of one or more travellers.
type Leg struct {
	Mode       string // code of the travel_mode vocabulary
	Class      string // code of the travel_class vocabulary; of a flight, "" is the average of all classes
	Km         float64
	Domestic   bool // both ends lie in one country
	Travellers int
}

// Line is the working of one leg: Km × Factor.KgPerKm × Travellers = Kg.
type Line struct {
	Leg    Leg
	Km     int64 // to the kilometre, as the multiplication takes it
	Factor Factor
	Kg     record.Decimal // to the hundredth
}

// Working is how an amount of emissions comes about. Total is the sum of the lines as they are written.
type Working struct {
	Set   Set
	Lines []Line
	Total record.Decimal // kg CO2e
}

// Work computes the emissions of legs. It fails rather than leave out a leg that it cannot compute.
func (s Set) Work(legs []Leg) (Working, error) {
	w := Working{Set: s}
	var cents int64
	for i, leg := range legs {
		line, err := s.line(leg)
		if err != nil {
			return Working{}, fmt.Errorf("leg %d: %w", i+1, err)
		}
		n, ok := line.Kg.Hundredths()
		if !ok {
			return Working{}, fmt.Errorf("leg %d: %s kg is out of range", i+1, line.Kg)
		}
		cents += n
		w.Lines = append(w.Lines, line)
	}
	w.Total = record.Cents(cents)
	return w, nil
}

func (s Set) line(leg Leg) (Line, error) {
	// Half the Earth's circumference is the longest great circle.
	if math.IsNaN(leg.Km) || leg.Km < 0 || leg.Km > 20_040 {
		return Line{}, fmt.Errorf("%v km is not a distance", leg.Km)
	}
	if leg.Travellers < 1 {
		return Line{}, errors.New("the number of travellers is not known")
	}
	f, ok := s.factor(leg)
	if !ok {
		return Line{}, fmt.Errorf("no factor of %d for mode %q, class %q", s.Year, leg.Mode, leg.Class)
	}
	perKm, ok := f.KgPerKm.Rat()
	if !ok {
		return Line{}, fmt.Errorf("factor %q is not a number", f.KgPerKm)
	}
	km := int64(math.Round(leg.Km))
	kg := new(big.Rat).Mul(perKm, new(big.Rat).SetInt64(km))
	kg.Mul(kg, new(big.Rat).SetInt64(int64(leg.Travellers)))
	return Line{Leg: leg, Km: km, Factor: f, Kg: record.Decimal(kg.FloatString(2))}, nil
}

func (s Set) factor(leg Leg) (Factor, bool) {
	class, reach := "", International
	if leg.Domestic {
		reach = Domestic
	}
	if leg.Mode == "air" {
		class = leg.Class
		if class == "" {
			class = average
		}
	}
	for _, f := range s.Factors {
		if f.Mode == leg.Mode && f.Class == class && (f.Reach == "" || f.Reach == reach) {
			return f, true
		}
	}
	return Factor{}, false
}
