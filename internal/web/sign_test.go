package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
	"entente/internal/web/webtest"
)

// fill sends a form of a page with some of its fields filled in.
func fill(b *webtest.Browser, p *webtest.Page, form string, fields map[string]string) *webtest.Page {
	action, values := p.Form(form)
	for k, v := range fields {
		values.Set(k, v)
	}
	return b.Post(action, values)
}

func person(t *testing.T, s *webtest.Site, role access.Role, name string) registry.Account {
	t.Helper()
	a, err := s.CreateAccount(t.Context(), access.OperatorActor(), registry.NewAccount{Office: s.Office, Name: name, Email: strings.ToLower(name) + "@example.org", Role: role, Lang: "fr", Password: webtest.Password})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestSigningInAndOut(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	person(t, s, access.Head, "Direction")
	b := s.Anyone(t)
	asked := b.Get("/fr/app/records/mission?status=done")
	if asked.Path != "/fr/app/sign-in?next=%2Ffr%2Fapp%2Frecords%2Fmission%3Fstatus%3Ddone" {
		t.Fatalf("asked to sign in at %s", asked.Path)
	}
	wrong := fill(b, asked, "form", map[string]string{"email": "direction@example.org", "password": "not this one"})
	if wrong.Status != http.StatusUnprocessableEntity || wrong.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a wrong password: %d, %v", wrong.Status, wrong.Header)
	}
	if v := webtest.Attr(wrong.One("#email"), "value"); v != "direction@example.org" {
		t.Errorf("the address comes back as %q", v)
	}
	if strings.Contains(wrong.Body, "not this one") {
		t.Error("the password comes back")
	}
	if got := wrong.Texts(".problems a"); len(got) != 1 || got[0] != "L’adresse ou le mot de passe ne convient pas. Vérifier les deux et recommencer." {
		t.Errorf("said %q", got)
	}
	_, form := wrong.Form("form")
	form.Set("password", webtest.Password)
	in := b.Once(http.MethodPost, "/fr/app/sign-in", strings.NewReader(form.Encode()), "application/x-www-form-urlencoded")
	if in.Status != http.StatusSeeOther || in.Header.Get("Location") != "/fr/app/records/mission?status=done" {
		t.Errorf("signed in: %d to %s", in.Status, in.Header.Get("Location"))
	}
	set := strings.Join(in.Header.Values("Set-Cookie"), "\n")
	if !regexp.MustCompile(`(?m)^entente=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax$`).MatchString(set) {
		t.Errorf("cookies %s", set)
	}
	if p := b.Get("/fr/app/"); p.Status != http.StatusOK || !strings.Contains(p.Body, "Direction") {
		t.Errorf("the first page: %d", p.Status)
	}
	if p := b.Get("/fr/app/sign-in"); p.Path != "/fr/app/" {
		t.Errorf("signing in again leads to %s", p.Path)
	}
	if p := b.Get("/fr/app/sign-out"); p.Path != "/fr/app/" {
		t.Errorf("a link signs out: %s", p.Path)
	}
	out := b.Post("/fr/app/sign-out", nil)
	if out.Path != "/fr/app/sign-in" || !strings.Contains(out.Body, "Votre session a pris fin.") {
		t.Errorf("signed out to %s", out.Path)
	}
	if p := b.Get("/fr/app/"); !strings.HasPrefix(p.Path, "/fr/app/sign-in") {
		t.Errorf("still in: %s", p.Path)
	}
}

// TestAPlantedSessionIsOfNoUse: whoever puts a cookie of theirs into somebody's browser does not get their session.
func TestAPlantedSessionIsOfNoUse(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	person(t, s, access.Head, "Direction")
	b := s.Anyone(t)
	b.Plant("entente", "planted")
	p := fill(b, b.Get("/fr/app/sign-in"), "form", map[string]string{"email": "direction@example.org", "password": webtest.Password})
	if p.Path != "/fr/app/" || b.Cookie("entente") == "planted" || b.Cookie("entente") == "" {
		t.Errorf("signed in to %s with %q", p.Path, b.Cookie("entente"))
	}
}

