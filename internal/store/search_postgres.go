package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"entente/internal/record"
)

// indexPostgres writes index rows, many to a statement; of two that would have the same position the later goes to the next
// free one.
func (tx *Tx) indexPostgres(ctx context.Context, all []entry) error {
	const into, cols = intoSearch + ", words)", 12
	for len(all) > 0 {
		n := 256
		for n > len(all) {
			n /= 2
		}
		batch := all[:n]
		var args []any
		for _, e := range batch {
			args = append(append(args, e.columns()...), e.words)
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
		readers Readers
	}
	var at []int64
	for _, e := range batch {
		at = append(at, e.pos)
	}
	there := map[key]bool{}
	_, err := query(ctx, tx.q, func(scan func(...any) error) (struct{}, error) {
		var k key
		err := scan(&k.record, &k.readers)
		there[k] = true
		return struct{}{}, err
	}, `SELECT record, private FROM search WHERE pos = ANY($1)`, at)
	if err != nil {
		return nil, err
	}
	var out []entry
	for _, e := range batch {
		if !there[key{e.record, e.SearchKey.Readers}] {
			e.pos++
			out = append(out, e)
		}
	}
	return out, nil
}

// lastPosition is the greatest that a tsvector keeps.
const lastPosition = 16383

// tsvector writes lexemes as a literal.
func tsvector(words, bare []string) string {
	var b []byte
	for i, w := range words {
		if w != "" {
			b = append(append(b, tsQuoted(w)...), ':')
			b = append(strconv.AppendInt(b, int64(min(i+1, lastPosition)), 10), ' ')
		}
	}
	for _, s := range bare {
		b = append(append(b, tsQuoted(s)...), ' ')
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
func tsQuery(terms []term) string {
	var and []string
	for _, t := range terms {
		var or []string
		for _, l := range t.any {
			or = append(or, tsQuoted(l))
		}
		if len(t.phrase) > 0 {
			var words []string
			for _, w := range t.phrase {
				words = append(words, tsQuoted(w))
			}
			or = append(or, "("+strings.Join(words, " <-> ")+")")
		}
		if t.prefix != "" {
			or = append(or, tsQuoted(t.prefix)+":*")
		}
		and = append(and, "("+strings.Join(or, " | ")+")")
	}
	return strings.Join(and, " & ")
}
