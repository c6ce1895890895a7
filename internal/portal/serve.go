package portal

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// handler answers one request. It writes nothing itself: what it returns is sent, or its error told, in one place.
type handler func(q *query) (answer, error)

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

// answer is a whole response.
type answer struct {
	status   int // 0 is 200
	media    string
	body     []byte
	location string // of a redirection
	headers  [][2]string
}

func redirect(status int, to string) answer { return answer{status: status, location: to} }

const (
	mediaHTML = "text/html; charset=utf-8"
	mediaText = "text/plain; charset=utf-8"
)

func (s *site) serve(r route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		q := &query{Request: hr, lang: r.lang, id: rand.Text()[:12]}
		if q.lang == "" {
			q.lang = languageOf(hr)
		}
		q.p = s.Catalogs.For(q.lang)
		a, err := s.kept(q, r)
		if err != nil {
			a = s.failure(q, err)
		}
		if err := send(w, hr, a); err != nil {
			s.Log.InfoContext(hr.Context(), "answer not sent", "request", q.id, "path", hr.URL.Path, "error", err)
		}
	})
}

// kept answers from the cache where nothing published has changed since the page was made.
func (s *site) kept(q *query, r route) (answer, error) {
	key, ok := cacheable(q.Request)
	if r.bare || r.various || !ok {
		return s.answer(q, r)
	}
	generation, err := s.Reader.Generation(q.Context())
	if err != nil {
		return answer{}, fmt.Errorf("read the generation: %w", err)
	}
	if a, ok := s.pages.get(generation, key); ok {
		return a, nil
	}
	a, err := s.answer(q, r)
	if err == nil {
		s.pages.put(generation, key, a)
	}
	return a, err
}

// answer runs a handler; a panic becomes an error, so that the reader gets a page and the log the request's id.
func (s *site) answer(q *query, r route) (a answer, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	if !r.bare {
		if q.offices, err = s.Reader.Offices(q.Context()); err != nil {
			return answer{}, fmt.Errorf("read offices: %w", err)
		}
		if q.logo, err = s.logo(q); err != nil {
			return answer{}, err
		}
	}
	return r.handle(q)
}

// failure is the page that tells an error, without its inner text.
func (s *site) failure(q *query, err error) answer {
	status := statusOf(err)
	if status >= http.StatusInternalServerError && !errors.Is(err, q.Context().Err()) {
		s.Log.ErrorContext(q.Context(), "request failed", "request", q.id, "path", q.URL.Path, "error", err)
	}
	m := meta{paths: both(homePath), noIndex: true, status: status}
	said := errorWords(status)
	m.title = q.p.T(said.title)
	a, err := s.html(q, m, func(v view) templ.Component { return errorPage(v, said.hint, q.id) })
	if err != nil {
		s.Log.ErrorContext(q.Context(), "error page failed", "request", q.id, "error", err)
		return answer{status: http.StatusInternalServerError, media: mediaText, body: []byte(q.id + "\n")}
	}
	return a
}

// html renders a page to a buffer, so that a failure half-way sends nothing of it.
func (s *site) html(q *query, m meta, page func(view) templ.Component) (answer, error) {
	var b bytes.Buffer
	if err := page(s.view(q, m)).Render(q.Context(), &b); err != nil {
		return answer{}, fmt.Errorf("render page: %w", err)
	}
	return answer{status: m.status, media: mediaHTML, body: b.Bytes()}, nil
}

func send(w http.ResponseWriter, r *http.Request, a answer) error {
	h := w.Header()
	for _, kv := range a.headers {
		h.Set(kv[0], kv[1])
	}
	if a.location != "" {
		h.Set("Location", a.location)
		h.Set("Vary", "Accept-Language")
		w.WriteHeader(a.status)
		return nil
	}
	h.Set("Content-Type", a.media)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache") // kept, and asked about each time
	}
	if a.status == 0 || a.status == http.StatusOK {
		sum := sha256.Sum256(a.body)
		tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		h.Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	if a.status != 0 {
		w.WriteHeader(a.status)
	}
	_, err := w.Write(a.body)
	return err
}

// matches tells whether a list of entity tags holds tag; weak ones compare equal to strong ones (RFC 9110 §13.1.2).
func matches(list, tag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
			return true
		}
	}
	return false
}
