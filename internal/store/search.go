package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/internal/access"
	"entente/internal/record"
)

// Lexemes are what the index keeps of some texts: words in their order, "" where one text ends and the next begins, and
// stems. They hold letters and digits only, but for the first sign of stems.
type Lexemes struct{ Words, Stems []string }

// SearchRow is what the index keeps of a record for those who may read all of it, or for the others.
type SearchRow struct {
	Private     bool // for the owning office alone
	Label, Rest Lexemes
}

// Digest tells two contents of an index row apart.
func (s SearchRow) Digest() int64 {
	h := sha256.New()
	for _, list := range [][]string{s.Label.Words, s.Label.Stems, s.Rest.Words, s.Rest.Stems} {
		for _, w := range list {
			h.Write([]byte(w))
			h.Write([]byte{0})
		}
		h.Write([]byte{1})
	}
	return int64(binary.BigEndian.Uint64(h.Sum(nil)))
}

// SearchKey is an index row as it is kept, without its words.
type SearchKey struct {
	Office  record.Ref
	Private bool
	Digest  int64
	Day     int64
}

// Key is what is kept of s beside its words, for the record whose head is h.
func (s SearchRow) Key(h Head) SearchKey {
	return SearchKey{Office: h.Office, Private: s.Private, Digest: s.Digest(), Day: day(h.Starts)}
}

// Term is one thing that a record must hold: a lexeme among Any, the words of Phrase one after the other, or a word that
// begins with Prefix. Empty ones do not count.
type Term struct {
	Any    []string
	Phrase []string
	Prefix string
}

// Search asks for the newest records that hold every term.
type Search struct {
	Terms   []Term
	Label   bool // in their label, not elsewhere
	Kind    record.Kind
	Year    int
	Country string
	Theme   record.Ref
	Limit   int
}

// Candidate is a record that holds what was searched, with what ranking and counting need of it.
type Candidate struct {
	ID     record.Ref
	Kind   record.Kind
	Starts string
	Title  record.Text
}

func scanCandidate(scan func(...any) error) (Candidate, error) {
	var c Candidate
	err := scan(&c.ID, &c.Kind, &c.Starts, &c.Title.FR, &c.Title.EN)
	return c, err
}

// dayBits is how much of a position is not its date: room for many records of the same day, in no order of their making.
const dayBits = 41

// position is the key of an index row: the later the date, the greater.
func position(starts string, id record.Ref, private bool) int64 {
	sum := sha256.Sum256([]byte(string(id) + strconv.FormatBool(private)))
	return day(starts)<<dayBits | int64(binary.BigEndian.Uint64(sum[:])>>(64-dayBits))
}

// day numbers dates in their order, a year or month without its days before them; 0 is no date.
func day(starts string) int64 {
	const longestYear = 1<<13 - 1
	var n [3]int64
	for i, s := range strings.SplitN(starts, "-", 3) {
		v, err := strconv.ParseInt(s, 10, 64)
		if err != nil || v < 0 || v > longestYear {
			return 0
		}
		n[i] = v
	}
	return n[0]<<9 | (n[1]&15)<<5 | n[2]&31
}

// entry is an index row about to be written.
type entry struct {
	SearchRow
	pos    int64
	record record.Ref
	office record.Ref
}

// Index writes the index rows of records in the place of those that stand.
func (tx *Tx) Index(ctx context.Context, rows []Row) error {
	for _, r := range rows {
		if err := tx.unindex(ctx, r.ID); err != nil {
			return err
		}
	}
	return tx.index(ctx, rows)
}

// index writes the index rows of records that have none.
func (tx *Tx) index(ctx context.Context, rows []Row) error {
	var all []entry
	for i := range rows {
		r := &rows[i]
		for _, s := range r.Search {
			all = append(all, entry{SearchRow: s, pos: position(r.Starts, r.ID, s.Private), record: r.ID, office: r.Office})
		}
	}
	if tx.engine == Postgres {
		return tx.indexPostgres(ctx, all)
	}
	return tx.indexSQLite(ctx, all)
}

// ClearIndex removes every index row.
func (tx *Tx) ClearIndex(ctx context.Context) error {
	if tx.engine == SQLite {
		if _, err := tx.exec(ctx, `DELETE FROM search_words`); err != nil {
			return err
		}
	}
	_, err := tx.exec(ctx, `DELETE FROM search`)
	return err
}

func (tx *Tx) unindex(ctx context.Context, id record.Ref) error {
	if tx.engine == SQLite {
		if _, err := tx.exec(ctx, `DELETE FROM search_words WHERE rowid IN (SELECT pos FROM search WHERE record = $1)`, id); err != nil {
			return err
		}
	}
	_, err := tx.exec(ctx, `DELETE FROM search WHERE record = $1`, id)
	return err
}

// search adds what is searched and the filters. The tables to read begin with the index, whose order is the one wanted.
func (w *where) search(e Engine, q Search, key, marks, links string, seen func(*where) string) (from, order string) {
	from, order, match := " FROM search_words f CROSS JOIN search s", "f.rowid", matchSQLite
	if e == Postgres {
		from, order, match = " FROM search s", "s.pos", matchPostgres
	}
	w.conds = append(w.conds, fmt.Sprintf(match, w.arg(expression(e, q))))
	w.conds = append(w.conds, "s.record = "+key)
	if q.Year != 0 {
		w.and(order+" >= %s AND "+order+" < %s", int64(q.Year)<<9<<dayBits, int64(q.Year+1)<<9<<dayBits)
	}
	if q.Kind != "" {
		w.and(key[:1]+".kind = %s", q.Kind)
	}
	if q.Country != "" {
		w.and("EXISTS (SELECT 1 FROM "+marks+" m WHERE m.source = "+key+" AND m.field = 'country' AND m.value = %s)", q.Country)
	}
	if q.Theme != "" {
		w.and("EXISTS (SELECT 1 FROM "+links+" l WHERE l.source = "+key+" AND l.field = 'themes' AND l.target = %s)", q.Theme)
		w.conds = append(w.conds, "EXISTS ("+seen(w)+" = "+w.arg(q.Theme)+")")
	}
	return from, fmt.Sprintf(" ORDER BY %s DESC LIMIT %d", order, q.Limit)
}

