package e2e_test

import (
	"context"
	"errors"
	"testing"

	"entente/e2e/browser"
	"entente/internal/access"
	"entente/internal/place"
	"entente/internal/registry"
	"entente/internal/store"
)

// password is that of every account which the tests sign in with.
const password = "une phrase de passe assez longue"

// emailOf is the address of the account of a role in the sample's office.
func emailOf(role access.Role) string { return string(role) + "@example.org" }

func makeAccounts(db string) (err error) {
	ctx := context.Background()
	places, err := place.Load()
	if err != nil {
		return err
	}
	d, err := store.Open(ctx, store.Config{URL: db})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	g, err := registry.New(ctx, registry.Config{DB: d, Places: places})
	if err != nil {
		return err
	}
	offices, err := g.Offices(ctx, access.OperatorActor())
	if err != nil {
		return err
	}
	for _, role := range registry.AccountRoles() {
		_, err := g.CreateAccount(ctx, access.OperatorActor(), registry.NewAccount{Office: offices[0].ID, Name: string(role), Email: emailOf(role), Role: role, Lang: "fr", Password: password})
		if err != nil {
			return err
		}
	}
	return nil
}

// signedIn shows a page of the application to the account of a role, in a tab of its own.
func signedIn(t *testing.T, site *server, role access.Role, path string, size browser.Viewport, options browser.Options) *browser.Page {
	t.Helper()
	p, err := must(t, common.browser).Open(t.Context(), site.base+"/fr/app/sign-in", size, options)
	if err != nil {
		t.Fatal(err)
	}
	enter(t, p, emailOf(role))
	if err := p.Goto(site.base + path); err != nil {
		t.Fatal(err)
	}
	return p
}

// enter fills in the page of sign-in as people do.
func enter(t *testing.T, p *browser.Page, email string) {
	t.Helper()
	for _, field := range [][2]string{{"#email", email}, {"#password", password}} {
		if err := p.Click(field[0]); err != nil {
			t.Fatal(err)
		}
		if err := p.Press(field[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Follow("form[action$='/sign-in'] button[type=submit]"); err != nil {
		t.Fatal(err)
	}
}
