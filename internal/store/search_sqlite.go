package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

const matchSQLite = "search_words MATCH %s AND s.pos = f.rowid"

// gap stands between two texts, so that no phrase reaches from one into the next; no word is written so.
const gap = "§"

// indexSQLite writes index rows; of two that would have the same position the later goes to the next free one.
func (tx *Tx) indexSQLite(ctx context.Context, all []entry) error {
	keys, err := tx.prepare(ctx, `INSERT INTO search(pos, record, office, private, digest) VALUES (?, ?, ?, ?, ?) ON CONFLICT (pos) DO NOTHING`) //nolint:sqlclosecheck // see prepare
	if err != nil {
		return err
	}
	words, err := tx.prepare(ctx, `INSERT INTO search_words(rowid, label, rest) VALUES (?, ?, ?)`) //nolint:sqlclosecheck // see prepare
	if err != nil {
		return err
	}
	if ctx, err = brief(ctx); err != nil {
		return err
	}
	// While positions ascend FTS5 gathers words in memory; at each that does not, it writes all of them out and merges.
	slices.SortFunc(all, func(a, b entry) int { return cmp.Compare(a.pos, b.pos) })
	for _, e := range all {
		for n := int64(0); n == 0; e.pos++ {
			res, err := keys.ExecContext(ctx, e.pos, e.record, e.office, e.Private, e.Digest())
			if err != nil {
				return fmt.Errorf("index %s: %w", e.record, err)
			}
			if n, err = res.RowsAffected(); err != nil {
				return err
			}
		}
		if _, err := words.ExecContext(ctx, e.pos-1, fts(e.Label), fts(e.Rest)); err != nil {
			return fmt.Errorf("index the words of %s: %w", e.record, err)
		}
	}
	return nil
}

// fts writes lexemes as the tokenizer takes them apart again.
func fts(l Lexemes) string {
	var b strings.Builder
	for _, w := range l.Words {
		if w == "" {
			w = gap
		}
		b.WriteString(w)
		b.WriteByte(' ')
	}
	b.WriteString(gap)
	for _, s := range l.Stems {
		b.WriteByte(' ')
		b.WriteString(s)
	}
	return b.String()
}

// ftsQuery writes terms as FTS5 reads them (https://sqlite.org/fts5.html#full_text_query_syntax).
func ftsQuery(q Search) string {
	var terms []string
	for _, t := range q.Terms {
		var or []string
		for _, l := range t.Any {
			or = append(or, ftsQuoted(l))
		}
		if len(t.Phrase) > 0 {
			or = append(or, ftsQuoted(strings.Join(t.Phrase, " ")))
		}
		if t.Prefix != "" {
			or = append(or, ftsQuoted(t.Prefix)+"*")
		}
		terms = append(terms, "("+strings.Join(or, " OR ")+")")
	}
	all := strings.Join(terms, " AND ")
	if q.Label {
		return "{label} : (" + all + ")"
	}
	return all
}

func ftsQuoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// looseWords counts the words that belong to no index row, and the index rows without words.
func (tx *Tx) looseWords(ctx context.Context) (int, error) {
	if tx.engine != SQLite {
		return 0, nil
	}
	n, err := query(ctx, tx.q, func(scan func(...any) error) (int, error) {
		var n int
		err := scan(&n)
		return n, err
	}, `SELECT (SELECT COUNT(*) FROM search_words_docsize d WHERE NOT EXISTS (SELECT 1 FROM search s WHERE s.pos = d.id))
		+ (SELECT COUNT(*) FROM search s WHERE NOT EXISTS (SELECT 1 FROM search_words_docsize d WHERE d.id = s.pos))`)
	if err != nil {
		return 0, err
	}
	if len(n) != 1 {
		return 0, errors.New("no count of loose words")
	}
	return n[0], nil
}
