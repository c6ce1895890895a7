package i18n

import (
	"strconv"
	"strings"
)

// words follows the usage that the Office québécois de la langue française gives first: hyphens below a hundred except
// around "et", an s to "cents" and "quatre-vingts" only at the end or before a noun (million, milliard), "mille" unchanged.
func (f french) words(n uint64, g Gender) string {
	if n == 0 {
		return "zéro"
	}
	var out []string
	scales := []struct {
		unit uint64
		name string
	}{{1e18, "trillion"}, {1e15, "billiard"}, {1e12, "billion"}, {1e9, "milliard"}, {1e6, "million"}}
	for _, s := range scales {
		switch count := n / s.unit; {
		case count == 1:
			out = append(out, "un "+s.name)
		case count > 1:
			out = append(out, f.belowThousand(count, Masculine, true)+" "+s.name+"s")
		}
		n %= s.unit
	}
	switch thousands := n / 1000; {
	case thousands == 1:
		out = append(out, "mille")
	case thousands > 1:
		out = append(out, f.belowThousand(thousands, Masculine, false)+" mille")
	}
	if n %= 1000; n > 0 {
		out = append(out, f.belowThousand(n, g, true))
	}
	return strings.Join(out, " ")
}

// belowThousand writes 1 to 999. At the end of a number, or before a noun, round hundreds and eighty take an s.
func (f french) belowThousand(n uint64, g Gender, last bool) string {
	hundreds, rest := n/100, n%100
	if hundreds == 0 {
		return f.belowHundred(rest, g, last)
	}
	word := "cent"
	if hundreds > 1 {
		word = f.belowHundred(hundreds, Masculine, false) + " cent"
	}
	switch {
	case rest > 0:
		return word + " " + f.belowHundred(rest, g, last)
	case hundreds > 1 && last:
		return word + "s"
	}
	return word
}

func (french) belowHundred(n uint64, g Gender, last bool) string {
	units := [...]string{
		"", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
		"quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
	}
	tens := [...]string{"", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"}
	if g == Feminine {
		units[1] = "une"
	}
	if n < 20 {
		return units[n]
	}
	ten, unit := n/10, n%10
	if ten == 7 || ten == 9 {
		unit += 10 // soixante-dix, quatre-vingt-dix-neuf
	}
	switch {
	case n == 80 && last:
		return "quatre-vingts"
	case unit == 0:
		return tens[ten]
	case ten < 8 && (unit == 1 || unit == 11):
		return tens[ten] + " et " + units[unit]
	}
	return tens[ten] + "-" + units[unit]
}

func (french) minusWord() string { return "moins" }

func (f french) ordinal(n int64, g Gender) string {
	switch {
	case n == 1 && g == Feminine:
		return "1re"
	case n == 1:
		return "1er"
	}
	return strconv.FormatInt(n, 10) + "e"
}

func (french) ordinalWord(n int64, g Gender) string {
	if n == 1 && g == Feminine {
		return "première"
	}
	return [...]string{
		"premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième",
	}[n-1]
}
