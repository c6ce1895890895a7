package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/internal/record"
)

// Create writes records that do not exist yet, all but their links: those follow by Link, once every record that they may
// point to is there.
func (tx *Tx) Create(ctx context.Context, rows []Row) error {
	tx.touch(rows)
	var rec, doc, mark, measure, rev, pers, pub, pubMark, merged, out [][]any
	for i := range rows {
		r := &rows[i]
		rec = append(rec, []any{r.ID, r.Kind, r.Type, r.Office, r.Visibility, r.Status, r.Short, r.SlugFR, r.SlugEN, r.Title.FR, r.Title.EN,
			r.Starts, r.Ends, r.SortFR, r.SortEN, r.SortState, r.Version, r.UpdatedAt, r.UpdatedBy, r.WithdrawnAt, r.Hash})
		doc = append(doc, []any{r.ID, r.Office, r.Data})
		for _, v := range r.Revisions {
			rev = append(rev, []any{r.ID, v.Version, r.Office, v.At, v.Actor, v.Reason, v.Data, v.Previous, v.Hash})
		}
		if p := r.Personal; p != nil {
			pers = append(pers, []any{r.ID, r.Office, p.Salt, p.Data, p.Erased})
		}
		if r.Event != "" {
			out = append(out, []any{r.EventID, r.Office, r.ID, r.Version, r.Event, r.UpdatedAt})
		}
		d := r.derived()
		mark, measure, pub, pubMark = append(mark, d.marks...), append(measure, d.measures...), append(pub, d.published...), append(pubMark, d.publicMarks...)
		merged = append(merged, d.merged...)
	}
	for _, t := range []struct {
		table string
		rows  [][]any
	}{
		{"record(id, kind, type, office, visibility, status, short, slug_fr, slug_en, title_fr, title_en, starts, ends, sort_fr, sort_en, sort_state, version, updated_at, updated_by, withdrawn_at, head)", rec},
		{"document(id, office, data)", doc},
		{"revision(record, version, office, at, actor, reason, data, previous_hash, hash)", rev},
		{"personal(person, office, salt, data, erased_at)", pers},
		{"outbox(id, office, record, version, event, at)", out},
		{intoMark, mark}, {intoMeasure, measure}, {intoPublished, pub}, {intoPublicMark, pubMark}, {intoMerged, merged},
	} {
		if err := tx.insert(ctx, t.table, t.rows); err != nil {
			return err
		}
	}
	return tx.index(ctx, rows)
}

const (
	intoMark       = "mark(source, field, value, office, kind, starts)"
	intoMeasure    = "measure(source, field, key, office, amount)"
	intoPublished  = "published(record, kind, type, office, status, short, slug_fr, slug_en, title_fr, title_en, starts, ends, dates, updated_at, version, redaction, doc)"
	intoPublicMark = "published_mark(source, field, value, office, kind, starts)"
	intoLink       = "link(source, field, position, target, office, kind, starts)"
	intoMerged     = "merged(record, office, short, target, public)"
	intoPublicLink = "published_link(source, field, position, target, office, kind, starts)"
)

// derived is what follows from a record's document.
type derived struct{ marks, measures, published, publicMarks, links, publicLinks, merged [][]any }

func (r *Row) derived() derived {
	var d derived
	for _, m := range r.Marks {
		row := []any{r.ID, m.Field, m.Value, r.Office, r.Kind, r.Starts}
		d.marks = append(d.marks, row)
		if m.Public && r.Public != nil {
			d.publicMarks = append(d.publicMarks, row)
		}
	}
	for _, m := range r.Measures {
		d.measures = append(d.measures, []any{r.ID, m.Field, m.Key, r.Office, m.Amount})
	}
	for _, l := range r.Links {
		row := []any{r.ID, l.Field, l.Position, l.Target, r.Office, r.Kind, r.Starts}
		d.links = append(d.links, row)
		if l.Public && r.Public != nil {
			d.publicLinks = append(d.publicLinks, row)
		}
	}
	if g := r.Merged; g != nil {
		d.merged = append(d.merged, []any{r.ID, r.Office, r.Short, g.Target, truth(g.Public)})
	}
	if p := r.Public; p != nil {
		d.published = append(d.published, []any{r.ID, r.Kind, r.Type, r.Office, r.Status, r.Short, r.SlugFR, r.SlugEN, r.Title.FR, r.Title.EN,
			r.Starts, r.Ends, p.Dates, r.UpdatedAt, r.Version, p.Redaction, p.Doc})
	}
	return d
}

// Link writes the links of records made by Create in the same transaction.
func (tx *Tx) Link(ctx context.Context, rows []Row) error {
	var links, public [][]any
	for i := range rows {
		d := rows[i].derived()
		links, public = append(links, d.links...), append(public, d.publicLinks...)
	}
	if err := tx.insert(ctx, intoLink, links); err != nil {
		return err
	}
	return tx.insert(ctx, intoPublicLink, public)
}