func TestCookiesOfASiteByHTTPS(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	person(t, s, access.Head, "Direction")
	s.Serve(t, "https://entente.example.org", nil)
	b := s.Anyone(t)
	form := url.Values{"email": {"direction@example.org"}, "password": {webtest.Password}}
	p := b.Once(http.MethodPost, "/fr/app/sign-in", strings.NewReader(form.Encode()), "application/x-www-form-urlencoded")
	set := strings.Join(p.Header.Values("Set-Cookie"), "\n")
	if !regexp.MustCompile(`(?m)^__Host-entente=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; Secure; SameSite=Lax$`).MatchString(set) {
		t.Errorf("cookies %s", set)
	}
	if p := b.Get("/fr/app/"); p.Status != http.StatusOK {
		t.Errorf("the first page: %d", p.Status)
	}
}

func TestNobodyIsSentElsewhere(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	person(t, s, access.Head, "Direction")
	for next, want := range map[string]string{
		"/en/app/find?q=a": "/en/app/find?q=a", "https://example.com/fr/app/": "/fr/app/", "//example.com/fr/app/": "/fr/app/", "/fr/": "/fr/app/",
		`/fr/app/\example.com`: "/fr/app/", "/fr/app/../../evil": "/fr/app/", "javascript:alert(1)": "/fr/app/", "": "/fr/app/",
	} {
		b := s.Anyone(t)
		form := url.Values{"email": {"direction@example.org"}, "password": {webtest.Password}, "next": {next}}
		p := b.Once(http.MethodPost, "/fr/app/sign-in", strings.NewReader(form.Encode()), "application/x-www-form-urlencoded")
		if got := p.Header.Get("Location"); got != want {
			t.Errorf("%q leads to %q", next, got)
		}
	}
}

func TestTooManySignIns(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	b := s.Anyone(t)
	var p *webtest.Page
	for range 11 {
		p = b.Post("/fr/app/sign-in", url.Values{"email": {"nobody@example.org"}, "password": {"x"}})
	}
	if p.Status != http.StatusTooManyRequests || !strings.Contains(p.Body, "Recommencer dans 15 minutes.") || p.Header.Get("Retry-After") == "" {
		t.Errorf("%d, Retry-After %q\n%s", p.Status, p.Header.Get("Retry-After"), p.Body)
	}
}

// TestAddressesBehindAProxy: the proxy is believed, and nobody else.
func TestAddressesBehindAProxy(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	s.Serve(t, "", []string{"192.0.2.0/24"}) // where the tests come from
	try := func(claimed string) int {
		t.Helper()
		b := s.Anyone(t)
		b.Forwarded = claimed
		return b.Post("/fr/app/sign-in", url.Values{"email": {"nobody@example.org"}, "password": {"x"}}).Status
	}
	for range 10 {
		try("203.0.113.1, 198.51.100.7, 192.0.2.9")
	}
	if got := try("198.51.100.99, 198.51.100.7"); got != http.StatusTooManyRequests {
		t.Errorf("who claims to be elsewhere: %d", got)
	}
	if got := try("198.51.100.8"); got != http.StatusUnprocessableEntity {
		t.Errorf("somebody else: %d", got)
	}
}

