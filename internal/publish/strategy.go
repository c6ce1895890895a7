package publish

import (
	"cmp"
	"slices"

	"entente/internal/record"
)

// Strategy is a framework with its objectives as a tree and the strategies that carry it out.
type Strategy struct {
	Framework  *record.Framework
	Objectives []*Objective
	Under      []*Strategy
}

// Objective is a node of a strategy with the stories told of it.
type Objective struct {
	*record.Objective
	Stories []*record.Story
	Under   []*Objective
}

// Strategies hangs objectives, stories and strategies on one another. Whatever hangs on something that is not given, or
// on itself through others, stands at the top: nothing is lost.
func Strategies(frameworks []*record.Framework, objectives []*record.Objective, stories []*record.Story) []*Strategy {
	nodes := make([]*Objective, len(objectives))
	for i, o := range objectives {
		nodes[i] = &Objective{Objective: o}
		for _, s := range stories {
			if s.Objective == o.ID {
				nodes[i].Stories = append(nodes[i].Stories, s)
			}
		}
	}
	slices.SortStableFunc(nodes, func(a, b *Objective) int { return cmp.Compare(a.Number, b.Number) })
	all := make([]*Strategy, len(frameworks))
	for i, f := range frameworks {
		own := slices.DeleteFunc(slices.Clone(nodes), func(o *Objective) bool { return o.Framework != f.ID })
		all[i] = &Strategy{Framework: f, Objectives: hang(own,
			func(o *Objective) (record.Ref, record.Ref) { return o.ID, o.Parent },
			func(o, under *Objective) { o.Under = append(o.Under, under) })}
	}
	slices.SortStableFunc(all, func(a, b *Strategy) int {
		return cmp.Compare(a.Framework.When().SortKey(), b.Framework.When().SortKey())
	})
	return hang(all,
		func(s *Strategy) (record.Ref, record.Ref) { return s.Framework.ID, s.Framework.Parent },
		func(s, under *Strategy) { s.Under = append(s.Under, under) })
}

// hang puts each under its parent and returns those at the top.
func hang[N any](all []N, of func(N) (id, parent record.Ref), put func(parent, child N)) []N {
	at := map[record.Ref]N{}
	above := map[record.Ref]record.Ref{}
	for _, n := range all {
		id, parent := of(n)
		at[id], above[id] = n, parent
	}
	var top []N
	for _, n := range all {
		id, parent := of(n)
		p, known := at[parent]
		if !known || circular(above, id) {
			top = append(top, n)
			continue
		}
		put(p, n)
	}
	return top
}

// circular tells whether the way up from id comes back to it.
func circular(above map[record.Ref]record.Ref, id record.Ref) bool {
	next := above[id]
	for range above {
		if next == "" {
			return false
		}
		if next == id {
			return true
		}
		next = above[next]
	}
	return false
}

// OfLevel lists the objectives of a level anywhere in the strategy, strategies under it left out.
func (s *Strategy) OfLevel(level string) []*Objective {
	var out []*Objective
	var walk func([]*Objective)
	walk = func(list []*Objective) {
		for _, o := range list {
			if o.Level == level {
				out = append(out, o)
			}
			walk(o.Under)
		}
	}
	walk(s.Objectives)
	return out
}

// Declared is how many objectives of a level the strategy says that it holds; ok is false when it does not say.
func (s *Strategy) Declared(level string) (q record.Quantity, ok bool) {
	i := slices.IndexFunc(s.Framework.Contents, func(q record.Quantity) bool { return q.Unit == level })
	if i < 0 {
		return record.Quantity{}, false
	}
	return s.Framework.Contents[i], true
}
