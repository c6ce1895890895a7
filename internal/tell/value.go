package tell

import (
	"reflect"

	"entente/internal/i18n"
	"entente/internal/record"
)

// Value words one value of a field by its type.
func (t Teller) Value(f *record.Field, value any) Words {
	switch x := value.(type) {
	case record.Ref:
		return t.Ref(x)
	case record.Text:
		return t.Text(x)
	case record.Date:
		return Words{Text: t.When(x)}
	case record.Place:
		return t.Place(x)
	case record.Quantity:
		return t.Quantity(x)
	case record.Amount:
		return t.Amount(x)
	}
	r := reflect.ValueOf(value)
	switch {
	case r.Kind() == reflect.Bool && r.Bool():
		return Words{Text: t.P.T("portal.yes")}
	case r.CanInt() && f.Name == "size":
		return Words{Text: t.Bytes(r.Int())}
	case r.CanInt() && (f.Name == "edition" || f.Name == "rank"):
		return Words{Text: t.P.Ordinal(r.Int(), i18n.Feminine)}
	case r.CanInt():
		return Words{Text: t.P.Int(r.Int())}
	case r.Kind() != reflect.String:
		return Words{}
	case f.Vocab != "":
		return Words{Text: i18n.Capital(t.Code(f.Vocab, r.String()))}
	case f.Name == "figure":
		return Words{Text: t.P.T("figure." + r.String() + ".label")}
	case f.Name == "wikidata":
		return Words{Text: r.String(), Href: "https://www.wikidata.org/wiki/" + r.String()}
	case f.Name == "sha256" || f.Name == "checksum":
		return Words{Text: r.String(), Mono: true}
	}
	return Words{Text: r.String()}
}
