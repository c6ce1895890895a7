package registry

import (
	"context"
	"errors"
	"fmt"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

// editionLines makes the lines of an archive that follow publications: what was published under each, and its files.
func editionLines(ctx context.Context, tx *store.Tx, ids []record.Ref) (map[record.Ref][]any, error) {
	list, err := tx.EditionsOf(ctx, ids)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	if err := giveFiles(list, func(ids []record.Ref) ([]publish.EditionFile, error) { return tx.EditionFilesOf(ctx, ids) }); err != nil {
		return nil, err
	}
	out := map[record.Ref][]any{}
	for _, e := range list {
		id := string(e.Publication) + "/" + e.Lang
		out[e.Publication] = append(out[e.Publication], exchange.Edition{Kind: "edition", ID: id, Publication: e.Publication, Lang: e.Lang, Office: e.Office,
			Subject: e.Subject, Number: e.Number, Year: e.Year, Sort: e.Sort, Issued: e.Issued, Checksum: e.Checksum, Snapshot: e.Snapshot})
		for _, f := range e.Files {
			if f.SHA256 == "" {
				continue // it is made where it is wanted
			}
			out[e.Publication] = append(out[e.Publication], exchange.EditionFile{Kind: "edition_file", ID: id + "/" + f.Format, Publication: f.Publication,
				Lang: f.Lang, Format: f.Format, Office: f.Office, SHA256: f.SHA256, Size: f.Size, MadeAt: f.MadeAt})
		}
	}
	return out, nil
}

// edition takes an edition of an archive, or a file of one, which follows its publication.
func (im *importer) edition(item exchange.Item, batch []pending) error {
	var of record.Ref
	if item.Edition != nil {
		of = item.Edition.Publication
	} else {
		of = item.Issued.Publication
	}
	if len(batch) == 0 || batch[len(batch)-1].rec.Head().ID != of {
		return record.Errorf(record.Invalid, "%s: an edition must follow its publication", item.Where)
	}
	if im.a.Role != access.Operator {
		return record.Errorf(record.Forbidden, "%s: %s may not import editions", item.Where, im.a.Name)
	}
	p := &batch[len(batch)-1]
	if e := item.Edition; e != nil {
		p.editions = append(p.editions, publish.Edition{Publication: e.Publication, Lang: e.Lang, Office: e.Office, Subject: e.Subject, Number: e.Number,
			Year: e.Year, Sort: e.Sort, Issued: e.Issued, Checksum: e.Checksum, Snapshot: e.Snapshot})
		return nil
	}
	f := item.Issued
	if len(p.editions) == 0 || p.editions[len(p.editions)-1].Lang != f.Lang {
		return record.Errorf(record.Invalid, "%s: a file must follow its edition", item.Where)
	}
	last := &p.editions[len(p.editions)-1]
	last.Files = append(last.Files, publish.EditionFile{Publication: f.Publication, Lang: f.Lang, Format: f.Format, Office: f.Office, SHA256: f.SHA256,
		Size: f.Size, MadeAt: f.MadeAt})
	return nil
}

// editions keeps what was published, where it is not kept already. What is kept already must be the same: an edition never
// changes.
func (im *importer) editions(ctx context.Context, batch []pending) error {
	for _, p := range batch {
		if len(p.editions) == 0 || im.faulty[p.rec.Head().ID] != "" {
			continue
		}
		kept, err := im.tx.EditionsOf(ctx, []record.Ref{p.rec.Head().ID})
		if err != nil {
			return err
		}
		if len(editionFaults(p.rec, p.editions)) > 0 || len(kept) > 0 && !sameEditions(kept, p.editions) {
			im.refuse(p, record.Problem{Field: "edition", Code: "edition_broken", Args: map[string]string{"value": string(p.rec.Head().ID)}})
			continue
		}
		if len(kept) == 0 {
			if err := im.tx.AddEditions(ctx, p.editions); err != nil {
				return err
			}
		}
		for _, e := range p.editions {
			for _, f := range e.Files {
				if err := im.tx.PutEditionFile(ctx, f); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func sameEditions(a, b []publish.Edition) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, y := a[i], b[i]
		x.Files, y.Files = nil, nil
		if fmt.Sprint(x) != fmt.Sprint(y) {
			return false
		}
	}
	return true
}

// editionFaults tells what is wrong with what is kept of a publication's editions: each snapshot must be what its checksum was
// made of, say what its row says, and the sealed publication must vouch for all of them.
func editionFaults(r record.Record, list []publish.Edition) []error {
	var out []error
	pub, ok := r.(*record.Publication)
	if !ok {
		return []error{errors.New("editions of a record that is no publication")}
	}
	if len(list) == 0 && !publish.IsSeal(pub.Checksum) {
		return nil
	}
	sums := map[string]string{}
	for _, e := range list {
		sums[e.Lang] = e.Checksum
		if !e.Holds() {
			out = append(out, fmt.Errorf("the snapshot in %s is not what its checksum says", e.Lang))
			continue
		}
		p, err := e.Paper()
		if err != nil {
			out = append(out, err)
			continue
		}
		said := publish.Edition{Publication: p.Identity.Publication, Lang: p.Lang, Office: pub.Office, Subject: p.Identity.Subject, Number: p.Identity.Edition,
			Year: p.Year, Sort: p.Identity.Sort, Issued: p.Identity.Issued}
		row := e
		row.Checksum, row.Snapshot, row.Files = "", "", nil
		if fmt.Sprint(said) != fmt.Sprint(row) {
			out = append(out, fmt.Errorf("the row in %s is not what its snapshot says", e.Lang))
		}
	}
	if !pub.Sealed || publish.Seal(sums) != pub.Checksum {
		out = append(out, errors.New("the publication does not vouch for its editions"))
	}
	return out
}

// checkEditions looks at the editions of a batch of records, and notes which files they name.
func checkEditions(ctx context.Context, tx *store.Tx, batch []store.Whole, files map[string][]holder) ([]Finding, error) {
	var out []Finding
	var ids []record.Ref
	for _, w := range batch {
		if w.Kind == record.KindPublication {
			ids = append(ids, w.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := tx.EditionsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	made, err := tx.EditionFilesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, w := range batch {
		if w.Kind != record.KindPublication {
			continue
		}
		r, err := record.Decode([]byte(w.Data))
		if err != nil {
			continue // told already
		}
		var own []publish.Edition
		for _, e := range list {
			if e.Publication == w.ID {
				own = append(own, e)
			}
		}
		for _, fault := range editionFaults(r, own) {
			out = append(out, Finding{Record: w.ID, Kind: w.Kind, What: "edition", Detail: fault.Error()})
		}
		for _, f := range made {
			if f.Publication != w.ID {
				continue
			}
			if f.SHA256 != "" {
				files[f.SHA256] = append(files[f.SHA256], holder{w.ID, w.Kind, f.Size})
			}
			if f.Office != w.Office {
				out = append(out, Finding{Record: w.ID, Kind: w.Kind, What: "edition", Detail: "a file of another office"})
			}
		}
	}
	return out, nil
}
