package registry_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/figure"
	"entente/internal/record"
	"entente/internal/record/recordtest"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// TestAnArchiveLosesNothing takes everything out of one database and into another, of either engine, and out again.
func TestAnArchiveLosesNothing(t *testing.T) {
	t.Parallel()
	for _, from := range registrytest.Engines() {
		t.Run("from "+from.Name, func(t *testing.T) {
			t.Parallel()
			a := registrytest.Open(t, from)
			a.LoadSample(t)
			a.Fill(t)
			a.MustBeSound(t)
			archive := a.Archive(t)
			holdsEverything(t, archive)
			figures := allFigures(t, a)
			for _, to := range registrytest.Engines() {
				t.Run("to "+to.Name, func(t *testing.T) {
					t.Parallel()
					b := registrytest.Open(t, to)
					res := b.MustImport(t, registrytest.ArchiveItems(archive))
					if res.Changed != 0 || res.Unchanged != len(record.BuiltInTerms()) {
						t.Errorf("an empty database took it as %+v", res)
					}
					sameArchive(t, b.Archive(t), archive)
					b.MustBeSound(t)
					if got := allFigures(t, b); got != figures {
						t.Errorf("figures:\n%s\nwant\n%s", got, figures)
					}
					again := b.MustImport(t, registrytest.ArchiveItems(archive))
					if again.Created != 0 || again.Changed != 0 || again.Unchanged != res.Created+res.Unchanged {
						t.Errorf("taken again as %+v", again)
					}
					sameArchive(t, b.Archive(t), archive)
				})
			}
		})
	}
}

// holdsEverything makes sure that the archive is of what the test means to try.
func holdsEverything(t *testing.T, archive []byte) {
	t.Helper()
	have := map[string]int{}
	for item, err := range exchange.ReadLines("archive", bytes.NewReader(archive)) {
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case item.Record != nil:
			m := item.Record.Head()
			have["record"]++
			have[string(m.Visibility)]++
			have["kind "+string(m.Kind)]++
			if m.Withdrawn != "" {
				have["withdrawn"]++
			}
		case item.Revision != nil:
			have["revision"]++
			have[fmt.Sprintf("version %d", item.Revision.Version)]++
		case item.Personal != nil && item.Personal.Erased != "":
			have["erased"]++
		case item.Personal != nil:
			have["personal"]++
		case item.File != nil:
			have["file"]++
		case item.Heads != nil:
			have["heads"] += item.Heads.Records
		}
	}
	for what, least := range map[string]int{
		"private": 30, "shared": 30, "public": 250, "withdrawn": 30, "version 3": 20, "personal": 2*registrytest.Pairs - 1, "erased": 1,
		"file": 2 * registrytest.Pairs, "heads": have["record"], "revision": have["record"] + 150,
	} {
		if have[what] < least {
			t.Errorf("the archive holds %d of %s, want at least %d", have[what], what, least)
		}
	}
	for _, d := range record.Definitions() {
		if have["kind "+string(d.Kind)] < 2*registrytest.Pairs {
			t.Errorf("the archive holds %d of kind %s", have["kind "+string(d.Kind)], d.Kind)
		}
	}
}

func sameArchive(t *testing.T, got, want []byte) {
	t.Helper()
	if bytes.Equal(got, want) {
		return
	}
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			t.Errorf("line %d:\n got %.600s\nwant %.600s", i+1, g[i], w[i])
			return
		}
	}
	t.Errorf("%d lines, want %d", len(g), len(w))
}

// allFigures of every office and of two years, as the public and as the office may have them.
func allFigures(t *testing.T, w *registrytest.World) string {
	t.Helper()
	var b strings.Builder
	offices, err := w.Offices(t.Context(), access.OperatorActor())
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, o := range offices {
		for _, year := range []int{2024} {
			for _, reader := range []string{"public", "office"} {
				in := yearOf(t, w, reader, o.ID, year)
				figures := figure.Compute(in)
				for _, f := range figures {
					if f.Value != nil {
						told++
					}
				}
				doc, err := json.Marshal(figures)
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&b, "%s %d %s %s\n", o.Code, year, reader, doc)
			}
		}
	}
	if told < 40 {
		t.Errorf("only %d figures were told", told)
	}
	return b.String()
}

func yearOf(t *testing.T, w *registrytest.World, reader string, office record.Ref, year int) figure.Input {
	t.Helper()
	var in figure.Input
	var err error
	if reader == "public" {
		in, err = w.Public().Year(t.Context(), office, year)
	} else {
		in, err = w.Year(t.Context(), access.Member("reader", access.Reader, office), office, year)
	}
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// TestArchivesOntoOtherHistories: what stands must be the beginning of what comes, or the other way round.
func TestArchivesOntoOtherHistories(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		a, b := registrytest.Open(t, e), registrytest.Open(t, e)
		a.MustImport(t, worldWithFiles())
		first := a.Archive(t)
		series := world()[indexOf(record.KindSeries)].(*record.Series)
		series.About.FR = "deuxième"
		a.MustSave(t, series, 1)
		series.About.FR = "troisième"
		a.MustSave(t, series, 2)
		last := a.Archive(t)

		b.MustImport(t, registrytest.ArchiveItems(first))
		if res := b.MustImport(t, registrytest.ArchiveItems(last)); res.Changed != 1 || res.Created != 0 {
			t.Errorf("onto its beginning: %+v", res)
		}
		sameArchive(t, b.Archive(t), last)
		if res := b.MustImport(t, registrytest.ArchiveItems(first)); res.Changed != 0 || res.Created != 0 {
			t.Errorf("onto what goes further: %+v", res)
		}
		sameArchive(t, b.Archive(t), last)

		series.About.FR = "ailleurs"
		b.MustSave(t, series, 3)
		diverged := b.Archive(t)
		series.About.FR = "ici"
		a.MustSave(t, series, 3)
		refusedWith(t, b, registrytest.ArchiveItems(a.Archive(t)), series.ID, "history: history_differs")
		series.About.FR = "encore"
		a.MustSave(t, series, 4)
		refusedWith(t, b, registrytest.ArchiveItems(a.Archive(t)), series.ID, "history: history_differs") // a longer one too
		sameArchive(t, b.Archive(t), diverged)
		b.MustBeSound(t)
	})
}

