package i18n

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var decimalForm = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

func isDecimal(s string) bool { return decimalForm.MatchString(s) }

// Int writes n with its digits grouped by three: "4 066", "4,066".
func (p *Printer) Int(n int64) string { return p.Decimal(strconv.FormatInt(n, 10)) }

// Decimal writes a decimal given in canonical form ("4066.13") with as many decimals as it has: "4 066,13", "4,066.13".
// Anything else is returned as it is.
func (p *Printer) Decimal(s string) string {
	if !isDecimal(s) {
		return s
	}
	digits, negative := strings.CutPrefix(s, "-")
	whole, fraction, hasFraction := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + p.grammar.groupMark() + whole[i:]
	}
	if hasFraction {
		whole += p.grammar.decimalMark() + fraction
	}
	if negative {
		return minus + whole
	}
	return whole
}

// Money writes an amount in hundredths of a currency known by its ISO 4217 code: "4 066,13 $", "$4,066.13".
func (p *Printer) Money(cents int64, currency string) string {
	return p.money(cents, currency, true)
}

// RoundMoney is Money without the hundredths when there are none, for running text: "2 700 000 $".
func (p *Printer) RoundMoney(cents int64, currency string) string {
	return p.money(cents, currency, cents%100 != 0)
}

func (p *Printer) money(cents int64, currency string, hundredths bool) string {
	sign, abs := "", magnitude(cents)
	if cents < 0 {
		sign = minus
	}
	number := strconv.FormatUint(abs/100, 10)
	if hundredths {
		number += fmt.Sprintf(".%02d", abs%100)
	}
	return sign + p.grammar.money(p.Decimal(number), currency)
}

// Percent writes a percentage given in canonical form: "12,5 %", "12.5%".
func (p *Printer) Percent(s string) string { return p.grammar.percent(p.Decimal(s)) }

// magnitude is the absolute value of n, exact for the least integer too.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func (french) groupMark() string   { return nbsp }
func (french) decimalMark() string { return "," }

// money follows the Office québécois de la langue française: symbol after the number, country after the dollar sign
// unless it is Canada's, the ISO code for what has no symbol of its own.
func (french) money(number, currency string) string {
	switch currency {
	case "CAD":
		currency = "$"
	case "USD":
		currency = "$" + nbsp + "US"
	case "EUR":
		currency = "€"
	case "GBP":
		currency = "£"
	}
	return number + nbsp + currency
}

func (french) percent(number string) string { return number + nbsp + "%" }

func (english) groupMark() string   { return "," }
func (english) decimalMark() string { return "." }

func (english) money(number, currency string) string {
	switch currency {
	case "CAD":
		return "$" + number
	case "USD":
		return "US$" + number
	case "EUR":
		return "€" + number
	case "GBP":
		return "£" + number
	}
	return number + nbsp + currency
}

func (english) percent(number string) string { return number + "%" }
