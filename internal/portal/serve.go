package portal

import (
	"crypto/rand"
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// handler answers one request. It writes nothing itself: what it returns is sent, or its error told, in one place.
type handler func(q *query) (serve.Answer, error)

// query is a request with what every page needs to answer it.
type query struct {
	*http.Request
	lang    i18n.Lang
	p       *i18n.Printer
	offices []*record.Office // the public ones, the main one first
	logo    publish.Head     // of the main office; zero when it has none
	id      string           // of the request, in the log and on error pages
}

// main is the office whose site this is; a nameless one before any was loaded.
func (q *query) main() *record.Office {
	if len(q.offices) == 0 {
		return &record.Office{}
	}
	return q.offices[0]
}

func (s *site) serve(r route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		q := &query{Request: hr, lang: r.lang, id: rand.Text()[:12]}
		if q.lang == "" {
			q.lang = languageOf(hr)
		}
		q.p = s.Catalogs.For(q.lang)
		a, err := serve.Guarded(func() (serve.Answer, error) { return s.kept(q, r) })
		if err != nil {
			a = s.failure(q, err)
		}
		if err := serve.Send(w, hr, a); err != nil {
			s.Log.InfoContext(hr.Context(), "answer not sent", "request", q.id, "path", hr.URL.Path, "error", err)
		}
	})
}

// kept answers from the cache where nothing published has changed since the page was made.
func (s *site) kept(q *query, r route) (serve.Answer, error) {
	if r.bare {
		return s.answer(q, r, 0)
	}
	generation, err := s.Reader.Generation(q.Context())
	if err != nil {
		return serve.Answer{}, fmt.Errorf("read the generation: %w", err)
	}
	key, ok := cacheable(q.Request)
	if r.various || !ok {
		return s.answer(q, r, generation)
	}
	if a, ok := s.pages.get(generation, key); ok {
		return a, nil
	}
	a, err := s.answer(q, r, generation)
	if err == nil {
		s.pages.put(generation, key, a)
	}
	return a, err
}

// answer runs a handler.
func (s *site) answer(q *query, r route, generation int64) (a serve.Answer, err error) {
	if !r.bare {
		if q.offices, err = s.officesAt(q, generation); err != nil {
			return serve.Answer{}, err
		}
		if q.logo, err = s.logo(q); err != nil {
			return serve.Answer{}, err
		}
	}
	if a, err = r.handle(q); err == nil && q.onlyFrench() && a.Location == "" && a.Media != serve.HTML {
		return serve.Answer{}, notFound("page", q.URL.Path) // a page sends to its French form; a file has none
	}
	return a, err
}

// onlyFrench tells whether an English address was asked for where the office has switched English off.
func (q *query) onlyFrench() bool { return q.lang == i18n.EN && !q.main().EnglishSite() }

// failure is the page that tells an error, without its inner text.
func (s *site) failure(q *query, err error) serve.Answer {
	return serve.Failure(q.Request, s.Log, q.id, err, func(status int) (serve.Answer, error) {
		said := errorWords(status)
		m := meta{paths: both(homePath), noIndex: true, status: status, title: q.p.T(said.title)}
		return s.html(q, m, func(v view) templ.Component { return errorPage(v, said.hint, q.id) })
	})
}

// html is a page, or the way to its French form.
func (s *site) html(q *query, m meta, page func(view) templ.Component) (serve.Answer, error) {
	if q.onlyFrench() && m.status == 0 {
		return serve.Redirect(http.StatusFound, m.paths.in(i18n.FR)), nil // not for ever: the office may change its mind
	}
	return serve.Page(q.Context(), m.status, page(s.view(q, m)))
}
