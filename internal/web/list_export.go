package web

import (
	"io"
	"iter"
	"path"
	"strings"
	"time"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/serve"
	"entente/internal/sheet"
)

// exportList writes exactly what a list shows, all of its pages: the same filters, columns and order.
func (a *app) exportList(q *request) (serve.Answer, error) {
	l, err := a.ask(q)
	if err != nil {
		return serve.Answer{}, err
	}
	t := sheet.Table{Name: i18n.Capital(q.p.T("kind." + string(l.kind) + ".other")), Rows: a.exportRows(q, l)}
	for _, c := range l.columns {
		t.Columns = append(t.Columns, sheet.Column{Key: c.key, Title: columnTitle(q.p, l.kind, c), Wide: c.wide})
	}
	format := strings.TrimPrefix(path.Ext(q.URL.Path), ".")
	out := serve.Answer{Headers: [][2]string{serve.Attachment(a.exportName(q, l.kind, format))}}
	switch format {
	case "xlsx":
		out.Media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		out.Stream = func(w io.Writer) error { return sheet.WriteXLSX(w, t) }
	case "json":
		out.Media = "application/json"
		out.Stream = func(w io.Writer) error { return sheet.WriteJSON(w, t) }
	default:
		form := sheet.EnglishCSV()
		if separator := q.URL.Query().Get("separator"); separator == "semicolon" || separator == "" && q.lang == i18n.FR {
			form = sheet.FrenchCSV()
		}
		out.Media = "text/csv; charset=utf-8"
		out.Stream = func(w io.Writer) error { return sheet.WriteCSV(w, t, form) }
	}
	return out, nil
}

// exportName names a file by what it holds and the office's day: "mission-2026-11-22-fr.csv".
func (a *app) exportName(q *request, kind record.Kind, format string) string {
	return string(kind) + "-" + a.today(q).Format(time.DateOnly) + "-" + string(q.lang) + "." + format
}

func (a *app) exportRows(q *request, l asked) iter.Seq2[[]sheet.Cell, error] {
	return func(yield func([]sheet.Cell, error) bool) {
		for page, err := range a.Registry.Each(q.Context(), q.actor, l.query) {
			if err != nil {
				yield(nil, err)
				return
			}
			t := a.teller(q, page.Heads)
			for _, e := range page.Entries {
				row := make([]sheet.Cell, len(l.columns))
				for i, c := range t.cells(e, l.columns) {
					row[i] = c.sheet
				}
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}
