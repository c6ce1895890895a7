package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"

	"entente/internal/record"
	"entente/internal/store"
)

func testChange(t *testing.T, b *bench) {
	first := row(1, "2024-05")
	first.Marks = []store.Mark{{Field: "city", Value: "2988507", Public: true}, {Field: "stage", Value: "secret"}}
	first.Measures = []record.Measure{{Field: "costs.total", Key: "costs.0.total/final//CAD", Amount: -406613}}
	b.create(t, first)
	if e := b.get(t, first.ID); e.Head != first.Head || e.Data != first.Data {
		t.Errorf("got %+v, want %+v", e, first)
	}
	second := next(first)
	second.Title, second.Starts, second.Visibility, second.WithdrawnAt = record.Text{FR: "Autre"}, "", record.Private, "2026-02-01T00:00:00.000000Z"
	second.Marks, second.Measures, second.Public = []store.Mark{{Field: "city", Value: "1", Public: true}}, nil, nil
	if err := b.change(t, second, 1); err != nil {
		t.Fatal(err)
	}
	w := b.whole(t, first.ID)
	if w.Head != second.Head || w.Data != second.Data {
		t.Errorf("got %+v, want %+v", w.Entry, second)
	}
	if len(w.Revisions) != 2 || w.Revisions[0] != first.Revisions[0] || w.Revisions[1] != second.Revisions[0] {
		t.Errorf("revisions: %+v", w.Revisions)
	}
	if len(w.Marks) != 1 || w.Marks[0].Value != "1" || len(w.Measures) != 0 || w.Public != nil || len(w.PublicMarks) != 0 {
		t.Errorf("what no longer follows from the record is left: %+v", w)
	}
	wants(t, "changing an old version", b.change(t, next(first), 1), record.ErrConflict)
	wants(t, "changing a version that is yet to come", b.change(t, next(first), 3), record.ErrConflict)
	wants(t, "changing what is not there", b.change(t, next(row(9, "")), 1), record.ErrConflict)
	if again := b.whole(t, first.ID); !reflect.DeepEqual(again, w) {
		t.Errorf("a conflict left something behind: %+v", again)
	}
	third := next(second)
	third.Visibility, third.WithdrawnAt, third.Public = record.Public, "", &store.Public{Redaction: 7, Doc: `{"again":true}`}
	third.Marks = append(third.Marks, store.Mark{Field: "stage", Value: "secret"})
	if err := b.change(t, third, 2); err != nil {
		t.Fatal(err)
	}
	w = b.whole(t, first.ID)
	if p := w.Public; p == nil || p.Doc != `{"again":true}` || p.Version != 3 || p.Redaction != 7 || p.Title != third.Title || p.Short != first.Short {
		t.Errorf("projection: %+v", w.Public)
	}
	if len(w.PublicMarks) != 1 || w.PublicMarks[0].Field != "city" || len(w.Marks) != 2 {
		t.Errorf("marks %+v, of which public %+v", w.Marks, w.PublicMarks)
	}
	err := b.View(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Get(t.Context(), all(), ref(2))
		return err
	})
	wants(t, "what is not there", err, record.ErrNotFound)
	if err := b.View(t.Context(), func(tx *store.Tx) error { return tx.Create(t.Context(), []store.Row{row(3, "")}) }); err == nil {
		t.Error("a reading transaction wrote")
	}
}

func testLinks(t *testing.T, b *bench) {
	target, source := row(1, ""), row(2, "2024")
	source.Links = []store.Link{{Field: "lead", Position: 0, Target: target.ID, Public: true}, {Field: "themes", Position: 1, Target: target.ID}}
	// Each refers to the other: all records are written first, then all links.
	target.Links = []store.Link{{Field: "event", Position: 0, Target: source.ID, Public: true}}
	b.create(t, source, target)
	w := b.whole(t, source.ID)
	if len(w.Links) != 2 || len(w.PublicLinks) != 1 || w.PublicLinks[0].Field != "lead" || w.Links[1].Position != 1 {
		t.Errorf("links %+v, of which public %+v", w.Links, w.PublicLinks)
	}
	for _, k := range append(w.LinkKeys, w.PublicKeys...) {
		if k != (store.RowKey{Office: office, Kind: record.KindMission, Starts: "2024"}) {
			t.Errorf("a link stands under %+v", k)
		}
	}
	lost := row(3, "")
	lost.Links = []store.Link{{Field: "lead", Target: ref(99), Public: true}}
	if err := b.write(t, lost); err == nil {
		t.Error("a link to nothing was kept")
	}
	if b.count(t) != 2 {
		t.Error("what a refused link belonged to was kept")
	}
	// A link moves with its record.
	moved := next(source)
	moved.Starts, moved.Links = "2025", source.Links[:1]
	if err := b.change(t, moved, 1); err != nil {
		t.Fatal(err)
	}
	if w := b.whole(t, source.ID); len(w.Links) != 1 || w.LinkKeys[0].Starts != "2025" || len(w.PublicLinks) != 1 {
		t.Errorf("links after the change: %+v %+v", w.Links, w.LinkKeys)
	}
	strays := view(t, b, func(tx *store.Tx) (map[string]int, error) { return tx.Strays(t.Context()) })
	misfiled := view(t, b, func(tx *store.Tx) (map[record.Ref]string, error) { return tx.Misfiled(t.Context()) })
	if len(strays) > 0 || len(misfiled) > 0 {
		t.Errorf("strays %v, misfiled %v", strays, misfiled)
	}
}

