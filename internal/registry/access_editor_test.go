package registry_test

import (
	"errors"
	"testing"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

// editorPaths are the ways to learn of records by composing a page or a report.
func editorPaths() map[string]path {
	return map[string]path{
		"Registry.Recompose": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			return w.Recompose(t.Context(), a, ref, "", false, func(record.Record) error { return errors.New("composed") })
		}},
		"Registry.SayOf": {one: func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
			_, err := w.SayOf(t.Context(), a, ref, "b1", " ")
			return nil, err
		}},
	}
}
