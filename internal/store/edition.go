package store

import (
	"context"
	"fmt"

	"entente/internal/publish"
	"entente/internal/record"
)

const (
	editionColumns     = `e.publication, e.lang, e.office, e.subject, e.number, e.year, e.sort, e.issued, e.checksum`
	editionFileColumns = `f.publication, f.lang, f.format, f.office, f.sha256, f.size, f.made_at, f.tries, f.due_at, f.said`
)

func editionFields(e *publish.Edition) []any {
	return []any{&e.Publication, &e.Lang, &e.Office, &e.Subject, &e.Number, &e.Year, &e.Sort, &e.Issued, &e.Checksum}
}

func scanEdition(scan func(...any) error) (publish.Edition, error) {
	var e publish.Edition
	err := scan(editionFields(&e)...)
	return e, err
}

func scanWholeEdition(scan func(...any) error) (publish.Edition, error) {
	var e publish.Edition
	err := scan(append(editionFields(&e), &e.Snapshot)...)
	return e, err
}

func scanEditionFile(scan func(...any) error) (publish.EditionFile, error) {
	var f publish.EditionFile
	err := scan(&f.Publication, &f.Lang, &f.Format, &f.Office, &f.SHA256, &f.Size, &f.MadeAt, &f.Tries, &f.DueAt, &f.Said)
	return f, err
}

// AddEditions writes what is published, once and for all.
func (tx *Tx) AddEditions(ctx context.Context, list []publish.Edition) error {
	rows := make([][]any, len(list))
	for i, e := range list {
		rows[i] = []any{e.Publication, e.Lang, e.Office, e.Subject, e.Number, e.Year, e.Sort, e.Issued, e.Checksum, e.Snapshot}
	}
	return tx.insert(ctx, "edition(publication, lang, office, subject, number, year, sort, issued, checksum, snapshot)", rows)
}

// LastEdition reads the newest edition of a subject, without its snapshot; ok is false when there is none.
func (tx *Tx) LastEdition(ctx context.Context, subject record.Ref) (e publish.Edition, ok bool, err error) {
	rows, err := query(ctx, tx.q, scanEdition, `SELECT `+editionColumns+` FROM edition e WHERE e.subject = $1 ORDER BY e.number DESC, e.lang DESC LIMIT 1`, subject)
	if err != nil || len(rows) == 0 {
		return publish.Edition{}, false, err
	}
	return rows[0], true, nil
}

// EditionsOfSubject reads the editions of a record, newest first, without their snapshots.
func (tx *Tx) EditionsOfSubject(ctx context.Context, subject record.Ref) ([]publish.Edition, error) {
	return query(ctx, tx.q, scanEdition, `SELECT `+editionColumns+` FROM edition e WHERE e.subject = $1 ORDER BY e.number DESC, e.lang DESC`, subject)
}

// EditionsOf reads every language of publications, whole, in the order of their ids.
func (tx *Tx) EditionsOf(ctx context.Context, publications []record.Ref) ([]publish.Edition, error) {
	w := &where{}
	w.among("e.publication", publications, tx.engine)
	return query(ctx, tx.q, scanWholeEdition, `SELECT `+editionColumns+`, e.snapshot FROM edition e`+w.String()+` ORDER BY e.publication, e.lang`, w.args...)
}

// EditionsBySum reads the edition that has a checksum, whole: one at most, but for a document that was published twice.
func (tx *Tx) EditionsBySum(ctx context.Context, checksum string) ([]publish.Edition, error) {
	return query(ctx, tx.q, scanWholeEdition, `SELECT `+editionColumns+`, e.snapshot FROM edition e WHERE e.checksum = $1 ORDER BY e.publication, e.lang`, checksum)
}

// EditionFilesOf reads the files of publications.
func (tx *Tx) EditionFilesOf(ctx context.Context, publications []record.Ref) ([]publish.EditionFile, error) {
	w := &where{}
	w.among("f.publication", publications, tx.engine)
	return query(ctx, tx.q, scanEditionFile, `SELECT `+editionFileColumns+` FROM edition_file f`+w.String()+` ORDER BY f.publication, f.lang, f.format`, w.args...)
}

// EditionsWithout reads the next n editions that lack a file of a format and whose turn it is, the oldest first, whole.
func (tx *Tx) EditionsWithout(ctx context.Context, format, now string, n int) ([]publish.Edition, error) {
	return query(ctx, tx.q, scanWholeEdition, `SELECT `+editionColumns+`, e.snapshot FROM edition e
		LEFT JOIN edition_file f ON f.publication = e.publication AND f.lang = e.lang AND f.format = $1
		WHERE f.publication IS NULL OR (f.sha256 = '' AND f.due_at <= $2) ORDER BY e.issued, e.publication, e.lang`+fmt.Sprintf(` LIMIT %d`, n), format, now)
}

// PutEditionFile notes a file that was made, or that could not be made. One that is there stays as it is.
func (tx *Tx) PutEditionFile(ctx context.Context, f publish.EditionFile) error {
	tx.changed = max(tx.changed, 1) // the pages that list it are made anew
	_, err := tx.exec(ctx, `INSERT INTO edition_file(publication, lang, format, office, sha256, size, made_at, tries, due_at, said)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (publication, lang, format) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, made_at = excluded.made_at,
			tries = excluded.tries, due_at = excluded.due_at, said = excluded.said WHERE edition_file.sha256 = ''`,
		f.Publication, f.Lang, f.Format, f.Office, f.SHA256, f.Size, f.MadeAt, f.Tries, f.DueAt, f.Said)
	return err
}

// FileData reads the bytes kept under a checksum; record.ErrNotFound when there are none.
func (tx *Tx) FileData(ctx context.Context, sha256 string) ([]byte, error) {
	rows, err := query(ctx, tx.q, func(scan func(...any) error) ([]byte, error) {
		var b []byte
		err := scan(&b)
		return b, err
	}, `SELECT data FROM file WHERE sha256 = $1`, sha256)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, record.Errorf(record.NotFound, "no file %s", sha256)
	}
	return rows[0], nil
}

// PublicStates reads where those of some records stand that are public.
func (tx *Tx) PublicStates(ctx context.Context, ids []record.Ref) (map[record.Ref]State, error) {
	w := &where{}
	w.among("p.record", ids, tx.engine)
	rows, err := query(ctx, tx.q, scanState, `SELECT p.record, p.version, r.head FROM published p JOIN record r ON r.id = p.record`+w.String(), w.args...)
	out := map[record.Ref]State{}
	for _, s := range rows {
		out[s.Record] = s
	}
	return out, err
}

func scanState(scan func(...any) error) (State, error) {
	var s State
	err := scan(&s.Record, &s.Version, &s.Hash)
	return s, err
}
