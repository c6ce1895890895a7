package portal

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/serve"
)

// edition is a year of an office's reports, as an address names it.
type edition struct {
	office *record.Office
	code   string // in addresses: "" for the main office
	year   int
}

func (e edition) reports() paths {
	return both(func(l i18n.Lang) string { return reportsPath(l, e.code) })
}

func (e edition) report() paths {
	return both(func(l i18n.Lang) string { return reportPath(l, e.code, e.year) })
}

func (e edition) figure(key string) paths {
	return both(func(l i18n.Lang) string { return figurePath(l, e.code, e.year, key) })
}

// told is its office, where that is not the one whose site this is: its pages are called as those of the main one are.
func (e edition) told(lang i18n.Lang) string {
	if e.code == "" {
		return ""
	}
	name, _ := e.office.Name.In(string(lang))
	return name
}

// editionOf reads the office of an address and its year, "" for none. The main office has one form of address, the short one: the long
// one gives where to go instead.
func (s *site) editionOf(q *query, year string) (e edition, moved string, err error) {
	code := q.PathValue("code")
	if len(q.offices) == 0 {
		return e, "", notFound("office", code)
	}
	e = edition{office: q.main(), code: code}
	if code != "" {
		i := slices.IndexFunc(q.offices, func(o *record.Office) bool { return o.Code == code })
		switch {
		case i < 0:
			return e, "", notFound("office", code)
		case i == 0:
			long := listPath(q.lang, record.KindOffice) + "/" + code
			return e, withQuery("/"+string(q.lang)+strings.TrimPrefix(q.URL.Path, long), q.URL.RawQuery), nil
		}
		e.office = q.offices[i]
	}
	if year == "" {
		return e, "", nil
	}
	var ok bool
	if e.year, ok = parseYear(year); !ok {
		return e, "", notFound("year", year)
	}
	years, err := s.Reader.Years(q.Context(), e.office.ID)
	if err != nil {
		return e, "", fmt.Errorf("read years: %w", err)
	}
	if !slices.Contains(years, e.year) {
		return e, "", notFound("report", year)
	}
	return e, "", nil
}

// editionBy is a year of the reports of an office of the site.
func (q *query) editionBy(office record.Ref, year int) edition {
	e := edition{office: q.main(), year: year}
	if i := slices.IndexFunc(q.offices, func(o *record.Office) bool { return o.ID == office }); i > 0 {
		e.office, e.code = q.offices[i], q.offices[i].Code
	}
	return e
}

func parseYear(s string) (int, bool) {
	y, err := strconv.Atoi(s)
	return y, err == nil && len(s) == 4 && y > 0
}

func moved(to string) serve.Answer { return serve.Redirect(http.StatusMovedPermanently, to) }
