package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/press"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/store"
)

// published publishes the sample's report of 2024 in a database, and writes the files of its editions into a folder.
func published(t *testing.T, url string) (dir string) {
	t.Helper()
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), store.Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	g, err := registry.New(t.Context(), registry.Config{DB: db, Places: places})
	if err != nil {
		t.Fatal(err)
	}
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	c := &command{environment: environment{stderr: os.Stderr}, catalogs: catalogs}
	documents, err := c.documents(g, places, "https://ville.example", nil)
	if err != nil {
		t.Fatal(err)
	}
	offices, err := g.Public().Offices(t.Context())
	if err != nil || len(offices) == 0 {
		t.Fatal(err)
	}
	head := access.Member("Bob", access.Head, offices[0].ID)
	template := publish.Template(catalogs, 2024)
	r := &record.Report{Meta: record.Meta{ID: record.KeyID("verify", record.KindReport, "2024"), Kind: record.KindReport, Office: offices[0].ID, Visibility: record.Private},
		Title: template.Title, ReportType: record.AnnualReport, Period: "2024", Stage: record.StageDraft, Blocks: template.Blocks}
	v, err := g.Save(t.Context(), head, r, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	if v, err = g.Ask(t.Context(), head, r.ID, v, ""); err != nil {
		t.Fatal(err)
	}
	if v, err = g.Approve(t.Context(), head, r.ID, v, ""); err != nil {
		t.Fatal(err)
	}
	made, err := documents.Publish(t.Context(), head, press.Request{Report: r.ID, From: v})
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	for _, e := range made {
		for _, format := range []string{"html", "json"} {
			b, err := g.EditionFile(t.Context(), head, e.Publication, e.Lang, format)
			if err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, e.Lang+"."+format), string(b))
		}
	}
	return dir
}

func TestVerifyTellsWhetherADocumentIsTheOnePublished(t *testing.T) {
	t.Parallel()
	db := withSample(t)
	dir := published(t, db)
	archive := filepath.Join(dir, "archive.jsonl")
	write(t, archive, must(t, "export", "--all", "--db", db))
	forged := filepath.Join(dir, "forged.html")
	b, err := os.ReadFile(filepath.Join(dir, "fr.html"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, forged, string(bytes.Replace(b, []byte("13 villes"), []byte("18 villes"), 1)))
	resealed := filepath.Join(dir, "resealed.html") // the checksum, too, was changed
	at := bytes.Index(b, []byte("entente:checksum"))
	sum := string(b[at+len(`entente:checksum" content="`):][:64])
	write(t, resealed, strings.ReplaceAll(string(b), sum, strings.Repeat("0", 64)))
	stranger := filepath.Join(dir, "stranger.html")
	write(t, stranger, "<!doctype html><html><title>a</title><p>8 missions</html>")
	for _, where := range [][]string{{"--db", db}, {"--export", archive}} {
		for _, c := range []struct {
			file   string
			status int
			says   []string
		}{
			{filepath.Join(dir, "fr.html"), 0, []string{"byte for byte", "edition 1", "The checksum of the edition holds.", "have not changed since"}},
			{filepath.Join(dir, "en.json"), 0, []string{"byte for byte"}},
			{forged, exitDiffers, []string{"1 passage differs", "[published: 13 | found: 18] villes"}},
			{resealed, exitDiffers, []string{"[published: " + sum, "found: 0000"}},
			{stranger, exitUnverified, []string{"nothing can be told"}},
			{filepath.Join(dir, "none.html"), exitUnverified, []string{"none.html"}},
		} {
			r := call(t, "", append([]string{"verify", "--lang", "en", c.file}, where...)...)
			for _, want := range c.says {
				if r.status != c.status || !strings.Contains(r.out+r.err, want) {
					t.Errorf("%s %s: status %d, want %d and %q:\n%s%s", where[0], filepath.Base(c.file), r.status, c.status, want, r.out, r.err)
				}
			}
		}
	}
	// Once a mission is gone, the document is still the one published, and what became of the records is told.
	said := call(t, "", "verify", "--json", filepath.Join(dir, "fr.html"), "--db", db)
	if said.status != 0 || !strings.Contains(said.out, `"identical": true`) || !strings.Contains(said.out, `"edition": 1`) {
		t.Errorf("status %d: %s", said.status, said.out)
	}
}
