package portal

import (
	"entente/internal/i18n"
	"entente/internal/record"
)

// Route is one address that the site answers, as a pattern of [http.ServeMux], and what it is for.
type Route struct{ Pattern, Name string }

// Routes lists every address of the site, so that a test can ask for all of them.
func Routes() []Route {
	var out []Route
	for _, r := range new(site).routes() {
		out = append(out, r.Route)
	}
	return out
}

// route is a Route with what answers it. lang is empty where the address is of no language.
type route struct {
	Route
	lang    i18n.Lang
	handle  handler
	bare    bool // needs nothing of the Reader
	various bool // asked in so many ways that its answers are not worth keeping
}

func (s *site) routes() []route {
	out := []route{
		{Route: Route{"GET /{$}", "root"}, handle: s.root, bare: true},
		{Route: Route{"GET /healthz", "health"}, handle: s.health},
		{Route: Route{"GET /robots.txt", "robots"}, handle: s.robots, bare: true},
		{Route: Route{"GET /sitemap.xml", "sitemap"}, handle: s.sitemap},
		{Route: Route{"GET /assets/{file}", "asset"}, handle: s.asset, bare: true},
		{Route: Route{"GET /", "not-found"}, handle: s.nothing},
	}
	for _, lang := range i18n.Langs() {
		add := func(path, name string, h handler) {
			out = append(out, route{Route: Route{"GET " + path, name + "." + string(lang)}, lang: lang, handle: h})
		}
		add("/"+string(lang), "home-redirect", s.toHome)
		out = append(out, route{Route: Route{"POST " + opinionPath(lang), "opinion." + string(lang)}, lang: lang, handle: s.opinion})
		add(opinionPath(lang), "opinion-form", s.opinionGet)
		add(thanksPath(lang), "opinion-thanks", s.thanks)
		add(homePath(lang)+"{$}", "home", s.home)
		out = append(out, route{Route: Route{"GET " + searchPath(lang), "search." + string(lang)}, lang: lang, handle: s.search, various: true})
		add(feedPath(lang), "feed", s.feed)
		out = append(out, route{Route: Route{"GET " + suggestPath(lang), "suggest." + string(lang)}, lang: lang, handle: s.suggest, various: true})
		for _, reports := range []struct{ path, name string }{
			{reportsPath(lang, ""), "report"},
			{reportsPath(lang, "{code}"), "office-report"},
		} {
			year := reports.path + "/{year}"
			add(reports.path, reports.name+"s", s.reports)
			add(year, reports.name, s.report)
			add(year+"/editions/{edition}", reports.name+"-edition", s.issue)
			add(year+"/"+figuresWord(lang)+"/{key}", reports.name+"-figure", s.figure)
		}
		for _, sp := range specials() {
			add(specialPath(lang, sp.name), "site-"+sp.name, s.special(sp.name))
		}
		for _, sec := range sections() {
			path, name := listPath(lang, sec.kind), string(sec.kind)
			if sec.listed {
				add(path, name+"-list", s.listOf(sec))
			}
			add(path+"/{permalink}", name, s.record(sec))
			if sec.kind == record.KindReference {
				add(path+bibEnding, name+"-bibtex", s.bibTeX)
				add(path+cslEnding, name+"-csl", s.csl)
			}
			if sec.kind == record.KindDocument {
				add(path+"/{permalink}/"+fileWord(lang), name+"-file", s.file)
			}
		}
	}
	return out
}
