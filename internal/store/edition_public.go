package store

import (
	"context"
	"io"

	"entente/internal/publish"
	"entente/internal/record"
)

// published editions are those whose publication is published: withdrawing it, or making it private, takes them off the site.
const fromEdition = ` FROM edition e JOIN published p ON p.record = e.publication`

// Editions reads the published editions of an office ("" for all) in a year (0 for all), newest first, without their snapshots.
func (r *Reader) Editions(ctx context.Context, office record.Ref, year int) ([]publish.Edition, error) {
	w := &where{}
	if office != "" {
		w.and("e.office = %s", office)
	}
	if year != 0 {
		w.and("e.year = %s", year)
	}
	return query(ctx, r.db.read, scanEdition, `SELECT `+editionColumns+fromEdition+w.String()+` ORDER BY e.year DESC, e.issued DESC, e.publication DESC, e.lang DESC`, w.args...)
}

// EditionsOf reads the languages of a published publication, whole.
func (r *Reader) EditionsOf(ctx context.Context, publication record.Ref) ([]publish.Edition, error) {
	return query(ctx, r.db.read, scanWholeEdition, `SELECT `+editionColumns+`, e.snapshot`+fromEdition+` WHERE e.publication = $1 ORDER BY e.lang DESC`, publication)
}

// EditionsBySum reads the published edition that has a checksum, whole.
func (r *Reader) EditionsBySum(ctx context.Context, checksum string) ([]publish.Edition, error) {
	return query(ctx, r.db.read, scanWholeEdition, `SELECT `+editionColumns+`, e.snapshot`+fromEdition+` WHERE e.checksum = $1 ORDER BY e.publication, e.lang`, checksum)
}

// EditionFiles reads what files there are of published editions.
func (r *Reader) EditionFiles(ctx context.Context, publications []record.Ref) ([]publish.EditionFile, error) {
	w := &where{}
	w.among("f.publication", publications, r.db.Engine)
	return query(ctx, r.db.read, scanEditionFile, `SELECT `+editionFileColumns+` FROM edition_file f JOIN published p ON p.record = f.publication`+w.String()+
		` ORDER BY f.publication, f.lang, f.format`, w.args...)
}

// EditionFile opens the bytes of a file of a published edition.
func (r *Reader) EditionFile(ctx context.Context, f publish.EditionFile) (io.Reader, error) {
	found, err := r.EditionFiles(ctx, []record.Ref{f.Publication})
	if err != nil {
		return nil, err
	}
	for _, have := range found {
		if have.Lang == f.Lang && have.Format == f.Format && have.SHA256 != "" {
			// The publication is public: its bytes are read as those of a published document.
			return r.FileOf(ctx, f.Publication, have.SHA256)
		}
	}
	return nil, record.Errorf(record.NotFound, "no %s of %s", f.Format, f.Publication)
}

// Versions reads at which version those of some records stand that are public.
func (r *Reader) Versions(ctx context.Context, ids []record.Ref) (map[record.Ref]int, error) {
	w := &where{}
	w.among("p.record", ids, r.db.Engine)
	rows, err := query(ctx, r.db.read, func(scan func(...any) error) (State, error) {
		var s State
		err := scan(&s.Record, &s.Version)
		return s, err
	}, `SELECT p.record, p.version FROM published p`+w.String(), w.args...)
	out := map[record.Ref]int{}
	for _, s := range rows {
		out[s.Record] = s.Version
	}
	return out, err
}
