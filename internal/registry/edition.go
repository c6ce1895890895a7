package registry

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

// NewEdition is what is to be published: the papers of all languages, frozen, with the publication that they belong to.
type NewEdition struct {
	Subject     record.Ref // the record that it is an edition of: a report
	From        int        // the version of it that the actor has seen
	Publication *record.Publication
	Papers      []*publish.Paper
}

// NextEdition is the number of the edition that would be published next of a record, and the one before, without a snapshot
// (zero when there is none).
func (g *Registry) NextEdition(ctx context.Context, a access.Actor, subject record.Ref) (number int, before publish.Edition, err error) {
	err = g.db.View(ctx, func(tx *store.Tx) error {
		if _, err := ownOf(ctx, tx, a, subject); err != nil {
			return err
		}
		var err error
		before, _, err = tx.LastEdition(ctx, subject)
		return err
	})
	if err != nil {
		return 0, publish.Edition{}, fmt.Errorf("next edition of %s: %w", subject, err)
	}
	return before.Number + 1, before, nil
}

// ownOf reads a record of the actor's own office; to others it is not there.
func ownOf(ctx context.Context, tx *store.Tx, a access.Actor, id record.Ref) (store.Entry, error) {
	e, err := tx.Get(ctx, access.ScopeOf(a), id)
	if err != nil {
		return store.Entry{}, err
	}
	if !owns(a, e.Office) {
		return store.Entry{}, record.Errorf(record.NotFound, "no record %s", id)
	}
	return e, nil
}

// Publish freezes an edition: in one transaction the sealed publication, a snapshot for each language, the edition before
// marked as superseded, and the report marked as published. Whatever the papers draw on must still stand as they say, and be
// public; else it is a Conflict, and nothing is written. What was published never changes afterwards.
func (g *Registry) Publish(ctx context.Context, a access.Actor, n NewEdition) ([]publish.Edition, error) {
	var out []publish.Edition
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		var err error
		out, err = g.publishEdition(ctx, tx, a, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("publish an edition of %s: %w", n.Subject, err)
	}
	return out, nil
}

func (g *Registry) publishEdition(ctx context.Context, tx *store.Tx, a access.Actor, n NewEdition) ([]publish.Edition, error) {
	subject, err := ownOf(ctx, tx, a, n.Subject)
	if err != nil {
		return nil, err
	}
	if subject.Version != n.From {
		return nil, record.Errorf(record.Conflict, "%s %s is at version %d, not %d", subject.Kind, subject.ID, subject.Version, n.From)
	}
	before, _, err := tx.LastEdition(ctx, n.Subject)
	if err != nil {
		return nil, err
	}
	list, err := editionsOf(n, before, subject.Office)
	if err != nil {
		return nil, err
	}
	if err := drawnStand(ctx, tx, n.Papers); err != nil {
		return nil, err
	}
	pub := record.Clone(n.Publication).(*record.Publication)
	sums := map[string]string{}
	for _, e := range list {
		sums[e.Lang] = e.Checksum
	}
	pub.Kind, pub.Office, pub.Visibility = record.KindPublication, subject.Office, record.Public
	pub.Sealed, pub.SupersededBy, pub.Checksum = true, "", publish.Seal(sums)
	pub.Issued = record.Date(list[0].Issued[:len(time.DateOnly)])
	if _, err := g.save(ctx, tx, a, pub, 0, "", "published"); err != nil {
		return nil, err
	}
	if before.Number > 0 {
		if err := g.supersede(ctx, tx, a, before.Publication, pub.ID); err != nil {
			return nil, err
		}
	}
	if err := g.published(ctx, tx, a, subject, pub.ID); err != nil {
		return nil, err
	}
	return list, tx.AddEditions(ctx, list)
}

// editionsOf makes the rows of an edition, and holds that its papers are of this edition and no other.
func editionsOf(n NewEdition, before publish.Edition, office record.Ref) ([]publish.Edition, error) {
	if len(n.Papers) == 0 {
		return nil, record.Errorf(record.Invalid, "an edition without a paper")
	}
	var out []publish.Edition
	for _, p := range n.Papers {
		id := p.Identity
		switch ok, err := publish.Intact(p); {
		case err != nil:
			return nil, err
		case !ok:
			return nil, record.Errorf(record.Invalid, "the paper in %s is not what its checksum says", p.Lang)
		case id.Publication != n.Publication.ID, id.Subject != n.Subject, id.Issued != n.Papers[0].Identity.Issued, len(id.Issued) < len(time.DateOnly):
			return nil, record.Errorf(record.Invalid, "the paper in %s is of another edition", p.Lang)
		case id.Edition != before.Number+1 || id.Replaces != before.Publication:
			return nil, record.Errorf(record.Conflict, "edition %d of %s is there already", id.Edition, n.Subject)
		case id.Sort != publish.NewEdition && id.Sort != publish.Erratum, id.Sort == publish.Erratum && before.Number == 0,
			id.Sort == publish.Erratum && len(id.Corrects) == 0:
			return nil, unfit("corrects", "required")
		}
		snapshot, err := publish.Canonical(p)
		if err != nil {
			return nil, err
		}
		out = append(out, publish.Edition{Publication: id.Publication, Lang: p.Lang, Office: office, Subject: n.Subject, Number: id.Edition,
			Year: p.Year, Sort: id.Sort, Issued: id.Issued, Checksum: id.Checksum, Snapshot: string(snapshot)})
	}
	return out, nil
}

