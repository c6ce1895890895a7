package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/internal/access"
	"entente/internal/listing"
	"entente/internal/record"
)

// ListQuery is a question whose values are resolved: references that the reader may see, ranges of dates, names of accounts.
type ListQuery struct {
	Kinds     []record.Kind
	Filters   []ListFilter
	Either    bool
	Words     []Term
	During    listing.Range // that the time of the record touches
	Withdrawn listing.Withdrawn
	Sort      listing.Sort
	Down      bool
	English   bool // titles as English orders them
	After     string
	Before    string
	// Narrow is how many rows a filter may find for the list to begin with them rather than with its order; 0 for the number
	// that was measured, -1 for never.
	Narrow int
	// Gather below 0 never gathers rows without a look at the order.
	Gather int
	// counting says that no order is wanted: words are where to begin, however many rows hold them.
	counting bool
}

// ListFilter asks something of one field.
type ListFilter struct {
	listing.Field

	Op     listing.Op
	Values []string
	Ranges []listing.Range
}

// narrow: so many rows are sorted in the time of a page, and of what finds more, a page is soon full.
const narrow = 10_000

func (q ListQuery) narrow() int {
	switch {
	case q.Narrow < 0:
		return 0
	case q.Narrow == 0:
		return narrow
	}
	return q.Narrow
}

func (q ListQuery) gather() int {
	if q.Gather < 0 {
		return 0
	}
	return gathered
}

// Page reads the rows of a page, and one more when there are more, in the order of the list; with Before, the rows before
// it in the same order, where one more comes first.
func (tx *Tx) Page(ctx context.Context, s access.Scope, q ListQuery, n int) ([]Entry, error) {
	l, from, err := tx.lister(ctx, s, q)
	if err != nil {
		return nil, err
	}
	column, down, cursor := sortColumn(q), q.Down, q.After
	if q.Before != "" {
		down, cursor = !down, q.Before
	}
	if from.fewest > q.gather() && len(q.Kinds) == 1 && len(q.Words) == 0 { // words are not asked row by row
		inOrder, ordered, soon, err := tx.soonFull(ctx, s, q, n)
		if err != nil {
			return nil, err
		}
		if soon {
			l, from = inOrder, ordered
		}
	}
	ids := `SELECT id, k FROM hit`
	with, key, id := `WITH hit AS MATERIALIZED (`+from.rows(column)+`) `, "k", "id" // gathered whole, whatever a planner thinks of the order's index
	if !from.narrow {
		ids, with, key, id = from.rows(column), "", "r."+column, "r.id"
	}
	if cursor != "" {
		after, err := l.following(cursor, down, key, id)
		if err != nil {
			return nil, err
		}
		ids += after
	}
	return query(ctx, tx.q, scanEntry, with+`SELECT `+headColumns+`, d.data FROM (`+ids+order(down, key, id)+fmt.Sprintf(` LIMIT %d`, n+1)+`) p
		JOIN record r ON r.id = p.id JOIN document d ON d.id = p.id`+order(q.Down, "p.k", "p.id"), l.args...)
}

const (
	gathered = 500 // so many rows are gathered and sorted in no time
	sampled  = 250 // rows of the order that are looked at to tell how soon a page is full
	soonIn   = 20  // samples in which a page is full soon enough
)

// soonFull tells whether the next rows of a list in its order hold so many of what is asked that a page is full before all that its
// narrowest filter finds would be gathered; and how to read them in that order.
func (tx *Tx) soonFull(ctx context.Context, s access.Scope, q ListQuery, n int) (*lister, source, bool, error) {
	q.Narrow = -1
	l, from, err := tx.lister(ctx, s, q)
	if err != nil {
		return nil, from, false, err
	}
	column, down, cursor := "r."+sortColumn(q), q.Down, q.After
	if q.Before != "" {
		down, cursor = !down, q.Before
	}
	before := len(l.args)
	next := " FROM record r WHERE r.kind = " + l.arg(q.Kinds[0])
	if cursor != "" {
		after, err := l.following(cursor, down, column, "r.id")
		if err != nil {
			return nil, from, false, err
		}
		next += after
	}
	// What is asked comes first in the text: SQLite counts arguments as it meets them.
	found, err := tx.one(ctx, "SELECT COUNT(*)"+from.text+" AND r.id IN (SELECT r.id"+next+order(down, column, "r.id")+fmt.Sprintf(" LIMIT %d)", sampled), l.args)
	l.args = l.args[:before]
	return l, from, found*soonIn > n, err
}

