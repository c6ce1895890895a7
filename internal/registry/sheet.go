package registry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"entente/internal/access"
	"entente/internal/column"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/sheet"
	"entente/internal/store"
)

// States of a spreadsheet on its way in.
const (
	SheetOpen       = "open"    // uploaded: somebody says what its columns are
	SheetReading    = "reading" // its rows are looked at
	SheetChecked    = "checked" // what it would do is known
	SheetCommitting = "committing"
	SheetDone       = "done"
	SheetCancelled  = "cancelled"
)

// States of a row: what it would do.
const (
	RowNew     = "new"
	RowChanged = "changed"
	RowSame    = "same"
	RowDoubt   = "doubt"   // it may be a record that is there
	RowUnknown = "unknown" // it names something that nobody knows
	RowRefused = "refused"
	RowSkipped = "skipped" // somebody said to leave it out
)

// RowStates lists them in the order in which people look at them.
func RowStates() []string {
	return []string{RowNew, RowChanged, RowSame, RowDoubt, RowUnknown, RowRefused, RowSkipped}
}

// Sheet is a spreadsheet on its way in.
type Sheet struct {
	ID        record.Ref
	Office    record.Ref
	Actor     string
	Kind      record.Kind
	File      string
	Size      int64
	State     string
	Total     int // rows
	Done      int // of them, looked at or written
	Batch     record.Ref
	At        string
	UpdatedAt string
	SheetSetting
	Shape  sheet.Shape
	Counts map[string]int // rows by state
}

// SheetSetting is what was found of a spreadsheet and said of it.
type SheetSetting struct {
	Lang       i18n.Lang      `json:"lang"`
	Book       sheet.Book     `json:"book"`
	Choices    sheet.Choices  `json:"choices"`
	Mapping    column.Mapping `json:"mapping"`
	Guesses    []column.Guess `json:"guesses"`
	Remembered bool           `json:"remembered,omitzero"` // the mapping is that of the last time
}

func sheetOf(s store.Sheet) (Sheet, error) {
	out := Sheet{ID: s.ID, Office: s.Office, Actor: s.Actor, Kind: s.Kind, File: s.File, Size: s.Size, State: s.State, Total: s.Total, Done: s.Done, Batch: s.Batch, At: s.At, UpdatedAt: s.UpdatedAt}
	if err := json.Unmarshal([]byte(s.Setting), &out.SheetSetting); err != nil {
		return out, fmt.Errorf("setting of the spreadsheet %s: %w", s.ID, err)
	}
	if err := json.Unmarshal([]byte(s.Shape), &out.Shape); err != nil {
		return out, fmt.Errorf("shape of the spreadsheet %s: %w", s.ID, err)
	}
	return out, nil
}

// told writes setting and shape back into the row.
func (s *Sheet) told(row *store.Sheet) error {
	setting, err := json.Marshal(s.SheetSetting)
	if err != nil {
		return err
	}
	shape, err := json.Marshal(s.Shape)
	if err != nil {
		return err
	}
	row.Setting, row.Shape, row.Kind = string(setting), string(shape), s.Kind
	return nil
}

// Upload is a spreadsheet as it comes.
type Upload struct {
	Kind    record.Kind
	Office  record.Ref // of the records; the actor's own, unless an operator says which
	File    string
	Lang    i18n.Lang
	Choices sheet.Choices
}

// mayBring tells whether the actor may bring spreadsheets into an office.
func mayBring(a access.Actor, office record.Ref, kind record.Kind) error {
	if !access.Can(a, access.Write, &record.Meta{Kind: kind, Office: office, Visibility: record.Private}) {
		return record.Errorf(record.Forbidden, "%s may not bring spreadsheets in", a.Name)
	}
	return nil
}

// sheetsOf is the office whose spreadsheets an actor may see, "" for all.
func sheetsOf(a access.Actor) (record.Ref, error) {
	if a.Role == access.Operator {
		return "", nil
	}
	if a.Office == "" || a.Role == access.Anyone || a.Role == access.Reader {
		return "", record.Errorf(record.NotFound, "no spreadsheet")
	}
	return a.Office, nil
}

