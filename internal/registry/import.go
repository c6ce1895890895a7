package registry

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/publish"
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
	importBatch = 1000
	maxRefused  = 200
)

// Import writes the records of a file: all of them, in one transaction, or none. A record that is already there as it is in
// the file stays untouched, so that the same file can be imported again; one that differs gets a new version. Records of an
// archive come with the history that they bring. progress is told how many of the items were done, twice over: records
// first, then what ties them. What is wrong is told of all records at once.
func (g *Registry) Import(ctx context.Context, a access.Actor, items Items, reason string, progress func(done int)) (ImportResult, error) {
	im := &importer{at: g.stamp()}
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		*im = importer{
			g: g, tx: tx, a: a, reason: reason, at: im.at, progress: progress, written: map[record.Ref]bool{}, faulty: map[record.Ref]record.Kind{},
			kinds: map[record.Ref]record.Kind{}, digest: newHeadsDigest(),
		}
		if err := im.pass(ctx, items, im.records); err != nil {
			return err
		}
		if err := im.whole(); err != nil {
			return err
		}
		im.second = true
		if err := im.pass(ctx, items, im.links); err != nil {
			return err
		}
		if len(im.refused.Refused) > 0 {
			return &im.refused
		}
		return nil
	})
	if err == nil && im.erased {
		err = g.db.Scrub(ctx)
	}
	if err == nil {
		err = g.readImported(ctx, im.files)
	}
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
	faulty   map[record.Ref]record.Kind // records that the first pass refused
	kinds    map[record.Ref]record.Kind // of what the records refer to
	files    []string                   // checksums that came
	erased   bool                       // personal fields were erased, as the archive says
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
	comments  []store.Comment
	editions  []publish.Edition
	ready     *ready
}

// refuse notes what is wrong with a record; the second pass adds to what the first has found.
func (im *importer) refuse(p pending, problems ...record.Problem) {
	id, list := p.rec.Head().ID, im.refused.Refused
	if !im.second {
		im.faulty[id] = p.rec.Head().Kind
	}
	if i := slices.IndexFunc(list, func(r Refused) bool { return r.ID == id && r.Where == p.where }); i >= 0 {
		list[i].Problems = append(list[i].Problems, problems...)
		return
	}
	if len(list) >= maxRefused {
		im.refused.More++
		return
	}
	im.refused.Refused = append(list, Refused{Where: p.where, ID: id, Problems: problems})
}

// pass reads the items once, batch by batch.
func (im *importer) pass(ctx context.Context, items Items, flush func(context.Context, []pending) error) error {
	var batch []pending
	for item, err := range ahead(items(), im.getReady()) {
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
			batch = append(batch, pending{where: item.Where, rec: item.Record, ready: item.ready})
		default:
			if err := im.other(ctx, item.Item, batch); err != nil {
				return err
			}
		}
		im.done++
		im.progress(im.done)
	}
	return flush(ctx, batch)
}

