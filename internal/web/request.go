package web

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"entente/internal/access"
	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

// handler answers one request. It writes nothing itself: what it returns is sent, or its error told, in one place.
type handler func(q *request) (serve.Answer, error)

// request is a request with who makes it and what every page needs to answer it.
type request struct {
	*http.Request
	lang    i18n.Lang
	p       *i18n.Printer
	id      string           // of the request, in the log and on error pages
	account registry.Account // the zero Account when nobody has signed in
	session registry.Session
	actor   access.Actor
	office  *record.Office // the account's
	flash   flash          // what the page before had to say
}

// mostBody is how much a form may send, in bytes; a route that takes files says so by itself.
const mostBody = 4 << 20

func (a *app) serve(r route, lang i18n.Lang) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		most := r.most
		if most == 0 {
			most = mostBody
		}
		hr.Body = http.MaxBytesReader(w, hr.Body, most)
		q := &request{Request: hr, lang: lang, p: a.Catalogs.For(lang), id: rand.Text()[:12], actor: access.Public(), office: &record.Office{}}
		answer, err := serve.Guarded(func() (serve.Answer, error) { return a.answer(q, r) })
		if err != nil {
			answer = a.failure(q, err)
		}
		answer.Headers = append([][2]string{{"Cache-Control", "private, no-cache"}, {"Vary", "Cookie"}}, answer.Headers...)
		if q.flash != (flash{}) && answer.Location == "" {
			answer.Cookies = append(answer.Cookies, a.cookie(flashCookie, "", -1))
		}
		if err := serve.Send(w, hr, answer); err != nil {
			a.Log.InfoContext(hr.Context(), "answer not sent", "request", q.id, "path", hr.URL.Path, "error", err)
		}
	})
}

// answer finds out who asks, and runs the handler.
func (a *app) answer(q *request, r route) (serve.Answer, error) {
	if err := a.recognise(q); err != nil {
		return serve.Answer{}, err
	}
	q.flash = readFlash(q.Request)
	switch {
	case r.Need == Open:
	case q.account.ID == "":
		return serve.Redirect(http.StatusSeeOther, q.path("/sign-in")+"?next="+url.QueryEscape(q.here())), nil
	case q.account.Owes && !r.owing:
		return serve.Redirect(http.StatusSeeOther, q.path("/account/factor")), nil
	case r.Need == Admin && q.actor.Role != access.Admin:
		return serve.Answer{}, record.Errorf(record.NotFound, "no page %s", q.URL.Path)
	}
	return r.handle(q)
}

// recognise reads the session that the browser holds.
func (a *app) recognise(q *request) error {
	token := q.held(a.sessionName())
	if token == "" {
		return nil
	}
	account, session, err := a.Registry.Session(q.Context(), token)
	if errors.Is(err, record.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the session: %w", err)
	}
	q.account, q.session, q.actor = account, session, account.Actor()
	if account.Office == "" {
		return nil
	}
	e, err := a.Registry.Get(q.Context(), q.actor, account.Office)
	if errors.Is(err, record.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the office: %w", err)
	}
	if o, ok := e.Record.(*record.Office); ok {
		q.office = o
	}
	return nil
}

// held is what a cookie of that name says, "" when the browser has none.
func (q *request) held(name string) string {
	if c, err := q.Cookie(name); err == nil {
		return c.Value
	}
	return ""
}

// here is the address of the request itself; of a form that was sent, that of the page which holds it.
func (q *request) here() string {
	if q.Method != http.MethodGet && q.Method != http.MethodHead {
		return home(q.lang)
	}
	return q.URL.RequestURI()
}

// path is an address of the application in the language of the request.
func (q *request) path(below string) string { return home(q.lang) + below[1:] }

// home is where the application begins in a language.
func home(lang i18n.Lang) string { return "/" + string(lang) + "/app/" }

// listPath is where the records of a kind are listed; newPath where one is made; recordPath where one is.
func listPath(lang i18n.Lang, kind record.Kind) string {
	return home(lang) + "records/" + string(kind)
}

func newPath(lang i18n.Lang, kind record.Kind) string { return listPath(lang, kind) + "/new" }

func recordPath(lang i18n.Lang, kind record.Kind, id record.Ref) string {
	return listPath(lang, kind) + "/" + id.Short()
}

// failure is the page that tells an error, without its inner text.
func (a *app) failure(q *request, err error) serve.Answer {
	return serve.Failure(q.Request, a.Log, q.id, err, func(status int) (serve.Answer, error) {
		var many *registry.TooManyError
		if errors.As(err, &many) {
			return a.signPage(q, meta{title: q.p.T("sign.wait.title"), alone: q.account.ID == ""}, filled{wait: many.Wait}, wrong)
		}
		return a.html(q, meta{title: q.p.T(errorTitle(status)), status: status, alone: q.account.ID == ""}, errorPage(errorHint(status), q.id))
	})
}

func errorTitle(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "app.error.invalid"
	case http.StatusNotFound:
		return "app.error.missing"
	case http.StatusConflict:
		return "app.error.conflict"
	case http.StatusServiceUnavailable:
		return "app.error.unavailable"
	}
	return "app.error.internal"
}

func errorHint(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "app.error.invalid_hint"
	case http.StatusNotFound:
		return "app.error.missing_hint"
	case http.StatusConflict:
		return "app.error.conflict_hint"
	case http.StatusServiceUnavailable:
		return "app.error.unavailable_hint"
	}
	return "app.error.internal_hint"
}

// missing is the error of what is not there, or not for the reader.
func missing(what, name string) error { return record.Errorf(record.NotFound, "no %s %q", what, name) }
