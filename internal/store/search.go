package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"entente/internal/access"
	"entente/internal/record"
)

// Lexemes are what the index keeps of some texts: words in their order, "" where one text ends and the next begins, and
// stems. They hold letters and digits only, but for the first sign of stems.
type Lexemes struct{ Words, Stems []string }

// Readers tells whom an index row is for.
type Readers int

// A record has one row for everybody, or one for its office and one for all others.
const (
	Everybody Readers = iota
	Owners
	Others
)

// SearchRow is what the index keeps of a record for some readers.
type SearchRow struct {
	Readers     Readers
	Label, Rest Lexemes
	Title       string // the label as ranking takes it
	Countries   []string
	Themes      []record.Ref
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
	Office            record.Ref
	Readers           Readers
	Visibility        record.Visibility // gone for what is withdrawn
	Kind              record.Kind
	Starts            string
	Title             string
	Countries, Themes string
	Digest            int64
	Day               int64
}

const gone record.Visibility = "withdrawn"

// Key is what is kept of s beside its words, for the record whose head is h.
func (s SearchRow) Key(h Head) SearchKey {
	k := SearchKey{
		Office: h.Office, Readers: s.Readers, Visibility: h.Visibility, Kind: h.Kind, Starts: h.Starts, Title: s.Title,
		Countries: strings.Join(s.Countries, " "), Themes: joined(s.Themes), Digest: s.Digest(), Day: day(h.Starts),
	}
	if h.WithdrawnAt != "" {
		k.Visibility = gone
	}
	return k
}

func joined(list []record.Ref) string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = string(r)
	}
	return strings.Join(out, " ")
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
	Before  int64 // position; 0 for the newest of all
	Limit   int
}

// Candidate is a record that holds what was searched, with what ranking and counting need of it.
type Candidate struct {
	Pos       int64
	ID        record.Ref
	Kind      record.Kind
	Starts    string
	Title     string // see SearchRow
	Countries []string
	Themes    []record.Ref
}

func scanCandidate(scan func(...any) error) (Candidate, error) {
	var c Candidate
	var countries, themes string
	err := scan(&c.Pos, &c.ID, &c.Kind, &c.Starts, &c.Title, &countries, &themes)
	c.Countries = strings.Fields(countries)
	for t := range strings.FieldsSeq(themes) {
		c.Themes = append(c.Themes, record.Ref(t))
	}
	return c, err
}

// dayBits is how much of a position is not its date: room for many records of the same day, in no order of their making.
const dayBits = 41

// position is the key of an index row: the later the date, the greater.
func position(starts string, id record.Ref, readers Readers) int64 {
	sum := sha256.Sum256([]byte(string(id) + strconv.Itoa(int(readers))))
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
	SearchKey
	pos    int64
	record record.Ref
	words  string // as the engine takes them
}

// Ready makes what the index keeps of r, which needs no database: whoever writes many records has it done ahead.
func (r *Row) Ready(e Engine) {
	r.entries = make([]entry, len(r.Search))
	for i, s := range r.Search {
		r.entries[i] = entry{SearchRow: s, SearchKey: s.Key(r.Head), pos: position(r.Starts, r.ID, s.Readers), record: r.ID}
		if e == Postgres {
			r.entries[i].words = tsvector(r.entries[i].lexemes())
		} else {
			r.entries[i].words = fts(r.entries[i].lexemes())
		}
	}
}

// intoSearch are the columns that both engines have.
const intoSearch = "search(pos, record, office, private, visibility, kind, starts, label, countries, themes, digest"

// columns are the values of intoSearch.
func (e entry) columns() []any {
	k := e.SearchKey
	return []any{e.pos, e.record, k.Office, k.Readers, k.Visibility, k.Kind, k.Starts, k.Title, k.Countries, k.Themes, k.Digest}
}

