package i18n

import (
	"math"
	"testing"
)

func TestNumbers(t *testing.T) {
	t.Parallel()
	fr, en := catalogs(t).For(FR), catalogs(t).For(EN)
	for _, tc := range []struct{ got, want string }{
		{fr.Int(0), "0"},
		{fr.Int(999), "999"},
		{fr.Int(4066), "4\u00a0066"},
		{fr.Int(-2700000), "−2\u00a0700\u00a0000"},
		{fr.Int(math.MinInt64), "−9\u00a0223\u00a0372\u00a0036\u00a0854\u00a0775\u00a0808"},
		{en.Int(4066), "4,066"},
		{en.Int(100000), "100,000"},

		{fr.Decimal("2700000"), "2\u00a0700\u00a0000"},
		{fr.Decimal("4066.13"), "4\u00a0066,13"},
		{fr.Decimal("-0.50"), "−0,50"},
		{en.Decimal("4066.13"), "4,066.13"},
		{fr.Decimal("1."), "1."},
		{fr.Decimal("une dizaine"), "une dizaine"},

		{fr.Percent("12.5"), "12,5\u00a0%"},
		{en.Percent("12.5"), "12.5%"},
	} {
		if tc.got != tc.want {
			t.Errorf("got %q, want %q", tc.got, tc.want)
		}
	}
}

func TestMoney(t *testing.T) {
	t.Parallel()
	fr, en := catalogs(t).For(FR), catalogs(t).For(EN)
	for _, tc := range []struct {
		cents    int64
		currency string
		fr, en   string
	}{
		{406613, "CAD", "4\u00a0066,13\u00a0$", "$4,066.13"},
		{0, "CAD", "0,00\u00a0$", "$0.00"},
		{5, "CAD", "0,05\u00a0$", "$0.05"},
		{-300000, "CAD", "−3\u00a0000,00\u00a0$", "−$3,000.00"},
		{120000, "EUR", "1\u00a0200,00\u00a0€", "€1,200.00"},
		{120000, "GBP", "1\u00a0200,00\u00a0£", "£1,200.00"},
		{120000, "USD", "1\u00a0200,00\u00a0$\u00a0US", "US$1,200.00"},
		{120000, "CHF", "1\u00a0200,00\u00a0CHF", "1,200.00\u00a0CHF"},
	} {
		if got := fr.Money(tc.cents, tc.currency); got != tc.fr {
			t.Errorf("got %q, want %q", got, tc.fr)
		}
		if got := en.Money(tc.cents, tc.currency); got != tc.en {
			t.Errorf("got %q, want %q", got, tc.en)
		}
	}
	if got := fr.RoundMoney(270000000, "CAD"); got != "2\u00a0700\u00a0000\u00a0$" {
		t.Errorf("round amount: %q", got)
	}
	if got := en.RoundMoney(406613, "CAD"); got != "$4,066.13" {
		t.Errorf("amount with cents: %q", got)
	}
}
