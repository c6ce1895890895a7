package web

import (
	"iter"
	"slices"
	"strings"

	"entente/internal/i18n"
)

// Route is one address that the application answers, in every language, and what it is for.
type Route struct {
	Method, Path string // "/records/{kind}", below the language's root
	Name         string
	Need         Need
}

// Need is what an address asks of whoever comes.
type Need int

// From an account to nothing at all. An account is the least by default, so that nothing is left open by forgetting.
const (
	Signed Need = iota // an account
	Admin              // an account that administers
	Open               // nothing
)

type route struct {
	Route
	handle handler
	most   int64 // bytes that a request may send; 0 for what a form needs
	owing  bool  // also for whoever still owes a second factor
}

// Routes lists every address of the application, so that a test can ask for all of them.
func Routes() []Route {
	var out []Route
	for _, r := range new(app).routes() {
		out = append(out, r.Route)
	}
	return out
}

// routes joins those of every part of the application.
func (a *app) routes() []route {
	return slices.Concat(
		a.homeRoutes(),
		a.recordRoutes(),
		a.signRoutes(),
		a.accountRoutes(),
		a.feedRoutes(),
		a.adminRoutes(),
		a.lookRoutes(),
		a.formRoutes(),
		a.healthRoutes(),
		a.listRoutes(),
		a.sheetRoutes(),
		a.paperRoutes(),
		a.composeRoutes(),
		a.reportRoutes(),
	)
}

func get(path, name string, h handler) route {
	return route{Route: Route{Method: "GET", Path: path, Name: name}, handle: h}
}

func post(path, name string, h handler) route {
	return route{Route: Route{Method: "POST", Path: path, Name: name}, handle: h}
}

// open lets everybody come; admin only those who administer.
func (r route) open() route  { r.Need = Open; return r }
func (r route) admin() route { r.Need = Admin; return r }

// early lets an account come that still owes a second factor.
func (r route) early() route { r.owing = true; return r }

// taking lets a request send so many bytes.
func (r route) taking(bytes int64) route { r.most = bytes; return r }

// Patterns are what the route is in each language, as patterns of [net/http.ServeMux].
func (r Route) Patterns() iter.Seq2[string, i18n.Lang] {
	return func(yield func(string, i18n.Lang) bool) {
		for _, lang := range i18n.Langs() {
			if !yield(r.Method+" "+strings.TrimSuffix(home(lang), "/")+r.Path, lang) {
				return
			}
		}
	}
}