// NewSheet keeps a spreadsheet and tells what it is. Nothing of what cannot be read is kept.
func (g *Registry) NewSheet(ctx context.Context, a access.Actor, tools *column.Tools, u Upload, file io.Reader) (Sheet, error) {
	if a.Role != access.Operator {
		u.Office = a.Office
	}
	if err := mayBring(a, u.Office, u.Kind); err != nil {
		return Sheet{}, err
	}
	if _, ok := record.DefinitionOf(u.Kind); !ok {
		return Sheet{}, record.Errorf(record.Invalid, "no kind of record is called %q", u.Kind)
	}
	id, err := g.NewID()
	if err != nil {
		return Sheet{}, err
	}
	row := store.Sheet{ID: id, Office: u.Office, Actor: a.Name, Kind: u.Kind, File: cutName(u.File), State: SheetOpen, Setting: "{}", Shape: "{}", At: g.stamp(), UpdatedAt: g.stamp()}
	if err := g.db.InTx(ctx, func(tx *store.Tx) error { return tx.AddSheet(ctx, row) }); err != nil {
		return Sheet{}, err
	}
	drop := func(why error) (Sheet, error) {
		end := context.WithoutCancel(ctx)
		if err := g.db.InTx(end, func(tx *store.Tx) error { return tx.DropSheet(end, id) }); err != nil {
			return Sheet{}, fmt.Errorf("%w; and forget it: %w", why, err)
		}
		return Sheet{}, why
	}
	if row.Size, err = g.keepPieces(ctx, id, file); err != nil {
		return drop(err)
	}
	out := Sheet{SheetSetting: SheetSetting{Lang: u.Lang, Choices: u.Choices}, Kind: u.Kind}
	if err := g.describe(ctx, tools, row, &out); err != nil {
		return drop(err)
	}
	if err := g.setSheet(ctx, &row, &out); err != nil {
		return drop(err)
	}
	return g.SheetOf(ctx, a, id)
}

