package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
)

const headColumns = `r.id, r.kind, r.type, r.office, r.visibility, r.status, r.short, r.slug_fr, r.slug_en, r.title_fr, r.title_en, r.starts, r.ends,
	r.sort_fr, r.sort_en, r.sort_state, r.version, r.updated_at, r.updated_by, r.withdrawn_at, r.head`

func scanHead(scan func(...any) error) (Head, error) {
	var h Head
	err := scan(h.fields()...)
	return h, err
}

func (h *Head) fields() []any {
	return []any{&h.ID, &h.Kind, &h.Type, &h.Office, &h.Visibility, &h.Status, &h.Short, &h.SlugFR, &h.SlugEN, &h.Title.FR, &h.Title.EN,
		&h.Starts, &h.Ends, &h.SortFR, &h.SortEN, &h.SortState, &h.Version, &h.UpdatedAt, &h.UpdatedBy, &h.WithdrawnAt, &h.Hash}
}

// Entry is a record's row with its document.
type Entry struct {
	Head
	Data string
}

func scanEntry(scan func(...any) error) (Entry, error) {
	var e Entry
	err := scan(append(e.fields(), &e.Data)...)
	return e, err
}

// where gathers conditions and their arguments, numbered as both engines want them.
type where struct {
	conds []string
	args  []any
}

// arg adds an argument and returns its place.
func (w *where) arg(v any) string {
	w.args = append(w.args, v)
	return fmt.Sprintf("$%d", len(w.args))
}

func (w *where) and(format string, args ...any) {
	places := make([]any, len(args))
	for i, a := range args {
		places[i] = w.arg(a)
	}
	w.conds = append(w.conds, fmt.Sprintf(format, places...))
}

func in[T any](w *where, column string, values []T) {
	places := make([]string, len(values))
	for i, v := range values {
		places[i] = w.arg(v)
	}
	if len(values) == 0 {
		w.conds = append(w.conds, "1 = 0")
		return
	}
	w.conds = append(w.conds, column+" IN ("+strings.Join(places, ",")+")")
}

// among asks for any number of ids with one argument: numbered arguments by the hundred are slow in SQLite, and each number
// of them is another statement for PostgreSQL to keep prepared.
func (w *where) among(column string, ids []record.Ref, e Engine) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id record.Ref) bool { return !id.Valid() })
	if e == Postgres {
		texts := make([]string, len(ids)) // a list of plain texts is understood in every mode of the driver, pgbouncer's included
		for i, id := range ids {
			texts[i] = string(id)
		}
		w.and(column+" = ANY(%s)", texts)
		return
	}
	b := []byte{'['}
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendQuote(b, string(id))
	}
	w.and(column+" IN (SELECT value FROM json_each(%s))", string(append(b, ']')))
}

func (w *where) String() string {
	if len(w.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conds, " AND ")
}

// scope limits rows of record r to what a reader may see.
func (w *where) scope(s access.Scope) {
	if s.All {
		return
	}
	var or []string
	if s.Published {
		or = append(or, "(r.visibility = 'public' AND r.withdrawn_at = '')")
	}
	if s.Office != "" {
		or = append(or, "r.office = "+w.arg(s.Office))
	}
	if len(s.Shares) > 0 {
		sub := &where{args: w.args}
		in(sub, "s.target", s.Shares)
		w.args = sub.args
		or = append(or, "(r.visibility = 'shared' AND r.withdrawn_at = '' AND EXISTS (SELECT 1 FROM link s WHERE s.source = r.id AND s.field = 'shared_with' AND "+sub.conds[0]+"))")
	}
	if len(or) == 0 {
		or = append(or, "1 = 0")
	}
	w.conds = append(w.conds, "("+strings.Join(or, " OR ")+")")
}

// Get reads one record in scope; record.ErrNotFound when there is none, whatever the reason.
func (tx *Tx) Get(ctx context.Context, s access.Scope, id record.Ref) (Entry, error) {
	found, err := tx.Many(ctx, s, []record.Ref{id})
	if err != nil {
		return Entry{}, err
	}
	if len(found) == 0 {
		return Entry{}, record.Errorf(record.NotFound, "no record %s", id)
	}
	return found[0], nil
}

