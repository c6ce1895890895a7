package portal

import (
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// reportData is a report with where its numbers and records are opened.
type reportData struct {
	report  *publish.Paper
	edition edition
	links   map[record.Ref]publish.Head
	figures map[string]bool // keys of those that have a page
	formats []navigation
	issues  []issueLink // what was published of the year
	frozen  bool        // an edition: its numbers are opened in its own annex
	updated string
}

// report shows a year's report, or gives it in another format when the address ends with one.
func (s *site) report(q *query) (serve.Answer, error) {
	year, ending, another := strings.Cut(q.PathValue("year"), ".")
	e, to, err := s.editionOf(q, year)
	if err != nil || to != "" {
		return moved(to), err
	}
	in, err := s.year(q, e.office.ID, e.year)
	if err != nil {
		return serve.Answer{}, err
	}
	r := s.reportOf(q, in)
	heads, err := s.Reader.Heads(q.Context(), publish.Refs(r))
	if err != nil {
		return serve.Answer{}, fmt.Errorf("read what the report names: %w", err)
	}
	for _, h := range heads {
		r.Updated = max(r.Updated, day(h.Updated))
	}
	d := reportData{report: r, edition: e, links: heads, figures: map[string]bool{}}
	for _, n := range r.Figures {
		d.figures[n.Key] = true
	}
	if another {
		return s.inFormat(q, d, ending)
	}
	if d.issues, err = s.issuesOf(q, e); err != nil {
		return serve.Answer{}, err
	}
	for _, f := range formats() {
		d.formats = append(d.formats, navigation{label: f.name, href: reportPath(q.lang, e.code, e.year) + "." + f.ending})
	}
	m := meta{title: r.Title, context: e.told(q.lang), description: r.Subtitle, section: navReports, paths: e.report(), trail: reportTrail(q, e)[:1]}
	m.data = []ld{e.describe(s.view(q, m), r.Title)}
	return s.html(q, m, func(v view) templ.Component {
		d.updated = v.updated(r.Updated)
		return reportPage(v, d)
	})
}

// reportTrail is the way to a page under a report: the list of reports, then the report.
func reportTrail(q *query, e edition) []words {
	return []words{
		{text: q.p.T("portal.reports"), href: e.reports().in(q.lang)},
		{text: q.p.T("portal.report.of", "year", e.year), href: e.report().in(q.lang)},
	}
}

// opens is where a span leads, "" when nowhere: the evidence of its figure, else the page of its record.
func (d reportData) opens(lang i18n.Lang, s publish.Span) string {
	if d.frozen && s.Figure != "" && d.figures[s.Figure] {
		return "#figure-" + s.Figure
	}
	if s.Figure != "" && d.figures[s.Figure] {
		return d.edition.figure(s.Figure).in(lang)
	}
	if h, ok := d.links[s.Record]; ok {
		return recordPath(lang, h)
	}
	if d.frozen && s.Record != "" {
		return "" // the page of a record that is no longer public
	}
	return s.Href
}

// without is a span less one of its looks, which an element around it says.
func without(s publish.Span, look string) publish.Span {
	switch look {
	case "strong":
		s.Strong = false
	case "em":
		s.Em = false
	case "small":
		s.Small = false
	case "raised":
		s.Raised = false
	case "lowered":
		s.Lowered = false
	}
	return s
}

func numberClass(s publish.Span) string {
	if s.Figure != "" {
		return "figure-link"
	}
	return ""
}

// foreign is the language of spans that have no translation, to be marked once; "" when they are in the page's.
func foreign(v view, spans []publish.Span) string {
	for _, s := range spans {
		if s.Lang != "" && s.Lang != string(v.lang) && s.Record == "" {
			return s.Lang
		}
	}
	return ""
}
