package e2e_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"entente/e2e/browser"
	"entente/internal/access"
)

// writer composes a page or a report in the browser.
type writer struct {
	filler

	site   *server
	at     string // path of the editor
	client func() *http.Client
}

// composer signs somebody in and opens the editor.
func composer(t *testing.T, site *server, role access.Role, at string, options browser.Options) writer {
	t.Helper()
	client := sync.OnceValue(func() *http.Client { return clientOf(t, site, role) })
	return writer{filler{t, signedIn(t, site, role, at, desk, options)}, site, at, client}
}

func (w writer) goTo(path string) { w.t.Helper(); w.do(w.p.Goto(w.site.base + path)) }

// follow presses what leads to another page.
func (w writer) follow(selector string) { w.t.Helper(); w.do(w.p.Follow(selector)) }

// open opens the form of a block in its place.
func (w writer) open(key string) {
	w.t.Helper()
	w.click("#b-" + key + " [data-edit]")
	w.until(`document.activeElement?.name === 'heading.fr' && !!document.activeElement.closest('#b-` + key + ` .in-place')`)
}

// write puts a text and then a figure of the catalogue, chosen from the picker, in the text of a language.
func (w writer) write(lang, text, figure string) {
	w.t.Helper()
	w.into("text."+lang, text+" ")
	w.click(`[name="text.` + lang + `"]`)
	ask[bool](w.t, w.p, `((e) => (e.setSelectionRange(e.value.length, e.value.length), true))(document.activeElement)`)
	ask[bool](w.t, w.p, `(document.activeElement.previousElementSibling.lastElementChild.click(), true)`) // "Chiffre" of its toolbar
	if got := ask[string](w.t, w.p, `document.activeElement.name`); got != "figure" {
		w.t.Errorf("the picker of figures does not have the focus, %q does", got)
	}
	w.with("figure", figure)
	w.click(`[data-insert]`)
	w.until(fmt.Sprintf(`document.activeElement.name === 'text.%s' && document.activeElement.value.endsWith('{%s}')`, lang, figure))
}

// blocks lists the keys of the blocks in their order.
func (w writer) blocks() []string {
	w.t.Helper()
	return ask[[]string](w.t, w.p, `[...document.querySelectorAll('[data-block]')].map(b => b.dataset.block)`)
}

// change writes one block anew in its place, as an officer does before a correction, has it reviewed, and leaves.
func (w writer) change(key, french, english string) {
	w.t.Helper()
	w.goTo(w.at)
	w.open(key)
	w.into("text.fr", french)
	w.into("text.en", english)
	w.do(w.p.Chord(kb.ModifierCtrl, kb.Enter))
	w.until(`!document.querySelector('.in-place')`)
}

