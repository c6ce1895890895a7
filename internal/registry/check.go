package registry

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/record"
	"entente/internal/store"
)

// Finding is one thing that is wrong with what is kept.
type Finding struct {
	Record record.Ref  `json:"record,omitempty"`
	Kind   record.Kind `json:"kind,omitempty"`
	What   string      `json:"what"` // file, chain, head, document, columns, links, marks, measures, projection, merged, search, personal, edition, bytes, rows
	Detail string      `json:"detail"`
}

// CheckResult is what a check found.
type CheckResult struct {
	Records  int       `json:"records"`
	Heads    string    `json:"heads"` // digest of all heads: keep it elsewhere to tell later whether a history was cut off
	Findings []Finding `json:"findings"`
}

// Check verifies everything that is kept: the chain of every history, that each record's document, columns, links, marks,
// measures, projection and words in the index are those that follow from its last state, personal digests, what was published,
// and the bytes of documents and editions. It is the operator's alone.
func (g *Registry) Check(ctx context.Context, a access.Actor) (CheckResult, error) {
	out := CheckResult{Findings: []Finding{}}
	if a.Role != access.Operator {
		return out, record.Errorf(record.Forbidden, "%s may not check the database", a.Name)
	}
	broken, err := g.db.Integrity(ctx)
	if err != nil {
		return out, fmt.Errorf("check the file: %w", err)
	}
	for _, b := range broken {
		out.Findings = append(out.Findings, Finding{What: "file", Detail: b})
	}
	heads := newHeadsDigest()
	files := map[string][]holder{} // checksums, and what names them
	err = g.db.View(ctx, func(tx *store.Tx) error {
		for after := record.Ref(""); ; {
			batch, err := tx.WholeAfter(ctx, access.Scope{All: true}, after, exportBatch)
			if err != nil {
				return err
			}
			if len(batch) == 0 {
				break
			}
			after = batch[len(batch)-1].ID
			for i := range batch {
				heads.add(batch[i].ID, batch[i].Hash)
				found, err := g.checkOne(ctx, tx, &batch[i], files)
				if err != nil {
					return err
				}
				out.Findings = append(out.Findings, found...)
			}
			found, err := checkEditions(ctx, tx, batch, files)
			if err != nil {
				return err
			}
			out.Findings = append(out.Findings, found...)
		}
		strays, err := tx.Strays(ctx)
		if err != nil {
			return err
		}
		for table, n := range strays {
			out.Findings = append(out.Findings, Finding{What: "rows", Detail: fmt.Sprintf("%d rows of %s belong to no record", n, table)})
		}
		misfiled, err := tx.Misfiled(ctx)
		if err != nil {
			return err
		}
		for id, table := range misfiled {
			out.Findings = append(out.Findings, Finding{Record: id, What: "rows", Detail: "its row of " + table + " is missing, or another office's"})
		}
		found, err := checkFiles(ctx, tx, files)
		out.Findings = append(out.Findings, found...)
		return err
	})
	out.Records, out.Heads = heads.n, heads.String()
	return out, err
}

// checkOne makes a record's rows again from its history and compares.
func (g *Registry) checkOne(ctx context.Context, tx *store.Tx, w *store.Whole, files map[string][]holder) ([]Finding, error) {
	var out []Finding
	add := func(what, format string, args ...any) {
		out = append(out, Finding{Record: w.ID, Kind: w.Kind, What: what, Detail: fmt.Sprintf(format, args...)})
	}
	if len(w.Revisions) == 0 {
		add("chain", "no history")
		return out, nil
	}
	last := w.Revisions[len(w.Revisions)-1]
	if hash, err := chain(w.Revisions, 1, ""); err != nil {
		add("chain", "%v", err)
	} else if hash != w.Hash || last.Version != w.Version {
		add("head", "the record stands at version %d, its history ends at version %d", w.Version, last.Version)
	}
	if last.Data != w.Data {
		add("document", "differs from the last state of the history")
	}
	r, err := record.Decode([]byte(w.Data))
	if err != nil {
		add("document", "cannot be read: %v", err)
		return out, nil
	}
	file, err := fileWords(ctx, tx, r)
	if err != nil {
		return out, err
	}
	want, err := g.row(r, step{version: w.Version, at: last.At, actor: last.Actor, reason: last.Reason, previous: last.Previous, file: file})
	if err != nil {
		add("document", "%v", err)
		return out, nil
	}
	want.Head.Hash = w.Hash
	if want.Head != w.Head {
		add("columns", "differ from the document: %s", differences(want.Head, w.Head))
	}
	if sum := checksumOf(r); sum != "" {
		files[sum] = append(files[sum], holder{w.ID, w.Kind, -1})
	}
	g.checkIndexes(w, &want, add)
	checkPersonal(w, r, add)
	return out, nil
}

