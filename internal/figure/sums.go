package figure

import (
	"math/big"
	"strings"

	"entente/internal/carbon"
	"entente/internal/record"
)

// emissions is told only when it can be told whole: one journey without its legs, one place without its position or one
// year without its factors, and there is no number, since a part of the travel would pass for all of it.
func emissions(s *scope) tally {
	set, ok := factors(s)
	journeys := Missions(s.Input, s.period)
	if !ok || len(journeys) == 0 {
		return tally{}
	}
	kg := new(big.Rat)
	for _, m := range journeys {
		w, ok := Working(s.Input, set, m)
		total, isNumber := w.Total.Rat()
		if !ok || !isNumber {
			return tally{}
		}
		kg.Add(kg, total)
	}
	t := plain(s, journeys)
	t.sum = shortest(kg.Quo(kg, big.NewRat(1000, 1)).FloatString(2))
	return t
}

// factors is the set that the office froze for the year, else the one of the year.
func factors(s *scope) (carbon.Set, bool) {
	if s.Office != nil {
		if key := s.Office.FactorSet(s.period); key != "" {
			return carbon.SetNamed(key)
		}
	}
	return carbon.SetFor(s.period, true)
}

// Working computes the emissions of one mission; ok is false when a leg lacks something or there are none.
func Working(in Input, set carbon.Set, m *record.Mission) (w carbon.Working, ok bool) {
	if len(m.Legs) == 0 || in.Distance == nil {
		return carbon.Working{}, false
	}
	var legs []carbon.Leg
	for _, l := range m.Legs {
		km, known := in.Distance(l.From, l.To)
		if !known {
			return carbon.Working{}, false
		}
		domestic := l.From.Country != "" && l.From.Country == l.To.Country
		legs = append(legs, carbon.Leg{Mode: l.Mode, Class: l.Class, Km: km, Domestic: domestic, Travellers: l.Travellers})
	}
	w, err := set.Work(legs)
	return w, err == nil
}

// offsetCost adds what was finally paid before tax for the travel of a year, where an invoice or certificate shows it.
func offsetCost(s *scope) tally {
	var amounts []record.Amount
	var proven []*record.Offset
	for _, o := range Order(of[*record.Offset](s.Input)) {
		if o.Period.Within(s.period) && len(o.Proof) > 0 && o.Total.Nature == record.Final && o.Total.BeforeTax {
			amounts = append(amounts, o.Total)
			proven = append(proven, o)
		}
	}
	// Amounts of different currencies or scopes have no sum; the unit of the figure is the Canadian dollar.
	total, err := record.Sum(amounts...)
	if err != nil || total.Currency != "CAD" {
		return tally{}
	}
	t := plain(s, proven)
	t.sum = total.Value
	return t
}

func shortest(s string) record.Decimal {
	return record.Decimal(strings.TrimSuffix(strings.TrimRight(s, "0"), "."))
}
