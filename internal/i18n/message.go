package i18n

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// message is a text, or a set of texts by plural form whose text is the form other.
type message struct {
	text   text
	forms  map[string]text
	formOf string // the key of the set, when the message is one form of it
}

// text is a message cut at its placeholders.
type text []piece

// piece is literal text, or a placeholder when arg is set.
type piece struct {
	literal string
	arg     string
}

var placeholder = regexp.MustCompile(`\{([a-z][A-Za-z0-9_]*)\}`)

func parseText(s string) (text, error) {
	if strings.TrimSpace(s) == "" {
		return nil, errors.New("the text is empty")
	}
	var out text
	at := 0
	literal := func(s string) error {
		if strings.ContainsAny(s, "{}") {
			return fmt.Errorf("a brace in %q is not part of a placeholder like {name}", s)
		}
		if s != "" {
			out = append(out, piece{literal: s})
		}
		return nil
	}
	for _, m := range placeholder.FindAllStringSubmatchIndex(s, -1) {
		if err := literal(s[at:m[0]]); err != nil {
			return nil, err
		}
		out = append(out, piece{arg: s[m[2]:m[3]]})
		at = m[1]
	}
	return out, literal(s[at:])
}
