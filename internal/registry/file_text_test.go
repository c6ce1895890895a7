package registry_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/extract"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// letter is a document of a word processor that says something.
func letter(t *testing.T, words string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create("word/document.xml")
	if err == nil {
		_, err = f.Write([]byte("<w:p><w:r><w:t>" + words + "</w:t></w:r></w:p>"))
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func fileOf(seed int, v record.Visibility, name string, data []byte) *record.Document {
	return &record.Document{
		Meta:  record.Meta{ID: id(record.KindDocument, seed), Kind: record.KindDocument, Office: office(0), Visibility: v},
		Title: record.Text{FR: "Annexe"}, Language: "fr", FileName: name, Size: int64(len(data)), SHA256: exchange.Checksum(data),
	}
}

// found asks as somebody, or as the public, and gives the ids.
func foundBy(t *testing.T, g *registry.Registry, a *access.Actor, word string) ([]record.Ref, publish.SearchPage) {
	t.Helper()
	q := publish.SearchQuery{Text: word, Lang: "fr"}
	var page publish.SearchPage
	var err error
	if a == nil {
		page, err = g.Public().Search(t.Context(), q)
	} else {
		page, err = g.Search(t.Context(), *a, q)
	}
	if err != nil {
		t.Fatal(err)
	}
	var ids []record.Ref
	for _, h := range page.Hits {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	return ids, page
}

// TestWordsOfFilesAreFound by whoever may see the document, however the file came, and by nobody else.
func TestWordsOfFilesAreFound(t *testing.T) {
	t.Parallel()
	pdf, err := os.ReadFile("../extract/testdata/typst.pdf") // the Procès-verbal of an "accord de coopération"
	if err != nil {
		t.Fatal(err)
	}
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		of, other := access.Member("a", access.Officer, office(0)), access.Member("b", access.Officer, office(1))
		word := letter(t, "Essais de l’hydravion sur le Saguenay, et œuvres complètes")
		public, private := fileOf(1, record.Public, "lettre.docx", word), fileOf(2, record.Private, "proces.pdf", pdf)
		// one attached to a record, one imported before its bytes
		if sum, err := w.Attach(t.Context(), of, word); err != nil || sum != public.SHA256 {
			t.Fatal(sum, err)
		}
		w.MustSave(t, public, 0)
		w.MustImport(t, registrytest.Of([]exchange.Item{{Where: "x", Record: private}, {File: &exchange.File{Kind: "file", ID: private.SHA256, Office: office(0), Data: pdf}}}))
		want := func(when, ask string, a *access.Actor, ids ...record.Ref) {
			t.Helper()
			got, page := foundBy(t, w.Registry, a, ask)
			if !slices.Equal(got, ids) || page.Total != len(ids) {
				t.Errorf("%s, %q finds %v of %d, not %v", when, ask, got, page.Total, ids)
			}
		}
		for _, ask := range []string{"hydravion", "\"sur le saguenay\"", "annexe oeuvre complete"} {
			want("at first", ask, &of, public.ID)
			want("at first", ask, &other, public.ID)
			want("at first", ask, nil, public.ID)
		}
		want("at first", "cooperations", &of, private.ID)
		want("at first", "cooperations", &other)
		want("at first", "cooperations", nil)
		_, page := foundBy(t, w.Registry, nil, "hydravion")
		var passage strings.Builder
		for _, r := range page.Hits[0].Passage.Runs {
			passage.WriteString(r.Text)
		}
		if passage.String() != "Essais de l’hydravion sur le Saguenay, et œuvres complètes" {
			t.Errorf("the passage is %q", passage.String())
		}
		w.MustBeSound(t)

		// made again from what is kept, by a registry that cannot open files
		w.Exec(t, `UPDATE setting SET value = '' WHERE name = 'search.indexed'`)
		again, err := registry.New(t.Context(), registry.Config{DB: w.DB, Places: w.Places, Now: w.Clock.Now, Words: func(context.Context, []byte) (string, error) {
			t.Error("a file was opened again")
			return "", extract.ErrBroken
		}})
		if err != nil {
			t.Fatal(err)
		}
		if n, err := again.ReadFiles(t.Context(), access.OperatorActor()); n != 0 || err != nil {
			t.Errorf("%d files were read again: %v", n, err)
		}
		if _, err := again.Attach(t.Context(), of, word); err != nil {
			t.Error(err)
		}
		want("indexed again", "hydravion", nil, public.ID)
		want("indexed again", "coopération", &of, private.ID)

		// published, hidden again, withdrawn
		private.Visibility = record.Public
		w.MustSave(t, private, 1)
		want("published", "coopération", nil, private.ID)
		public.Visibility = record.Private
		w.MustSave(t, public, 1)
		want("hidden", "hydravion", nil)
		want("hidden", "hydravion", &other)
		if _, err := w.Withdraw(t.Context(), access.OperatorActor(), private.ID, 2, ""); err != nil {
			t.Fatal(err)
		}
		want("withdrawn", "coopération", nil)
		want("withdrawn", "coopération", &of)
		w.MustBeSound(t)
	})
}

// TestFilesThatAreSlowOrBroken keep nobody from attaching them, and are not opened for ever.
func TestFilesThatAreSlowOrBroken(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		op := access.OperatorActor()
		opened := 0
		ends := func(ctx context.Context, _ []byte) (string, error) { return "lenteur", ctx.Err() }
		g, err := registry.New(t.Context(), registry.Config{DB: w.DB, Places: w.Places, Now: w.Clock.Now, Words: func(ctx context.Context, file []byte) (string, error) {
			opened++
			return ends(ctx, file)
		}})
		if err != nil {
			t.Fatal(err)
		}
		state := func() string { return w.Text(t, `SELECT state FROM file_text`) }
		data := letter(t, "x")
		// somebody attaches a file and goes away
		gone, leave := context.WithCancel(t.Context())
		ends = func(ctx context.Context, _ []byte) (string, error) { leave(); return "", ctx.Err() }
		if _, err := g.Attach(gone, op, data); !errors.Is(err, context.Canceled) || state() != "waiting" {
			t.Errorf("left alone: %v, %s", err, state())
		}
		w.MustSave(t, fileOf(1, record.Public, "lettre.docx", data), 0)
		// the program dies three times over it
		w.Exec(t, `UPDATE file_text SET tries = 3`)
		if n, err := g.ReadFiles(t.Context(), op); n != 1 || err != nil || state() != "broken" || opened != 1 {
			t.Errorf("after three deaths: %d, %v, %s, opened %d times", n, err, state(), opened)
		}
		// other rules give it another chance
		w.Exec(t, `UPDATE file_text SET rules = 0`)
		ends = func(context.Context, []byte) (string, error) { return "lenteur", nil }
		if n, err := g.ReadFiles(t.Context(), op); n != 1 || err != nil || state() != "read" {
			t.Errorf("by other rules: %d, %v, %s", n, err, state())
		}
		if ids, _ := foundBy(t, g, nil, "lenteur"); len(ids) != 1 {
			t.Errorf("found %v", ids)
		}
		for want, failure := range map[string]error{"none": extract.ErrNoWords, "broken": extract.ErrBroken} {
			w.Exec(t, `UPDATE file_text SET rules = 0`)
			ends = func(context.Context, []byte) (string, error) { return "", failure }
			if n, err := g.ReadFiles(t.Context(), op); n != 1 || err != nil || state() != want {
				t.Errorf("%v: %d, %v, %s", failure, n, err, state())
			}
		}
		if ids, _ := foundBy(t, g, nil, "lenteur"); len(ids) != 0 {
			t.Errorf("words that are no longer read find %v", ids)
		}
		w.MustBeSound(t)
	})
}