func TestTheSecondFactorOnPages(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	person(t, s, access.Head, "Direction")
	b := s.Anyone(t)
	enter := func(b *webtest.Browser) *webtest.Page {
		return fill(b, b.Get("/fr/app/sign-in?next=/fr/app/account"), "form", map[string]string{"email": "direction@example.org", "password": webtest.Password})
	}
	enter(b)
	p := b.Get("/fr/app/account/factor")
	secret := strings.ReplaceAll(webtest.Text(p.One("code.secret")), " ", "")
	code := func() string {
		t.Helper()
		s.Clock.Forward(30 * time.Second)
		c, err := credential.Code(secret, s.Clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if got := p.All("svg.code-squares path"); len(got) != 1 || len(webtest.Attr(got[0], "d")) < 500 {
		t.Error("no picture to scan")
	}
	if wrong := fill(b, p, "main form", map[string]string{"code": "000000"}); wrong.Status != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body, p.Texts("code.secret")[0]) {
		t.Errorf("a wrong code: %d", wrong.Status)
	}
	codes := fill(b, p, "main form", map[string]string{"code": code()})
	if got := codes.Texts(".recovery code"); len(got) != 10 {
		t.Fatalf("%d recovery codes: %s", len(got), codes.Body)
	}
	if again := b.Get("/fr/app/account/factor"); again.Path != "/fr/app/account" {
		t.Errorf("it is set up again at %s", again.Path)
	}
	other := s.Anyone(t)
	asked := enter(other)
	if asked.Path != "/fr/app/sign-in/code?next=%2Ffr%2Fapp%2Faccount" || other.Cookie("entente") != "" {
		t.Fatalf("without the code: %s with %q", asked.Path, other.Cookie("entente"))
	}
	if p := other.Get("/fr/app/"); !strings.HasPrefix(p.Path, "/fr/app/sign-in") {
		t.Errorf("half a session opens %s", p.Path)
	}
	now := code()
	if p := fill(other, asked, "form", map[string]string{"code": now}); p.Path != "/fr/app/account" {
		t.Errorf("with the code: %s %d", p.Path, p.Status)
	}
	third := s.Anyone(t)
	if p := fill(third, enter(third), "form", map[string]string{"code": now}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("the same code again: %d", p.Status)
	}
	late := s.Anyone(t)
	page := enter(late)
	s.Clock.Forward(11 * time.Minute)
	if p := fill(late, page, "form", map[string]string{"code": code()}); p.Path != "/fr/app/sign-in" || !strings.Contains(p.Body, "Le délai pour donner le code est passé.") {
		t.Errorf("too late: %s", p.Path)
	}
}

func TestWhoOwesASecondFactorSetsItUp(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	got, err := s.Get(t.Context(), access.OperatorActor(), s.Office)
	if err != nil {
		t.Fatal(err)
	}
	o, _ := got.Record.(*record.Office)
	o.Rules.SecondFactor = []string{"head"}
	s.MustSave(t, o, got.Version)
	b := s.As(t, access.Head)
	for _, path := range []string{"/fr/app/", "/fr/app/account", "/fr/app/records/mission"} {
		if p := b.Get(path); p.Path != "/fr/app/account/factor" {
			t.Errorf("%s leads to %s", path, p.Path)
		}
	}
	p := b.Get("/fr/app/account/factor")
	code, err := credential.Code(strings.ReplaceAll(webtest.Text(p.One("code.secret")), " ", ""), s.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	fill(b, p, `form[action$="/account/factor"]`, map[string]string{"code": code})
	if p := b.Get("/fr/app/account"); p.Path != "/fr/app/account" {
		t.Errorf("then %s", p.Path)
	}
}

func TestTheFirstStartOnPages(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		s := webtest.Empty(t, e)
		token, err := s.MakeFirst(t.Context(), access.OperatorActor())
		if err != nil {
			t.Fatal(err)
		}
		b := s.Anyone(t)
		p := b.Get("/fr/app/first/" + token)
		wrong := fill(b, p, "form", map[string]string{"office_name": "Ville de Québec", "office_code": "Québec", "name": "Administration", "email": "admin@example.org", "password": "motdepasse2024"})
		if got := strings.Join(wrong.Texts(".control .wrong"), "|"); wrong.Status != http.StatusUnprocessableEntity || !strings.Contains(got, "lettres minuscules sans accent") || !strings.Contains(got, "se devine trop facilement") {
			t.Errorf("%d: %s", wrong.Status, got)
		}
		if v := webtest.Attr(wrong.One("#office_name"), "value"); v != "Ville de Québec" {
			t.Errorf("the name of the office comes back as %q", v)
		}
		in := fill(b, wrong, "form", map[string]string{"office_code": "ville-de-quebec", "password": webtest.Password})
		if in.Path != "/fr/app/" || !strings.Contains(in.Body, "Ville de Québec") {
			t.Fatalf("%s %d\n%s", in.Path, in.Status, in.Body)
		}
		if p := s.Anyone(t).Get("/fr/app/first/" + token); p.Status != http.StatusNotFound || !strings.Contains(p.Body, "Ce lien ne mène plus nulle part") {
			t.Errorf("the link again: %d", p.Status)
		}
		if p := b.Get("/fr/app/admin"); p.Status != http.StatusOK {
			t.Errorf("the administration: %d", p.Status)
		}
	})
}

