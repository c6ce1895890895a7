package typed

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// token is a number, a word without case and accents, or a separator.
type token struct {
	text   string
	number int
	digits int // how many, 0 when it is no number
}

// fold brings a text to lower case without accents, with plain spaces, apostrophes and hyphens.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, " ")) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case r == '’' || r == 'ʼ' || r == '‘':
			b.WriteByte('\'')
		case r == '–' || r == '—' || r == '‐' || r == '‑' || r == '−':
			b.WriteByte('-')
		case r == '⁄' || r == '∕':
			b.WriteByte('/')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// ordinals are what follows a number to make a rank of it.
func ordinal(s string) bool {
	switch s {
	case "er", "re", "e", "eme", "st", "nd", "rd", "th":
		return true
	}
	return false
}

// tokens cuts a folded text. Commas, apostrophes and the points of abbreviations say nothing; a point stays between two
// numbers only.
func tokens(s string) []token {
	var out []token
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case isDigit(c):
			j := i
			for j < len(s) && isDigit(s[j]) {
				j++
			}
			n, err := strconv.Atoi(s[i:j])
			if err != nil || j-i > 4 {
				n = -1
			}
			out = append(out, token{text: s[i:j], number: n, digits: j - i})
			if k := letters(s, j); ordinal(s[j:k]) {
				j = k
			}
			i = j
		case c == ' ' || c == ',' || c == '\'':
			i++
		case c == '.':
			if i > 0 && i+1 < len(s) && isDigit(s[i-1]) && isDigit(s[i+1]) {
				out = append(out, token{text: "."})
			}
			i++
		default:
			j := max(letters(s, i), i+1)
			out = append(out, token{text: s[i:j]})
			i = j
		}
	}
	return out
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// letters is where the run of letters that begins at i ends.
func letters(s string, i int) int {
	for j, r := range s[i:] {
		if !unicode.IsLetter(r) {
			return i + j
		}
	}
	return len(s)
}
