// Package webtest runs the staff application on a real database and asks it for pages as a browser without scripts does: it
// keeps cookies, follows redirections, reads forms from the page and sends them back.
package webtest

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"entente/assets"
	"entente/internal/access"
	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
	"entente/internal/web"
)

// Site is the application on a database of its own.
type Site struct {
	*registrytest.World
	Handler http.Handler
	Log     *bytes.Buffer
	Office  record.Ref // the one whose accounts [Site.As] signs in with
	Other   record.Ref // another office on the same database
}

// Open makes the application on an empty database with two offices.
func Open(t *testing.T, e registrytest.Engine) *Site {
	t.Helper()
	s := start(t, registrytest.Open(t, e))
	s.Office = s.office(t, "bureau", true)
	s.Other = s.office(t, "ailleurs", false)
	return s
}

// Sample makes the application on the sample office, with another office on the same database.
func Sample(t *testing.T, e registrytest.Engine) *Site {
	t.Helper()
	s := start(t, registrytest.Open(t, e))
	s.LoadSample(t)
	offices, err := s.Offices(t.Context(), access.OperatorActor())
	if err != nil {
		t.Fatal(err)
	}
	s.Office = offices[0].ID
	s.Other = s.office(t, "ailleurs", false)
	return s
}

// Empty makes the application on a database that holds nothing but the built-in terms.
func Empty(t *testing.T, e registrytest.Engine) *Site {
	t.Helper()
	return start(t, registrytest.Open(t, e))
}

func start(t *testing.T, w *registrytest.World) *Site {
	t.Helper()
	s := &Site{World: w, Log: &bytes.Buffer{}}
	s.Serve(t, "", nil)
	return s
}

// Serve makes the application anew, at a public address and behind proxies.
func (s *Site) Serve(t *testing.T, base string, proxies []string) {
	t.Helper()
	s.ServeWith(t, base, proxies, nil)
}

// ServeWith is Serve with a provider of identities.
func (s *Site) ServeWith(t *testing.T, base string, proxies []string, provider *web.Provider) {
	t.Helper()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	maps, err := chart.LoadMaps()
	if err != nil {
		t.Fatal(err)
	}
	built, err := assets.Load()
	if err != nil {
		t.Fatal(err)
	}
	var ours []netip.Prefix
	for _, p := range proxies {
		ours = append(ours, netip.MustParsePrefix(p))
	}
	s.Handler, err = web.New(web.Config{Registry: s.Registry, Catalogs: catalogs, Places: s.Places, Maps: maps, Assets: built,
		Log: slog.New(slog.NewTextHandler(s.Log, nil)), Now: s.Clock.Now, BaseURL: base, Proxies: ours, Provider: provider})
	if err != nil {
		t.Fatal(err)
	}
}

func (s *Site) office(t *testing.T, code string, main bool) record.Ref {
	t.Helper()
	id := record.KeyID("", record.KindOffice, "webtest/"+code)
	s.MustSave(t, &record.Office{Meta: record.Meta{ID: id, Kind: record.KindOffice, Office: id, Visibility: record.Public},
		Name: record.Text{FR: "Bureau " + code, EN: "Office " + code}, Code: code, Main: main}, 0)
	return id
}

// Password is that of every account which the tests sign in with.
const Password = "une phrase de passe assez longue"

// As signs in with an account of a role in the first office; AsOther, in the other one. Each call is a browser of its own.
func (s *Site) As(t *testing.T, role access.Role) *Browser { return s.as(t, role, s.Office) }

// AsOther signs in with an account of another office.
func (s *Site) AsOther(t *testing.T, role access.Role) *Browser { return s.as(t, role, s.Other) }

// Anyone is a browser that has not signed in.
func (s *Site) Anyone(t *testing.T) *Browser {
	return &Browser{t: t, site: s, cookies: map[string]string{}}
}

func (s *Site) as(t *testing.T, role access.Role, office record.Ref) *Browser {
	t.Helper()
	email := fmt.Sprintf("%s@%s.example.org", role, office.Short())
	_, err := s.CreateAccount(t.Context(), access.OperatorActor(), registry.NewAccount{Office: office, Name: string(role), Email: email, Role: role, Lang: "fr", Password: Password})
	if err != nil && !strings.Contains(err.Error(), "taken") {
		t.Fatal(err)
	}
	in, err := s.SignIn(t.Context(), email, Password, "", registry.From{Address: "192.0.2.1", Browser: "test"})
	if err != nil {
		t.Fatal(err)
	}
	b := s.Anyone(t)
	b.cookies["entente"] = in.Token
	b.Account = in.Account
	return b
}

// Browser asks for pages and keeps cookies.
type Browser struct {
	Account   registry.Account
	Forwarded string // what proxies say of where it is

	t       *testing.T
	site    *Site
	cookies map[string]string
}

// Page is an answer, read.
type Page struct {
	Status int
	Header http.Header
	Body   string
	Path   string // where redirections led
	Doc    *html.Node

	b *Browser
}

// Get asks for a page and follows redirections.
func (b *Browser) Get(path string) *Page {
	b.t.Helper()
	return b.follow(http.MethodGet, path, nil, "")
}

