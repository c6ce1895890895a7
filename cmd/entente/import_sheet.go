package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"entente/internal/access"
	"entente/internal/column"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/sheet"
)

// sheetFlags are those of spreadsheets.
type sheetFlags struct {
	kind, mapping, tab, office, refused *string
	dry, resume                         *bool
}

func (c *command) sheetFlags() sheetFlags {
	return sheetFlags{
		kind: c.flags.String("kind", "", ""), mapping: c.flags.String("mapping", "", ""), tab: c.flags.String("sheet", "", ""),
		office: c.flags.String("office", "", ""), dry: c.flags.Bool("dry-run", false, ""),
		refused: c.flags.String("refused", "", ""), resume: c.flags.Bool("resume", false, ""),
	}
}

func isSheet(path string) bool {
	return slices.Contains([]string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm"}, strings.ToLower(filepath.Ext(path)))
}

// diff is what a spreadsheet would do, or did, as programs read it.
type diff struct {
	File      string           `json:"file"`
	Kind      record.Kind      `json:"kind"`
	Counts    map[string]int   `json:"counts"`
	Columns   []diffColumn     `json:"columns"`
	Questions []sheet.Question `json:"questions,omitempty"`
	Rows      []diffRow        `json:"rows"`
	Batch     record.Ref       `json:"batch,omitzero"`
}

type diffColumn struct {
	Title string `json:"title"`
	Field string `json:"field"`
}

type diffRow struct {
	Row     int                    `json:"row"`
	State   string                 `json:"state"`
	Title   string                 `json:"title,omitzero"`
	Changes []registry.FieldChange `json:"changes,omitempty"`
	Reasons []string               `json:"reasons,omitempty"`
}

// importSheet brings a spreadsheet in as the browser does, without anybody to ask: rows that nobody could settle are left out
// and told, and the status says so.
func (c *command) importSheet(ctx context.Context, g *registry.Registry, places *place.Gazetteer, path string, f sheetFlags) error {
	def, ok := record.DefinitionOf(record.Kind(*f.kind))
	if !ok {
		return c.usage(c.p.T("cli.import.needs-kind"))
	}
	file, err := os.Open(path)
	if err != nil {
		return &exitError{exitNotFound, err.Error()}
	}
	defer file.Close()
	op, tools := access.OperatorActor(), column.NewTools(c.catalogs, places)
	o, err := c.office(ctx, g, op, *f.office)
	if err != nil {
		return err
	}
	if *f.resume {
		return c.resumeSheet(ctx, g, tools, o.ID, def.Kind, filepath.Base(path), f)
	}
	s, err := g.NewSheet(ctx, op, tools, registry.Upload{Kind: def.Kind, Office: o.ID, File: filepath.Base(path), Lang: i18n.Lang(c.lang), Choices: sheet.Choices{Tab: *f.tab}}, file)
	if err != nil {
		return c.unreadable(err)
	}
	m := s.Mapping
	if *f.mapping != "" {
		if m, err = readMapping(*f.mapping, s); err != nil {
			return err
		}
	}
	if err := g.MapSheet(ctx, op, s.ID, m); err != nil {
		return c.unreadable(err)
	}
	if err := g.CheckSheet(ctx, op, tools, s.ID, c.steps()); err != nil {
		return err
	}
	if *f.dry {
		// what was refused is the status, after the spreadsheet is forgotten
		return errors.Join(g.CancelSheet(ctx, op, s.ID), c.tellSheet(ctx, g, tools, s.ID, f))
	}
	if _, err := g.CommitSheet(ctx, op, tools, s.ID, c.steps()); err != nil {
		return err
	}
	return c.tellSheet(ctx, g, tools, s.ID, f)
}

// resumeSheet goes on with the last import of a file that was cut off.
func (c *command) resumeSheet(ctx context.Context, g *registry.Registry, tools *column.Tools, office record.Ref, kind record.Kind, file string, f sheetFlags) error {
	op := access.OperatorActor()
	for before := record.Ref(""); ; {
		page, next, err := g.Sheets(ctx, op, before, 100)
		if err != nil {
			return err
		}
		for _, s := range page {
			if s.Office != office || s.Kind != kind || s.File != file || s.State != registry.SheetReading && s.State != registry.SheetCommitting {
				continue
			}
			if s.State == registry.SheetReading {
				if err := g.CheckSheet(ctx, op, tools, s.ID, c.steps()); err != nil {
					return err
				}
			}
			if _, err := g.CommitSheet(ctx, op, tools, s.ID, c.steps()); err != nil {
				return err
			}
			return c.tellSheet(ctx, g, tools, s.ID, f)
		}
		if before = next; before == "" {
			return &exitError{exitNotFound, c.p.T("cli.import.nothing-to-resume", "file", file)}
		}
	}
}

// steps says how many rows were done on standard error, now and then.
func (c *command) steps() func(done, total int) {
	last := -1
	return func(done, total int) {
		if total == 0 {
			return
		}
		if pct := min(100, done*100/total); pct != last {
			last = pct
			fmt.Fprintln(c.stderr, c.p.T("cli.import.progress", "percent", pct, "done", done, "total", total))
		}
	}
}

// unreadable words why a file is refused.
func (c *command) unreadable(err error) error {
	words := registry.ProblemsIn(c.p, err)
	if len(words) == 0 {
		return err
	}
	return &exitError{exitRefused, strings.Join(words, "\n")}
}

// readMapping reads a mapping: the field of each column, by its title or letter.
func readMapping(path string, s registry.Sheet) (column.Mapping, error) {
	m := s.Mapping
	b, err := os.ReadFile(path)
	if err != nil {
		return m, &exitError{exitNotFound, err.Error()}
	}
	var said struct {
		Columns map[string]string `json:"columns"`
		Fixed   map[string]string `json:"fixed"`
		Source  string            `json:"source"`
		Empty   string            `json:"empty"`
	}
	if err := json.Unmarshal(b, &said); err != nil {
		return m, &exitError{exitRefused, path + ": " + err.Error()}
	}
	for i, c := range s.Shape.Columns {
		if field, ok := said.Columns[c.Title]; ok {
			m.Fields[i] = field
		} else if field, ok := said.Columns[c.Letter]; ok {
			m.Fields[i] = field
		}
	}
	m.Fixed = said.Fixed
	if said.Source != "" {
		m.Source = said.Source
	}
	if said.Empty == column.Keep || said.Empty == column.Clear {
		m.Empty = said.Empty
	}
	return m, nil
}

// tellSheet writes the diff, and ends with the status of what was refused.
func (c *command) tellSheet(ctx context.Context, g *registry.Registry, tools *column.Tools, id record.Ref, f sheetFlags) error {
	op := access.OperatorActor()
	if *f.refused != "" {
		if err := c.writeRefused(ctx, g, tools, id, *f.refused); err != nil {
			return err
		}
	}
	s, err := g.SheetOf(ctx, op, id)
	if err != nil {
		return err
	}
	out := diff{File: s.File, Kind: s.Kind, Counts: s.Counts, Questions: s.Shape.Questions, Rows: []diffRow{}, Batch: s.Batch}
	for i, col := range s.Shape.Columns {
		out.Columns = append(out.Columns, diffColumn{col.Title, s.Mapping.Fields[i]})
		if !c.json {
			fmt.Fprintf(c.stdout, "# %s → %s\n", col.Title, dash(s.Mapping.Fields[i]))
		}
	}
	for after := 0; ; {
		rows, next, err := g.SheetRows(ctx, op, id, nil, after, 200)
		if err != nil {
			return err
		}
		for _, r := range rows {
			d := diffRow{Row: r.N, State: r.State, Title: r.Title, Changes: r.Changes, Reasons: registry.Reasons(tools, i18n.Lang(c.lang), s.Kind, r)}
			if c.json {
				out.Rows = append(out.Rows, d)
				continue
			}
			fmt.Fprintf(c.stdout, "%s %6d  %s\n", mark(r.State), r.N, c.p.T("sheet.state."+r.State)+c.p.T("sheet.colon")+dash(r.Title))
			for _, ch := range d.Changes {
				fmt.Fprintf(c.stdout, "          %s%s- %s + %s\n", tools.Titles.Title(i18n.Lang(c.lang), s.Kind, ch.Field), c.p.T("sheet.colon"), dash(ch.Old), dash(ch.New))
			}
			for _, why := range d.Reasons {
				fmt.Fprintf(c.stdout, "          %s\n", why)
			}
		}
		if after = next; after == 0 {
			break
		}
	}
	if c.json {
		if err := c.writeJSON(out); err != nil {
			return err
		}
	} else {
		for _, state := range registry.RowStates() {
			if n := s.Counts[state]; n > 0 {
				fmt.Fprintf(c.stdout, "%s %6d  %s\n", mark(state), n, c.p.T("sheet.state."+state))
			}
		}
	}
	left := 0
	for _, state := range []string{registry.RowRefused, registry.RowUnknown, registry.RowDoubt} {
		left += s.Counts[state]
	}
	if left > 0 {
		return &exitError{exitRefused, c.p.T("cli.import.left", "n", left)}
	}
	return nil
}

// writeRefused writes the rows that were left out as a spreadsheet, with a column that says why.
func (c *command) writeRefused(ctx context.Context, g *registry.Registry, tools *column.Tools, id record.Ref, path string) (err error) {
	format := sheet.FormatCSV
	if strings.EqualFold(filepath.Ext(path), ".xlsx") {
		format = sheet.FormatXLSX
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return &exitError{exitFailed, err.Error()}
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return g.RefusedSheet(ctx, access.OperatorActor(), tools, id, i18n.Lang(c.lang), format, file)
}

// mark is the sign of a state, so that a diff reads without colour.
func mark(state string) string {
	switch state {
	case registry.RowNew:
		return "+"
	case registry.RowChanged:
		return "~"
	case registry.RowSame:
		return "="
	case registry.RowRefused:
		return "!"
	}
	return "?"
}
