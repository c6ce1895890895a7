package portal

import (
	"net/http"
	"strings"

	"golang.org/x/text/language"

	"entente/internal/i18n"
)

// languageOf is the language of an address that begins with one, else what the reader's browser asks for, else French.
func languageOf(r *http.Request) i18n.Lang {
	for _, lang := range i18n.Langs() {
		if r.URL.Path == "/"+string(lang) || strings.HasPrefix(r.URL.Path, homePath(lang)) {
			return lang
		}
	}
	return preferred(r.Header.Get("Accept-Language"))
}

// preferred reads an Accept-Language header. French wins unless English is asked for before it.
func preferred(header string) i18n.Lang {
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

func other(lang i18n.Lang) i18n.Lang {
	if lang == i18n.EN {
		return i18n.FR
	}
	return i18n.EN
}
