package typed_test

import (
	"testing"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/typed"
)

func TestQuantities(t *testing.T) {
	t.Parallel()
	r := reader(t)
	for s, want := range map[string]record.Quantity{
		"":                             {},
		"150":                          {Value: "150"},
		"près de 5 000":                {Value: "5000", Qualifier: "nearly"},
		"Près de 5\u00a0000":           {Value: "5000", Qualifier: "nearly"},
		"plus de 150":                  {Value: "150", Qualifier: "more_than"},
		"10 à 20 %":                    {Value: "10", Max: "20", Unit: "percent"},
		"de 10 à 20 %":                 {Value: "10", Max: "20", Unit: "percent"},
		"10 % à 20 %":                  {Value: "10", Max: "20", Unit: "percent"},
		"entre 10 et 20":               {Value: "10", Max: "20"},
		"10-20":                        {Value: "10", Max: "20"},
		"10 – 20":                      {Value: "10", Max: "20"},
		"10 to 20%":                    {Value: "10", Max: "20", Unit: "percent"},
		"12,5 %":                       {Value: "12.5", Unit: "percent"},
		"une dizaine":                  {Value: "10", Qualifier: "about"},
		"une centaine":                 {Value: "100", Qualifier: "about"},
		"une centaine de participants": {Value: "100", Qualifier: "about", Unit: "participant"},
		"plus d'une centaine":          {Value: "100", Qualifier: "more_than"},
		"un millier":                   {Value: "1000", Qualifier: "about"},
		"a dozen cities":               {Value: "12", Unit: "city"},
		"environ 200 personnes":        {Value: "200", Qualifier: "about", Unit: "person"},
		"quelque 250 participants":     {Value: "250", Qualifier: "some", Unit: "participant"},
		"nearly 5000":                  {Value: "5000", Qualifier: "nearly"},
		"jusqu’à 40":                   {Value: "40", Qualifier: "up_to"},
		"moins de 3":                   {Value: "3", Qualifier: "less_than"},
		"> 150":                        {Value: "150", Qualifier: "more_than"},
		"trois ententes":               {Value: "3", Unit: "agreement"},
		"2,5 millions":                 {Value: "2500000"},
		"1 million de personnes":       {Value: "1000000", Unit: "person"},
		"155 t CO₂e":                   {Value: "155", Unit: "tonne_co2e"},
		"155 tonnes éq. CO₂":           {Value: "155", Unit: "tonne_co2e"},
		"3 000 $":                      {Value: "3000", Unit: "cad"},
		"12 bénévoles Été":             {Value: "12", Of: record.Text{FR: "bénévoles Été"}},
	} {
		if got, err := r.Quantity(i18n.FR, s); err != nil || got != want {
			t.Errorf("%q: got %+v, %v, want %+v", s, got, err, want)
		}
	}
	for s, want := range map[string]string{
		"beaucoup": "unread_quantity", "10 à": "unread_quantity", "20 à 10": "range_reversed", "environ": "unread_quantity", "entre 10": "unread_quantity",
		"12 34": "unread_quantity", "10 %%": "unread_quantity",
	} {
		if got, err := r.Quantity(i18n.FR, s); code(t, err) != want {
			t.Errorf("%q: got %+v, %v, want %s", s, got, err, want)
		}
	}
}

