package registry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"entente/internal/access"
	"entente/internal/column"
	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/sheet"
	"entente/internal/store"
)

// SheetExport says what a spreadsheet of records holds.
type SheetExport struct {
	Kind     record.Kind
	Office   record.Ref // whose records; "" for all that the actor may see
	Lang     i18n.Lang
	Format   string // sheet.FormatCSV or sheet.FormatXLSX
	Personal bool   // personal fields of the actor's own office too
}

// ExportSheet writes the records of a kind that the actor may see as a spreadsheet that can be edited and brought in again.
// All are of one instant.
func (g *Registry) ExportSheet(ctx context.Context, a access.Actor, tools *column.Tools, x SheetExport, w io.Writer) error {
	if _, ok := record.DefinitionOf(x.Kind); !ok {
		return record.Errorf(record.Invalid, "no kind of record is called %q", x.Kind)
	}
	err := g.db.View(ctx, func(tx *store.Tx) error {
		used := column.NewUsed(x.Kind, x.Personal)
		names := map[record.Ref]string{}
		each := func(f func([]record.Record) error) error {
			var last store.Entry
			for {
				entries, err := tx.KindAfter(ctx, access.ScopeOf(a), x.Kind, x.Office, last.Starts, last.ID, exportBatch)
				if err != nil || len(entries) == 0 {
					return err
				}
				last = entries[len(entries)-1]
				rs, err := g.seen(ctx, tx, a, entries)
				if err != nil {
					return err
				}
				for i, r := range rs {
					if x.Personal && owns(a, entries[i].Office) {
						if err := g.joinPersonal(ctx, tx, r); err != nil {
							return err
						}
					}
				}
				if err := f(rs); err != nil {
					return err
				}
			}
		}
		if err := each(func(rs []record.Record) error {
			for _, r := range rs {
				used.Add(r)
			}
			return nil
		}); err != nil {
			return err
		}
		cols := used.Columns()
		writer := tools.Writer(x.Lang, func(id record.Ref) string { return names[id] })
		table := sheet.Table{Name: i18n.Capital(tools.Catalogs.For(x.Lang).T("kind." + string(x.Kind) + ".other"))}
		for _, c := range cols {
			table.Columns = append(table.Columns, sheet.Column{Key: c.Name, Title: tools.Titles.Title(x.Lang, x.Kind, c.Name), Wide: c.Wide})
		}
		table.Rows = func(yield func([]sheet.Cell, error) bool) {
			err := each(func(rs []record.Record) error {
				heads, err := tx.Heads(ctx, access.ScopeOf(a), targets(rs))
				if err != nil {
					return err
				}
				clear(names)
				for _, h := range heads {
					names[h.ID], _ = h.Title.In(string(x.Lang))
				}
				for _, r := range rs {
					if !yield(writer.Row(r, cols), nil) {
						return errEnough
					}
				}
				return nil
			})
			if err != nil && !errors.Is(err, errEnough) {
				yield(nil, err)
			}
		}
		return writeTable(w, table, x.Format, x.Lang)
	})
	if err != nil {
		return fmt.Errorf("export %s as a spreadsheet: %w", x.Kind, err)
	}
	return nil
}

// errEnough ends a walk whose reader wants no more.
var errEnough = errors.New("enough")

func writeTable(w io.Writer, t sheet.Table, format string, lang i18n.Lang) error {
	switch {
	case format == sheet.FormatXLSX:
		return sheet.WriteXLSX(w, t)
	case lang == i18n.EN:
		return sheet.WriteCSV(w, t, sheet.EnglishCSV())
	}
	return sheet.WriteCSV(w, t, sheet.FrenchCSV())
}

// LeftOut are the states of rows that were not written.
func LeftOut() []string { return []string{RowRefused, RowUnknown, RowDoubt, RowSkipped} }

// RefusedSheet writes the rows that are left out as a spreadsheet, with a column that says why: to be corrected and brought in
// again.
func (g *Registry) RefusedSheet(ctx context.Context, a access.Actor, tools *column.Tools, id record.Ref, lang i18n.Lang, format string, w io.Writer) error {
	s, err := g.SheetOf(ctx, a, id)
	if err != nil {
		return err
	}
	p := tools.Catalogs.For(lang)
	t := sheet.Table{Name: p.T("sheet.refused")}
	for _, title := range s.Shape.Titles() {
		t.Columns = append(t.Columns, sheet.Column{Title: title})
	}
	t.Columns = append(t.Columns, sheet.Column{Title: p.T("sheet.why"), Wide: true})
	t.Rows = func(yield func([]sheet.Cell, error) bool) {
		for row, err := range g.leftOut(ctx, a, id) {
			if err != nil {
				yield(nil, err)
				return
			}
			cells := make([]sheet.Cell, len(t.Columns))
			for i, c := range row.Cells[:min(len(row.Cells), len(cells)-1)] {
				cells[i] = sheet.Text(c)
			}
			cells[len(cells)-1] = sheet.Text(strings.Join(Reasons(tools, lang, s.Kind, row), "; "))
			if !yield(cells, nil) {
				return
			}
		}
	}
	return writeTable(w, t, format, lang)
}

func (g *Registry) leftOut(ctx context.Context, a access.Actor, id record.Ref) iter.Seq2[SheetRow, error] {
	return func(yield func(SheetRow, error) bool) {
		for after := 0; ; {
			rows, next, err := g.SheetRows(ctx, a, id, LeftOut(), after, exportBatch)
			if err != nil {
				yield(SheetRow{}, err)
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
			if after = next; after == 0 {
				return
			}
		}
	}
}

// Reasons words why a row is not written, each with the field that it comes from.
func Reasons(tools *column.Tools, lang i18n.Lang, kind record.Kind, row SheetRow) []string {
	p := tools.Catalogs.For(lang)
	var out []string
	add := func(field, code string, args map[string]string) {
		text := Worded(p, code, args)
		if field != "" {
			if _, ok := column.Of(kind, field); ok {
				text = tools.Titles.Title(lang, kind, field) + p.T("sheet.colon") + text
			}
		}
		out = append(out, text)
	}
	for _, t := range row.Troubles {
		add(t.Field, t.Code, t.Args)
	}
	for _, x := range row.Problems {
		add(x.Field, x.Code, x.Args)
	}
	for _, l := range row.Likely {
		if l.Row > 0 {
			out = append(out, p.T("sheet.likely.row", "row", itoa(l.Row)))
		} else {
			out = append(out, p.T("sheet.likely", "title", l.Title))
		}
	}
	if row.State == RowSkipped {
		out = append(out, p.T("sheet.skipped"))
	}
	return out
}

// Worded puts a problem into words.
func Worded(p *i18n.Printer, code string, args map[string]string) string {
	pairs := make([]any, 0, 2*len(args))
	for k, v := range args {
		pairs = append(pairs, k, v)
	}
	return p.T("problem."+code, pairs...)
}

// ProblemsIn words the problems that an error tells; none when it tells none.
func ProblemsIn(p *i18n.Printer, err error) []string {
	var known *record.Error
	var out []string
	if errors.As(err, &known) {
		for _, x := range known.Problems {
			out = append(out, Worded(p, x.Code, x.Args))
		}
	}
	return out
}
