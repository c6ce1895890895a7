package registry

import (
	"context"
	"fmt"
	"time"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// cleaner removes rows that have served their time, and says how many.
type cleaner struct {
	name  string // of what is removed
	clean func(ctx context.Context, tx *store.Tx, now time.Time) (int, error)
}

// How long spreadsheets are kept from their last step on.
const (
	keepUnfinished = 30 * 24 * time.Hour // so that they can be gone on with
	keepFinished   = 90 * 24 * time.Hour // for their report, and the rows that were refused
)

// cleaners are all that Clean does: each area that keeps something for a time has its line here.
func (g *Registry) cleaners() []cleaner {
	return []cleaner{
		{"signing in", func(ctx context.Context, tx *store.Tx, now time.Time) (int, error) {
			return 0, tx.DropStale(ctx, now.UTC().Format(instant), ago(now, keepEvents))
		}},
		{"drafts", func(ctx context.Context, tx *store.Tx, now time.Time) (int, error) {
			n, err := tx.DropDrafts(ctx, ago(now, 90*24*time.Hour))
			return int(n), err
		}},
		{"spreadsheets", func(ctx context.Context, tx *store.Tx, now time.Time) (int, error) {
			left, err := tx.DropSheets(ctx, []string{SheetOpen, SheetReading, SheetChecked, SheetCommitting}, ago(now, keepUnfinished))
			if err != nil {
				return 0, err
			}
			ended, err := tx.DropSheets(ctx, []string{SheetDone, SheetCancelled}, ago(now, keepFinished))
			return left + ended, err
		}},
		{"backups", func(ctx context.Context, tx *store.Tx, now time.Time) (int, error) {
			return tx.ForgetBackups(ctx, ago(now, 400*24*time.Hour))
		}},
		{"jobs", func(ctx context.Context, tx *store.Tx, now time.Time) (int, error) {
			return tx.ForgetJobs(ctx, ago(now, 90*24*time.Hour))
		}},
	}
}

func ago(now time.Time, d time.Duration) string { return now.Add(-d).UTC().Format(instant) }

// Clean removes what has served its time, each sort in a transaction of its own, and says how many rows of each were removed.
// Never a record, nor anything of its history. It is the operator's alone.
func (g *Registry) Clean(ctx context.Context, a access.Actor) (map[string]int, error) {
	if a.Role != access.Operator {
		return nil, record.Errorf(record.Forbidden, "%s may not clean the database", a.Name)
	}
	out := map[string]int{}
	for _, c := range g.cleaners() {
		err := g.db.InTx(ctx, func(tx *store.Tx) error {
			n, err := c.clean(ctx, tx, g.now())
			out[c.name] = n
			return err
		})
		if err != nil {
			return out, fmt.Errorf("clean %s: %w", c.name, err)
		}
	}
	return out, nil
}

// Optimise lets the database engine look after itself. It is the operator's alone.
func (g *Registry) Optimise(ctx context.Context, a access.Actor) error {
	if a.Role != access.Operator {
		return record.Errorf(record.Forbidden, "%s may not optimise the database", a.Name)
	}
	return g.db.Optimise(ctx)
}