// expression writes terms as the engine reads them.
func expression(e Engine, q Search) string {
	if e == Postgres {
		return tsQuery(q)
	}
	return ftsQuery(q)
}

// Search reads the newest records in scope that hold what is searched in what the reader may read of them.
func (tx *Tx) Search(ctx context.Context, s access.Scope, q Search) ([]Candidate, error) {
	w := &where{}
	from, order := w.search(tx.engine, q, "r.id", "mark", "link", seenIn(s))
	switch {
	case s.All:
	case s.Office != "":
		w.and("(s.private = 0 OR s.office = %s)", s.Office)
	default:
		w.and("s.private = 0")
	}
	w.and("r.withdrawn_at = ''")
	w.scope(s)
	found, err := query(ctx, tx.q, scanCandidate, `SELECT r.id, r.kind, r.starts, r.title_fr, r.title_en`+from+` CROSS JOIN record r`+w.String()+order, w.args...)
	return unique(found), err
}

// unique keeps the first of those that were found twice: in all of a record and in what others may read of it.
func unique(found []Candidate) []Candidate {
	seen := make(map[record.Ref]bool, len(found))
	return slices.DeleteFunc(found, func(c Candidate) bool {
		twice := seen[c.ID]
		seen[c.ID] = true
		return twice
	})
}

// Search reads the newest published records that hold what is searched in what the public may read of them.
func (r *Reader) Search(ctx context.Context, q Search) ([]Candidate, error) {
	w := &where{}
	from, order := w.search(r.db.Engine, q, "p.record", "published_mark", "published_link", seenByAll)
	w.and("s.private = 0")
	return query(ctx, r.db.read, scanCandidate, `SELECT p.record, p.kind, p.starts, p.title_fr, p.title_en`+from+` CROSS JOIN published p`+w.String()+order, w.args...)
}

// Traits are the values by which found records are told apart besides kind and year.
type Traits struct{ Countries, Themes map[record.Ref][]string }

// Traits reads those of ids. A theme that lies outside the scope is none: it would tell that it exists.
func (tx *Tx) Traits(ctx context.Context, s access.Scope, ids []record.Ref) (Traits, error) {
	return traits(ctx, tx.q, tx.engine, "mark", "link", ids, seenIn(s))
}

// Traits reads those of the published records among ids.
func (r *Reader) Traits(ctx context.Context, ids []record.Ref) (Traits, error) {
	return traits(ctx, r.db.read, r.db.Engine, "published_mark", "published_link", ids, seenByAll)
}

// seenIn begins a query of the records that a scope sees and that are …; seenByAll, one of those that are published.
func seenIn(s access.Scope) func(*where) string {
	return func(w *where) string {
		sub := &where{args: w.args}
		sub.scope(s)
		w.args = sub.args
		sub.conds = append(sub.conds, "r.id")
		return "SELECT 1 FROM record r" + sub.String()
	}
}

func seenByAll(*where) string { return "SELECT 1 FROM published t WHERE t.record" }

func traits(ctx context.Context, q querier, e Engine, marks, links string, ids []record.Ref, seen func(*where) string) (Traits, error) {
	read := func(text string, more func(*where)) (map[record.Ref][]string, error) {
		out := map[record.Ref][]string{}
		w := &where{}
		w.among("l.source", ids, e)
		more(w)
		_, err := query(ctx, q, func(scan func(...any) error) (struct{}, error) {
			var id record.Ref
			var value string
			err := scan(&id, &value)
			out[id] = append(out[id], value)
			return struct{}{}, err
		}, text+w.String(), w.args...)
		return out, err
	}
	countries, err := read(`SELECT l.source, l.value FROM `+marks+` l`, func(w *where) { w.and("l.field = %s", "country") })
	if err != nil {
		return Traits{}, err
	}
	themes, err := read(`SELECT l.source, l.target FROM `+links+` l`, func(w *where) {
		w.and("l.field = %s", "themes")
		w.conds = append(w.conds, "EXISTS ("+seen(w)+" = l.target)")
	})
	return Traits{Countries: countries, Themes: themes}, err
}

// EntriesAfter reads the next n records after an id, in the order of their ids.
func (tx *Tx) EntriesAfter(ctx context.Context, after record.Ref, n int) ([]Entry, error) {
	return query(ctx, tx.q, scanEntry, `SELECT `+headColumns+`, d.data FROM record r JOIN document d ON d.id = r.id WHERE r.id > $1`+
		fmt.Sprintf(` ORDER BY r.id LIMIT %d`, n), after)
}

// Setting reads what the installation remembers under a name, "" when there is nothing.
func (tx *Tx) Setting(ctx context.Context, name string) (string, error) {
	rows, err := query(ctx, tx.q, func(scan func(...any) error) (string, error) {
		var s string
		err := scan(&s)
		return s, err
	}, `SELECT value FROM setting WHERE name = $1`, name)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0], nil
}

// SetSetting remembers something.
func (tx *Tx) SetSetting(ctx context.Context, name, value string) error {
	_, err := tx.exec(ctx, `INSERT INTO setting(name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}
