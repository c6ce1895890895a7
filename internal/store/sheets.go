package store

import (
	"context"
	"fmt"

	"entente/internal/access"
	"entente/internal/record"
)

// Sheet is the row of table sheet_import: a spreadsheet on its way in. Setting and Shape are documents of the use case.
type Sheet struct {
	ID        record.Ref
	Office    record.Ref
	Actor     string
	Kind      record.Kind
	File      string
	Size      int64
	State     string
	Setting   string
	Shape     string
	Total     int
	Done      int
	Batch     record.Ref
	Worker    string
	At        string
	UpdatedAt string
}

const sheetColumns = `id, office, actor, kind, file, size, state, setting, shape, total, done, batch, worker, at, updated_at`

func (s *Sheet) fields() []any {
	return []any{&s.ID, &s.Office, &s.Actor, &s.Kind, &s.File, &s.Size, &s.State, &s.Setting, &s.Shape, &s.Total, &s.Done, &s.Batch, &s.Worker, &s.At, &s.UpdatedAt}
}

func scanSheet(scan func(...any) error) (Sheet, error) {
	var s Sheet
	err := scan(s.fields()...)
	return s, err
}

// AddSheet keeps a new one.
func (tx *Tx) AddSheet(ctx context.Context, s Sheet) error {
	return tx.insert(ctx, "sheet_import("+sheetColumns+")", [][]any{{s.ID, s.Office, s.Actor, s.Kind, s.File, s.Size, s.State, s.Setting, s.Shape, s.Total, s.Done, s.Batch, s.Worker, s.At, s.UpdatedAt}})
}

// SetSheet writes what changes of one. It is a Conflict when another worker has taken it over since it was read.
func (tx *Tx) SetSheet(ctx context.Context, s Sheet, worker string) error {
	n, err := tx.exec(ctx, `UPDATE sheet_import SET kind = $1, state = $2, setting = $3, shape = $4, total = $5, done = $6, batch = $7, worker = $8, updated_at = $9, size = $10
		WHERE id = $11 AND worker = $12`, s.Kind, s.State, s.Setting, s.Shape, s.Total, s.Done, s.Batch, s.Worker, s.UpdatedAt, s.Size, s.ID, worker)
	if err == nil && n == 0 {
		return record.Errorf(record.Conflict, "somebody else works on the spreadsheet %s", s.ID)
	}
	return err
}

// SheetOf reads one of an office ("" for all); record.ErrNotFound when there is none.
func (tx *Tx) SheetOf(ctx context.Context, office, id record.Ref) (Sheet, error) {
	w := &where{}
	w.and("id = %s", id)
	if office != "" {
		w.and("office = %s", office)
	}
	rows, err := query(ctx, tx.q, scanSheet, `SELECT `+sheetColumns+` FROM sheet_import`+w.String(), w.args...)
	if err != nil {
		return Sheet{}, err
	}
	if len(rows) == 0 {
		return Sheet{}, record.Errorf(record.NotFound, "no spreadsheet %s", id)
	}
	return rows[0], nil
}

// Sheets reads those of an office ("" for all) that began before one, newest first, and one more than a page holds.
func (tx *Tx) Sheets(ctx context.Context, office, before record.Ref, n int) ([]Sheet, error) {
	w := &where{}
	if office != "" {
		w.and("office = %s", office)
	}
	if before != "" {
		w.and("id < %s", before)
	}
	return query(ctx, tx.q, scanSheet, `SELECT `+sheetColumns+` FROM sheet_import`+w.String()+order(true, "id")+limit(n), w.args...)
}

// AddPiece keeps a piece of the file.
func (tx *Tx) AddPiece(ctx context.Context, sheet record.Ref, n int, data []byte) error {
	return tx.insert(ctx, "sheet_piece(sheet, n, data)", [][]any{{sheet, n, data}})
}

// Piece reads one; nil after the last.
func (tx *Tx) Piece(ctx context.Context, sheet record.Ref, n int) ([]byte, error) {
	rows, err := query(ctx, tx.q, func(scan func(...any) error) ([]byte, error) {
		var b []byte
		err := scan(&b)
		return b, err
	}, `SELECT data FROM sheet_piece WHERE sheet = $1 AND n = $2`, sheet, n)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}

