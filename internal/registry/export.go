package registry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/record"
	"entente/internal/store"
)

// ExportOptions says what an export holds.
type ExportOptions struct {
	// All adds history, personal fields, withdrawn records and the bytes of documents: an archive that loses nothing.
	// It is the operator's alone.
	All bool
}

// exportBatch is how many records are held in memory at once.
const exportBatch = 200

// Export writes the records that the actor may see as JSONL, in the order of their ids, all of the same instant.
func (g *Registry) Export(ctx context.Context, a access.Actor, out io.Writer, opts ExportOptions) error {
	if opts.All && a.Role != access.Operator {
		return record.Errorf(record.Forbidden, "%s may not export histories", a.Name)
	}
	w := exchange.NewWriter(out)
	err := g.db.View(ctx, func(tx *store.Tx) error {
		heads := newHeadsDigest()
		for after := record.Ref(""); ; {
			batch, err := tx.WholeAfter(ctx, access.ScopeOf(a), after, exportBatch)
			if err != nil {
				return err
			}
			if len(batch) == 0 {
				break
			}
			after = batch[len(batch)-1].ID
			for i := range batch {
				heads.add(batch[i].ID, batch[i].Hash)
			}
			if opts.All {
				err = archive(ctx, tx, w, batch)
			} else {
				err = g.present(ctx, tx, a, w, batch)
			}
			if err != nil {
				return err
			}
		}
		if !opts.All {
			return nil
		}
		if err := exportFiles(ctx, tx, w); err != nil {
			return err
		}
		return w.Line(heads.line())
	})
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return w.Flush()
}

// present writes records as they stand, as the actor may see them.
func (g *Registry) present(ctx context.Context, tx *store.Tx, a access.Actor, w *exchange.Writer, batch []store.Whole) error {
	var entries []store.Entry
	for _, b := range batch {
		if b.WithdrawnAt == "" {
			entries = append(entries, b.Entry)
		}
	}
	rs, err := g.seen(ctx, tx, a, entries)
	if err != nil {
		return err
	}
	for _, r := range rs {
		if p, ok := r.(*record.Person); ok {
			p.Digest = "" // of personal fields that this export does not hold
		}
		doc, err := record.Encode(r)
		if err != nil {
			return err
		}
		if err := w.Raw(string(doc)); err != nil {
			return err
		}
	}
	return nil
}

// archive writes records with every state that they have had, what was said of them, and what was published under
// them. Batches, saved lists, drafts and what
// accounts looked at are of one installation and do not travel.
func archive(ctx context.Context, tx *store.Tx, w *exchange.Writer, batch []store.Whole) error {
	ids := make([]record.Ref, len(batch))
	for i, b := range batch {
		ids[i] = b.ID
	}
	said, err := tx.CommentsOf(ctx, ids)
	if err != nil {
		return err
	}
	issued, err := editionLines(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, b := range batch {
		if err := w.Raw(b.Data); err != nil {
			return err
		}
		for _, v := range b.Revisions {
			if err := w.Line(exchange.Revision{Kind: "revision", ID: fmt.Sprintf("%s/%d", v.Record, v.Version), Record: v.Record, Version: v.Version,
				At: v.At, Actor: v.Actor, Reason: v.Reason, Data: v.Data, Previous: v.Previous, Hash: v.Hash}); err != nil {
				return err
			}
		}
		if p := b.Personal; p != nil {
			if err := w.Line(exchange.Personal{Kind: "personal", ID: p.Person, Salt: p.Salt, Data: p.Data, Erased: p.Erased}); err != nil {
				return err
			}
		}
		for ; len(said) > 0 && said[0].Record == b.ID; said = said[1:] {
			c := said[0]
			if err := w.Line(exchange.Comment{Kind: "comment", ID: c.ID, Record: c.Record, Office: c.Office, Author: c.Author, At: c.At, Words: c.Words, Part: c.Part}); err != nil {
				return err
			}
		}
		for _, line := range issued[b.ID] {
			if err := w.Line(line); err != nil {
				return err
			}
		}
	}
	return nil
}

func exportFiles(ctx context.Context, tx *store.Tx, w *exchange.Writer) error {
	for after := ""; ; {
		files, err := tx.FileAfter(ctx, after)
		if err != nil || len(files) == 0 {
			return err
		}
		f := files[0]
		if err := w.Line(exchange.File{Kind: "file", ID: f.SHA256, Office: f.Office, Data: f.Data}); err != nil {
			return err
		}
		after = f.SHA256
	}
}

// headsDigest sums up the last hash of every record in the order of ids: whoever keeps it elsewhere can tell later whether
// the tail of a history was cut off.
type headsDigest struct {
	sum interface {
		io.Writer
		Sum([]byte) []byte
	}
	n int
}

func newHeadsDigest() *headsDigest { return &headsDigest{sum: sha256.New()} }

func (d *headsDigest) add(id record.Ref, hash string) {
	_, _ = io.WriteString(d.sum, string(id)+" "+hash+"\n") // a hash never fails to take bytes
	d.n++
}

func (d *headsDigest) String() string { return "sha256:" + hex.EncodeToString(d.sum.Sum(nil)) }

func (d *headsDigest) line() exchange.Heads {
	return exchange.Heads{Kind: "heads", ID: d.String(), Records: d.n}
}
