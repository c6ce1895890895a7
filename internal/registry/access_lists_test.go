package registry_test

import (
	"testing"

	"entente/internal/access"
	"entente/internal/listing"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// questions are the ways in which lists could tell of what an actor may not see: every order, filters on what is private, on
// what others refer to, on whatever is there.
func questions() []listing.Query {
	filter := func(kind record.Kind, f ...listing.Filter) listing.Query {
		return listing.Query{Kinds: []record.Kind{kind}, Filters: f, Withdrawn: listing.Also}
	}
	out := []listing.Query{
		{Withdrawn: listing.Also, Limit: 3}, {Withdrawn: listing.Also, Sort: listing.ByTitle, Down: true, Limit: 500}, {Withdrawn: listing.Only}, {Words: secret, Limit: 500},
		filter(record.KindMission, listing.Filter{Field: listing.Country, Op: listing.Any, Values: []string{"FR"}}),
		filter(record.KindMission, listing.Filter{Field: listing.Visibility, Op: listing.Any, Values: []string{"private", "shared"}}),
		filter(record.KindMission, listing.Filter{Field: listing.By, Op: listing.Any, Values: []string{listing.Me}}),
		filter(record.KindMission, listing.Filter{Field: listing.Date, Op: listing.In, Values: []string{"2024..2024"}}),
		filter(record.KindMission, listing.Filter{Field: "shared_with", Op: listing.Has}),
		filter(record.KindMission, listing.Filter{Field: "services", Op: listing.Any, Values: []string{listing.Typed + "organisme"}}),
		filter(record.KindVisit, listing.Filter{Field: "themes", Op: listing.Any, Values: []string{listing.Typed + secret}}),
		filter(record.KindPost, listing.Filter{Field: "holders.person", Op: listing.Has}),
	}
	for _, s := range listing.Sorts() {
		out = append(out, listing.Query{Kinds: []record.Kind{record.KindMission, record.KindTerm}, Sort: s, Limit: 2})
	}
	return out
}

// about asks for what refers to a record, in each way.
func about(ref record.Ref) []listing.Query {
	var out []listing.Query
	for kind, field := range map[record.Kind]string{
		record.KindVisit: "themes", record.KindParticipation: "mission", record.KindPost: "holders.person",
	} {
		for _, op := range []listing.Op{listing.Any, listing.All} {
			out = append(out, listing.Query{Kinds: []record.Kind{kind}, Filters: []listing.Filter{{Field: field, Op: op, Values: []string{string(ref)}}}})
		}
	}
	return out
}

func listPaths() map[string]path {
	walk := func(t *testing.T, w *registrytest.World, a access.Actor, q listing.Query) ([]registry.Listed, error) {
		t.Helper()
		var out []registry.Listed
		for {
			p, err := w.Records(t.Context(), a, q)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
			if q.After = p.Next; q.After == "" {
				return out, nil
			}
		}
	}
	return map[string]path{
		"Registry.Records": {
			one: func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
				var out []int
				for _, q := range about(id) {
					p, err := w.Records(t.Context(), a, q)
					if err != nil {
						return nil, err
					}
					out = append(out, len(p.Entries))
				}
				total := 0 // the questions come in no order
				for _, n := range out {
					total += n
				}
				return total, nil
			},
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				var out []any
				for _, q := range questions() {
					p, err := walk(t, w, a, q)
					if err != nil {
						return nil, err
					}
					out = append(out, p)
				}
				return out, nil
			},
		},
		"Registry.Each": {whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
			var out []any
			for p, err := range w.Each(t.Context(), a, listing.Query{Withdrawn: listing.Also}) {
				if err != nil {
					return nil, err
				}
				out = append(out, p)
			}
			return out, nil
		}},
		"Registry.Count": {
			one: func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
				total := 0
				for _, q := range about(id) {
					n, err := w.Count(t.Context(), a, q)
					if err != nil {
						return nil, err
					}
					total += n.N
				}
				return total, nil
			},
		},
		"Registry.Facets": {
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				var out []any
				for _, kind := range []record.Kind{record.KindMission, record.KindVisit, record.KindParticipation, record.KindPost} {
					f, err := w.Facets(t.Context(), a, listing.Query{Kinds: []record.Kind{kind}}, listing.Fields(kind))
					if err != nil {
						return nil, err
					}
					delete(f, "shared_with") // its name is the office's to read; what it holds of others is held in the store's own tests
					out = append(out, f)
				}
				return out, nil
			},
			of: func(_ access.Actor, r record.Record) string {
				if r.Head().Withdrawn != "" || r.Head().Kind == record.KindDocument || r.Head().Kind == record.KindTerm && r.Head().ID == "" {
					return ""
				}
				return string(r.Head().ID)
			},
		},
	}
}

// TestListsCountWhatIsSeen: a number above a list is that of what its reader sees.
func TestListsCountWhatIsSeen(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := accessWorld(t, e)
		for _, r := range readers() {
			want := 0
			for _, x := range trials() {
				if x.record.Head().Kind == record.KindMission && x.record.Head().Withdrawn == "" && r.sees(x) {
					want++
				}
			}
			for name, q := range map[string]listing.Query{
				"all": {Kinds: []record.Kind{record.KindMission}},
				"of a country": {Kinds: []record.Kind{record.KindMission}, Filters: []listing.Filter{
					{Field: listing.Country, Op: listing.Any, Values: []string{"FR"}}}},
				"that hold a word": {Kinds: []record.Kind{record.KindMission}, Words: secret},
			} {
				n, err := w.Count(t.Context(), r.a, q)
				if err != nil || n != (listing.Count{N: want}) {
					t.Errorf("%s counts %+v missions %s, want %d: %v", r.name, n, name, want, err)
				}
				f, err := w.Facets(t.Context(), r.a, q, listing.Fields(record.KindMission))
				if err != nil || f["country"]["FR"] != want {
					t.Errorf("%s counts %d missions to France, %s, want %d: %v", r.name, f["country"]["FR"], name, want, err)
				}
			}
		}
	})
}