// world is a closed world of public records.
func world() []record.Record {
	out := recordtest.World(0)
	for _, r := range out {
		r.Head().Withdrawn = ""
	}
	return out
}

// worldWithFiles adds the bytes of the world's documents.
func worldWithFiles() registry.Items {
	var items []exchange.Item
	for _, r := range world() {
		items = append(items, exchange.Item{Where: "test", Record: r})
	}
	for seed := range 2 {
		data := recordtest.Bytes(seed)
		items = append(items, exchange.Item{File: &exchange.File{Kind: "file", ID: exchange.Checksum(data), Office: office(seed), Data: data}})
	}
	return registrytest.Of(items)
}

func indexOf(kind record.Kind) int {
	for i, d := range record.Definitions() {
		if d.Kind == kind {
			return i
		}
	}
	return -1
}

// TestABrokenArchiveIsRefused whole, wherever it is broken.
func TestABrokenArchiveIsRefused(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		a := registrytest.Open(t, e)
		a.MustImport(t, worldWithFiles())
		series := world()[indexOf(record.KindSeries)].(*record.Series)
		series.About.FR = "deuxième"
		a.MustSave(t, series, 1)
		lines := strings.SplitAfter(strings.TrimSuffix(string(a.Archive(t)), "\n"), "\n")
		find := func(kind string, id record.Ref) int {
			for i, l := range lines {
				if strings.Contains(l, `"kind":"`+kind+`","id":"`+string(id)) || strings.Contains(l, `"id":"`+string(id)+`","kind":"`+kind+`"`) {
					return i
				}
			}
			t.Fatalf("no %s of %s", kind, id)
			return 0
		}
		person := recordtest.ID(record.KindPerson, 0)
		without := func(i int) []string { return append(append([]string{}, lines[:i]...), lines[i+1:]...) }
		with := func(i int, old, next string) []string {
			out := append([]string{}, lines...)
			if !strings.Contains(out[i], old) {
				t.Fatalf("no %s in %s", old, out[i])
			}
			out[i] = strings.Replace(out[i], old, next, 1)
			return out
		}
		target := registrytest.Open(t, e)
		before := target.Archive(t)
		for name, broken := range map[string][]string{
			"the last line":                  lines[:len(lines)-1],
			"half of it":                     lines[:len(lines)/2],
			"half of a line":                 append(append([]string{}, lines[:40]...), lines[40][:len(lines[40])/2]),
			"one record with its history":    append(append([]string{}, lines[:find("series", series.ID)]...), lines[find("series", series.ID)+3:]...),
			"a revision":                     without(find("revision", series.ID)),
			"the last revision":              without(find("revision", series.ID) + 1),
			"a record before its revisions":  without(find("series", series.ID)),
			"personal fields":                without(find("personal", person)),
			"another record":                 with(find("series", series.ID), "deuxième", "deuxieme"),
			"another state":                  with(find("revision", series.ID)+1, "deuxième", "deuxieme"),
			"another actor":                  with(find("revision", series.ID), `"actor":"operator"`, `"actor":"nobody"`),
			"other personal fields":          with(find("personal", person), "PRIVÉ", "PUBLIC"),
			"personal fields erased in part": with(find("personal", person), `"erased_at":""`, `"erased_at":"2026-01-01T00:00:00.000000Z"`),
			"another file":                   with(find("file", record.Ref(exchange.Checksum(recordtest.Bytes(0)))), `"data":"`, `"data":"AAAA`),
			"another sum":                    with(len(lines)-1, `"sha256:`, `"sha256:0`),
			"another number":                 with(len(lines)-1, `"records":`, `"records":1`),
			"a newer schema":                 with(find("series", series.ID), `"schema":1`, `"schema":2`),
			"a field that nobody knows":      with(find("series", series.ID), `"schema":1`, `"schema":1,"colour":"red"`),
		} {
			_, err := target.Import(t.Context(), access.OperatorActor(), registrytest.ArchiveItems([]byte(strings.Join(broken, ""))), "test", func(int) {})
			if err == nil {
				t.Errorf("without or with %s: imported", name)
			}
			sameArchive(t, target.Archive(t), before)
		}
		target.MustImport(t, registrytest.ArchiveItems([]byte(strings.Join(lines, ""))))
		// Histories are the operator's: whoever could import them could write what others never did.
		admin := access.Member("admin", access.Admin, recordtest.ID(record.KindOffice, 0))
		_, err := target.Import(t.Context(), admin, registrytest.ArchiveItems([]byte(strings.Join(lines, ""))), "test", func(int) {})
		wants(t, "an archive imported by an office", err, record.ErrForbidden)
		for _, a := range []access.Actor{admin, access.Public(), {}} {
			wants(t, "an archive made by "+a.Name, target.Export(t.Context(), a, &bytes.Buffer{}, registry.ExportOptions{All: true}), record.ErrForbidden)
		}
	})
}
