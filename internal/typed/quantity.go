package typed

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"entente/internal/i18n"
	"entente/internal/record"
)

// spoken reads the words that begin a quantity and say how sure it is, the longest first.
func spoken(s string) (qualifier, rest string) {
	for _, q := range [][2]string{
		{"un peu plus de ", "more_than"}, {"un peu plus d'", "more_than"}, {"un peu moins de ", "nearly"}, {"a peu pres ", "about"},
		{"exactement ", "exact"}, {"exactly ", "exact"}, {"approximativement ", "about"}, {"approximately ", "about"},
		{"autour de ", "about"}, {"aux environs de ", "about"}, {"quelques ", "some"}, {"quelque ", "some"}, {"some ", "some"},
		{"environ ", "about"}, {"env. ", "about"}, {"around ", "about"}, {"about ", "about"}, {"approx. ", "about"}, {"~", "about"}, {"≈", "about"},
		{"pres de ", "nearly"}, {"pres d'", "nearly"}, {"presque ", "nearly"}, {"almost ", "nearly"}, {"nearly ", "nearly"},
		{"plus de ", "more_than"}, {"plus d'", "more_than"}, {"more than ", "more_than"}, {"over ", "more_than"}, {">", "more_than"},
		{"moins de ", "less_than"}, {"moins d'", "less_than"}, {"less than ", "less_than"}, {"fewer than ", "less_than"}, {"under ", "less_than"}, {"<", "less_than"},
		{"jusqu'a ", "up_to"}, {"jusqu'aux ", "up_to"}, {"au plus ", "up_to"}, {"up to ", "up_to"}, {"at most ", "up_to"},
	} {
		if rest, ok := strings.CutPrefix(s, q[0]); ok {
			return q[1], strings.TrimSpace(rest)
		}
	}
	return "", s
}

// collective gives the number of "une dizaine", which is about that number, and of "a dozen", which is it; ok tells whether
// the words begin with one.
func collective(s string) (n record.Decimal, qualifier, rest string, ok bool) {
	s = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "une "), "un "), "a ")
	word, rest, _ := strings.Cut(s, " ")
	switch word {
	case "huitaine":
		n = "8"
	case "dizaine":
		n = "10"
	case "douzaine":
		n = "12"
	case "quinzaine":
		n = "15"
	case "vingtaine":
		n = "20"
	case "trentaine":
		n = "30"
	case "quarantaine":
		n = "40"
	case "cinquantaine":
		n = "50"
	case "soixantaine":
		n = "60"
	case "centaine":
		n = "100"
	case "millier":
		n = "1000"
	case "dozen":
		return "12", "", of(rest), true
	case "hundred":
		return "100", "", of(rest), true
	default:
		return "", "", s, false
	}
	return n, "about", of(rest), true
}

// of takes away what ties a number to what is counted: "une dizaine de villes", "une centaine d'élus".
func of(s string) string {
	for _, p := range []string{"de ", "d'", "of "} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest
		}
	}
	return s
}

// oneNumber is a number at the beginning of a text, with what may stand between its figures.
var oneNumber = regexp.MustCompile(`^[-]? ?(\d{1,3}([ ',.]\d{3})+([,.]\d+)?|\d+([,.]\d+)?|[,.]\d+)`)

// span is the number or range that a text begins with.
type span struct {
	low, high record.Decimal
	qualifier string
	rest      string
}

// spanOf reads "près de 5 000", "10 à 20", "entre 10 et 20", "une dizaine", "2,5 millions" at the beginning of a folded text.
func spanOf(lang i18n.Lang, s string) (span, string) {
	var out span
	out.qualifier, s = spoken(s)
	if n, q, rest, ok := collective(s); ok {
		out.low, out.rest = n, rest
		if out.qualifier == "" {
			out.qualifier = q
		}
		return out, ""
	}
	between := ""
	for _, p := range []string{"entre ", "between ", "de ", "from "} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			between, s = p, rest
			break
		}
	}
	low, rest, ok := leading(lang, s)
	if !ok {
		return span{}, "unread_quantity"
	}
	out.low, out.rest = low, rest
	for _, word := range []string{"a ", "- ", "-", "to ", "et ", "and "} {
		after, found := strings.CutPrefix(rest, word)
		if sign := strings.TrimPrefix(rest, "% "); !found && sign != rest { // "10 % à 20 %"
			after, found = strings.CutPrefix(sign, word)
		}
		joined := word == "et " || word == "and "
		if !found || joined && between == "" {
			continue
		}
		high, rest, ok := leading(lang, after)
		if !ok {
			break
		}
		low, okLow := out.low.Rat()
		top, okTop := high.Rat()
		if !okLow || !okTop || top.Cmp(low) < 0 {
			return span{}, "range_reversed"
		}
		out.high, out.rest = high, rest
		break
	}
	if between != "" && out.high == "" {
		return span{}, "unread_quantity"
	}
	return out, ""
}