// A report from the template to its third edition, by two people: composed in the browser, reviewed, published, corrected, superseded.
func TestAReportIsComposedReviewedPublishedAndSuperseded(t *testing.T) {
	t.Parallel()
	db, err := common.database(t.Context(), onSQLite, true, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	site, err := serve(must(t, common.program), db)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, site)
	w := composer(t, site, access.Officer, "/fr/app/reports", browser.Options{})
	w.follow(`main a[href$="/reports/new"]`)
	w.into("year", "2024")
	w.follow(`form.report-new button.button-main`)
	w.says(".flash", "Le rapport de 2024 est commencé.")
	w.at = where(t, w.p)

	composeInPlace(w)
	added := addAndMove(w)
	numbersSpeak(w)
	commentAndAsk(w, added)

	h := composer(t, site, access.Head, w.at, browser.Options{})
	h.says("#review", "Prêt à relire.")
	accessible(t, h.p, false)
	h.follow(`#review button[value=approve]`)
	h.says(".flash", "Le rapport est approuvé.")
	publish := strings.TrimSuffix(w.at, "/compose") + "/publish"
	h.goTo(publish)
	h.says("#publish-title", "Publier")
	h.follow(`form[action*="/publish"] button.button-main`)
	h.says(".flash", "L’édition 1 est publiée.")
	h.filesComeOf(1)
	h.follow(`#editions .edition a[href*="/rapports/2024/editions/"]`)
	first := address(t, h.p)
	h.says("main", "huit missions")

	corrected(w, h, publish)
	h.goTo(strings.TrimPrefix(first, site.base))
	h.says("main .box-title", "Une édition plus récente remplace celle-ci")
	h.says("main", "huit missions")
	h.goTo(publish)
	h.says("#editions", "Édition 3")
	accessible(t, h.p, false)
	if n := ask[int](t, h.p, `document.querySelectorAll('#editions .tag-past').length`); n != 2 {
		t.Errorf("%d editions are said to be replaced, want the first and the erratum", n)
	}
	h.goTo("/fr/app/reports")
	h.says(".reports", "Édition 2 (erratum)")
	accessible(t, h.p, false)
	var pages []*page
	for _, path := range []string{w.at, publish, strings.TrimSuffix(publish, "/publish") + "/history", "/fr/app/reports"} {
		for _, lang := range []string{"/fr/", "/en/"} {
			path = lang + path[len(lang):]
			pages = append(pages, &page{path: path, body: w.body(path)})
		}
	}
	validate(t, pages)
	quiet(t, w.p)
	quiet(t, h.p)
}

// composeInPlace writes a block in both languages without leaving the page, sees what is doubtful, and leaves a block alone.
func composeInPlace(w writer) {
	w.t.Helper()
	w.says("#doubts", "« Villes visitées » : les fiches donnent 13, mais un document publié déclare 11.")
	accessible(w.t, w.p, false)
	w.open("introduction")
	accessible(w.t, w.p, false)
	w.write("fr", "En 2024, la Ville a mené", "missions")
	w.until(`document.querySelector('.in-place [data-preview]').innerText.replace(/\u00a0/g, ' ').includes('la Ville a mené huit missions')`)
	w.write("en", "In 2024 the City carried out", "missions")
	w.do(w.p.Chord(kb.ModifierCtrl, kb.Enter))
	w.until(`!document.querySelector('.in-place')`)
	w.says("#b-introduction", "En 2024, la Ville a mené huit missions")
	w.says("#b-introduction .flash", "Le bloc « Introduction » est enregistré.")
	if got, err := w.p.Focused(); err != nil || got.ID != "b-introduction" {
		w.t.Errorf("the focus is on %+v, %v, not on the block that was saved", got, err)
	}

	// Escape leaves: at once where nothing is typed, after a question where something is.
	w.open("highlights")
	w.do(w.p.Press(kb.Escape))
	w.until(`!document.querySelector('.in-place') && document.activeElement.matches('#b-highlights [data-edit]')`)
	w.open("highlights")
	w.into("heading.fr", "Autre titre")
	ask[bool](w.t, w.p, `(window.asked = [], window.confirm = (words) => (window.asked.push(words), window.asked.length > 1), true)`)
	w.do(w.p.Press(kb.Escape))
	w.until(`window.asked.length === 1 && !!document.querySelector('.in-place')`)
	if !ask[bool](w.t, w.p, `!window.dispatchEvent(new Event('beforeunload', {cancelable: true}))`) {
		w.t.Error("the page is left without a word while a text is not saved")
	}
	w.do(w.p.Press(kb.Escape))
	w.until(`window.asked.length === 2 && !document.querySelector('.in-place')`)
	w.says("#b-highlights h2", "Faits saillants")

	w.goTo(w.at + "?text=en")
	w.says("#b-introduction", "In 2024 the City carried out eight missions")
	w.goTo(w.at)
}

