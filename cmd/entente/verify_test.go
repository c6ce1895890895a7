package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/press"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/render"
	"entente/internal/render/pdf"
	"entente/internal/store"
	"entente/internal/typst/typsttest"
)

// publisher publishes the sample's report of 2024 and changes what it draws on, in a database that the program reads beside.
type publisher struct {
	*registry.Registry
	pdf  *pdf.Press
	made []publish.Edition
	head access.Actor
}

func publishing(t *testing.T, url string) *publisher {
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
	p := &publisher{}
	if p.Registry, err = registry.New(t.Context(), registry.Config{DB: db, Places: places}); err != nil {
		t.Fatal(err)
	}
	setter, err := typsttest.Config()
	if err != nil {
		t.Fatal(err)
	}
	p.pdf = pdf.New(pdf.Config{Typst: setter})
	t.Cleanup(p.pdf.Close)
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	c := &command{environment: environment{stderr: os.Stderr}, catalogs: catalogs}
	documents, err := c.documents(p.Registry, places, "https://ville.example", func(c *press.Config) { c.PDF = p.pdf })
	if err != nil {
		t.Fatal(err)
	}
	offices, err := p.Public().Offices(t.Context())
	if err != nil || len(offices) == 0 {
		t.Fatal(err)
	}
	p.head = access.Member("Bob", access.Head, offices[0].ID)
	template := publish.Template(catalogs, 2024)
	r := &record.Report{Meta: record.Meta{ID: record.KeyID("verify", record.KindReport, "2024"), Kind: record.KindReport, Office: offices[0].ID, Visibility: record.Private},
		Title: template.Title, ReportType: record.AnnualReport, Period: "2024", Stage: record.StageDraft, Blocks: template.Blocks}
	v, err := p.Save(t.Context(), p.head, r, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	if v, err = p.Ask(t.Context(), p.head, r.ID, v, ""); err != nil {
		t.Fatal(err)
	}
	if v, err = p.Approve(t.Context(), p.head, r.ID, v, ""); err != nil {
		t.Fatal(err)
	}
	if p.made, err = documents.Publish(t.Context(), p.head, press.Request{Report: r.ID, From: v}); err != nil {
		t.Fatal(err)
	}
	if said, err := documents.Make(t.Context()); err != nil || said != "made 2, missed 0" {
		t.Fatalf("the PDF: %q, %v", said, err)
	}
	return p
}

// files writes the files of the editions into a folder, and tells what they hold.
func (p *publisher) files(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, e := range p.made {
		for _, format := range []string{"html", "json", "docx", "pdf"} {
			b, err := p.EditionFile(t.Context(), p.head, e.Publication, e.Lang, format)
			if err != nil {
				t.Fatal(err)
			}
			out[e.Lang+"."+format] = b
			write(t, filepath.Join(dir, e.Lang+"."+format), string(b))
		}
	}
	return out
}

// edit changes a public record on which the editions draw, and tells what it is called.
func (p *publisher) edit(t *testing.T, key string, change func(m *record.Mission)) (id record.Ref, title string) {
	t.Helper()
	id = record.KeyID("ville-de-quebec", record.KindMission, key)
	e, err := p.Get(t.Context(), p.head, id)
	if err != nil {
		t.Fatal(err)
	}
	m := e.Record.(*record.Mission)
	change(m)
	if _, err := p.Save(t.Context(), p.head, m, e.Version, ""); err != nil {
		t.Fatal(err)
	}
	return id, m.Title.FR
}

// TestVerifyTellsWhetherADocumentIsTheOnePublished holds files that were published, that went through other programs, and in which
// one digit was changed, against a database and against an archive; and tells what became of the records.
func TestVerifyTellsWhetherADocumentIsTheOnePublished(t *testing.T) {
	t.Parallel()
	db, dir := withSample(t), t.TempDir()
	p := publishing(t, db)
	files := p.files(t, dir)
	at := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		write(t, path, string(b))
		return path
	}
	page := files["fr.html"]
	mark := bytes.Index(page, []byte("entente:checksum"))
	sum := string(page[mark+len(`entente:checksum" content="`):][:64])
	half := func(name string) []byte { return files[name][:len(files[name])/2] }
	digit := func(name string) []byte { return replaced(t, files[name], "13 villes", "18 villes") }
	paint, painted := repainted(t, files["fr.pdf"])
	type want struct {
		file   string
		status int
		fr, en string
	}
	wants := []want{
		{at("resealed.html", bytes.ReplaceAll(page, []byte(sum), bytes.Repeat([]byte("0"), 64))), exitDiffers, "[publié : " + sum + " | trouvé : 0000", "[published: " + sum + " | found: 0000"},
		{at("stranger.html", []byte("<!doctype html><html><title>a</title><p>8 missions</html>")), exitUnverified, "ne porte pas la marque d’une édition publiée ici", "nothing can be told"},
		{at("stranger.pdf", bytes.ReplaceAll(files["fr.pdf"], []byte("entente:edition:"), []byte("another:edition:"))), 0, "édition 1 publiée", "edition 1 published"}, // its last page says it, too
		{at("draft.docx", []byte(must(t, "report", "2024", "--format", "docx", "--lang", "fr", "--db", db))), exitUnverified, "ou c’est une version de travail", "or be a working version"},
		{filepath.Join(dir, "none.html"), exitUnverified, "none.html", "none.html"},
		{at("empty.pdf", nil), exitUnverified, "empty.pdf n’est pas un document HTML, PDF, DOCX ou JSON qui se lise", "empty.pdf is no HTML, PDF, DOCX or JSON document"},
		{at("half.pdf", half("fr.pdf")), exitUnverified, "qui se lise", "that can be read"},
		{at("half.docx", half("fr.docx")), exitUnverified, "qui se lise", "that can be read"},
		{at("half.json", half("fr.json")), exitUnverified, "qui se lise", "that can be read"},
		{at("half.html", half("fr.html")), exitDiffers, "| trouvé : ∅]", "| found: ∅]"},
		{at("digit.html", digit("fr.html")), exitDiffers, "dans sept pays et [publié : 13 | trouvé : 18] villes", "[published: 13 | found: 18] villes"},
		{at("digit.json", digit("fr.json")), exitDiffers, `[publié : "13 | trouvé : "18] villes`, `[published: "13 | found: "18] villes`},
		{at("digit.docx", inZip(t, files["fr.docx"], "word/document.xml", ">13 villes<", ">18 villes<")), exitDiffers, "dans sept pays et [publié : 13 | trouvé : 18] villes", "[published: 13 | found: 18] villes"},
		{at("digit.pdf", p.reset(t, "13 villes", "18 villes")), exitDiffers, "dans sept pays et [publié : 13 | trouvé : 18] villes", "[published: 13 | found: 18] villes"},
		{at("paint.pdf", paint), exitDiffers, "[publié : " + painted[0] + " | trouvé : " + painted[1] + "]", "[published: " + painted[0] + " | found: " + painted[1] + "]"},
		{office(t, filepath.Join(dir, "fr.docx")), 0, "Le texte et les chiffres sont ceux qui ont été publiés.", "Text and figures are those published."},
	}
	for _, lang := range []string{"fr", "en"} {
		for _, format := range []string{"html", "json", "docx", "pdf"} {
			wants = append(wants, want{filepath.Join(dir, lang+"."+format), 0, "octet pour octet", "byte for byte"})
		}
	}
	archive := at("archive.jsonl", []byte(must(t, "export", "--all", "--db", db)))
	for _, w := range wants {
		where := [][]string{{"--db", db}}
		if name := filepath.Base(w.file); name == "en.pdf" || name == "digit.docx" || name == "draft.docx" {
			where = append(where, []string{"--export", archive})
		}
		for _, in := range where {
			for lang, says := range map[string]string{"fr": w.fr, "en": w.en} {
				r := call(t, "", append([]string{"verify", "--lang", lang, w.file}, in...)...)
				said := strings.ReplaceAll(r.out+r.err, "\u00a0", " ")
				if r.status != w.status || !strings.Contains(said, says) {
					t.Errorf("%s %s %s: status %d, want %d and %q:\n%s", lang, in[0], filepath.Base(w.file), r.status, w.status, says, said)
				}
				if !strings.Contains(said, "changed since") && w.status == 0 && lang == "en" && !strings.Contains(said, "have not changed since") {
					t.Errorf("%s: nothing is said of its records:\n%s", filepath.Base(w.file), said)
				}
			}
		}
	}
	p.moves(t, db, dir)
}

