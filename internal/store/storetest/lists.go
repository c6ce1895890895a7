package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/listing"
	"entente/internal/record"
	"entente/internal/store"
)

// begins are the ways of reading a list: from the fewest, in its order, and from whichever a look at the order advises.
func begins() map[string]func(*store.ListQuery) {
	return map[string]func(*store.ListQuery){
		"narrow": func(*store.ListQuery) {}, "in order": func(q *store.ListQuery) { q.Narrow = -1 }, "by a look": func(q *store.ListQuery) { q.Gather = -1 },
	}
}

// testSorted walks lists in every order, both ways and back.
func testSorted(t *testing.T, b *bench) {
	var rows []store.Row
	for i := range 12 {
		r := row(i, []string{"2024", "", "2024-05", "2023-12-31"}[i%4])
		r.SortFR, r.SortEN = []string{"accord", "accueil", "zone"}[i%3], []string{"zone", "area", ""}[i%3]
		r.SortState = []string{"", "01", "10"}[i/4]
		r.UpdatedAt = fmt.Sprintf("2026-01-%02dT00:00:00.000000Z", 1+i*7%5)
		if i == 11 {
			r.Kind = record.KindVisit
		}
		r.Marks = []store.Mark{{Field: "status", Value: "done"}}
		rows = append(rows, r)
	}
	b.create(t, rows...)
	keys := map[string]func(store.Row) string{
		"date":    func(r store.Row) string { return r.Starts },
		"title":   func(r store.Row) string { return r.SortFR },
		"english": func(r store.Row) string { return r.SortEN },
		"updated": func(r store.Row) string { return r.UpdatedAt },
		"state":   func(r store.Row) string { return r.SortState },
	}
	for name, key := range keys {
		sorted := slices.DeleteFunc(slices.Clone(rows), func(r store.Row) bool { return r.Kind != record.KindMission })
		slices.SortFunc(sorted, func(x, y store.Row) int {
			return strings.Compare(key(x)+"\x00"+string(x.ID), key(y)+"\x00"+string(y.ID))
		})
		var want []record.Ref
		for _, r := range sorted {
			want = append(want, r.ID)
		}
		for _, down := range []bool{false, true} {
			if down {
				slices.Reverse(want)
			}
			for way, begin := range begins() {
				for _, filtered := range []bool{false, true} {
					q := store.ListQuery{Kinds: []record.Kind{record.KindMission}, Sort: listing.Sort(name), Down: down}
					begin(&q)
					if name == "english" {
						q.Sort, q.English = listing.ByTitle, true
					}
					if filtered {
						q.Filters = []store.ListFilter{mark("status", listing.Any, "done")}
					}
					for _, size := range []int{1, 4, 11, 100} {
						what := fmt.Sprintf("by %s, down %t, %s, filtered %t, %d to a page", name, down, way, filtered, size)
						forth, back := b.pages(t, all(), q, size)
						same(t, what, forth, want)
						same(t, what+", and back", back, want)
					}
				}
			}
		}
	}
}

// pages walks a list to its end, then back from its last page.
func (b *bench) pages(t *testing.T, s access.Scope, q store.ListQuery, size int) (forth, back []record.Ref) {
	t.Helper()
	read := func(q store.ListQuery) []store.Entry {
		return view(t, b, func(tx *store.Tx) ([]store.Entry, error) { return tx.Page(t.Context(), s, q, size) })
	}
	var last store.Entry
	for {
		rows := read(q)
		more := len(rows) > size
		rows = rows[:min(len(rows), size)]
		for _, r := range rows {
			forth = append(forth, r.ID)
			last = r
		}
		if !more {
			break
		}
		q.After = store.ListCursor(last.Head, q)
		if len(forth) > 1000 {
			t.Fatal("a list without an end")
		}
	}
	if len(forth) == 0 {
		return forth, back
	}
	back, q.After = []record.Ref{last.ID}, ""
	for q.Before = store.ListCursor(last.Head, q); ; {
		rows := read(q)
		if len(rows) == 0 {
			return forth, back
		}
		if len(rows) > size {
			rows = rows[1:]
		}
		for _, r := range slices.Backward(rows) {
			back = slices.Insert(back, 0, r.ID)
		}
		q.Before = store.ListCursor(rows[0].Head, q)
		if len(back) > 1000 {
			t.Fatal("a list without a beginning")
		}
	}
}

func mark(name string, op listing.Op, values ...string) store.ListFilter {
	return store.ListFilter{Field: listing.Field{Name: name, Shape: listing.Code, Source: listing.Mark, Many: true}, Op: op, Values: values}
}