// leading reads the number that a text begins with, in figures or in words to ten, and its multiple: "2,5 millions".
func leading(lang i18n.Lang, s string) (n record.Decimal, rest string, ok bool) {
	if m := oneNumber.FindString(s); m != "" {
		d, err := Number(lang, m)
		if err != nil {
			return "", "", false
		}
		return multiplied(d, s[len(m):])
	}
	word, rest, _ := strings.Cut(s, " ")
	if d, ok := inWords(word); ok {
		return multiplied(d, " "+rest)
	}
	return "", "", false
}

func multiplied(d record.Decimal, rest string) (record.Decimal, string, bool) {
	for _, m := range []struct {
		word  string
		zeros int
	}{
		{" milliards", 9}, {" milliard", 9}, {" billion", 9}, {" millions", 6}, {" million", 6}, {" milliers", 3}, {" mille", 3}, {" thousand", 3},
	} {
		if after, ok := strings.CutPrefix(rest, m.word); ok && (after == "" || after[0] == ' ') {
			return shift(d, m.zeros), of(strings.TrimSpace(after)), true
		}
	}
	for mark, zeros := range map[byte]int{'k': 3, 'm': 6, 'g': 9} { // "2,7 M$", "150 k€"
		t := strings.TrimSpace(rest)
		if len(t) > 1 && t[0] == mark {
			if r, _ := utf8.DecodeRuneInString(t[1:]); r == '$' || r == '€' || r == '£' {
				return shift(d, zeros), t[1:], true
			}
		}
	}
	return d, strings.TrimSpace(rest), true
}

// shift multiplies by a power of ten.
func shift(d record.Decimal, zeros int) record.Decimal {
	sign := ""
	s, negative := strings.CutPrefix(string(d), "-")
	if negative {
		sign = "-"
	}
	whole, part, _ := strings.Cut(s, ".")
	for len(part) < zeros {
		part += "0"
	}
	return canonical(sign, whole+part[:zeros], part[zeros:])
}

func inWords(word string) (record.Decimal, bool) {
	switch word {
	case "un", "une", "one":
		return "1", true
	case "deux", "two":
		return "2", true
	case "trois", "three":
		return "3", true
	case "quatre", "four":
		return "4", true
	case "cinq", "five":
		return "5", true
	case "six":
		return "6", true
	case "sept", "seven":
		return "7", true
	case "huit", "eight":
		return "8", true
	case "neuf", "nine":
		return "9", true
	case "dix", "ten":
		return "10", true
	case "zero":
		return "0", true
	}
	return "", false
}

var dollarFirst = regexp.MustCompile(`\$ ?(\d)`)

// Quantity reads a number as people give it: "près de 5 000", "plus de 150", "10 à 20 %", "une dizaine de villes",
// "2,5 millions". A unit is known by its sign or its words in either language; other words are kept as what is counted.
func (r *Reader) Quantity(lang i18n.Lang, s string) (record.Quantity, error) {
	plain := strings.Join(strings.Fields(s), " ")
	if plain == "" {
		return record.Quantity{}, nil
	}
	if len(plain) > longest {
		return record.Quantity{}, fail("unread_quantity", s)
	}
	t := fold(s)
	if dollarFirst.MatchString(t) { // "$10", "10 to $20"
		t = dollarFirst.ReplaceAllString(t, "$1") + " $"
	}
	sp, code := spanOf(lang, t)
	if code != "" {
		return record.Quantity{}, fail(code, s)
	}
	q := record.Quantity{Value: sp.low, Max: sp.high, Qualifier: sp.qualifier}
	if sp.rest == "" {
		return q, nil
	}
	if unit, ok := r.unit(sp.rest); ok {
		q.Unit = unit
		return q, nil
	}
	words := tail(plain, sp.rest)
	if words == "" || bound(sp.rest) {
		return record.Quantity{}, fail("unread_quantity", s)
	}
	if lang == i18n.EN {
		q.Of.EN = words
	} else {
		q.Of.FR = words
	}
	return q, nil
}

func (r *Reader) unit(s string) (string, bool) {
	switch s {
	case "%":
		return "percent", true
	case "$", "$ ca", "ca$":
		return "cad", true
	case "t", "t co2", "t co2e", "t eq. co2", "tonnes", "tonne", "tco2e", "t de co2e", "t co₂e":
		return "tonne_co2e", true
	}
	code, ok := r.units[label(s)]
	return code, ok
}

// tail gives the end of a text as it was typed, from that end without case and accents; "" where it is not words.
func tail(typed, folded string) string {
	for i, c := range typed {
		if fold(typed[i:]) == folded {
			first, _ := utf8.DecodeRuneInString(folded)
			if c == ' ' || first < 'a' && first < utf8.RuneSelf {
				continue
			}
			return strings.TrimSpace(typed[i:])
		}
	}
	return ""
}
