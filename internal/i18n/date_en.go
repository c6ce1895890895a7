package i18n

import (
	"strconv"

	"entente/internal/record"
)

func (e english) moment(d record.Date) string { return e.bare(d) + e.year(d) }

func (e english) momentIn(d record.Date) string {
	switch d.Precision() {
	case record.PrecisionDay:
		return "on " + e.moment(d)
	case record.PrecisionSeason:
		return "in the " + e.bare(d) + " of" + e.year(d)
	}
	return "in " + e.moment(d)
}

func (e english) between(start, end record.Date) string {
	from := e.bare(start)
	if !sameYear(start, end) {
		from = e.moment(start)
		if start.Precision() == record.PrecisionDay {
			from += "," // a year after a day stands between commas
		}
	}
	if sameMonth(start, end) {
		return from + " to " + strconv.Itoa(end.Day()) + e.year(end)
	}
	return from + " to " + e.moment(end)
}

func (e english) betweenIn(start, end record.Date) string { return "from " + e.between(start, end) }

func (e english) since(start record.Date) string    { return "since " + e.moment(start) }
func (e english) starting(start record.Date) string { return "from " + e.moment(start) }
func (e english) until(end record.Date) string      { return "until " + e.moment(end) }

// bare writes a moment without its year: "May 13", "May", "fall"; a year is written whole.
func (e english) bare(d record.Date) string {
	switch d.Precision() {
	case record.PrecisionDay:
		return e.month(d) + nbsp + strconv.Itoa(d.Day())
	case record.PrecisionMonth:
		return e.month(d)
	case record.PrecisionSeason:
		return [...]string{"spring", "summer", "fall", "winter"}[d.Month()-21]
	}
	return strconv.Itoa(d.Year())
}

// year is what follows bare: ", 2024" after a day, " 2024" after a month or a season, nothing after a year.
func (english) year(d record.Date) string {
	switch d.Precision() {
	case record.PrecisionDay:
		return ", " + strconv.Itoa(d.Year())
	case record.PrecisionYear:
		return ""
	}
	return " " + strconv.Itoa(d.Year())
}

func (english) month(d record.Date) string {
	return [...]string{
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
	}[d.Month()-1]
}
