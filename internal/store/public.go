package store

import (
	"context"
	"io"

	"entente/internal/publish"
	"entente/internal/record"
)

// Reader reads what is published and knows no other table: what the site, open data and feeds are given. Whatever they ask
// for, a record that the public may not see cannot be reached through it.
type Reader struct{ db *DB }

// Public is the reader of what is published.
func (db *DB) Public() *Reader { return &Reader{db} }

// Published is a projection as it is kept.
type Published struct {
	publish.Head
	Doc string
}

const publicColumns = `p.record, p.kind, p.type, p.office, p.status, p.slug_fr, p.slug_en, p.title_fr, p.title_en, p.starts, p.ends, p.dates, p.updated_at`

func publicFields(h *publish.Head, fr, en *string) []any {
	return []any{&h.ID, &h.Kind, &h.Type, &h.Office, &h.Status, fr, en, &h.Title.FR, &h.Title.EN, &h.Starts, &h.Ends, &h.Dates, &h.Updated}
}

func scanPublicHead(scan func(...any) error) (publish.Head, error) {
	var h publish.Head
	var fr, en string
	err := scan(publicFields(&h, &fr, &en)...)
	h.Slug = map[string]string{"fr": fr, "en": en}
	return h, err
}

func scanPublished(scan func(...any) error) (Published, error) {
	var p Published
	var fr, en string
	err := scan(append(publicFields(&p.Head, &fr, &en), &p.Doc)...)
	p.Slug = map[string]string{"fr": fr, "en": en}
	return p, err
}

// ByShort reads the projections whose permalink has this opaque part: one, but for a coincidence.
func (r *Reader) ByShort(ctx context.Context, short string) ([]Published, error) {
	return query(ctx, r.db.read, scanPublished, `SELECT `+publicColumns+`, p.doc FROM published p WHERE p.short = $1 ORDER BY p.record LIMIT 2`, short)
}

// Many reads the projections among ids, in no order.
func (r *Reader) Many(ctx context.Context, ids []record.Ref) ([]Published, error) {
	w := &where{}
	w.among("p.record", ids, r.db.Engine)
	return query(ctx, r.db.read, scanPublished, `SELECT `+publicColumns+`, p.doc FROM published p`+w.String(), w.args...)
}

// Heads reads the heads of the projections among ids, in no order.
func (r *Reader) Heads(ctx context.Context, ids []record.Ref) ([]publish.Head, error) {
	w := &where{}
	w.among("p.record", ids, r.db.Engine)
	return query(ctx, r.db.read, scanPublicHead, `SELECT `+publicColumns+` FROM published p`+w.String(), w.args...)
}

// List reads a page of heads, by date and id.
func (r *Reader) List(ctx context.Context, q publish.Query) ([]publish.Head, error) {
	w := &where{}
	from, by, err := w.list(q, "p", "record", "published", "published_mark")
	if err != nil {
		return nil, err
	}
	return query(ctx, r.db.read, scanPublicHead, `SELECT `+publicColumns+from+w.String()+order(q.Newest, by...)+limit(q.Limit), w.args...)
}

// Latest reads the heads of some kinds that changed last, the very last first.
func (r *Reader) Latest(ctx context.Context, kinds []record.Kind, n int) ([]publish.Head, error) {
	w := &where{}
	in(w, "p.kind", kinds)
	return query(ctx, r.db.read, scanPublicHead, `SELECT `+publicColumns+` FROM published p`+w.String()+` ORDER BY p.updated_at DESC, p.record DESC`+limit(n), w.args...)
}

// Ties reads the published records that refer to target by a public field, newest first, each once for each field. Of a
// target that is not published there are none: they would tell that it exists.
func (r *Reader) Ties(ctx context.Context, target record.Ref, after string, n int) ([]publish.Tie, error) {
	return r.ties(ctx, &where{}, target, after, n)
}

func (r *Reader) ties(ctx context.Context, w *where, target record.Ref, after string, n int) ([]publish.Tie, error) {
	w.conds = append(w.conds, firstOf("published_link"), "EXISTS (SELECT 1 FROM published t WHERE t.record = l.target)")
	w.and("l.target = %s", target)
	if err := w.tiesAfter(after, "l.starts", "l.source", "l.field"); err != nil {
		return nil, err
	}
	return query(ctx, r.db.read, scanTie, `SELECT `+publicColumns+`, l.field FROM published_link l JOIN published p ON p.record = l.source`+w.String()+
		order(true, "l.starts", "l.source", "l.field")+limit(n), w.args...)
}