func TestInvitingSomebody(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	admin := s.As(t, access.Admin)
	p := admin.Get("/fr/app/admin/accounts")
	made := fill(admin, p, `form[action$="/admin/accounts"]`, map[string]string{"email": "nouvelle@example.org", "role": "officer"})
	link, err := url.Parse(webtest.Attr(made.One("#link"), "value"))
	if err != nil || !strings.HasPrefix(link.Path, "/fr/app/join/") {
		t.Fatalf("the link is %v: %v", link, err)
	}
	if again := admin.Get("/fr/app/admin/accounts"); len(again.All("#link")) != 0 || len(again.All(".waiting li")) != 1 {
		t.Error("the link is shown twice, or the invitation is not listed")
	}
	guest := s.Anyone(t)
	page := guest.Get(link.Path)
	if !strings.Contains(page.Body, "nouvelle@example.org") || !strings.Contains(page.Body, "agente ou agent") {
		t.Errorf("the invitation says %s", page.Body)
	}
	in := fill(guest, page, "form", map[string]string{"name": "Nouvelle", "password": webtest.Password})
	if in.Path != "/fr/app/" || !strings.Contains(in.Body, "Nouvelle") {
		t.Errorf("joined: %s %d", in.Path, in.Status)
	}
	if p := s.Anyone(t).Get(link.Path); p.Status != http.StatusNotFound {
		t.Errorf("the link again: %d", p.Status)
	}
	listed := admin.Get("/fr/app/admin/accounts")
	if got := listed.Texts("tbody th a"); strings.Join(got, ",") != "admin,Nouvelle" {
		t.Errorf("accounts %v", got)
	}
}

func TestAdministeringAnAccount(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	account := person(t, s, access.Reader, "Lecture")
	theirs := s.AsOther(t, access.Admin)
	admin := s.As(t, access.Admin)
	at := "/fr/app/admin/accounts/" + string(account.ID)
	if p := theirs.Get(at); p.Status != http.StatusNotFound {
		t.Errorf("an administrator of another office sees it: %d", p.Status)
	}
	absent := theirs.Get("/fr/app/admin/accounts/01890000-0000-7000-8000-000000000000")
	hidden := theirs.Get(at)
	if strip(absent.Body) != strip(hidden.Body) || absent.Status != hidden.Status {
		t.Errorf("what is hidden and what is not there differ:\n%s\n%s", absent.Body, hidden.Body)
	}
	for what, form := range map[string]url.Values{"name": {"name": {"Autre"}}, "role": {"role": {"admin"}}, "disable": nil, "enable": nil, "reset": nil, "factor": nil, "sessions": nil} {
		if p := theirs.Post(at+"/"+what, form); p.Status != http.StatusNotFound {
			t.Errorf("%s by an administrator of another office: %d", what, p.Status)
		}
	}
	p := admin.Get(at)
	if got := fill(admin, p, `form[action$="/name"]`, map[string]string{"name": "Consultation"}); got.Texts("h1")[0] != "Consultation" {
		t.Errorf("renamed to %v", got.Texts("h1"))
	}
	fill(admin, p, `form[action$="/role"]`, map[string]string{"role": "contributor"})
	made := fill(admin, p, `form[action$="/reset"]`, nil)
	link, err := url.Parse(webtest.Attr(made.One("#link"), "value"))
	if err != nil {
		t.Fatal(err)
	}
	owner := s.Anyone(t)
	if p := fill(owner, owner.Get(link.Path), "form", map[string]string{"password": "court"}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("a short password: %d", p.Status)
	}
	if p := fill(owner, owner.Get(link.Path), "form", map[string]string{"password": "un cheval agrafe la lune"}); p.Path != "/fr/app/sign-in" || !strings.Contains(p.Body, "Le nouveau mot de passe est enregistré") {
		t.Errorf("a new password: %s", p.Path)
	}
	if p := fill(owner, owner.Get("/fr/app/sign-in"), "form", map[string]string{"email": "lecture@example.org", "password": "un cheval agrafe la lune"}); p.Path != "/fr/app/" {
		t.Errorf("signed in: %s", p.Path)
	}
	fill(admin, p, `form[action$="/disable"]`, nil)
	if p := owner.Get("/fr/app/"); !strings.HasPrefix(p.Path, "/fr/app/sign-in") {
		t.Errorf("disabled and still in: %s", p.Path)
	}
	events := admin.Get("/fr/app/admin/events")
	all := strings.Join(events.Texts("tbody tr"), "\n")
	for _, want := range []string{"Compte désactivé Consultation admin", "Nom corrigé Lecture → Consultation", "Rôle changé lecture → collaboration", "Lien de mot de passe remis"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not among\n%s", want, all)
		}
	}
}

