package registry

import (
	"context"
	"errors"

	"entente/internal/record"
	"entente/internal/store"
)

// archived makes the row of a record that brings its history. What stands here must be the beginning of it, or its end.
func (im *importer) archived(ctx context.Context, p pending, was store.Entry, old record.Record) (*store.Row, int, error) {
	bad := func(code string) (*store.Row, int, error) {
		im.refuse(p, record.Problem{Field: "history", Code: code, Args: map[string]string{"value": string(p.rec.Head().ID)}})
		return nil, 0, nil
	}
	if _, err := chain(p.revisions, 1, ""); err != nil || len(p.revisions) == 0 || !personalFits(p) {
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
	if old != nil {
		n := was.Version
		switch {
		case n > len(p.revisions):
			h, err := im.tx.History(ctx, p.rec.Head().ID)
			if err != nil {
				return nil, 0, err
			}
			if h[len(p.revisions)-1].Hash == last.Hash {
				return nil, 0, nil
			}
			return bad("history_differs")
		case p.revisions[n-1].Hash != was.Hash:
			return bad("history_differs")
		case n == len(p.revisions):
			return nil, 0, im.erase(ctx, p, was)
		}
		fresh = p.revisions[n:]
	}
	row, err := im.g.rowIn(ctx, im.tx, p.rec, step{version: last.Version, at: last.At, actor: last.Actor, reason: last.Reason, previous: last.Previous, event: "imported"})
	if err != nil {
		return nil, 0, err
	}
	row.Data, row.Revisions, row.Hash = last.Data, fresh, last.Hash
	row.Personal, err = im.personal(ctx, p, old)
	return &row, was.Version, err
}

// personalFits tells whether the personal fields of an archive are those that the record's digest was made of, or erased.
func personalFits(p pending) bool {
	person, ok := p.rec.(*record.Person)
	switch {
	case p.personal == nil:
		return !ok || person.Digest == ""
	case !ok || person.Digest == "":
		return false
	case p.personal.Erased != "":
		return p.personal.Data == "" && p.personal.Salt == ""
	}
	return digest(*p.personal) == person.Digest
}

// personal is what to write of the personal fields of an archive; nil when those that stand are to stay: an archive made
// before an erasure must not bring back what was erased.
func (im *importer) personal(ctx context.Context, p pending, old record.Record) (*store.Personal, error) {
	before, ok := old.(*record.Person)
	now, same := p.rec.(*record.Person)
	if !ok || !same || before.Digest != now.Digest || p.personal == nil {
		return p.personal, nil
	}
	kept, err := im.tx.PersonalOf(ctx, before.ID)
	if err == nil && kept.Erased != "" {
		return nil, nil //nolint:nilnil // nothing is to be written
	}
	if err != nil && !errors.Is(err, record.ErrNotFound) {
		return nil, err
	}
	im.erased = im.erased || p.personal.Erased != ""
	return p.personal, nil
}

// erase follows an archive that says that personal fields were erased: an erasure is no new version.
func (im *importer) erase(ctx context.Context, p pending, was store.Entry) error {
	if p.personal == nil || p.personal.Erased == "" {
		return nil
	}
	kept, err := im.tx.PersonalOf(ctx, was.ID)
	if err != nil || kept.Erased != "" {
		return err
	}
	im.erased = true
	return im.tx.SetPersonal(ctx, was.Office, *p.personal)
}