// addAndMove adds a block below the introduction and moves it above it with the keyboard alone.
func addAndMove(w writer) string {
	w.t.Helper()
	before := w.blocks()
	w.follow(`#b-introduction [data-add]`)
	accessible(w.t, w.p, false)
	w.follow(`.sorts a[href*="sort=text"]`)
	w.into("heading.fr", "Mot de la direction")
	w.into("heading.en", "A word from the head")
	w.into("text.fr", "Une année **pleine**.")
	w.until(`document.querySelector('[data-preview] strong')?.innerText === 'pleine'`)
	w.into("text.en", "A **full** year.")
	accessible(w.t, w.p, false)
	w.send("save")
	w.says(".flash", "Le bloc « Mot de la direction » est ajouté.")
	now := w.blocks()
	if len(now) != len(before)+1 || now[0] != before[0] || now[2] != before[1] {
		w.t.Fatalf("the blocks are %v, want a new one below the first of %v", now, before)
	}
	added := now[1]
	ask[bool](w.t, w.p, fmt.Sprintf(`(document.getElementById('b-%s').focus(), true)`, added))
	w.do(w.p.Chord(kb.ModifierAlt, kb.ArrowUp))
	w.until(`document.readyState === 'complete' && (document.querySelector('.flash')?.innerText ?? '').includes('est déplacé')`)
	if now = w.blocks(); now[0] != added || now[1] != before[0] {
		w.t.Errorf("after Alt+Up the blocks are %v", now)
	}
	if got, err := w.p.Focused(); err != nil || got.ID != "b-"+added {
		w.t.Errorf("the focus is on %+v, %v, not on the block that was moved", got, err)
	}
	w.do(w.p.Chord(kb.ModifierAlt, kb.ArrowDown))
	w.until(fmt.Sprintf(`document.readyState === 'complete' && document.querySelector('[data-block]')?.dataset.block === %q`, before[0]))
	return added
}

// numbersSpeak sees what a number counts: under the focus, gone with Escape, and for good when it is pressed.
func numbersSpeak(w writer) {
	w.t.Helper()
	const note = `document.querySelector('.figure-note:popover-open')`
	ask[bool](w.t, w.p, `(document.querySelector('#b-tiles [data-figure]').focus(), true)`)
	w.until(note + ` !== null`)
	w.says(".figure-note:popover-open", "Comme déclaré : 21")
	w.do(w.p.Press(kb.Escape))
	w.until(note + ` === null`)
	w.click(`#b-tiles [data-figure]`)
	w.until(note + ` !== null`)
	ask[bool](w.t, w.p, `(document.activeElement.blur(), true)`)
	if n := ask[int](w.t, w.p, `document.querySelectorAll('.figure-note:popover-open').length`); n != 1 {
		w.t.Errorf("%d notes are open after the number was pressed, want one", n)
	}
	accessible(w.t, w.p, false)
	w.follow(`.figure-note:popover-open a`)
	titled(w.t, w.p, "Accueils")
	accessible(w.t, w.p, false)
}

// commentAndAsk comments on a block and asks for a review, which whoever asks cannot decide; the history tells what was done.
func commentAndAsk(w writer, added string) {
	w.t.Helper()
	w.goTo(w.at)
	w.follow(`#b-` + added + ` [data-talk]`)
	w.click("#words")
	w.do(w.p.Press("À faire relire par la mairie."))
	w.follow(`#talk button[value=say]`)
	w.says("#talk .comments", "À faire relire par la mairie.")
	w.goTo(w.at)
	w.says(`#b-`+added+` [data-talk]`, "1")
	w.click("#review-words")
	w.do(w.p.Press("Prêt à relire."))
	w.follow(`#review button[value=ask]`)
	w.says(".flash", "La révision est demandée.")
	if n := ask[int](w.t, w.p, `document.querySelectorAll('#review button').length`); n != 0 {
		w.t.Errorf("whoever asked for the review has %d buttons to decide it", n)
	}
	w.goTo(strings.TrimSuffix(w.at, "/compose") + "/history?from=1&to=2")
	w.says("#differences", "Introduction – Texte, en français")
	w.says("#differences", "ajouté : {missions}")
	w.says("#differences", "Introduction – Texte, en anglais")
	w.goTo(strings.TrimSuffix(w.at, "/compose") + "/history?from=2&to=3")
	w.says("#differences", "Bloc ajouté : Mot de la direction")
	w.goTo(strings.TrimSuffix(w.at, "/compose") + "/history?from=3&to=4")
	w.says("#differences", "Ordre des blocs")
	accessible(w.t, w.p, false)
}

