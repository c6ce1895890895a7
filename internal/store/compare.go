package store

import (
	"context"
	"fmt"
	"strings"

	"entente/internal/record"
)

// State is one state of one record, by its hash.
type State struct {
	Record  record.Ref
	Version int
	Hash    string
}

// Extent is how much is kept: what only ever grows.
type Extent struct{ Records, Revisions int }

// ExtentOf counts what is kept.
func (db *DB) ExtentOf(ctx context.Context) (Extent, error) {
	rows, err := query(ctx, db.read, func(scan func(...any) error) (Extent, error) {
		var e Extent
		err := scan(&e.Records, &e.Revisions)
		return e, err
	}, `SELECT (SELECT COUNT(*) FROM record), (SELECT COUNT(*) FROM revision)`)
	if err != nil {
		return Extent{}, err
	}
	return rows[0], nil
}

// HeadsAfter reads where the next n records stand, in the order of their ids.
func (db *DB) HeadsAfter(ctx context.Context, after record.Ref, n int) ([]State, error) {
	return query(ctx, db.read, func(scan func(...any) error) (State, error) {
		var s State
		err := scan(&s.Record, &s.Version, &s.Hash)
		return s, err
	}, `SELECT id, version, head FROM record WHERE id > $1 ORDER BY id`+fmt.Sprintf(` LIMIT %d`, n), after)
}

// Lacks gives those of some states that no history of this database holds. Histories only grow, so a true copy has no state
// that the original lacks, however much was written meanwhile.
func (db *DB) Lacks(ctx context.Context, states []State) ([]State, error) {
	var out []State
	const most = 200
	for len(states) > 0 {
		batch := states[:min(most, len(states))]
		states = states[len(batch):]
		var args []any
		var marks []string
		for i, s := range batch {
			marks = append(marks, fmt.Sprintf("($%d, CAST($%d AS INTEGER))", 2*i+1, 2*i+2))
			args = append(args, s.Record, s.Version)
		}
		have := map[State]bool{}
		_, err := query(ctx, db.read, func(scan func(...any) error) (struct{}, error) {
			var s State
			err := scan(&s.Record, &s.Version, &s.Hash)
			have[s] = true
			return struct{}{}, err
		}, `SELECT record, version, hash FROM revision WHERE (record, version) IN (VALUES `+strings.Join(marks, ", ")+`)`, args...)
		if err != nil {
			return nil, err
		}
		for _, s := range batch {
			if !have[s] {
				out = append(out, s)
			}
		}
	}
	return out, nil
}

// Erased lists the persons whose personal fields were erased.
func (db *DB) Erased(ctx context.Context) ([]record.Ref, error) {
	return query(ctx, db.read, func(scan func(...any) error) (record.Ref, error) {
		var id record.Ref
		err := scan(&id)
		return id, err
	}, `SELECT person FROM personal WHERE erased_at <> '' ORDER BY person`)
}