// Many reads the records in scope among ids, in no order.
func (tx *Tx) Many(ctx context.Context, s access.Scope, ids []record.Ref) ([]Entry, error) {
	w := &where{}
	w.among("r.id", ids, tx.engine)
	w.scope(s)
	return query(ctx, tx.q, scanEntry, `SELECT `+headColumns+`, d.data FROM record r JOIN document d ON d.id = r.id`+w.String(), w.args...)
}

// Heads reads the heads in scope among ids, in no order.
func (tx *Tx) Heads(ctx context.Context, s access.Scope, ids []record.Ref) ([]Head, error) {
	w := &where{}
	w.among("r.id", ids, tx.engine)
	w.scope(s)
	return query(ctx, tx.q, scanHead, `SELECT `+headColumns+` FROM record r`+w.String(), w.args...)
}

// List reads a page of heads in scope, by date and id.
func (tx *Tx) List(ctx context.Context, s access.Scope, q publish.Query) ([]Head, error) {
	w := &where{}
	from, by, err := w.list(q, "r", "id", "record", "mark")
	if err != nil {
		return nil, err
	}
	if !s.All {
		w.private(s, slices.Sorted(maps.Keys(q.Marks)))
	}
	w.scope(s)
	return query(ctx, tx.q, scanHead, `SELECT `+headColumns+from+w.String()+order(q.Newest, by...)+limit(q.Limit), w.args...)
}

// list adds the conditions that lists of records and of projections share. It returns the tables to read, the one to begin
// with first, and the columns to order by: a list of what bears one mark begins with the index of marks, which holds the
// same order, for such records may be few among many.
func (w *where) list(q publish.Query, alias, id, table, marks string) (from string, by []string, err error) {
	key, first := alias+"."+id, alias
	from = " FROM " + table + " " + alias
	fields := slices.Sorted(maps.Keys(q.Marks))
	by = []string{alias + ".starts", key}
	if i := slices.IndexFunc(fields, func(f string) bool { return len(q.Marks[f]) == 1 }); i >= 0 {
		w.and("m.field = %s AND m.value = %s AND "+key+" = m.source", fields[i], q.Marks[fields[i]][0])
		from, first, by = " FROM "+marks+" m CROSS JOIN "+table+" "+alias, "m", []string{"m.starts", "m.source"}
		fields = slices.Delete(fields, i, i+1)
	}
	if q.Kind != "" {
		w.and(first+".kind = %s", q.Kind)
	}
	if q.Office != "" {
		w.and(first+".office = %s", q.Office)
	}
	if q.Type != "" {
		w.and(alias+".type = %s", q.Type)
	}
	if q.Year != 0 {
		w.and(first+".starts >= %s AND "+first+".starts < %s", fmt.Sprintf("%04d", q.Year), fmt.Sprintf("%04d", q.Year+1))
	}
	for _, field := range fields {
		sub := &where{args: w.args}
		sub.and("n.field = %s", field)
		in(sub, "n.value", q.Marks[field])
		w.args = sub.args
		w.conds = append(w.conds, "EXISTS (SELECT 1 FROM "+marks+" n WHERE n.source = "+key+" AND "+strings.Join(sub.conds, " AND ")+")")
	}
	return from, by, w.after(q, by)
}

// private leaves out other offices' records where one of the marks is of a field that they alone may see.
func (w *where) private(s access.Scope, fields []string) {
	for _, f := range fields {
		if kinds := privateKinds(record.PrivateMarks(), f); len(kinds) > 0 {
			sub := &where{args: w.args}
			in(sub, "r.kind", kinds)
			w.args = sub.args
			w.and("(r.office = %s OR NOT "+sub.conds[0]+")", s.Office)
		}
	}
}

// privateKinds are the kinds in which the public may not see a field.
func privateKinds(fields map[record.Kind][]string, field string) []record.Kind {
	var out []record.Kind
	for kind, names := range fields {
		if slices.Contains(names, field) {
			out = append(out, kind)
		}
	}
	slices.Sort(out)
	return out
}

// after leaves out what stands on the pages before.
func (w *where) after(q publish.Query, by []string) error {
	if q.After == "" {
		return nil
	}
	starts, id, ok := strings.Cut(q.After, "~")
	if !ok || !record.Ref(id).Valid() {
		return record.Errorf(record.Invalid, "not a page of this list: %q", q.After)
	}
	sign := ">"
	if q.Newest {
		sign = "<"
	}
	w.and("("+strings.Join(by, ", ")+") "+sign+" (%s, %s)", starts, id)
	return nil
}

