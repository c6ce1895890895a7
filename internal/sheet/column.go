package sheet

import (
	"slices"
	"strings"

	"entente/internal/place"
)

// samples is how many values are shown of a column, and values how many are kept to propose a field from.
const (
	samples = 5
	values  = 40
)

// column gathers what one column holds, in memory that does not grow with the sheet.
type column struct {
	filled, dates, numbers, mails, links, flags, errors int
	orders                                              orders
	marks                                               marks
	seen                                                []string
	cells                                               []Cell
}

func (k *column) add(c Cell) {
	if c.Text == "" {
		return
	}
	k.filled++
	if len(k.seen) < values && !slices.Contains(k.seen, c.Text) {
		k.seen = append(k.seen, c.Text)
		if len(k.cells) < samples {
			k.cells = append(k.cells, c)
		}
	}
	f, isDate := datePattern(c.Text)
	switch {
	case c.Day != "":
		k.dates++
		k.orders.yearFirst++
	case c.Number != "":
		k.numbers++
	case isDate:
		k.dates++
		k.orders.add(f, c.Text)
	case longDate.MatchString(c.Text):
		k.dates++
	case numeric.MatchString(c.Text):
		k.numbers++
		k.marks.add(c.Text)
	case mail.MatchString(c.Text):
		k.mails++
	case strings.HasPrefix(c.Text, "http://"), strings.HasPrefix(c.Text, "https://"), strings.HasPrefix(c.Text, "www."):
		k.links++
	case IsError(c.Text):
		k.errors++
	case isFlag(c.Text):
		k.flags++
	}
}

func isFlag(s string) bool {
	switch place.Fold(s) {
	case "oui", "non", "yes", "no", "true", "false", "vrai", "faux", "x":
		return true
	}
	return false
}

// found sums a column up.
func (k *column) found(index int, c Choices, _ int) (Found, []Question) {
	f := Found{Index: index, Letter: Letter(index), Filled: k.filled, Values: k.seen}
	most := func(n int) bool { return n > 0 && n*10 >= k.filled*8 }
	switch {
	case k.filled == 0:
		f.Sort = Empty
	case most(k.dates):
		f.Sort = Dates
	case most(k.numbers):
		f.Sort = Numbers
	case most(k.mails):
		f.Sort = Mails
	case most(k.links):
		f.Sort = Links
	case most(k.flags):
		f.Sort = YesNo
	default:
		f.Sort = Texts
	}
	var asks []Question
	order, ask := k.orders.verdict()
	if chosen := first(c.Dates[index], c.AllDates); ask && chosen != "" {
		order, ask = chosen, false
	}
	f.Dates = order
	if ask {
		asks = append(asks, Question{Code: AskDates, Column: index, Example: k.orders.example, Options: []string{DayFirst, MonthFirst}})
	}
	mark, ask := k.marks.verdict()
	if chosen := first(c.Decimals[index], c.AllDecimals); ask && chosen != "" {
		mark, ask = chosen, false
	}
	f.Decimal = mark
	if ask {
		asks = append(asks, Question{Code: AskDecimals, Column: index, Example: k.marks.example, Options: []string{",", "."}})
	}
	for _, cell := range k.cells {
		read := f.read(cell)
		s := Sample{Raw: cut(cell.Text, 120), Read: cut(read.Text, 120)}
		switch {
		case read.Day != "":
			s.Read = read.Day
		case read.Number != "" && f.Sort == Numbers:
			s.Read = string(read.Number)
		}
		f.Examples = append(f.Examples, s)
	}
	return f, asks
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// read makes of a cell what its column says: the day, or the number.
func (f Found) read(c Cell) Cell {
	if c.Text == "" || c.Day != "" || c.Number != "" {
		return c
	}
	if d, ok := datePattern(c.Text); ok {
		c.Day = d.in(f.Dates)
		return c
	}
	c.Number = number(c.Text, f.Decimal)
	return c
}

// Doubtful tells whether a text is a date whose order of figures nobody has settled.
func (f Found) Doubtful(text string) bool {
	d, ok := datePattern(text)
	return ok && d.in(f.Dates) == ""
}
