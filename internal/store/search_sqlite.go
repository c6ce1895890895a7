package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// gap stands between two texts, so that no phrase reaches from one into the next; no word is written so.
const gap = "§"

// indexSQLite writes index rows; of two that would have the same position the later goes to the next free one.
func (tx *Tx) indexSQLite(ctx context.Context, all []entry) error {
	keys, err := tx.prepare(ctx, "INSERT INTO "+intoSearch+") VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (pos) DO NOTHING") //nolint:sqlclosecheck // see prepare
	if err != nil {
		return err
	}
	words, err := tx.prepare(ctx, `INSERT INTO search_words(rowid, words) VALUES (?, ?)`) //nolint:sqlclosecheck // see prepare
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
			res, err := keys.ExecContext(ctx, e.columns()...)
			if err != nil {
				return fmt.Errorf("index %s: %w", e.record, err)
			}
			if n, err = res.RowsAffected(); err != nil {
				return err
			}
		}
		if _, err := words.ExecContext(ctx, e.pos-1, e.words); err != nil {
			return fmt.Errorf("index the words of %s: %w", e.record, err)
		}
	}
	return nil
}

// fts writes lexemes as the tokenizer takes them apart again.
func fts(words, bare []string) string {
	var b strings.Builder
	for _, w := range words {
		if w == "" {
			w = gap
		}
		b.WriteString(w)
		b.WriteByte(' ')
	}
	b.WriteString(gap)
	for _, s := range bare {
		b.WriteByte(' ')
		b.WriteString(s)
	}
	return b.String()
}

// mostBegun is how many words that begin alike are asked for one by one.
const mostBegun = 300

// begun puts in the place of a beginning the words of the index that begin so, if they are not too many: FTS5 reads those of
// given words from the newest on, while for a beginning it first gathers everything that any of the words is in.
func begun(ctx context.Context, db querier, terms []term) ([]term, error) {
	for i, t := range terms {
		if t.prefix == "" {
			continue
		}
		known, err := query(ctx, db, func(scan func(...any) error) (string, error) {
			var s string
			err := scan(&s)
			return s, err
		}, `WITH RECURSIVE next(term) AS (SELECT (SELECT k.term FROM search_words_known k WHERE k.term >= $1 LIMIT 1)
			UNION ALL SELECT (SELECT k.term FROM search_words_known k WHERE k.term >= next.term || char(1) LIMIT 1) FROM next
				WHERE SUBSTR(next.term, 1, LENGTH($1)) = $1)
			SELECT term FROM next WHERE SUBSTR(term, 1, LENGTH($1)) = $1`+fmt.Sprintf(" LIMIT %d", mostBegun+1), t.prefix)
		if err != nil {
			return nil, err
		}
		if len(known) <= mostBegun {
			terms[i].any, terms[i].prefix = append(slices.Clone(t.any), known...), ""
		}
	}
	return terms, nil
}

// ftsQuery writes terms as FTS5 reads them (https://sqlite.org/fts5.html#full_text_query_syntax).
func ftsQuery(terms []term) string {
	var and []string
	for _, t := range terms {
		var or []string
		for _, l := range t.any {
			or = append(or, ftsQuoted(l))
		}
		if len(t.phrase) > 0 {
			or = append(or, ftsQuoted(strings.Join(t.phrase, " ")))
		}
		if t.prefix != "" {
			or = append(or, ftsQuoted(t.prefix)+"*")
		}
		if len(or) == 0 {
			or = append(or, ftsQuoted(gap+gap)) // which no row holds
		}
		and = append(and, "("+strings.Join(or, " OR ")+")")
	}
	return strings.Join(and, " AND ")
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