func testRollback(t *testing.T, b *bench) {
	b.create(t, row(1, "2024"))
	before := b.whole(t, ref(1))
	stop := errors.New("stop")
	err := b.InTx(t.Context(), func(tx *store.Tx) error {
		linked := row(2, "")
		linked.Links = []store.Link{{Field: "lead", Target: ref(1), Public: true}}
		linked.Marks = []store.Mark{{Field: "city", Value: "1", Public: true}}
		linked.Measures = []record.Measure{{Field: "f", Key: "k", Amount: 1}}
		linked.Personal = &store.Personal{Person: linked.ID, Salt: "s", Data: "d"}
		if err := tx.Create(t.Context(), []store.Row{linked}); err != nil {
			return err
		}
		if err := tx.Link(t.Context(), []store.Row{linked}); err != nil {
			return err
		}
		if err := tx.Change(t.Context(), next(row(1, "2025")), 1); err != nil {
			return err
		}
		if err := tx.PutFile(t.Context(), store.File{SHA256: "sum", Office: office, Data: []byte("x")}); err != nil {
			return err
		}
		if _, err := tx.Get(t.Context(), all(), linked.ID); err != nil {
			return fmt.Errorf("a transaction does not see what it wrote: %w", err)
		}
		return stop
	})
	wants(t, "the transaction", err, stop)
	if b.count(t) != 1 || !reflect.DeepEqual(b.whole(t, ref(1)), before) {
		t.Error("something is left of the transaction")
	}
	files := view(t, b, func(tx *store.Tx) ([]store.File, error) { return tx.FileAfter(t.Context(), "") })
	if len(files) > 0 {
		t.Errorf("a file is left: %+v", files)
	}
	// What failed can be done again, with the same ids.
	b.create(t, row(2, ""))
}

// testTwoWriters has many change the same version at once: one of them wins, whoever it is.
func testTwoWriters(t *testing.T, b *bench) {
	b.create(t, row(1, ""))
	const writers = 8
	errs := make([]error, writers)
	var writing sync.WaitGroup
	for i := range writers {
		writing.Go(func() {
			r := next(row(1, ""))
			r.UpdatedBy, r.EventID = fmt.Sprintf("writer %d", i), ref(100+i)
			errs[i] = b.change(t, r, 1)
		})
	}
	writing.Wait()
	won := slices.Index(errs, nil)
	if won < 0 {
		t.Fatalf("nobody won: %v", errs)
	}
	for i, err := range errs {
		if i != won {
			wants(t, fmt.Sprintf("writer %d", i), err, record.ErrConflict)
		}
	}
	if w := b.whole(t, ref(1)); w.Version != 2 || w.UpdatedBy != fmt.Sprintf("writer %d", won) || len(w.Revisions) != 2 {
		t.Errorf("stands at version %d by %s with %d revisions", w.Version, w.UpdatedBy, len(w.Revisions))
	}
}