// corrected publishes an erratum, which has to say what it corrects, then a new edition.
func corrected(w, h writer, publish string) {
	w.t.Helper()
	w.change("introduction", "La Ville a mené {missions} en sept pays.", "The City carried out {missions} in seven countries.")
	w.says("#b-introduction .flash", "l’approbation est retirée, le rapport redevient un brouillon.")
	w.follow(`#review button[value=ask]`)
	h.goTo(h.at)
	h.follow(`#review button[value=approve]`)
	h.goTo(publish)
	h.click(`input[value=erratum]`)
	h.follow(`form[action*="/publish"] button.button-main`)
	h.says(".problems", "Dire ce que l’erratum corrige : rien n’est publié.")
	h.into("corrects.fr", "Le nombre de pays manquait.")
	h.into("corrects.en", "The number of countries was missing.")
	h.follow(`form[action*="/publish"] button.button-main`)
	h.says(".flash", "L’édition 2 est publiée.")
	h.follow(`#editions .edition a[href*="/rapports/2024/editions/"]`)
	h.says("main", "Le nombre de pays manquait.")

	w.change("introduction", "L’année en bref.", "The year in brief.")
	w.follow(`#review button[value=ask]`)
	h.goTo(h.at)
	h.follow(`#review button[value=approve]`)
	h.goTo(publish)
	h.follow(`form[action*="/publish"] button.button-main`)
	h.says(".flash", "L’édition 3 est publiée.")
}

// filesComeOf waits, without asking, for the files of an edition, and downloads them.
func (w writer) filesComeOf(edition int) {
	w.t.Helper()
	if first := read(w.t, w.p, "#editions"); strings.Count(first, "PDF") != 2 {
		w.t.Errorf("the PDF files of both languages are not told of: %s", first)
	}
	const patience = 4 * time.Minute
	const links = `[...document.querySelectorAll('#editions .edition:first-of-type a[download]')].map(a => a.pathname)`
	var files []string
	for deadline := time.Now().Add(patience); len(files) != 8; time.Sleep(time.Second) {
		if time.Now().After(deadline) {
			w.t.Fatalf("edition %d has %d files after %s: %s", edition, len(files), patience, read(w.t, w.p, "#editions"))
		}
		files = ask[[]string](w.t, w.p, links)
	}
	begins := map[string]string{"pdf": "%PDF-", "docx": "PK", "html": "<!doctype html>", "json": "{"}
	for _, file := range files {
		data := w.body(file)
		format := file[strings.LastIndexByte(file, '.')+1:]
		if !bytes.HasPrefix(bytes.ToLower(data[:min(len(data), 20)]), bytes.ToLower([]byte(begins[format]))) {
			w.t.Errorf("%s begins with %q", file, data[:min(len(data), 20)])
		}
		want := map[string]string{"fr": "huit missions", "en": "eight missions"}[file[strings.LastIndexByte(file, '/')+1:][:2]]
		if said := strings.ReplaceAll(string(data), "\u00a0", " "); (format == "html" || format == "json") && !strings.Contains(said, want) {
			w.t.Errorf("%s does not say %q", file, want)
		}
	}
}

// body is what the writer is answered at an address.
func (w writer) body(path string) []byte {
	w.t.Helper()
	answer, err := w.client().Get(w.site.base + path)
	w.do(err)
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	w.do(err)
	if answer.StatusCode != http.StatusOK {
		w.t.Errorf("%s: status %d", path, answer.StatusCode)
	}
	return data
}

