package publish

import (
	"math/big"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// Numbers puts figures into the words and number forms of a language, each with what explains a difference.
func Numbers(p *i18n.Printer, in figure.Input, figs []figure.Figure) []Number {
	w := newWriter(p, in, figs)
	return w.all(figs)
}

func (w *writer) all(figs []figure.Figure) []Number {
	out := make([]Number, 0, len(figs))
	for _, f := range figs {
		n := w.number(f)
		w.numbers[f.Key] = n
		out = append(out, n)
	}
	return out
}

func (w *writer) number(f figure.Figure) Number {
	n := Number{
		Key: f.Key, Unit: f.Unit, Period: f.Period, Value: f.Value,
		Label: w.p.T("figure." + f.Key + ".label"), Rule: w.p.T("figure." + f.Key + ".rule"),
		Evidence: make([]NumberEvidence, 0, len(f.Evidence)),
	}
	if f.Value != nil {
		n.Shown = w.amount(f.Key, *f.Value)
	}
	for i, d := range f.Declared {
		if i == 0 {
			value := d.Value.Value
			n.Declared, n.Said = &value, w.said(f.Key, d.Value)
			n.Agrees = f.Value != nil && agrees(f.Unit, *f.Value, d.Value)
		}
		n.By = append(n.By, d.Publication)
		if !d.Comment.IsZero() {
			s := w.text(d.Comment)
			s.Record = d.Publication
			n.Comments = append(n.Comments, s)
		}
	}
	for _, it := range f.Evidence {
		n.Evidence = append(n.Evidence, w.evidence(it))
	}
	n.Why = w.why(f, n)
	return n
}

// evidence names one thing counted, with what it was found in.
func (w *writer) evidence(it figure.Item) NumberEvidence {
	e := NumberEvidence{Thing: it.Thing, Label: w.label(it), Sort: it.Sort, Records: it.Records}
	if it.Thing == "" {
		if len(it.Records) == 1 {
			if r := figure.Lookup(w.in, it.Records[0]); r != nil {
				e.When = w.finer(r.When())
			}
		}
		return e
	}
	for _, ref := range it.Records {
		s := w.name(ref)
		if s.Text == "" {
			s = Span{Text: w.p.T("report.unnamed"), Record: ref}
		}
		e.Named = append(e.Named, s)
	}
	return e
}

// label names one thing counted.
func (w *writer) label(it figure.Item) string {
	switch it.Sort {
	case figure.OfCountries:
		return w.place(record.Place{Country: it.Thing})
	case figure.OfCities:
		return w.place(w.stopAt(it))
	case figure.OfOrganisations:
		if s := w.name(record.Ref(it.Thing)); s.Text != "" {
			return s.Text
		}
		return w.p.T("report.unnamed")
	}
	for _, ref := range it.Records {
		if s := w.name(ref); s.Text != "" {
			return s.Text
		}
	}
	return w.p.T("report.unnamed")
}

// stopAt finds the place of a city counted, which says its country beside its number in the gazetteer.
func (w *writer) stopAt(it figure.Item) record.Place {
	for _, ref := range it.Records {
		m, ok := figure.Lookup(w.in, ref).(*record.Mission)
		if !ok {
			continue
		}
		for _, s := range m.Stops {
			if s.Place.City == it.Thing {
				return s.Place
			}
		}
	}
	return record.Place{City: it.Thing}
}

// agrees tells whether a computed value is what a publication states. Amounts compare to the cent; a tonnage, to the
// decimals that the publication gives.
func agrees(unit string, computed record.Decimal, q record.Quantity) bool {
	c, ok := computed.Rat()
	low, isNumber := q.Value.Rat()
	if !ok || !isNumber {
		return false
	}
	if high, ok := q.Max.Rat(); ok {
		return c.Cmp(low) >= 0 && c.Cmp(high) <= 0
	}
	switch q.Qualifier {
	case "more_than":
		return c.Cmp(low) > 0
	case "less_than":
		return c.Cmp(low) < 0
	case "up_to":
		return c.Cmp(low) <= 0
	}
	if unit == "tonne_co2e" {
		if rounded, ok := new(big.Rat).SetString(c.FloatString(decimals(q.Value))); ok {
			c = rounded
		}
	}
	return c.Cmp(low) == 0
}

func decimals(d record.Decimal) int {
	for i, r := range d {
		if r == '.' {
			return len(d) - i - 1
		}
	}
	return 0
}
