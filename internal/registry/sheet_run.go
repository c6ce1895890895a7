package registry

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"entente/internal/access"
	"entente/internal/column"
	"entente/internal/record"
	"entente/internal/sheet"
	"entente/internal/store"
)

// sheetBatch is how many rows are looked at, or written, in one transaction: what a kill can undo, and how long others wait.
const sheetBatch = 200

// run is one pass over a spreadsheet by one worker. A second worker that begins takes it over: the first one finds out at its
// next transaction, and stops.
type run struct {
	g      *Registry
	a      access.Actor
	id     record.Ref
	office record.Ref
	tools  *column.Tools
	worker string
	look   *looker
	after  int
}

func (g *Registry) newRun(ctx context.Context, a access.Actor, tools *column.Tools, id record.Ref, states []string, begin func(tx *store.Tx, row *store.Sheet) error) (*run, error) {
	office, err := sheetsOf(a)
	if err != nil {
		return nil, err
	}
	r := &run{g: g, a: a, id: id, office: office, tools: tools}
	worker, err := g.NewID()
	if err != nil {
		return nil, err
	}
	r.worker = string(worker)
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
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
		was := row.Worker
		row.Worker, row.UpdatedAt = r.worker, g.stamp()
		if begin != nil {
			if err := begin(tx, &row); err != nil {
				return err
			}
		}
		s, err := sheetOf(row)
		if err != nil {
			return err
		}
		k := &known{g: g, scope: access.ScopeOf(a), lang: string(s.Lang), answers: map[string]answer{}}
		if err := k.decided(ctx, tx, id); err != nil {
			return err
		}
		r.look = &looker{g: g, a: a, sheet: row, set: s.SheetSetting, kind: row.Kind, tools: tools, known: k, reader: tools.Reader(s.Lang, k), long: s.Shape.Rows > longTable}
		return tx.SetSheet(ctx, row, was)
	})
	return r, err
}

// step does a piece of work in one transaction, together with how far it brings the spreadsheet.
func (r *run) step(ctx context.Context, f func(ctx context.Context, tx *store.Tx, row *store.Sheet) error) (store.Sheet, error) {
	var out store.Sheet
	err := r.g.db.InTx(ctx, func(tx *store.Tx) error {
		row, err := tx.SheetOf(ctx, r.office, r.id)
		if err != nil {
			return err
		}
		if row.Worker != r.worker {
			return record.Errorf(record.Conflict, "somebody else works on the spreadsheet %s", r.id)
		}
		if err := f(ctx, tx, &row); err != nil {
			return err
		}
		row.UpdatedAt = r.g.stamp()
		out = row
		return tx.SetSheet(ctx, row, r.worker)
	})
	return out, err
}

// CheckSheet looks at every row and tells what it would do, without writing a record. It goes on where an earlier call ended;
// progress is told how many rows of how many were looked at.
func (g *Registry) CheckSheet(ctx context.Context, a access.Actor, tools *column.Tools, id record.Ref, progress func(done, total int)) error {
	r, err := g.newRun(ctx, a, tools, id, []string{SheetReading}, nil)
	if err != nil {
		return fmt.Errorf("look at the rows of %s: %w", id, err)
	}
	if err := r.check(ctx, progress); err != nil {
		return fmt.Errorf("look at the rows of %s: %w", id, err)
	}
	return nil
}

func (r *run) check(ctx context.Context, progress func(done, total int)) error {
	if err := r.load(ctx); err != nil {
		return err
	}
	for {
		var rows []store.SheetRow
		var looks []look
		err := r.g.db.View(ctx, func(tx *store.Tx) error { // others may write while rows are looked at
			var err error
			if rows, err = tx.SheetRows(ctx, r.id, []string{""}, r.after, sheetBatch); err != nil {
				return err
			}
			looks, err = r.look.looks(ctx, tx, rows)
			return err
		})
		if err != nil {
			return err
		}
		row, err := r.step(ctx, func(ctx context.Context, tx *store.Tx, row *store.Sheet) error {
			if len(rows) == 0 {
				row.State, row.Worker, row.Done = SheetChecked, "", row.Total
				return nil
			}
			for _, k := range looks {
				if err := tx.SetSheetRow(ctx, r.id, k.row); err != nil {
					return err
				}
			}
			row.Done += len(rows)
			return r.ask(ctx, tx, looks)
		})
		if err != nil {
			return err
		}
		progress(row.Done, row.Total)
		if len(rows) == 0 {
			return nil
		}
		r.after = rows[len(rows)-1].N
	}
}

