package access_test

import (
	"testing"

	"entente/internal/access"
	"entente/internal/record"
)

const (
	ours      = record.Ref("01890000-0000-7000-8000-00000000000a")
	theirs    = record.Ref("01890000-0000-7000-8000-00000000000b")
	committee = record.Ref("01890000-0000-7000-8000-00000000000c")
)

// TestWhoSeesWhat has a row for each state of a record and a column for each sort of actor.
func TestWhoSeesWhat(t *testing.T) {
	t.Parallel()
	actors := map[string]access.Actor{
		"operator": access.OperatorActor(), "ours": access.Member("a", access.Reader, ours), "theirs": access.Member("b", access.Admin, theirs),
		"committee": {Name: "c", Role: access.Contributor, Office: "x", Committees: []record.Ref{committee}}, "public": access.Public(), "nobody": {},
	}
	everybody := []string{"operator", "ours", "theirs", "committee", "public", "nobody"}
	for _, c := range []struct {
		m    record.Meta
		sees []string
	}{
		{record.Meta{Visibility: record.Private}, []string{"operator", "ours"}},
		{record.Meta{}, []string{"operator", "ours"}},
		{record.Meta{Visibility: record.Private, SharedWith: []record.Ref{theirs}}, []string{"operator", "ours"}},
		{record.Meta{Visibility: record.Shared}, []string{"operator", "ours"}},
		{record.Meta{Visibility: record.Shared, SharedWith: []record.Ref{theirs}}, []string{"operator", "ours", "theirs"}},
		{record.Meta{Visibility: record.Shared, SharedWith: []record.Ref{committee}}, []string{"operator", "ours", "committee"}},
		{record.Meta{Visibility: record.Shared, SharedWith: []record.Ref{""}}, []string{"operator", "ours"}},
		{record.Meta{Visibility: record.Public}, everybody},
		{record.Meta{Visibility: record.Public, Withdrawn: "2026"}, []string{"operator", "ours"}},
		{record.Meta{Visibility: record.Shared, SharedWith: []record.Ref{theirs}, Withdrawn: "2026"}, []string{"operator", "ours"}},
	} {
		c.m.Office = ours
		want := map[string]bool{}
		for _, name := range c.sees {
			want[name] = true
		}
		for name, a := range actors {
			if access.Can(a, access.See, &c.m) != want[name] || access.ScopeOf(a).Sees(&c.m) != want[name] {
				t.Errorf("%s sees %+v: %t", name, c.m, !want[name])
			}
		}
	}
	if (access.Scope{}).Sees(&record.Meta{Visibility: record.Public}) {
		t.Error("the zero scope sees something")
	}
	// Built-in terms belong to no office: an actor without one is not their owner.
	if access.Can(access.Actor{Role: access.Admin}, access.Write, &record.Meta{Visibility: record.Public}) {
		t.Error("an actor without an office writes what belongs to none")
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	verbs := []access.Verb{access.Write, access.Publish, access.Withdraw, access.Restore}
	may := map[access.Role][2]string{ // of a private record, of a public one
		access.Operator: {"wpxr", "wpxr"}, access.Admin: {"wpxr", "wpxr"}, access.Head: {"wpxr", "wpxr"}, access.Officer: {"wpx", "wpx"},
		access.Contributor: {"w", ""}, access.Reader: {"", ""}, access.Anyone: {"", ""}, "unheard of": {"", ""},
	}
	for _, role := range access.Roles() {
		if _, ok := may[role]; !ok {
			t.Errorf("say here what %s may do", role)
		}
	}
	for role, letters := range may {
		for i, visibility := range []record.Visibility{record.Private, record.Public} {
			for v, verb := range verbs {
				letter := "wpxr"[v]
				want := false
				for _, l := range letters[i] {
					want = want || byte(l) == letter
				}
				m := &record.Meta{Office: ours, Visibility: visibility}
				if got := access.Can(access.Member("a", role, ours), verb, m); got != want {
					t.Errorf("%s may %s what is %s: %t", role, verb, visibility, got)
				}
				if got := access.Can(access.Member("a", role, theirs), verb, m); got != (role == access.Operator) {
					t.Errorf("%s of another office may %s: %t", role, verb, got)
				}
			}
		}
	}
}

// TestWhoSetsUpAnOffice: who administers it, and nobody makes or ends one but the operator.
func TestWhoSetsUpAnOffice(t *testing.T) {
	t.Parallel()
	own := &record.Meta{ID: ours, Kind: record.KindOffice, Office: ours, Visibility: record.Public}
	within := &record.Meta{ID: theirs, Kind: record.KindOffice, Office: ours}
	for _, role := range access.Roles() {
		for _, verb := range []access.Verb{access.Write, access.Publish, access.Withdraw, access.Restore} {
			a := access.Member("a", role, ours)
			if got, want := access.Can(a, verb, own), role == access.Operator || role == access.Admin && (verb == access.Write || verb == access.Publish); got != want {
				t.Errorf("%s may %s the office: %t", role, verb, got)
			}
			if got := access.Can(a, verb, within); got != (role == access.Operator) {
				t.Errorf("%s may %s an office within the office: %t", role, verb, got)
			}
		}
	}
}
