package registry_test

import (
	"testing"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// pressNothing are the methods of editions that ask for no record: by a checksum, which only who has the document knows, and
// what makes files, which is the operator's alone. TestAnEditionIsPublishedOnceAndForAll holds who may.
func pressNothing() []string {
	return []string{
		"Registry.EditionBySum", "Registry.EditionsWithout", "Registry.KeepEditionFile", "Registry.MissEditionFile", "Public.EditionBySum",
	}
}

// pressPaths are the ways of what was published, and of reports on their way there.
func pressPaths() map[string]path {
	type ask = func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error)
	decide := func(f func(w *registrytest.World, t *testing.T, a access.Actor, id record.Ref) (int, error)) path {
		return path{one: func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
			return f(w, t, a, id)
		}}
	}
	one := func(f ask) path { return path{one: f} }
	public := func(_ access.Actor, r record.Record) string {
		if m := r.Head(); m.Visibility == record.Public && m.Withdrawn == "" {
			return string(m.ID)
		}
		return ""
	}
	return map[string]path{
		"Registry.Ask": decide(func(w *registrytest.World, t *testing.T, a access.Actor, id record.Ref) (int, error) {
			return w.Ask(t.Context(), a, id, 7, "")
		}),
		"Registry.Approve": decide(func(w *registrytest.World, t *testing.T, a access.Actor, id record.Ref) (int, error) {
			return w.Approve(t.Context(), a, id, 7, "")
		}),
		"Registry.SendBack": decide(func(w *registrytest.World, t *testing.T, a access.Actor, id record.Ref) (int, error) {
			return w.SendBack(t.Context(), a, id, 7, "non")
		}),
		"Registry.Publish": one(func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
			return w.Publish(t.Context(), a, registry.NewEdition{Subject: id, From: 7, Publication: &record.Publication{}})
		}),
		"Registry.NextEdition": one(func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
			n, before, err := w.NextEdition(t.Context(), a, id)
			return []any{n, before}, err
		}),
		"Registry.Editions": one(func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
			return w.Editions(t.Context(), a, id)
		}),
		"Registry.Edition": one(func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
			return w.Edition(t.Context(), a, id)
		}),
		"Registry.EditionFile": one(func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
			return w.EditionFile(t.Context(), a, id, "fr", "html")
		}),
		"Registry.States": {
			one: func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
				return w.States(t.Context(), []record.Ref{id})
			},
			whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
				return w.States(t.Context(), allIDs())
			},
			of: public,
		},
		"Public.Editions": {whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
			return w.Public().Editions(t.Context(), "", 0)
		}, of: never},
		"Public.Edition": one(func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
			return w.Public().Edition(t.Context(), id)
		}),
		"Public.EditionFile": one(func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
			return w.Public().EditionFile(t.Context(), publish.EditionFile{Publication: id, Lang: "fr", Format: "html"})
		}),
		"Public.Versions": {
			one: func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
				return w.Public().Versions(t.Context(), []record.Ref{id})
			},
			whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
				return w.Public().Versions(t.Context(), allIDs())
			},
		},
	}
}
