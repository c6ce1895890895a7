package registry_test

import (
	"testing"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

// paperPaths are the ways to learn of records through what documents are made of.
func paperPaths() map[string]path {
	holds := func(m publish.Matter) any { return []any{m.Office, m.About, m.Tied, m.Around, m.Known, m.Logo} }
	return map[string]path{
		"Registry.Matter": {
			one: func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
				m, err := w.Matter(t.Context(), a, id)
				return holds(m), err
			},
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				var out []any
				for _, id := range known() {
					m, err := w.Matter(t.Context(), a, id)
					if err != nil {
						return nil, err
					}
					out = append(out, holds(m))
				}
				return out, nil
			},
			of: func(_ access.Actor, r record.Record) string {
				if r.Head().Withdrawn != "" {
					return ""
				}
				return string(r.Head().ID)
			},
		},
	}
}
