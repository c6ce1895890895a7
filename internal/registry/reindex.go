package registry

import (
	"context"
	"fmt"
	"strings"

	"entente/internal/record"
	"entente/internal/store"
)

// analysis numbers what the index of words holds: raise it when words are found or cut otherwise, or when other texts are
// searched. The rules of redaction have their own number.
const analysis = 2

const (
	indexedBy = "search.indexed" // the rules by which the whole index was made
	indexing  = "search.indexing"
)

// reindex makes the index of words anew when it was made by other rules, or never: a batch to a transaction, going on where
// an interrupted one ended. Records that are written meanwhile are indexed with the rest of them.
func (g *Registry) reindex(ctx context.Context) error {
	rules := indexRules()
	for done := false; !done; {
		err := g.db.InTx(ctx, func(tx *store.Tx) error {
			by, err := tx.Setting(ctx, indexedBy)
			if err != nil || by == rules {
				done = true
				return err
			}
			at, err := tx.Setting(ctx, indexing)
			if err != nil {
				return err
			}
			under, after, _ := strings.Cut(at, " ")
			if under != rules {
				after = ""
				if err := tx.ClearIndex(ctx); err != nil {
					return err
				}
			}
			entries, err := tx.EntriesAfter(ctx, after, importBatch)
			if err != nil {
				return err
			}
			if len(entries) == 0 {
				done = true
				if err := tx.SetSetting(ctx, indexing, ""); err != nil {
					return err
				}
				return tx.SetSetting(ctx, indexedBy, rules)
			}
			rows := make([]store.Row, len(entries))
			for i, e := range entries {
				r, err := record.Decode([]byte(e.Data))
				if err != nil {
					return fmt.Errorf("%s %s: %w", e.Kind, e.ID, err)
				}
				rows[i] = store.Row{Head: e.Head, Search: g.searchRows(r, tied(r, record.Links(r)).Links, marks(r))}
			}
			if err := tx.Index(ctx, rows); err != nil {
				return err
			}
			last := entries[len(entries)-1]
			return tx.SetSetting(ctx, indexing, rules+" "+store.Cursor(last.Starts, last.ID))
		})
		if err != nil {
			return fmt.Errorf("index words anew: %w", err)
		}
	}
	return nil
}

// indexRules names the rules by which words are indexed at present.
func indexRules() string { return fmt.Sprintf("%d.%d", analysis, record.Redaction) }
