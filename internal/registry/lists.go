package registry

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"entente/internal/access"
	"entente/internal/listing"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

// Listed is a page of a list.
type Listed struct {
	Entries []Entry
	// Heads are those of the records that the entries refer to, as far as the actor may see them.
	Heads      map[record.Ref]publish.Head
	Next, Prev string // cursors, "" where the list ends
	// Meant is what the values that people typed were taken for, by field: ids of records, codes of places.
	Meant map[string][]string
}

const (
	countWithin = 400 * time.Millisecond // a number that takes longer is not told
	typedTakes  = 50                     // of the records whose name matches what was typed, how many are meant
	eachBatch   = 200
)

// Records reads a page of the records that the actor may see and that q asks for.
func (g *Registry) Records(ctx context.Context, a access.Actor, q listing.Query) (Listed, error) {
	var out Listed
	err := g.db.View(ctx, func(tx *store.Tx) error {
		resolved, meant, err := g.resolve(ctx, tx, a, q)
		if err != nil {
			return err
		}
		out, err = g.pageOf(ctx, tx, a, resolved, q.Size())
		if err != nil {
			return err
		}
		out.Meant = meant
		heads, err := tx.Heads(ctx, access.ScopeOf(a), targets(recordsOf(out.Entries)))
		out.Heads = make(map[record.Ref]publish.Head, len(heads))
		for _, h := range heads {
			out.Heads[h.ID] = h.Public()
		}
		return err
	})
	return out, err
}

func recordsOf(entries []Entry) []record.Record {
	out := make([]record.Record, len(entries))
	for i, e := range entries {
		out[i] = e.Record
	}
	return out
}

// pageOf reads one page of a resolved question.
func (g *Registry) pageOf(ctx context.Context, tx *store.Tx, a access.Actor, q store.ListQuery, size int) (Listed, error) {
	var out Listed
	rows, err := tx.Page(ctx, access.ScopeOf(a), q, size)
	if err != nil {
		return out, err
	}
	more := len(rows) > size
	switch {
	case more && q.Before != "":
		rows = rows[1:]
	case more:
		rows = rows[:size]
	}
	if len(rows) > 0 {
		if more || q.Before != "" {
			out.Next = store.ListCursor(rows[len(rows)-1].Head, q)
		}
		if q.After != "" || more && q.Before != "" {
			out.Prev = store.ListCursor(rows[0].Head, q)
		}
	}
	recs, err := g.seen(ctx, tx, a, rows)
	if err != nil {
		return out, err
	}
	for i, row := range rows {
		e := Entry{Record: recs[i], Version: row.Version, UpdatedAt: row.UpdatedAt}
		if owns(a, row.Office) {
			e.UpdatedBy = row.UpdatedBy
		}
		out.Entries = append(out.Entries, e)
	}
	return out, nil
}

// Count counts what q finds, up to listing.MostCounted, as far as that takes no longer than a reader would wait.
func (g *Registry) Count(ctx context.Context, a access.Actor, q listing.Query) (listing.Count, error) {
	brief, cancel := context.WithTimeout(ctx, countWithin)
	defer cancel()
	var out listing.Count
	err := g.db.View(brief, func(tx *store.Tx) error {
		resolved, _, err := g.resolve(brief, tx, a, q)
		if err != nil {
			return err
		}
		n, err := tx.Tally(brief, access.ScopeOf(a), resolved, listing.MostCounted)
		out = listing.Count{N: min(n, listing.MostCounted), More: n > listing.MostCounted}
		return err
	})
	if tooLong(brief, ctx, err) {
		return listing.Count{Unknown: true}, nil
	}
	return out, err
}

// tooLong tells whether something failed because its own time was over, rather than because the reader went away.
func tooLong(brief, whole context.Context, err error) bool {
	return err != nil && errors.Is(brief.Err(), context.DeadlineExceeded) && whole.Err() == nil
}

// Facets counts how often each value of the fields occurs among what q finds. There are none when q finds more than can be
// looked at while a reader waits.
func (g *Registry) Facets(ctx context.Context, a access.Actor, q listing.Query, fields []listing.Field) (listing.Facets, error) {
	brief, cancel := context.WithTimeout(ctx, countWithin)
	defer cancel()
	out := listing.Facets{}
	err := g.db.View(brief, func(tx *store.Tx) error {
		resolved, _, err := g.resolve(brief, tx, a, q)
		if err != nil {
			return err
		}
		scope := access.ScopeOf(a)
		ids, err := tx.IDs(brief, scope, resolved, listing.MostFaceted+1)
		if err != nil || len(ids) > listing.MostFaceted {
			return err
		}
		out, err = tx.Values(brief, scope, fields, ids)
		return err
	})
	if tooLong(brief, ctx, err) {
		return listing.Facets{}, nil
	}
	return out, err
}