func link(name string, op listing.Op, targets ...record.Ref) store.ListFilter {
	f := store.ListFilter{Field: listing.Field{Name: name, Shape: listing.Ref, Source: listing.Link, Many: true}, Op: op}
	for _, t := range targets {
		f.Values = append(f.Values, string(t))
	}
	return f
}

func col(name string, op listing.Op, values ...string) store.ListFilter {
	return store.ListFilter{Field: listing.Field{Name: name, Source: listing.Column}, Op: op, Values: values}
}

func days(f store.ListFilter, ranges ...listing.Range) store.ListFilter {
	f.Shape, f.Ranges = listing.Day, ranges
	return f
}

// testAsked tries each sort of filter, on what the office owns and what it does not.
func testAsked(t *testing.T, b *bench) {
	var rows []store.Row
	put := func(n int, starts string, change func(*store.Row)) {
		r := row(n, starts)
		r.UpdatedAt, r.UpdatedBy = fmt.Sprintf("2026-01-%02dT10:00:00.000000Z", 10+n), "a"
		change(&r)
		rows = append(rows, r)
	}
	marks := func(pairs ...string) []store.Mark {
		var out []store.Mark
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, store.Mark{Field: pairs[i], Value: pairs[i+1]})
		}
		return out
	}
	put(1, "2024-05-13", func(r *store.Row) {
		r.Marks = marks("status", "done", "city", "1", "city", "2", "review", "2025-02")
		r.Links = []store.Link{{Field: "themes", Target: ref(8)}, {Field: "themes", Position: 1, Target: ref(9)}}
	})
	put(2, "2024-05", func(r *store.Row) {
		r.Marks = marks("status", "planned", "city", "2")
		r.Links, r.UpdatedBy = []store.Link{{Field: "themes", Target: ref(8)}}, "b"
	})
	put(3, "2024", func(r *store.Row) { r.Marks, r.Visibility, r.Public = marks("status", "done"), record.Private, nil })
	put(4, "", func(r *store.Row) { r.WithdrawnAt, r.Public = "2026-02-01T00:00:00.000000Z", nil })
	put(5, "2024-04-28", func(r *store.Row) {
		r.Kind, r.Office, r.Marks, r.Ends = record.KindRelation, elsewhere, marks("review", "2025-02", "status", "done"), "2024-05-02"
		r.Links = []store.Link{{Field: "shared_with", Target: ref(8)}, {Field: "partner", Target: ref(9)}, {Field: "themes", Target: ref(9)}}
	})
	put(8, "", func(r *store.Row) { r.Kind = record.KindTerm })
	put(9, "", func(r *store.Row) {
		r.Kind, r.Office, r.Visibility, r.Public = record.KindTerm, elsewhere, record.Private, nil
	})
	b.create(t, rows...)
	ours, theirs, everything := access.ScopeOf(access.Member("a", access.Officer, office)), access.ScopeOf(access.Member("b", access.Officer, elsewhere)), all()
	may := listing.Range{From: "2024-05", To: "2024-05-31"}
	for _, c := range []struct {
		name                     string
		q                        store.ListQuery
		everything, ours, theirs []record.Ref
	}{
		{"nothing", store.ListQuery{}, refs(1, 2, 3, 5, 8, 9), refs(1, 2, 3, 5, 8), refs(1, 2, 5, 8, 9)},
		{"kinds", store.ListQuery{Kinds: []record.Kind{record.KindTerm, record.KindRelation}}, refs(5, 8, 9), refs(5, 8), refs(5, 8, 9)},
		{"withdrawn", store.ListQuery{Withdrawn: listing.Only}, refs(4), refs(4), nil},
		{"withdrawn too", store.ListQuery{Withdrawn: listing.Also}, refs(1, 2, 3, 4, 5, 8, 9), refs(1, 2, 3, 4, 5, 8), refs(1, 2, 5, 8, 9)},
		{"any", store.ListQuery{Filters: []store.ListFilter{mark("status", listing.Any, "done", "idea")}}, refs(1, 3, 5), refs(1, 3, 5), refs(1, 5)},
		{"all", store.ListQuery{Filters: []store.ListFilter{mark("city", listing.All, "1", "2")}}, refs(1), refs(1), refs(1)},
		{"none", store.ListQuery{Kinds: []record.Kind{record.KindMission}, Filters: []store.ListFilter{mark("city", listing.None, "1")}}, refs(2, 3), refs(2, 3), refs(2)},
		{"has", store.ListQuery{Filters: []store.ListFilter{mark("city", listing.Has)}}, refs(1, 2), refs(1, 2), refs(1, 2)},
		{"lack", store.ListQuery{Kinds: []record.Kind{record.KindMission}, Filters: []store.ListFilter{mark("city", listing.Lack)}}, refs(3), refs(3), nil},
		{"no value", store.ListQuery{Filters: []store.ListFilter{mark("city", listing.Any)}}, nil, nil, nil},
		{"all of nothing", store.ListQuery{Filters: []store.ListFilter{mark("city", listing.All)}}, nil, nil, nil},
		{"two filters", store.ListQuery{Filters: []store.ListFilter{mark("status", listing.Any, "done"), mark("city", listing.Any, "2")}}, refs(1), refs(1), refs(1)},
		{"one of two", store.ListQuery{Either: true, Filters: []store.ListFilter{mark("status", listing.Any, "planned"), mark("city", listing.Any, "1")}}, refs(1, 2), refs(1, 2), refs(1, 2)},
		{"one of two, one without an index", store.ListQuery{Either: true, Filters: []store.ListFilter{mark("status", listing.Any, "planned"), col("visibility", listing.Any, "private")}}, refs(2, 3, 9), refs(2, 3), refs(2, 9)},
		{"a private date", store.ListQuery{Filters: []store.ListFilter{days(mark("review", listing.In), listing.Range{From: "2025", To: "2025-12-31"})}}, refs(1, 5), refs(1), refs(1, 5)},
		{"a private date, has", store.ListQuery{Kinds: []record.Kind{record.KindRelation}, Filters: []store.ListFilter{mark("review", listing.Has)}}, refs(5), nil, refs(5)},
		{"a private date, lack", store.ListQuery{Kinds: []record.Kind{record.KindRelation}, Filters: []store.ListFilter{mark("review", listing.Lack)}}, nil, refs(5), nil},
		{"a theme", store.ListQuery{Filters: []store.ListFilter{link("themes", listing.Any, ref(8))}}, refs(1, 2), refs(1, 2), refs(1, 2)},
		{"both themes", store.ListQuery{Filters: []store.ListFilter{link("themes", listing.All, ref(8), ref(9))}}, refs(1), refs(1), refs(1)},
		{"any theme at all, seen", store.ListQuery{Filters: []store.ListFilter{link("themes", listing.Has)}}, refs(1, 2, 5), refs(1, 2), refs(1, 2, 5)},
		{"no theme that is seen", store.ListQuery{Kinds: []record.Kind{record.KindRelation}, Filters: []store.ListFilter{link("themes", listing.Lack)}}, nil, refs(5), nil},
		{"a private reference", store.ListQuery{Filters: []store.ListFilter{link("shared_with", listing.Any, ref(8))}}, refs(5), nil, refs(5)},
		{"in May", store.ListQuery{Filters: []store.ListFilter{days(col("date", listing.In), may)}}, refs(1, 2), refs(1, 2), refs(1, 2)},
		{"touching May", store.ListQuery{Filters: []store.ListFilter{days(col("date", listing.Over), may)}}, refs(1, 2, 5), refs(1, 2, 5), refs(1, 2, 5)},
		{"in the year", store.ListQuery{Filters: []store.ListFilter{days(col("date", listing.In), listing.Range{From: "2024", To: "2024-12-31"})}}, refs(1, 2, 3, 5), refs(1, 2, 3, 5), refs(1, 2, 5)},
		{"until", store.ListQuery{Filters: []store.ListFilter{days(col("date", listing.In), listing.Range{To: "2024-05-01"})}}, refs(2, 3, 5), refs(2, 3, 5), refs(2, 5)},
		{"during May, either way", store.ListQuery{Either: true, During: may, Filters: []store.ListFilter{mark("status", listing.Any, "done"), mark("city", listing.Any, "2")}}, refs(1, 2, 5), refs(1, 2, 5), refs(1, 2, 5)},
		{"no period", store.ListQuery{Filters: []store.ListFilter{days(col("date", listing.In))}}, nil, nil, nil},
		{"updated", store.ListQuery{Filters: []store.ListFilter{days(col("updated", listing.In), listing.Range{From: "2026-01-12", To: "2026-01-13"})}}, refs(2, 3), refs(2, 3), refs(2)},
		{"mine", store.ListQuery{Filters: []store.ListFilter{col("by", listing.Any, "a")}}, refs(1, 3, 5, 8, 9), refs(1, 3, 8), refs(5, 9)},
		{"offices", store.ListQuery{Filters: []store.ListFilter{col("office", listing.Any, string(elsewhere))}}, refs(5, 9), refs(5), refs(5, 9)},
		{"not an office", store.ListQuery{Filters: []store.ListFilter{col("office", listing.None, string(elsewhere))}}, refs(1, 2, 3, 8), refs(1, 2, 3, 8), refs(1, 2, 8)},
		{"visibility", store.ListQuery{Filters: []store.ListFilter{col("visibility", listing.Any, "private")}}, refs(3, 9), refs(3), refs(9)},
	} {
		for way, begin := range begins() {
			q := c.q
			begin(&q)
			for who, x := range map[string]struct {
				scope access.Scope
				want  []record.Ref
			}{"everything": {everything, c.everything}, "ours": {ours, c.ours}, "theirs": {theirs, c.theirs}} {
				what := fmt.Sprintf("%s, %s, %s", c.name, way, who)
				want := slices.Sorted(slices.Values(x.want))
				got, back := b.pages(t, x.scope, q, 2)
				same(t, what+", and back", back, got)
				slices.Sort(got)
				same(t, what, got, want)
				ids := view(t, b, func(tx *store.Tx) ([]record.Ref, error) { return tx.IDs(t.Context(), x.scope, q, 100) })
				slices.Sort(ids)
				same(t, what+": ids", ids, want)
				for _, most := range []int{1, 100} {
					if got := view(t, b, func(tx *store.Tx) (int, error) { return tx.Tally(t.Context(), x.scope, q, most) }); got != min(len(want), most+1) {
						t.Errorf("%s: counted %d up to %d, want %d", what, got, most, min(len(want), most+1))
					}
				}
			}
		}
	}
	for name, c := range map[string]struct {
		scope access.Scope
		want  listing.Facets
	}{
		"everything": {everything, listing.Facets{"status": {"done": 3, "planned": 1}, "review": {"2025-02": 2}, "themes": {string(ref(8)): 2, string(ref(9)): 2}, "office": {}}},
		"ours":       {ours, listing.Facets{"status": {"done": 3, "planned": 1}, "review": {"2025-02": 1}, "themes": {string(ref(8)): 2}, "office": {}}},
	} {
		fields := []listing.Field{mark("status", "").Field, link("themes", "").Field, {Name: "office"}, mark("review", "").Field}
		got := view(t, b, func(tx *store.Tx) (listing.Facets, error) {
			return tx.Values(t.Context(), c.scope, fields, refs(1, 2, 3, 5))
		})
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("values that %s hold: %v, want %v", name, got, c.want)
		}
	}
	for _, cursor := range []string{"x", "~", "2024~x", string(ref(1))} {
		err := b.View(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Page(t.Context(), all(), store.ListQuery{After: cursor}, 5)
			return err
		})
		wants(t, "a cursor that is none: "+cursor, err, record.ErrInvalid)
	}
}

