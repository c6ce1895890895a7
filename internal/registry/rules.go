package registry

import (
	"context"
	"slices"
	"strconv"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

func itoa(n int) string { return strconv.Itoa(n) }

// placeRules holds that places are those of the gazetteer.
func (g *Registry) placeRules(r record.Record) []record.Problem {
	var out []record.Problem
	bad := func(field, value string) {
		out = append(out, record.Problem{Field: field, Code: "unknown_place", Args: map[string]string{"value": value}})
	}
	for _, at := range record.Places(r) {
		p := at.Place
		if p.Country != "" {
			if _, ok := g.places.Country(p.Country); !ok {
				bad(at.Field, p.Country)
				continue
			}
		}
		if p.Subdivision != "" {
			if _, ok := g.places.Subdivision(p.Subdivision); !ok {
				bad(at.Field, p.Subdivision)
			}
		}
		if p.City != "" {
			if c, ok := g.places.City(p.City); !ok || c.Country != p.Country {
				bad(at.Field, p.City)
			}
		}
	}
	return out
}

// linkRules holds that what a record refers to exists, is of a kind that the field takes, and may be seen by the actor: to
// name what one may not see would tell that it exists. kinds are those of the records that are known to be there.
func linkRules(self *record.Meta, links []record.Link, kinds map[record.Ref]record.Kind) []record.Problem {
	var out []record.Problem
	for _, l := range links {
		switch kind := kinds[l.Target]; {
		case kind == "" && l.Target == self.ID && slices.Contains(l.Kinds, self.Kind): // an office owns itself
		case kind == "":
			out = append(out, record.Problem{Field: l.Field, Code: "unknown_reference", Args: map[string]string{"value": string(l.Target)}})
		case !slices.Contains(l.Kinds, kind), l.Field == "merged_into" && kind != self.Kind:
			out = append(out, record.Problem{Field: l.Field, Code: "wrong_kind", Args: map[string]string{"value": string(l.Target), "kind": string(kind)}})
		}
	}
	return out
}

// kindsOf adds to kinds those of what links refer to, where the actor may see it.
func kindsOf(ctx context.Context, tx *store.Tx, scope access.Scope, links []record.Link, kinds map[record.Ref]record.Kind) error {
	var ids []record.Ref
	for _, l := range links {
		if _, asked := kinds[l.Target]; !asked {
			kinds[l.Target] = ""
			ids = append(ids, l.Target)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	heads, err := tx.Heads(ctx, scope, ids)
	for _, h := range heads {
		kinds[h.ID] = h.Kind
	}
	return err
}

// standing adds to kinds what the record refers to as it stands, seen by the actor or not: what is written already tells
// nothing when it stays, and a record must be withdrawn even when what it refers to was hidden meanwhile.
func standing(ctx context.Context, tx *store.Tx, old record.Record, kinds map[record.Ref]record.Kind) error {
	if old == nil {
		return nil
	}
	var ids []record.Ref
	for _, l := range record.Links(old) {
		if kind, asked := kinds[l.Target]; asked && kind == "" {
			ids = append(ids, l.Target)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	heads, err := tx.Heads(ctx, access.Scope{All: true}, ids)
	for _, h := range heads {
		kinds[h.ID] = h.Kind
	}
	return err
}

// screenRules holds that an agreement signed with a body for which the law asks an authorisation has one, even where nobody
// has screened it (M-25.1.1 s. 23; M-30 s. 3.11). It looks at the parties whose kinds are known: of one that the actor may not
// see, even this answer would tell something.
func (g *Registry) screenRules(ctx context.Context, tx *store.Tx, r record.Record, kinds map[record.Ref]record.Kind) ([]record.Problem, error) {
	a, ok := r.(*record.Agreement)
	if !ok || a.NeedsAuthorisation() || !a.OursIsParty() || a.History || a.Authorised.Reference != "" && a.Authorised.On != "" {
		return nil, nil
	}
	if a.Signed == "" && a.Status != record.StatusSigned && a.Status != record.StatusInForce {
		return nil, nil
	}
	var ids []record.Ref
	for _, p := range a.Parties {
		if !p.Ours && kinds[p.Who] != "" {
			ids = append(ids, p.Who)
		}
	}
	entries, err := tx.Many(ctx, access.Scope{All: true}, ids)
	if err != nil {
		return nil, err
	}
	var others []*record.Organisation
	for _, e := range entries {
		o, err := record.Decode([]byte(e.Data))
		if err != nil {
			return nil, err
		}
		if org, ok := o.(*record.Organisation); ok {
			others = append(others, org)
		}
	}
	if s := record.Screen(others); s == record.ScreenMinister || s == record.ScreenOrder {
		return []record.Problem{{Field: "authorised.reference", Code: "authorisation_needed", Args: map[string]string{"screening": s}}}, nil
	}
	return nil, nil
}
