package portal

import (
	"net/http"
	"strings"

	"entente/internal/i18n"
	"entente/internal/serve"
)

// langs are the languages that the site exists in.
func (q *query) langs() []i18n.Lang {
	if q.main().EnglishSite() {
		return i18n.Langs()
	}
	return []i18n.Lang{i18n.FR}
}

// languageOf is the language of an address that begins with one, else what the reader's browser asks for, else French.
func languageOf(r *http.Request) i18n.Lang {
	for _, lang := range i18n.Langs() {
		if r.URL.Path == "/"+string(lang) || strings.HasPrefix(r.URL.Path, homePath(lang)) {
			return lang
		}
	}
	return serve.Preferred(r.Header.Get("Accept-Language"))
}
