package portal

import (
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// RecordPath is where a record has its page.
func RecordPath(lang i18n.Lang, h publish.Head) string { return recordPath(lang, h) }

// EditionPath is where an edition of a year's report of an office has its page.
func EditionPath(lang i18n.Lang, office *record.Office, year int, name string) string {
	code := office.Code
	if office.Main {
		code = ""
	}
	return issuePath(lang, code, year, name)
}

func issuePath(lang i18n.Lang, code string, year int, name string) string {
	return reportPath(lang, code, year) + "/editions/" + name
}