// testTwoCreators has many create the same record at once, each after a look whether it is there: the one that comes late
// looks again, and sees it.
func testTwoCreators(t *testing.T, b *bench) {
	const writers = 4
	taken := errors.New("taken")
	errs := make([]error, writers)
	var writing sync.WaitGroup
	for i := range writers {
		writing.Go(func() {
			errs[i] = b.InTx(t.Context(), func(tx *store.Tx) error {
				found, err := tx.Heads(t.Context(), all(), refs(1))
				if err != nil {
					return err
				}
				if len(found) > 0 {
					return taken
				}
				r := row(1, "")
				r.EventID = ref(100 + i)
				return tx.Create(t.Context(), []store.Row{r})
			})
		})
	}
	writing.Wait()
	won := 0
	for _, err := range errs {
		switch {
		case err == nil:
			won++
		case !errors.Is(err, taken):
			t.Errorf("got %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d created it", won)
	}
}

func testFiles(t *testing.T, b *bench) {
	data := []byte{0, 1, 2, 255, '\n', 0}
	err := b.InTx(t.Context(), func(tx *store.Tx) error {
		for _, f := range []store.File{{SHA256: "b", Office: office, Data: data}, {SHA256: "a", Office: elsewhere, Data: []byte{}}, {SHA256: "b", Office: elsewhere, Data: []byte("other")}} {
			if err := tx.PutFile(t.Context(), f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f := view(t, b, func(tx *store.Tx) (store.File, error) { return tx.FileOf(t.Context(), "b") })
	if !slices.Equal(f.Data, data) || f.Office != office {
		t.Errorf("bytes that were kept already: %+v", f)
	}
	var sums []string
	for after := ""; ; {
		files := view(t, b, func(tx *store.Tx) ([]store.File, error) { return tx.FileAfter(t.Context(), after) })
		if len(files) == 0 {
			break
		}
		after = files[0].SHA256
		sums = append(sums, after)
	}
	if !slices.Equal(sums, []string{"a", "b"}) {
		t.Errorf("walked through %v", sums)
	}
	r := row(1, "")
	r.Personal = &store.Personal{Person: r.ID, Salt: "salt", Data: `{"needs":"…"}`}
	b.create(t, r)
	if p := b.whole(t, r.ID).Personal; p == nil || *p != *r.Personal {
		t.Errorf("personal: %+v", p)
	}
	erased := store.Personal{Person: r.ID, Erased: "2026-01-01T00:00:00.000000Z"}
	if err := b.InTx(t.Context(), func(tx *store.Tx) error { return tx.SetPersonal(t.Context(), office, erased) }); err != nil {
		t.Fatal(err)
	}
	if p := view(t, b, func(tx *store.Tx) (store.Personal, error) { return tx.PersonalOf(t.Context(), r.ID) }); p != erased {
		t.Errorf("personal: %+v", p)
	}
	if err := b.Scrub(t.Context()); err != nil {
		t.Error(err)
	}
	for what, f := range map[string]func(tx *store.Tx) error{
		"no file":     func(tx *store.Tx) error { _, err := tx.FileOf(t.Context(), "c"); return err },
		"no personal": func(tx *store.Tx) error { _, err := tx.PersonalOf(t.Context(), ref(2)); return err },
	} {
		wants(t, what, b.View(t.Context(), f), record.ErrNotFound)
	}
}

func testMany(t *testing.T, b *bench) {
	const n = 700 // more than one statement of any table holds
	rows := make([]store.Row, n)
	for i := range rows {
		rows[i] = row(i, fmt.Sprintf("%04d", 1500+i%300))
		rows[i].Marks = []store.Mark{{Field: "city", Value: fmt.Sprint(i), Public: true}}
		if i > 0 {
			rows[i].Links = []store.Link{{Field: "lead", Target: ref(i - 1), Public: true}}
		}
	}
	b.create(t, rows...)
	ids := make([]record.Ref, 0, 3*n)
	for i := range 3 * n {
		ids = append(ids, ref(i))
	}
	heads := view(t, b, func(tx *store.Tx) ([]store.Head, error) { return tx.Heads(t.Context(), all(), ids) })
	published, err := b.Public().Many(t.Context(), ids)
	if err != nil || len(heads) != n || len(published) != n {
		t.Errorf("%d heads and %d projections of %d: %v", len(heads), len(published), n, err)
	}
	seen := map[record.Ref]bool{}
	for after, rounds := record.Ref(""), 0; ; rounds++ {
		batch := view(t, b, func(tx *store.Tx) ([]store.Whole, error) { return tx.WholeAfter(t.Context(), all(), after, 64) })
		if len(batch) == 0 {
			if rounds != (n+63)/64 {
				t.Errorf("%d rounds", rounds)
			}
			break
		}
		for _, w := range batch {
			if seen[w.ID] || w.ID <= after || len(w.Revisions) != 1 || len(w.Marks) != 1 || w.Public == nil {
				t.Fatalf("%s after %s: %+v", w.ID, after, w)
			}
			seen[w.ID], after = true, w.ID
		}
	}
	if len(seen) != n {
		t.Errorf("%d records walked through", len(seen))
	}
}

func testUnsound(t *testing.T, b *bench) {
	b.create(t, row(1, "2024"))
	for _, text := range []string{"a\x00b", "\xff", "é\xc3"} {
		bad := row(2, "")
		bad.Title.FR = text
		wants(t, "a title", b.write(t, bad), record.ErrInvalid)
		bad = next(row(1, ""))
		bad.UpdatedBy = text
		wants(t, "an actor", b.change(t, bad, 1), record.ErrInvalid)
		bad = row(2, "")
		bad.Marks = []store.Mark{{Field: "city", Value: text}}
		wants(t, "a mark", b.write(t, bad), record.ErrInvalid)
		// What people write into addresses finds nothing, and fails nothing.
		err := b.View(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Get(t.Context(), all(), record.Ref(text))
			return err
		})
		wants(t, "an id", err, record.ErrNotFound)
		if rows, err := b.Public().ByShort(t.Context(), text); err != nil || len(rows) > 0 {
			t.Errorf("a permalink: %v %v", rows, err)
		}
		if rows, err := b.Public().Ties(t.Context(), record.Ref(text), "", 10); err != nil || len(rows) > 0 {
			t.Errorf("ties: %v %v", rows, err)
		}
		if rows, err := b.Public().Many(t.Context(), []record.Ref{record.Ref(text), `"`, "", ref(1)}); err != nil || len(rows) != 1 {
			t.Errorf("many: %v %v", rows, err)
		}
	}
	if b.count(t) != 1 {
		t.Error("something unsound was kept")
	}
}