// drawnStand holds that the records which papers draw on are public and stand as they did when the papers were made.
func drawnStand(ctx context.Context, tx *store.Tx, papers []*publish.Paper) error {
	drawn := map[record.Ref]publish.Version{}
	for _, p := range papers {
		for _, v := range p.Drawn {
			drawn[v.Record] = v
		}
	}
	stand, err := tx.PublicStates(ctx, slices.Collect(maps.Keys(drawn)))
	if err != nil {
		return err
	}
	for id, v := range drawn {
		now, public := stand[id]
		if !public {
			return record.Errorf(record.Conflict, "the public may not see %s, on which the document draws", id)
		}
		if now.Version != v.Version || now.Hash != v.Hash {
			return record.Errorf(record.Conflict, "%s changed while the document was made", id)
		}
	}
	return nil
}

// supersede marks a publication as replaced by another.
func (g *Registry) supersede(ctx context.Context, tx *store.Tx, a access.Actor, id, by record.Ref) error {
	e, err := tx.Get(ctx, access.ScopeOf(a), id)
	if err != nil {
		return err
	}
	r, err := record.Decode([]byte(e.Data))
	if err != nil {
		return err
	}
	p, ok := r.(*record.Publication)
	if !ok {
		return record.Errorf(record.Conflict, "%s is no publication", id)
	}
	p.SupersededBy = by
	_, err = g.save(ctx, tx, a, p, e.Version, "", "superseded")
	return err
}

// Editions reads the editions of a record of the actor's office, newest first, with what files there are of each, without the
// snapshots.
func (g *Registry) Editions(ctx context.Context, a access.Actor, subject record.Ref) ([]publish.Edition, error) {
	var out []publish.Edition
	err := g.db.View(ctx, func(tx *store.Tx) error {
		if _, err := ownOf(ctx, tx, a, subject); err != nil {
			return err
		}
		var err error
		if out, err = tx.EditionsOfSubject(ctx, subject); err != nil {
			return err
		}
		return giveFiles(out, func(ids []record.Ref) ([]publish.EditionFile, error) { return tx.EditionFilesOf(ctx, ids) })
	})
	if err != nil {
		return nil, fmt.Errorf("editions of %s: %w", subject, err)
	}
	return out, nil
}

// giveFiles gives editions their files.
func giveFiles(list []publish.Edition, files func([]record.Ref) ([]publish.EditionFile, error)) error {
	ids := make([]record.Ref, len(list))
	for i, e := range list {
		ids[i] = e.Publication
	}
	slices.Sort(ids)
	found, err := files(slices.Compact(ids))
	if err != nil {
		return err
	}
	for i := range list {
		for _, f := range found {
			if f.Publication == list[i].Publication && f.Lang == list[i].Lang {
				list[i].Files = append(list[i].Files, f)
			}
		}
	}
	return nil
}

// Edition reads what was published under a publication that the actor may see, whole, in each language.
func (g *Registry) Edition(ctx context.Context, a access.Actor, publication record.Ref) ([]publish.Edition, error) {
	var out []publish.Edition
	err := g.db.View(ctx, func(tx *store.Tx) error {
		if _, err := tx.Get(ctx, access.ScopeOf(a), publication); err != nil {
			return err
		}
		var err error
		if out, err = tx.EditionsOf(ctx, []record.Ref{publication}); err != nil {
			return err
		}
		if len(out) == 0 {
			return record.Errorf(record.NotFound, "no edition of %s", publication)
		}
		return giveFiles(out, func(ids []record.Ref) ([]publish.EditionFile, error) { return tx.EditionFilesOf(ctx, ids) })
	})
	if err != nil {
		return nil, fmt.Errorf("edition %s: %w", publication, err)
	}
	return out, nil
}

