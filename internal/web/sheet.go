package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"entente/internal/column"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
	"entente/internal/sheet"
)

func (a *app) sheetRoutes() []route {
	return []route{
		get("/import", "sheets", a.sheets),
		post("/import", "sheet upload", a.sheetUpload).taking(sheet.DefaultLimits().File + 1<<20),
		get("/import/{id}", "sheet", a.sheet),
		post("/import/{id}/look", "sheet look again", a.sheetLook),
		post("/import/{id}/map", "sheet map", a.sheetMap),
		post("/import/{id}/settle", "sheet settle", a.sheetSettle),
		post("/import/{id}/commit", "sheet commit", a.sheetCommit),
		post("/import/{id}/resume", "sheet resume", a.sheetResume),
		post("/import/{id}/cancel", "sheet cancel", a.sheetCancel),
		get("/import/{id}/refused/{format}", "sheet refused", a.sheetRefused),
		get("/import-templates/{kind}/{format}", "sheet template", a.sheetTemplate),
	}
}

// sheetKinds are the kinds that people bring in.
func sheetKinds() []record.Kind {
	var out []record.Kind
	for _, d := range record.Definitions() {
		if d.Kind != record.KindOffice && d.Kind != record.KindPage && d.Kind != record.KindReport {
			out = append(out, d.Kind)
		}
	}
	return out
}

func sheetPath(q *request, id record.Ref) string { return q.path("/import/" + string(id)) }

// sheetList is the first page: what came in lately, a file to choose, templates.
type sheetList struct {
	sheets   []registry.Sheet
	kind     record.Kind
	problems []string
}

func (a *app) sheets(q *request) (serve.Answer, error) {
	return a.sheetFront(q, sheetList{kind: record.Kind(q.URL.Query().Get("kind"))})
}

func (a *app) sheetFront(q *request, d sheetList) (serve.Answer, error) {
	var err error
	if d.sheets, _, err = a.Registry.Sheets(q.Context(), q.actor, "", 20); err != nil {
		return serve.Answer{}, err
	}
	m := meta{title: q.p.T("sheet.title"), entry: "import"}
	if len(d.problems) > 0 {
		m.status = http.StatusUnprocessableEntity
	}
	return a.html(q, m, func(v view) templ.Component { return sheetsPage(v, d) })
}

func (a *app) sheetUpload(q *request) (serve.Answer, error) {
	form, err := q.MultipartReader()
	if err != nil {
		return serve.Answer{}, record.Errorf(record.Invalid, "no file was sent: %v", err)
	}
	up := registry.Upload{Lang: q.lang}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return a.sheetFront(q, sheetList{kind: up.Kind, problems: []string{q.p.T("sheet.no-file")}})
		}
		if err != nil {
			return serve.Answer{}, record.Errorf(record.Invalid, "the file did not come whole: %v", err)
		}
		if part.FormName() == "kind" {
			b, err := io.ReadAll(io.LimitReader(part, 100))
			if err != nil {
				return serve.Answer{}, err
			}
			up.Kind = record.Kind(b)
			continue
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		if !slices.Contains(sheetKinds(), up.Kind) {
			return a.sheetFront(q, sheetList{problems: []string{q.p.T("sheet.no-kind")}})
		}
		up.File = part.FileName()
		s, err := a.Registry.NewSheet(q.Context(), q.actor, a.tools, up, part)
		if words := registry.ProblemsIn(q.p, err); len(words) > 0 {
			return a.sheetFront(q, sheetList{kind: up.Kind, problems: words})
		}
		if err != nil {
			return serve.Answer{}, err
		}
		return serve.Redirect(http.StatusSeeOther, sheetPath(q, s.ID)), nil
	}
}

// sheetView is a spreadsheet as its page shows it.
type sheetView struct {
	registry.Sheet

	tools   *column.Tools
	rows    []registry.SheetRow
	next    int
	filter  string
	choices []registry.SheetChoice
	stale   bool // nobody works on it: it can be gone on with
	problem []string
}

// progress tells pages apart that a script may bring up to date and those that are others.
func (d *sheetView) progress() string {
	if d.stale {
		return d.State + " stale"
	}
	return d.State
}

// staleAfter is how long a worker may say nothing before somebody may take over.
const staleAfter = 20 * time.Second

func (a *app) sheet(q *request) (serve.Answer, error) { return a.sheetPage(q, nil) }

