package typed

import (
	"slices"
	"strings"

	"entente/internal/record"
)

// YesNo reads yes or no: oui, non, yes, no, vrai, faux, true, false, 1, 0 and their first letters; a cross is yes, as in
// tables. Nothing typed is no.
func YesNo(s string) (bool, error) {
	switch fold(s) {
	case "oui", "o", "yes", "y", "vrai", "v", "true", "t", "1", "x", "✓", "✔", "on":
		return true, nil
	case "", "non", "n", "no", "faux", "f", "false", "0", "-":
		return false, nil
	}
	return false, fail("unread_yes_no", s)
}

// Code reads a code of a vocabulary: the code itself, or its label in either language, whatever its case and accents.
func (r *Reader) Code(vocabulary, s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" || slices.Contains(record.Vocabulary(vocabulary), s) {
		return s, nil
	}
	if code, ok := r.codes(vocabulary)[label(s)]; ok {
		return code, nil
	}
	return "", fail("unknown_choice", s)
}
