package i18n

import (
	"strconv"
	"strings"
)

// words follows Canadian and British usage, with "and" before what is left below a hundred.
func (e english) words(n uint64, _ Gender) string {
	if n == 0 {
		return "zero"
	}
	var out []string
	scales := []struct {
		unit uint64
		name string
	}{{1e18, "quintillion"}, {1e15, "quadrillion"}, {1e12, "trillion"}, {1e9, "billion"}, {1e6, "million"}, {1e3, "thousand"}, {100, "hundred"}}
	for _, s := range scales {
		if count := n / s.unit; count > 0 {
			out = append(out, e.words(count, Masculine)+" "+s.name)
		}
		n %= s.unit
	}
	switch {
	case n > 0 && len(out) > 0:
		out = append(out, "and "+e.belowHundred(n))
	case n > 0:
		out = append(out, e.belowHundred(n))
	}
	return strings.Join(out, " ")
}

func (english) belowHundred(n uint64) string {
	units := [...]string{
		"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
		"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
	}
	tens := [...]string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
	switch {
	case n < 20:
		return units[n]
	case n%10 == 0:
		return tens[n/10]
	}
	return tens[n/10] + "-" + units[n%10]
}

func (english) minusWord() string { return "minus" }

func (english) ordinal(n int64, _ Gender) string {
	suffix := "th"
	if tens := n / 10 % 10; tens != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.FormatInt(n, 10) + suffix
}

func (english) ordinalWord(n int64, _ Gender) string {
	return [...]string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"}[n-1]
}
