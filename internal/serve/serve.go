// Package serve holds what the public site and the staff application have in common as web servers: an answer as a value,
// how it is sent, the headers that every answer bears, and the table from a failure to its status. It must not know what the
// answers are about, nor who asks.
package serve

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"entente/internal/record"
)

// Answer is a whole response as a value: a handler that fails half-way has sent nothing.
type Answer struct {
	Status   int // 0 is 200
	Media    string
	Body     []byte
	Stream   func(io.Writer) error // instead of Body, for what is too large to be held
	Location string                // of a redirection
	Headers  [][2]string
	Cookies  []*http.Cookie
}

// The media types of most answers.
const (
	HTML = "text/html; charset=utf-8"
	Text = "text/plain; charset=utf-8"
)

// Redirect sends the reader to another address.
func Redirect(status int, to string) Answer { return Answer{Status: status, Location: to} }

// Send writes an answer. Pages get a tag, so that a browser which holds the same one is told so in a few bytes.
func Send(w http.ResponseWriter, r *http.Request, a Answer) error {
	h := w.Header()
	for _, kv := range a.Headers {
		h.Set(kv[0], kv[1])
	}
	for _, c := range a.Cookies {
		http.SetCookie(w, c)
	}
	if a.Location != "" {
		h.Set("Location", a.Location)
		h.Set("Vary", "Accept-Language")
		w.WriteHeader(a.Status)
		return nil
	}
	h.Set("Content-Type", a.Media)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache") // kept, and asked about each time
	}
	if a.Stream != nil {
		if a.Status != 0 {
			w.WriteHeader(a.Status)
		}
		return a.Stream(w)
	}
	if a.Status == 0 || a.Status == http.StatusOK {
		sum := sha256.Sum256(a.Body)
		tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		h.Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(a.Body)))
	if a.Status != 0 {
		w.WriteHeader(a.Status)
	}
	_, err := w.Write(a.Body)
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

// StatusOf is the one table from a failure to what the reader is told. Forbidden says not found: that something exists and
// is not theirs is not for the reader to know.
func StatusOf(err error) int {
	var e *record.Error
	if !errors.As(err, &e) {
		return http.StatusInternalServerError
	}
	switch e.Kind {
	case record.Invalid:
		return http.StatusBadRequest
	case record.NotFound, record.Forbidden:
		return http.StatusNotFound
	case record.Conflict:
		return http.StatusConflict
	case record.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// Secured puts on every answer the headers that keep a browser from doing more than showing a page and running the scripts
// that come with the program.
func Secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "+
			"script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

// Attachment is the header that asks a browser to keep an answer as a file of that name; without the name where no header can
// hold it.
func Attachment(name string) [2]string {
	value := mime.FormatMediaType("attachment", map[string]string{"filename": name})
	if value == "" {
		value = "attachment"
	}
	return [2]string{"Content-Disposition", value}
}
