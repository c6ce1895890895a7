package portal

import (
	"reflect"
	"strconv"
	"strings"

	"entente/internal/i18n"
	"entente/internal/record"
)

// value words one value of a field by its type.
func (t teller) value(f *record.Field, value any) words {
	v := t.v
	switch x := value.(type) {
	case record.Ref:
		return t.ref(x)
	case record.Text:
		return v.text(x)
	case record.Date:
		return words{text: v.when(x)}
	case record.Place:
		return t.s.place(v, x)
	case record.Quantity:
		return v.quantity(x)
	case record.Amount:
		return v.amount(x)
	}
	r := reflect.ValueOf(value)
	switch {
	case r.Kind() == reflect.Bool && r.Bool():
		return words{text: v.p.T("portal.yes")}
	case r.CanInt() && f.Name == "size":
		return words{text: v.bytes(r.Int())}
	case r.CanInt() && (f.Name == "edition" || f.Name == "rank"):
		return words{text: v.p.Ordinal(r.Int(), i18n.Feminine)}
	case r.CanInt():
		return words{text: v.p.Int(r.Int())}
	case r.Kind() != reflect.String:
		return words{}
	case f.Vocab != "":
		return words{text: i18n.Capital(v.code(f.Vocab, r.String()))}
	case f.Name == "figure":
		return words{text: v.p.T("figure." + r.String() + ".label")}
	case f.Name == "wikidata":
		return words{text: r.String(), href: "https://www.wikidata.org/wiki/" + r.String()}
	case f.Name == "sha256" || f.Name == "checksum":
		return words{text: r.String(), mono: true}
	}
	return words{text: r.String()}
}

// quantity words a number as its source gives it: "près de 5 000 participants", "10 à 20 %".
func (v view) quantity(q record.Quantity) words {
	number := v.p.Decimal(string(q.Value))
	last := string(q.Value)
	if q.Max != "" {
		number = v.p.T("portal.range", "from", number, "to", v.p.Decimal(string(q.Max)))
		last = string(q.Max)
	}
	var w words
	switch of := v.name(q.Of); {
	case of.text != "" && of.lang == "":
		number += " " + of.text
	case q.Unit == "percent":
		number = v.p.Percent(string(q.Value))
		if q.Max != "" {
			number = v.p.T("portal.range", "from", v.p.Decimal(string(q.Value)), "to", v.p.Percent(string(q.Max)))
		}
	case q.Unit == "cad":
		w.text = v.amount(record.Amount{Value: q.Value, Currency: "CAD"}).text
		number = w.text
	case q.Unit != "":
		number += "\u00a0" + v.p.T("vocabulary.unit."+q.Unit, "n", last)
	}
	w.text = v.qualified(q.Qualifier, number)
	w.note = v.nature(q.Nature)
	return w
}

// amount words money: "4 066,13 $ avant taxes (définitif)".
func (v view) amount(a record.Amount) words {
	cents, ok := a.Value.Hundredths()
	if !ok {
		return words{text: string(a.Value)}
	}
	money := v.p.RoundMoney(cents, a.Currency)
	if a.BeforeTax {
		money = v.p.T("portal.before_tax", "amount", money)
	}
	w := words{text: v.qualified(a.Qualifier, money)}
	var notes []string
	for _, n := range [][2]string{{"nature", a.Nature}, {"scope", a.Scope}} {
		if n[1] != "" {
			notes = append(notes, v.code(n[0], n[1]))
		}
	}
	if a.AsOf != "" {
		notes = append(notes, v.p.T("portal.as_of", "date", v.p.Date(a.AsOf)))
	}
	if len(notes) > 0 {
		w.note = "(" + strings.Join(notes, ", ") + ")"
	}
	return w
}

func (v view) nature(code string) string {
	if code == "" {
		return ""
	}
	return "(" + v.code("nature", code) + ")"
}

// qualified puts before a number how sure it is.
func (v view) qualified(qualifier, number string) string {
	if qualifier == "" || qualifier == "exact" {
		return number
	}
	return v.code("qualifier", qualifier) + " " + number
}

// bytes words the size of a file.
func (v view) bytes(n int64) string {
	switch {
	case n < 1<<10:
		return v.p.T("portal.bytes", "n", n)
	case n < 1<<20:
		return v.p.T("portal.kilobytes", "n", (n+1<<9)>>10)
	}
	return v.p.T("portal.megabytes", "size", v.p.Decimal(strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64)))
}
