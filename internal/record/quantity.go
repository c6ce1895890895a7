package record

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// Decimal is an exact number in its shortest written form, "4066.13" or "155". Never a float: published figures are
// compared to the cent.
type Decimal string

// Rat returns the number; ok is false when the text is none.
func (d Decimal) Rat() (*big.Rat, bool) {
	whole, part, point := strings.Cut(strings.TrimPrefix(string(d), "-"), ".")
	if !digits(whole) || point && !digits(part) {
		return nil, false
	}
	return new(big.Rat).SetString(string(d))
}

// digits tells whether s is a plain number: big.Rat also reads other bases, exponents and fractions.
func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// Hundredths rounds to two decimals and counts in hundredths (cents, for money).
func (d Decimal) Hundredths() (int64, bool) {
	r, ok := d.Rat()
	if !ok {
		return 0, false
	}
	r.Mul(r, big.NewRat(100, 1))
	s := r.FloatString(0)
	n, ok := new(big.Int).SetString(s, 10)
	if !ok || !n.IsInt64() {
		return 0, false
	}
	return n.Int64(), true
}

// Cents makes the Decimal of an amount in cents: 406613 is "4066.13", 200 is "2".
func Cents(n int64) Decimal {
	s := big.NewRat(n, 100).FloatString(2)
	return Decimal(strings.TrimSuffix(s, ".00"))
}

// Quantity is a number as its source gives it: a value or a range, how sure it is, of what, and whether it was estimated.
// "près de 5 000", "plus de 150", "10 à 20 %", "une dizaine".
type Quantity struct {
	Value     Decimal `json:"value,omitzero"`
	Max       Decimal `json:"max,omitzero"` // upper end of a range
	Qualifier string  `json:"qualifier,omitzero" vocab:"qualifier"`
	Unit      string  `json:"unit,omitzero" vocab:"unit"`
	Nature    string  `json:"nature,omitzero" vocab:"nature"`
	Printed   Text    `json:"printed,omitzero"` // as the source prints it
	Of        Text    `json:"of,omitzero"`      // what is counted
}

// IsZero tells whether no quantity was given.
func (q Quantity) IsZero() bool { return q == Quantity{} }

// Amount is a quantity of money. Two amounts may be added only when currency, nature and scope are the same.
type Amount struct {
	Value     Decimal `json:"value,omitzero"`
	Currency  string  `json:"currency,omitzero"` // ISO 4217
	Nature    string  `json:"nature,omitzero" vocab:"nature"`
	Scope     string  `json:"scope,omitzero" vocab:"scope"` // whose costs
	AsOf      Date    `json:"as_of,omitzero"`
	Qualifier string  `json:"qualifier,omitzero" vocab:"qualifier"`
	BeforeTax bool    `json:"before_tax,omitzero"`
	Printed   Text    `json:"printed,omitzero"`
}

// IsZero tells whether no amount was given.
func (a Amount) IsZero() bool { return a == Amount{} }

// Comparable tells whether a and b may be added or compared.
func (a Amount) Comparable(b Amount) bool {
	return a.Currency == b.Currency && a.Nature == b.Nature && a.Scope == b.Scope && a.BeforeTax == b.BeforeTax
}

// Sum adds amounts in cents. It refuses amounts of different currency, nature, scope or tax: such a total means nothing.
func Sum(amounts ...Amount) (Amount, error) {
	if len(amounts) == 0 {
		return Amount{}, errors.New("no amount to add")
	}
	total, cents := amounts[0], int64(0)
	for _, a := range amounts {
		if !a.Comparable(total) {
			return Amount{}, errors.New("amounts of different currency, nature, scope or tax cannot be added")
		}
		n, ok := a.Value.Hundredths()
		if !ok {
			return Amount{}, fmt.Errorf("amount %q is not a number", a.Value)
		}
		cents += n
	}
	total.Value, total.Printed, total.AsOf, total.Qualifier = Cents(cents), Text{}, "", ""
	return total, nil
}