func (a *app) sheetPage(q *request, problems []string) (serve.Answer, error) {
	id := record.Ref(q.PathValue("id"))
	s, err := a.Registry.SheetOf(q.Context(), q.actor, id)
	if err != nil {
		return serve.Answer{}, err
	}
	d := sheetView{Sheet: s, tools: a.tools, problem: problems, filter: q.URL.Query().Get("state")}
	if at, err := time.Parse(time.RFC3339, s.UpdatedAt); err == nil {
		d.stale = a.Now().Sub(at) > staleAfter
	}
	m := meta{title: s.File, entry: "import", trail: []crumb{{q.p.T("sheet.title"), q.path("/import")}}}
	switch s.State {
	case registry.SheetReading, registry.SheetCommitting:
		m.again = !d.stale
	case registry.SheetChecked, registry.SheetDone:
		var states []string
		if slices.Contains(registry.RowStates(), d.filter) {
			states = []string{d.filter}
		}
		after, err := strconv.Atoi(q.URL.Query().Get("after"))
		if err != nil {
			after = 0
		}
		if d.rows, d.next, err = a.Registry.SheetRows(q.Context(), q.actor, id, states, after, 50); err != nil {
			return serve.Answer{}, err
		}
		if d.choices, err = a.Registry.SheetChoices(q.Context(), q.actor, id); err != nil {
			return serve.Answer{}, err
		}
	}
	if len(problems) > 0 {
		m.status = http.StatusUnprocessableEntity
	}
	return a.html(q, m, func(v view) templ.Component { return sheetPage(v, d) })
}

// sheetTold answers a refusal with the page itself, which says why.
func (a *app) sheetTold(q *request, err error) (serve.Answer, error) {
	if words := registry.ProblemsIn(q.p, err); len(words) > 0 {
		return a.sheetPage(q, words)
	}
	if err != nil {
		return serve.Answer{}, err
	}
	return serve.Redirect(http.StatusSeeOther, sheetPath(q, record.Ref(q.PathValue("id")))), nil
}

// sheetLook looks at the file again, as the reader says it is to be read.
func (a *app) sheetLook(q *request) (serve.Answer, error) {
	if err := q.ParseForm(); err != nil {
		return serve.Answer{}, record.Errorf(record.Invalid, "the form cannot be read: %v", err)
	}
	c := sheet.Choices{Tab: q.PostForm.Get("tab"), Encoding: q.PostForm.Get("encoding"), Separator: q.PostForm.Get("separator"),
		Hidden: q.PostForm.Get("hidden") != "", Totals: q.PostForm.Get("totals") != "", Dates: map[int]string{}, Decimals: map[int]string{}}
	if n, err := strconv.Atoi(q.PostForm.Get("header")); err == nil {
		c.Header = n
	}
	for name, values := range q.PostForm {
		what, at, ok := strings.Cut(name, "-")
		i, err := strconv.Atoi(at)
		if !ok || err != nil || values[0] == "" {
			continue
		}
		switch what {
		case sheet.AskDates:
			c.Dates[i] = values[0]
		case sheet.AskDecimals:
			c.Decimals[i] = values[0]
		}
	}
	return a.sheetTold(q, a.Registry.DescribeSheet(q.Context(), q.actor, a.tools, record.Ref(q.PathValue("id")), record.Kind(q.PostForm.Get("kind")), c))
}

func (a *app) sheetMap(q *request) (serve.Answer, error) {
	if err := q.ParseForm(); err != nil {
		return serve.Answer{}, record.Errorf(record.Invalid, "the form cannot be read: %v", err)
	}
	id := record.Ref(q.PathValue("id"))
	s, err := a.Registry.SheetOf(q.Context(), q.actor, id)
	if err != nil {
		return serve.Answer{}, err
	}
	m := s.Mapping
	m.Fields = make([]string, len(s.Shape.Columns))
	for i := range m.Fields {
		m.Fields[i] = q.PostForm.Get("field-" + strconv.Itoa(i))
	}
	m.Source, m.Empty, m.Fixed = q.PostForm.Get("source"), q.PostForm.Get("empty"), map[string]string{}
	if v := q.PostForm.Get("visibility"); v != "" {
		m.Fixed["visibility"] = v
	}
	if err := a.Registry.MapSheet(q.Context(), q.actor, id, m); err != nil {
		return a.sheetTold(q, err)
	}
	return a.sheetRun(q, id, registry.SheetReading)
}

// sheetWait is how long a request waits for the work that it began: most spreadsheets are done by then.
const sheetWait = 2 * time.Second

