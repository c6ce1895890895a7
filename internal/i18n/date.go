package i18n

import "entente/internal/record"

// dates is how a language words moments and periods. Every argument is a single moment of known precision.
type dates interface {
	moment(d record.Date) string           // "13 mai 2024"
	momentIn(d record.Date) string         // "le 13 mai 2024"
	between(start, end record.Date) string // "du 12 au 18 mai 2024"
	betweenIn(start, end record.Date) string
	since(start record.Date) string    // still going on
	starting(start record.Date) string // nobody knows until when
	until(end record.Date) string
}

// Date writes a date as precisely as it is known: "13 mai 2024", "mai 2004", "automne 2022", "2003",
// "du 12 au 18 mai 2024", "de 2023 à 2025", "depuis 2023" when it goes on, "à partir de 2023" when its end is not known,
// "jusqu’en 2024" when its start is not. The unknown date is the empty string: its wording belongs to the page.
func (p *Printer) Date(d record.Date) string {
	return p.date(d, p.grammar.moment, p.grammar.between)
}

// DateIn writes a date as the complement of a sentence, with its preposition: "le 13 mai 2024", "en mai 2004",
// "à l’automne 2022", "en 2003"; "on May 13, 2024", "from May 12 to 18, 2024".
func (p *Printer) DateIn(d record.Date) string {
	return p.date(d, p.grammar.momentIn, p.grammar.betweenIn)
}

func (p *Printer) date(d record.Date, moment func(record.Date) string, between func(a, b record.Date) string) string {
	start, end, _ := d.Parts()
	switch {
	case known(start) && start == end:
		return moment(start)
	case known(start) && known(end):
		return between(start, end)
	case known(start) && end.Precision() == record.Open:
		return p.grammar.since(start)
	case known(start) && end == "":
		return p.grammar.starting(start)
	case known(end):
		return p.grammar.until(end)
	}
	return string(d)
}

func known(d record.Date) bool { return d.Precision() > record.Open }

// sameMonth tells whether two days are of one month, so that it is written once.
func sameMonth(a, b record.Date) bool {
	return a.Precision() == record.PrecisionDay && b.Precision() == record.PrecisionDay && a.Year() == b.Year() && a.Month() == b.Month()
}

// sameYear tells whether two moments finer than a year are of one year, so that it is written once.
func sameYear(a, b record.Date) bool {
	return a.Precision() > record.PrecisionYear && b.Precision() > record.PrecisionYear && a.Year() == b.Year()
}
