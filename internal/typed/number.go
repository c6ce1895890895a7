package typed

import (
	"regexp"
	"strings"
	"unicode"

	"entente/internal/i18n"
	"entente/internal/record"
)

// grouped is a number whose thousands are set apart by one same mark.
var grouped = regexp.MustCompile(`^\d{1,3}([ ',.]\d{3})+$`)

// Number reads a decimal as the language writes it: "4 066,13" and "4066.13" in both, "1,200" as 1.2 in French and as 1200 in
// English. Spaces of any width and apostrophes may set thousands apart.
func Number(lang i18n.Lang, s string) (record.Decimal, error) {
	t := strings.TrimSpace(plainSpaces(s))
	if t == "" {
		return "", nil
	}
	both := numbers(t)
	switch {
	case len(both) == 0:
		return "", fail("unread_number", s)
	case len(both) == 2 && lang == i18n.EN:
		return both[1], nil
	}
	return both[0], nil
}

// Numbers gives every reading of a number, whatever the language: "1,200" is 1.2, and 1200 too.
func Numbers(s string) ([]record.Decimal, error) {
	t := strings.TrimSpace(plainSpaces(s))
	if t == "" {
		return []record.Decimal{""}, nil
	}
	if out := numbers(t); len(out) > 0 {
		return out, nil
	}
	return nil, fail("unread_number", s)
}

// Whole reads a number without decimals.
func Whole(lang i18n.Lang, s string) (record.Decimal, error) {
	d, err := Number(lang, s)
	if err == nil && strings.Contains(string(d), ".") {
		return "", fail("not_whole", s)
	}
	return d, err
}

// numbers reads a number: as a decimal first, then, where one comma stands before three figures, as thousands.
func numbers(t string) []record.Decimal {
	sign := ""
	for _, minus := range []string{"-", "−", "–"} {
		if rest, ok := strings.CutPrefix(t, minus); ok {
			sign, t = "-", strings.TrimSpace(rest)
			break
		}
	}
	whole, part, mark := t, "", strings.LastIndexAny(t, ",.")
	var out []record.Decimal
	if mark >= 0 {
		whole, part = t[:mark], t[mark+1:]
	}
	switch {
	case mark < 0 && isWhole(t):
		out = append(out, canonical(sign, t, ""))
	case mark >= 0 && isFigures(part) && (whole == "" || isWhole(whole)) && !strings.Contains(whole, t[mark:mark+1]):
		out = append(out, canonical(sign, whole, part))
	}
	// One comma before three figures is either; points, which no English or French of Canada sets apart thousands with, are
	// thousands only where there are several.
	if mark >= 0 && isGrouped(t) && (t[mark] == ',' || strings.Count(t, ".") > 1) {
		out = append(out, canonical(sign, t, ""))
	}
	return out
}

func isWhole(s string) bool { return isFigures(s) || isGrouped(s) }

func isFigures(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// isGrouped tells whether thousands are set apart, by the same mark all along.
func isGrouped(s string) bool {
	if !grouped.MatchString(s) {
		return false
	}
	first := s[strings.IndexAny(s, " ',."):][:1]
	return strings.Trim(strings.ReplaceAll(s, first, ""), "0123456789") == ""
}

// canonical is the shortest form of a number.
func canonical(sign, whole, part string) record.Decimal {
	whole = strings.TrimLeft(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, whole), "0")
	part = strings.TrimRight(part, "0")
	if whole == "" {
		whole = "0"
	}
	if part != "" {
		whole += "." + part
	}
	if whole == "0" {
		sign = ""
	}
	return record.Decimal(sign + whole)
}

// plainSpaces makes every space, whatever its width, an ordinary one, and every apostrophe a straight one.
func plainSpaces(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '’' || r == 'ʼ':
			return '\''
		}
		return r
	}, s)
}
