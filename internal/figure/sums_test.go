package figure_test

import (
	"testing"

	"entente/internal/figure"
	"entente/internal/figure/figuretest"
	"entente/internal/record"
)

func offset(id string, change func(*record.Offset)) *record.Offset {
	o := &record.Offset{
		Meta: record.Meta{ID: record.Ref(id), Kind: record.KindOffset}, Period: "2023", Proof: []record.Ref{"invoice"},
		Total: record.Amount{Value: "4066.13", Currency: "CAD", Nature: record.Final, Scope: "office", BeforeTax: true},
	}
	change(o)
	return o
}

func TestOffsetCost(t *testing.T) {
	t.Parallel()
	same := func(*record.Offset) {}
	for _, tc := range []struct {
		name    string
		offsets []*record.Offset
		want    string
	}{
		{"none", nil, "-"},
		{"one with its invoice", []*record.Offset{offset("a", same)}, "4066.13"},
		{"two", []*record.Offset{offset("a", same), offset("b", func(o *record.Offset) { o.Total.Value = "33.87" })}, "4100"},
		{"without proof", []*record.Offset{offset("a", func(o *record.Offset) { o.Proof = nil })}, "-"},
		{"an estimate is never added", []*record.Offset{offset("a", same), offset("b", func(o *record.Offset) { o.Total.Nature = record.Estimate })}, "4066.13"},
		{"nor an amount with tax", []*record.Offset{offset("a", same), offset("b", func(o *record.Offset) { o.Total.BeforeTax = false })}, "4066.13"},
		{"another year", []*record.Offset{offset("a", func(o *record.Offset) { o.Period = "2024" })}, "-"},
		{"two scopes have no sum", []*record.Offset{offset("a", same), offset("b", func(o *record.Offset) { o.Total.Scope = "delegation" })}, "-"},
		{"two currencies have no sum", []*record.Offset{offset("a", same), offset("b", func(o *record.Offset) { o.Total.Currency = "EUR" })}, "-"},
		{"euros are not dollars", []*record.Offset{offset("a", func(o *record.Offset) { o.Total.Currency = "EUR" })}, "-"},
	} {
		in := figure.Input{Year: 2024}
		for _, o := range tc.offsets {
			in.Records = append(in.Records, o)
		}
		f := find(t, in, "offset.cost")
		if value(f) != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, value(f), tc.want)
		}
		if f.Value == nil && len(f.Evidence) > 0 {
			t.Errorf("%s: evidence without a sum", tc.name)
		}
	}
}

// travel gives every mission of 2024 one flight there and back of 5 000 km each way, for one traveller in economy.
func travel(t *testing.T) figure.Input {
	t.Helper()
	in := figuretest.Year2024()
	in.Year = 2025 // which tells the emissions of 2024
	in.Distance = func(from, to record.Place) (float64, bool) { return 5000, from.Country != "ZZ" && to.Country != "ZZ" }
	home := record.Place{City: "6325494", Country: "CA"}
	for _, r := range in.Records {
		if m, ok := r.(*record.Mission); ok {
			leg := record.Leg{From: home, To: m.Stops[0].Place, Mode: "air", Class: "economy", Travellers: 1}
			m.Legs = []record.Leg{leg, {From: leg.To, To: home, Mode: "air", Class: "economy", Travellers: 1}}
		}
	}
	return in
}

// By hand: 8 missions × 2 legs × 5 000 km × 0.13465 = 10 772 kg, so 10.77 t.
func TestEmissions(t *testing.T) {
	t.Parallel()
	f := find(t, travel(t), "emissions")
	if value(f) != "10.77" || f.Period != "2024" || len(f.Evidence) != 8 {
		t.Errorf("got %s t for %s from %d missions", value(f), f.Period, len(f.Evidence))
	}
}

func TestEmissionsAreToldWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*record.Mission){
		"a mission without legs":      func(m *record.Mission) { m.Legs = nil },
		"a place that is not known":   func(m *record.Mission) { m.Legs[0].To.Country = "ZZ" },
		"a mode without factor":       func(m *record.Mission) { m.Legs[1].Mode = "boat" },
		"nobody knows how many there": func(m *record.Mission) { m.Legs[1].Travellers = 0 },
	} {
		in := travel(t)
		change(get[*record.Mission](t, in, "5"))
		expect(t, in, map[string]string{"emissions": "-"})
		if f := find(t, in, "emissions"); len(f.Evidence) > 0 {
			t.Errorf("%s: evidence without a sum", name)
		}
		get[*record.Mission](t, in, "5").Status = "cancelled"
		expect(t, in, map[string]string{"emissions": "9.43"}) // 7 × 2 × 5 000 × 0.13465 = 9 425.5 kg
	}
	in := travel(t)
	in.Distance = nil
	expect(t, in, map[string]string{"emissions": "-"})
}
