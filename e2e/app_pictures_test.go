package e2e_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"entente/e2e/browser"
	"entente/internal/access"
	"entente/internal/registry"
)

// album is where pictures of the staff application go, and who shows it.
type album struct {
	filler

	dir  string
	base string // of the site
	size int    // of all pictures, in bytes
}

// TestStaffPictures takes the pictures of the guides of the staff: an office at work, in French and in light unless its name
// says otherwise.
func TestStaffPictures(t *testing.T) {
	t.Parallel()
	const limit = 2 << 20 // of all of them
	db, err := common.database(t.Context(), onSQLite, true, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	nameAccounts(t, db)
	site, err := serve(must(t, common.program), db)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, site)
	dir := *picturesDir
	if dir == "" {
		dir = t.TempDir()
	}
	a := &album{filler: filler{t, signedIn(t, site, access.Officer, "/fr/app/", desk, browser.Options{})}, dir: dir, base: site.base}
	a.entry()
	a.work(site)
	a.lists()
	a.records()
	a.spreadsheet()
	a.report()
	a.administration(site)
	if a.size > limit {
		t.Errorf("the pictures take %d bytes together, want %d at most", a.size, limit)
	}
}

// nameAccounts calls accounts as offices do.
func nameAccounts(t *testing.T, db string) {
	t.Helper()
	withRegistry(t, db, func(ctx context.Context, g *registry.Registry) error {
		for role, name := range map[access.Role]string{access.Officer: "Agente", access.Admin: "Administration", access.Head: "Direction"} {
			account, err := g.AccountByEmail(ctx, access.OperatorActor(), emailOf(role))
			if err != nil {
				return err
			}
			if err := g.RenameAccount(ctx, access.OperatorActor(), account.ID, name); err != nil {
				return err
			}
		}
		return nil
	})
}

// see shows a page of the application.
func (a *album) see(path string) {
	a.t.Helper()
	a.do(a.p.Goto(a.base + path))
}

// take writes a picture of what is shown, from the top or from an element on.
func (a *album) take(name string, size browser.Viewport, from string) {
	a.t.Helper()
	a.do(a.p.Resize(size))
	ask[bool](a.t, a.p, fmt.Sprintf(`((%q ? document.querySelector(%q).scrollIntoView() : scrollTo(0, 0)), true)`, from, from))
	a.shot(name, size)
}

// shot writes a picture of what the window shows.
func (a *album) shot(name string, size browser.Viewport) {
	a.t.Helper()
	a.do(a.p.Resize(size))
	taken, err := a.p.Screenshot(false)
	a.do(err)
	const colours = 256
	picture := smaller(a.t, taken, colours)
	a.size += len(picture)
	a.do(os.WriteFile(filepath.Join(a.dir, "staff-"+name+".png"), picture, 0o644))
	a.do(a.p.Resize(desk))
}

// wide, narrow and low are the sizes of the pictures.
func (a *album) wide(name string) { a.t.Helper(); a.take(name, browser.Viewport{W: 1280, H: 900}, "") }
func (a *album) narrow(name string) {
	a.t.Helper()
	a.take(name+"-narrow", browser.Viewport{W: 390, H: 844}, "")
}

func (a *album) dark(name string) {
	a.t.Helper()
	a.do(a.p.Media(false, true))
	a.wide(name + "-dark")
	a.do(a.p.Media(false, false))
}

// entry is what one meets first.
func (a *album) entry() {
	p, err := must(a.t, common.browser).Open(a.t.Context(), a.base+"/fr/app/sign-in", desk, browser.Options{})
	a.do(err)
	(&album{filler: filler{a.t, p}, dir: a.dir}).take("sign-in", browser.Viewport{W: 1280, H: 620}, "")
	p.Close()
}

