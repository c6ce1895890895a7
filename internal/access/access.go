// Package access says who may do what: actors, their roles, and the scope of records that each may see. It is pure: it
// must not know how records are stored or how an actor proved who they are.
package access

import (
	"slices"

	"entente/internal/record"
)

// Role is what an actor may do within their office.
type Role string

// The roles, from the one that may do everything to the one that reads what is published.
const (
	Operator    Role = "operator"    // who runs the program on its machine: every office, every verb
	Admin       Role = "admin"       // of one office
	Head        Role = "head"        //
	Officer     Role = "officer"     // writes and publishes
	Contributor Role = "contributor" // writes what is not public
	Reader      Role = "reader"      // sees what the office sees
	Anyone      Role = "public"      // sees what is published
)

// Roles lists them all.
func Roles() []Role { return []Role{Operator, Admin, Head, Officer, Contributor, Reader, Anyone} }

// Actor is who asks.
type Actor struct {
	ID         record.Ref // the account's; "" for the program itself and for the public
	Name       string
	Role       Role
	Office     record.Ref
	Committees []record.Ref // whose shared records the actor's office sees
}

// OperatorActor is the actor of the command line.
func OperatorActor() Actor { return Actor{Name: "operator", Role: Operator} }

// Public is the actor of everybody who has not signed in.
func Public() Actor { return Actor{Name: "public", Role: Anyone} }

// Member is an actor of an office.
func Member(name string, role Role, office record.Ref) Actor {
	return Actor{Name: name, Role: role, Office: office}
}

// Verb is what an actor wants to do with a record.
type Verb string

// The verbs.
const (
	See      Verb = "see"
	Write    Verb = "write"   // create or change
	Publish  Verb = "publish" // make or keep public
	Withdraw Verb = "withdraw"
	Restore  Verb = "restore"
)

// Scope is the part of all records that an actor may see; the store turns it into SQL. The zero Scope sees nothing.
type Scope struct {
	All       bool
	Published bool       // what is public and not withdrawn
	Office    record.Ref // and everything of this office
	Shares    []record.Ref
}

// ScopeOf is what a may see.
func ScopeOf(a Actor) Scope {
	switch {
	case a.Role == Operator:
		return Scope{All: true}
	case a.Role == Anyone || a.Office == "":
		return Scope{Published: true}
	}
	return Scope{Published: true, Office: a.Office, Shares: append([]record.Ref{a.Office}, a.Committees...)}
}

// Sees tells whether a record lies in the scope.
func (s Scope) Sees(m *record.Meta) bool {
	switch {
	case s.All, s.Office != "" && m.Office == s.Office:
		return true
	case m.Withdrawn != "":
		return false
	case m.Visibility == record.Public:
		return s.Published
	case m.Visibility == record.Shared:
		return slices.ContainsFunc(m.SharedWith, func(r record.Ref) bool { return slices.Contains(s.Shares, r) })
	}
	return false
}

// Can tells whether a may do verb with the record whose head is m.
func Can(a Actor, verb Verb, m *record.Meta) bool {
	if a.Role == Operator {
		return true
	}
	if verb == See {
		return ScopeOf(a).Sees(m)
	}
	if a.Office == "" || m.Office != a.Office {
		return false
	}
	if m.Kind == record.KindOffice {
		// The office itself: who administers it sets it up; making and ending offices is the operator's.
		return a.Role == Admin && m.ID == a.Office && (verb == Write || verb == Publish)
	}
	switch a.Role {
	case Admin, Head:
		return true
	case Officer:
		return verb == Write || verb == Publish || verb == Withdraw
	case Contributor:
		return verb == Write && m.Visibility != record.Public
	}
	return false
}