var requestID = regexp.MustCompile(`\b[A-Z2-7]{12}\b|01890000[0-9a-f-]+|[0-9a-f]{8}-[0-9a-f-]{27}`)

func strip(body string) string { return requestID.ReplaceAllString(body, "") }

func TestOnesOwnAccount(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	person(t, s, access.Officer, "Agente")
	enter := func() *webtest.Browser {
		b := s.Anyone(t)
		fill(b, b.Get("/fr/app/sign-in"), "form", map[string]string{"email": "agente@example.org", "password": webtest.Password})
		return b
	}
	b, elsewhere := enter(), enter()
	p := b.Get("/fr/app/account")
	dark := fill(b, p, `form[action$="/preferences"]`, map[string]string{"lang": "en", "theme": "dark"})
	if dark.Path != "/en/app/account" || !strings.Contains(dark.Body, "Your preferences are saved.") {
		t.Errorf("preferences: %s", dark.Path)
	}
	if n := len(dark.All(`link[rel=stylesheet]`)); n != 2 || webtest.Attr(dark.All(`link[rel=stylesheet]`)[1], "media") != "" {
		t.Errorf("not dark: %d style sheets", n)
	}
	if n := len(dark.All("#sessions ~ .scroll tbody tr")); n != 2 {
		t.Errorf("%d sessions", n)
	}
	wrong := fill(b, dark, `form[action$="/password"]`, map[string]string{"present": "x", "password": "un cheval agrafe la lune"})
	if wrong.Status != http.StatusUnprocessableEntity || webtest.Attr(wrong.One("#present"), "aria-invalid") != "true" {
		t.Errorf("the present password is wrong: %d", wrong.Status)
	}
	done := fill(b, dark, `form[action$="/password"]`, map[string]string{"present": webtest.Password, "password": "un cheval agrafe la lune"})
	if !strings.Contains(done.Body, "The password is changed.") {
		t.Error("the password is not changed")
	}
	if p := elsewhere.Get("/fr/app/"); !strings.HasPrefix(p.Path, "/fr/app/sign-in") {
		t.Errorf("the other session lasts: %s", p.Path)
	}
}

// TestTheTimeOfAnAnswer compares what an unknown account and a wrong password take, as orders of magnitude.
func TestTheTimeOfAnAnswer(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	person(t, s, access.Head, "Direction")
	best := func(email string) time.Duration {
		least := time.Hour
		for range 4 {
			start := time.Now()
			s.Anyone(t).Post("/fr/app/sign-in", url.Values{"email": {email}, "password": {"un autre mot gardé"}})
			least = min(least, time.Since(start))
		}
		return least
	}
	with, without := best("direction@example.org"), best("nobody@example.org")
	if without < with/3 || with < without/3 {
		t.Errorf("%s with an account, %s without", with, without)
	}
}

// TestWordsOfCodes: what is completed from a code at run time has its words.
func TestWordsOfCodes(t *testing.T) {
	t.Parallel()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, c := range registry.AccountEventCodes() {
		keys = append(keys, "admin.event."+c)
	}
	for _, r := range registry.AccountRoles() {
		keys = append(keys, "admin.role."+string(r), "vocabulary.account_role."+string(r))
	}
	for _, c := range registry.AccountThemes() {
		keys = append(keys, "account.theme."+c)
	}
	for _, c := range []string{"account_taken", "account_disabled", "bad_sign_in", "bad_code_of_factor", "bad_email", "bad_role", "bad_choice", "password_too_short", "password_common", "bad_present_password", "last_admin", "bad_text", "too_long", "required"} {
		keys = append(keys, "problem."+c)
	}
	for _, lang := range i18n.Langs() {
		for _, k := range keys {
			if !catalogs.For(lang).Has(k) {
				t.Errorf("%s: %s has no words", lang, k)
			}
		}
	}
}
