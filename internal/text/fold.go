package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold writes s in lower case without accents: "Œuvre À NEUF" is "oeuvre a neuf".
func Fold(s string) string {
	var b strings.Builder
	for _, r := range s {
		foldRune(&b, r)
	}
	return b.String()
}

// foldRune adds what a letter is folded to: nothing for a mark that was written apart from its letter.
func foldRune(b *strings.Builder, r rune) {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		b.WriteByte(byte(r))
		return
	case unicode.Is(unicode.Mn, r):
		return
	}
	switch r = unicode.ToLower(r); r {
	case 'œ':
		b.WriteString("oe")
	case 'æ':
		b.WriteString("ae")
	case 'ß':
		b.WriteString("ss")
	case 'ø':
		b.WriteByte('o')
	case 'ł':
		b.WriteByte('l')
	case 'đ', 'ð':
		b.WriteByte('d')
	case 'þ':
		b.WriteString("th")
	case 'ı':
		b.WriteByte('i')
	default:
		d := norm.NFKD.PropertiesString(string(r)).Decomposition()
		if d == nil {
			b.WriteRune(r)
			return
		}
		for _, p := range string(d) {
			if !unicode.Is(unicode.Mn, p) {
				b.WriteRune(unicode.ToLower(p))
			}
		}
	}
}
