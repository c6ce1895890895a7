package e2e_test

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"entente/e2e/browser"
	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/place"
	"entente/internal/registry"
	"entente/internal/store"
)

// typed fills the fields of a form in, as people do.
func typed(t *testing.T, p *browser.Page, fields ...[2]string) {
	t.Helper()
	for _, f := range fields {
		if err := p.Click(f[0]); err != nil {
			t.Fatal(err)
		}
		ask[int](t, p, `(document.activeElement.select?.(), 0)`)
		if err := p.Press(f[1]); err != nil {
			t.Fatal(err)
		}
	}
}

func submit(t *testing.T, p *browser.Page, selector string) {
	t.Helper()
	if err := p.Follow(selector); err != nil {
		t.Fatal(err)
	}
}

func goTo(t *testing.T, p *browser.Page, address string) {
	t.Helper()
	if err := p.Goto(address); err != nil {
		t.Fatal(err)
	}
}

// at fails when the browser is elsewhere.
func at(t *testing.T, p *browser.Page, path string) {
	t.Helper()
	here, err := p.URL()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(here, path) {
		text, err := p.Text("main")
		t.Fatalf("at %s, want %s: %v\n%s", here, path, err, text)
	}
}

// said fails when the page does not say something.
func said(t *testing.T, p *browser.Page, words string) {
	t.Helper()
	text, err := p.Text("main")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, words) {
		t.Errorf("%q is not said by\n%s", words, text)
	}
}

// sound looks at a page as it stands, in light and dark, on a desk and a phone.
func sound(t *testing.T, p *browser.Page) {
	t.Helper()
	for _, dark := range []bool{false, true} {
		show(t, p, desk, false, dark)
		accessible(t, p, dark)
	}
	fitsPhone(t, p)
	show(t, p, desk, false, false)
}

// withRegistry does something with the use cases of a database that is being served.
func withRegistry(t *testing.T, db string, do func(ctx context.Context, g *registry.Registry) error) {
	t.Helper()
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	d, err := store.Open(t.Context(), store.Config{URL: db})
	if err != nil {
		t.Fatal(err)
	}
	g, err := registry.New(t.Context(), registry.Config{DB: d, Places: places})
	if err == nil {
		err = do(t.Context(), g)
	}
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
}

