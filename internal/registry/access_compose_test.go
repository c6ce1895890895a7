package registry_test

import (
	"testing"

	"entente/internal/access"
	"entente/internal/figure"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

// composePaths are the ways of compositions: what is asked for by name beside a year is given like anything else.
func composePaths() map[string]path {
	need := func(refs ...record.Ref) publish.Need {
		return publish.Need{From: 1900, Kinds: []record.Kind{record.KindFinding, record.KindDocument, record.KindFramework}, Refs: refs}
	}
	whole := func(read func(publish.Need) (figure.Input, error)) (any, error) {
		in, err := read(need(allIDs()...))
		if err != nil {
			return nil, err
		}
		return inputOf(in, allIDs()), nil
	}
	return map[string]path{
		"Registry.YearWith": {
			one: func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
				return w.YearWith(t.Context(), a, id, 2024, need(id))
			},
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				return whole(func(n publish.Need) (figure.Input, error) { return w.YearWith(t.Context(), a, office(owner), 2024, n) })
			},
			of: func(_ access.Actor, r record.Record) string {
				if r.Head().Withdrawn != "" {
					return ""
				}
				return string(r.Head().ID)
			},
		},
		"Public.YearWith": {
			one: func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
				return w.Public().YearWith(t.Context(), id, 2024, need(id))
			},
			whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
				return whole(func(n publish.Need) (figure.Input, error) {
					return w.Public().YearWith(t.Context(), office(owner), 2024, n)
				})
			},
		},
	}
}