// Tally counts what q finds up to most, and one more when there are more.
func (tx *Tx) Tally(ctx context.Context, s access.Scope, q ListQuery, most int) (int, error) {
	q.counting = true
	l, from, err := tx.lister(ctx, s, q)
	if err != nil {
		return 0, err
	}
	return tx.one(ctx, `SELECT COUNT(*) FROM (`+from.rows("")+fmt.Sprintf(` LIMIT %d) x`, most+1), l.args)
}

// IDs reads the ids that q finds, at most so many, in no order.
func (tx *Tx) IDs(ctx context.Context, s access.Scope, q ListQuery, most int) ([]record.Ref, error) {
	q.counting = true
	l, from, err := tx.lister(ctx, s, q)
	if err != nil {
		return nil, err
	}
	return query(ctx, tx.q, func(scan func(...any) error) (record.Ref, error) {
		var id record.Ref
		err := scan(&id)
		return id, err
	}, from.rows("")+fmt.Sprintf(` LIMIT %d`, most), l.args...)
}

// Values counts the values of fields among records. Of a reference those count whose record is in scope.
func (tx *Tx) Values(ctx context.Context, s access.Scope, fields []listing.Field, ids []record.Ref) (listing.Facets, error) {
	out := listing.Facets{}
	groups := map[string][]listing.Field{} // those that the same kinds keep private are read together: the rows of a record stand together
	for _, f := range fields {
		out[f.Name] = map[string]int{}
		if f.Source != listing.Column {
			groups[fmt.Sprint(f.Source, privateTo(f))] = append(groups[fmt.Sprint(f.Source, privateTo(f))], f)
		}
	}
	for _, group := range groups {
		if err := tx.values(ctx, s, group, ids, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (tx *Tx) values(ctx context.Context, s access.Scope, fields []listing.Field, ids []record.Ref, out listing.Facets) error {
	l := lister{engine: tx.engine, scope: s}
	table, value, seen := "mark", "value", ""
	if fields[0].Source == listing.Link {
		table, value = "link", "target"
	}
	l.among("n.source", ids, tx.engine)
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	in(&l.where, "n.field", names)
	l.unless(fields[0])
	from := `SELECT n.field AS field, n.` + value + ` AS value, COUNT(DISTINCT n.source) AS n FROM ` + table + ` n` + l.String() + ` GROUP BY n.field, n.` + value
	if fields[0].Source == listing.Link && !s.All {
		seen = " WHERE " + l.visible("g.value") // each once, however many refer to it
	}
	_, err := query(ctx, tx.q, func(scan func(...any) error) (struct{}, error) {
		var f, v string
		var n int
		err := scan(&f, &v, &n)
		if err == nil {
			out[f][v] = n
		}
		return struct{}{}, err
	}, `SELECT g.field, g.value, g.n FROM (`+from+`) g`+seen, l.args...)
	return err
}

// source is where a list's rows come from: FROM and WHERE.
type source struct {
	text   string
	narrow bool // begins with few rows, which are then sorted
	fewest int  // how many
}

// rows reads each record once, with its place in the order when there is one.
func (s source) rows(column string) string {
	text := `SELECT r.id`
	if s.narrow {
		text = `SELECT DISTINCT r.id`
	}
	if column != "" {
		text += `, r.` + column + ` AS k`
	}
	return text + s.text
}

// lister chooses where a list begins: with the filter that finds fewest, where that is few, or with the order.
func (tx *Tx) lister(ctx context.Context, s access.Scope, q ListQuery) (*lister, source, error) {
	l := &lister{engine: tx.engine, scope: s, id: "r.id"}
	filters := filters(q)
	musts, err := tx.musts(ctx, q)
	if err != nil {
		return nil, source{}, err
	}
	var begin []condition
	few := q.narrow()
	fewest, sum, asked := few+1, 0, -1 // asked is the condition among musts that the beginning already fulfils
	for i, c := range slices.Concat(musts, filters) {
		n := few + 1
		if c.ids != nil && few > 0 {
			probe, rough := &lister{engine: tx.engine, scope: s}, c.ids
			if c.rough != nil {
				rough = c.rough
			}
			if n, err = tx.one(ctx, fmt.Sprintf(`SELECT COUNT(*) FROM (%s LIMIT %d) x`, rough(probe), few+1), probe.args); err != nil {
				return nil, source{}, err
			}
		}
		if c.exact && q.counting {
			n = min(n, few)
		}
		one := i < len(musts) || !q.Either
		if !one {
			sum += n
		}
		if one && n < fewest {
			begin, fewest, asked = []condition{c}, n, -1
			if c.exact {
				asked = i
			}
		}
	}
	if q.Either && len(filters) > 0 && sum < fewest {
		begin, asked = filters, -1
	}
	from := source{text: " FROM record r", narrow: len(begin) > 0}
	if from.narrow {
		from.fewest = fewest
		if asked < 0 && len(begin) > 1 {
			from.fewest = sum
		}
		texts := make([]string, len(begin))
		for i, c := range begin {
			texts[i] = c.ids(l)
		}
		// CROSS JOIN keeps SQLite from beginning with records.
		from.text = " FROM (" + strings.Join(texts, " UNION ") + ") c CROSS JOIN record r"
		l.conds, l.id = append(l.conds, "r.id = c.id"), "c.id"
	}
	for i, c := range musts {
		if i != asked {
			l.conds = append(l.conds, c.text(l))
		}
	}
	var texts []string
	for _, c := range filters {
		texts = append(texts, c.text(l))
	}
	if q.Either && len(texts) > 0 {
		texts = []string{"(" + strings.Join(texts, " OR ") + ")"}
	}
	l.conds = append(l.conds, texts...)
	l.always(q)
	from.text += l.String()
	return l, from, nil
}

// always adds what every list asks whatever its filters.
func (l *lister) always(q ListQuery) {
	switch {
	case len(q.Kinds) == 1:
		l.and("r.kind = %s", q.Kinds[0])
	case len(q.Kinds) > 1:
		in(&l.where, "r.kind", q.Kinds)
	}
	if q.Withdrawn == listing.Standing {
		l.conds = append(l.conds, "r.withdrawn_at = ''")
	}
	l.where.scope(l.scope)
}

// following leaves out what stands on the pages before.
func (l *lister) following(cursor string, down bool, key, id string) (string, error) {
	at, last, ok := strings.Cut(cursor, "~")
	if !ok || !record.Ref(last).Valid() {
		return "", record.Errorf(record.Invalid, "not a page of this list: %q", cursor)
	}
	sign, word := ">", " WHERE "
	if down {
		sign = "<"
	}
	if key != "k" && len(l.conds) > 0 {
		word = " AND "
	}
	return word + "(" + key + ", " + id + ") " + sign + " (" + l.arg(at) + ", " + l.arg(last) + ")", nil
}

// sortColumn holds the order of a list.
func sortColumn(q ListQuery) string {
	switch q.Sort {
	case listing.ByTitle:
		if q.English {
			return "sort_en"
		}
		return "sort_fr"
	case listing.ByUpdated:
		return "updated_at"
	case listing.ByState:
		return "sort_state"
	case listing.ByDate:
	}
	return "starts"
}

// ListCursor is where the page after a row begins, and the one before it ends.
func ListCursor(h Head, q ListQuery) string {
	key := map[string]string{"sort_fr": h.SortFR, "sort_en": h.SortEN, "updated_at": h.UpdatedAt, "sort_state": h.SortState, "starts": h.Starts}
	return Cursor(key[sortColumn(q)], h.ID)
}

func (tx *Tx) one(ctx context.Context, text string, args []any) (int, error) {
	n, err := query(ctx, tx.q, func(scan func(...any) error) (int, error) {
		var n int
		err := scan(&n)
		return n, err
	}, text, args...)
	if err != nil || len(n) == 0 {
		return 0, err
	}
	return slices.Max(n), nil
}