// codeNow is what an authenticator shows that read the secret from the page. A code is good once, so that it waits for one
// that was not used.
func codeNow(t *testing.T, secret, used string) string {
	t.Helper()
	for {
		code, err := credential.Code(strings.ReplaceAll(secret, " ", ""), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if code != used {
			return code
		}
		time.Sleep(time.Second)
	}
}

// TestAnOfficeBegins is the journey of the first days: the first administrator, somebody invited, a second factor.
func TestAnOfficeBegins(t *testing.T) {
	t.Parallel()
	onEachDatabase(t, false, anOfficeBegins)
}

func anOfficeBegins(t *testing.T, db string) {
	t.Helper()
	site, err := serve(must(t, common.program), db)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, site)
	token := ""
	withRegistry(t, site.db, func(ctx context.Context, g *registry.Registry) error {
		var err error
		token, err = g.MakeFirst(ctx, access.OperatorActor())
		return err
	})
	open := func(path string) *browser.Page {
		t.Helper()
		p, err := must(t, common.browser).Open(t.Context(), site.base+path, desk, browser.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}

	admin := open("/en/app/first/" + token)
	sound(t, admin)
	goTo(t, admin, site.base+"/fr/app/first/"+token)
	sound(t, admin)
	typed(t, admin, [2]string{"#office_name", "Ville de Québec"}, [2]string{"#office_code", "Québec"}, [2]string{"#name", "Administration"},
		[2]string{"#email", "admin@example.org"}, [2]string{"#password", "motdepasse2024"})
	submit(t, admin, "button[type=submit]")
	said(t, admin, "Il y a 2 points à corriger")
	sound(t, admin)
	typed(t, admin, [2]string{"#office_code", "ville-de-quebec"}, [2]string{"#password", password})
	submit(t, admin, "button[type=submit]")
	at(t, admin, "/fr/app/")

	goTo(t, admin, site.base+"/fr/app/admin")
	sound(t, admin)
	goTo(t, admin, site.base+"/fr/app/admin/accounts")
	typed(t, admin, [2]string{"#email", "agente@example.org"})
	submit(t, admin, "form[action$='/admin/accounts'] button[type=submit]")
	said(t, admin, "Invitation pour agente@example.org")
	sound(t, admin)
	link := ask[string](t, admin, `document.querySelector('#link').value`)

	officer := open(strings.TrimPrefix(link, site.base))
	said(t, officer, "agente ou agent")
	sound(t, officer)
	typed(t, officer, [2]string{"#name", "Agente"}, [2]string{"#password", password})
	submit(t, officer, "button[type=submit]")
	at(t, officer, "/fr/app/")
	again := open(strings.TrimPrefix(link, site.base))
	said(t, again, "Ce lien ne mène plus nulle part")
	sound(t, again)

	goTo(t, officer, site.base+"/fr/app/account")
	submit(t, officer, "a[href$='/account/factor']")
	sound(t, officer)
	secret := ask[string](t, officer, `document.querySelector('.secret').textContent`)
	used := codeNow(t, secret, "")
	typed(t, officer, [2]string{"#code", used})
	submit(t, officer, "main form button[type=submit]")
	said(t, officer, "Les imprimer ou les noter maintenant")
	sound(t, officer)
	recovery := ask[string](t, officer, `document.querySelector('.recovery code').textContent`)
	goTo(t, officer, site.base+"/fr/app/account")
	sound(t, officer)
	submit(t, officer, "form[action$='/sign-out'] button")
	at(t, officer, "/fr/app/sign-in")
	said(t, officer, "Votre session a pris fin.")
	sound(t, officer)

	enter(t, officer, "agente@example.org")
	at(t, officer, "/fr/app/sign-in/code")
	sound(t, officer)
	typed(t, officer, [2]string{"#code", used})
	submit(t, officer, "main form button[type=submit]")
	said(t, officer, "il a déjà servi")
	sound(t, officer)
	typed(t, officer, [2]string{"#code", codeNow(t, secret, used)})
	submit(t, officer, "main form button[type=submit]")
	at(t, officer, "/fr/app/")

	other := open("/fr/app/sign-in")
	enter(t, other, "agente@example.org")
	typed(t, other, [2]string{"#code", recovery})
	submit(t, other, "main form button[type=submit]")
	at(t, other, "/fr/app/")
}

// TestTheSiteLeadsToTheStaff follows the link at the foot of the public site.
func TestTheSiteLeadsToTheStaff(t *testing.T) {
	t.Parallel()
	for path, link := range map[string]string{"/fr/": "Espace du personnel", "/en/": "Staff"} {
		p := open(t, path, desk, browser.Options{})
		f := filler{t, p}
		if got := read(t, p, "footer.foot a[rel=nofollow]"); got != link {
			t.Errorf("the link is called %q, want %q", got, link)
		}
		f.click("footer.foot a[rel=nofollow]")
		f.until(`location.pathname.endsWith('/app/sign-in') && document.readyState === 'complete'`)
		at(t, p, path+"app/sign-in?next=%2F"+path[1:3]+"%2Fapp%2F")
	}
}

// TestSigningInWithoutScripts: the same pages, with nothing but HTML.
func TestSigningInWithoutScripts(t *testing.T) {
	t.Parallel()
	site := must(t, common.staff)
	p := signedIn(t, site, access.Reader, "/fr/app/account", desk, browser.Options{NoScript: true})
	at(t, p, "/fr/app/account")
	for _, lang := range []string{"fr", "en"} {
		out, err := must(t, common.browser).Open(t.Context(), site.base+"/"+lang+"/app/sign-in", desk, browser.Options{})
		if err != nil {
			t.Fatal(err)
		}
		sound(t, out)
		submit(t, out, "form[action$='/sign-in'] button[type=submit]")
		if out.Status() != http.StatusUnprocessableEntity {
			t.Errorf("an empty form: %d", out.Status())
		}
		sound(t, out)
	}
}

// TestSigningInWithAProvider goes to a real provider and comes back.
func TestSigningInWithAProvider(t *testing.T) {
	t.Parallel()
	onEachDatabase(t, true, signingInWithAProvider)
}

func signingInWithAProvider(t *testing.T, db string) {
	t.Helper()
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	issuer := runProvider(t, "http://"+address+"/fr/app/sign-in/provider/back")
	site, err := serveAt(must(t, common.program), db, address, "ENTENTE_OIDC_NAME=Répertoire de la ville", "ENTENTE_OIDC_ISSUER="+issuer, "ENTENTE_OIDC_CLIENT=entente",
		"ENTENTE_OIDC_SECRET=between the two of them", "ENTENTE_OIDC_SCOPES=groups", "ENTENTE_OIDC_ROLES=ri=officer", "ENTENTE_OIDC_LINK=yes", "ENTENTE_OIDC_CREATE=yes")
	if err != nil {
		t.Fatal(err)
	}
	closed(t, site)
	come := func(login string) *browser.Page {
		t.Helper()
		p, err := must(t, common.browser).Open(t.Context(), site.base+"/fr/app/account", desk, browser.Options{})
		if err != nil {
			t.Fatal(err)
		}
		at(t, p, "/fr/app/sign-in?next=%2Ffr%2Fapp%2Faccount")
		sound(t, p)
		submit(t, p, "a[href*='/sign-in/provider']")
		typed(t, p, [2]string{"input[name=login]", login}, [2]string{"input[name=password]", "x"})
		submit(t, p, "button[type=submit]")
		submit(t, p, "button[type=submit]")
		return p
	}
	nobody := come("marie")
	at(t, nobody, "/fr/app/sign-in")
	said(t, nobody, "aucun de vos groupes n’a accès à Entente")
	sound(t, nobody)
	marie := come("marie+ri")
	at(t, marie, "/fr/app/account")
	said(t, marie, "Répertoire de la ville")
	said(t, marie, "Agente ou agent")
	// An account that is there already, under the address that the provider has verified.
	officer := come("officer+ri")
	at(t, officer, "/fr/app/account")
	said(t, officer, "officer@example.org")
}

// runProvider runs a real provider of OpenID Connect and tells its address.
func runProvider(t *testing.T, redirect string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", "../internal/identity/testdata/provider.mjs", "../assets/node_modules", redirect)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(in.Close(), cmd.Wait()); err != nil {
			t.Log(err)
		}
	})
	issuer, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the provider does not start: %v", err)
	}
	return strings.TrimSpace(issuer)
}
