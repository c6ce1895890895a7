package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/a-h/templ"
)

// Page renders a page to a buffer, so that a failure half-way sends nothing of it.
func Page(ctx context.Context, status int, page templ.Component) (Answer, error) {
	var b bytes.Buffer
	if err := page.Render(ctx, &b); err != nil {
		return Answer{}, fmt.Errorf("render page: %w", err)
	}
	return Answer{Status: status, Media: HTML, Body: b.Bytes()}, nil
}

// Guarded runs a handler; a panic becomes an error, so that the reader gets a page and the log the request's id.
func Guarded(handle func() (Answer, error)) (a Answer, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	return handle()
}

// Failure is the page that tells an error, without its inner text; the log has that, under the request's id. Where the page fails too,
// the id alone is told.
func Failure(r *http.Request, log *slog.Logger, id string, err error, page func(status int) (Answer, error)) Answer {
	status := StatusOf(err)
	if status >= http.StatusInternalServerError && !errors.Is(err, r.Context().Err()) {
		log.ErrorContext(r.Context(), "request failed", "request", id, "path", r.URL.Path, "error", err)
	}
	a, err := page(status)
	if err != nil {
		log.ErrorContext(r.Context(), "error page failed", "request", id, "error", err)
		return Answer{Status: http.StatusInternalServerError, Media: Text, Body: []byte(id + "\n")}
	}
	return a
}