func (g *Registry) checkIndexes(w *store.Whole, want *store.Row, add func(what, format string, args ...any)) {
	if !sameRows(want.Links, w.Links, linkText) || misplaced(w.LinkKeys, want) {
		add("links", "differ from the document: %s", rowDifference(want.Links, w.Links, linkText))
	}
	if !sameRows(want.Marks, w.Marks, markText) || misplaced(w.MarkKeys, want) {
		add("marks", "differ from the document: %s", rowDifference(want.Marks, w.Marks, markText))
	}
	if !sameRows(want.Measures, w.Measures, measureText) {
		add("measures", "differ from the document: %s", rowDifference(want.Measures, w.Measures, measureText))
	}
	switch g := w.Merged; {
	case want.Merged == nil && g == nil:
	case want.Merged == nil || g == nil || g.Merged != *want.Merged || g.Office != want.Office || g.Short != want.Short:
		add("merged", "where the record went is not what its document says")
	}
	if keys := searchKeys(want); !slices.Equal(keys, w.Search) {
		add("search", "the words in the index are not those of the document: %d rows, not %d alike", len(w.Search), len(keys))
	}
	switch p := w.Public; {
	case want.Public == nil && p == nil:
	case want.Public == nil:
		add("projection", "is published although the record is not public")
	case p == nil:
		add("projection", "is missing although the record is public")
	case p.Doc != want.Public.Doc || p.Version != want.Version || p.Redaction != want.Public.Redaction || p.Short != want.Short || p.Dates != want.Public.Dates || !sameHead(p, want):
		add("projection", "differs from what the public may see of version %d", want.Version)
	}
	if misplaced(w.PublicKeys, want) {
		add("projection", "the office, kind or date of its links or marks differs")
	}
	public := func(all []store.Link) []store.Link {
		return slices.DeleteFunc(slices.Clone(all), func(l store.Link) bool { return !l.Public || want.Public == nil })
	}
	if !sameRows(public(want.Links), w.PublicLinks, linkText) {
		add("projection", "its links differ: %s", rowDifference(public(want.Links), w.PublicLinks, linkText))
	}
	publicMarks := slices.DeleteFunc(slices.Clone(want.Marks), func(m store.Mark) bool { return !m.Public || want.Public == nil })
	if !sameRows(publicMarks, w.PublicMarks, markText) {
		add("projection", "its marks differ: %s", rowDifference(publicMarks, w.PublicMarks, markText))
	}
}

func misplaced(keys []store.RowKey, want *store.Row) bool {
	return slices.ContainsFunc(keys, func(k store.RowKey) bool {
		return k != store.RowKey{Office: want.Office, Kind: want.Kind, Starts: want.Starts}
	})
}

func searchKeys(want *store.Row) []store.SearchKey {
	var out []store.SearchKey
	for _, s := range want.Search {
		out = append(out, s.Key(want.Head))
	}
	return out
}

func sameHead(p *store.PublicRow, want *store.Row) bool {
	h := want.Head.Public()
	return p.ID == h.ID && p.Kind == h.Kind && p.Type == h.Type && p.Office == h.Office && p.Status == h.Status && p.Title == h.Title &&
		p.Starts == h.Starts && p.Ends == h.Ends && p.Updated == h.Updated && p.Slug["fr"] == h.Slug["fr"] && p.Slug["en"] == h.Slug["en"]
}

