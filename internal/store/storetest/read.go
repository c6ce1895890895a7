package storetest

import (
	"fmt"
	"slices"
	"testing"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

// testLists walks lists whose starts are unknown, equal, of several precisions, and not in the order of the ids.
func testLists(t *testing.T, b *bench) {
	starts := []string{"2024", "", "2024-05", "2024", "2024-05-13", "", "2023-12-31", "2024-05", "2024", "2025"}
	var rows []store.Row
	for i, s := range starts {
		rows = append(rows, row(i, s))
	}
	slices.Reverse(rows)
	b.create(t, rows...)
	want := refs(1, 5, 6, 0, 3, 8, 2, 7, 4, 9) // unknown first; a year before its months, a month before its days; then by id
	newest := slices.Clone(want)
	slices.Reverse(newest)
	for _, limit := range []int{1, 2, 3, 9, 10, 11, 0, 100000} {
		for what, list := range map[string]func(publish.Query) []publish.Head{"records": b.list(t, all()), "projections": b.published(t)} {
			for _, kind := range []record.Kind{"", record.KindMission} {
				for _, owner := range []record.Ref{"", office} {
					name := fmt.Sprintf("%s of kind %q and office %q by %d", what, kind, owner, limit)
					q := publish.Query{Kind: kind, Office: owner, Limit: limit}
					same(t, name, walk(t, q, list), want)
					q.Newest = true
					same(t, name+", newest first", walk(t, q, list), newest)
				}
			}
		}
	}
	for name, q := range map[string]publish.Query{
		"another kind": {Kind: record.KindVisit}, "another office": {Office: elsewhere}, "another type": {Type: "other"},
		"after the last": {After: store.Cursor("9999", ref(0))}, "before the first": {After: store.Cursor("", ref(0)), Newest: true},
	} {
		same(t, name, walk(t, q, b.list(t, all())), nil)
		same(t, name, walk(t, q, b.published(t)), nil)
	}
	for _, after := range []string{"x", "2024", "~", "2024~x", "~" + string(ref(1)) + "0", "2024~" + string(ref(1)) + "~lead"} {
		_, err := b.Public().List(t.Context(), publish.Query{After: after})
		wants(t, "a cursor that is none: "+after, err, record.ErrInvalid)
	}
}

func testFilters(t *testing.T, b *bench) {
	cities := [][]string{{"1", "2"}, {"2"}, {"3"}, nil, {"1", "2", "3"}}
	starts := []string{"2024", "2024-12-31", "2023-12-31", "2024-01-01", "2025-01-01"}
	var rows []store.Row
	for i := range starts {
		r := row(i, starts[i])
		for _, c := range cities[i] {
			r.Marks = append(r.Marks, store.Mark{Field: "city", Value: c, Public: true})
		}
		r.Marks = append(r.Marks, store.Mark{Field: "status", Value: []string{"done", "planned"}[i%2], Public: i != 4})
		rows = append(rows, r)
	}
	b.create(t, rows...)
	for _, c := range []struct {
		q       publish.Query
		want    []record.Ref
		private []record.Ref // that only records are found by
	}{
		{publish.Query{Year: 2024}, refs(0, 3, 1), nil},
		{publish.Query{Year: 2025}, refs(4), nil},
		{publish.Query{Year: 1024}, nil, nil},
		{publish.Query{Marks: map[string][]string{"city": {"2"}}}, refs(0, 1, 4), nil},
		{publish.Query{Marks: map[string][]string{"city": {"1", "3"}}}, refs(2, 0, 4), nil},
		{publish.Query{Marks: map[string][]string{"city": {"2"}}, Year: 2024}, refs(0, 1), nil},
		{publish.Query{Marks: map[string][]string{"city": {"2"}, "status": {"done"}}}, refs(0), refs(4)},
		{publish.Query{Marks: map[string][]string{"city": {"2"}, "status": {"planned"}}}, refs(1), nil},
		{publish.Query{Marks: map[string][]string{"city": {"9"}}}, nil, nil},
		{publish.Query{Marks: map[string][]string{"city": {}}}, nil, nil},
		{publish.Query{Marks: map[string][]string{"planet": {"1"}}}, nil, nil},
	} {
		for _, limit := range []int{1, 50} {
			c.q.Limit = limit
			same(t, fmt.Sprintf("projections %+v", c.q), walk(t, c.q, b.published(t)), c.want)
			same(t, fmt.Sprintf("records %+v", c.q), walk(t, c.q, b.list(t, all())), append(slices.Clone(c.want), c.private...))
		}
	}
}

// testScopes compares what the store gives with what access says, for every state of a record and every scope.
func testScopes(t *testing.T, b *bench) {
	committee := ref(900)
	var rows []store.Row
	metas := map[record.Ref]*record.Meta{}
	for _, id := range []record.Ref{office, elsewhere, committee} {
		r := row(0, "")
		r.ID, r.Office, r.Visibility, r.Public, r.EventID = id, id, record.Public, &store.Public{Doc: "{}"}, record.KeyID("e", "e", string(id))
		r.Revisions[0].Record = id
		rows = append(rows, r)
		metas[id] = &record.Meta{ID: id, Office: id, Visibility: record.Public}
	}
	n := 1
	for _, owner := range []record.Ref{office, elsewhere} {
		for _, visibility := range []record.Visibility{record.Private, record.Shared, record.Public} {
			for _, withdrawn := range []string{"", "2026-01-01T00:00:00.000000Z"} {
				for _, with := range [][]record.Ref{nil, {elsewhere}, {committee}, {office, elsewhere}} {
					r := row(n, "")
					n++
					r.Office, r.Visibility, r.WithdrawnAt = owner, visibility, withdrawn
					if visibility != record.Public || withdrawn != "" {
						r.Public = nil
					}
					for i, to := range with {
						r.Links = append(r.Links, store.Link{Field: "shared_with", Position: i, Target: to})
					}
					rows = append(rows, r)
					metas[r.ID] = &record.Meta{ID: r.ID, Office: owner, Visibility: visibility, Withdrawn: withdrawn, SharedWith: with}
				}
			}
		}
	}
	b.create(t, rows...)
	for name, s := range map[string]access.Scope{
		"nothing": {}, "operator": access.ScopeOf(access.OperatorActor()), "public": access.ScopeOf(access.Public()),
		"office": access.ScopeOf(access.Member("a", access.Reader, office)), "elsewhere": access.ScopeOf(access.Member("b", access.Admin, elsewhere)),
		"committee": access.ScopeOf(access.Actor{Name: "c", Role: access.Officer, Office: ref(901), Committees: []record.Ref{committee}}),
	} {
		var want []record.Ref
		for _, r := range rows {
			if s.Sees(metas[r.ID]) {
				want = append(want, r.ID)
			}
		}
		slices.Sort(want)
		ids := make([]record.Ref, len(rows))
		for i, r := range rows {
			ids[i] = r.ID
		}
		sorted := func(heads []store.Head) []record.Ref {
			var out []record.Ref
			for _, h := range heads {
				out = append(out, h.ID)
			}
			slices.Sort(out)
			return out
		}
		same(t, name+": list", walk(t, publish.Query{Limit: 7}, b.list(t, s)), want)
		same(t, name+": heads", sorted(view(t, b, func(tx *store.Tx) ([]store.Head, error) { return tx.Heads(t.Context(), s, ids) })), want)
		var many, wholes, ofKind, between []record.Ref
		for _, e := range view(t, b, func(tx *store.Tx) ([]store.Entry, error) { return tx.Many(t.Context(), s, ids) }) {
			many = append(many, e.ID)
		}
		slices.Sort(many)
		for _, e := range view(t, b, func(tx *store.Tx) ([]store.Whole, error) { return tx.WholeAfter(t.Context(), s, "", 1000) }) {
			wholes = append(wholes, e.ID)
			if len(e.Revisions) != 1 {
				t.Errorf("%s: %s has %d revisions", name, e.ID, len(e.Revisions))
			}
		}
		for _, e := range view(t, b, func(tx *store.Tx) ([]store.Entry, error) { return tx.OfKind(t.Context(), s, record.KindMission) }) {
			ofKind = append(ofKind, e.ID)
		}
		same(t, name+": many", many, want)
		same(t, name+": whole", wholes, want)
		same(t, name+": of kind", ofKind, want)
		for _, e := range view(t, b, func(tx *store.Tx) ([]store.Entry, error) { return tx.Between(t.Context(), s, office, "", "2024", nil) }) {
			between = append(between, e.ID)
		}
		same(t, name+": between", between, slices.DeleteFunc(slices.Clone(want), func(id record.Ref) bool { return metas[id].Office != office || metas[id].Withdrawn != "" }))
	}
}

// testTies pages through what refers to one record: twice by one field, by two fields, at the same date, without a date.
func testTies(t *testing.T, b *bench) {
	hub := row(0, "")
	rows := []store.Row{hub}
	starts := []string{"", "2024", "2025", "2024", "", "2023-05", "2024"}
	for i := 1; i < len(starts); i++ {
		r := row(i, starts[i])
		r.Links = []store.Link{
			{Field: "partners.who", Position: 0, Target: hub.ID, Public: true}, {Field: "partners.who", Position: 1, Target: hub.ID, Public: true},
			{Field: "lead", Position: 0, Target: hub.ID, Public: i != 3},
		}
		rows = append(rows, r)
	}
	rows[5].Public, rows[5].Visibility = nil, record.Private
	b.create(t, rows...)
	type tie struct {
		n     int
		field string
	}
	order := []tie{{2, "partners.who"}, {2, "lead"}, {6, "partners.who"}, {6, "lead"}, {3, "partners.who"}, {3, "lead"}, {1, "partners.who"}, {1, "lead"},
		{5, "partners.who"}, {5, "lead"}, {4, "partners.who"}, {4, "lead"}}
	want := func(keep func(tie) bool) []string {
		var out []string
		for _, x := range order {
			if keep(x) {
				out = append(out, string(ref(x.n))+" "+x.field)
			}
		}
		return out
	}
	whole := want(func(tie) bool { return true })
	public := want(func(x tie) bool { return x.n != 5 && x != tie{3, "lead"} })
	seen := want(func(x tie) bool { return x.n != 5 })
	for _, limit := range []int{1, 2, 3, 5, 12, 50} {
		records := func(s access.Scope) func(after string) []publish.Tie {
			return func(after string) []publish.Tie {
				rows := view(t, b, func(tx *store.Tx) ([]store.TieRow, error) { return tx.Ties(t.Context(), s, hub.ID, after, limit) })
				var out []publish.Tie
				for _, r := range rows {
					out = append(out, publish.Tie{Head: r.Public(), Field: r.Field})
				}
				return out
			}
		}
		projections := func(after string) []publish.Tie {
			rows, err := b.Public().Ties(t.Context(), hub.ID, after, limit)
			if err != nil {
				t.Fatal(err)
			}
			return rows
		}
		for name, c := range map[string]struct {
			read func(string) []publish.Tie
			want []string
		}{
			"operator": {records(all()), whole}, "public scope": {records(access.Scope{Published: true}), seen}, "projections": {projections, public},
		} {
			var got []string
			for after := ""; ; {
				rows := c.read(after)
				n := min(len(rows), limit)
				for _, r := range rows[:n] {
					got = append(got, string(r.ID)+" "+r.Field)
				}
				if len(rows) <= n {
					break
				}
				after = store.TieCursor(rows[n-1].Starts, rows[n-1].ID, rows[n-1].Field)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s by %d: got %v, want %v", name, limit, got, c.want)
			}
		}
	}
	_, err := b.Public().Ties(t.Context(), hub.ID, "2024~x", 5)
	wants(t, "a cursor that is none", err, record.ErrInvalid)
	// Of a target that the public does not see, nothing: its neighbours would tell that it exists.
	hidden := next(hub)
	hidden.Public, hidden.Visibility = nil, record.Private
	if err := b.change(t, hidden, 1); err != nil {
		t.Fatal(err)
	}
	if rows, err := b.Public().Ties(t.Context(), hub.ID, "", 5); err != nil || len(rows) > 0 {
		t.Errorf("ties of a hidden record: %+v %v", rows, err)
	}
}

// testPrivateTies: what a private field refers to is the owning office's alone.
func testPrivateTies(t *testing.T, b *bench) {
	hub, source := row(0, ""), row(1, "2024")
	source.Kind, source.Visibility, source.Public = record.KindCommittee, record.Shared, nil
	source.Links = []store.Link{{Field: "shared_with", Target: hub.ID}, {Field: "meetings.actions.owner", Target: hub.ID}, {Field: "coordinator", Target: hub.ID, Public: true}}
	b.create(t, hub, source)
	guest := access.Scope{Published: true, Office: elsewhere, Shares: []record.Ref{hub.ID}}
	for name, c := range map[string]struct {
		s    access.Scope
		want []string
	}{
		"owner": {access.Scope{Office: office}, []string{"shared_with", "meetings.actions.owner", "coordinator"}}, "operator": {all(), []string{"shared_with", "meetings.actions.owner", "coordinator"}},
		"guest": {guest, []string{"coordinator"}}, "public": {access.Scope{Published: true}, nil},
	} {
		var got []string
		for _, r := range view(t, b, func(tx *store.Tx) ([]store.TieRow, error) { return tx.Ties(t.Context(), c.s, hub.ID, "", 10) }) {
			got = append(got, r.Field)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func testHistory(t *testing.T, b *bench) {
	r := row(1, "")
	b.create(t, r)
	var want []store.Revision
	want = append(want, r.Revisions...)
	for v := 1; v <= 11; v++ {
		r = next(r)
		want = append(want, r.Revisions...)
		if err := b.change(t, r, v); err != nil {
			t.Fatal(err)
		}
	}
	got := view(t, b, func(tx *store.Tx) ([]store.Revision, error) { return tx.History(t.Context(), r.ID) })
	if !slices.Equal(got, want) { // by number, not by text: 2 before 10
		t.Errorf("got %+v", got)
	}
	if none := view(t, b, func(tx *store.Tx) ([]store.Revision, error) { return tx.History(t.Context(), ref(2)) }); len(none) > 0 {
		t.Errorf("a history of nothing: %+v", none)
	}
}

func testBetween(t *testing.T, b *bench) {
	starts := []string{"2023", "2023-12-31", "2024", "2024-06-01", "2025", "", "2024"}
	var rows []store.Row
	for i, s := range starts {
		rows = append(rows, row(i, s))
	}
	rows[5].Kind, rows[4].Kind = record.KindMembership, record.KindMembership
	rows[6].Office = elsewhere
	b.create(t, rows...)
	want := refs(2, 3, 5, 4)
	var got []record.Ref
	for _, e := range view(t, b, func(tx *store.Tx) ([]store.Entry, error) {
		return tx.Between(t.Context(), all(), office, "2024", "2025", []record.Kind{record.KindMembership, record.KindRelation})
	}) {
		got = append(got, e.ID)
	}
	same(t, "records", got, want)
	projections, err := b.Public().Between(t.Context(), office, "2024", "2025", []record.Kind{record.KindMembership, record.KindRelation})
	if err != nil {
		t.Fatal(err)
	}
	got = nil
	for _, p := range projections {
		got = append(got, p.ID)
	}
	same(t, "projections", got, want)
	years, err := b.Public().Years(t.Context(), office, record.KindMission)
	if err != nil || !slices.Equal(years, []string{"2024", "2023"}) {
		t.Errorf("years: %v, %v", years, err)
	}
	if years, err := b.Public().Years(t.Context(), office, record.KindVisit); err != nil || len(years) > 0 {
		t.Errorf("years of no visit: %v, %v", years, err)
	}
}

// testPublic: the reader of what is published gives published rows and nothing else, by whatever way.
func testPublic(t *testing.T, b *bench) {
	public, private, withdrawn := row(1, "2024"), row(2, "2024"), row(3, "2024")
	private.Visibility, private.Public = record.Private, nil
	withdrawn.WithdrawnAt, withdrawn.Public = "2026-01-01T00:00:00.000000Z", nil
	all := []store.Row{public, private, withdrawn}
	for i := range all {
		all[i].Marks = []store.Mark{{Field: "city", Value: "1", Public: true}}
		all[i].Links = []store.Link{{Field: "lead", Target: public.ID, Public: true}}
	}
	b.create(t, all...)
	if err := b.InTx(t.Context(), func(tx *store.Tx) error {
		return tx.PutFile(t.Context(), store.File{SHA256: "sum", Office: office, Data: []byte("bytes")})
	}); err != nil {
		t.Fatal(err)
	}
	r, ids := b.Public(), refs(1, 2, 3)
	var ways []string
	check := func(way string, heads []publish.Head, err error) {
		ways = append(ways, way)
		if err != nil || len(heads) != 1 || heads[0].ID != public.ID || heads[0].Updated != public.UpdatedAt || heads[0].Slug["fr"] != "ete" || heads[0].Slug["en"] != "summer" {
			t.Errorf("%s: %+v, %v", way, heads, err)
		}
	}
	heads := func(rows []store.Published) []publish.Head {
		var out []publish.Head
		for _, p := range rows {
			if p.Doc != `{"public":1}` {
				t.Errorf("a document that is not the public one: %s", p.Doc)
			}
			out = append(out, p.Head)
		}
		return out
	}
	list, err := r.List(t.Context(), publish.Query{Marks: map[string][]string{"city": {"1"}}})
	check("list", list, err)
	list, err = r.Heads(t.Context(), ids)
	check("heads", list, err)
	list, err = r.Latest(t.Context(), []record.Kind{record.KindMission, record.KindVisit}, 10)
	check("latest", list, err)
	many, err := r.Many(t.Context(), ids)
	check("many", heads(many), err)
	many, err = r.OfKind(t.Context(), "", record.KindMission)
	check("of kind", heads(many), err)
	many, err = r.Between(t.Context(), office, "2024", "2025", nil)
	check("between", heads(many), err)
	ties, err := r.Ties(t.Context(), public.ID, "", 10)
	var tied []publish.Head
	for _, x := range ties {
		tied = append(tied, x.Head)
	}
	check("ties", tied, err)
	for _, row := range all {
		many, err := r.ByShort(t.Context(), row.Short)
		if row.ID == public.ID {
			check("by short", heads(many), err)
		} else if err != nil || len(many) > 0 {
			t.Errorf("permalink of %s: %+v %v", row.ID, many, err)
		}
		_, err = r.FileOf(t.Context(), row.ID, "sum")
		if row.ID != public.ID {
			wants(t, "the file of what is hidden", err, record.ErrNotFound)
		} else if err != nil {
			t.Errorf("file: %v", err)
		}
	}
}

// testView: a reading transaction sees one instant, whatever is written meanwhile.
func testView(t *testing.T, b *bench) {
	b.create(t, row(1, "2024"))
	err := b.View(t.Context(), func(tx *store.Tx) error {
		before, err := tx.Get(t.Context(), all(), ref(1))
		if err != nil {
			return err
		}
		if err := b.change(t, next(row(1, "2025")), 1); err != nil {
			return err
		}
		b.create(t, row(2, "2024"))
		after, err := tx.Get(t.Context(), all(), ref(1))
		if err != nil {
			return err
		}
		rows, err := tx.List(t.Context(), all(), publish.Query{})
		if after != before || len(rows) != 1 {
			t.Errorf("the instant moved: %+v and %d rows", after, len(rows))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if b.get(t, ref(1)).Version != 2 || b.count(t) != 2 {
		t.Error("what was written meanwhile is lost")
	}
}
