package i18n

import (
	"fmt"
	"reflect"
	"strconv"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// plurals knows the plural rules of one language, those of the Unicode CLDR as go-i18n has them. The rules of that
// library cannot be called by themselves; so it is given one message, whose forms are the names of the forms.
type plurals struct {
	localizer *i18n.Localizer
}

const formMessage = "form"

func newPlurals(lang Lang) (plurals, error) {
	tag := language.Make(string(lang))
	bundle := i18n.NewBundle(tag)
	names := &i18n.Message{ID: formMessage, One: "one", Many: "many", Other: "other"}
	if err := bundle.AddMessages(tag, names); err != nil {
		return plurals{}, fmt.Errorf("plural rules of %s: %w", lang, err)
	}
	return plurals{i18n.NewLocalizer(bundle, string(lang))}, nil
}

// form returns one, many or other; other for what is not a number.
func (p plurals) form(n any) string {
	count, ok := operand(n)
	if !ok {
		return "other"
	}
	form, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: formMessage, PluralCount: count})
	if err != nil {
		return "other"
	}
	return form
}

// operand gives a number as the plural rules take it: an integer, or a decimal in writing, since "1.0" and "1" differ.
func operand(n any) (any, bool) {
	switch v := reflect.ValueOf(n); {
	case !v.IsValid():
		return nil, false
	case v.CanInt():
		return v.Int(), true
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10), true
	case v.CanFloat():
		return strconv.FormatFloat(v.Float(), 'f', -1, 64), true
	case v.Kind() == reflect.String && isDecimal(v.String()):
		return v.String(), true
	}
	return nil, false
}
