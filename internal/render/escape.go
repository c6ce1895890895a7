package render

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// marks are what Markdown and its usual extensions (tables, strike-through, mathematics, attributes) read as markup
// anywhere in a line. @ makes addresses into links.
const marks = "\\`*_{}[]<>|~&$^@"

// escape makes a text of one line that reads as it is written.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.Is(unicode.Bidi_Control, r):
			return -1 // would let a title turn around the text beside it
		}
		return r
	}, s)
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(marks, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	// Bare addresses would become links by themselves.
	return bareLink.ReplaceAllString(b.String(), `$1\$2`)
}

var bareLink = regexp.MustCompile(`(?i)(\b(?:https?|ftp|mailto|xmpp)|\bwww)([:.])`)

// start escapes what is markup only where a line begins: headings, lists, quotations and rules.
func start(s string) string {
	s = strings.TrimLeft(s, " ")
	if s != "" && strings.ContainsRune("#+-=:", rune(s[0])) {
		return `\` + s
	}
	return numbered.ReplaceAllString(s, `$1\$2`)
}

var numbered = regexp.MustCompile(`^(\d+)([.)])`)

// address makes an address that stays inside the parentheses of a link.
func address(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c <= ' ' || c == 0x7f || strings.IndexByte("()<>[]\\\"`|{}^", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
