package registry

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// Identity is who a provider says that somebody is.
type Identity struct {
	Issuer   string
	Subject  string
	Email    string
	Verified bool
	Name     string
	Groups   []string
	Via      string // what people call the provider
}

// ProviderPolicy is what an installation makes of what a provider says.
type ProviderPolicy struct {
	// Roles are what membership of a group gives. Where there are any, whoever is in none of the groups is not let in, and
	// roles follow the groups at each sign-in.
	Roles map[string]access.Role
	// Link ties an identity to the account of the same address, once the provider has made sure of the address.
	Link bool
	// Create makes an account in Office for whoever the groups give a role.
	Create bool
	Office record.Ref
}

// role is the strongest that the groups give.
func (p ProviderPolicy) role(groups []string) (access.Role, bool) {
	for _, r := range AccountRoles() {
		if slices.ContainsFunc(groups, func(g string) bool { return p.Roles[g] == r }) {
			return r, true
		}
	}
	return "", false
}

// SignInWith opens a session for whoever a provider vouches for: record.ErrInvalid with a problem when the policy does not
// let them in. The provider's second factor stands for ours.
func (g *Registry) SignInWith(ctx context.Context, i Identity, p ProviderPolicy, from From) (SignedIn, error) {
	var row store.Account
	why := ""
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		var err error
		row, why, err = g.vouched(ctx, tx, i, p)
		if err != nil || why != "" {
			return err
		}
		role, given := p.role(i.Groups)
		if len(p.Roles) == 0 || row.Role == string(role) {
			return nil
		}
		if !given {
			why = "provider_no_role"
			return nil
		}
		// An office is never left without an administrator, whatever the groups say.
		if err := notLast(ctx, tx, &row); err != nil {
			if errors.Is(err, record.ErrInvalid) {
				return nil
			}
			return err
		}
		detail := row.Role + " → " + string(role)
		row.Role = string(role)
		if err := tx.SetAccount(ctx, row); err != nil {
			return err
		}
		return g.tell(ctx, tx, row, i.Via, "role", detail, from)
	})
	if err != nil {
		return SignedIn{}, fmt.Errorf("sign in with a provider: %w", err)
	}
	if why == "" && row.DisabledAt != "" {
		why = "provider_unknown"
	}
	if why != "" {
		return SignedIn{}, fmt.Errorf("sign in with a provider: %w", g.refuse(ctx, row, "refused_provider", "provider", why, from))
	}
	in, err := g.enter(ctx, row, i.Via, false, from, nil)
	if err != nil {
		return SignedIn{}, fmt.Errorf("sign in with a provider: %w", err)
	}
	return in, nil
}

// vouched finds the account of an identity, ties one to it or makes one, as the policy has it; why says what it lacks.
func (g *Registry) vouched(ctx context.Context, tx *store.Tx, i Identity, p ProviderPolicy) (row store.Account, why string, err error) {
	if i.Issuer == "" || i.Subject == "" {
		return row, "provider_unknown", nil
	}
	row, err = tx.AccountByIdentity(ctx, i.Issuer, i.Subject)
	if err == nil || !errors.Is(err, record.ErrNotFound) {
		return row, "", err
	}
	_, key := tidyEmail(i.Email)
	row, err = tx.AccountByEmail(ctx, key)
	switch {
	case err != nil && !errors.Is(err, record.ErrNotFound):
		return row, "", err
	case err == nil && !p.Link:
		return row, "provider_not_linked", nil
	case err == nil && !i.Verified:
		return row, "provider_not_verified", nil
	case err == nil:
		return row, "", tx.AddIdentity(ctx, i.Issuer, i.Subject, row.ID, row.Office, g.stamp())
	case !p.Create:
		return store.Account{}, "provider_unknown", nil
	}
	role, given := p.role(i.Groups)
	if !given {
		return store.Account{}, "provider_no_role", nil
	}
	if row, why, err = g.made(ctx, tx, i, p.Office, role); err != nil || why != "" {
		return row, why, err
	}
	return row, "", tx.AddIdentity(ctx, i.Issuer, i.Subject, row.ID, row.Office, g.stamp())
}

// made makes the account of somebody who comes for the first time. Two people of one name are told apart by their address.
func (g *Registry) made(ctx context.Context, tx *store.Tx, i Identity, office record.Ref, role access.Role) (store.Account, string, error) {
	n := NewAccount{Office: office, Name: i.Name, Email: i.Email, Role: role}
	if n.Name == "" {
		n.Name = i.Email
	}
	if _, key := tidyName(n.Name); n.Name != i.Email {
		if _, err := tx.AccountNamed(ctx, office, key); err == nil {
			n.Name += " (" + i.Email + ")"
		} else if !errors.Is(err, record.ErrNotFound) {
			return store.Account{}, "", err
		}
	}
	row, err := g.newRow(ctx, i.Via, n)
	if errors.Is(err, record.ErrInvalid) {
		return store.Account{}, "provider_unknown", nil
	}
	if err != nil {
		return row, "", err
	}
	if err := g.addAccount(ctx, tx, row); err != nil {
		return row, "", err
	}
	return row, "", g.tell(ctx, tx, row, i.Via, "created", row.Role, From{})
}
