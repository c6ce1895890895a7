package registry

import (
	"context"
	"encoding/json"
	"strings"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// Settle decides what texts of a spreadsheet mean, and what becomes of single rows. A choice is a value that was proposed,
// "use:" and an id, "make:" and a kind, or "" to leave the field empty; of a row it is "new", "skip", "same:" and an id, or ""
// to take back what was said. The rows are to be looked at again.
type Settle struct {
	Choices map[string]string
	Rows    map[int]string
	// Rest leaves empty whatever is still open.
	Rest bool
	// Doubts is what becomes of all rows that may be there already and of which nothing else is said: "same" where one record alone
	// comes into question, "new" or "skip"; "" leaves them open.
	Doubts string
}

// SettleSheet writes decisions.
func (g *Registry) SettleSheet(ctx context.Context, a access.Actor, id record.Ref, d Settle) error {
	return g.changeSheet(ctx, a, id, []string{SheetChecked, SheetReading}, func(ctx context.Context, tx *store.Tx, row *store.Sheet, _ *Sheet) error {
		all, err := tx.SheetChoices(ctx, id)
		if err != nil {
			return err
		}
		for _, c := range all {
			value, said := d.Choices[c.Key]
			if !said && d.Rest && !c.Decided {
				value, said = "", true
			}
			if !said {
				continue
			}
			if kind, ok := strings.CutPrefix(value, makeRecord); ok && !strings.Contains(kind, ":") {
				if !creatable(record.Kind(kind)) {
					return record.Errorf(record.Invalid, "a name alone makes no %s", kind)
				}
				ref, err := g.NewID()
				if err != nil {
					return err
				}
				value = makeRecord + kind + ":" + string(ref)
			}
			if err := tx.Decide(ctx, id, c.Key, value, true); err != nil {
				return err
			}
		}
		for n, what := range d.Rows {
			rows, err := tx.SheetRows(ctx, id, nil, n-1, 1)
			if err != nil {
				return err
			}
			if len(rows) == 0 || rows[0].N != n {
				return record.Errorf(record.NotFound, "no row %d", n)
			}
			if what != "" && what != "new" && what != "skip" && !strings.HasPrefix(what, "same:") {
				return record.Errorf(record.Invalid, "a row cannot be %q", what)
			}
			rows[0].Decision = what
			if err := tx.SetSheetRow(ctx, id, rows[0]); err != nil {
				return err
			}
		}
		if err := settleDoubts(ctx, tx, id, d); err != nil {
			return err
		}
		row.State, row.Done, row.Worker = SheetReading, 0, ""
		if err := tx.ResetChoices(ctx, id); err != nil {
			return err
		}
		return tx.ClearSheetRows(ctx, id)
	})
}

// settleDoubts decides what becomes of the rows that may be there already.
func settleDoubts(ctx context.Context, tx *store.Tx, id record.Ref, d Settle) error {
	if d.Doubts == "" {
		return nil
	}
	if d.Doubts != "same" && d.Doubts != "new" && d.Doubts != "skip" {
		return record.Errorf(record.Invalid, "rows cannot be %q", d.Doubts)
	}
	for after, more := 0, true; more; {
		rows, err := tx.SheetRows(ctx, id, []string{RowDoubt}, after, sheetBatch)
		if err != nil {
			return err
		}
		for _, r := range rows {
			after = r.N
			if _, said := d.Rows[r.N]; said {
				continue
			}
			r.Decision = d.Doubts
			if d.Doubts == "same" {
				if r.Decision, err = soleLikely(r); err != nil {
					return err
				}
			}
			if r.Decision == "" {
				continue
			}
			if err := tx.SetSheetRow(ctx, id, r); err != nil {
				return err
			}
		}
		more = len(rows) == sheetBatch
	}
	return nil
}

// soleLikely says that a row is about the one record that it may be about; "" where there are several, or none.
func soleLikely(r store.SheetRow) (string, error) {
	var why RowDetail
	if err := json.Unmarshal([]byte(r.Detail), &why); err != nil {
		return "", err
	}
	if len(why.Likely) != 1 || why.Likely[0].ID == "" {
		return "", nil
	}
	return "same:" + string(why.Likely[0].ID), nil
}
