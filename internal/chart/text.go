package chart

import (
	"iter"
	"strings"
	"unicode"
)

// textWidth estimates a line's width from above, for no font is read here: within a tenth of Inter, and as wide as the fonts that
// stand in for it where it is missing.
func textWidth(s string, size float64) float64 {
	em := 0.0
	for _, r := range s {
		switch {
		case strings.ContainsRune("ijlI.,:;'’|!()[] \u00a0", r):
			em += 0.31
		case strings.ContainsRune("ftr-1", r):
			em += 0.42
		case strings.ContainsRune("mwMW@%", r):
			em += 0.94
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			em += 1.05
		case unicode.Is(unicode.Mn, r):
		case unicode.IsUpper(r):
			em += 0.73
		default:
			em += 0.62
		}
	}
	return em * size
}

// wordsOf are what a line may be broken between: a no-break space holds its words together.
func wordsOf(s string) iter.Seq[string] {
	return strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' })
}

// wrap breaks a text at spaces into lines of a width; the last line allowed ends with an ellipsis where there is more.
func wrap(s string, size, width float64, most int) []string {
	var done []string
	line := ""
	for word := range wordsOf(s) {
		longer := strings.TrimSpace(line + " " + word)
		if line == "" || textWidth(longer, size) <= width {
			line = longer
			continue
		}
		done = append(done, line)
		line = word
	}
	done = append(done, line)
	if len(done) > most {
		done = done[:most]
		done[most-1] += "…"
	}
	for i, l := range done {
		done[i] = shorten(l, size, width)
	}
	return done
}

func shorten(s string, size, width float64) string {
	if textWidth(s, size) <= width {
		return s
	}
	runes := []rune(strings.TrimSuffix(s, "…"))
	for len(runes) > 1 && textWidth(string(runes)+"…", size) > width {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ") + "…"
}
