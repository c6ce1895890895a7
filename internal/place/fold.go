package place

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold brings the ways of writing a name to one: no case, no accents, œ as oe, and a single space for every hyphen,
// apostrophe or other mark. The index of names is written with the same rule (assets/build/fold.mjs).
func Fold(s string) string {
	var b strings.Builder
	gap := false
	// A letter after bytes that are no UTF-8 would not be taken apart.
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, " ")) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		r = unicode.ToLower(r)
		if !unicode.Is(unicode.Ll, r) && !unicode.Is(unicode.Lo, r) && !unicode.Is(unicode.Nd, r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		writeLetter(&b, r)
	}
	return b.String()
}

// writeLetter spells the letters that are not a letter with an accent to Unicode, though they are to a reader.
func writeLetter(b *strings.Builder, r rune) {
	switch r {
	case 'œ':
		b.WriteString("oe")
	case 'æ':
		b.WriteString("ae")
	case 'ß':
		b.WriteString("ss")
	case 'þ':
		b.WriteString("th")
	case 'ø':
		b.WriteByte('o')
	case 'đ', 'ð':
		b.WriteByte('d')
	case 'ł':
		b.WriteByte('l')
	case 'ı':
		b.WriteByte('i')
	case 'ħ':
		b.WriteByte('h')
	case 'ŋ':
		b.WriteByte('n')
	case 'ŧ':
		b.WriteByte('t')
	case 'ə':
		b.WriteByte('e')
	default:
		b.WriteRune(r)
	}
}