// Change writes the next state of a record; record.ErrConflict when its version is no longer from. Its links are written
// apart by Link, as for Create.
func (tx *Tx) Change(ctx context.Context, r Row, from int) error {
	tx.touch([]Row{r})
	n, err := tx.exec(ctx, `UPDATE record SET type = $1, office = $2, visibility = $3, status = $4, slug_fr = $5, slug_en = $6, title_fr = $7,
		title_en = $8, starts = $9, ends = $10, version = $11, updated_at = $12, updated_by = $13, withdrawn_at = $14, head = $15,
		sort_fr = $18, sort_en = $19, sort_state = $20
		WHERE id = $16 AND version = $17`,
		r.Type, r.Office, r.Visibility, r.Status, r.SlugFR, r.SlugEN, r.Title.FR, r.Title.EN, r.Starts, r.Ends, r.Version, r.UpdatedAt,
		r.UpdatedBy, r.WithdrawnAt, r.Hash, r.ID, from, r.SortFR, r.SortEN, r.SortState)
	if err != nil {
		return err
	}
	if n == 0 {
		return record.Errorf(record.Conflict, "%s %s is no longer at version %d", r.Kind, r.ID, from)
	}
	if _, err := tx.exec(ctx, `UPDATE document SET office = $1, data = $2 WHERE id = $3`, r.Office, r.Data, r.ID); err != nil {
		return err
	}
	for _, table := range []string{"published_link WHERE source", "published_mark WHERE source", "published WHERE record", "link WHERE source",
		"mark WHERE source", "measure WHERE source", "merged WHERE record"} {
		if _, err := tx.exec(ctx, `DELETE FROM `+table+` = $1`, r.ID); err != nil {
			return err
		}
	}
	var rev [][]any
	for _, v := range r.Revisions {
		rev = append(rev, []any{r.ID, v.Version, r.Office, v.At, v.Actor, v.Reason, v.Data, v.Previous, v.Hash})
	}
	d := r.derived()
	for _, t := range []struct {
		table string
		rows  [][]any
	}{
		{"revision(record, version, office, at, actor, reason, data, previous_hash, hash)", rev},
		{intoMark, d.marks}, {intoMeasure, d.measures}, {intoPublished, d.published}, {intoPublicMark, d.publicMarks}, {intoMerged, d.merged},
	} {
		if err := tx.insert(ctx, t.table, t.rows); err != nil {
			return err
		}
	}
	if err := tx.Index(ctx, []Row{r}); err != nil {
		return err
	}
	if p := r.Personal; p != nil {
		if err := tx.SetPersonal(ctx, r.Office, *p); err != nil {
			return err
		}
	}
	if r.Event == "" {
		return nil
	}
	return tx.insert(ctx, "outbox(id, office, record, version, event, at)", [][]any{{r.EventID, r.Office, r.ID, r.Version, r.Event, r.UpdatedAt}})
}

// SetPersonal writes the personal part of a person.
func (tx *Tx) SetPersonal(ctx context.Context, office record.Ref, p Personal) error {
	_, err := tx.exec(ctx, `INSERT INTO personal(person, office, salt, data, erased_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (person) DO UPDATE SET office = excluded.office, salt = excluded.salt, data = excluded.data, erased_at = excluded.erased_at`,
		p.Person, office, p.Salt, p.Data, p.Erased)
	return err
}

// PutFile keeps the bytes of a document, whose words are then to be taken out; the same bytes are kept once.
func (tx *Tx) PutFile(ctx context.Context, f File) error {
	_, err := tx.exec(ctx, `INSERT INTO file(sha256, office, size, data) VALUES ($1, $2, $3, $4) ON CONFLICT (sha256) DO NOTHING`,
		f.SHA256, f.Office, len(f.Data), f.Data)
	if err != nil {
		return err
	}
	return tx.await(ctx, f)
}

// insert writes rows into "table(columns)", many to a statement. Statements hold a power of two of rows, so that the engine
// sees few different texts and can keep them prepared.
func (tx *Tx) insert(ctx context.Context, into string, rows [][]any) error {
	if tx.engine == SQLite {
		return tx.insertEach(ctx, into, rows)
	}
	for len(rows) > 0 {
		n := 256
		for n > len(rows) || n*len(rows[0]) > 8192 {
			n /= 2
		}
		args := slices.Concat(rows[:n]...)
		if _, err := tx.exec(ctx, insertText(into, n, len(rows[0])), args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

func insertText(into string, rows, cols int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "INSERT INTO %s VALUES ", into)
	for i := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('(')
		for j := range cols {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(i*cols + j + 1))
		}
		b.WriteByte(')')
	}
	return b.String()
}