// EditionBySum reads the edition whose snapshot has a checksum, where the actor may see its publication.
func (g *Registry) EditionBySum(ctx context.Context, a access.Actor, checksum string) (publish.Edition, error) {
	var out publish.Edition
	err := g.db.View(ctx, func(tx *store.Tx) error {
		list, err := tx.EditionsBySum(ctx, checksum)
		if err != nil {
			return err
		}
		for _, e := range list {
			if _, err := tx.Get(ctx, access.ScopeOf(a), e.Publication); err == nil {
				one := []publish.Edition{e}
				err := giveFiles(one, func(ids []record.Ref) ([]publish.EditionFile, error) { return tx.EditionFilesOf(ctx, ids) })
				out = one[0]
				return err
			}
		}
		return record.Errorf(record.NotFound, "no edition with this checksum")
	})
	if err != nil {
		return publish.Edition{}, fmt.Errorf("edition by its checksum: %w", err)
	}
	return out, nil
}

// EditionFile reads the bytes of a file of an edition whose publication the actor may see.
func (g *Registry) EditionFile(ctx context.Context, a access.Actor, publication record.Ref, lang, format string) ([]byte, error) {
	var out []byte
	err := g.db.View(ctx, func(tx *store.Tx) error {
		if _, err := tx.Get(ctx, access.ScopeOf(a), publication); err != nil {
			return err
		}
		files, err := tx.EditionFilesOf(ctx, []record.Ref{publication})
		if err != nil {
			return err
		}
		for _, f := range files {
			if f.Lang == lang && f.Format == format && f.SHA256 != "" {
				out, err = tx.FileData(ctx, f.SHA256)
				return err
			}
		}
		return record.Errorf(record.NotFound, "no %s of %s", format, publication)
	})
	if err != nil {
		return nil, fmt.Errorf("file of edition %s: %w", publication, err)
	}
	return out, nil
}

// EditionsWithout reads the next editions that lack a file of a format and whose turn it is, whole, the oldest first. Like all
// that makes files it is the operator's alone.
func (g *Registry) EditionsWithout(ctx context.Context, a access.Actor, format string, limit int) ([]publish.Edition, error) {
	if err := mayRunJobs(a); err != nil {
		return nil, err
	}
	var out []publish.Edition
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		out, err = tx.EditionsWithout(ctx, format, g.stamp(), store.PageSize(limit))
		if err != nil {
			return err
		}
		return giveFiles(out, func(ids []record.Ref) ([]publish.EditionFile, error) { return tx.EditionFilesOf(ctx, ids) })
	})
	if err != nil {
		return nil, fmt.Errorf("editions without %s: %w", format, err)
	}
	return out, nil
}

// KeepEditionFile keeps a file of an edition. The first one that is made stays: another node that made it too changes nothing.
func (g *Registry) KeepEditionFile(ctx context.Context, a access.Actor, e publish.Edition, format string, data []byte) error {
	if err := mayRunJobs(a); err != nil {
		return err
	}
	f := publish.EditionFile{Publication: e.Publication, Lang: e.Lang, Format: format, Office: e.Office, SHA256: exchange.Checksum(data),
		Size: int64(len(data)), MadeAt: g.stamp()}
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.PutFile(ctx, store.File{SHA256: f.SHA256, Office: e.Office, Data: data}); err != nil {
			return err
		}
		return tx.PutEditionFile(ctx, f)
	})
	if err != nil {
		return fmt.Errorf("keep the %s of %s: %w", format, e.Publication, err)
	}
	return nil
}

// MissEditionFile notes that a file could not be made: it is tried again later, each time a little later.
func (g *Registry) MissEditionFile(ctx context.Context, a access.Actor, e publish.Edition, format, said string) error {
	if err := mayRunJobs(a); err != nil {
		return err
	}
	tries := 1
	for _, f := range e.Files {
		if f.Format == format {
			tries = f.Tries + 1
		}
	}
	f := publish.EditionFile{Publication: e.Publication, Lang: e.Lang, Format: format, Office: e.Office, Tries: tries,
		DueAt: g.now().Add(backoff(tries)).UTC().Format(instant), Said: said}
	err := g.db.InTx(ctx, func(tx *store.Tx) error { return tx.PutEditionFile(ctx, f) })
	if err != nil {
		return fmt.Errorf("note the missing %s of %s: %w", format, e.Publication, err)
	}
	return nil
}

// States reads where those of some records stand that are public, with the hashes of their last states: what a document says
// that it draws on.
func (g *Registry) States(ctx context.Context, ids []record.Ref) (map[record.Ref]publish.Version, error) {
	out := map[record.Ref]publish.Version{}
	err := g.db.View(ctx, func(tx *store.Tx) error {
		found, err := tx.PublicStates(ctx, ids)
		for id, s := range found {
			out[id] = publish.Version{Record: s.Record, Version: s.Version, Hash: s.Hash}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("where records stand: %w", err)
	}
	return out, nil
}