// Post sends a form and follows redirections.
func (b *Browser) Post(path string, form url.Values) *Page {
	b.t.Helper()
	return b.follow(http.MethodPost, path, strings.NewReader(form.Encode()), "application/x-www-form-urlencoded")
}

// Send sends any body and follows redirections.
func (b *Browser) Send(path, media string, body io.Reader) *Page {
	b.t.Helper()
	return b.follow(http.MethodPost, path, body, media)
}

// Cookie is the value of a cookie, "" for none; Plant puts one there, as another site of the same domain could.
func (b *Browser) Cookie(name string) string { return b.cookies[name] }

// Plant puts a cookie into the browser.
func (b *Browser) Plant(name, value string) { b.cookies[name] = value }

// Once asks without following redirections.
func (b *Browser) Once(method, path string, body io.Reader, media string) *Page {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.t.Context(), method, path, body)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if b.Forwarded != "" {
		r.Header.Set("X-Forwarded-For", b.Forwarded)
	}
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.site.Handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	p := &Page{Status: w.Code, Header: w.Header(), Body: w.Body.String(), Path: path, b: b}
	if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
		doc, err := html.Parse(strings.NewReader(p.Body))
		if err != nil {
			b.t.Fatalf("%s: %v", path, err)
		}
		p.Doc = doc
	}
	return p
}

func (b *Browser) follow(method, path string, body io.Reader, media string) *Page {
	b.t.Helper()
	p := b.Once(method, path, body, media)
	for range 5 {
		to := p.Header.Get("Location")
		if to == "" || p.Status < 300 || p.Status > 399 {
			return p
		}
		to, _, _ = strings.Cut(to, "#") // which a browser keeps to itself
		p = b.Once(http.MethodGet, to, nil, "")
	}
	b.t.Fatalf("%s: redirected for ever", path)
	return nil
}

// All are the elements that a CSS selector finds.
func (p *Page) All(selector string) []*html.Node {
	p.b.t.Helper()
	if p.Doc == nil {
		p.b.t.Fatalf("%s: not a page: %d %s", p.Path, p.Status, p.Header.Get("Content-Type"))
	}
	sel, err := cascadia.Parse(selector)
	if err != nil {
		p.b.t.Fatalf("selector %q: %v", selector, err)
	}
	return cascadia.QueryAll(p.Doc, sel)
}

// One is the only element that a selector finds.
func (p *Page) One(selector string) *html.Node {
	p.b.t.Helper()
	found := p.All(selector)
	if len(found) != 1 {
		p.b.t.Fatalf("%s: %d elements %s, one is wanted\n%s", p.Path, len(found), selector, p.Body)
	}
	return found[0]
}

// Texts are the words of the elements that a selector finds.
func (p *Page) Texts(selector string) []string {
	p.b.t.Helper()
	var out []string
	for _, n := range p.All(selector) {
		out = append(out, Text(n))
	}
	return out
}

// Text is the words below a node, with single spaces.
func Text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Attr is an attribute of a node, "" when it has none.
func Attr(n *html.Node, name string) string {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	if i < 0 {
		return ""
	}
	return n.Attr[i].Val
}

// Form is what a form would send as it stands on the page: every control that is not disabled, buttons left out.
func (p *Page) Form(selector string) (action string, values url.Values) {
	p.b.t.Helper()
	form := p.One(selector)
	values = url.Values{}
	for n := range form.Descendants() {
		name := Attr(n, "name")
		if n.Type != html.ElementNode || name == "" || has(n, "disabled") {
			continue
		}
		switch n.Data {
		case "input":
			switch Attr(n, "type") {
			case "submit", "button", "file", "image", "reset":
			case "checkbox", "radio":
				if has(n, "checked") {
					value := Attr(n, "value")
					if !has(n, "value") {
						value = "on"
					}
					values.Add(name, value)
				}
			default:
				values.Add(name, Attr(n, "value"))
			}
		case "textarea":
			values.Add(name, strings.TrimPrefix(raw(n), "\n"))
		case "select":
			choose(n, name, values)
		}
	}
	if action = Attr(form, "action"); action == "" {
		action = p.Path
	}
	return action, values
}

func choose(n *html.Node, name string, values url.Values) {
	var first *html.Node
	chosen := false
	for o := range n.Descendants() {
		if o.Type != html.ElementNode || o.Data != "option" {
			continue
		}
		if first == nil {
			first = o
		}
		if has(o, "selected") {
			values.Add(name, option(o))
			chosen = true
		}
	}
	if !chosen && first != nil && !has(n, "multiple") {
		values.Add(name, option(first))
	}
}

func option(o *html.Node) string {
	if has(o, "value") {
		return Attr(o, "value")
	}
	return Text(o)
}

func raw(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// FromElsewhere posts a form as a page of another site would have a signed-in browser do, and tells the status.
func (s *Site) FromElsewhere(t *testing.T, path string) int {
	t.Helper()
	b := s.As(t, access.Admin)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	r.AddCookie(&http.Cookie{Name: "entente", Value: b.cookies["entente"]})
	w := httptest.NewRecorder()
	s.Handler.ServeHTTP(w, r)
	return w.Code
}