// Cursor is where the page after h begins.
func Cursor(starts string, id record.Ref) string { return starts + "~" + string(id) }

func order(newest bool, columns ...string) string {
	suffix := ""
	if newest {
		suffix = " DESC"
	}
	return " ORDER BY " + strings.Join(columns, suffix+", ") + suffix
}

// limit asks for one row more than a page holds, which tells whether there is another page.
func limit(n int) string { return fmt.Sprintf(" LIMIT %d", PageSize(n)+1) }

// PageSize is how many rows a page holds when n are asked for.
func PageSize(n int) int {
	switch {
	case n <= 0:
		return 50
	case n > 500:
		return 500
	}
	return n
}

// TieRow is a record that refers to another.
type TieRow struct {
	Head
	Field string
}

// firstOf keeps one row of a field that refers to the same target several times, so that pages hold each tie once.
func firstOf(table string) string {
	return "NOT EXISTS (SELECT 1 FROM " + table + " e WHERE e.source = l.source AND e.field = l.field AND e.target = l.target AND e.position < l.position)"
}

// open leaves out links made by fields that only the owning office may see.
func (w *where) open(s access.Scope) {
	if s.All {
		return
	}
	kinds := map[string][]record.Kind{}
	for kind, fields := range record.PrivateLinks() {
		for _, f := range fields {
			kinds[f] = append(kinds[f], kind)
		}
	}
	var private []string
	for _, f := range slices.Sorted(maps.Keys(kinds)) {
		sub := &where{args: w.args}
		sub.and("l.field = %s", f)
		in(sub, "l.kind", slices.Sorted(slices.Values(kinds[f])))
		w.args = sub.args
		private = append(private, "("+strings.Join(sub.conds, " AND ")+")")
	}
	w.and("(l.office = %s OR NOT ("+strings.Join(private, " OR ")+"))", s.Office)
}

// Ties reads the records in scope that refer to target, newest first, each once for each field that refers to it.
func (tx *Tx) Ties(ctx context.Context, s access.Scope, target record.Ref, after string, n int) ([]TieRow, error) {
	w := &where{conds: []string{firstOf("link")}}
	merged, err := tx.MergedFrom(ctx, target)
	if err != nil {
		return nil, err
	}
	if len(merged) == 0 {
		w.and("l.target = %s", target)
	} else { // offices that did not take part in a merge still refer to the record that is gone
		in(w, "l.target", append(merged, target))
	}
	w.conds = append(w.conds, "l.field <> 'merged_into'")
	w.open(s)
	if err := w.tiesAfter(after, "l.starts", "l.source", "l.field"); err != nil {
		return nil, err
	}
	w.scope(s)
	return query(ctx, tx.q, func(scan func(...any) error) (TieRow, error) {
		var t TieRow
		err := scan(append(t.fields(), &t.Field)...)
		return t, err
	}, `SELECT `+headColumns+`, l.field FROM link l JOIN record r ON r.id = l.source`+w.String()+order(true, "l.starts", "l.source", "l.field")+limit(n), w.args...)
}

// TieCounts counts, by kind, the records in scope that refer to target, most of them at most.
func (tx *Tx) TieCounts(ctx context.Context, s access.Scope, target record.Ref, most int) (map[record.Kind]int, error) {
	w := &where{}
	merged, err := tx.MergedFrom(ctx, target)
	if err != nil {
		return nil, err
	}
	in(w, "l.target", append(merged, target))
	w.conds = append(w.conds, "l.field <> 'merged_into'")
	w.open(s)
	w.scope(s)
	out := map[record.Kind]int{}
	_, err = query(ctx, tx.q, func(scan func(...any) error) (struct{}, error) {
		var k record.Kind
		var n int
		err := scan(&k, &n)
		out[k] = n
		return struct{}{}, err
	}, `SELECT k.kind, COUNT(*) FROM (SELECT DISTINCT l.source, l.kind FROM link l JOIN record r ON r.id = l.source`+w.String()+
		fmt.Sprintf(` LIMIT %d) k GROUP BY k.kind`, most), w.args...)
	return out, err
}

