package form

import (
	"reflect"
	"slices"

	"entente/internal/record"
)

// Prefill begins a new record with another one that it is about: a mission to the city of an organisation, a relation with it, an outcome
// of a mission. It changes nothing where the kind has no place for the other.
func Prefill(r, from record.Record) {
	id, kind := from.Head().ID, from.Head().Kind
	org, isOrg := from.(*record.Organisation)
	switch x := r.(type) {
	case *record.Mission:
		if isOrg {
			x.InvitedBy = []record.Ref{id}
			x.Partners = []record.Part{{Who: id, Role: record.RoleHost}}
			if !org.Place.IsZero() {
				x.Stops = []record.Stop{{Place: org.Place}}
			}
			return
		}
	case *record.Visit:
		if isOrg {
			x.Origins = []record.Origin{{Who: id, Place: org.Place}}
			return
		}
	case *record.Agreement:
		if isOrg {
			x.Parties = append(x.Parties, record.Party{Who: id})
			return
		}
	case *record.Relation:
		if isOrg {
			x.Partner = id
			return
		}
	}
	cs := Controls(r.Head().Kind)
	for i := range cs {
		if put := first(&cs[i], cs[i].Field.In(reflect.ValueOf(r).Elem()), id, kind); put {
			return
		}
	}
}

// first puts a reference in a field that takes it and is the first to do so.
func first(c *Control, v reflect.Value, id record.Ref, kind record.Kind) bool {
	switch {
	case c.Path == "documents" || c.Path == "shared_with" || c.Path == "sources":
		return false
	case c.Sort == Part && c.Many:
		if len(c.Inside) == 0 || c.Inside[0].Sort != Link || !slices.Contains(c.Inside[0].Field.Refs, kind) {
			return false
		}
		e := reflect.New(v.Type().Elem()).Elem()
		c.Inside[0].Field.In(e).SetString(string(id))
		v.Set(reflect.Append(v, e))
		return true
	case c.Sort != Link || !slices.Contains(c.Field.Refs, kind):
		return false
	case c.Many:
		v.Set(reflect.Append(v, reflect.ValueOf(id)))
		return true
	case v.IsZero():
		v.SetString(string(id))
		return true
	}
	return false
}