// DropPieces forgets the file.
func (tx *Tx) DropPieces(ctx context.Context, sheet record.Ref) error {
	_, err := tx.exec(ctx, `DELETE FROM sheet_piece WHERE sheet = $1`, sheet)
	return err
}

// SheetRow is the row of table sheet_row.
type SheetRow struct {
	N        int
	State    string // "" before it was looked at
	Decision string
	Record   record.Ref
	Version  int
	Written  int // the version that it made, 0 before
	Likeness string
	Cells    string
	Detail   string
}

const rowColumns = `n, state, decision, record, version, written, likeness, cells, detail`

func scanSheetRow(scan func(...any) error) (SheetRow, error) {
	var r SheetRow
	err := scan(&r.N, &r.State, &r.Decision, &r.Record, &r.Version, &r.Written, &r.Likeness, &r.Cells, &r.Detail)
	return r, err
}

// AddSheetRows keeps rows that were read.
func (tx *Tx) AddSheetRows(ctx context.Context, sheet record.Ref, rows []SheetRow) error {
	all := make([][]any, len(rows))
	for i, r := range rows {
		all[i] = []any{sheet, r.N, r.State, r.Decision, r.Record, r.Version, r.Written, r.Likeness, r.Cells, r.Detail}
	}
	return tx.insert(ctx, "sheet_row(sheet, "+rowColumns+")", all)
}

// SetSheetRow writes what was found of a row, or done with it.
func (tx *Tx) SetSheetRow(ctx context.Context, sheet record.Ref, r SheetRow) error {
	_, err := tx.exec(ctx, `UPDATE sheet_row SET state = $1, decision = $2, record = $3, version = $4, written = $5, likeness = $6, detail = $7 WHERE sheet = $8 AND n = $9`,
		r.State, r.Decision, r.Record, r.Version, r.Written, r.Likeness, r.Detail, sheet, r.N)
	return err
}

// SheetRows reads the next rows after one, those of some states where states are given.
func (tx *Tx) SheetRows(ctx context.Context, sheet record.Ref, states []string, after, n int) ([]SheetRow, error) {
	w := &where{}
	w.and("sheet = %s AND n > %s", sheet, after)
	if len(states) > 0 {
		in(w, "state", states)
	}
	return query(ctx, tx.q, scanSheetRow, `SELECT `+rowColumns+` FROM sheet_row`+w.String()+fmt.Sprintf(` ORDER BY n LIMIT %d`, n), w.args...)
}

// RowsToWrite reads the next rows of some states after one that were not written yet.
func (tx *Tx) RowsToWrite(ctx context.Context, sheet record.Ref, states []string, after, n int) ([]SheetRow, error) {
	w := &where{}
	w.and("sheet = %s AND n > %s", sheet, after)
	in(w, "state", states)
	return query(ctx, tx.q, scanSheetRow, `SELECT `+rowColumns+` FROM sheet_row`+w.String()+fmt.Sprintf(` AND written = 0 ORDER BY n LIMIT %d`, n), w.args...)
}

// DropSheetRows forgets the rows, to read them anew.
func (tx *Tx) DropSheetRows(ctx context.Context, sheet record.Ref) error {
	_, err := tx.exec(ctx, `DELETE FROM sheet_row WHERE sheet = $1`, sheet)
	return err
}

// ClearSheetRows makes every row that was not written one that was not looked at.
func (tx *Tx) ClearSheetRows(ctx context.Context, sheet record.Ref) error {
	_, err := tx.exec(ctx, `UPDATE sheet_row SET state = '', likeness = '' WHERE sheet = $1 AND written = 0`, sheet)
	return err
}

// CountSheetRows counts rows by state.
func (tx *Tx) CountSheetRows(ctx context.Context, sheet record.Ref) (map[string]int, error) {
	out := map[string]int{}
	_, err := query(ctx, tx.q, func(scan func(...any) error) (struct{}, error) {
		var s string
		var n int
		err := scan(&s, &n)
		out[s] = n
		return struct{}{}, err
	}, `SELECT state, COUNT(*) FROM sheet_row WHERE sheet = $1 GROUP BY state`, sheet)
	return out, err
}