func TestAmounts(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]record.Amount{
		"":                        {},
		"4 066,13 $":              {Value: "4066.13", Currency: "CAD"},
		"4\u202f066,13\u00a0$":    {Value: "4066.13", Currency: "CAD"},
		"$4,066.13":               {Value: "4066.13", Currency: "CAD"},
		"12 000 $ CA":             {Value: "12000", Currency: "CAD"},
		"12 000 $ US":             {Value: "12000", Currency: "USD"},
		"US$1,200.50":             {Value: "1200.5", Currency: "USD"},
		"1 500 €":                 {Value: "1500", Currency: "EUR"},
		"€1 500":                  {Value: "1500", Currency: "EUR"},
		"£20":                     {Value: "20", Currency: "GBP"},
		"300 000 CHF":             {Value: "300000", Currency: "CHF"},
		"chf 300 000":             {Value: "300000", Currency: "CHF"},
		"près de 300 000 CHF":     {Value: "300000", Currency: "CHF", Qualifier: "nearly"},
		"2,7 M$":                  {Value: "2700000", Currency: "CAD"},
		"2,7 millions $":          {Value: "2700000", Currency: "CAD"},
		"2,7 millions de dollars": {Value: "2700000", Currency: "CAD"},
		"150 k€":                  {Value: "150000", Currency: "EUR"},
		"3 000":                   {Value: "3000", Currency: "CAD"},
		"jusqu’à 3 000 $":         {Value: "3000", Currency: "CAD", Qualifier: "up_to"},
		"-12,50 $":                {Value: "-12.5", Currency: "CAD"},
	} {
		if got, err := typed.Amount(i18n.FR, s, "CAD"); err != nil || got != want {
			t.Errorf("%q: got %+v, %v, want %+v", s, got, err, want)
		}
	}
	for s, want := range map[string]string{"cher": "unread_amount", "10 à 20 $": "unread_amount", "12 pommes": "unread_amount", "US$12 €": "unread_amount"} {
		if got, err := typed.Amount(i18n.FR, s, "CAD"); code(t, err) != want {
			t.Errorf("%q: got %+v, %v, want %s", s, got, err, want)
		}
	}
	if got, err := typed.Amount(i18n.FR, "12", ""); code(t, err) != "no_currency" {
		t.Errorf("12 of no currency: got %+v, %v", got, err)
	}
}

// What is shown of any quantity or amount is read as that value.
func TestQuantitiesShownAreReadBack(t *testing.T) {
	t.Parallel()
	r, c := reader(t), catalogs(t)
	for _, lang := range i18n.Langs() {
		p := c.For(lang)
		for _, value := range []record.Decimal{"0", "1", "2", "12.75", "5000", "1000000", "-3"} {
			for _, qualifier := range append([]string{""}, record.Vocabulary("qualifier")...) {
				for _, unit := range append([]string{""}, record.Vocabulary("unit")...) {
					for _, most := range []record.Decimal{"", "2000000"} {
						q := record.Quantity{Value: value, Max: most, Qualifier: qualifier, Unit: unit}
						s := typed.Quantity(p, q)
						if got, err := r.Quantity(lang, s); err != nil || got != q {
							t.Fatalf("%s: %+v is shown %q and read %+v, %v", lang, q, s, got, err)
						}
					}
				}
				for _, currency := range []string{"CAD", "USD", "EUR", "GBP", "CHF", "JPY"} {
					a := record.Amount{Value: value, Currency: currency, Qualifier: qualifier}
					s := typed.Money(p, a)
					if got, err := typed.Amount(lang, s, ""); err != nil || got != a {
						t.Fatalf("%s: %+v is shown %q and read %+v, %v", lang, a, s, got, err)
					}
				}
			}
		}
	}
}

func FuzzQuantity(f *testing.F) {
	r := reader(f)
	for _, s := range []string{"près de 5 000", "10 à 20 %", "une dizaine de villes", "2,7 M$", "US$1,200.50", "-", "1 000 000 d’élus", "\xff1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range i18n.Langs() {
			if q, err := r.Quantity(lang, s); err != nil {
				code(t, err)
			} else if _, ok := q.Value.Rat(); !ok && !q.IsZero() {
				t.Errorf("%q is read %+v", s, q)
			}
			if a, err := typed.Amount(lang, s, "CAD"); err != nil {
				code(t, err)
			} else if _, ok := a.Value.Rat(); !ok && !a.IsZero() {
				t.Errorf("%q is read %+v", s, a)
			}
		}
	})
}