// Each reads everything that q finds, page after page, so that memory does not grow with it. Each page is of its own instant:
// what is changed meanwhile may be met in its old place or in its new one.
func (g *Registry) Each(ctx context.Context, a access.Actor, q listing.Query) iter.Seq2[Listed, error] {
	return func(yield func(Listed, error) bool) {
		q.Limit, q.After, q.Before = eachBatch, "", ""
		for {
			p, err := g.Records(ctx, a, q)
			if err != nil {
				yield(Listed{}, err)
				return
			}
			if len(p.Entries) > 0 && !yield(p, nil) || p.Next == "" {
				return
			}
			q.After = p.Next
		}
	}
}

// resolve turns what people ask into what the store is asked: periods into dates told from the office's today, "me" into the actor's name, what
// was typed into those whose name matches, and only references that the actor may see: to find something by another would
// tell that it exists.
func (g *Registry) resolve(ctx context.Context, tx *store.Tx, a access.Actor, q listing.Query) (store.ListQuery, map[string][]string, error) {
	out := store.ListQuery{
		Kinds: q.Kinds, Either: q.Either, Withdrawn: q.Withdrawn, Sort: q.Order(), Down: q.Down, English: q.Lang == "en",
		After: q.After, Before: q.Before, Words: terms(g.words.Parse(q.Words)),
	}
	meant := map[string][]string{}
	today, err := g.today(ctx, tx, a)
	if err != nil {
		return out, nil, err
	}
	if q.During != "" {
		during, ok := q.During.On(today)
		if !ok {
			return out, nil, record.Errorf(record.Invalid, "no period %q", q.During)
		}
		out.During = during
	}
	for _, f := range q.Filters {
		field, ok := listing.Find(f.Field, q.Kinds...)
		if !ok {
			return out, nil, record.Errorf(record.Invalid, "nothing is filtered by %q", f.Field)
		}
		x, split := store.ListFilter{Field: field, Op: f.Op}, false
		for _, v := range f.Values {
			switch typed, isTyped := strings.CutPrefix(v, listing.Typed); {
			case field.Shape == listing.Day:
				r, ok := listing.Period(v).On(today)
				if ok && f.Field == listing.Updated {
					r = instants(r, today.Location())
				}
				if ok {
					x.Ranges = append(x.Ranges, r)
				}
			case field.Shape == listing.Person:
				if v == listing.Me {
					x.Values = append(x.Values, a.Name)
				}
			case isTyped:
				found, err := g.typed(ctx, tx, a, field, typed)
				if err != nil {
					return out, nil, err
				}
				meant[f.Field] = append(meant[f.Field], found...)
				if f.Op == listing.All && !q.Either { // any of what was meant, and each of the others
					out.Filters = append(out.Filters, store.ListFilter{Field: field, Op: listing.Any, Values: found})
					split = true
					continue
				}
				x.Values = append(x.Values, found...)
			default:
				x.Values = append(x.Values, v)
			}
		}
		if field.Shape == listing.Ref {
			lost, err := g.visible(ctx, tx, a, &x)
			if err != nil {
				return out, nil, err
			}
			if lost && f.Op == listing.All {
				x.Values = nil
			}
		}
		if !split || len(x.Values) > 0 {
			out.Filters = append(out.Filters, x)
		}
	}
	return out, meant, nil
}

// visible keeps the references that the actor may see, and tells whether others went.
func (g *Registry) visible(ctx context.Context, tx *store.Tx, a access.Actor, f *store.ListFilter) (lost bool, err error) {
	ids := make([]record.Ref, len(f.Values))
	for i, v := range f.Values {
		ids[i] = record.Ref(v)
	}
	heads, err := tx.Heads(ctx, access.ScopeOf(a), ids)
	if err != nil {
		return false, err
	}
	kept := slices.DeleteFunc(slices.Clone(f.Values), func(v string) bool {
		return !slices.ContainsFunc(heads, func(h store.Head) bool { return string(h.ID) == v })
	})
	lost = len(kept) < len(f.Values)
	f.Values = kept
	return lost, nil
}

// typed finds what somebody meant by a name: places of the gazetteer, or records of the kinds that the field takes.
func (g *Registry) typed(ctx context.Context, tx *store.Tx, a access.Actor, f listing.Field, name string) ([]string, error) {
	var out []string
	if f.Shape == listing.Place {
		return g.typedPlace(f.Name, name), nil
	}
	const looked = 4 * typedTakes
	heads, err := searcher{g.words, g.places}.suggest(ctx, scoped{tx, a}, name, looked)
	if err != nil {
		return nil, err
	}
	for _, h := range heads {
		if slices.Contains(f.Refs, h.Kind) && len(out) < typedTakes {
			out = append(out, string(h.ID))
		}
	}
	return out, nil
}

func (g *Registry) typedPlace(field, name string) []string {
	var out []string
	folded := place.Fold(name)
	if field == listing.Country {
		for _, c := range g.places.Countries() {
			if folded != "" && (strings.HasPrefix(place.Fold(c.FR), folded) || strings.HasPrefix(place.Fold(c.EN), folded)) {
				out = append(out, c.Code)
			}
		}
		return out
	}
	for _, c := range g.places.Find(name, "") {
		value := c.ID
		if field == listing.Subdivision {
			value = c.Subdivision
		}
		if !slices.Contains(out, value) && len(out) < typedTakes {
			out = append(out, value)
		}
	}
	return out
}