// EarlierRow finds the first row before n that is about the same record, or of the same likeness; 0 for none.
func (tx *Tx) EarlierRow(ctx context.Context, sheet record.Ref, n int, id record.Ref, likeness string) (int, error) {
	w := &where{}
	w.and("sheet = %s AND n < %s", sheet, n)
	if id != "" {
		w.and("record = %s", id)
	} else {
		w.and("likeness = %s", likeness)
	}
	rows, err := query(ctx, tx.q, func(scan func(...any) error) (int, error) {
		var n int
		err := scan(&n)
		return n, err
	}, `SELECT n FROM sheet_row`+w.String()+` ORDER BY n LIMIT 1`, w.args...)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0], nil
}

// SheetChoice is the row of table sheet_choice.
type SheetChoice struct {
	Key     string
	Rows    int
	Decided bool
	Value   string
	Detail  string
}

// SheetChoices reads what is open or decided in a spreadsheet.
func (tx *Tx) SheetChoices(ctx context.Context, sheet record.Ref) ([]SheetChoice, error) {
	return query(ctx, tx.q, func(scan func(...any) error) (SheetChoice, error) {
		var c SheetChoice
		var decided int
		err := scan(&c.Key, &c.Rows, &decided, &c.Value, &c.Detail)
		c.Decided = decided != 0
		return c, err
	}, `SELECT key, rows, decided, value, detail FROM sheet_choice WHERE sheet = $1 ORDER BY rows DESC, key`, sheet)
}

// CountChoice adds to the rows that a choice is about, and keeps it when it is new.
func (tx *Tx) CountChoice(ctx context.Context, sheet record.Ref, c SheetChoice) error {
	_, err := tx.exec(ctx, `INSERT INTO sheet_choice(sheet, key, rows, decided, value, detail) VALUES ($1, $2, $3, 0, '', $4)
		ON CONFLICT (sheet, key) DO UPDATE SET rows = sheet_choice.rows + excluded.rows`, sheet, c.Key, c.Rows, c.Detail)
	return err
}

// Decide writes what somebody decided.
func (tx *Tx) Decide(ctx context.Context, sheet record.Ref, key, value string, decided bool) error {
	n := 0
	if decided {
		n = 1
	}
	_, err := tx.exec(ctx, `UPDATE sheet_choice SET value = $1, decided = $2 WHERE sheet = $3 AND key = $4`, value, n, sheet, key)
	return err
}

// ResetChoices counts anew, and forgets those that nobody has decided.
func (tx *Tx) ResetChoices(ctx context.Context, sheet record.Ref) error {
	if _, err := tx.exec(ctx, `DELETE FROM sheet_choice WHERE sheet = $1 AND decided = 0`, sheet); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `UPDATE sheet_choice SET rows = 0 WHERE sheet = $1`, sheet)
	return err
}

// Remembered reads what an office said last of spreadsheets with these titles; "" when it said nothing.
func (tx *Tx) Remembered(ctx context.Context, office record.Ref, kind record.Kind, titles string) (string, error) {
	rows, err := query(ctx, tx.q, func(scan func(...any) error) (string, error) {
		var s string
		err := scan(&s)
		return s, err
	}, `SELECT setting FROM sheet_mapping WHERE office = $1 AND kind = $2 AND titles = $3`, office, kind, titles)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0], nil
}

// Remember writes it.
func (tx *Tx) Remember(ctx context.Context, office record.Ref, kind record.Kind, titles, setting, at string) error {
	_, err := tx.exec(ctx, `INSERT INTO sheet_mapping(office, kind, titles, setting, at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (office, kind, titles) DO UPDATE SET setting = excluded.setting, at = excluded.at`, office, kind, titles, setting, at)
	return err
}

