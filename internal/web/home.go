package web

import "entente/internal/serve"

func (a *app) homeRoutes() []route {
	return []route{
		get("/{$}", "home", a.home),
		get("/{rest...}", "nothing", a.nothing),
	}
}

// home is the first page: what is going on in the office.
func (a *app) home(q *request) (serve.Answer, error) {
	return a.html(q, meta{title: q.p.T("app.menu.home")}, homePage)
}

func (*app) nothing(q *request) (serve.Answer, error) {
	return serve.Answer{}, missing("page", q.URL.Path)
}