// testWordsAsked finds words in what each reader may read.
func testWordsAsked(t *testing.T, b *bench) {
	lexemes := func(words ...string) store.Lexemes { return store.Lexemes{Words: words, Stems: words} }
	one, two := row(1, "2024"), row(2, "2025")
	one.Search = []store.SearchRow{{Readers: store.Others, Label: lexemes("lyon")}, {Readers: store.Owners, Label: lexemes("lyon"), Rest: lexemes("secret")}}
	two.Search = []store.SearchRow{{Label: lexemes("nantes"), Rest: lexemes("lyon")}}
	b.create(t, one, two)
	ours, theirs := access.ScopeOf(access.Member("a", access.Officer, office)), access.ScopeOf(access.Member("b", access.Officer, elsewhere))
	for _, c := range []struct {
		scope access.Scope
		word  string
		want  []record.Ref
	}{
		{all(), "lyon", refs(1, 2)}, {all(), "secret", refs(1)}, {ours, "secret", refs(1)}, {theirs, "secret", nil}, {theirs, "lyon", refs(1, 2)},
		{access.ScopeOf(access.Public()), "secret", nil}, {all(), "paris", nil},
	} {
		for way, begin := range begins() {
			q := store.ListQuery{Words: []store.Term{{Any: []string{c.word}}}}
			begin(&q)
			got, _ := b.pages(t, c.scope, q, 1)
			same(t, fmt.Sprintf("%s for %+v, %s", c.word, c.scope, way), got, c.want)
		}
	}
}

// testRelist writes what lists sort and filter on again, and nothing else.
func testRelist(t *testing.T, b *bench) {
	r := row(1, "2024")
	r.Marks = []store.Mark{{Field: "status", Value: "done"}}
	b.create(t, r)
	r.SortFR, r.SortEN, r.SortState, r.Marks = "ete", "summer", "06", []store.Mark{{Field: "status", Value: "planned"}, {Field: "city", Value: "1"}}
	if err := b.InTx(t.Context(), func(tx *store.Tx) error { return tx.Relist(t.Context(), []store.Row{r}) }); err != nil {
		t.Fatal(err)
	}
	whole := view(t, b, func(tx *store.Tx) ([]store.Whole, error) { return tx.WholeAfter(t.Context(), all(), "", 10) })
	if len(whole) != 1 || whole[0].Head != r.Head || whole[0].Data != r.Data || len(whole[0].Marks) != 2 || len(whole[0].Revisions) != 1 {
		t.Errorf("after Relist: %+v", whole)
	}
}