func cutName(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")
	if i := strings.LastIndexAny(s, `/\`); i >= 0 {
		s = s[i+1:]
	}
	if r := []rune(s); len(r) > 120 {
		return string(r[:120])
	}
	return s
}

func (g *Registry) setSheet(ctx context.Context, row *store.Sheet, s *Sheet) error {
	if err := s.told(row); err != nil {
		return err
	}
	row.UpdatedAt = g.stamp()
	return g.db.InTx(ctx, func(tx *store.Tx) error { return tx.SetSheet(ctx, *row, row.Worker) })
}

// describe finds out what the file is and proposes what its columns are: as the last time, where its titles were met before.
func (g *Registry) describe(ctx context.Context, tools *column.Tools, row store.Sheet, s *Sheet) error {
	file := &pieces{ctx: ctx, g: g, sheet: row.ID}
	opts := sheet.Options{Encoding: s.Choices.Encoding, Separator: s.Choices.Separator}
	b, err := sheet.Open(file, row.Size, opts)
	if err != nil {
		return err
	}
	shape, err := b.Detect(s.Choices)
	if err != nil {
		return err
	}
	rd := tools.Reader(s.Lang, nothingKnown{})
	guesses, exact := column.Propose(rd, tools.Titles, s.Kind, shape)
	if exact && s.Choices.AllDecimals == "" && b.Format == sheet.FormatCSV { // an export of ours says by its separator how it writes numbers
		s.Choices.AllDecimals = "."
		if b.Separator == ";" {
			s.Choices.AllDecimals = ","
		}
		if shape, err = b.Detect(s.Choices); err != nil {
			return err
		}
	}
	m := column.Mapping{Exact: exact, Empty: column.Keep, Source: sourceOf(row.File)}
	if exact {
		m.Empty = column.Clear
	}
	for _, q := range guesses {
		m.Fields = append(m.Fields, q.Field)
	}
	s.Guesses, s.Mapping, s.Remembered = guesses, m, false
	err = g.db.View(ctx, func(tx *store.Tx) error {
		was, err := tx.Remembered(ctx, row.Office, s.Kind, fingerprint(shape))
		if err != nil || was == "" {
			return err
		}
		var last column.Mapping
		if err := json.Unmarshal([]byte(was), &last); err != nil || len(last.Fields) != len(m.Fields) {
			return nil //nolint:nilerr // what an older version of the program remembered is as good as forgotten
		}
		s.Mapping, s.Remembered = last, true
		return nil
	})
	if err != nil {
		return err
	}
	s.Mapping.Orders = nil
	for _, c := range shape.Columns {
		s.Mapping.Orders = append(s.Mapping.Orders, c.Dates)
	}
	s.Book, s.Shape = *b, shape
	return nil
}

// sourceOf is what keys of a file belong to, unless somebody says better: its name without what changes every month.
func sourceOf(file string) string {
	if i := strings.LastIndexByte(file, '.'); i > 0 {
		file = file[:i]
	}
	return strings.Trim(Slug(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return ' '
		}
		return r
	}, file)), "-")
}

// fingerprint tells tables with the same titles.
func fingerprint(s sheet.Shape) string {
	h := sha256.New()
	for _, t := range s.Titles() {
		_, _ = io.WriteString(h, place.Fold(t)+"\x00") // a hash never fails to take bytes
	}
	return hex.EncodeToString(h.Sum(nil))
}

// nothingKnown answers no question: proposals are made before anything is looked up.
type nothingKnown struct{}

func (nothingKnown) Ref([]record.Kind, string) (record.Ref, *column.Trouble) {
	return "", &column.Trouble{}
}

func (nothingKnown) Choice(string, string, string) (string, bool) { return "", false }

// SheetOf reads a spreadsheet of the actor's office.
func (g *Registry) SheetOf(ctx context.Context, a access.Actor, id record.Ref) (Sheet, error) {
	office, err := sheetsOf(a)
	if err != nil {
		return Sheet{}, err
	}
	var out Sheet
	err = g.db.View(ctx, func(tx *store.Tx) error {
		row, err := tx.SheetOf(ctx, office, id)
		if err != nil {
			return err
		}
		if out, err = sheetOf(row); err != nil {
			return err
		}
		out.Counts, err = tx.CountSheetRows(ctx, id)
		return err
	})
	return out, err
}

// Sheets reads a page of the spreadsheets of the actor's office, newest first, and where the next page begins.
func (g *Registry) Sheets(ctx context.Context, a access.Actor, before record.Ref, limit int) ([]Sheet, record.Ref, error) {
	office, err := sheetsOf(a)
	if err != nil {
		return nil, "", err
	}
	var out []Sheet
	err = g.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Sheets(ctx, office, before, limit)
		if err != nil {
			return err
		}
		for _, r := range rows {
			s, err := sheetOf(r)
			if err != nil {
				return err
			}
			out = append(out, s)
		}
		return nil
	})
	if n := store.PageSize(limit); len(out) > n {
		return out[:n], out[n-1].ID, err
	}
	return out, "", err
}

// change reads a spreadsheet of the actor's office that is in one of some states, has f change it, and writes it.
func (g *Registry) changeSheet(ctx context.Context, a access.Actor, id record.Ref, states []string, f func(ctx context.Context, tx *store.Tx, row *store.Sheet, s *Sheet) error) error {
	office, err := sheetsOf(a)
	if err != nil {
		return err
	}
	return g.db.InTx(ctx, func(tx *store.Tx) error {
		row, err := tx.SheetOf(ctx, office, id)
		if err != nil {
			return err
		}
		if err := mayBring(a, row.Office, row.Kind); err != nil {
			return err
		}
		if err := inState(row, states); err != nil {
			return err
		}
		s, err := sheetOf(row)
		if err != nil {
			return err
		}
		worker := row.Worker
		if err := f(ctx, tx, &row, &s); err != nil {
			return err
		}
		if err := s.told(&row); err != nil {
			return err
		}
		row.UpdatedAt = g.stamp()
		return tx.SetSheet(ctx, row, worker)
	})
}

func inState(row store.Sheet, states []string) error {
	if slices.Contains(states, row.State) {
		return nil
	}
	return record.Errorf(record.Conflict, "the spreadsheet %s is %s", row.ID, row.State)
}

// DescribeSheet looks at the file again with other choices.
func (g *Registry) DescribeSheet(ctx context.Context, a access.Actor, tools *column.Tools, id record.Ref, kind record.Kind, c sheet.Choices) error {
	office, err := sheetsOf(a)
	if err != nil {
		return err
	}
	var row store.Sheet
	if err := g.db.View(ctx, func(tx *store.Tx) error {
		row, err = tx.SheetOf(ctx, office, id)
		return err
	}); err != nil {
		return err
	}
	found, err := sheetOf(row)
	if err != nil {
		return err
	}
	found.Choices = c
	if _, ok := record.DefinitionOf(kind); ok {
		found.Kind = kind
	}
	if err := inState(row, []string{SheetOpen, SheetReading, SheetChecked}); err != nil {
		return err
	}
	if err := g.describe(ctx, tools, row, &found); err != nil {
		return err
	}
	return g.changeSheet(ctx, a, id, []string{SheetOpen, SheetReading, SheetChecked}, func(ctx context.Context, tx *store.Tx, row *store.Sheet, s *Sheet) error {
		s.SheetSetting, s.Shape, s.Kind = found.SheetSetting, found.Shape, found.Kind
		row.State, row.Done, row.Total, row.Worker = SheetOpen, 0, 0, ""
		if err := tx.ResetChoices(ctx, id); err != nil {
			return err
		}
		return tx.DropSheetRows(ctx, id)
	})
}

// MapSheet says what the columns are, which is remembered for the next table with the same titles; the rows are to be looked
// at next.
func (g *Registry) MapSheet(ctx context.Context, a access.Actor, id record.Ref, m column.Mapping) error {
	return g.changeSheet(ctx, a, id, []string{SheetOpen, SheetReading, SheetChecked}, func(ctx context.Context, tx *store.Tx, row *store.Sheet, s *Sheet) error {
		if err := sound(s.Kind, m, len(s.Shape.Columns)); err != nil {
			return err
		}
		m.Orders, m.Exact = s.Mapping.Orders, s.Mapping.Exact
		s.Mapping = m
		row.State, row.Done, row.Worker = SheetReading, 0, ""
		kept, err := json.Marshal(m)
		if err != nil {
			return err
		}
		if err := tx.Remember(ctx, row.Office, s.Kind, fingerprint(s.Shape), string(kept), g.stamp()); err != nil {
			return err
		}
		if err := tx.ResetChoices(ctx, id); err != nil {
			return err
		}
		return tx.DropSheetRows(ctx, id)
	})
}

// sound holds that a mapping names columns of the kind, each once.
func sound(kind record.Kind, m column.Mapping, columns int) error {
	bad := func(field, code string) error {
		return &record.Error{Kind: record.Invalid, Msg: "the mapping cannot be used", Problems: []record.Problem{{Field: field, Code: code, Args: map[string]string{"value": field}}}}
	}
	if len(m.Fields) != columns {
		return bad("fields", "sheet_no_field")
	}
	used := map[string]bool{}
	any := false
	for _, name := range m.Fields {
		if name == "" {
			continue
		}
		any = true
		if _, ok := column.Of(kind, name); !ok {
			return bad(name, "sheet_no_field")
		}
		if used[name] {
			return bad(name, "sheet_field_twice")
		}
		used[name] = true
	}
	for name := range m.Fixed {
		if _, ok := column.Of(kind, name); !ok {
			return bad(name, "sheet_no_field")
		}
	}
	if !any {
		return bad("fields", "sheet_nothing_mapped")
	}
	return nil
}

// CancelSheet ends a spreadsheet before its end. What it has written stays, and can be undone.
func (g *Registry) CancelSheet(ctx context.Context, a access.Actor, id record.Ref) error {
	return g.changeSheet(ctx, a, id, []string{SheetOpen, SheetReading, SheetChecked, SheetCommitting}, func(ctx context.Context, tx *store.Tx, row *store.Sheet, _ *Sheet) error {
		row.State, row.Worker = SheetCancelled, ""
		return tx.DropPieces(ctx, id)
	})
}
