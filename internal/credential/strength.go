package credential

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ccojocar/zxcvbn-go"
	"golang.org/x/text/unicode/norm"
)

// How long a password is, in characters.
const (
	MinPassword = 12
	MaxPassword = 128
)

// looked is how many characters of a password are looked at for patterns: looking takes long where many are.
const looked = 40

// enough is the mark, from 0 to 4, from which guessing is out of reach of whoever tries online and dear to whoever holds the
// digests.
const enough = 3

// Weakness is why a password is refused, "" when it is not: too_short, too_long, bad_text or common. around are words that
// somebody who knows the person would try: name, e-mail, office.
func Weakness(password string, around ...string) string {
	if !utf8.ValidString(password) || strings.ContainsFunc(password, unicode.IsControl) {
		return "bad_text"
	}
	password = norm.NFC.String(password)
	n := utf8.RuneCountInString(password)
	switch {
	case n < MinPassword:
		return "too_short"
	case n > MaxPassword:
		return "too_long"
	}
	if common(password, around) {
		return "common"
	}
	return ""
}

func common(password string, around []string) bool {
	// Case hides nothing from whoever tries the common ones.
	folded := []rune(strings.ToLower(password))
	words := append(frenchWords(), wordsOf(around)...)
	return zxcvbn.PasswordStrength(string(folded[:min(len(folded), looked)]), words).Score < enough
}

// wordsOf are the words of names and addresses that are long enough to be recognised.
func wordsOf(texts []string) []string {
	var out []string
	for _, t := range texts {
		for _, w := range strings.FieldsFunc(strings.ToLower(t), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if utf8.RuneCountInString(w) >= 4 {
				out = append(out, w)
			}
		}
	}
	return out
}

// frenchWords are words that passwords in French are made of most and that the lists of the library, which come from
// English, lack. They are ours: the program's own words, the calendar, and what one writes where a password is asked for.
func frenchWords() []string {
	return strings.Fields(`entente québec quebec montréal montreal canada bonjour bonsoir motdepasse mot passe secret azerty qwertz
		administration administrateur direction bureau ville région ministère mairie gouvernement relations internationales
		international mission missions accueil visiteur invité utilisateur compte changer changeme nouveau temporaire provisoire
		janvier février mars avril mai juin juillet août septembre octobre novembre décembre printemps été automne hiver
		lundi mardi mercredi jeudi vendredi samedi dimanche soleil amour merci salut chocolat canadien canadiens nordiques
		hockey fleurdelys famille maman papa chouchou doudou loulou`)
}