// moves changes two missions of the report. It is still the one published; which records and figures are others now is told.
func (p *publisher) moves(t *testing.T, db, dir string) {
	t.Helper()
	hidden, secret := p.edit(t, "boston", func(m *record.Mission) { m.Visibility = record.Private })
	changed, title := p.edit(t, "cordoue-zurich-geneve-lausanne-paris", func(m *record.Mission) { m.Title.FR += " (corrigé)" })
	archive := filepath.Join(dir, "later.jsonl")
	write(t, archive, must(t, "export", "--all", "--db", db))
	for _, where := range [][]string{{"--db", db}, {"--export", archive}} {
		for lang, wants := range map[string][]string{
			"fr": {"octet pour octet", "2 fiches ont changé depuis :", title + " (" + string(changed) + ") : version 1, maintenant 2.", secret + " (" + string(hidden) + ") : n’est plus une fiche publique.", "Missions : 8 dans le document, 7 d’après les fiches d’aujourd’hui."},
			"en": {"byte for byte", "2 records changed since:", "(" + string(hidden) + "): no longer a public record."},
		} {
			r := call(t, "", append([]string{"verify", "--lang", lang, filepath.Join(dir, "fr.pdf")}, where...)...)
			for _, want := range wants {
				if said := strings.ReplaceAll(r.out, "\u00a0", " "); r.status != 0 || !strings.Contains(said, want) {
					t.Errorf("%s %s: status %d, want %q:\n%s%s", lang, where[0], r.status, want, said, r.err)
				}
			}
		}
	}
	said := call(t, "", "verify", "--json", filepath.Join(dir, "fr.html"), "--db", db)
	for _, want := range []string{`"identical": true`, `"edition": 1`, `"gone": [`, string(hidden), string(changed), `"key": "missions"`} {
		if said.status != 0 || !strings.Contains(said.out, want) {
			t.Errorf("status %d, without %q: %s", said.status, want, said.out)
		}
	}
}

// reset sets the edition in French anew with one text changed: it claims to be the one published.
func (p *publisher) reset(t *testing.T, text, by string) []byte {
	t.Helper()
	e := p.made[slices.IndexFunc(p.made, func(e publish.Edition) bool { return e.Lang == "fr" })]
	e.Snapshot = string(replaced(t, []byte(e.Snapshot), text, by))
	paper, err := e.Paper()
	if err != nil {
		t.Fatal(err)
	}
	b, err := p.pdf.Write(t.Context(), paper, render.Links{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func replaced(t *testing.T, b []byte, text, by string) []byte {
	t.Helper()
	if !bytes.Contains(b, []byte(text)) {
		t.Fatalf("there is no %q", text)
	}
	return bytes.Replace(b, []byte(text), []byte(by), 1)
}

// office has a word processor open a file and save it as it is.
func office(t *testing.T, file string) string {
	t.Helper()
	dir := t.TempDir()
	out, err := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "docx:MS Word 2007 XML",
		"--outdir", dir, file).CombinedOutput()
	if err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, out)
	}
	return filepath.Join(dir, filepath.Base(file))
}
