package portal

import (
	"strconv"
	"strings"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// paths is the address of one page in both languages.
type paths struct{ fr, en string }

func (p paths) in(lang i18n.Lang) string {
	if lang == i18n.EN {
		return p.en
	}
	return p.fr
}

// both makes the paths of a page from a function of the language.
func both(path func(lang i18n.Lang) string) paths { return paths{path(i18n.FR), path(i18n.EN)} }

func homePath(lang i18n.Lang) string { return "/" + string(lang) + "/" }

func listPath(lang i18n.Lang, kind record.Kind) string {
	return "/" + string(lang) + "/" + sectionOf(kind).word(lang)
}

func recordPath(lang i18n.Lang, h publish.Head) string {
	return listPath(lang, h.Kind) + "/" + permalink(lang, h)
}

// permalink is the opaque part of an id, which never changes, and a slug for people, which may.
func permalink(lang i18n.Lang, h publish.Head) string {
	if slug := h.Slug[string(lang)]; slug != "" {
		return h.ID.Short() + "-" + slug
	}
	return h.ID.Short()
}

func reportsWord(lang i18n.Lang) string { return lang.Pick("rapports", "reports") }
func figuresWord(lang i18n.Lang) string { return lang.Pick("chiffres", "figures") }
func fileWord(lang i18n.Lang) string    { return lang.Pick("fichier", "file") }

func searchPath(lang i18n.Lang) string {
	return "/" + string(lang) + "/" + lang.Pick("recherche", "search")
}

// reportsPath is where an office's reports are listed. The main office, whose code is given as "", has the short form.
func reportsPath(lang i18n.Lang, code string) string {
	if code == "" {
		return "/" + string(lang) + "/" + reportsWord(lang)
	}
	return listPath(lang, record.KindOffice) + "/" + code + "/" + reportsWord(lang)
}

func reportPath(lang i18n.Lang, code string, year int) string {
	return reportsPath(lang, code) + "/" + strconv.Itoa(year)
}

func figurePath(lang i18n.Lang, code string, year int, key string) string {
	return strings.Join([]string{reportPath(lang, code, year), figuresWord(lang), key}, "/")
}

// filePath is where the file of a document is had.
func filePath(lang i18n.Lang, h publish.Head) string {
	return recordPath(lang, h) + "/" + fileWord(lang)
}
