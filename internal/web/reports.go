package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"entente/internal/access"
	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

func (a *app) reportRoutes() []route {
	return []route{
		get("/reports", "reports", a.reports),
		get("/reports/new", "new report", a.newReport),
		post("/reports/new", "begin a report", a.beginReport),
	}
}

// reportsData is the reports of the office by their stage.
type reportsData struct {
	groups []reportGroup
	begins bool
}

type reportGroup struct {
	key  string
	rows []reportRow
}

type reportRow struct {
	title, lang, href, period, sort, stage, tone string
	when, by                                     string
	editions                                     []editionRow
}

// mostReports is how many reports the page lists: an office makes one a year.
const mostReports = 200

// reports lists those in the making, those approved and those published.
func (a *app) reports(q *request) (serve.Answer, error) {
	found, err := a.Registry.Records(q.Context(), q.actor, listing.Query{
		Kinds: []record.Kind{record.KindReport}, Sort: listing.ByDate, Down: true, Filters: []listing.Filter{own(q)}, Limit: mostReports,
	})
	if err != nil {
		return serve.Answer{}, err
	}
	groups := []reportGroup{{key: "making"}, {key: "approved"}, {key: "published"}}
	for _, e := range found.Entries {
		r, ok := e.Record.(*record.Report)
		if !ok {
			continue
		}
		title, actual := r.Title.In(string(q.lang))
		row := reportRow{
			title: title, href: recordPath(q.lang, record.KindReport, r.ID) + "/compose", period: q.p.Date(r.Period),
			sort: i18n.Capital(q.p.T("vocabulary.report_type." + r.ReportType)), stage: i18n.Capital(q.p.T("vocabulary.report_stage." + r.Stage)), tone: stageTone(r.Stage),
			when: view{p: q.p, lang: q.lang, office: q.office}.day(e.UpdatedAt), by: e.UpdatedBy,
		}
		if actual != string(q.lang) {
			row.lang = actual
		}
		if row.editions, err = a.editionRows(q, r); err != nil {
			return serve.Answer{}, err
		}
		at := 0
		switch r.Stage {
		case record.StageApproved:
			at = 1
		case record.StagePublished:
			at = 2
		}
		groups[at].rows = append(groups[at].rows, row)
	}
	d := reportsData{groups: groups, begins: mayBegin(q)}
	return a.html(q, meta{title: q.p.T("reports.title"), entry: string(record.KindReport), plain: true}, func(v view) templ.Component { return reportsPage(v, d) })
}

// mayBegin tells whether the reader may make a report.
func mayBegin(q *request) bool {
	return q.actor.Office != "" && access.Can(q.actor, access.Write, &record.Meta{Kind: record.KindReport, Office: q.actor.Office, Visibility: record.Private})
}

// reportTypes are the sorts of report that people choose from.
func reportTypes() []string { return record.Vocabulary("report_type") }

// newReport asks for the year and the title.
func (a *app) newReport(q *request) (serve.Answer, error) {
	if !mayBegin(q) {
		return serve.Answer{}, missing("page", q.URL.Path)
	}
	return a.askReport(q, strconv.Itoa(a.today(q).Year()-1), "", 0)
}

func (a *app) askReport(q *request, year, problem string, status int) (serve.Answer, error) {
	m := meta{title: q.p.T("reports.new"), trail: []crumb{{q.p.T("reports.title"), q.path("/reports")}}, entry: string(record.KindReport), status: status}
	return a.html(q, m, func(v view) templ.Component { return newReportPage(v, year, problem) })
}

// beginReport makes a report of the template, to be changed.
func (a *app) beginReport(q *request) (serve.Answer, error) {
	if !mayBegin(q) {
		return serve.Answer{}, missing("page", q.URL.Path)
	}
	typed := q.PostFormValue("year")
	year, err := strconv.Atoi(typed)
	if err != nil || year < 1900 || year > 2200 {
		return a.askReport(q, typed, q.p.T("reports.new.bad_year"), http.StatusUnprocessableEntity)
	}
	id, err := a.Registry.NewID()
	if err != nil {
		return serve.Answer{}, err
	}
	t := publish.Template(a.Catalogs, year)
	r := &record.Report{
		Meta:  record.Meta{ID: id, Kind: record.KindReport, Office: q.actor.Office, Visibility: record.Private},
		Title: t.Title, Subtitle: t.Subtitle, ReportType: cmp.Or(q.PostFormValue("type"), record.AnnualReport), Period: record.Date(strconv.Itoa(year)),
		Stage: record.StageDraft, Blocks: t.Blocks,
	}
	if q.PostFormValue("from") == "empty" {
		r.Blocks = nil
	}
	if !slices.Contains(reportTypes(), r.ReportType) {
		return serve.Answer{}, record.Errorf(record.Invalid, "no sort of report %q", r.ReportType)
	}
	if _, err := a.Registry.Save(q.Context(), q.actor, r, 0, ""); err != nil {
		return serve.Answer{}, err
	}
	return a.said(recordPath(q.lang, record.KindReport, id)+"/compose", flash{Key: "reports.said.begun", Name: typed}), nil
}

// editionRow is a published edition in a line.
type editionRow struct{ label, href, when string }
