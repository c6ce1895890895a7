package store

import (
	"context"
	"fmt"

	"entente/internal/access"
	"entente/internal/record"
)

// Batch is the row of table batch: many changes made as one.
type Batch struct {
	ID        record.Ref
	Office    record.Ref
	At        string
	Actor     string
	What      string
	Undoes    record.Ref // the batch that this one undid
	UndoneBy  record.Ref // the first one that undid it
	Created   int
	Changed   int
	Unchanged int // that were asked for and stood already
}

// BatchRecord is what a batch did to a record.
type BatchRecord struct {
	Position int
	Record   record.Ref
	From     int // 0 for one that it created
	To       int
}

// AddBatch begins a batch.
func (tx *Tx) AddBatch(ctx context.Context, b Batch) error {
	return tx.insert(ctx, "batch(id, office, at, actor, what, undoes, created, changed, unchanged)",
		[][]any{{b.ID, b.Office, b.At, b.Actor, b.What, b.Undoes, b.Created, b.Changed, b.Unchanged}})
}

// CloseBatch writes what a batch has done; one that did nothing leaves no trace.
func (tx *Tx) CloseBatch(ctx context.Context, b Batch) error {
	if b.Created+b.Changed == 0 {
		_, err := tx.exec(ctx, `DELETE FROM batch WHERE id = $1`, b.ID)
		return err
	}
	_, err := tx.exec(ctx, `UPDATE batch SET office = $1, created = $2, changed = $3, unchanged = $4 WHERE id = $5`, b.Office, b.Created, b.Changed, b.Unchanged, b.ID)
	return err
}

// AddToBatch notes what a batch did to records.
func (tx *Tx) AddToBatch(ctx context.Context, batch record.Ref, rows []BatchRecord) error {
	all := make([][]any, len(rows))
	for i, r := range rows {
		all[i] = []any{batch, r.Position, r.Record, r.From, r.To}
	}
	return tx.insert(ctx, "batch_record(batch, position, record, from_version, to_version)", all)
}

// InBatch tells which of ids a batch has met already.
func (tx *Tx) InBatch(ctx context.Context, batch record.Ref, ids []record.Ref) (map[record.Ref]bool, error) {
	w := &where{}
	w.and("batch = %s", batch)
	w.among("record", ids, tx.engine)
	rows, err := query(ctx, tx.q, scanBatchRecord, `SELECT position, record, from_version, to_version FROM batch_record`+w.String(), w.args...)
	out := map[record.Ref]bool{}
	for _, r := range rows {
		out[r.Record] = true
	}
	return out, err
}

func scanBatchRecord(scan func(...any) error) (BatchRecord, error) {
	var r BatchRecord
	err := scan(&r.Position, &r.Record, &r.From, &r.To)
	return r, err
}

// BatchRecords reads the next n records that a batch changed after a position, in their order.
func (tx *Tx) BatchRecords(ctx context.Context, batch record.Ref, after, n int) ([]BatchRecord, error) {
	return query(ctx, tx.q, scanBatchRecord, fmt.Sprintf(`SELECT position, record, from_version, to_version FROM batch_record
		WHERE batch = $1 AND position > $2 ORDER BY position LIMIT %d`, n), batch, after)
}

const batchColumns = `b.id, b.office, b.at, b.actor, b.what, b.undoes, b.created, b.changed, b.unchanged,
	(SELECT COALESCE(MIN(u.id), '') FROM batch u WHERE u.undoes = b.id)`

func scanBatch(scan func(...any) error) (Batch, error) {
	var b Batch
	err := scan(&b.ID, &b.Office, &b.At, &b.Actor, &b.What, &b.Undoes, &b.Created, &b.Changed, &b.Unchanged, &b.UndoneBy)
	return b, err
}

// BatchOf reads a batch of an office ("" for all); record.ErrNotFound when there is none.
func (tx *Tx) BatchOf(ctx context.Context, office, id record.Ref) (Batch, error) {
	w := &where{}
	w.and("b.id = %s", id)
	if office != "" {
		w.and("b.office = %s", office)
	}
	rows, err := query(ctx, tx.q, scanBatch, `SELECT `+batchColumns+` FROM batch b`+w.String(), w.args...)
	if err != nil {
		return Batch{}, err
	}
	if len(rows) == 0 {
		return Batch{}, record.Errorf(record.NotFound, "no batch %s", id)
	}
	return rows[0], nil
}

// Batches reads the batches of an office ("" for all) that were made before one, newest first, and one more than a page holds.
func (tx *Tx) Batches(ctx context.Context, office, before record.Ref, n int) ([]Batch, error) {
	w := &where{}
	if office != "" {
		w.and("b.office = %s", office)
	}
	if before != "" {
		w.and("b.id < %s", before)
	}
	return query(ctx, tx.q, scanBatch, `SELECT `+batchColumns+` FROM batch b`+w.String()+order(true, "b.id")+limit(n), w.args...)
}

// RevisionsAt reads one state of each of several records.
func (tx *Tx) RevisionsAt(ctx context.Context, versions map[record.Ref]int) (map[record.Ref]Revision, error) {
	w := &where{}
	ids := make([]record.Ref, 0, len(versions))
	least, most := 0, 0
	for id, v := range versions {
		if ids = append(ids, id); least == 0 || v < least {
			least = v
		}
		most = max(most, v)
	}
	w.among("record", ids, tx.engine)
	w.and("version >= %s AND version <= %s", least, most)
	rows, err := query(ctx, tx.q, scanRevision, `SELECT record, version, at, actor, reason, data, previous_hash, hash FROM revision`+w.String(), w.args...)
	out := map[record.Ref]Revision{}
	for _, v := range rows {
		if versions[v.Record] == v.Version {
			out[v.Record] = v
		}
	}
	return out, err
}

// Referrers reads the next n records after an id that refer to a target by any field, in the order of their ids, whoever owns
// them.
func (tx *Tx) Referrers(ctx context.Context, target, after record.Ref, n int) ([]Entry, error) {
	return query(ctx, tx.q, scanEntry, `SELECT `+headColumns+`, d.data FROM record r JOIN document d ON d.id = r.id
		WHERE r.id > $1 AND r.id IN (SELECT l.source FROM link l WHERE l.target = $2)`+fmt.Sprintf(` ORDER BY r.id LIMIT %d`, n), after, target)
}

// ByShort reads the records in scope whose address has this opaque part: one, but for a coincidence.
func (tx *Tx) ByShort(ctx context.Context, s access.Scope, kind record.Kind, short string) ([]Entry, error) {
	w := &where{}
	w.and("r.short = %s AND r.kind = %s", short, kind)
	w.scope(s)
	return query(ctx, tx.q, scanEntry, `SELECT `+headColumns+`, d.data FROM record r JOIN document d ON d.id = r.id`+w.String()+` ORDER BY r.id LIMIT 2`, w.args...)
}
