package portal

import (
	"slices"
	"testing"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/tell"
)

// TestEveryCodeHasWords holds that each public field, code and kind is worded in both languages.
func TestEveryCodeHasWords(t *testing.T) {
	t.Parallel()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Langs() {
		p := catalogs.For(lang)
		need := func(keys ...string) {
			t.Helper()
			if !slices.ContainsFunc(keys, p.Has) {
				t.Errorf("%s: no message among %q", lang, keys)
			}
		}
		for _, name := range record.Vocabularies() {
			for _, code := range record.Vocabulary(name) {
				need("vocabulary." + name + "." + code)
			}
		}
		var fields func(kind record.Kind, list []record.Field, path string)
		fields = func(kind record.Kind, list []record.Field, path string) {
			for _, f := range list {
				if f.Vis == "public" {
					need(tell.LabelKeys(kind, path+f.Name)...)
					fields(kind, f.Fields, path+f.Name+".")
				}
			}
		}
		for _, d := range record.Definitions() {
			need("kind." + string(d.Kind) + ".one")
			need("kind." + string(d.Kind) + ".other")
			fields(d.Kind, record.FieldsOf(d.Kind), "")
			if s := sectionOf(d.Kind); (s.fr == "" || s.en == "") != (d.Kind == record.KindReport) {
				t.Errorf("%s: %q and %q in addresses: all but reports, which nobody publishes, have theirs", d.Kind, s.fr, s.en)
			}
		}
	}
}

func TestQuantitiesInWords(t *testing.T) {
	t.Parallel()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	fr, en := view{p: catalogs.For(i18n.FR), lang: i18n.FR}, view{p: catalogs.For(i18n.EN), lang: i18n.EN}
	for _, c := range []struct {
		q      record.Quantity
		fr, en string
	}{
		{record.Quantity{Value: "1", Unit: "city"}, "1\u00a0ville", "1\u00a0city"},
		{record.Quantity{Value: "5000", Qualifier: "nearly", Unit: "participant"}, "près de 5\u00a0000\u00a0participants", "nearly 5,000\u00a0participants"},
		{record.Quantity{Value: "10", Max: "20", Unit: "percent"}, "10 à 20\u00a0%", "10 to 20%"},
		{record.Quantity{Value: "155", Unit: "tonne_co2e"}, "155\u00a0tonnes éq. CO₂", "155\u00a0tonnes CO₂e"},
		{record.Quantity{Value: "2700000", Unit: "cad", Qualifier: "about"}, "environ 2\u00a0700\u00a0000\u00a0$", "about $2,700,000"},
		{record.Quantity{Value: "400", Unit: "participant", Of: record.Text{FR: "congressistes"}}, "400 congressistes", "400\u00a0participants"},
	} {
		if got := fr.quantity(c.q).text; got != c.fr {
			t.Errorf("%+v: got %q, want %q", c.q, got, c.fr)
		}
		if got := en.quantity(c.q).text; got != c.en {
			t.Errorf("%+v: got %q, want %q", c.q, got, c.en)
		}
	}
}

func TestACellIsNeverAFormula(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"": "", "Lausanne": "Lausanne", "=1+1": "'=1+1", "@x": "'@x", "-2": "'-2", "+1": "'+1"} {
		if got := plainCell(in); got != want {
			t.Errorf("%q: got %q", in, got)
		}
	}
}

func TestEveryPageOfTheMenusIsCalledSomething(t *testing.T) {
	t.Parallel()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Langs() {
		p := catalogs.For(lang)
		for _, h := range headings() {
			for _, x := range h.halls {
				if !p.Has(x.words()) {
					t.Errorf("%s: nobody can search for %s: %s is missing", lang, x.title(p), x.words())
				}
			}
		}
	}
}
