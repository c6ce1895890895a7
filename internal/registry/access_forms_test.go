package registry_test

import (
	"testing"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

// formPaths are the ways to learn of records through what a form offers.
func formPaths() map[string]path {
	return map[string]path{
		"Registry.Offer": {
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				var out []any
				for _, typed := range []string{secret[:5], ""} {
					for _, kind := range []record.Kind{record.KindMission, record.KindDocument, record.KindTerm, record.KindPerson} {
						heads, err := w.Offer(t.Context(), a, []record.Kind{kind, record.KindOffice}, typed, 500)
						if err != nil {
							return nil, err
						}
						out = append(out, heads)
					}
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
		"Registry.Terms": {
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				return w.Terms(t.Context(), a, "theme")
			},
			of: func(_ access.Actor, r record.Record) string {
				if r.Head().Withdrawn != "" || r.Head().Kind != record.KindTerm {
					return ""
				}
				return string(r.Head().ID)
			},
		},
	}
}
