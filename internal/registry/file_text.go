package registry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entente/internal/access"
	"entente/internal/extract"
	"entente/internal/record"
	"entente/internal/store"
)

const (
	atOnce    = 5 * time.Second  // that somebody who attaches a file waits for its words
	notAtOnce = 60 * time.Second // that ReadFiles gives a file
	mostTries = 3                // after which a file that brings the program down each time is left alone
)

// checksumOf is that of a document's file, "" where there is none.
func checksumOf(r record.Record) string {
	if d, ok := r.(*record.Document); ok {
		return d.SHA256
	}
	return ""
}

// fileWords are the words of a record's file, as far as they are known.
func fileWords(ctx context.Context, tx *store.Tx, r record.Record) (string, error) {
	sum := checksumOf(r)
	if sum == "" {
		return "", nil
	}
	texts, err := tx.FileTexts(ctx, []string{sum})
	return texts[sum], err
}

// rowIn is row with the words of the record's file.
func (g *Registry) rowIn(ctx context.Context, tx *store.Tx, r record.Record, s step) (store.Row, error) {
	var err error
	if s.file, err = fileWords(ctx, tx, r); err != nil {
		return store.Row{}, err
	}
	return g.row(r, s)
}

// ReadFiles takes the words out of the files of which that was not done by the present rules, so that their documents are found
// by them, and says of how many. It is the operator's alone.
func (g *Registry) ReadFiles(ctx context.Context, a access.Actor) (int, error) {
	if a.Role != access.Operator {
		return 0, record.Errorf(record.Forbidden, "%s may not read all files", a.Name)
	}
	for n, after := 0, ""; ; n++ {
		var next []store.FileText
		err := g.db.View(ctx, func(tx *store.Tx) error {
			var err error
			next, err = tx.Unread(ctx, extract.Rules, after)
			return err
		})
		if err != nil || len(next) == 0 {
			return n, err
		}
		after = next[0].SHA256
		if err := g.readFile(ctx, after, notAtOnce); err != nil {
			return n, err
		}
	}
}

// readImported takes the words out of files that an import brought; what it has no time for is left to ReadFiles.
func (g *Registry) readImported(ctx context.Context, sums []string) error {
	for _, sum := range sums {
		if err := g.readFile(ctx, sum, atOnce); err != nil {
			return fmt.Errorf("the records are imported, but not the words of their files: %w", err)
		}
	}
	return nil
}

// readFile takes the words out of a file unless that was done, and makes the index rows of its documents anew. The words are
// taken out in no transaction. When there is not enough time nothing is kept, except for who gives all the time there is.
func (g *Registry) readFile(ctx context.Context, sum string, limit time.Duration) error {
	var f store.File
	var known store.FileText
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		var err error
		if known, err = tx.FileText(ctx, sum); err != nil || known.Rules >= extract.Rules {
			return err
		}
		if err := tx.Begun(ctx, sum); err != nil {
			return err
		}
		f, err = tx.FileOf(ctx, sum)
		return err
	})
	if err != nil || known.Rules >= extract.Rules {
		return err
	}
	known.Rules, known.State = extract.Rules, store.TextBroken
	if known.Tries < mostTries {
		in, cancel := context.WithTimeout(ctx, limit)
		known.Text, err = g.wordsIn(in, f.Data)
		late := in.Err() != nil
		cancel()
		switch {
		case err == nil:
			known.State = store.TextRead
		case errors.Is(err, extract.ErrNoWords):
			known.State = store.TextNone
		case ctx.Err() != nil, late && limit < notAtOnce:
			known.Rules, known.State = 0, store.TextWaiting
		}
	}
	known.Tries = 0
	end := context.WithoutCancel(ctx)
	if err := g.db.InTx(end, func(tx *store.Tx) error { return g.keepText(end, tx, known) }); err != nil {
		return err
	}
	return ctx.Err()
}

// keepText keeps the words of a file, and makes the index rows of its documents anew.
func (g *Registry) keepText(ctx context.Context, tx *store.Tx, t store.FileText) error {
	if err := tx.SetFileText(ctx, t); err != nil {
		return err
	}
	ids, err := tx.Marked(ctx, "sha256", t.SHA256)
	if err != nil || len(ids) == 0 {
		return err
	}
	entries, err := tx.Many(ctx, access.Scope{All: true}, ids)
	if err != nil {
		return err
	}
	rows, err := g.rowsOf(ctx, tx, entries, func(h store.Head, r record.Record, file string) store.Row {
		return store.Row{Head: h, Search: g.searchRows(r, file, tied(r, record.Links(r)).Links, marks(r))}
	})
	if err != nil {
		return err
	}
	return tx.Reword(ctx, rows)
}
