package text

import "strconv"

// Moment writes a date as people type it, in French and in English: "13 mai 2024" and "May 13, 2024". Months are 1 to 12, and
// 21 to 24 for seasons from spring on; what is 0 is left out.
func Moment(year, month, day int) []Part {
	y := strconv.Itoa(year)
	fr, en := months(month)
	switch {
	case year == 0:
		return nil
	case fr == "":
		return []Part{{Text: y}}
	case day == 0:
		return []Part{{Lang: "fr", Text: fr + " " + y}, {Lang: "en", Text: en + " " + y}}
	}
	d := strconv.Itoa(day)
	return []Part{{Lang: "fr", Text: d + " " + fr + " " + y}, {Lang: "en", Text: en + " " + d + ", " + y}}
}

func months(n int) (fr, en string) {
	switch {
	case n >= 1 && n <= 12:
		return [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}[n-1],
			[...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}[n-1]
	case n >= 21 && n <= 24:
		return [...]string{"printemps", "été", "automne", "hiver"}[n-21], [...]string{"spring", "summer", "fall", "winter"}[n-21]
	}
	return "", ""
}
