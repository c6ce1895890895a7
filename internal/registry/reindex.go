package registry

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"entente/internal/record"
	"entente/internal/store"
)

// analysis numbers what the index of words holds: raise it when words are found or cut otherwise, or when other texts are
// searched. The rules of redaction have their own number.
const analysis = 3

// listed numbers what lists sort and filter on: raise it when marks are declared otherwise, or when sort keys or ranks of
// states are made otherwise.
const listed = 2

// The rules by which the whole of something was made.
const (
	indexedBy = "search.indexed"
	listedBy  = "lists.made"
)

// rebuilt is something made of every record, by rules that have a number.
type rebuilt struct {
	done, doing string // settings: the rules by which all of it was made, and how far the present ones have come
	rules       string
	clear       func(context.Context, *store.Tx) error
	write       func(context.Context, *store.Tx, []store.Row) error
	row         func(h store.Head, r record.Record, file string) store.Row
}

// reindex makes the index of words anew when it was made by other rules, or never.
func (g *Registry) reindex(ctx context.Context) error {
	err := g.rebuild(ctx, rebuilt{
		done: indexedBy, doing: "search.indexing", rules: indexRules(),
		clear: func(ctx context.Context, tx *store.Tx) error { return tx.ClearIndex(ctx) },
		write: func(ctx context.Context, tx *store.Tx, rows []store.Row) error { return tx.Index(ctx, rows) },
		row: func(h store.Head, r record.Record, file string) store.Row {
			return store.Row{Head: h, Search: g.searchRows(r, file, tied(r, record.Links(r)).Links, marks(r))}
		},
	})
	if err != nil {
		return fmt.Errorf("index words anew: %w", err)
	}
	return nil
}

// relist makes what lists sort and filter on anew when it was made by other rules, or never.
func (g *Registry) relist(ctx context.Context) error {
	err := g.rebuild(ctx, rebuilt{
		done: listedBy, doing: "lists.making", rules: itoa(listed),
		clear: func(context.Context, *store.Tx) error { return nil },
		write: func(ctx context.Context, tx *store.Tx, rows []store.Row) error { return tx.Relist(ctx, rows) },
		row: func(h store.Head, r record.Record, file string) store.Row {
			row := g.indexed(r, file)
			h.SortFR, h.SortEN, h.SortState = row.SortFR, row.SortEN, row.SortState
			row.Head = h
			return row
		},
	})
	if err != nil {
		return fmt.Errorf("prepare lists anew: %w", err)
	}
	return nil
}

// rebuild does a batch to a transaction, going on where an interrupted one ended. Records that are written meanwhile are done
// with the rest of them.
func (g *Registry) rebuild(ctx context.Context, b rebuilt) error {
	for done := false; !done; {
		err := g.db.InTx(ctx, func(tx *store.Tx) error {
			by, err := tx.Setting(ctx, b.done)
			if err != nil || by == b.rules {
				done = true
				return err
			}
			at, err := tx.Setting(ctx, b.doing)
			if err != nil {
				return err
			}
			under, after, _ := strings.Cut(at, " ")
			if under != b.rules {
				after = ""
				if err := b.clear(ctx, tx); err != nil {
					return err
				}
			}
			entries, err := tx.EntriesAfter(ctx, after, importBatch)
			if err != nil {
				return err
			}
			if len(entries) == 0 {
				done = true
				if err := tx.SetSetting(ctx, b.doing, ""); err != nil {
					return err
				}
				return tx.SetSetting(ctx, b.done, b.rules)
			}
			for some := range slices.Chunk(entries, rebuiltAtOnce) {
				rows, err := g.rowsOf(ctx, tx, some, b.row)
				if err != nil {
					return err
				}
				if err := b.write(ctx, tx, rows); err != nil {
					return err
				}
			}
			last := entries[len(entries)-1]
			return tx.SetSetting(ctx, b.doing, b.rules+" "+store.Cursor(last.Starts, last.ID))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// indexRules names the rules by which words are indexed at present.
func indexRules() string { return fmt.Sprintf("%d.%d", analysis, record.Redaction) }

// rebuiltAtOnce is of how many records the rows, with the words of their files, are held in memory.
const rebuiltAtOnce = 200

// rowsOf makes the rows of records, on all cores.
func (g *Registry) rowsOf(ctx context.Context, tx *store.Tx, entries []store.Entry, row func(h store.Head, r record.Record, file string) store.Row) ([]store.Row, error) {
	recs, files, err := withFiles(ctx, tx, entries)
	if err != nil {
		return nil, err
	}
	rows := make([]store.Row, len(entries))
	var at atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := int(at.Add(1)) - 1; i < len(entries); i = int(at.Add(1)) - 1 {
				rows[i] = row(entries[i].Head, recs[i], files[checksumOf(recs[i])])
				rows[i].Ready(g.db.Engine)
			}
		})
	}
	workers.Wait()
	return rows, nil
}

// withFiles gives the records of entries, and the words of their files by checksum.
func withFiles(ctx context.Context, tx *store.Tx, entries []store.Entry) ([]record.Record, map[string]string, error) {
	recs := make([]record.Record, len(entries))
	var sums []string
	for i, e := range entries {
		r, err := record.Decode([]byte(e.Data))
		if err != nil {
			return nil, nil, fmt.Errorf("%s %s: %w", e.Kind, e.ID, err)
		}
		recs[i] = r
		if sum := checksumOf(r); sum != "" {
			sums = append(sums, sum)
		}
	}
	files, err := tx.FileTexts(ctx, sums)
	return recs, files, err
}
