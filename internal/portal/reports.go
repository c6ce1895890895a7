package portal

import (
	"fmt"
	"strconv"

	"github.com/a-h/templ"

	"entente/internal/record"
	"entente/internal/serve"
)

// reports lists the years of which an office has a report, and the other offices.
func (s *site) reports(q *query) (serve.Answer, error) {
	e, to, err := s.editionOf(q, "")
	if err != nil || to != "" {
		return moved(to), err
	}
	years, err := s.Reader.Years(q.Context(), e.office.ID)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("read years: %w", err)
	}
	m, err := s.under(q, headingWhere(func(h heading) bool { return h.label == navReports }), meta{
		title: q.p.T("portal.reports"), context: e.told(q.lang), paths: e.reports(),
	})
	if err != nil {
		return serve.Answer{}, err
	}
	d := reportsData{}
	if d.issues, err = s.issuesOf(q, e); err != nil {
		return serve.Answer{}, err
	}
	if d.bars, err = s.activityBars(q, e, years); err != nil {
		return serve.Answer{}, err
	}
	for _, y := range years {
		d.years = append(d.years, navigation{label: strconv.Itoa(y), href: reportPath(q.lang, e.code, y)})
	}
	for _, o := range q.offices {
		if o.ID != e.office.ID {
			d.offices = append(d.offices, officeLink{o, reportsPath(q.lang, q.codeOf(o))})
		}
	}
	return s.html(q, m, func(v view) templ.Component {
		d.office = v.name(e.office.Name)
		return reportsPage(v, d)
	})
}

type reportsData struct {
	office  words
	years   []navigation
	issues  []issueLink
	bars    []barsData
	offices []officeLink
}

type officeLink struct {
	office *record.Office
	href   string
}

// codeOf is how addresses name an office: "" for the main one.
func (q *query) codeOf(o *record.Office) string {
	if o.ID == q.main().ID {
		return ""
	}
	return o.Code
}

// homeOf is where an office is; where the main one is when that office is not public.
func (q *query) homeOf(office record.Ref) record.Place {
	for _, o := range q.offices {
		if o.ID == office {
			return o.Home
		}
	}
	return q.main().Home
}
