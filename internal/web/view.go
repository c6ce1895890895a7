package web

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

const (
	styleSheet = "app.css"
	nightSheet = "dark.css"
	iconSheet  = "icons.svg"
	script     = "app.js"
)

// meta is what a page says of itself.
type meta struct {
	title  string
	trail  []crumb // the pages above it, the first page left out
	entry  string  // of the menu that it belongs to
	status int     // 0 is 200
	alone  bool    // without the menu: for whoever has not signed in
	plain  bool    // the page sets its own heading
	again  bool    // the page is to be looked at again; a script does that better
}

// crumb is a page above another.
type crumb struct{ label, href string }

// view is what every template is given: the page's meta, the language, who reads, and addresses.
type view struct {
	meta
	p                     *i18n.Printer
	lang                  i18n.Lang
	account               registry.Account
	office                *record.Office
	flash                 flash
	css, night, icons, js string // addresses
	here                  string // the address of the page
	elsewhere             string // the same page in the other language
}

func (a *app) view(q *request, m meta) view {
	asset := func(name string) string { return "/assets/" + a.Assets.Path(name) }
	rest := strings.TrimPrefix(q.here(), home(q.lang))
	return view{
		meta: m, p: q.p, lang: q.lang, account: q.account, office: q.office, flash: q.flash,
		css: asset(styleSheet), night: asset(nightSheet), icons: asset(iconSheet), js: asset(script),
		here: q.here(), elsewhere: home(serve.Other(q.lang)) + rest,
	}
}

// html is a page in its frame.
func (a *app) html(q *request, m meta, page func(view) templ.Component) (serve.Answer, error) {
	v := a.view(q, m)
	return serve.Page(templ.WithChildren(q.Context(), page(v)), m.status, frame(v))
}

// fragment renders a part of a page, for scripts that put it where it belongs.
func (a *app) fragment(q *request, part func(view) templ.Component) (serve.Answer, error) {
	return serve.Page(q.Context(), 0, part(a.view(q, meta{})))
}

func (v view) path(below string) string { return home(v.lang) + below[1:] }

// T words a key of the catalogs.
func (v view) T(key string, args ...any) string { return v.p.T(key, args...) }

func (v view) kind(k record.Kind) string  { return i18n.Capital(v.p.T("kind." + string(k) + ".one")) }
func (v view) kinds(k record.Kind) string { return i18n.Capital(v.p.T("kind." + string(k) + ".other")) }

// name is a text in the reader's language, or in the one that it has.
func (v view) name(t record.Text) string {
	text, _ := t.In(string(v.lang))
	return text
}

// officeName is the name of the reader's office.
func (v view) officeName() string {
	if name := v.name(v.office.Name); name != "" {
		return name
	}
	return v.p.T("app.name")
}

// pageTitle is the title of the browser's window.
func (v view) pageTitle() string {
	return strings.Join(slices.DeleteFunc([]string{v.title, v.officeName(), "Entente"}, func(s string) bool { return s == "" }), " – ")
}

// flashWords says what was done.
func (v view) flashWords() string {
	args := []any{"name", v.flash.Name, "n", v.flash.N}
	return v.p.T(v.flash.Key, args...)
}
