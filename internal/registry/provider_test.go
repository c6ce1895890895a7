package registry_test

import (
	"errors"
	"testing"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// TestSigningInWithAProvider has a row for each thing that a provider may say under each policy, in this order.
func TestSigningInWithAProvider(t *testing.T) {
	t.Parallel()
	const issuer = "https://login.example.org"
	roles := map[string]access.Role{"ri-direction": access.Head, "ri": access.Officer}
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := withCrew(t, e)
		closed := registry.ProviderPolicy{Office: office(0)}
		link := registry.ProviderPolicy{Office: office(0), Link: true}
		groups := registry.ProviderPolicy{Office: office(0), Roles: roles}
		create := registry.ProviderPolicy{Office: office(0), Roles: roles, Create: true}
		for _, c := range []struct {
			what   string
			who    registry.Identity
			policy registry.ProviderPolicy
			want   string // the problem
			name   string
			role   access.Role
		}{
			{"nobody", registry.Identity{Issuer: issuer, Email: "direction@example.org", Verified: true}, link, "provider:provider_unknown", "", ""},
			{"a stranger", registry.Identity{Subject: "9", Email: "new@example.org", Verified: true}, closed, "provider:provider_unknown", "", ""},
			{"not to be tied", registry.Identity{Subject: "1", Email: "direction@example.org", Verified: true}, closed, "provider:provider_not_linked", "", ""},
			{"an address that anybody may claim", registry.Identity{Subject: "1", Email: "direction@example.org"}, link, "provider:provider_not_verified", "", ""},
			{"tied by the address", registry.Identity{Subject: "1", Email: "Direction@example.org", Verified: true}, link, "", "Direction", access.Head},
			{"known from then on, whatever the address", registry.Identity{Subject: "1", Email: "moved@example.org"}, closed, "", "Direction", access.Head},
			{"of another provider", registry.Identity{Issuer: "https://other.example.org", Subject: "1"}, closed, "provider:provider_unknown", "", ""},
			{"in none of the groups", registry.Identity{Subject: "1", Groups: []string{"staff"}}, groups, "provider:provider_no_role", "", ""},
			{"in one of them", registry.Identity{Subject: "1", Groups: []string{"staff", "ri"}}, groups, "", "Direction", access.Officer},
			{"in two of them", registry.Identity{Subject: "1", Groups: []string{"ri", "ri-direction"}}, groups, "", "Direction", access.Head},
			{"new, in none of the groups", registry.Identity{Subject: "2", Email: "two@example.org", Name: "Deux"}, create, "provider:provider_no_role", "", ""},
			{"new, with the address of another", registry.Identity{Subject: "2", Email: "voisine@example.org", Name: "Deux", Groups: []string{"ri"}}, create, "provider:provider_not_linked", "", ""},
			{"new", registry.Identity{Subject: "2", Email: "two@example.org", Name: "Deux", Groups: []string{"ri"}}, create, "", "Deux", access.Officer},
			{"new, of the same name", registry.Identity{Subject: "3", Email: "three@example.org", Name: "deux", Groups: []string{"ri"}}, create, "", "deux (three@example.org)", access.Officer},
			{"new, without a name", registry.Identity{Subject: "4", Email: "four@example.org", Groups: []string{"ri"}}, create, "", "four@example.org", access.Officer},
			{"new, without an address", registry.Identity{Subject: "5", Name: "Cinq", Groups: []string{"ri"}}, create, "provider:provider_unknown", "", ""},
			{"the last administrator stays one", registry.Identity{Subject: "6", Email: "administration@example.org", Verified: true, Groups: []string{"ri"}}, registry.ProviderPolicy{Roles: roles, Link: true}, "", "Administration", access.Admin},
		} {
			if c.who.Issuer == "" {
				c.who.Issuer = issuer
			}
			c.who.Via = "Répertoire"
			in, err := w.SignInWith(t.Context(), c.who, c.policy, here())
			if codes(err) != c.want || (err != nil) != (c.want != "") {
				t.Errorf("%s: %v", c.what, err)
				continue
			}
			if err != nil {
				continue
			}
			if in.Account.Name != c.name || in.Account.Role != c.role || in.Account.Office != office(0) || in.Session.Via != "Répertoire" {
				t.Errorf("%s: %+v", c.what, in.Account)
			}
			if a, _, err := w.Session(t.Context(), in.Token); err != nil || a.Name != c.name {
				t.Errorf("%s: the session is of %q: %v", c.what, a.Name, err)
			}
		}
		if err := w.DisableAccount(t.Context(), access.OperatorActor(), w.other.ID); err != nil {
			t.Fatal(err)
		}
		_, err := w.SignInWith(t.Context(), registry.Identity{Issuer: issuer, Subject: "1"}, closed, here())
		if codes(err) != "provider:provider_unknown" || !errors.Is(err, record.ErrInvalid) {
			t.Errorf("who is disabled: %v", err)
		}
	})
}
