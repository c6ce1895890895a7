package carbon

import (
	"math"
	"strings"
	"testing"

	"entente/internal/record"
)

func work(t *testing.T, year int, forcing bool, legs ...Leg) Working {
	t.Helper()
	s, ok := SetFor(year, forcing)
	if !ok {
		t.Fatalf("no set for %d", year)
	}
	w, err := s.Work(legs)
	if err != nil {
		t.Fatalf("work: %v", err)
	}
	return w
}

// By hand: 11 513 × 0.13465 = 1 550.225 45, so 1 550 kg to the kilogram.
func TestQuebecToParisAndBack(t *testing.T) {
	t.Parallel()
	w := work(t, 2024, true, Leg{Mode: "air", Class: "economy", Km: 11513, Travellers: 1})
	if w.Total != "1550.23" {
		t.Errorf("got %s kg", w.Total)
	}
	n, _ := w.Total.Hundredths()
	if math.Round(float64(n)/100) != 1550 {
		t.Errorf("got %d hundredths of a kilogram, want 1 550 kg", n)
	}
}

func TestEmissionsByHand(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name    string
		year    int
		forcing bool
		leg     Leg
		want    record.Decimal
	}{
		{"without forcing", 2024, false, Leg{Mode: "air", Class: "economy", Km: 1000, Travellers: 1}, "79.48"},
		{"business", 2024, true, Leg{Mode: "air", Class: "business", Km: 1000, Travellers: 1}, "390.44"},
		{"first", 2024, true, Leg{Mode: "air", Class: "first", Km: 1000, Travellers: 1}, "538.54"},
		{"premium economy", 2024, true, Leg{Mode: "air", Class: "premium_economy", Km: 1000, Travellers: 1}, "215.42"},
		{"class not known is the average", 2024, true, Leg{Mode: "air", Km: 1000, Travellers: 1}, "175.8"},
		{"three travellers", 2024, true, Leg{Mode: "air", Class: "economy", Km: 1000, Travellers: 3}, "403.95"},
		{"a flight inside a country has the same factor", 2024, true, Leg{Mode: "air", Class: "economy", Km: 1000, Domestic: true, Travellers: 1}, "134.65"},
		{"2025", 2025, true, Leg{Mode: "air", Class: "economy", Km: 1000, Travellers: 1}, "109.16"},
		{"national rail", 2024, true, Leg{Mode: "rail", Km: 1000, Domestic: true, Travellers: 1}, "35.46"},
		{"international rail", 2024, true, Leg{Mode: "rail", Km: 1000, Travellers: 1}, "4.46"},
		{"coach, in a class that only flights have", 2024, false, Leg{Mode: "coach", Class: "first", Km: 1000, Travellers: 1}, "27.17"},
		{"taxi", 2024, true, Leg{Mode: "taxi", Km: 100, Travellers: 1}, "14.86"},
		{"distance to the kilometre", 2024, true, Leg{Mode: "air", Class: "economy", Km: 999.6, Travellers: 1}, "134.65"},
		{"no distance", 2024, true, Leg{Mode: "air", Km: 0, Travellers: 1}, "0"},
	} {
		got := work(t, tc.year, tc.forcing, tc.leg).Total
		a, _ := got.Rat()
		b, _ := tc.want.Rat()
		if a == nil || a.Cmp(b) != 0 {
			t.Errorf("%s: got %s kg, want %s", tc.name, got, tc.want)
		}
	}
}

func TestWorkingAddsUpAndNamesItsSources(t *testing.T) {
	t.Parallel()
	// 0.13465 × 101 = 13.599 65 and 0.02717 × 33 = 0.896 61: 13.60 + 0.90 = 14.50.
	w := work(t, 2024, true,
		Leg{Mode: "air", Class: "economy", Km: 101, Travellers: 1},
		Leg{Mode: "coach", Km: 33, Travellers: 1})
	if w.Lines[0].Kg != "13.60" || w.Lines[1].Kg != "0.90" || w.Total != "14.50" {
		t.Errorf("lines %s and %s, total %s", w.Lines[0].Kg, w.Lines[1].Kg, w.Total)
	}
	for _, l := range w.Lines {
		if !strings.Contains(l.Factor.Dataset, "2024") {
			t.Errorf("%s: dataset %q does not name its year", l.Leg.Mode, l.Factor.Dataset)
		}
	}
}

func TestWhatIsNotKnownIsNotComputed(t *testing.T) {
	t.Parallel()
	s, _ := SetFor(2024, true)
	for name, leg := range map[string]Leg{
		"no traveller":   {Mode: "air", Km: 100},
		"no mode":        {Km: 100, Travellers: 1},
		"car":            {Mode: "car", Km: 100, Travellers: 1},
		"unknown class":  {Mode: "air", Class: "hold", Km: 100, Travellers: 1},
		"not a distance": {Mode: "air", Km: math.NaN(), Travellers: 1},
		"below zero":     {Mode: "air", Km: -1, Travellers: 1},
		"off the Earth":  {Mode: "air", Km: 50_000, Travellers: 1},
	} {
		if w, err := s.Work([]Leg{{Mode: "air", Km: 10, Travellers: 1}, leg}); err == nil {
			t.Errorf("%s: got %s kg, want an error", name, w.Total)
		} else if !strings.Contains(err.Error(), "leg 2") {
			t.Errorf("%s: %v does not say which leg", name, err)
		}
	}
	if _, ok := SetFor(2025, false); ok {
		t.Error("the factors of 2025 without forcing are not known")
	}
	if _, ok := SetFor(2023, true); ok {
		t.Error("the factors of 2023 are not known")
	}
	rail, _ := SetFor(2025, true)
	if _, err := rail.Work([]Leg{{Mode: "rail", Km: 10, Travellers: 1}}); err == nil {
		t.Error("the rail factor of 2025 is not known")
	}
}

func TestEveryFactorNamesItsDataset(t *testing.T) {
	t.Parallel()
	for _, s := range Sets() {
		for _, f := range s.Factors {
			if f.Dataset == "" {
				t.Errorf("%d %s %s: no dataset", s.Year, f.Mode, f.Class)
			}
			if _, ok := f.KgPerKm.Rat(); !ok {
				t.Errorf("%d %s %s: %q is not a number", s.Year, f.Mode, f.Class, f.KgPerKm)
			}
		}
	}
}
