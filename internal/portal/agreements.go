package portal

import (
	"cmp"
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

// agreementsRead is how many agreements the list is filtered and its partners gathered from, the latest first.
const agreementsRead = 500

// agreementsData is the agreements that answer the filters, with what to filter by.
type agreementsData struct {
	action                           string
	classes, statuses, years, others []choice
	rows                             []agreementRow
	filtered, capped                 bool
}

type agreementRow struct {
	row
	parties []words
}

// agreementFilter is what the list is asked for.
type agreementFilter struct {
	class, status string
	year          int
	partner       string // opaque part of an organisation's permalink
}

func (f agreementFilter) query() string {
	out := url.Values{}
	for _, kv := range [][2]string{{"class", f.class}, {"status", f.status}, {"partner", f.partner}} {
		if kv[1] != "" {
			out.Set(kv[0], kv[1])
		}
	}
	if f.year > 0 {
		out.Set("year", strconv.Itoa(f.year))
	}
	return out.Encode()
}

// agreements lists the agreements by class, status, year and partner.
func (s *site) agreements(q *query) (serve.Answer, error) {
	list, more, err := s.all(q, publish.Query{Kind: record.KindAgreement, Newest: true}, agreementsRead)
	if err != nil {
		return serve.Answer{}, err
	}
	heads, err := s.around(q, list)
	if err != nil {
		return serve.Answer{}, err
	}
	f := askedOfAgreements(q.URL.Query())
	if !slices.ContainsFunc(list, func(p publish.Projection) bool { return partyTo(p.Record, f.partner) }) {
		f.partner = ""
	}
	m, err := s.under(q, headingOf(record.KindAgreement), meta{
		title: i18n.Capital(q.p.T("kind.agreement.other")), changed: lastChange(list), description: q.p.T("site.agreements.lead"),
		paths: both(func(l i18n.Lang) string { return withQuery(listPath(l, record.KindAgreement), f.query()) }),
	})
	if err != nil {
		return serve.Answer{}, err
	}
	t := teller{s: s, v: s.view(q, m), kind: record.KindAgreement, heads: heads}
	d := t.agreementsData(f, list)
	d.capped = more
	return s.html(q, m, func(v view) templ.Component { return agreementsPage(v, d) })
}

func askedOfAgreements(asked url.Values) agreementFilter {
	f := agreementFilter{partner: asked.Get("partner")}
	if slices.Contains(record.Vocabulary("agreement_class"), cmp.Or(asked.Get("class"), asked.Get("type"))) {
		f.class = cmp.Or(asked.Get("class"), asked.Get("type"))
	}
	if slices.Contains(record.Vocabulary("agreement_status"), asked.Get("status")) {
		f.status = asked.Get("status")
	}
	f.year, _ = parseYear(asked.Get("year"))
	return f
}

// partyTo tells whether a body other than ours, by the opaque part of its permalink, is a party.
func partyTo(r record.Record, short string) bool {
	a, ok := r.(*record.Agreement)
	return ok && slices.ContainsFunc(a.Parties, func(p record.Party) bool { return !p.Ours && p.Who.Short() == short })
}

func (t teller) agreementsData(f agreementFilter, list []publish.Projection) agreementsData {
	d := agreementsData{
		action: listPath(t.v.lang, record.KindAgreement), filtered: f != agreementFilter{},
		classes:  []choice{{"", t.v.p.T("portal.list.all_types"), f.class == ""}},
		statuses: []choice{{"", t.v.p.T("site.agreements.all_statuses"), f.status == ""}},
		years:    []choice{{"", t.v.p.T("portal.list.all_years"), f.year == 0}},
		others:   []choice{{"", t.v.p.T("site.agreements.all_partners"), f.partner == ""}},
	}
	for _, code := range record.Vocabulary("agreement_class") {
		d.classes = append(d.classes, choice{code, i18n.Capital(t.v.code("agreement_class", code)), code == f.class})
	}
	for _, code := range record.Vocabulary("agreement_status") {
		d.statuses = append(d.statuses, choice{code, i18n.Capital(t.v.code("agreement_status", code)), code == f.status})
	}
	var years []int
	if f.year > 0 {
		years = append(years, f.year)
	}
	partners := map[record.Ref]bool{}
	var others []choice
	for _, a := range of[*record.Agreement](list) {
		if y := a.When().Year(); y > 0 && !slices.Contains(years, y) {
			years = append(years, y)
		}
		for _, p := range a.Parties {
			if h, ok := t.heads[p.Who]; ok && !p.Ours && !partners[p.Who] {
				partners[p.Who] = true
				others = append(others, choice{p.Who.Short(), nameIn(h.Title, t.v.lang), p.Who.Short() == f.partner})
			}
		}
		if f.class != "" && a.Class != f.class || f.status != "" && a.Status != f.status || f.year > 0 && a.When().Year() != f.year ||
			f.partner != "" && !partyTo(a, f.partner) {
			continue
		}
		d.rows = append(d.rows, t.agreementRow(a))
	}
	slices.SortFunc(years, func(a, b int) int { return b - a })
	for _, y := range years {
		d.years = append(d.years, choice{fmt.Sprint(y), fmt.Sprint(y), y == f.year})
	}
	i18n.SortBy(t.v.p, others, func(c choice) string { return c.label })
	d.others = append(d.others, others...)
	return d
}

func (t teller) agreementRow(a *record.Agreement) agreementRow {
	out := agreementRow{row: t.rowsOf([]record.Record{a})[0]}
	for _, p := range a.Parties {
		if w := t.ref(p.Who); !p.Ours && w.text != "" {
			out.parties = append(out.parties, w)
		}
	}
	return out
}
