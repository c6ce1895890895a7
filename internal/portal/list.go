package portal

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

const rowsOnPage = 50

// listData is what the list of a kind shows.
type listData struct {
	action   string // where the filters are sent
	years    []choice
	types    []choice
	rows     []row
	next     string
	filtered bool
	clear    string
}

// choice is one option of a filter.
type choice struct {
	value, label string
	chosen       bool
}

// listOf is the list of a kind: one of its own where it deserves one.
func (s *site) listOf(sec section) handler {
	switch sec.kind {
	case record.KindAgreement:
		return s.agreements
	case record.KindOutcome:
		return s.outcomes
	case record.KindProspect:
		return s.prospects
	case record.KindCommittee:
		return s.committees
	case record.KindStory:
		return s.stories
	case record.KindFinding:
		return s.findings
	case record.KindReference:
		return s.bibliography
	}
	return s.list(sec)
}

func (s *site) list(sec section) handler {
	return func(q *query) (serve.Answer, error) {
		asked := q.URL.Query()
		pq := publish.Query{Kind: sec.kind, Newest: sec.dated, Limit: rowsOnPage, After: asked.Get("after")}
		var years []int
		if sec.dated {
			var err error
			if years, err = s.Reader.Years(q.Context(), q.main().ID); err != nil {
				return serve.Answer{}, fmt.Errorf("list %s: read years: %w", sec.kind, err)
			}
			if y, err := strconv.Atoi(asked.Get("year")); err == nil && y > 0 {
				pq.Year = y
			}
		}
		if slices.Contains(record.Vocabulary(sec.types), asked.Get("type")) {
			pq.Type = asked.Get("type")
		}
		page, err := s.Reader.List(q.Context(), pq)
		if err != nil {
			return serve.Answer{}, fmt.Errorf("list %s: %w", sec.kind, err)
		}
		filters := filtersOf(pq)
		m, err := s.under(q, headingOf(sec.kind), meta{
			title:   i18n.Capital(q.p.T("kind." + string(sec.kind) + ".other")),
			paths:   both(func(l i18n.Lang) string { return withQuery(listPath(l, sec.kind), filters.Encode()) }),
			noIndex: pq.After != "",
		})
		if err != nil {
			return serve.Answer{}, err
		}
		return s.html(q, m, func(v view) templ.Component { return listPage(v, v.listData(sec, pq, page, years)) })
	}
}

// filtersOf is the part of an address that keeps a list's filters from one page to the next.
func filtersOf(pq publish.Query) url.Values {
	out := url.Values{}
	if pq.Year > 0 {
		out.Set("year", strconv.Itoa(pq.Year))
	}
	if pq.Type != "" {
		out.Set("type", pq.Type)
	}
	return out
}

func (v view) listData(sec section, pq publish.Query, page publish.Page, years []int) listData {
	path := listPath(v.lang, sec.kind)
	filters := filtersOf(pq)
	d := listData{rows: v.rows(page.Heads), action: path, clear: path, filtered: len(filters) > 0}
	if page.Next != "" {
		filters.Set("after", page.Next)
		d.next = withQuery(path, filters.Encode())
	}
	if len(years) > 0 {
		d.years = append(d.years, choice{"", v.p.T("portal.list.all_years"), pq.Year == 0})
		if pq.Year > 0 && !slices.Contains(years, pq.Year) {
			years = append([]int{pq.Year}, years...)
		}
		for _, y := range years {
			d.years = append(d.years, choice{strconv.Itoa(y), strconv.Itoa(y), y == pq.Year})
		}
	}
	if sec.types != "" {
		d.types = append(d.types, choice{"", v.p.T("portal.list.all_types"), pq.Type == ""})
		for _, code := range record.Vocabulary(sec.types) {
			d.types = append(d.types, choice{code, i18n.Capital(v.code(sec.types, code)), code == pq.Type})
		}
	}
	return d
}