func (w *where) tiesAfter(after string, columns ...string) error {
	if after == "" {
		return nil
	}
	parts := strings.SplitN(after, "~", len(columns))
	if len(parts) != len(columns) {
		return record.Errorf(record.Invalid, "not a page of this list: %q", after)
	}
	places := make([]string, len(parts))
	for i, p := range parts {
		places[i] = w.arg(p)
	}
	w.conds = append(w.conds, "("+strings.Join(columns, ", ")+") < ("+strings.Join(places, ", ")+")")
	return nil
}

// TieCursor is where the page after a tie begins.
func TieCursor(starts string, source record.Ref, field string) string {
	return starts + "~" + string(source) + "~" + field
}

// Between reads the records of an office in scope that start in [from, to), and those of the given kinds whatever their
// date, without the withdrawn ones.
func (tx *Tx) Between(ctx context.Context, s access.Scope, office record.Ref, from, to string, kinds []record.Kind) ([]Entry, error) {
	var out []Entry
	for _, f := range []func(*where){
		func(w *where) { w.and("r.starts >= %s AND r.starts < %s", from, to) },
		func(w *where) {
			in(w, "r.kind", kinds)
			w.and("NOT (r.starts >= %s AND r.starts < %s)", from, to)
		},
	} {
		w := &where{}
		w.and("r.office = %s AND r.withdrawn_at = ''", office)
		f(w)
		w.scope(s)
		rows, err := query(ctx, tx.q, scanEntry, `SELECT `+headColumns+`, d.data FROM record r JOIN document d ON d.id = r.id`+w.String()+order(false, "r.starts", "r.id"), w.args...)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// OfKind reads every record of a kind in scope; for kinds of which there are few.
func (tx *Tx) OfKind(ctx context.Context, s access.Scope, kind record.Kind) ([]Entry, error) {
	w := &where{}
	w.and("r.kind = %s", kind)
	w.scope(s)
	return query(ctx, tx.q, scanEntry, `SELECT `+headColumns+`, d.data FROM record r JOIN document d ON d.id = r.id`+w.String()+order(false, "r.id"), w.args...)
}

// History reads the states of a record, oldest first.
func (tx *Tx) History(ctx context.Context, id record.Ref) ([]Revision, error) {
	return query(ctx, tx.q, scanRevision, `SELECT record, version, at, actor, reason, data, previous_hash, hash FROM revision WHERE record = $1 ORDER BY version`, id)
}

func scanRevision(scan func(...any) error) (Revision, error) {
	var v Revision
	err := scan(&v.Record, &v.Version, &v.At, &v.Actor, &v.Reason, &v.Data, &v.Previous, &v.Hash)
	return v, err
}

// PersonalOf reads the personal part of a person; record.ErrNotFound when there is none.
func (tx *Tx) PersonalOf(ctx context.Context, person record.Ref) (Personal, error) {
	rows, err := query(ctx, tx.q, scanPersonal, `SELECT person, salt, data, erased_at FROM personal WHERE person = $1`, person)
	if err != nil {
		return Personal{}, err
	}
	if len(rows) == 0 {
		return Personal{}, record.Errorf(record.NotFound, "nothing personal of %s", person)
	}
	return rows[0], nil
}

func scanPersonal(scan func(...any) error) (Personal, error) {
	var p Personal
	err := scan(&p.Person, &p.Salt, &p.Data, &p.Erased)
	return p, err
}

// FileOf reads the bytes kept under a checksum; record.ErrNotFound when there are none.
func (tx *Tx) FileOf(ctx context.Context, sha256 string) (File, error) {
	rows, err := query(ctx, tx.q, scanFile, `SELECT sha256, office, data FROM file WHERE sha256 = $1`, sha256)
	if err != nil {
		return File{}, err
	}
	if len(rows) == 0 {
		return File{}, record.Errorf(record.NotFound, "no file %s", sha256)
	}
	return rows[0], nil
}

func scanFile(scan func(...any) error) (File, error) {
	var f File
	err := scan(&f.SHA256, &f.Office, &f.Data)
	return f, err
}

// FileAfter reads the first file whose checksum follows after, so that files are walked through one at a time.
func (tx *Tx) FileAfter(ctx context.Context, after string) ([]File, error) {
	return query(ctx, tx.q, scanFile, `SELECT sha256, office, data FROM file WHERE sha256 > $1 ORDER BY sha256 LIMIT 1`, after)
}