// ask counts what rows could not tell, so that it is asked once.
func (r *run) ask(ctx context.Context, tx *store.Tx, looks []look) error {
	open := map[string]store.SheetChoice{}
	var order []string
	for _, k := range looks {
		for _, t := range k.why.Troubles {
			if t.Ask == "" {
				continue
			}
			key := keyOf(t)
			c, met := open[key]
			if !met {
				b, err := json.Marshal(t)
				if err != nil {
					return err
				}
				c = store.SheetChoice{Key: key, Detail: string(b)}
				order = append(order, key)
			}
			c.Rows++
			open[key] = c
		}
	}
	for key, n := range r.look.known.used {
		if err := tx.CountChoice(ctx, r.id, store.SheetChoice{Key: key, Rows: n, Detail: "{}"}); err != nil {
			return err
		}
	}
	for _, key := range order {
		if err := tx.CountChoice(ctx, r.id, open[key]); err != nil {
			return err
		}
	}
	return nil
}

// load brings the rows of the file into the database, where they can be paged through and gone on with.
func (r *run) load(ctx context.Context) error {
	var file store.Sheet
	loaded := false
	if err := r.g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		if file, err = tx.SheetOf(ctx, r.office, r.id); err != nil {
			return err
		}
		loaded = file.Total > 0
		return nil
	}); err != nil || loaded {
		return err
	}
	s, err := sheetOf(file)
	if err != nil {
		return err
	}
	b, err := sheet.Open(&pieces{ctx: ctx, g: r.g, sheet: r.id}, file.Size, sheet.Options{Encoding: s.Choices.Encoding, Separator: s.Choices.Separator})
	if err != nil {
		return err
	}
	if _, err := r.step(ctx, func(ctx context.Context, tx *store.Tx, _ *store.Sheet) error { return tx.DropSheetRows(ctx, r.id) }); err != nil {
		return err
	}
	var batch []store.SheetRow
	total := 0
	flush := func(end bool) error {
		_, err := r.step(ctx, func(ctx context.Context, tx *store.Tx, row *store.Sheet) error {
			if end {
				row.Total, row.Done = total, 0
			}
			return tx.AddSheetRows(ctx, r.id, batch)
		})
		batch = batch[:0]
		return err
	}
	for row, err := range b.Data(s.Shape) {
		if err != nil {
			return err
		}
		cells, err := keepCells(row.Cells)
		if err != nil {
			return err
		}
		total++
		if batch = append(batch, store.SheetRow{N: row.N, Cells: cells, Detail: "{}"}); len(batch) == 5*sheetBatch {
			if err := flush(false); err != nil {
				return err
			}
		}
	}
	return flush(true)
}

// CommitSheet writes what the rows say: those that are new or change something, and that nothing keeps from being written. It
// is one batch, which can be undone as one. It is written a few hundred rows at a time, each with the note that it was: a
// program that is killed goes on where it ended, and writes nothing twice.
func (g *Registry) CommitSheet(ctx context.Context, a access.Actor, tools *column.Tools, id record.Ref, progress func(done, total int)) (Batch, error) {
	s, err := g.SheetOf(ctx, a, id)
	if err == nil && s.State == SheetDone { // by another worker, or just before the program was killed
		return (&run{g: g}).batch(ctx, s.Batch)
	}
	if err != nil {
		return Batch{}, fmt.Errorf("write the rows of %s: %w", id, err)
	}
	r, err := g.newRun(ctx, a, tools, id, []string{SheetChecked, SheetCommitting}, func(tx *store.Tx, row *store.Sheet) error {
		if row.State == SheetCommitting {
			return nil
		}
		row.State, row.Done = SheetCommitting, 0
		return nil
	})
	if err != nil {
		return Batch{}, fmt.Errorf("write the rows of %s: %w", id, err)
	}
	b, err := r.commit(ctx, progress)
	if err != nil {
		return Batch{}, fmt.Errorf("write the rows of %s: %w", id, err)
	}
	return b, nil
}

