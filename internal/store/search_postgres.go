package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"entente/internal/record"
)

const matchPostgres = "s.words @@ CAST(CAST(%s AS TEXT) AS TSQUERY)"

// indexPostgres writes index rows, many to a statement; of two that would have the same position the later goes to the next
// free one.
func (tx *Tx) indexPostgres(ctx context.Context, all []entry) error {
	const into, cols = "search(pos, record, office, private, digest, words)", 6
	for len(all) > 0 {
		n := 256
		for n > len(all) {
			n /= 2
		}
		batch := all[:n]
		var args []any
		for _, e := range batch {
			private := 0
			if e.Private {
				private = 1
			}
			args = append(args, e.pos, e.record, e.office, private, e.Digest(), tsvector(e.SearchRow))
		}
		written, err := tx.exec(ctx, insertText(into, n, cols)+" ON CONFLICT (pos) DO NOTHING", args...)
		if err != nil {
			return err
		}
		all = all[n:]
		if written == int64(n) {
			continue
		}
		again, err := tx.crowded(ctx, batch)
		if err != nil {
			return err
		}
		all = slices.Concat(again, all)
	}
	return nil
}

// crowded gives those of a batch that were not written because another row has their position, each moved by one.
func (tx *Tx) crowded(ctx context.Context, batch []entry) ([]entry, error) {
	type key struct {
		record  record.Ref
		private bool
	}
	var at []int64
	for _, e := range batch {
		at = append(at, e.pos)
	}
	there := map[key]bool{}
	_, err := query(ctx, tx.q, func(scan func(...any) error) (struct{}, error) {
		var k key
		var private int
		err := scan(&k.record, &private)
		k.private = private == 1
		there[k] = true
		return struct{}{}, err
	}, `SELECT record, private FROM search WHERE pos = ANY($1)`, at)
	if err != nil {
		return nil, err
	}
	var out []entry
	for _, e := range batch {
		if !there[key{e.record, e.Private}] {
			e.pos++
			out = append(out, e)
		}
	}
	return out, nil
}

// lastPosition is the greatest that a tsvector keeps.
const lastPosition = 16383

// tsvector writes lexemes as a literal: those of the label with weight A.
func tsvector(s SearchRow) string {
	var b []byte
	add := func(lexeme string, at int, weight string) {
		b = append(b, tsQuoted(lexeme)...)
		b = append(b, ':')
		b = strconv.AppendInt(b, int64(at), 10)
		b = append(b, weight...)
		b = append(b, ' ')
	}
	at := 0
	for _, part := range []struct {
		Lexemes
		weight string
	}{{s.Label, "A"}, {s.Rest, ""}} {
		for _, w := range part.Words {
			if at++; w != "" {
				add(w, min(at, lastPosition), part.weight)
			}
		}
		at++
		for _, stem := range part.Stems {
			add(stem, 1, part.weight)
		}
	}
	return string(b)
}

func tsQuoted(s string) string {
	if strings.ContainsAny(s, `'\`) {
		s = strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), `'`, `''`)
	}
	return "'" + s + "'"
}

// tsQuery writes terms as PostgreSQL reads them.
func tsQuery(q Search) string {
	weight := ""
	if q.Label {
		weight = "A"
	}
	lexeme := func(s, mode string) string {
		if mode += weight; mode != "" {
			mode = ":" + mode
		}
		return tsQuoted(s) + mode
	}
	var terms []string
	for _, t := range q.Terms {
		var or []string
		for _, l := range t.Any {
			or = append(or, lexeme(l, ""))
		}
		if len(t.Phrase) > 0 {
			var words []string
			for _, w := range t.Phrase {
				words = append(words, lexeme(w, ""))
			}
			or = append(or, "("+strings.Join(words, " <-> ")+")")
		}
		if t.Prefix != "" {
			or = append(or, lexeme(t.Prefix, "*"))
		}
		terms = append(terms, "("+strings.Join(or, " | ")+")")
	}
	return strings.Join(terms, " & ")
}
