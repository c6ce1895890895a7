package i18n

import (
	"strings"
	"testing"
)

func TestTypo(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		lang     Lang
		in, want string
	}{
		{FR, "Durée : 3 jours", "Durée\u00a0: 3 jours"},
		{FR, "Durée: 3 jours", "Durée: 3 jours"},
		{FR, "l'entente d'amitié", "l’entente d’amitié"},
		{FR, "le volet « Ville apprenante »", "le volet «\u00a0Ville apprenante\u00a0»"},
		{FR, "le volet «Ville apprenante», puis", "le volet «\u00a0Ville apprenante\u00a0», puis"},
		{FR, `le volet "Ville apprenante"`, "le volet «\u00a0Ville apprenante\u00a0»"},
		{FR, `l'"année du Québec"`, "l’«\u00a0année du Québec\u00a0»"},
		{FR, "Vraiment ? Oui ! Certes ; bien.", "Vraiment? Oui! Certes; bien."},
		{FR, "Vraiment\u202f? Durée\u202f: 3\u202f%", "Vraiment? Durée\u00a0: 3\u00a0%"},
		{FR, "10 à 20 % et 4066,13 $", "10 à 20\u00a0% et 4066,13\u00a0$"},
		{FR, "{amount} $ avant taxes", "{amount}\u00a0$ avant taxes"},
		{FR, "Voir https://exemple.qc.ca/l'an?x=\"1\" : ici", "Voir https://exemple.qc.ca/l'an?x=\"1\"\u00a0: ici"},
		{FR, `un écran de 24" et plus`, `un écran de 24" et plus`},
		{FR, "à 10:30", "à 10:30"},
		{FR, "Titre\n ; suite", "Titre\n ; suite"},
		{FR, "", ""},
		{EN, "the city's plan", "the city’s plan"},
		{EN, `the "learning city" part`, "the “learning city” part"},
		{EN, "the 'learning city' part", "the ‘learning city’ part"},
		{EN, "the mayors' meeting of the '90s", "the mayors’ meeting of the ’90s"},
		{EN, `said "the city's 'plan'"`, "said “the city’s ‘plan’”"},
		{EN, "Length : 3 days ; really ?", "Length : 3 days ; really ?"},
		{EN, "« À souligner »", "« À souligner »"},
	} {
		got := Typo(tc.lang, tc.in)
		if got != tc.want {
			t.Errorf("%s %q: got %q, want %q", tc.lang, tc.in, got, tc.want)
		}
	}
}

func TestTypoReadsALongTextOnce(t *testing.T) {
	t.Parallel()
	for _, part := range []string{" 'a", ` "a`, " : ", "«»", "https://a"} {
		in := strings.Repeat(part, 1<<18) // takes hours when every quote looks through the whole text
		for _, lang := range Langs() {
			if got := Typo(lang, in); got == "" {
				t.Errorf("%s: nothing is left of %q", lang, part)
			}
		}
	}
}

func FuzzTypo(f *testing.F) {
	f.Add("l'\"année\" « x » : 3 % ? https://a.b/c'd")
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range Langs() {
			once := Typo(lang, s)
			if twice := Typo(lang, once); twice != once {
				t.Errorf("%s %q: once %q, twice %q", lang, s, once, twice)
			}
		}
	})
}
