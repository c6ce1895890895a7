package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"entente/internal/access"
	"entente/internal/record"
)

// Whole is a record with every row that is kept of it: what an export writes and a check verifies.
type Whole struct {
	Entry
	Revisions   []Revision
	Links       []Link
	LinkKeys    []RowKey
	Marks       []Mark
	MarkKeys    []RowKey
	Measures    []record.Measure
	Personal    *Personal
	Search      []SearchKey
	Merged      *MergedRow
	Public      *PublicRow
	PublicLinks []Link
	PublicMarks []Mark
	PublicKeys  []RowKey // of both
}

// RowKey is what rides on an index row from its source.
type RowKey struct {
	Office record.Ref
	Kind   record.Kind
	Starts string
}

// MergedRow is a row of table merged.
type MergedRow struct {
	Merged
	Office record.Ref
	Short  string
}

// PublicRow is a projection with the version and redaction that made it.
type PublicRow struct {
	Published
	Short     string
	Version   int
	Redaction int
}

// WholeAfter reads the next n records after an id, in the order of their ids, with all their rows.
func (tx *Tx) WholeAfter(ctx context.Context, s access.Scope, after record.Ref, n int) ([]Whole, error) {
	w := &where{}
	w.and("r.id > %s", after)
	w.scope(s)
	entries, err := query(ctx, tx.q, scanEntry, `SELECT `+headColumns+`, d.data FROM record r JOIN document d ON d.id = r.id`+w.String()+fmt.Sprintf(` ORDER BY r.id LIMIT %d`, n), w.args...)
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	out := make([]Whole, len(entries))
	at := map[record.Ref]*Whole{}
	for i, e := range entries {
		out[i].Entry = e
		at[e.ID] = &out[i]
	}
	// Of a limited scope the ids between are not all in it; their rows are read and dropped.
	from, to := entries[0].ID, entries[len(entries)-1].ID
	return out, tx.fill(ctx, at, from, to)
}

// fill adds to the records in at the rows of the range of ids [from, to].
func (tx *Tx) fill(ctx context.Context, at map[record.Ref]*Whole, from, to record.Ref) error {
	each := func(text string, f func(scan func(...any) error) error) error {
		_, err := query(ctx, tx.q, func(scan func(...any) error) (struct{}, error) { return struct{}{}, f(scan) }, text, from, to)
		return err
	}
	err := each(`SELECT record, version, at, actor, reason, data, previous_hash, hash FROM revision WHERE record >= $1 AND record <= $2 ORDER BY record, version`,
		func(scan func(...any) error) error {
			v, err := scanRevision(scan)
			if w := at[v.Record]; err == nil && w != nil {
				w.Revisions = append(w.Revisions, v)
			}
			return err
		})
	if err != nil {
		return err
	}
	for _, t := range []struct {
		table string
		add   func(*Whole, Link, RowKey)
	}{
		{"link", func(w *Whole, l Link, k RowKey) { w.Links, w.LinkKeys = append(w.Links, l), append(w.LinkKeys, k) }},
		{"published_link", func(w *Whole, l Link, k RowKey) {
			w.PublicLinks, w.PublicKeys = append(w.PublicLinks, l), append(w.PublicKeys, k)
		}},
	} {
		err := each(`SELECT source, field, position, target, office, kind, starts FROM `+t.table+` WHERE source >= $1 AND source <= $2 ORDER BY source, field, position`,
			func(scan func(...any) error) error {
				var id record.Ref
				var l Link
				var k RowKey
				err := scan(&id, &l.Field, &l.Position, &l.Target, &k.Office, &k.Kind, &k.Starts)
				if w := at[id]; err == nil && w != nil {
					t.add(w, l, k)
				}
				return err
			})
		if err != nil {
			return err
		}
	}
	for _, t := range []struct {
		table string
		add   func(*Whole, Mark, RowKey)
	}{
		{"mark", func(w *Whole, m Mark, k RowKey) { w.Marks, w.MarkKeys = append(w.Marks, m), append(w.MarkKeys, k) }},
		{"published_mark", func(w *Whole, m Mark, k RowKey) {
			w.PublicMarks, w.PublicKeys = append(w.PublicMarks, m), append(w.PublicKeys, k)
		}},
	} {
		err := each(`SELECT source, field, value, office, kind, starts FROM `+t.table+` WHERE source >= $1 AND source <= $2 ORDER BY source, field, value`,
			func(scan func(...any) error) error {
				var id record.Ref
				var m Mark
				var k RowKey
				err := scan(&id, &m.Field, &m.Value, &k.Office, &k.Kind, &k.Starts)
				if w := at[id]; err == nil && w != nil {
					t.add(w, m, k)
				}
				return err
			})
		if err != nil {
			return err
		}
	}
	if err := each(`SELECT source, field, key, amount FROM measure WHERE source >= $1 AND source <= $2 ORDER BY source, field, key`,
		func(scan func(...any) error) error {
			var id record.Ref
			var m record.Measure
			err := scan(&id, &m.Field, &m.Key, &m.Amount)
			if w := at[id]; err == nil && w != nil {
				w.Measures = append(w.Measures, m)
			}
			return err
		}); err != nil {
		return err
	}
	if err := each(`SELECT person, salt, data, erased_at FROM personal WHERE person >= $1 AND person <= $2`,
		func(scan func(...any) error) error {
			p, err := scanPersonal(scan)
			if w := at[p.Person]; err == nil && w != nil {
				w.Personal = &p
			}
			return err
		}); err != nil {
		return err
	}
	if err := each(`SELECT record, office, private, visibility, kind, starts, label, countries, themes, digest, pos FROM search WHERE record >= $1 AND record <= $2 ORDER BY record, private`,
		func(scan func(...any) error) error {
			var id record.Ref
			var k SearchKey
			err := scan(&id, &k.Office, &k.Readers, &k.Visibility, &k.Kind, &k.Starts, &k.Title, &k.Countries, &k.Themes, &k.Digest, &k.Day)
			k.Day >>= dayBits
			if w := at[id]; err == nil && w != nil {
				w.Search = append(w.Search, k)
			}
			return err
		}); err != nil {
		return err
	}
	if err := each(`SELECT record, office, short, target, public FROM merged WHERE record >= $1 AND record <= $2`,
		func(scan func(...any) error) error {
			var id record.Ref
			var m MergedRow
			var public int
			err := scan(&id, &m.Office, &m.Short, &m.Target, &public)
			m.Public = public == 1
			if w := at[id]; err == nil && w != nil {
				w.Merged = &m
			}
			return err
		}); err != nil {
		return err
	}
	return each(`SELECT `+publicColumns+`, p.doc, p.short, p.version, p.redaction FROM published p WHERE p.record >= $1 AND p.record <= $2`,
		func(scan func(...any) error) error {
			var p PublicRow
			var fr, en string
			err := scan(append(publicFields(&p.Head, &fr, &en), &p.Doc, &p.Short, &p.Version, &p.Redaction)...)
			p.Slug = map[string]string{"fr": fr, "en": en}
			if w := at[p.ID]; err == nil && w != nil {
				w.Public = &p
			}
			return err
		})
}

