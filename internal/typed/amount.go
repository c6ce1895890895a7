package typed

import (
	"slices"
	"strings"

	"entente/internal/i18n"
	"entente/internal/record"
)

// signs are the ways to write a currency before or after a number, without case; the longest first.
func signs() [][2]string {
	return [][2]string{
		{"dollars canadiens", "CAD"}, {"canadian dollars", "CAD"}, {"dollars americains", "USD"}, {"us dollars", "USD"},
		{"$ canadiens", "CAD"}, {"$ americains", "USD"}, {"dollars us", "USD"}, {"dollars ca", "CAD"},
		{"$ can", "CAD"}, {"$can", "CAD"}, {"can$", "CAD"}, {"$ cad", "CAD"}, {"$cad", "CAD"}, {"cad$", "CAD"}, {"cad $", "CAD"},
		{"$ usd", "USD"}, {"$usd", "USD"}, {"usd$", "USD"}, {"usd $", "USD"},
		{"$ ca", "CAD"}, {"$ca", "CAD"}, {"ca$", "CAD"}, {"ca $", "CAD"}, {"c$", "CAD"}, {"$ c", "CAD"},
		{"$ us", "USD"}, {"$us", "USD"}, {"us$", "USD"}, {"us $", "USD"},
		{"dollars", "CAD"}, {"dollar", "CAD"}, {"$", "CAD"}, {"euros", "EUR"}, {"euro", "EUR"}, {"€", "EUR"},
		{"livres sterling", "GBP"}, {"pounds", "GBP"}, {"£", "GBP"}, {"francs suisses", "CHF"}, {"swiss francs", "CHF"}, {"yens", "JPY"}, {"yen", "JPY"},
	}
}

// Amount reads money: "4 066,13 $", "12 000 $ CA", "US$1,200.50", "1 500 €", "2,7 M$", "près de 300 000 CHF". Without a
// currency it is of the one given, which may be "" when there is none to presume. Its nature and scope are said elsewhere.
func Amount(lang i18n.Lang, s, presumed string) (record.Amount, error) {
	t := fold(s)
	switch {
	case t == "":
		return record.Amount{}, nil
	case len(t) > longest:
		return record.Amount{}, fail("unread_amount", s)
	}
	qualifier, t := spoken(t)
	currency, t := currencyBefore(t)
	sp, code := spanOf(lang, t)
	if code != "" || sp.high != "" {
		return record.Amount{}, fail("unread_amount", s)
	}
	if sp.rest != "" {
		after, rest := currencyAfter(sp.rest)
		if after == "" || rest != "" || currency != "" && currency != after {
			return record.Amount{}, fail("unread_amount", s)
		}
		currency = after
	}
	if currency == "" {
		currency = presumed
	}
	if currency == "" {
		return record.Amount{}, fail("no_currency", s)
	}
	if qualifier == "" {
		qualifier = sp.qualifier
	}
	return record.Amount{Value: sp.low, Currency: currency, Qualifier: qualifier}, nil
}

func currencyBefore(t string) (currency, rest string) {
	for _, sign := range signs() {
		if rest, ok := strings.CutPrefix(t, sign[0]); ok {
			return sign[1], strings.TrimSpace(rest)
		}
		if rest, ok := strings.CutPrefix(t, "-"+sign[0]); ok {
			return sign[1], "-" + strings.TrimSpace(rest)
		}
	}
	if code, rest, ok := strings.Cut(t, " "); ok && isCurrency(code) {
		return strings.ToUpper(code), rest
	}
	return "", t
}

func currencyAfter(t string) (currency, rest string) {
	for _, sign := range signs() {
		if rest, ok := strings.CutPrefix(t, sign[0]); ok {
			return sign[1], strings.TrimSpace(rest)
		}
	}
	code, rest, _ := strings.Cut(t, " ")
	if isCurrency(code) {
		return strings.ToUpper(code), rest
	}
	return "", t
}

// isCurrency knows the codes of ISO 4217 that the world trades most, and those of the partners of a French-speaking office.
func isCurrency(code string) bool {
	return slices.Contains(strings.Fields(
		"cad usd eur gbp chf jpy cny aud nzd hkd sgd krw inr brl mxn ars clp cop pen uyu zar mad dzd tnd xof xaf egp ils aed sar qar "+
			"try sek nok dkk isk pln czk huf ron bgn uah rub thb vnd idr php myr twd htg rwf cdf mga lbp"), code)
}