func checkPersonal(w *store.Whole, r record.Record, add func(what, format string, args ...any)) {
	p, ok := r.(*record.Person)
	switch {
	case !ok && w.Personal != nil:
		add("personal", "personal fields of a record that is no person")
	case !ok:
	case p.Digest == "" && w.Personal != nil:
		add("personal", "personal fields that no version of the record knows of")
	case p.Digest != "" && w.Personal == nil:
		add("personal", "the personal fields are missing, and no erasure is noted")
	case p.Digest != "" && w.Personal.Erased != "" && (w.Personal.Data != "" || w.Personal.Salt != ""):
		add("personal", "the personal fields are there, though their erasure is noted")
	case p.Digest != "" && w.Personal.Erased == "" && digest(*w.Personal) != p.Digest:
		add("personal", "the personal fields were changed beside the record")
	}
}

// holder is what names a file: a document, or a publication of which it is an edition's, with the size that it says.
type holder struct {
	id   record.Ref
	kind record.Kind
	size int64 // -1 when it says none
}

// checkFiles compares the bytes kept with their checksums, and finds those that a record names and that are not there.
func checkFiles(ctx context.Context, tx *store.Tx, named map[string][]holder) ([]Finding, error) {
	var out []Finding
	found := func(holders []holder, format string, args ...any) {
		f := Finding{What: "bytes", Detail: fmt.Sprintf(format, args...)}
		if len(holders) == 0 { // kept for a record that was never saved
			out = append(out, f)
		}
		for _, h := range holders {
			f.Record, f.Kind = h.id, h.kind
			out = append(out, f)
		}
	}
	for after := ""; ; {
		files, err := tx.FileAfter(ctx, after)
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			break
		}
		after = files[0].SHA256
		if sum := exchange.Checksum(files[0].Data); sum != after {
			found(named[after], "the bytes kept as %s have checksum %s", after, sum)
		}
		for _, h := range named[after] {
			if h.size >= 0 && h.size != int64(len(files[0].Data)) {
				found([]holder{h}, "the file %s has %d bytes, not %d", after, len(files[0].Data), h.size)
			}
		}
		delete(named, after)
	}
	for _, sum := range slices.Sorted(maps.Keys(named)) {
		found(named[sum], "the file %s is not kept", sum)
	}
	return out, nil
}

func linkText(l store.Link) string {
	return fmt.Sprintf("%s[%d] → %s", l.Field, l.Position, l.Target)
}
func markText(m store.Mark) string        { return m.Field + " = " + m.Value }
func measureText(m record.Measure) string { return fmt.Sprintf("%s %s = %d", m.Field, m.Key, m.Amount) }

func texts[T any](rows []T, text func(T) string) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = text(r)
	}
	sort.Strings(out)
	return out
}

func sameRows[T any](want, have []T, text func(T) string) bool {
	return slices.Equal(texts(want, text), texts(have, text))
}

// rowDifference names the first rows that are missing or too many.
func rowDifference[T any](want, have []T, text func(T) string) string {
	var out []string
	w, h := texts(want, text), texts(have, text)
	for _, s := range w {
		if !slices.Contains(h, s) {
			out = append(out, "missing "+s)
		}
	}
	for _, s := range h {
		if !slices.Contains(w, s) {
			out = append(out, "unexpected "+s)
		}
	}
	if len(out) == 0 {
		return "their office, kind or date"
	}
	return strings.Join(out[:min(3, len(out))], "; ")
}

func differences(want, have store.Head) string {
	var out []string
	for name, v := range map[string][2]string{
		"type": {want.Type, have.Type}, "office": {string(want.Office), string(have.Office)}, "visibility": {string(want.Visibility), string(have.Visibility)},
		"status": {want.Status, have.Status}, "title": {want.Title.FR, have.Title.FR}, "starts": {want.Starts, have.Starts}, "ends": {want.Ends, have.Ends},
		"updated_at": {want.UpdatedAt, have.UpdatedAt}, "withdrawn_at": {want.WithdrawnAt, have.WithdrawnAt}, "kind": {string(want.Kind), string(have.Kind)},
	} {
		if v[0] != v[1] {
			out = append(out, fmt.Sprintf("%s is %q, not %q", name, v[1], v[0]))
		}
	}
	sort.Strings(out)
	return strings.Join(out, "; ")
}
