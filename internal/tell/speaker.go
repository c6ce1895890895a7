package tell

import (
	"strconv"
	"strings"

	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
)

// Speaker words single values in a language.
type Speaker struct {
	P      *i18n.Printer
	Lang   i18n.Lang
	Places *place.Gazetteer
}

// Text is prose of a record, marked when it is not in the reader's language.
func (s Speaker) Text(t record.Text) Words {
	w := s.Name(t)
	w.Mark = w.Lang != ""
	return w
}

// Name is a proper name: it keeps its language, which is told to the browser but not to the reader.
func (s Speaker) Name(t record.Text) Words {
	text, actual := t.In(string(s.Lang))
	w := Words{Text: text}
	if text != "" && actual != string(s.Lang) {
		w.Lang = actual
	}
	return w
}

// Code words a code of a vocabulary.
func (s Speaker) Code(vocabulary, code string) string {
	return s.P.T("vocabulary." + vocabulary + "." + code)
}

// When words a date as the beginning of a line.
func (s Speaker) When(d record.Date) string { return i18n.Capital(s.P.Date(d)) }

// Quantity words a number as its source gives it: "près de 5 000 participants", "10 à 20 %".
func (s Speaker) Quantity(q record.Quantity) Words {
	number := s.P.Decimal(string(q.Value))
	last := string(q.Value)
	if q.Max != "" {
		number = s.P.T("portal.range", "from", number, "to", s.P.Decimal(string(q.Max)))
		last = string(q.Max)
	}
	var w Words
	switch of := s.Name(q.Of); {
	case of.Text != "" && of.Lang == "":
		number += " " + of.Text
	case q.Unit == "percent":
		number = s.P.Percent(string(q.Value))
		if q.Max != "" {
			number = s.P.T("portal.range", "from", s.P.Decimal(string(q.Value)), "to", s.P.Percent(string(q.Max)))
		}
	case q.Unit == "cad":
		w.Text = s.Amount(record.Amount{Value: q.Value, Currency: "CAD"}).Text
		number = w.Text
	case q.Unit != "":
		number += "\u00a0" + s.P.T("vocabulary.unit."+q.Unit, "n", last)
	}
	w.Text = s.qualified(q.Qualifier, number)
	w.Note = s.nature(q.Nature)
	return w
}

// Amount words money: "4 066,13 $ avant taxes (définitif)".
func (s Speaker) Amount(a record.Amount) Words {
	cents, ok := a.Value.Hundredths()
	if !ok {
		return Words{Text: string(a.Value)}
	}
	money := s.P.RoundMoney(cents, a.Currency)
	if a.BeforeTax {
		money = s.P.T("portal.before_tax", "amount", money)
	}
	w := Words{Text: s.qualified(a.Qualifier, money)}
	var notes []string
	for _, n := range [][2]string{{"nature", a.Nature}, {"scope", a.Scope}} {
		if n[1] != "" {
			notes = append(notes, s.Code(n[0], n[1]))
		}
	}
	if a.AsOf != "" {
		notes = append(notes, s.P.T("portal.as_of", "date", s.P.Date(a.AsOf)))
	}
	if len(notes) > 0 {
		w.Note = "(" + strings.Join(notes, ", ") + ")"
	}
	return w
}

func (s Speaker) nature(code string) string {
	if code == "" {
		return ""
	}
	return "(" + s.Code("nature", code) + ")"
}

// qualified puts before a number how sure it is.
func (s Speaker) qualified(qualifier, number string) string {
	if qualifier == "" || qualifier == "exact" {
		return number
	}
	return s.Code("qualifier", qualifier) + " " + number
}

// Bytes words the size of a file.
func (s Speaker) Bytes(n int64) string {
	switch {
	case n < 1<<10:
		return s.P.T("portal.bytes", "n", n)
	case n < 1<<20:
		return s.P.T("portal.kilobytes", "n", (n+1<<9)>>10)
	}
	return s.P.T("portal.megabytes", "size", s.P.Decimal(strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64)))
}
