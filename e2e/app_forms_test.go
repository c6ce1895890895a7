package e2e_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"entente/e2e/browser"
	"entente/internal/access"
	"entente/internal/record"
)

// filler fills a form in the browser as people do: by typing and by choosing from lists.
type filler struct {
	t *testing.T
	p *browser.Page
}

func (f filler) do(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// click brings something to the middle of the window, clear of the bar at the bottom, and clicks it.
func (f filler) click(selector string) {
	f.t.Helper()
	ask[bool](f.t, f.p, fmt.Sprintf(`(document.querySelector(%q)?.scrollIntoView({block: 'center'}), true)`, selector))
	f.do(f.p.Click(selector))
}

// into types a text in a field, which is emptied first.
func (f filler) into(name, text string) {
	f.t.Helper()
	f.click(field(name))
	ask[bool](f.t, f.p, `(document.activeElement.select(), true)`)
	f.do(f.p.Press(text))
}

// with chooses an option or a radio by its value.
func (f filler) with(name, value string) {
	f.t.Helper()
	ask[bool](f.t, f.p, fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.value = %q; e.dispatchEvent(new Event('change', {bubbles: true})); return e.value === %q })()`,
		`select[name="`+name+`"]`, value, value))
}

// from types in a combobox and takes the first line that holds some words, with the keyboard alone.
func (f filler) from(name, text, words string) {
	f.t.Helper()
	f.into(name, text)
	id := ask[string](f.t, f.p, fmt.Sprintf(`document.querySelector(%q).id`, field(name)))
	lines := fmt.Sprintf(`[...document.querySelectorAll('[id="%s-list"] [role=option]')].map(o => o.innerText.replace(/\s+/g, ' '))`, id)
	f.until(fmt.Sprintf(`%s.some(s => s.includes(%q))`, lines, words))
	at := ask[int](f.t, f.p, fmt.Sprintf(`%s.findIndex(s => s.includes(%q))`, lines, words))
	for range at + 1 {
		f.do(f.p.Press(kb.ArrowDown))
	}
	f.do(f.p.Press(kb.Enter))
	if open := ask[string](f.t, f.p, fmt.Sprintf(`document.getElementById(%q).getAttribute('aria-expanded')`, id)); open != "false" {
		f.t.Errorf("%s: the list stays open", name)
	}
}

// button presses a button that changes the page in place.
func (f filler) button(op string) {
	f.t.Helper()
	f.click(`button[value="` + op + `"]`)
}

// send presses a button that leads to a page.
func (f filler) send(op string) {
	f.t.Helper()
	f.do(f.p.Follow(`.form-actions button[value="` + op + `"], .row-add[value="` + op + `"], .combo-search[value="` + op + `"], .notice button[value="` + op + `"]`))
}

// pick ticks the first reading of a field that holds some words.
func (f filler) pick(name, words string) {
	f.t.Helper()
	ok := ask[bool](f.t, f.p, fmt.Sprintf(`(() => { const r = [...document.querySelectorAll('input[type=radio][name="%s"]')].find(r => r.parentElement.innerText.includes(%q)); r?.click(); return !!r })()`, name, words))
	if !ok {
		f.t.Fatalf("%s: nothing with %q is offered", name, words)
	}
}

// until waits for something to be so in the page.
func (f filler) until(script string) {
	f.t.Helper()
	for range 100 {
		if ask[bool](f.t, f.p, script) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	f.t.Fatalf("it never came to be: %s", script)
}

func (f filler) says(selector, want string) {
	f.t.Helper()
	if got := read(f.t, f.p, selector); !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), want) {
		f.t.Errorf("%s says %q, not %q", selector, got, want)
	}
}

func field(name string) string { return `[name="` + name + `"]:not([type=hidden])` }

// A mission to two cities with three travellers, one of them a post that nobody is named in, with the keyboard and the scripts.
func TestAMissionIsMade(t *testing.T) {
	onEachEngine(t, aMissionIsMade)
}

func aMissionIsMade(t *testing.T, site *server) {
	t.Helper()
	p := signedIn(t, site, access.Officer, "/fr/app/records/mission/new", desk, browser.Options{})
	defer p.Close()
	f := filler{t, p}
	f.into("title.fr", "Mission à Lyon et à Namur")
	f.into("dates", "2-8 juin 2025")
	f.into("stops.0.place", "Lyon")
	f.until(`document.getElementById('f-dates-echo').innerText.replace(/\u00a0/g, ' ').includes('du 2 au 8 juin 2025')`)
	f.until(`document.querySelectorAll('#f-stops-0-place-list [role=option]').length > 0`)
	f.do(p.Press(kb.ArrowDown))
	f.do(p.Press(kb.Enter))
	f.button("add:stops")
	f.until(`document.activeElement?.name === 'stops.1.place'`)
	f.from("stops.1.place", "namur", "Namur (Wallonie, Belgique)")
	f.from("lead.q", "maire", "Maire")
	f.from("delegation.0.who.q", "élue resp", "communications")
	f.button("add:delegation")
	f.until(`document.activeElement?.name === 'delegation.1.who.q'`)
	f.into("delegation.1.label.fr", "Conseillère en protocole")
	f.button("add:delegation")
	f.until(`!!document.querySelector('[name="delegation.2.label.fr"]')`)
	f.into("delegation.2.label.fr", "Interprète")
	f.button("up:delegation.2")
	f.until(`document.querySelector('[name="delegation.1.label.fr"]').value === 'Interprète'`)
	f.until(`document.querySelector('[data-draft-said]').innerText.startsWith('Brouillon gardé')`)
	quiet(t, p)
	f.send("save")
	f.says(".flash", "Mission à Lyon et à Namur : la fiche est créée.")
	if got := address(t, p); strings.Contains(got, "/new") {
		t.Errorf("the reader is still at %s", got)
	}
	f.do(p.Goto(site.base + strings.TrimSuffix(where(t, p), "/") + "/edit"))
	for name, want := range map[string]string{
		"stops.0.place": "Lyon (Auvergne-Rhône-Alpes, France)", "stops.1.place": "Namur (Wallonie, Belgique)",
		"delegation.1.label.fr": "Interprète", "delegation.2.label.fr": "Conseillère en protocole",
	} {
		if got := ask[string](t, p, fmt.Sprintf(`document.querySelector(%q).value`, field(name))); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// where is the address of the page without the site's.
func where(t *testing.T, p *browser.Page) string {
	t.Helper()
	return ask[string](t, p, "location.pathname")
}

func quiet(t *testing.T, p *browser.Page) {
	t.Helper()
	messages, err := p.ConsoleMessages()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range messages {
		if !strings.Contains(m.Text, "422") && !strings.Contains(m.Text, "409") { // the answers to what is refused
			t.Errorf("the console says %s", m)
		}
	}
}

// The same mission by somebody whose browser runs no scripts.
func TestAMissionIsMadeWithoutScripts(t *testing.T) {
	onEachEngine(t, aMissionIsMadeWithoutScripts)
}

func aMissionIsMadeWithoutScripts(t *testing.T, site *server) {
	t.Helper()
	p := signedIn(t, site, access.Officer, "/fr/app/records/mission/new", desk, browser.Options{NoScript: true})
	defer p.Close()
	f := filler{t, p}
	f.into("title.fr", "Mission à Bruges et à Gand")
	f.into("dates", "du 2 au 8 juin 2026")
	f.into("stops.0.place", "Bruges (Belgique)")
	f.send("add:stops")
	f.until(`document.activeElement?.name === 'stops.1.place'`)
	f.do(p.Press("Gand"))
	f.into("lead.q", "maire")
	f.send("search:lead")
	f.pick("lead.pick", "Maire")
	f.into("delegation.0.who.q", "élue responsable des communications")
	f.send("add:delegation")
	f.into("delegation.1.label.fr", "Conseillère en protocole")
	f.send("add:delegation")
	f.into("delegation.2.label.fr", "Interprète")
	f.send("save")
	f.says(".problems", "choisir la fiche dans la liste")
	f.pick("delegation.0.who.pick", "communications")
	f.send("save")
	f.says(".flash", "Mission à Bruges et à Gand : la fiche est créée.")
}

// A delegation of two bodies, one of which is not known yet and is made without leaving the form.
func TestADelegationIsReceived(t *testing.T) {
	onEachEngine(t, aDelegationIsReceived)
}

func aDelegationIsReceived(t *testing.T, site *server) {
	t.Helper()
	p := signedIn(t, site, access.Officer, "/fr/app/records/visit/new", desk, browser.Options{})
	defer p.Close()
	f := filler{t, p}
	f.into("title.fr", "Délégation de Nantes et de la Société du quai Fictif")
	f.into("dates", "printemps 2025")
	f.click(`input[name="visit_type"][value="collaboration"]`)
	f.from("origins.0.who.q", "nantes", "Nantes")
	f.button("add:origins")
	f.until(`document.activeElement?.name === 'origins.1.who.q'`)
	f.do(p.Press("Société du quai Fictif"))
	f.click(`#r-origins-1 .make summary`)
	f.click(`button[value="create:organisation@origins.1.who"]`)
	f.until(`document.querySelector('dialog[open] [name="name.fr"]')?.value === 'Société du quai Fictif'`)
	accessible(t, p, false)
	f.click(`dialog [name="name.fr"]`)
	ask[bool](t, p, `(document.activeElement.value = '', true)`)
	f.click(`dialog button[value=save]`)
	f.until(`!!document.querySelector('dialog [data-problems]')`)
	f.click(`dialog [name="name.fr"]`)
	f.do(p.Press("Société du quai Fictif"))
	f.click(`dialog button[value=save]`)
	f.until(`!document.querySelector('dialog') && document.querySelector('[name="origins.1.who"]').value !== ''`)
	quiet(t, p)
	f.send("save")
	f.says(".flash", "la fiche est créée.")
}