// OfKind reads every projection of a kind that an office owns; for kinds of which there are few.
func (r *Reader) OfKind(ctx context.Context, office record.Ref, kinds ...record.Kind) ([]Published, error) {
	w := &where{}
	in(w, "p.kind", kinds)
	if office != "" {
		w.and("p.office = %s", office)
	}
	return query(ctx, r.db.read, scanPublished, `SELECT `+publicColumns+`, p.doc FROM published p`+w.String()+` ORDER BY p.record`, w.args...)
}

// Between reads every projection of an office that starts in [from, to), and those of the given kinds whatever their date.
func (r *Reader) Between(ctx context.Context, office record.Ref, from, to string, kinds []record.Kind) ([]Published, error) {
	var out []Published
	for _, f := range []func(*where){
		func(w *where) { w.and("p.starts >= %s AND p.starts < %s", from, to) },
		func(w *where) {
			in(w, "p.kind", kinds)
			w.and("NOT (p.starts >= %s AND p.starts < %s)", from, to)
		},
	} {
		w := &where{}
		w.and("p.office = %s", office)
		f(w)
		rows, err := query(ctx, r.db.read, scanPublished, `SELECT `+publicColumns+`, p.doc FROM published p`+w.String()+order(false, "p.starts", "p.record"), w.args...)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// Years reads the years in which projections of a kind that an office owns start, newest first: it steps from each to the one
// before, so that a year costs the same however much it holds.
func (r *Reader) Years(ctx context.Context, office record.Ref, kind record.Kind) ([]string, error) {
	const before = `SELECT COALESCE(MAX(p.starts), '') FROM published p WHERE p.kind = $1 AND p.office = $2 AND p.starts < `
	return query(ctx, r.db.read, func(scan func(...any) error) (string, error) {
		var s string
		err := scan(&s)
		return s, err
	}, `WITH RECURSIVE step(starts) AS (`+before+`'9999' UNION ALL SELECT (`+before+`SUBSTR(step.starts, 1, 4)) FROM step WHERE step.starts <> '')
		SELECT SUBSTR(starts, 1, 4) FROM step WHERE starts <> ''`, kind, office)
}

// FileOf opens the bytes of a document, if the document is published. They are read a piece at a time, each by itself: a large
// file is never held whole, nor does a slow reader hold the database.
func (r *Reader) FileOf(ctx context.Context, document record.Ref, sha256 string) (io.Reader, error) {
	f := &fileReader{ctx: ctx, r: r, document: document, sha256: sha256}
	if err := f.next(); err != nil {
		return nil, err
	}
	return f, nil
}

// filePiece is how much of a file is read at once.
const filePiece = 256 << 10

// fileReader reads a published file. The context is that of the request which the whole reading serves.
type fileReader struct {
	ctx      context.Context //nolint:containedctx // a reader's methods take none
	r        *Reader
	document record.Ref
	sha256   string
	at       int
	piece    []byte
	last     bool
}

func (f *fileReader) Read(p []byte) (int, error) {
	if len(f.piece) == 0 {
		if f.last {
			return 0, io.EOF
		}
		if err := f.next(); err != nil {
			return 0, err
		}
		if len(f.piece) == 0 {
			return 0, io.EOF
		}
	}
	n := copy(p, f.piece)
	f.piece = f.piece[n:]
	return n, nil
}

func (f *fileReader) next() error {
	rows, err := query(f.ctx, f.r.db.read, func(scan func(...any) error) ([]byte, error) {
		var piece []byte
		err := scan(&piece)
		return piece, err
	}, `SELECT SUBSTR(f.data, $1, $2) FROM published p JOIN file f ON f.sha256 = $3 WHERE p.record = $4`, f.at+1, filePiece, f.sha256, f.document)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return record.Errorf(record.NotFound, "no file of %s", f.document)
	}
	f.piece = rows[0]
	f.at += len(f.piece)
	f.last = len(f.piece) < filePiece
	return nil
}
