package registry

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"

	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/store"
)

// step is one change of a record: which version it makes, when, by whom, why, and after which hash.
type step struct {
	version  int
	at       string
	actor    string
	reason   string
	previous string
	event    string
	file     string // the words of its file, see fileWords
}

// row makes every row that is kept of a record, from the record alone: check makes them again and compares.
func (g *Registry) row(r record.Record, s step) (store.Row, error) {
	data, err := record.Encode(r)
	if err != nil {
		return store.Row{}, err
	}
	m := r.Head()
	rev := store.Revision{Record: m.ID, Version: s.version, At: s.at, Actor: s.actor, Reason: s.reason, Data: string(data), Previous: s.previous}
	rev.Hash = Hash(rev)
	row := g.indexed(r, s.file)
	row.Data = rev.Data
	row.Version, row.UpdatedAt, row.UpdatedBy, row.Hash = s.version, s.at, s.actor, rev.Hash
	row.Revisions = []store.Revision{rev}
	row.Event = s.event
	if row.Event != "" {
		if row.EventID, err = g.NewID(); err != nil {
			return store.Row{}, err
		}
	}
	row.Public, err = projection(m, data)
	return row, err
}

// indexed makes the columns and index rows of a record, whose file holds some words.
func (g *Registry) indexed(r record.Record, file string) store.Row {
	m := r.Head()
	label := r.Label()
	row := tied(r, record.Links(r))
	row.Type, row.Visibility, row.Status, row.Short = r.Type(), m.Visibility, r.State(), m.ID.Short()
	row.Title, row.Ends, row.WithdrawnAt = label, r.When().Last(), m.Withdrawn
	fr, _ := label.In("fr")
	en, _ := label.In("en")
	row.SlugFR, row.SlugEN = Slug(fr), Slug(en)
	row.SortFR, row.SortEN, row.SortState = sortKey(fr), sortKey(en), record.StateRank(r)
	row.Marks = marks(r)
	row.Measures = record.Measures(r)
	row.Search = g.searchRows(r, file, row.Links, row.Marks)
	if m.MergedInto != "" && m.Withdrawn != "" {
		row.Merged = &store.Merged{Target: m.MergedInto, Public: m.Visibility == record.Public}
	}
	return row
}

// tied makes the part of a row that links need.
func tied(r record.Record, links []record.Link) store.Row {
	m := r.Head()
	row := store.Row{Head: store.Head{ID: m.ID, Kind: m.Kind, Office: m.Office, Starts: r.When().SortKey()}}
	for _, l := range links {
		row.Links = append(row.Links, store.Link{Field: l.Field, Position: l.Position, Target: l.Target, Public: l.Public})
	}
	return row
}

// marks are the values that records are found by: those that fields declare, the places, and the file of a document.
func marks(r record.Record) []store.Mark {
	var out []store.Mark
	at := map[[2]string]int{}
	add := func(field, value string, public bool) {
		if value == "" {
			return
		}
		k := [2]string{field, value}
		if i, ok := at[k]; ok {
			out[i].Public = out[i].Public || public
			return
		}
		at[k] = len(out)
		out = append(out, store.Mark{Field: field, Value: value, Public: public})
	}
	for _, mk := range record.Marks(r) {
		add(mk.Field, mk.Value, mk.Public)
	}
	add("sha256", checksumOf(r), false)
	for _, p := range record.Places(r) {
		add("country", p.Place.Country, p.Public)
		add("subdivision", p.Place.Subdivision, p.Public)
		add("city", p.Place.City, p.Public)
	}
	return out
}

// public tells whether the public may see something of a record.
func public(m *record.Meta) bool { return m.Visibility == record.Public && m.Withdrawn == "" }

// projection is what the public may see of a record, whose document is data; nil when it may see nothing.
func projection(m *record.Meta, data []byte) (*store.Public, error) {
	if !public(m) {
		return nil, nil //nolint:nilnil // no projection is an answer: the record is not public
	}
	r, err := record.Decode(data)
	if err != nil {
		return nil, err
	}
	record.Redact(r)
	doc, err := record.Encode(r)
	if err != nil {
		return nil, err
	}
	return &store.Public{Redaction: record.Redaction, Dates: r.When(), Doc: string(doc)}, nil
}

// Hash chains a revision to the one before it: SHA-256 over each column, preceded by its length so that no two rows can
// give the same bytes.
func Hash(v store.Revision) string {
	h := sha256.New()
	var n [8]byte
	for _, s := range []string{v.Previous, string(v.Record), itoa(v.Version), v.At, v.Actor, v.Reason, v.Data} {
		binary.BigEndian.PutUint64(n[:], uint64(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// longestSortKey is how much of a title puts it in its place.
const longestSortKey = 100

// sortKey is what lists order titles by: folded, so that case, accents and marks count for nothing, on every engine alike.
func sortKey(title string) string {
	key := place.Fold(title)
	if len(key) <= longestSortKey {
		return key
	}
	return strings.ToValidUTF8(key[:longestSortKey], "")
}

// maxSlug is where a slug is cut, at a word.
const maxSlug = 64

// Slug makes the readable part of an address: unaccented lower-case words.
func Slug(title string) string {
	var words []string
	n := 0
	for w := range strings.FieldsSeq(place.Fold(title)) {
		w = strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, w)
		if w == "" {
			continue
		}
		if n+len(w) > maxSlug && n > 0 {
			break
		}
		words, n = append(words, w), n+len(w)+1
	}
	return strings.Join(words, "-")
}