// Strays counts rows that belong to no record, which foreign keys should make impossible.
func (tx *Tx) Strays(ctx context.Context) (map[string]int, error) {
	out := map[string]int{}
	for table, column := range map[string]string{"document": "id", "link": "source", "mark": "source", "measure": "source", "revision": "record",
		"personal": "person", "published": "record", "outbox": "record", "search": "record", "merged": "record", "edition": "publication", "edition_file": "publication"} {
		rows, err := query(ctx, tx.q, func(scan func(...any) error) (int, error) {
			var n int
			err := scan(&n)
			return n, err
		}, `SELECT COUNT(*) FROM `+table+` t WHERE NOT EXISTS (SELECT 1 FROM record r WHERE r.id = t.`+column+`)`)
		if err != nil {
			return nil, err
		}
		if rows[0] > 0 {
			out[table] = rows[0]
		}
	}
	loose, err := tx.looseWords(ctx)
	if err == nil && loose > 0 {
		out["search_words"] = loose
	}
	return out, err
}

// Misfiled finds records that lack their document, or of which a row stands under another office, and tells in which table.
func (tx *Tx) Misfiled(ctx context.Context) (map[record.Ref]string, error) {
	out := map[record.Ref]string{}
	for table, text := range map[string]string{
		"document": `LEFT JOIN document t ON t.id = r.id WHERE t.id IS NULL OR t.office <> r.office`,
		"measure":  `JOIN measure t ON t.source = r.id WHERE t.office <> r.office`,
		"personal": `JOIN personal t ON t.person = r.id WHERE t.office <> r.office`,
	} {
		ids, err := query(ctx, tx.q, scanRef, `SELECT r.id FROM record r `+text)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			out[id] = table
		}
	}
	return out, nil
}

// Integrity asks SQLite whether its file is sound; PostgreSQL has its own checksums. It asks on a new connection: one that has
// searched before remembers the shape of the full-text index, and takes what was written since for corruption.
func (db *DB) Integrity(ctx context.Context) (found []string, err error) {
	if db.Engine != SQLite {
		return nil, nil
	}
	fresh, err := sql.Open("sqlite", db.source)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, fresh.Close()) }()
	rows, err := query(ctx, fresh, func(scan func(...any) error) (string, error) {
		var s string
		err := scan(&s)
		return s, err
	}, `PRAGMA integrity_check`)
	if len(rows) == 1 && rows[0] == "ok" {
		rows = nil
	}
	return rows, err
}
