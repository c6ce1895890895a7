package i18n

import (
	"strconv"
	"strings"

	"entente/internal/record"
)

func (f french) moment(d record.Date) string { return f.bare(d) + f.year(d) }

func (f french) momentIn(d record.Date) string {
	switch d.Precision() {
	case record.PrecisionDay:
		return f.withArticle(d) + f.year(d)
	case record.PrecisionSeason:
		return f.at(f.withArticle(d)) + f.year(d)
	}
	return "en " + f.moment(d)
}

func (f french) between(start, end record.Date) string {
	var from string
	switch {
	case sameMonth(start, end):
		from = f.of("le " + f.day(start))
	case sameYear(start, end):
		from = f.of(f.withArticle(start))
	default:
		from = f.of(f.withArticle(start) + f.year(start))
	}
	return from + " " + f.at(f.withArticle(end)+f.year(end))
}

func (f french) betweenIn(start, end record.Date) string { return f.between(start, end) }

func (f french) since(start record.Date) string {
	return "depuis " + f.withArticle(start) + f.year(start)
}

func (f french) starting(start record.Date) string {
	return "à partir " + f.of(f.withArticle(start)+f.year(start))
}

func (f french) until(end record.Date) string {
	if end.Precision() == record.PrecisionDay {
		return "jusqu’" + f.at(f.withArticle(end)) + f.year(end)
	}
	return "jusqu’" + f.momentIn(end)
}

// bare writes a moment without its year and without article: "13 mai", "mai", "automne"; a year is written whole.
func (f french) bare(d record.Date) string {
	switch d.Precision() {
	case record.PrecisionDay:
		return f.day(d) + nbsp + f.month(d)
	case record.PrecisionMonth:
		return f.month(d)
	case record.PrecisionSeason:
		return [...]string{"printemps", "été", "automne", "hiver"}[d.Month()-21]
	}
	return strconv.Itoa(d.Year())
}

// year is what follows bare: " 2024", and nothing after a year.
func (french) year(d record.Date) string {
	if d.Precision() == record.PrecisionYear {
		return ""
	}
	return " " + strconv.Itoa(d.Year())
}

// withArticle is bare with the article that days and seasons take: "le 13 mai", "le printemps", "l’automne".
func (f french) withArticle(d record.Date) string {
	switch d.Precision() {
	case record.PrecisionDay:
		return "le " + f.bare(d)
	case record.PrecisionSeason:
		if d.Month() == 21 {
			return "le " + f.bare(d)
		}
		return "l’" + f.bare(d)
	}
	return f.bare(d)
}

// of puts "de" before a moment: "du 13 mai", "de l’automne", "d’avril", "de 2003".
func (french) of(s string) string {
	if rest, ok := strings.CutPrefix(s, "le "); ok {
		return "du " + rest
	}
	if s[0] == 'a' || s[0] == 'o' { // avril, août, octobre
		return "d’" + s
	}
	return "de " + s
}

// at puts "à" before a moment: "au 13 mai", "à l’automne", "à avril", "à 2003".
func (french) at(s string) string {
	if rest, ok := strings.CutPrefix(s, "le "); ok {
		return "au " + rest
	}
	return "à " + s
}

func (french) day(d record.Date) string {
	if d.Day() == 1 {
		return "1er"
	}
	return strconv.Itoa(d.Day())
}

func (french) month(d record.Date) string {
	return [...]string{
		"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
	}[d.Month()-1]
}