// A text of 2003 about which a source says little.
func TestAnAgreementOf2003IsRecorded(t *testing.T) {
	onEachEngine(t, anAgreementOf2003IsRecorded)
}

func anAgreementOf2003IsRecorded(t *testing.T, site *server) {
	t.Helper()
	p := signedIn(t, site, access.Officer, "/fr/app/records/agreement/new", desk, browser.Options{})
	defer p.Close()
	f := filler{t, p}
	f.into("title.fr", "Entente culturelle de 2003")
	f.with("status", "ended")
	f.into("signed", "13/05/03")
	f.into("ended", "jusqu'en 2009")
	f.until(`document.getElementById('f-signed-echo').className.includes('bad')`)
	f.send("save")
	f.says(".problems", "écrire l’année en quatre chiffres")
	if got, err := p.Focused(); err != nil || !strings.Contains(got.Text, "un point à corriger") {
		t.Errorf("the focus is on %+v, %v, not on what is wrong", got, err)
	}
	accessible(t, p, false)
	f.into("signed", "2003")
	f.send("save")
	f.says(".flash", "Entente culturelle de 2003 : la fiche est créée.")
}

// Two people change one record; the second to save is shown both, field by field.
func TestAConflictIsResolved(t *testing.T) {
	onEachEngine(t, aConflictIsResolved)
}

