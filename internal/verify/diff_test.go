package verify_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/internal/verify"
)

func TestDifferencesAreNamedWithWhatStandsAround(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, a, b string
		want       []verify.Difference
	}{
		{"the same, spaced otherwise", "un deux\u00a0: trois", " un\ndeux :  trois ", nil},
		{"one digit", "Huit missions dans 13 villes de 7 pays.", "Huit missions dans 18 villes de 7 pays.",
			[]verify.Difference{{"Huit missions dans", "13", "18", "villes de 7 pays."}}},
		{"a word added and one taken", "a b c d e", "a b x c e",
			[]verify.Difference{{"a b", "", "x", "c d e"}, {"a b c", "d", "", "e"}}},
		{"all of it", "a b", "c", []verify.Difference{{"", "a b", "c", ""}}},
		{"the end cut off", "a b c", "a", []verify.Difference{{"a", "b c", "", ""}}},
	} {
		if got := verify.Differences(c.a, c.b); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// TestDifferencesMakeOneTextOfTheOther: put in the places of what was published, what was found gives the other text.
func TestDifferencesMakeOneTextOfTheOther(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var a, b []string
		for range r.IntN(30) {
			w := strconv.Itoa(r.IntN(5))
			if r.IntN(6) > 0 {
				a = append(a, w)
			}
			if r.IntN(6) > 0 {
				b = append(b, w)
			}
		}
		published, found := 0, 0
		for _, d := range verify.Differences(strings.Join(a, " "), strings.Join(b, " ")) {
			published, found = published+len(strings.Fields(d.Published)), found+len(strings.Fields(d.Found))
			if d.Published == d.Found {
				t.Fatalf("%v, %v: no difference: %+v", a, b, d)
			}
		}
		if len(a)-published != len(b)-found {
			t.Fatalf("%v, %v: %d words of one and %d of the other differ", a, b, published, found)
		}
	}
}
