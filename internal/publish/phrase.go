package publish

import (
	"strconv"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// phraseOf is the message that sets a figure's number before its noun ("huit missions"), with the noun's gender. ok is
// false for sums, which carry their unit.
func phraseOf(key string) (message string, g i18n.Gender, ok bool) {
	switch key {
	case figure.VisitsKey:
		return "report.phrase.visits", i18n.Masculine, true
	case figure.CourtesyKey:
		return "report.phrase.courtesy", i18n.Masculine, true
	case figure.CollaborationKey:
		return "report.phrase.collaboration", i18n.Masculine, true
	case figure.StrategicKey:
		return "report.phrase.strategic", i18n.Masculine, true
	case figure.MissionsKey:
		return "report.phrase.missions", i18n.Feminine, true
	case figure.CountriesKey:
		return "report.phrase.countries", i18n.Masculine, true
	case figure.CitiesKey:
		return "report.phrase.cities", i18n.Feminine, true
	case figure.ParticipationsKey:
		return "report.phrase.participations", i18n.Feminine, true
	case figure.ForumsKey:
		return "report.phrase.forums", i18n.Masculine, true
	case figure.AgreementsKey:
		return "report.phrase.agreements", i18n.Feminine, true
	case figure.ServicesKey:
		return "report.phrase.services", i18n.Masculine, true
	case figure.PartnersKey:
		return "report.phrase.partners", i18n.Masculine, true
	}
	return "", i18n.Masculine, false
}

// phrase writes a number of a figure with its noun: "aucune mission", "une mission", "21 missions".
func (w *writer) phrase(key string, v record.Decimal) string {
	message, g, ok := phraseOf(key)
	if !ok {
		return w.amount(key, v)
	}
	return w.numbered(message, v, w.count(v, g))
}

// numbered fills a message that agrees with n and shows it as count.
func (w *writer) numbered(message string, n record.Decimal, count string) string {
	args := []any{"n", string(n), "count", count}
	return w.p.T(message, args...)
}

// count writes a number as running text does: "aucune" for none, words to nine, digits above.
func (w *writer) count(v record.Decimal, g i18n.Gender) string {
	n, err := strconv.ParseInt(string(v), 10, 64)
	switch {
	case err != nil:
		return w.p.Decimal(string(v))
	case n == 0 && g == i18n.Feminine:
		return w.p.T("report.none.feminine")
	case n == 0:
		return w.p.T("report.none.masculine")
	}
	return w.p.SmallWords(n, g)
}

// amount writes a number of a figure with its unit, where it has one that is no noun.
func (w *writer) amount(key string, v record.Decimal) string {
	d, _ := figure.Find(key)
	switch d.Unit {
	case "tonne_co2e":
		return w.p.T("figure.shown.tonne_co2e", "amount", w.p.Decimal(string(v)))
	case "cad":
		if cents, ok := v.Hundredths(); ok {
			return w.p.Money(cents, "CAD")
		}
	}
	return w.p.Decimal(string(v))
}

// said writes a declared quantity: "11", "plus de 150", "10 à 20".
func (w *writer) said(key string, q record.Quantity) string {
	return w.qualified(q.Qualifier, w.span(q, func(d record.Decimal) string { return w.amount(key, d) }))
}

// span writes a value or a range.
func (w *writer) span(q record.Quantity, write func(record.Decimal) string) string {
	if q.Max == "" || q.Max == q.Value {
		return write(q.Value)
	}
	return w.p.T("report.quantity.range", "low", w.p.Decimal(string(q.Value)), "high", write(q.Max))
}

func (w *writer) qualified(qualifier, value string) string {
	switch qualifier {
	case "about":
		return w.p.T("report.quantity.about", "value", value)
	case "nearly":
		return w.p.T("report.quantity.nearly", "value", value)
	case "more_than":
		return w.p.T("report.quantity.more_than", "value", value)
	case "less_than":
		return w.p.T("report.quantity.less_than", "value", value)
	case "up_to":
		return w.p.T("report.quantity.up_to", "value", value)
	case "some":
		return w.p.T("report.quantity.some", "value", value)
	}
	return value
}

// declaredPhrase is phrase for the declared number of a figure, with its qualifier.
func (w *writer) declaredPhrase(key string, q record.Quantity) string {
	if q.Qualifier == "" || q.Qualifier == "exact" {
		return w.phrase(key, q.Value)
	}
	message, _, ok := phraseOf(key)
	if !ok {
		return w.said(key, q)
	}
	return w.numbered(message, q.Value, w.said(key, q))
}

// open makes a text open the evidence of a figure.
func open(key, text string) Span { return Span{Text: text, Figure: key} }

// strong is open for the number that a sentence is about.
func strong(key, text string) Span { return Span{Text: text, Figure: key, Strong: true} }

// quantity writes a quantity as its source prints it, else from its parts: "quelque 250 participants".
func (w *writer) quantity(q record.Quantity) Span {
	of := w.text(q.Of)
	if text, lang := q.Printed.In(w.lang()); text != "" && (lang == w.lang() || q.Of.EN == "") {
		s := w.text(q.Printed)
		if last := text[len(text)-1]; last >= '0' && last <= '9' && of.Text != "" {
			s.Text += " " + of.Text // "plus de 150" says nothing of whom
		}
		return s
	}
	text := w.qualified(q.Qualifier, w.span(q, func(d record.Decimal) string { return w.inUnit(q.Unit, d) }))
	if of.Text != "" {
		return Span{Text: text + " " + of.Text, Lang: of.Lang}
	}
	n := q.Value
	if q.Max != "" {
		n = q.Max
	}
	if unit := "vocabulary.unit." + q.Unit; !hasSign(q.Unit) && w.p.Has(unit) {
		text += " " + w.numbered(unit, n, "")
	}
	return Span{Text: text}
}

// hasSign tells whether a unit is written by a sign, which inUnit sets beside the number.
func hasSign(unit string) bool { return unit == "percent" || unit == "tonne_co2e" || unit == "cad" }

func (w *writer) inUnit(unit string, d record.Decimal) string {
	switch unit {
	case "percent":
		return w.p.Percent(string(d))
	case "tonne_co2e":
		return w.p.T("figure.shown.tonne_co2e", "amount", w.p.Decimal(string(d)))
	case "cad":
		if cents, ok := d.Hundredths(); ok {
			return w.p.RoundMoney(cents, "CAD")
		}
	}
	return w.p.Decimal(string(d))
}

// money writes an amount as its source prints it, else from its parts.
func (w *writer) money(a record.Amount) Span {
	if text, lang := a.Printed.In(w.lang()); text != "" && lang == w.lang() {
		return Span{Text: text}
	}
	text := w.p.Decimal(string(a.Value))
	if cents, ok := a.Value.Hundredths(); ok {
		text = w.p.RoundMoney(cents, a.Currency)
	}
	return Span{Text: w.qualified(a.Qualifier, text)}
}
