package storetest

import (
	"slices"
	"testing"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// testBatches holds that what a batch did is read back in its order, by its office, and that an empty one leaves no trace.
func testBatches(t *testing.T, b *bench) {
	t.Helper()
	b.create(t, row(1, "2024"), row(2, "2024"), row(3, "2024"))
	batch := func(n int, undoes record.Ref) store.Batch {
		return store.Batch{ID: ref(100 + n), Office: office, At: "2026-01-01T00:00:00.000000Z", Actor: "somebody", What: "Été <&>", Undoes: undoes}
	}
	first, second := batch(1, ""), batch(2, ref(101))
	err := b.InTx(t.Context(), func(tx *store.Tx) error {
		for _, x := range []store.Batch{first, second, batch(3, "")} {
			if err := tx.AddBatch(t.Context(), x); err != nil {
				return err
			}
		}
		if err := tx.AddToBatch(t.Context(), first.ID, []store.BatchRecord{{Position: 1, Record: ref(3), To: 1}, {Position: 4, Record: ref(1), From: 1, To: 2}, {Position: 5, Record: ref(2), From: 1, To: 2}}); err != nil {
			return err
		}
		first.Created, first.Changed, first.Unchanged, second.Changed = 1, 2, 3, 1
		for _, x := range []store.Batch{first, second, batch(3, "")} {
			if err := tx.CloseBatch(t.Context(), x); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	first.UndoneBy = second.ID
	list := view(t, b, func(tx *store.Tx) ([]store.Batch, error) { return tx.Batches(t.Context(), office, "", 0) })
	if !slices.Equal(list, []store.Batch{second, first}) {
		t.Errorf("got %+v", list)
	}
	if list = view(t, b, func(tx *store.Tx) ([]store.Batch, error) { return tx.Batches(t.Context(), "", second.ID, 0) }); !slices.Equal(list, []store.Batch{first}) {
		t.Errorf("before the second: %+v", list)
	}
	if list = view(t, b, func(tx *store.Tx) ([]store.Batch, error) { return tx.Batches(t.Context(), elsewhere, "", 0) }); len(list) != 0 {
		t.Errorf("elsewhere: %+v", list)
	}
	err = b.View(t.Context(), func(tx *store.Tx) error { _, err := tx.BatchOf(t.Context(), elsewhere, first.ID); return err })
	wants(t, "a batch of another office", err, record.ErrNotFound)
	rows := view(t, b, func(tx *store.Tx) ([]store.BatchRecord, error) { return tx.BatchRecords(t.Context(), first.ID, 1, 1) })
	if !slices.Equal(rows, []store.BatchRecord{{Position: 4, Record: ref(1), From: 1, To: 2}}) {
		t.Errorf("got %+v", rows)
	}
	met := view(t, b, func(tx *store.Tx) (map[record.Ref]bool, error) {
		return tx.InBatch(t.Context(), first.ID, []record.Ref{ref(1), ref(9)})
	})
	if len(met) != 1 || !met[ref(1)] {
		t.Errorf("got %v", met)
	}
}

// testMerged holds that a record is followed to where it went, by those who might have seen it.
func testMerged(t *testing.T, b *bench) {
	t.Helper()
	gone := func(n, into int, public bool) store.Row {
		r := row(n, "2024")
		r.WithdrawnAt, r.Public = "2026-01-01T00:00:00.000000Z", nil
		r.Merged = &store.Merged{Target: ref(into), Public: public}
		return r
	}
	b.create(t, row(1, "2024"), gone(2, 1, true), gone(3, 2, true), gone(4, 1, false))
	into := view(t, b, func(tx *store.Tx) (map[record.Ref]record.Ref, error) {
		return tx.MergedInto(t.Context(), refs(1, 2, 3, 4))
	})
	if len(into) != 3 || into[ref(2)] != ref(1) || into[ref(3)] != ref(1) || into[ref(4)] != ref(1) {
		t.Errorf("got %v", into)
	}
	into, err := b.Public().MergedInto(t.Context(), refs(3, 4))
	if err != nil || len(into) != 1 || into[ref(3)] != ref(1) {
		t.Errorf("the public is led to %v, %v", into, err)
	}
	for name, c := range map[string]struct {
		s    access.Scope
		want []record.Ref
	}{
		"operator": {all(), refs(4)}, "owner": {access.Scope{Published: true, Office: office, Shares: []record.Ref{office}}, refs(4)},
		"stranger": {access.Scope{Published: true, Office: elsewhere, Shares: []record.Ref{elsewhere}}, nil}, "public": {access.Scope{Published: true}, nil},
	} {
		same(t, name, view(t, b, func(tx *store.Tx) ([]record.Ref, error) { return tx.Gone(t.Context(), c.s, ref(4).Short()) }), c.want)
	}
	same(t, "from", view(t, b, func(tx *store.Tx) ([]record.Ref, error) { return tx.MergedFrom(t.Context(), ref(1)) }), refs(2, 4))
	back := next(gone(2, 1, true))
	back.Merged, back.WithdrawnAt = nil, ""
	if err := b.change(t, back, 1); err != nil {
		t.Fatal(err)
	}
	same(t, "brought back", view(t, b, func(tx *store.Tx) ([]record.Ref, error) { return tx.MergedFrom(t.Context(), ref(1)) }), refs(4))
}

// testDesk holds what accounts keep, and what they looked at in their scope.
func testDesk(t *testing.T, b *bench) {
	t.Helper()
	hidden := row(3, "2024")
	hidden.Office, hidden.Visibility, hidden.Public = elsewhere, record.Private, nil
	b.create(t, row(1, "2024"), row(2, "2024"), hidden)
	mine := access.Scope{Published: true, Office: office}
	visit := func(n int, at string) {
		t.Helper()
		if err := b.InTx(t.Context(), func(tx *store.Tx) error { return tx.Visit(t.Context(), ref(200), ref(n), at, 2) }); err != nil {
			t.Fatal(err)
		}
	}
	looked := func() []record.Ref {
		t.Helper()
		var out []record.Ref
		for _, h := range view(t, b, func(tx *store.Tx) ([]store.Head, error) { return tx.Visited(t.Context(), mine, ref(200), 9) }) {
			out = append(out, h.ID)
		}
		return out
	}
	visit(1, "2026-01-01T00:00:01.000000Z")
	visit(2, "2026-01-01T00:00:02.000000Z")
	visit(1, "2026-01-01T00:00:03.000000Z")
	same(t, "the last first", looked(), refs(1, 2))
	visit(3, "2026-01-01T00:00:04.000000Z")
	same(t, "what is hidden is not told, and the oldest is forgotten", looked(), refs(1))

	v := store.SavedView{ID: ref(300), Office: office, Account: ref(200), Kind: record.KindVisit, Name: "Été", Query: "a=b&c", At: "2026-01-01T00:00:00.000000Z"}
	w := v
	w.Name, w.Shared = "Hiver", true
	for _, x := range []store.SavedView{v, w} {
		if err := b.InTx(t.Context(), func(tx *store.Tx) error { return tx.PutView(t.Context(), x) }); err != nil {
			t.Fatal(err)
		}
		if got := view(t, b, func(tx *store.Tx) (store.SavedView, error) { return tx.ViewOf(t.Context(), v.ID) }); got != x {
			t.Errorf("got %+v, want %+v", got, x)
		}
	}
	if got := view(t, b, func(tx *store.Tx) ([]store.SavedView, error) { return tx.Views(t.Context(), office, ref(201), "") }); !slices.Equal(got, []store.SavedView{w}) {
		t.Errorf("shared with the office: %+v", got)
	}
	c := store.Comment{ID: ref(400), Record: ref(1), Office: office, Author: "Zoé", At: "2026-01-01T00:00:00.000000Z", Words: "« d’accord »"}
	if err := b.InTx(t.Context(), func(tx *store.Tx) error { return tx.AddComment(t.Context(), c) }); err != nil {
		t.Fatal(err)
	}
	if got := view(t, b, func(tx *store.Tx) ([]store.Comment, error) { return tx.CommentsOf(t.Context(), refs(1, 2)) }); !slices.Equal(got, []store.Comment{c}) {
		t.Errorf("got %+v", got)
	}
	err := b.View(t.Context(), func(tx *store.Tx) error { _, err := tx.CommentOf(t.Context(), ref(2), c.ID); return err })
	wants(t, "a comment of another record", err, record.ErrNotFound)
}
