package e2e_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"entente/e2e/browser"
	"entente/internal/access"
)

// drop lets go of a file over a form, as somebody who brings it from a folder.
func (f filler) drop(form, name string, data []byte) {
	f.t.Helper()
	ok := ask[bool](f.t, f.p, fmt.Sprintf(`(() => {
		const raw = Uint8Array.from(atob(%q), c => c.charCodeAt(0)), given = new DataTransfer(), form = document.querySelector(%q)
		given.items.add(new File([raw], %q))
		form.dispatchEvent(new DragEvent('dragover', {bubbles: true, cancelable: true, dataTransfer: given}))
		if (!form.classList.contains('drop-over')) return false
		form.dispatchEvent(new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: given}))
		return !form.classList.contains('drop-over') && form.querySelector('[role=status]').innerText === %q
	})()`, base64.StdEncoding.EncodeToString(data), form, name, name))
	if !ok {
		f.t.Fatalf("%s was not taken by %s", name, form)
	}
}

// A PDF and a Word file are dropped on a record; each is found by a word that its text alone holds, by the staff and by nobody else.
func TestFilesAreFoundByTheirWords(t *testing.T) {
	onEachEngineAlone(t, filesAreFoundByTheirWords)
}

func filesAreFoundByTheirWords(t *testing.T, site *server) {
	t.Helper()
	pdf, err := os.ReadFile("../internal/extract/testdata/typst.pdf")
	if err != nil {
		t.Fatal(err)
	}
	var word bytes.Buffer
	z := zip.NewWriter(&word)
	part, err := z.Create("word/document.xml")
	if err == nil {
		_, err = part.Write([]byte(`<w:p><w:r><w:t>Le protocole prévoit un gonfalon.</w:t></w:r></w:p>`))
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	p := signedIn(t, site, access.Officer, "/fr/app/", desk, browser.Options{})
	defer p.Close()
	f := filler{t, p}
	at := f.made(site, "Ville de Mons")
	for _, c := range []struct {
		name, word string
		data       []byte
	}{{"proces-verbal.pdf", "affluents", pdf}, {"protocole.docx", "gonfalons", word.Bytes()}} {
		f.do(p.Goto(at))
		f.drop("#documents form[data-drop]", c.name, c.data)
		f.do(p.Follow("#documents form[data-drop] button"))
		f.says(".flash", c.name)
		title := strings.TrimSuffix(strings.TrimSuffix(c.name, ".pdf"), ".docx")
		f.do(p.Goto(site.base + "/fr/app/find?q=" + url.QueryEscape(c.word)))
		f.says("main", title)
		f.says("main mark", strings.TrimSuffix(c.word, "s"))
		f.do(p.Goto(site.base + "/fr/recherche?q=" + url.QueryEscape(c.word)))
		if said := read(t, p, "main"); strings.Contains(said, title) || strings.Contains(said, "gonfalon.") {
			t.Errorf("the public finds a private file: %s", said)
		}
	}
}

// A long spreadsheet is dropped on the page of imports; the page tells how far it has come, and gives way by itself.
func TestALongSpreadsheetShowsItsProgress(t *testing.T) {
	onEachEngineAlone(t, aLongSpreadsheetShowsItsProgress)
}

func aLongSpreadsheetShowsItsProgress(t *testing.T, site *server) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("Titre (fr);Dates\n")
	for n := range 6000 {
		fmt.Fprintf(&b, "Rencontre %04d du réseau;%d-03-04\n", n, 2001+n%24)
	}
	p := signedIn(t, site, access.Officer, "/fr/app/import", desk, browser.Options{})
	defer p.Close()
	f := filler{t, p}
	f.with("kind", "event")
	f.drop("form[data-drop]", "rencontres.csv", b.Bytes())
	f.do(p.Follow("form[enctype] button.button-main"))
	f.do(p.Follow(`form[action$="/map"] button.button-main`))
	if ask[bool](t, p, `!!document.querySelector('[data-progress]')`) { // a fast machine is done by then
		f.says("main h2", "Examen des lignes")
		accessible(t, p, false)
		show(t, p, desk, false, false)
	}
	for range 600 { // a minute, on a machine that does much else
		if ask[bool](t, p, `!!document.querySelector('form[action$="/commit"]')`) {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	f.says("main", "Nouvelle (6 000)")
	quiet(t, p)
}
