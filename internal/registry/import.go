package registry

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/record"
	"entente/internal/store"
)

// Items is what an import reads; it is read twice, so it must give the same items each time.
type Items func() iter.Seq2[exchange.Item, error]

// ImportResult counts what an import did.
type ImportResult struct {
	Created   int `json:"created"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Files     int `json:"files"`
}

// Refused is one record that an import refused.
type Refused struct {
	Where    string           `json:"where"`
	ID       record.Ref       `json:"id"`
	Problems []record.Problem `json:"problems"`
}

// ImportError lists every record that was refused, up to maxRefused. Nothing was written.
type ImportError struct {
	Refused []Refused
	More    int // that are not listed
}

func (e *ImportError) Error() string {
	return fmt.Sprintf("%d records refused; nothing was imported", len(e.Refused)+e.More)
}

// Unwrap tells errors.Is that the input is invalid.
func (e *ImportError) Unwrap() error { return record.ErrInvalid }

const (
	importBatch = 250
	maxRefused  = 200
)

// Import writes the records of a file: all of them, in one transaction, or none. A record that is already there as it is in
// the file stays untouched, so that the same file can be imported again; one that differs gets a new version. Records of an
// archive come with the history that they bring. progress is told how many of the items were done, twice over: records
// first, then what ties them.
func (g *Registry) Import(ctx context.Context, a access.Actor, items Items, reason string, progress func(done int)) (ImportResult, error) {
	im := &importer{at: g.stamp()}
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		*im = importer{g: g, tx: tx, a: a, reason: reason, at: im.at, progress: progress, written: map[record.Ref]bool{}, kinds: map[record.Ref]record.Kind{}, digest: newHeadsDigest()}
		if err := im.pass(ctx, items, im.records); err != nil {
			return err
		}
		if err := im.whole(); err != nil {
			return err
		}
		im.second = true
		return im.pass(ctx, items, im.links)
	})
	if err != nil {
		return ImportResult{}, fmt.Errorf("import: %w", err)
	}
	return im.res, nil
}

type importer struct {
	g        *Registry
	tx       *store.Tx
	a        access.Actor
	reason   string
	at       string
	progress func(int)
	second   bool
	done     int
	written  map[record.Ref]bool        // records met: true when their links are to be written
	kinds    map[record.Ref]record.Kind // of what the records refer to
	res      ImportResult
	refused  ImportError
	digest   *headsDigest    // of the histories read
	heads    *exchange.Heads // what the archive says it should be
}

// pending is a record with what follows it in an archive.
type pending struct {
	where     string
	rec       record.Record
	revisions []store.Revision
	personal  *store.Personal
}

func (im *importer) refuse(p pending, problems ...record.Problem) {
	if len(im.refused.Refused) >= maxRefused {
		im.refused.More++
		return
	}
	im.refused.Refused = append(im.refused.Refused, Refused{Where: p.where, ID: p.rec.Head().ID, Problems: problems})
}

// pass reads the items once, batch by batch.
func (im *importer) pass(ctx context.Context, items Items, flush func(context.Context, []pending) error) error {
	var batch []pending
	for item, err := range ahead(items()) {
		if err != nil {
			return err
		}
		switch {
		case item.Record != nil:
			if len(batch) == importBatch {
				if err := flush(ctx, batch); err != nil {
					return err
				}
				batch = batch[:0]
			}
			batch = append(batch, pending{where: item.Where, rec: item.Record})
		default:
			if err := im.other(ctx, item, batch); err != nil {
				return err
			}
		}
		im.done++
		im.progress(im.done)
	}
	if err := flush(ctx, batch); err != nil {
		return err
	}
	if len(im.refused.Refused) > 0 {
		return &im.refused
	}
	return nil
}

// ahead reads a few items before they are asked for, while the database works.
func ahead(items iter.Seq2[exchange.Item, error]) iter.Seq2[exchange.Item, error] {
	type read struct {
		item exchange.Item
		err  error
	}
	return func(yield func(exchange.Item, error) bool) {
		waiting, stop := make(chan read, 16), make(chan struct{})
		go func() {
			defer close(waiting)
			for item, err := range items {
				select {
				case waiting <- read{item, err}:
				case <-stop:
					return
				}
			}
		}()
		defer func() {
			close(stop)
			for range waiting { // the file is let go of before the caller goes on
			}
		}()
		for r := range waiting {
			if !yield(r.item, r.err) {
				return
			}
		}
	}
}

// whole tells whether an archive was read to its end: its last line sums up the histories that it holds.
func (im *importer) whole() error {
	switch {
	case im.digest.n == 0 && im.heads == nil:
		return nil
	case im.heads == nil:
		return record.Errorf(record.Invalid, "the archive is cut off: its last line is missing")
	case im.heads.Records != im.digest.n || im.heads.ID != im.digest.String():
		return record.Errorf(record.Invalid, "the archive holds %d histories that are not the %d it says to hold", im.digest.n, im.heads.Records)
	}
	return nil
}

// other takes an item that is no record: part of the record before it, or of the whole file.
func (im *importer) other(ctx context.Context, item exchange.Item, batch []pending) error {
	if v := item.Revision; v != nil {
		if len(batch) == 0 || batch[len(batch)-1].rec.Head().ID != v.Record {
			return record.Errorf(record.Invalid, "%s: a revision must follow its record", item.Where)
		}
		p := &batch[len(batch)-1]
		p.revisions = append(p.revisions, store.Revision{Record: v.Record, Version: v.Version, At: v.At, Actor: v.Actor, Reason: v.Reason,
			Data: v.Data, Previous: v.Previous, Hash: v.Hash})
		return nil
	}
	if v := item.Personal; v != nil {
		if len(batch) == 0 || batch[len(batch)-1].rec.Head().ID != v.ID {
			return record.Errorf(record.Invalid, "%s: personal fields must follow their person", item.Where)
		}
		batch[len(batch)-1].personal = &store.Personal{Person: v.ID, Salt: v.Salt, Data: v.Data, Erased: v.Erased}
		return nil
	}
	if im.second {
		return nil
	}
	if f := item.File; f != nil {
		im.res.Files++
		return im.tx.PutFile(ctx, store.File{SHA256: f.ID, Office: f.Office, Data: f.Data})
	}
	im.heads = item.Heads
	return nil
}

// records is the first pass: every record with its history and projection, without what ties it to others.
func (im *importer) records(ctx context.Context, batch []pending) error {
	ids := make([]record.Ref, len(batch))
	for i, p := range batch {
		ids[i] = p.rec.Head().ID
	}
	entries, err := im.tx.Many(ctx, access.Scope{All: true}, ids)
	if err != nil {
		return err
	}
	there := map[record.Ref]store.Entry{}
	for _, e := range entries {
		there[e.ID] = e
	}
	var rows []store.Row
	for _, p := range batch {
		id := p.rec.Head().ID
		if _, twice := im.written[id]; twice {
			im.refuse(p, record.Problem{Field: "id", Code: "twice_in_file", Args: map[string]string{"value": string(id)}})
			continue
		}
		was, exists := there[id]
		row, from, err := im.one(ctx, p, was, exists)
		if err != nil {
			return err
		}
		im.written[id] = row != nil
		switch {
		case row == nil && exists:
			im.res.Unchanged++
		case row == nil: // refused
		case exists:
			im.res.Changed++
			if err := im.tx.Change(ctx, *row, from); err != nil {
				return err
			}
		default:
			im.res.Created++
			rows = append(rows, *row)
		}
	}
	return im.tx.Create(ctx, rows)
}

// one makes the row to write for a record, nil when there is nothing to write or when it was refused.
func (im *importer) one(ctx context.Context, p pending, was store.Entry, exists bool) (*store.Row, int, error) {
	var old record.Record
	if exists {
		var err error
		if old, err = record.Decode([]byte(was.Data)); err != nil {
			return nil, 0, err
		}
	}
	if err := im.g.may(im.a, old, p.rec.Head()); err != nil {
		return nil, 0, fmt.Errorf("%s: %w", p.where, err)
	}
	if problems := append(record.Check(p.rec), im.g.placeRules(p.rec)...); len(problems) > 0 {
		im.refuse(p, problems...)
		return nil, 0, nil
	}
	if len(p.revisions) > 0 {
		return im.archived(ctx, p, was, exists)
	}
	personal, err := im.g.splitPersonal(p.rec, old)
	if err != nil {
		return nil, 0, err
	}
	s := step{version: 1, at: im.at, actor: im.a.Name, reason: im.reason, event: "created"}
	if exists {
		if problems := record.Transition(old, p.rec); len(problems) > 0 {
			im.refuse(p, problems...)
			return nil, 0, nil
		}
		s = step{version: was.Version + 1, at: im.at, actor: im.a.Name, reason: im.reason, previous: was.Hash, event: "changed"}
	}
	row, err := im.g.row(p.rec, s)
	if err != nil {
		return nil, 0, err
	}
	row.Personal = personal
	if exists && row.Data == was.Data && personal == nil {
		return nil, 0, nil
	}
	return &row, was.Version, nil
}

// archived makes the row of a record that brings its history. What stands here must be the beginning of it, or its end.
func (im *importer) archived(ctx context.Context, p pending, was store.Entry, exists bool) (*store.Row, int, error) {
	bad := func(code string) (*store.Row, int, error) {
		im.refuse(p, record.Problem{Field: "history", Code: code, Args: map[string]string{"value": string(p.rec.Head().ID)}})
		return nil, 0, nil
	}
	if _, err := chain(p.revisions, 1, ""); err != nil {
		return bad("history_broken")
	}
	last := p.revisions[len(p.revisions)-1]
	im.digest.add(p.rec.Head().ID, last.Hash)
	doc, err := record.Encode(p.rec)
	if err != nil {
		return nil, 0, err
	}
	lastRec, err := record.Decode([]byte(last.Data))
	if err != nil {
		return bad("history_broken")
	}
	if again, err := record.Encode(lastRec); err != nil || string(again) != string(doc) {
		return bad("history_broken")
	}
	fresh := p.revisions
	if exists {
		n := was.Version
		switch {
		case n > len(p.revisions):
			if h, err := im.tx.History(ctx, p.rec.Head().ID); err != nil || h[len(p.revisions)-1].Hash == last.Hash {
				return nil, 0, err
			}
			return bad("history_differs")
		case p.revisions[n-1].Hash != was.Hash:
			return bad("history_differs")
		case n == len(p.revisions):
			return nil, 0, nil
		}
		fresh = p.revisions[n:]
	}
	row, err := im.g.row(p.rec, step{version: last.Version, at: last.At, actor: last.Actor, reason: last.Reason, previous: last.Previous, event: "imported"})
	if err != nil {
		return nil, 0, err
	}
	row.Data, row.Revisions, row.Hash, row.Personal = last.Data, fresh, last.Hash, p.personal
	return &row, was.Version, nil
}

// links is the second pass: what ties the records written to others, now that all are there.
func (im *importer) links(ctx context.Context, batch []pending) error {
	batch = slices.DeleteFunc(batch, func(p pending) bool { return !im.written[p.rec.Head().ID] })
	links := make([][]record.Link, len(batch))
	for i, p := range batch {
		links[i] = record.Links(p.rec)
	}
	if err := kindsOf(ctx, im.tx, access.ScopeOf(im.a), slices.Concat(links...), im.kinds); err != nil {
		return err
	}
	var rows []store.Row
	for i, p := range batch {
		screened, err := im.g.screenRules(ctx, im.tx, p.rec)
		if err != nil {
			return err
		}
		if all := append(linkRules(p.rec.Head(), links[i], im.kinds), screened...); len(all) > 0 {
			im.refuse(p, all...)
			continue
		}
		row := tied(p.rec, links[i])
		if public(p.rec.Head()) {
			row.Public = &store.Public{}
		}
		rows = append(rows, row)
	}
	return im.tx.Link(ctx, rows)
}
