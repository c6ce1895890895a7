package portal

import (
	"net/http"

	"entente/internal/record"
)

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
