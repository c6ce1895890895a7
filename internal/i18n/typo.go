package i18n

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Typo gives a text typed on a plain keyboard the typography of its language: curly apostrophes and quotation marks, and
// in French (of Québec) a no-break space before a colon, a percent or dollar sign and inside « », none before ; ! and ?.
// It changes no word and leaves addresses alone; applied twice it changes nothing more. It serves the catalogs, and any
// text that users write.
func Typo(lang Lang, s string) string {
	t := typist{lang: lang, in: s}
	for t.at < len(s) {
		t.step()
	}
	return t.out.String()
}

// typist goes through a text once, from left to right.
type typist struct {
	lang   Lang
	in     string
	at     int
	prev   rune // the last rune written, 0 at the start
	quoted bool // between straight double quotes, opening one already written
	closes int  // where the next closing single quote is, as far as was looked
	out    strings.Builder
}

func (t *typist) step() {
	rest := t.in[t.at:]
	if n := addressLength(rest); n > 0 {
		t.write(rest[:n], n)
		return
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '\'':
		t.write(t.apostrophe(rest[size:]), size)
	case r == '"':
		t.write(t.quote(rest[size:]), size)
	case t.lang == FR && isSpace(r):
		t.frenchSpace(rest)
	case t.lang == FR && r == '«':
		after := strings.TrimLeftFunc(rest[size:], isSpace)
		t.write("«"+nbsp, len(rest)-len(after))
	case t.lang == FR && r == '»':
		t.write(t.closing(), size)
	default:
		t.write(rest[:size], size)
	}
}

// write puts s in the place of the next n bytes.
func (t *typist) write(s string, n int) {
	t.out.WriteString(s)
	t.at += n
	if s != "" {
		t.prev, _ = utf8.DecodeLastRuneInString(s)
	}
}

// frenchSpace writes a run of spaces as what follows it wants.
func (t *typist) frenchSpace(rest string) {
	after := strings.TrimLeftFunc(rest, isSpace)
	n := len(rest) - len(after)
	next, _ := utf8.DecodeRuneInString(after)
	lineStart := t.prev == 0 || t.prev == '\n'
	switch {
	case lineStart || after == "":
		t.write(rest[:n], n)
	case next == ':' || next == '»' || next == '"' && t.quoted, strings.ContainsRune("%$€", next) && (unicode.IsDigit(t.prev) || t.prev == '}'):
		t.write(nbsp, n)
	case strings.ContainsRune(";!?", next):
		t.write("", n)
	default:
		t.write(rest[:n], n)
	}
}

// apostrophe is ’, except where a pair of single quotes is opened in English.
func (t *typist) apostrophe(rest string) string {
	if t.lang == EN && t.opens(rest) && t.closesLater() {
		return "‘"
	}
	return "’"
}

// closesLater tells whether a straight quote that ends a word follows. What was found is kept, so that a text full of
// quotes is still read once.
func (t *typist) closesLater() bool {
	if t.closes <= t.at {
		t.closes = t.nextClosing()
	}
	return t.closes < len(t.in)
}

// nextClosing is the place of the first straight quote after this one that no letter follows, or the end of the text.
func (t *typist) nextClosing() int {
	for i := t.at + 1; i < len(t.in); i++ {
		if t.in[i] != '\'' {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(t.in[i+1:]); !unicode.IsLetter(next) {
			return i
		}
	}
	return len(t.in)
}

// quote turns a pair of straight quotes into the language's; one without its pair (inches) stays as it is.
func (t *typist) quote(rest string) string {
	opening, closing := "“", "”"
	if t.lang == FR {
		opening, closing = "«"+nbsp, t.closing()
	}
	switch {
	case t.quoted:
		t.quoted = false
		return closing
	case t.opens(rest) && strings.Contains(rest, `"`):
		t.quoted = true
		return opening
	}
	return `"`
}

// closing is » with its no-break space, unless a space is there already.
func (t *typist) closing() string {
	if t.prev == 0 || unicode.IsSpace(t.prev) {
		return "»"
	}
	return nbsp + "»"
}

// opens tells whether a quote stands where a quotation begins: after nothing, a space, an apostrophe or an opening
// bracket, and before what a sentence can begin with.
func (t *typist) opens(rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	before := t.prev == 0 || unicode.IsSpace(t.prev) || strings.ContainsRune("([{«“—–'’", t.prev)
	return before && rest != "" && !unicode.IsSpace(next) && !strings.ContainsRune(":;!?»", next)
}

// isSpace tells whether r is a space inside a line, breaking or not.
func isSpace(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' }

// addressLength is the length of the web address that s begins with, 0 when it begins with none.
func addressLength(s string) int {
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return 0
	}
	if end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"<>«»”`, r) }); end >= 0 {
		return end
	}
	return len(s)
}