// Index writes the index rows of records in the place of those that stand.
func (tx *Tx) Index(ctx context.Context, rows []Row) error {
	ids := make([]record.Ref, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	w := &where{}
	w.among("s.record", ids, tx.engine)
	stand, err := query(ctx, tx.q, scanRef, `SELECT DISTINCT s.record FROM search s`+w.String(), w.args...)
	if err != nil {
		return err
	}
	for _, id := range stand {
		if err := tx.unindex(ctx, id); err != nil {
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
		if len(r.entries) != len(r.Search) {
			r.Ready(tx.engine)
		}
		all = append(all, r.entries...)
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

// Search reads the newest records in scope that hold what is searched in what the reader may read of them.
func (tx *Tx) Search(ctx context.Context, s access.Scope, q Search) ([]Candidate, error) {
	w := &where{}
	w.indexScope(s)
	return search(ctx, tx.q, tx.engine, w, q)
}

// Search reads the newest published records that hold what is searched in what the public may read of them.
func (r *Reader) Search(ctx context.Context, q Search) ([]Candidate, error) {
	w := &where{}
	w.indexScope(access.Scope{Published: true})
	return search(ctx, r.db.read, r.db.Engine, w, q)
}

// indexScope limits index rows to what a reader may see: of what is another office's, what others may read. Nobody searches
// what is withdrawn.
func (w *where) indexScope(s access.Scope) {
	w.and("s.visibility <> %s", gone)
	if s.All {
		w.and("s.private <> %s", Others)
		return
	}
	var or []string
	if s.Published {
		or = append(or, "s.visibility = 'public'")
	}
	if len(s.Shares) > 0 {
		sub := &where{args: w.args}
		in(sub, "l.target", s.Shares)
		w.args = sub.args
		or = append(or, "s.visibility = 'shared' AND EXISTS (SELECT 1 FROM link l WHERE l.source = s.record AND l.field = 'shared_with' AND "+sub.conds[0]+")")
	}
	all := "1 = 0"
	if len(or) > 0 {
		all = "s.private <> " + w.arg(Owners) + " AND (" + strings.Join(or, " OR ") + ")"
	}
	if s.Office != "" {
		office := w.arg(s.Office)
		all = "s.office = " + office + " AND s.private <> " + w.arg(Others) + " OR s.office <> " + office + " AND " + all
	}
	w.conds = append(w.conds, "("+all+")")
}

func search(ctx context.Context, db querier, e Engine, w *where, q Search) ([]Candidate, error) {
	from, pos := " FROM search s", "s.pos"
	terms := q.terms()
	if e == SQLite {
		from, pos = " FROM search_words f CROSS JOIN search s", "f.rowid"
		var err error
		if terms, err = begun(ctx, db, terms); err != nil {
			return nil, err
		}
		w.and("search_words MATCH %s AND s.pos = f.rowid", ftsQuery(terms))
	} else {
		w.and("s.words @@ CAST(CAST(%s AS TEXT) AS TSQUERY)", tsQuery(terms))
	}
	if q.Year != 0 {
		w.and(pos+" >= %s AND "+pos+" < %s", int64(q.Year)<<9<<dayBits, int64(q.Year+1)<<9<<dayBits)
	}
	if q.Before != 0 {
		w.and(pos+" < %s", q.Before)
	}
	return query(ctx, db, scanCandidate, `SELECT s.pos, s.record, s.kind, s.starts, s.label, s.countries, s.themes`+from+w.String()+
		fmt.Sprintf(" ORDER BY %s DESC LIMIT %d", pos, q.Limit), w.args...)
}

func scanRef(scan func(...any) error) (record.Ref, error) {
	var id record.Ref
	err := scan(&id)
	return id, err
}

// EntriesAfter reads the next n records after a cursor (see Cursor), in the order of their dates: that of the index, to which
// rows are added fastest at its end.
func (tx *Tx) EntriesAfter(ctx context.Context, cursor string, n int) ([]Entry, error) {
	starts, id, _ := strings.Cut(cursor, "~")
	return query(ctx, tx.q, scanEntry, `SELECT `+headColumns+`, d.data FROM record r JOIN document d ON d.id = r.id WHERE (r.starts, r.id) > ($1, $2)`+
		fmt.Sprintf(` ORDER BY r.starts, r.id LIMIT %d`, n), starts, id)
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
