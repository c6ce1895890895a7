package serve

import (
	"golang.org/x/text/language"

	"entente/internal/i18n"
)

// Preferred reads an Accept-Language header. French wins unless English is asked for before it.
func Preferred(header string) i18n.Lang {
	tags, weights, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return i18n.FR
	}
	for i, t := range tags {
		if weights[i] == 0 {
			continue
		}
		base, _ := t.Base()
		for _, lang := range i18n.Langs() {
			if base.String() == string(lang) {
				return lang
			}
		}
	}
	return i18n.FR
}

// Other is the language that a page also exists in.
func Other(lang i18n.Lang) i18n.Lang {
	if lang == i18n.EN {
		return i18n.FR
	}
	return i18n.EN
}
