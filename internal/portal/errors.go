package portal

import (
	"errors"
	"net/http"

	"entente/internal/record"
)

// statusOf is the one table from a failure to what the reader is told. Forbidden says not found: that something exists
// and is not public is not for the public to know.
func statusOf(err error) int {
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

func notFound(what, name string) error { return record.Errorf(record.NotFound, "no %s %q", what, name) }

// said is the keys of the words that tell an error.
type said struct{ title, hint string }

func errorWords(status int) said {
	switch status {
	case http.StatusBadRequest:
		return said{"portal.error.invalid", "portal.error.invalid_hint"}
	case http.StatusNotFound:
		return said{"portal.error.missing", "portal.error.missing_hint"}
	case http.StatusServiceUnavailable:
		return said{"portal.error.unavailable", "portal.error.unavailable_hint"}
	}
	return said{"portal.error.internal", "portal.error.internal_hint"}
}
