package main

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"entente/internal/access"
	"entente/internal/identity"
	"entente/internal/registry"
	"entente/internal/web"
)

// provider reads the provider of identities from the environment; nil when there is none.
func (c *command) provider(ctx context.Context, g *registry.Registry, base string) (*web.Provider, error) {
	env := func(name string) string { return strings.TrimSpace(c.getenv("ENTENTE_OIDC_" + name)) }
	if env("ISSUER") == "" {
		return nil, nil //nolint:nilnil // none is what most have
	}
	if base == "" {
		return nil, &exitError{exitUsage, c.p.T("cli.serve.provider-url")}
	}
	p, err := identity.New(identity.Config{Name: env("NAME"), Issuer: env("ISSUER"), Client: env("CLIENT"), Secret: env("SECRET"),
		Redirect: strings.TrimSuffix(base, "/") + "/fr/app/sign-in/provider/back", Scopes: strings.Fields(env("SCOPES")), Groups: env("GROUPS")})
	if err != nil {
		return nil, fmt.Errorf("ENTENTE_OIDC_…: %w", err)
	}
	policy := registry.ProviderPolicy{Link: env("LINK") == "yes", Create: env("CREATE") == "yes", Roles: map[string]access.Role{}}
	for pair := range strings.SplitSeq(env("ROLES"), ",") {
		if pair = strings.TrimSpace(pair); pair == "" {
			continue
		}
		i := strings.LastIndexByte(pair, '=')
		if i < 1 {
			return nil, &exitError{exitUsage, c.p.T("cli.serve.provider-roles", "value", pair)}
		}
		role := access.Role(pair[i+1:])
		if !knownRole(role) {
			return nil, &exitError{exitUsage, c.p.T("cli.serve.provider-roles", "value", pair)}
		}
		policy.Roles[pair[:i]] = role
	}
	if policy.Create {
		o, err := c.office(ctx, g, access.OperatorActor(), env("OFFICE"))
		if err != nil {
			return nil, err
		}
		policy.Office = o.ID
	}
	return &web.Provider{Provider: p, Policy: policy}, nil
}

func knownRole(role access.Role) bool { return slices.Contains(registry.AccountRoles(), role) }

// proxies reads the addresses of our own proxies, separated by commas.
func (c *command) proxies(list string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for s := range strings.SplitSeq(list, ",") {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		p, err := netip.ParsePrefix(s)
		if err != nil {
			var a netip.Addr
			if a, err = netip.ParseAddr(s); err == nil {
				p, err = a.Prefix(a.BitLen())
			}
		}
		if err != nil {
			return nil, c.usage(c.p.T("cli.serve.bad-proxy", "value", s))
		}
		out = append(out, p)
	}
	return out, nil
}