// whole tells whether an archive was read to its end: its last line sums up the histories that it holds.
func (im *importer) whole() error {
	switch {
	case len(im.refused.Refused) > 0, im.digest.n == 0 && im.heads == nil:
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
	if c := item.Comment; c != nil {
		if len(batch) == 0 || batch[len(batch)-1].rec.Head().ID != c.Record {
			return record.Errorf(record.Invalid, "%s: a comment must follow its record", item.Where)
		}
		if im.a.Role != access.Operator {
			return record.Errorf(record.Forbidden, "%s: %s may not import comments", item.Where, im.a.Name)
		}
		p := &batch[len(batch)-1]
		p.comments = append(p.comments, store.Comment{ID: c.ID, Record: c.Record, Office: c.Office, Author: c.Author, At: c.At, Words: c.Words, Part: c.Part})
		return nil
	}
	if item.Edition != nil || item.Issued != nil {
		return im.edition(item, batch)
	}
	if im.second {
		return nil
	}
	if f := item.File; f != nil {
		im.res.Files++
		if im.a.Role != access.Operator {
			f.Office = im.a.Office
		}
		im.files = append(im.files, f.ID)
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
			im.res.Unchanged++ // or refused
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
	if err := im.tx.Create(ctx, rows); err != nil {
		return err
	}
	if err := im.comments(ctx, batch); err != nil {
		return err
	}
	return im.editions(ctx, batch)
}

// comments keeps what was said of records, where it is not kept already.
func (im *importer) comments(ctx context.Context, batch []pending) error {
	var ids []record.Ref
	for _, p := range batch {
		if len(p.comments) > 0 && im.faulty[p.rec.Head().ID] == "" {
			ids = append(ids, p.rec.Head().ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	kept, err := im.tx.CommentsOf(ctx, ids)
	if err != nil {
		return err
	}
	there := map[record.Ref]bool{}
	for _, c := range kept {
		there[c.ID] = true
	}
	var fresh []store.Comment
	for _, p := range batch {
		if im.faulty[p.rec.Head().ID] != "" {
			continue
		}
		for _, c := range p.comments {
			if !there[c.ID] {
				there[c.ID] = true
				fresh = append(fresh, c)
			}
		}
	}
	return im.tx.AddComment(ctx, fresh...)
}

// one makes the row to write for a record, nil when there is nothing to write or when it was refused.
func (im *importer) one(ctx context.Context, p pending, was store.Entry, exists bool) (*store.Row, int, error) {
	var old record.Record
	if exists {
		var err error
		if old, err = record.Decode([]byte(was.Data)); err != nil {
			return nil, 0, err
		}
		if !access.Can(im.a, access.See, old.Head()) {
			return nil, 0, fmt.Errorf("%s: %w", p.where, record.Errorf(record.NotFound, "no record %s", was.ID))
		}
	}
	if im.a.Role != access.Operator && (len(p.revisions) > 0 || p.personal != nil) {
		return nil, 0, fmt.Errorf("%s: %w", p.where, record.Errorf(record.Forbidden, "%s may not import histories", im.a.Name))
	}
	if err := im.g.may(im.a, old, p.rec); err != nil {
		return nil, 0, fmt.Errorf("%s: %w", p.where, err)
	}
	if kept := keepStage(im.a, old, p.rec); kept != p.rec {
		p.rec, p.ready = kept, nil
	}
	problems, row := p.ready.get()
	if p.ready == nil {
		problems = im.g.alone(p.rec)
	}
	if len(problems) > 0 {
		im.refuse(p, problems...)
		return nil, 0, nil
	}
	if len(p.revisions) > 0 || p.personal != nil {
		return im.archived(ctx, p, was, old)
	}
	rec, personal, err := im.g.splitPersonal(ctx, im.tx, p.rec, old)
	if err != nil {
		return nil, 0, err
	}
	s := step{version: 1, at: im.at, actor: im.a.Name, reason: im.reason, event: "created"}
	if exists {
		if problems = record.Transition(old, p.rec); len(problems) > 0 {
			im.refuse(p, problems...)
			return nil, 0, nil
		}
		s = step{version: was.Version + 1, at: im.at, actor: im.a.Name, reason: im.reason, previous: was.Hash, event: "changed"}
	}
	if row != nil && row.Data == was.Data {
		return nil, 0, nil
	}
	switch {
	case row != nil && !exists:
		row.Event = s.event
		row.EventID, err = im.g.NewID()
	default:
		row = &store.Row{}
		*row, err = im.g.rowIn(ctx, im.tx, rec, s)
	}
	if err != nil {
		return nil, 0, err
	}
	row.Personal = personal
	if exists && row.Data == was.Data && personal == nil {
		return nil, 0, nil
	}
	return row, was.Version, nil
}

// links is the second pass: what ties the records written to others, now that all are there.
func (im *importer) links(ctx context.Context, batch []pending) error {
	batch = slices.DeleteFunc(batch, func(p pending) bool { return !im.written[p.rec.Head().ID] && im.faulty[p.rec.Head().ID] == "" })
	links := make([][]record.Link, len(batch))
	for i, p := range batch {
		links[i] = record.Links(p.rec)
	}
	if err := kindsOf(ctx, im.tx, access.ScopeOf(im.a), slices.Concat(links...), im.kinds); err != nil {
		return err
	}
	// it is in the file: what refers to it has no fault
	maps.Copy(im.kinds, im.faulty)
	var rows []store.Row
	for i, p := range batch {
		screened, err := im.g.screenRules(ctx, im.tx, p.rec, im.kinds)
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
	if len(im.refused.Refused) > 0 {
		return nil // nothing will be kept
	}
	return im.tx.Link(ctx, rows)
}
