package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is a word of a text: its folded form, and where it stands in the original.
type Word struct {
	Fold       string
	Start, End int // bytes
	Stop       bool
}

// longest is where a word is cut: what is longer is no word that anybody types.
const longest = 64

// Words finds the words of s. Elided articles and pronouns are not among them, and figures are words of their own, so that
// "COVID-19", "covid 19" and "covid19" are the same two.
func Words(s string) []Word {
	var out []Word
	var b strings.Builder
	start, digits := -1, false
	elided := false // the word before was one that an apostrophe cuts short
	end := func(at int, apostrophe bool) {
		if start < 0 {
			return
		}
		w := Word{Fold: b.String(), Start: start, End: at}
		if len(w.Fold) > longest {
			cut := longest
			for !utf8.RuneStart(w.Fold[cut]) {
				cut--
			}
			w.Fold = w.Fold[:cut]
		}
		w.Stop = isStop(w.Fold)
		b.Reset()
		start = -1
		switch {
		case w.Fold == "":
		case apostrophe && isElision(w.Fold):
		case elided && w.Fold == "s": // of an English genitive
		default:
			out = append(out, w)
		}
		elided = apostrophe
	}
	for i, r := range s {
		if b.Len() > 0 && unicode.Is(unicode.Mn, r) {
			continue
		}
		number := isDigit(r)
		if !number && !unicode.IsLetter(r) {
			end(i, isApostrophe(r))
			continue
		}
		if start >= 0 && number != digits {
			end(i, false)
		}
		if start < 0 {
			start, digits = i, number
		}
		foldRune(&b, r)
	}
	end(len(s), false)
	return out
}

// isDigit also takes the figures of CO₂ and m².
func isDigit(r rune) bool {
	return unicode.IsDigit(r) || r == '²' || r == '³' || r == '¹' || r >= '₀' && r <= '₉' || r >= '⁴' && r <= '⁹' || r == '⁰'
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' }

// isElision tells the words that lose their vowel before another word.
func isElision(w string) bool {
	switch w {
	case "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu":
		return true
	}
	return false
}

// isStop tells the words that say nothing of what a text is about, in French and English alike: texts and queries lose the
// same ones whatever their language. Words that mean something in either language are not among them ("est", "car", "son").
func isStop(w string) bool {
	switch w {
	case "le", "la", "les", "l", "un", "une", "des", "de", "du", "d", "et", "ou", "a", "au", "aux", "en", "dans", "par", "pour", "sur", "avec",
		"ce", "cet", "cette", "ces", "sa", "ses", "leur", "leurs", "que", "qui", "qu", "dont", "ne", "se", "s", "il", "ils", "elle", "elles",
		"nous", "vous", "sont", "j", "m", "n", "t", "y",
		"the", "an", "of", "and", "to", "in", "for", "on", "at", "by", "with", "from", "is", "are", "as", "its", "it", "this", "that", "be":
		return true
	}
	return false
}
