package typed_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/typed"
)

func TestNumbers(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		typed  string
		fr, en record.Decimal
	}{
		{"", "", ""},
		{"155", "155", "155"},
		{"4066,13", "4066.13", "4066.13"},
		{"4 066,13", "4066.13", "4066.13"},
		{"4\u00a0066,13", "4066.13", "4066.13"},
		{"4\u202f066,13", "4066.13", "4066.13"},
		{"4066.13", "4066.13", "4066.13"},
		{"4,066.13", "4066.13", "4066.13"},
		{"4.066,13", "4066.13", "4066.13"},
		{"1'200", "1200", "1200"},
		{"1 234 567", "1234567", "1234567"},
		{"1,234,567", "1234567", "1234567"},
		{"1,200", "1.2", "1200"},
		{"1.234", "1.234", "1.234"},
		{"1.234.567", "1234567", "1234567"},
		{"12,50", "12.5", "12.5"},
		{"12,0", "12", "12"},
		{"007", "7", "7"},
		{",5", "0.5", "0.5"},
		{"-3,5", "-3.5", "-3.5"},
		{"− 3", "-3", "-3"},
		{"-0", "0", "0"},
	} {
		for lang, want := range map[i18n.Lang]record.Decimal{i18n.FR: tc.fr, i18n.EN: tc.en} {
			if got, err := typed.Number(lang, tc.typed); err != nil || got != want {
				t.Errorf("%s %q: got %q, %v, want %q", lang, tc.typed, got, err, want)
			}
		}
	}
	for _, s := range []string{"douze", "1 2 3", "12 34", "1,2,3", "1..2", "1e5", "0x10", "1/2", "12 $", "1 200 50", "4.066.13", "-", ","} {
		if got, err := typed.Number(i18n.FR, s); code(t, err) != "unread_number" {
			t.Errorf("%q: got %q, %v, want unread_number", s, got, err)
		}
	}
	if got, err := typed.Numbers("1,200"); err != nil || !slices.Equal(got, []record.Decimal{"1.2", "1200"}) {
		t.Errorf("1,200 has the readings %q, %v", got, err)
	}
	if got, err := typed.Whole(i18n.FR, "12,5"); code(t, err) != "not_whole" {
		t.Errorf("12,5 as a whole number: got %q, %v", got, err)
	}
}

func TestNumbersPrintedAreReadBack(t *testing.T) {
	t.Parallel()
	c := catalogs(t)
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		d := record.Decimal(strconv.FormatInt(random.Int64N(1_000_000_000)-500_000_000, 10))
		if places := random.IntN(4); places > 0 {
			d += "." + record.Decimal(strconv.Itoa(random.IntN(99))+"1234567"[:places])
		}
		for _, lang := range i18n.Langs() {
			s := c.For(lang).Decimal(string(d))
			if got, err := typed.Number(lang, s); err != nil || got != d {
				t.Fatalf("%s: %q is printed %q and read %q, %v", lang, d, s, got, err)
			}
		}
	}
}

func TestYesNo(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{"Oui": true, "o": true, "YES": true, "vrai": true, "1": true, "x": true, "": false, "Non": false, "no": false, "FAUX": false, "0": false} {
		if got, err := typed.YesNo(s); err != nil || got != want {
			t.Errorf("%q: got %v, %v", s, got, err)
		}
	}
	if _, err := typed.YesNo("peut-être"); code(t, err) != "unread_yes_no" {
		t.Errorf("perhaps: %v", err)
	}
}

func TestCodes(t *testing.T) {
	t.Parallel()
	r := reader(t)
	for _, tc := range [][3]string{
		{"status", "done", "done"},
		{"status", "Réalisée", "done"},
		{"status", "realisee", "done"},
		{"status", "under way", "under_way"},
		{"status", "En cours", "under_way"},
		{"role", "Coorganisation", "co-organiser"},
		{"unit", "participants", "participant"},
		{"unit", "villes", "city"},
		{"organisation_type", "premiere nation", "first_nation"},
		{"organisation_type", "First Nation", "first_nation"},
		{"status", "", ""},
	} {
		if got, err := r.Code(tc[0], tc[1]); err != nil || got != tc[2] {
			t.Errorf("%s %q: got %q, %v, want %q", tc[0], tc[1], got, err, tc[2])
		}
	}
	if got, err := r.Code("status", "pourquoi pas"); code(t, err) != "unknown_choice" {
		t.Errorf("got %q, %v", got, err)
	}
}

// Every label of every vocabulary is read as its own code: two codes that share a label in a language would be mixed up.
func TestLabelsAreReadBack(t *testing.T) {
	t.Parallel()
	r, c := reader(t), catalogs(t)
	for _, v := range record.Vocabularies() {
		for _, k := range record.Vocabulary(v) {
			for _, lang := range i18n.Langs() {
				s := c.For(lang).T("vocabulary."+v+"."+k, "n", 2)
				if got, err := r.Code(v, s); err != nil || got != k {
					t.Errorf("%s: %s %s is printed %q and read %q, %v", lang, v, k, s, got, err)
				}
			}
		}
	}
}