// Named reads the heads in scope of some kinds whose title, folded, is one of keys in either language: at most n of them.
func (tx *Tx) Named(ctx context.Context, s access.Scope, kinds []record.Kind, key string, n int) ([]Head, error) {
	var out []Head
	seen := map[record.Ref]bool{}
	for _, column := range []string{"r.sort_fr", "r.sort_en"} {
		w := &where{}
		in(w, "r.kind", kinds)
		w.and(column+" = %s", key)
		w.and("r.withdrawn_at = %s", "")
		w.scope(s)
		rows, err := query(ctx, tx.q, scanHead, `SELECT `+headColumns+` FROM record r`+w.String()+fmt.Sprintf(` ORDER BY r.id LIMIT %d`, n), w.args...)
		if err != nil {
			return nil, err
		}
		for _, h := range rows {
			if !seen[h.ID] {
				seen[h.ID] = true
				out = append(out, h)
			}
		}
	}
	return out, nil
}

// Shorts reads the heads in scope at the opaque part of an address, of some kinds.
func (tx *Tx) Shorts(ctx context.Context, s access.Scope, kinds []record.Kind, short string) ([]Head, error) {
	w := &where{}
	w.and("r.short = %s", short)
	in(w, "r.kind", kinds)
	w.scope(s)
	return query(ctx, tx.q, scanHead, `SELECT `+headColumns+` FROM record r`+w.String()+` ORDER BY r.id LIMIT 2`, w.args...)
}

// External reads the records of an office and kind that its other files know by one of these keys.
func (tx *Tx) External(ctx context.Context, office record.Ref, kind record.Kind, keys []string) (map[string][]record.Ref, error) {
	out := map[string][]record.Ref{}
	const most = 200
	for len(keys) > 0 {
		n := min(most, len(keys))
		w := &where{}
		w.and("field = 'external' AND kind = %s AND office = %s", kind, office)
		in(w, "value", keys[:n])
		keys = keys[n:]
		_, err := query(ctx, tx.q, func(scan func(...any) error) (struct{}, error) {
			var value string
			var id record.Ref
			err := scan(&value, &id)
			out[value] = append(out[value], id)
			return struct{}{}, err
		}, `SELECT value, source FROM mark`+w.String()+` ORDER BY value, source`, w.args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// DropSheet forgets one that came to nothing.
func (tx *Tx) DropSheet(ctx context.Context, sheet record.Ref) error {
	for _, text := range []string{`DELETE FROM sheet_piece WHERE sheet = $1`, `DELETE FROM sheet_row WHERE sheet = $1`, `DELETE FROM sheet_choice WHERE sheet = $1`, `DELETE FROM sheet_import WHERE id = $1`} {
		if _, err := tx.exec(ctx, text, sheet); err != nil {
			return err
		}
	}
	return nil
}

// DropSheets forgets those of some states that nobody has touched since an instant, with all that is kept of them, and tells how
// many. The records that they wrote, and the entry by which that is undone, are not of them.
func (tx *Tx) DropSheets(ctx context.Context, states []string, before string) (int, error) {
	w := &where{}
	in(w, "state", states)
	w.and("updated_at < %s", before)
	ids, err := query(ctx, tx.q, scanRef, `SELECT id FROM sheet_import`+w.String()+` ORDER BY id`, w.args...)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := tx.DropSheet(ctx, id); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

// KindAfter reads the next n standing records of a kind in scope after one that began at starts, in order of beginning: those of
// one office where one is given. An index holds that order, so that the last of a million costs what the first does.
func (tx *Tx) KindAfter(ctx context.Context, s access.Scope, kind record.Kind, office record.Ref, starts string, after record.Ref, n int) ([]Entry, error) {
	w := &where{}
	w.and("r.kind = %s AND (r.starts, r.id) > (%s, %s)", kind, starts, after)
	w.and("r.withdrawn_at = %s", "")
	from := "record r"
	if office != "" {
		w.and("r.office = %s", office)
	}
	if tx.engine == SQLite { // which would otherwise look for what is shared first, and sort all of it
		from += " INDEXED BY " + map[bool]string{true: "record_list", false: "record_all"}[office != ""]
	}
	w.scope(s)
	return query(ctx, tx.q, scanEntry, `SELECT `+headColumns+`, d.data FROM `+from+` JOIN document d ON d.id = r.id`+w.String()+
		fmt.Sprintf(` ORDER BY r.starts, r.id LIMIT %d`, n), w.args...)
}