// work makes records and changes them, so that there is something to see.
func (a *album) work(site *server) {
	kept := a.made(site, "Ville de Charleroi")
	lost := a.made(site, "Charleroi (ville wallonne)")
	for _, path := range []string{lost, kept} {
		a.do(a.p.Goto(path + "/edit"))
		a.with("org_type", "municipality")
		a.into("place", "Charleroi (Wallonie, Belgique)")
		a.send("save")
	}
	a.do(a.p.Goto(kept + "/merge?q=Charleroi"))
	a.do(a.p.Follow(`main .rows a.button`))
	a.wide("merge")

	// Two people change one record.
	a.see("/fr/app/records/mission/new")
	a.into("title.fr", "Mission à Lyon et à Namur")
	a.into("dates", "du 2 au 8 juin 2025")
	a.into("stops.0.place", "Lyon (Auvergne-Rhône-Alpes, France)")
	a.from("lead.q", "élue relations", "Élue responsable des relations internationales")
	a.wide("mission-form")
	a.into("delegation.0.who.q", "élu")
	a.until(`document.querySelectorAll('[id="f-delegation-0-who-q-list"] [role=option]').length > 1`)
	a.do(a.p.Press(kb.ArrowDown))
	ask[bool](a.t, a.p, `(document.activeElement.scrollIntoView({block: 'center'}), true)`)
	a.do(a.p.Resize(browser.Viewport{W: 1280, H: 640}))
	ask[bool](a.t, a.p, `(document.activeElement.scrollIntoView({block: 'center'}), true)`)
	a.shot("combobox", browser.Viewport{W: 1280, H: 640})
	a.do(a.p.Press(kb.Enter))
	a.send("save")
	edit := strings.TrimSuffix(where(a.t, a.p), "/") + "/edit"
	a.see(edit)
	other := signedIn(a.t, site, access.Head, edit, desk, browser.Options{})
	g := filler{a.t, other}
	g.into("title.fr", "Mission à Lyon, à Namur et à Liège")
	g.into("dates", "du 2 au 10 juin 2025")
	g.send("save")
	other.Close()
	a.into("title.fr", "Mission économique à Lyon et à Namur")
	a.send("save")
	a.wide("conflict")
	a.click(`input[name="take.title"][value="mine"]`)
	a.send("merge")
	a.do(a.p.Goto(a.base + strings.TrimSuffix(edit, "/edit") + "/history"))
	a.wide("history")
}

func (a *album) lists() {
	a.see("/fr/app/")
	a.wide("home")
	a.dark("home")
	a.see("/fr/app/records/mission")
	a.wide("list")
	a.narrow("list")
	a.see("/fr/app/records/mission?f.status=done&f.date=past")
	ask[int](a.t, a.p, `[...document.querySelectorAll('main form details')].slice(0, 4).map((d) => { d.open = true }).length`)
	a.wide("filters")
	a.see("/fr/app/calendar?month=2024-05")
	a.wide("calendar")
	a.see("/fr/app/map")
	a.wide("map")
	a.see("/fr/app/records/organisation?size=100")
	ask[int](a.t, a.p, `[...document.querySelectorAll('input[name=id]')].slice(0, 40).map((b) => b.click()).length`)
	a.do(a.p.Follow(".list-bulk button:not([name])"))
	choose(a.t, a.p, "#bulk-field", "presence")
	a.do(a.p.Follow("form.panel button[type=submit]"))
	choose(a.t, a.p, "#bulk-value", "project")
	a.do(a.p.Follow("form[action$=preview] .button-main"))
	a.wide("bulk")
}

func (a *album) records() {
	a.find("cordoue", "mission")
	at := where(a.t, a.p)
	a.wide("mission")
	a.narrow("mission")
	a.see(strings.Replace(at, "/fr/", "/en/", 1))
	a.wide("mission-en")
	a.find("ville de lausanne", "organisation")
	a.wide("partner")
}

// find goes to the first record of a kind that a search finds.
func (a *album) find(words, kind string) {
	a.t.Helper()
	a.see("/fr/app/find?q=" + url.QueryEscape(words))
	a.see(ask[string](a.t, a.p, fmt.Sprintf(`[...document.querySelectorAll('main a')].map(e => e.pathname).find(p => p.includes('/records/%s/'))`, kind)))
}

func (a *album) spreadsheet() {
	data, err := os.ReadFile("../internal/sheet/testdata/missions-excel-fr.csv")
	a.do(err)
	a.see("/fr/app/import")
	a.chooseFile("mission", "missions.csv", data)
	a.do(a.p.Follow(`form[enctype] button.button-main`))
	a.wide("import-read")
	a.do(a.p.Follow(`form[action$="/map"] button.button-main`))
	a.wide("import-dry-run")
}

func (a *album) administration(site *server) {
	p := signedIn(a.t, site, access.Admin, "/fr/app/admin", desk, browser.Options{})
	defer p.Close()
	b := &album{filler: filler{a.t, p}, dir: a.dir, base: a.base}
	b.wide("admin")
	b.see("/fr/app/admin/accounts")
	b.wide("accounts")
	for lang, name := range map[string]string{"fr": "health", "en": "health-en"} {
		b.see("/" + lang + "/app/health")
		// Which machine took the picture is of no interest.
		ask[bool](a.t, p, `([...document.querySelectorAll('dd')].filter(e => /:\d+$/.test(e.textContent.trim())).forEach(e => { e.textContent = 'entente-1' }), true)`)
		b.wide(name)
	}
	b.see("/fr/app/account")
	b.wide("account")
	a.size += b.size
}