func (r *run) commit(ctx context.Context, progress func(done, total int)) (Batch, error) {
	if err := r.makeMissing(ctx); err != nil {
		return Batch{}, err
	}
	var refused []look
	for {
		n := 0
		row, err := r.step(ctx, func(ctx context.Context, tx *store.Tx, row *store.Sheet) error {
			var err error
			n, refused, err = r.some(ctx, tx, row)
			return err
		})
		if errors.Is(err, errSomeRefused) { // meanwhile something has changed: those rows are told, the others written
			if _, err := r.step(ctx, func(ctx context.Context, tx *store.Tx, _ *store.Sheet) error {
				for _, k := range refused {
					if err := tx.SetSheetRow(ctx, r.id, k.row); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				return Batch{}, err
			}
			continue
		}
		if err != nil {
			return Batch{}, err
		}
		progress(row.Done, row.Total)
		if n == 0 {
			return r.batch(ctx, row.Batch)
		}
	}
}

func (r *run) batch(ctx context.Context, id record.Ref) (Batch, error) {
	if id == "" {
		return Batch{}, nil
	}
	var out Batch
	err := r.g.db.View(ctx, func(tx *store.Tx) error {
		b, err := tx.BatchOf(ctx, "", id)
		out = batchOf(b)
		return err
	})
	return out, err
}

// errSomeRefused takes back a transaction in which some rows turned out not to be written.
var errSomeRefused = errors.New("some rows were refused")

// some writes the next rows; n is how many it looked at, 0 at the end.
func (r *run) some(ctx context.Context, tx *store.Tx, row *store.Sheet) (n int, refused []look, err error) {
	rows, err := tx.RowsToWrite(ctx, r.id, []string{RowNew, RowChanged}, r.after, sheetBatch)
	if err != nil {
		return 0, nil, err
	}
	if len(rows) == 0 {
		row.State, row.Worker, row.Done = SheetDone, "", row.Total
		return 0, nil, tx.DropPieces(ctx, r.id)
	}
	last := rows[len(rows)-1].N
	seen := map[int]store.SheetRow{}
	for i := range rows {
		seen[rows[i].N] = rows[i]
		if rows[i].State == RowNew {
			rows[i].Decision = "new" // it was looked at: nothing like it stood there
		}
	}
	looks, err := r.look.looks(ctx, tx, rows)
	if err != nil {
		return 0, nil, err
	}
	var edits []Edit
	var of []int
	for i := range looks {
		k := &looks[i]
		was := seen[k.row.N]
		k.row.Decision = was.Decision
		if k.row.State == RowChanged && was.Version != k.row.Version || was.Version > 0 && k.row.State != RowChanged && k.row.State != RowSame {
			k.row.State = RowNew // only to be refused below
			k.why.Problems = nil
			k.refuse(-1, record.Problem{Field: "id", Code: "changed_meanwhile"})
		}
		switch k.row.State {
		case RowNew, RowChanged:
			edits, of = append(edits, k.edit), append(of, i)
		case RowSame:
		default:
			refused = append(refused, *k)
		}
	}
	if len(refused) == 0 {
		refused, err = r.write(ctx, tx, row, looks, edits, of)
		if err != nil {
			return 0, nil, err
		}
	}
	if len(refused) > 0 {
		for i := range refused {
			b, err := json.Marshal(refused[i].why)
			if err != nil {
				return 0, nil, err
			}
			refused[i].row.Detail = string(b)
		}
		return 0, refused, errSomeRefused
	}
	row.Done += len(rows)
	r.after = last
	return len(rows), nil, nil
}

// write writes edits as the next part of the spreadsheet's batch.
func (r *run) write(ctx context.Context, tx *store.Tx, row *store.Sheet, looks []look, edits []Edit, of []int) ([]look, error) {
	b, err := r.begun(ctx, tx, row)
	if err != nil {
		return nil, err
	}
	base := b.Created + b.Changed + b.Unchanged
	ap := &applier{g: r.g, tx: tx, a: r.a, batch: b, done: base, faulty: map[record.Ref]record.Kind{}, progress: func(int) {}}
	if err := ap.write(ctx, edits); err != nil {
		return nil, err
	}
	if err := ap.tie(ctx, base); err != nil {
		return nil, err
	}
	var refused []look
	for _, x := range ap.refused.Refused {
		k := looks[of[number(x.Where)-base-1]]
		for _, p := range x.Problems {
			k.refuse(r.look.column(p.Field), p)
		}
		refused = append(refused, k)
	}
	if len(refused) > 0 {
		return refused, nil
	}
	for i, at := range of {
		k := &looks[at]
		k.row.Written = edits[i].From + 1
		if err := tx.SetSheetRow(ctx, r.id, k.row); err != nil {
			return nil, err
		}
	}
	if ap.batch.Created+ap.batch.Changed > 0 {
		row.Batch = ap.batch.ID
	}
	return nil, tx.CloseBatch(ctx, ap.batch)
}

// begun reads the spreadsheet's batch, or begins it.
func (r *run) begun(ctx context.Context, tx *store.Tx, row *store.Sheet) (store.Batch, error) {
	if row.Batch != "" {
		return tx.BatchOf(ctx, "", row.Batch)
	}
	id, err := r.g.NewID()
	if err != nil {
		return store.Batch{}, err
	}
	b := store.Batch{ID: id, Office: row.Office, At: r.g.stamp(), Actor: r.a.Name, What: row.File}
	return b, tx.AddBatch(ctx, b)
}

// makeMissing writes the records that somebody decided to make for names that nobody knew, before what refers to them.
func (r *run) makeMissing(ctx context.Context) error {
	k := r.look.known
	_, err := r.step(ctx, func(ctx context.Context, tx *store.Tx, row *store.Sheet) error {
		all, err := tx.SheetChoices(ctx, r.id)
		if err != nil {
			return err
		}
		var edits []Edit
		for _, c := range all {
			kind, id, ok := made(c.Value)
			if !ok || !c.Decided || c.Rows == 0 {
				continue
			}
			if there, err := tx.Heads(ctx, access.Scope{All: true}, []record.Ref{id}); err != nil || len(there) > 0 {
				if err != nil {
					return err
				}
				continue
			}
			var t column.Trouble
			if err := json.Unmarshal([]byte(c.Detail), &t); err != nil {
				return err
			}
			edits = append(edits, Edit{Record: named(kind, id, row.Office, t.Text)})
		}
		if len(edits) == 0 {
			return nil
		}
		b, err := r.begun(ctx, tx, row)
		if err != nil {
			return err
		}
		base := b.Created + b.Changed + b.Unchanged
		ap := &applier{g: r.g, tx: tx, a: r.a, batch: b, done: base, faulty: map[record.Ref]record.Kind{}, progress: func(int) {}}
		if err := ap.write(ctx, edits); err != nil {
			return err
		}
		if err := ap.tie(ctx, base); err != nil {
			return err
		}
		if len(ap.refused.Refused) > 0 {
			return &ap.refused
		}
		row.Batch = ap.batch.ID
		return tx.CloseBatch(ctx, ap.batch)
	})
	k.making = map[record.Ref]record.Kind{}
	return err
}

// named makes a record of a kind of which nothing is known but a name. It is private until somebody has looked at it.
func named(kind record.Kind, id, office record.Ref, name string) record.Record {
	m := record.Meta{ID: id, Kind: kind, Office: office, Visibility: record.Private}
	text := record.Text{FR: name}
	switch kind { //nolint:exhaustive // those that a name alone makes: see creatable
	case record.KindPerson:
		return &record.Person{Meta: m, Name: name}
	case record.KindPost:
		return &record.Post{Meta: m, Title: text}
	case record.KindDocument:
		return &record.Document{Meta: m, Title: text}
	}
	return &record.Organisation{Meta: m, Name: text}
}

// SheetRows reads a page of the rows of a spreadsheet, those of some states where states are given, and the row after which
// the next page begins, 0 on the last.
func (g *Registry) SheetRows(ctx context.Context, a access.Actor, id record.Ref, states []string, after, limit int) ([]SheetRow, int, error) {
	office, err := sheetsOf(a)
	if err != nil {
		return nil, 0, err
	}
	var out []SheetRow
	next := 0
	err = g.db.View(ctx, func(tx *store.Tx) error {
		if _, err := tx.SheetOf(ctx, office, id); err != nil {
			return err
		}
		n := store.PageSize(limit)
		rows, err := tx.SheetRows(ctx, id, states, after, n+1)
		if err != nil {
			return err
		}
		if len(rows) > n {
			rows = rows[:n]
			next = rows[n-1].N
		}
		for _, r := range rows {
			s := SheetRow{N: r.N, State: r.State, Decision: r.Decision, Record: r.Record, Written: r.Written}
			cells, err := readCells(r.Cells)
			if err != nil {
				return err
			}
			for _, c := range cells {
				s.Cells = append(s.Cells, c.Text)
			}
			if err := json.Unmarshal([]byte(r.Detail), &s.RowDetail); err != nil {
				return err
			}
			out = append(out, s)
		}
		return nil
	})
	return out, next, err
}
