package press

import (
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// PageOf is where the public reads a record, "" where the site's address is not known.
func (s *Press) PageOf(lang i18n.Lang, h publish.Head) string {
	if s.c.Addresses.Record == nil {
		return ""
	}
	return s.c.Addresses.Record(lang, h)
}

// EditionOf is where the public reads an edition, "" where the site's address is not known.
func (s *Press) EditionOf(lang i18n.Lang, office *record.Office, e publish.Edition) string {
	if s.c.Addresses.Edition == nil {
		return ""
	}
	return s.c.Addresses.Edition(lang, office, e.Year, publish.WholeName(e))
}
