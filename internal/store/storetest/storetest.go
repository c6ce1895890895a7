// Package storetest is the conformance suite of the store: what every engine must do alike. It must not know rules or
// rights beyond the scopes that it hands in; production code must not import it.
package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

// Run runs the suite on empty databases that open gives.
func Run(t *testing.T, open func(t *testing.T) *store.DB) {
	t.Helper()
	for _, c := range []struct {
		name string
		run  func(t *testing.T, b *bench)
	}{
		{"create, get, change, conflict", testChange},
		{"links hold both ends", testLinks},
		{"nothing is left of a failed transaction", testRollback},
		{"two writers", testTwoWriters},
		{"creating twice at once", testTwoCreators},
		{"lists", testLists},
		{"years and marks", testFilters},
		{"lists in every order", testSorted},
		{"what lists ask", testAsked},
		{"words in lists", testWordsAsked},
		{"lists prepared anew", testRelist},
		{"scopes", testScopes},
		{"ties", testTies},
		{"ties of private fields", testPrivateTies},
		{"history", testHistory},
		{"between dates", testBetween},
		{"the public reader", testPublic},
		{"files and personal fields", testFiles},
		{"texts that cannot be kept", testUnsound},
		{"many rows", testMany},
		{"one instant", testView},
		{"batches", testBatches},
		{"records that went into another", testMerged},
		{"what accounts keep", testDesk},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, &bench{DB: open(t)})
		})
	}
}

// bench is a database with short words for what the suite does most.
type bench struct {
	*store.DB
}

// office owns the rows of the suite, elsewhere does not.
const (
	office    = record.Ref("01890000-0000-7000-8000-00000000000a")
	elsewhere = record.Ref("01890000-0000-7000-8000-00000000000b")
)

// all sees everything.
func all() access.Scope { return access.Scope{All: true} }

// ref makes the id of a number: ids are in the order of their numbers.
func ref(n int) record.Ref { return record.Ref(fmt.Sprintf("01890000-0000-7000-8000-%012x", 0x1000+n)) }

// row makes the rows of a public mission at version 1.
func row(n int, starts string) store.Row {
	id := ref(n)
	data := fmt.Sprintf(`{"id":%q,"n":%d,"title":"Été <&> d’ici"}`, id, n)
	return store.Row{
		Head: store.Head{
			ID: id, Kind: record.KindMission, Type: "sort", Office: office, Visibility: record.Public, Status: "done", Short: id.Short(),
			SlugFR: "ete", SlugEN: "summer", Title: record.Text{FR: "Été", EN: "Summer"}, Starts: starts, Ends: starts, Version: 1,
			UpdatedAt: "2026-01-01T00:00:00.000000Z", UpdatedBy: "somebody", Hash: fmt.Sprintf("hash-%d-1", n),
		},
		Data: data, Revisions: []store.Revision{{Record: id, Version: 1, At: "2026-01-01T00:00:00.000000Z", Actor: "somebody", Reason: "because", Data: data, Hash: fmt.Sprintf("hash-%d-1", n)}},
		Public: &store.Public{Redaction: 1, Doc: fmt.Sprintf(`{"public":%d}`, n)},
		Event:  "created", EventID: record.KeyID("event", record.KindMission, string(id)),
	}
}

// next is the row one version on.
func next(r store.Row) store.Row {
	r.Version++
	r.Hash = fmt.Sprintf("%s-%d", r.ID, r.Version)
	previous := r.Revisions[len(r.Revisions)-1]
	r.Data = fmt.Sprintf(`{"id":%q,"version":%d}`, r.ID, r.Version)
	r.Revisions = []store.Revision{{Record: r.ID, Version: r.Version, At: r.UpdatedAt, Actor: "other", Data: r.Data, Previous: previous.Hash, Hash: r.Hash}}
	r.EventID = record.KeyID("event", record.KindMission, r.Hash)
	return r
}

func (b *bench) create(t *testing.T, rows ...store.Row) {
	t.Helper()
	if err := b.write(t, rows...); err != nil {
		t.Fatal(err)
	}
}

// write creates rows with their links.
func (b *bench) write(t *testing.T, rows ...store.Row) error {
	t.Helper()
	return b.InTx(t.Context(), func(tx *store.Tx) error {
		if err := tx.Create(t.Context(), rows); err != nil {
			return err
		}
		return tx.Link(t.Context(), rows)
	})
}

func (b *bench) change(t *testing.T, r store.Row, from int) error {
	t.Helper()
	return b.InTx(t.Context(), func(tx *store.Tx) error {
		if err := tx.Change(t.Context(), r, from); err != nil {
			return err
		}
		return tx.Link(t.Context(), []store.Row{r})
	})
}

// view reads one thing.
func view[T any](t *testing.T, b *bench, f func(tx *store.Tx) (T, error)) T {
	t.Helper()
	var out T
	if err := b.View(t.Context(), func(tx *store.Tx) error {
		var err error
		out, err = f(tx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func (b *bench) get(t *testing.T, id record.Ref) store.Entry {
	t.Helper()
	return view(t, b, func(tx *store.Tx) (store.Entry, error) { return tx.Get(t.Context(), all(), id) })
}

// whole reads everything that is kept of a record.
func (b *bench) whole(t *testing.T, id record.Ref) store.Whole {
	t.Helper()
	rows := view(t, b, func(tx *store.Tx) ([]store.Whole, error) { return tx.WholeAfter(t.Context(), all(), "", 1000) })
	i := slices.IndexFunc(rows, func(w store.Whole) bool { return w.ID == id })
	if i < 0 {
		t.Fatalf("no record %s", id)
	}
	return rows[i]
}

func (b *bench) count(t *testing.T) int {
	t.Helper()
	return len(view(t, b, func(tx *store.Tx) ([]store.Whole, error) { return tx.WholeAfter(t.Context(), all(), "", 1000) }))
}

// walk reads a list page by page and gives the ids in the order read.
func walk(t *testing.T, q publish.Query, list func(publish.Query) []publish.Head) []record.Ref {
	t.Helper()
	var out []record.Ref
	for range 1000 {
		heads := list(q)
		n := min(len(heads), store.PageSize(q.Limit))
		for _, h := range heads[:n] {
			out = append(out, h.ID)
		}
		if len(heads) <= n {
			return out
		}
		q.After = store.Cursor(heads[n-1].Starts, heads[n-1].ID)
	}
	t.Fatal("the list does not end")
	return nil
}

func (b *bench) list(t *testing.T, s access.Scope) func(publish.Query) []publish.Head {
	return func(q publish.Query) []publish.Head {
		rows := view(t, b, func(tx *store.Tx) ([]store.Head, error) { return tx.List(t.Context(), s, q) })
		out := make([]publish.Head, len(rows))
		for i, r := range rows {
			out[i] = r.Public()
		}
		return out
	}
}

func (b *bench) published(t *testing.T) func(publish.Query) []publish.Head {
	return func(q publish.Query) []publish.Head {
		rows, err := b.Public().List(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
}

func refs(numbers ...int) []record.Ref {
	var out []record.Ref
	for _, n := range numbers {
		out = append(out, ref(n))
	}
	return out
}

func same(t *testing.T, what string, got, want []record.Ref) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func wants(t *testing.T, what string, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("%s: got %v, want %v", what, err, kind)
	}
}