// sheetRun looks at the rows, or writes them, beyond the request where it takes longer.
func (a *app) sheetRun(q *request, id record.Ref, state string) (serve.Answer, error) {
	done := make(chan error, 1)
	ctx, actor := context.WithoutCancel(q.Context()), q.actor
	go func() {
		nothing := func(int, int) {}
		var err error
		if state == registry.SheetCommitting {
			_, err = a.Registry.CommitSheet(ctx, actor, a.tools, id, nothing)
		} else {
			err = a.Registry.CheckSheet(ctx, actor, a.tools, id, nothing)
		}
		if err != nil {
			a.Log.WarnContext(ctx, "spreadsheet not done", "sheet", id, "error", err)
		}
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			return serve.Answer{}, err
		}
	case <-time.After(sheetWait):
	}
	return serve.Redirect(http.StatusSeeOther, sheetPath(q, id)), nil
}

func (a *app) sheetSettle(q *request) (serve.Answer, error) {
	if err := q.ParseForm(); err != nil {
		return serve.Answer{}, record.Errorf(record.Invalid, "the form cannot be read: %v", err)
	}
	d := registry.Settle{Choices: map[string]string{}, Rows: map[int]string{}, Rest: q.PostForm.Get("rest") != "", Doubts: q.PostForm.Get("doubts")}
	for name, values := range q.PostForm {
		if key, ok := strings.CutPrefix(name, "choice-"); ok && values[0] != "?" {
			d.Choices[key] = values[0]
		}
		if n, ok := strings.CutPrefix(name, "row-"); ok && values[0] != "?" {
			if i, err := strconv.Atoi(n); err == nil {
				d.Rows[i] = values[0]
			}
		}
	}
	id := record.Ref(q.PathValue("id"))
	if err := a.Registry.SettleSheet(q.Context(), q.actor, id, d); err != nil {
		return serve.Answer{}, err
	}
	return a.sheetRun(q, id, registry.SheetReading)
}

func (a *app) sheetCommit(q *request) (serve.Answer, error) {
	return a.sheetRun(q, record.Ref(q.PathValue("id")), registry.SheetCommitting)
}

func (a *app) sheetResume(q *request) (serve.Answer, error) {
	id := record.Ref(q.PathValue("id"))
	s, err := a.Registry.SheetOf(q.Context(), q.actor, id)
	if err != nil {
		return serve.Answer{}, err
	}
	return a.sheetRun(q, id, s.State)
}

func (a *app) sheetCancel(q *request) (serve.Answer, error) {
	if err := a.Registry.CancelSheet(q.Context(), q.actor, record.Ref(q.PathValue("id"))); err != nil {
		return serve.Answer{}, err
	}
	return serve.Redirect(http.StatusSeeOther, q.path("/import")), nil
}

const xlsxMedia = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func sheetFile(name, format string, b []byte) serve.Answer {
	media := "text/csv; charset=utf-8"
	if format == sheet.FormatXLSX {
		media = xlsxMedia
	}
	return serve.Answer{Media: media, Body: b, Headers: [][2]string{serve.Attachment(name + "." + format)}}
}

func (a *app) sheetRefused(q *request) (serve.Answer, error) {
	format := q.PathValue("format")
	if format != sheet.FormatCSV && format != sheet.FormatXLSX {
		return serve.Answer{}, missing("format", format)
	}
	var b bytes.Buffer
	if err := a.Registry.RefusedSheet(q.Context(), q.actor, a.tools, record.Ref(q.PathValue("id")), q.lang, format, &b); err != nil {
		return serve.Answer{}, err
	}
	return sheetFile("refus", format, b.Bytes()), nil
}

func (a *app) sheetTemplate(q *request) (serve.Answer, error) {
	kind, format := record.Kind(q.PathValue("kind")), q.PathValue("format")
	if !slices.Contains(sheetKinds(), kind) {
		return serve.Answer{}, missing("kind", string(kind))
	}
	var b bytes.Buffer
	blank, form := a.tools.Blank(q.lang, kind), sheet.FrenchCSV()
	if q.lang == "en" {
		form = sheet.EnglishCSV()
	}
	var err error
	switch format {
	case sheet.FormatXLSX:
		err = sheet.WriteBlankXLSX(&b, blank)
	case sheet.FormatCSV:
		err = sheet.WriteBlankCSV(&b, blank, form)
	default:
		err = missing("format", format)
	}
	if err != nil {
		return serve.Answer{}, err
	}
	return sheetFile("entente-"+string(kind), format, b.Bytes()), nil
}