func aConflictIsResolved(t *testing.T, site *server) {
	t.Helper()
	p := signedIn(t, site, access.Officer, "/fr/app/records/event/new", desk, browser.Options{})
	defer p.Close()
	f := filler{t, p}
	f.into("title.fr", "Sommet à deux mains")
	f.send("save")
	edit := strings.TrimSuffix(where(t, p), "/") + "/edit"
	f.do(p.Goto(site.base + edit))
	other := signedIn(t, site, access.Head, edit, desk, browser.Options{})
	defer other.Close()
	g := filler{t, other}
	g.into("title.fr", "Sommet à quatre mains")
	g.into("dates", "2027")
	g.send("save")
	f.into("title.fr", "Grand sommet")
	f.send("save")
	f.says("h1", "Sommet à quatre mains a changé entre-temps")
	for _, dark := range []bool{false, true} {
		show(t, p, desk, false, dark)
		accessible(t, p, dark)
	}
	f.click(`input[name="take.title"][value="theirs"]`)
	f.send("merge")
	f.says(".flash", "Sommet à quatre mains : les modifications sont enregistrées.")
}

// Forms are for everybody: with a list open, with problems told, in both languages and themes, and on a telephone.
func TestFormsAreForEverybody(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			base := must(t, common.staff).base + "/" + lang + "/app/"
			p := signedIn(t, must(t, common.staff), access.Admin, "/"+lang+"/app/admin", desk, browser.Options{})
			defer p.Close()
			f := filler{t, p}
			office := ask[string](t, p, `document.querySelector('main a[href*="/records/office/"]').href`)
			// Every form in one theme of each language; TestStaffPagesAreAccessible looks at what they are made of in both.
			dark := lang == "en"
			for _, d := range record.Definitions() {
				if d.Kind == record.KindReport {
					continue // it is begun on a page of its own
				}
				f.do(p.Goto(base + "records/" + string(d.Kind) + "/new"))
				if d.Kind == record.KindOffice { // nobody who signs in makes one: its form is that of the office which stands
					if p.Status() != http.StatusNotFound {
						t.Errorf("a form makes an office: %d", p.Status())
					}
					f.do(p.Goto(office))
					f.into("code", "É")
				}
				unfold(t, p)
				f.send("save")
				f.until(`!!document.querySelector('[data-problems]')`)
				unfold(t, p)
				show(t, p, desk, false, dark)
				accessible(t, p, dark)
				show(t, p, phone, false, !dark)
				looksRight(t, p, string(d.Kind)+", the other theme, on a telephone")
				fitsPhone(t, p)
				show(t, p, desk, false, false)
			}
			f.do(p.Goto(base + "records/mission/new"))
			f.into("lead.q", "maire")
			f.until(`document.querySelectorAll('#f-lead-q-list [role=option]').length > 0`)
			f.do(p.Press(kb.ArrowDown))
			if ask[string](t, p, `document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).getAttribute('aria-selected')`) != "true" {
				t.Error("the line that is reached is not the one that is told")
			}
			for _, dark := range []bool{false, true} {
				show(t, p, desk, false, dark)
				accessible(t, p, dark)
			}
			f.do(p.Press(kb.Escape))
			if ask[string](t, p, `document.activeElement.getAttribute('aria-expanded')`) != "false" {
				t.Error("Escape leaves the list open")
			}
		})
	}
}
