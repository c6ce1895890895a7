package typed

import (
	"strings"

	"entente/internal/i18n"
	"entente/internal/record"
)

// Dates are shown by the printer itself. Quantity and Amount show the others as they were understood, in words that are
// read back as the same value.

// Quantity shows a quantity: "près de 5 000", "10 à 20 %", "plus de 150 personnes".
func Quantity(p *i18n.Printer, q record.Quantity) string {
	if q.Value == "" {
		return ""
	}
	of, _ := q.Of.In(string(p.Lang()))
	last := q.Value
	if q.Max != "" {
		last = q.Max
	}
	number := p.Decimal(string(last))
	switch {
	case of != "":
		number += " " + of
	case q.Unit == "percent":
		number = p.Percent(string(last))
	case q.Unit == "cad":
		number = money(p, last, "CAD")
	case q.Unit != "":
		number += " " + p.T("vocabulary.unit."+q.Unit, "n", string(last))
	}
	if q.Max != "" {
		number = p.T("typed.range", "from", p.Decimal(string(q.Value)), "to", number)
	}
	return qualified(p, q.Qualifier, number)
}

// Money shows an amount without its nature and scope: "4 066,13 $", "près de 300 000 CHF".
func Money(p *i18n.Printer, a record.Amount) string {
	if a.Value == "" {
		return ""
	}
	return qualified(p, a.Qualifier, money(p, a.Value, a.Currency))
}

// money writes an amount, whole cents or not.
func money(p *i18n.Printer, d record.Decimal, currency string) string {
	if n, ok := d.Hundredths(); ok && record.Cents(n) == short(d) {
		return p.RoundMoney(n, currency)
	}
	return strings.Replace(p.RoundMoney(0, currency), "0", p.Decimal(string(d)), 1)
}

// short is the shortest form of a decimal with no more than two.
func short(d record.Decimal) record.Decimal {
	if n, ok := d.Hundredths(); ok {
		if whole, part, _ := strings.Cut(string(d), "."); len(strings.TrimRight(part, "0")) <= 2 && whole != "" {
			return record.Cents(n)
		}
	}
	return d
}

func qualified(p *i18n.Printer, qualifier, number string) string {
	if qualifier == "" {
		return number
	}
	return p.T("vocabulary.qualifier."+qualifier) + " " + number
}