// clientOf is somebody who has signed in, without a browser.
func clientOf(t *testing.T, site *server, role access.Role) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	answer, err := client.PostForm(site.base+"/fr/app/sign-in", url.Values{"email": {emailOf(role)}, "password": {password}})
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return client
}

// A page of the public site is composed with the same editor by somebody whose browser runs no scripts. Nobody sees it before it is
// put online, nor after it was taken off.
func TestAPublicPageIsComposedWithoutScripts(t *testing.T) {
	t.Parallel()
	site := must(t, common.staff)
	w := composer(t, site, access.Head, "/fr/app/records/page/new", browser.Options{NoScript: true})
	w.into("title.fr", "Accueillir une délégation")
	w.into("title.en", "Receiving a delegation")
	w.send("save")
	w.says(".flash", "Accueillir une délégation : la fiche est créée.")
	w.at = where(t, w.p)
	record := strings.TrimSuffix(w.at, "/compose")
	public := "/fr/pages/" + record[strings.LastIndexByte(record, '/')+1:]

	w.follow(`.part-add-last a`)
	w.follow(`.sorts a[href*="sort=text"]`)
	w.into("heading.fr", "Avant la visite")
	w.into("heading.en", "Before the visit")
	w.into("text.fr", "Écrire au **Bureau**. Accueils de l’an dernier :")
	w.into("text.en", "Write to the **Office**. Visits received last year:")
	w.click(`.figure-picker summary`)
	w.with("figure", "visits")
	w.with("form", "number")
	w.follow(`button[value=insert]`)
	if got := ask[string](t, w.p, `document.querySelector('[name="text.fr"]').value`); !strings.HasSuffix(got, "{visits:number}") {
		t.Errorf("the figure is not put in the text: %q", got)
	}
	w.send("preview")
	w.says("[data-preview] strong", "Bureau")
	w.send("save")
	w.says(".flash", "Le bloc « Avant la visite » est ajouté.")
	w.follow(`.part-add-last a`)
	w.follow(`.sorts a[href*="sort=text"]`)
	w.into("heading.fr", "Pendant la visite")
	w.send("save")
	w.follow(`.part-block:last-of-type [data-move=up]`)
	w.says(".flash", "Le bloc « Pendant la visite » est déplacé.")
	w.says(".sheet-title + .part-block h2", "Pendant la visite")
	w.follow(`.sheet-title + .part-block [data-remove]`)
	w.says(".flash", "Le bloc « Pendant la visite » est retiré.")

	w.goTo(record + "/edit")
	if n := ask[int](t, w.p, `document.querySelectorAll('#form [name^="blocks"]').length`); n != 0 {
		t.Errorf("the form of the page has %d fields of blocks", n)
	}
	w.into("order", "7")
	w.send("save")
	w.goTo(w.at)
	w.says(".part-block", "Écrire au Bureau.")

	status := func(want int) {
		t.Helper()
		answer, err := http.Get(site.base + public)
		w.do(err)
		w.do(answer.Body.Close())
		if answer.StatusCode != want {
			t.Errorf("the public is answered %d, want %d", answer.StatusCode, want)
		}
	}
	status(http.StatusNotFound)
	w.goTo(record + "/publish")
	w.says("#publish-title ~ p", "Cette page n’est pas en ligne.")
	accessible(t, w.p, false)
	w.follow(`button[value=on]`)
	w.says(".flash", "La page « Accueillir une délégation » est en ligne.")
	status(http.StatusOK)
	w.follow(`#publish-title ~ p a[href*="/pages/"]`)
	titled(t, w.p, "Accueillir une délégation")
	if said := read(t, w.p, "main"); !strings.Contains(said, "Écrire au Bureau.") || strings.ContainsAny(said, "{*") {
		t.Errorf("the public reads %q", said)
	}
	w.goTo(record + "/publish")
	w.follow(`button[value=off]`)
	status(http.StatusNotFound)
}
