package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/registry"
)

// accountFlags are what the verbs of account take.
type accountFlags struct {
	email, name, role, office, language, url, file string
	generate                                       bool
}

func accountCommand(c *command) func(context.Context) error {
	c.database()
	c.jsonFlag()
	f := &accountFlags{}
	c.flags.StringVar(&f.email, "email", "", "")
	c.flags.StringVar(&f.name, "name", "", "")
	c.flags.StringVar(&f.role, "role", "", "")
	c.flags.StringVar(&f.office, "office", "", "")
	c.flags.StringVar(&f.language, "language", "fr", "")
	c.flags.StringVar(&f.url, "url", "http://"+defaultListen, "")
	c.flags.StringVar(&f.file, "file", "data/accounts.txt", "")
	c.flags.BoolVar(&f.generate, "generate", false, "")
	verbs := map[string]func(context.Context, *registry.Registry, *accountFlags) error{
		"list": c.listAccounts, "add": c.addAccount, "invite": c.inviteAccount, "disable": c.disableAccount, "enable": c.enableAccount,
		"reset": c.resetAccount, "role": c.roleOfAccount, "factor": c.dropFactor, "sample": c.sampleAccounts,
	}
	return func(ctx context.Context) error {
		verb, err := c.one(c.p.T("cli.word.verb"))
		if err != nil {
			return err
		}
		do := verbs[verb]
		if do == nil {
			return c.usage(c.p.T("cli.account.bad-verb", "value", verb))
		}
		return c.open(ctx, true, func(g *registry.Registry, _ *place.Gazetteer) error {
			return c.problems(do(ctx, g, f))
		})
	}
}

// problems puts what was refused into words.
func (c *command) problems(err error) error {
	var e *record.Error
	if !errors.As(err, &e) || e.Kind != record.Invalid || len(e.Problems) == 0 {
		return err
	}
	for _, p := range e.Problems {
		fmt.Fprintf(c.stderr, "%s: %s\n", p.Field, c.problem(p.Code, p.Args))
	}
	return &exitError{code: exitRefused}
}

// told is an account as scripts read it.
type told struct {
	Email    string      `json:"email"`
	Name     string      `json:"name"`
	Role     access.Role `json:"role"`
	Office   string      `json:"office"`
	Factor   bool        `json:"second_factor"`
	Disabled bool        `json:"disabled"`
	Seen     string      `json:"last_sign_in"`
	Password string      `json:"password,omitempty"` // one that was just made
	Link     string      `json:"link,omitempty"`
}

func (c *command) listAccounts(ctx context.Context, g *registry.Registry, f *accountFlags) error {
	codes, err := officeCodes(ctx, g)
	if err != nil {
		return err
	}
	office := record.Ref("")
	if f.office != "" {
		o, err := c.office(ctx, g, access.OperatorActor(), f.office)
		if err != nil {
			return err
		}
		office = o.ID
	}
	list, err := g.Accounts(ctx, access.OperatorActor(), office)
	if err != nil {
		return err
	}
	out := []told{}
	for _, a := range list {
		out = append(out, tellAccount(a, codes))
	}
	if c.json {
		return c.writeJSON(out)
	}
	w := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	for _, a := range out {
		state := ""
		if a.Disabled {
			state = c.p.T("cli.account.disabled")
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", a.Office, a.Email, a.Name, c.p.T("vocabulary.account_role."+string(a.Role)), state)
	}
	return w.Flush()
}

func tellAccount(a registry.Account, codes map[record.Ref]string) told {
	return told{Email: a.Email, Name: a.Name, Role: a.Role, Office: codes[a.Office], Factor: a.Factor, Disabled: a.Disabled, Seen: a.SeenAt}
}

func officeCodes(ctx context.Context, g *registry.Registry) (map[record.Ref]string, error) {
	list, err := g.Offices(ctx, access.OperatorActor())
	out := map[record.Ref]string{}
	for _, o := range list {
		out[o.ID] = o.Code
	}
	return out, err
}

// addAccount makes an account with the password on standard input, or with one that it makes and tells.
func (c *command) addAccount(ctx context.Context, g *registry.Registry, f *accountFlags) error {
	o, err := c.office(ctx, g, access.OperatorActor(), f.office)
	if err != nil {
		return err
	}
	password, err := c.password(f.generate)
	if err != nil {
		return err
	}
	n := registry.NewAccount{Office: o.ID, Name: f.name, Email: f.email, Role: access.Role(f.role), Lang: f.language, Password: password}
	a, err := g.CreateAccount(ctx, access.OperatorActor(), n)
	if err != nil {
		return err
	}
	t := tellAccount(a, map[record.Ref]string{o.ID: o.Code})
	if f.generate {
		t.Password = password
	}
	if c.json {
		return c.writeJSON(t)
	}
	fmt.Fprintln(c.stdout, c.p.T("cli.account.added", "email", a.Email, "role", c.p.T("vocabulary.account_role."+string(a.Role))))
	if f.generate {
		fmt.Fprintln(c.stdout, c.p.T("cli.account.password", "password", password))
	}
	return nil
}

// password makes one, or reads the first line of standard input: a command line is seen by everybody on the machine.
func (c *command) password(generate bool) (string, error) {
	if generate {
		codes, err := credential.RecoveryCodes(rand.Reader)
		if err != nil {
			return "", err
		}
		return codes[0], nil
	}
	s := bufio.NewScanner(c.stdin)
	if !s.Scan() {
		return "", errors.Join(s.Err(), c.usage(c.p.T("cli.account.no-password")))
	}
	return strings.TrimRight(s.Text(), "\r"), nil
}

func (c *command) inviteAccount(ctx context.Context, g *registry.Registry, f *accountFlags) error {
	o, err := c.office(ctx, g, access.OperatorActor(), f.office)
	if err != nil {
		return err
	}
	token, i, err := g.Invite(ctx, access.OperatorActor(), o.ID, f.email, access.Role(f.role), f.language)
	if err != nil {
		return err
	}
	link := accountLink(f.url, i.Lang, "join", token)
	if c.json {
		return c.writeJSON(told{Email: i.Email, Role: i.Role, Office: o.Code, Link: link})
	}
	fmt.Fprintln(c.stdout, c.p.T("cli.account.invited", "email", i.Email, "link", link))
	return nil
}

func accountLink(base, lang, what, token string) string {
	return strings.TrimSuffix(base, "/") + "/" + lang + "/app/" + what + "/" + token
}

func (c *command) resetAccount(ctx context.Context, g *registry.Registry, f *accountFlags) error {
	a, err := g.AccountByEmail(ctx, access.OperatorActor(), f.email)
	if err != nil {
		return err
	}
	token, err := g.MakeReset(ctx, access.OperatorActor(), a.ID)
	if err != nil {
		return err
	}
	link := accountLink(f.url, a.Lang, "reset", token)
	if c.json {
		return c.writeJSON(told{Email: a.Email, Name: a.Name, Role: a.Role, Link: link})
	}
	fmt.Fprintln(c.stdout, c.p.T("cli.account.reset", "email", a.Email, "link", link))
	return nil
}

// changed does something with the account of an e-mail, and tells what it is then.
func (c *command) changed(ctx context.Context, g *registry.Registry, f *accountFlags, do func(id record.Ref) error) error {
	a, err := g.AccountByEmail(ctx, access.OperatorActor(), f.email)
	if err != nil {
		return err
	}
	if err := do(a.ID); err != nil {
		return err
	}
	if a, err = g.Account(ctx, access.OperatorActor(), a.ID); err != nil {
		return err
	}
	if c.json {
		codes, err := officeCodes(ctx, g)
		if err != nil {
			return err
		}
		return c.writeJSON(tellAccount(a, codes))
	}
	state := c.p.T("cli.account.enabled")
	if a.Disabled {
		state = c.p.T("cli.account.disabled")
	}
	fmt.Fprintln(c.stdout, c.p.T("cli.account.changed", "email", a.Email, "role", c.p.T("vocabulary.account_role."+string(a.Role)), "state", state))
	return nil
}

func (c *command) disableAccount(ctx context.Context, g *registry.Registry, f *accountFlags) error {
	return c.changed(ctx, g, f, func(id record.Ref) error { return g.DisableAccount(ctx, access.OperatorActor(), id) })
}

func (c *command) enableAccount(ctx context.Context, g *registry.Registry, f *accountFlags) error {
	return c.changed(ctx, g, f, func(id record.Ref) error { return g.EnableAccount(ctx, access.OperatorActor(), id) })
}

func (c *command) roleOfAccount(ctx context.Context, g *registry.Registry, f *accountFlags) error {
	return c.changed(ctx, g, f, func(id record.Ref) error {
		return g.SetRole(ctx, access.OperatorActor(), id, access.Role(f.role))
	})
}

func (c *command) dropFactor(ctx context.Context, g *registry.Registry, f *accountFlags) error {
	return c.changed(ctx, g, f, func(id record.Ref) error { return g.DropFactor(ctx, access.OperatorActor(), id) })
}

// sampleAccounts makes one account for each role in the main office, named for what it may do, with passwords that nobody
// else has: they are told in a file that only its owner reads.
func (c *command) sampleAccounts(ctx context.Context, g *registry.Registry, f *accountFlags) error {
	there, err := g.HasAccounts(ctx, access.OperatorActor())
	if err != nil {
		return err
	}
	if there {
		return &exitError{exitRefused, c.p.T("cli.account.not-empty")}
	}
	o, err := c.office(ctx, g, access.OperatorActor(), f.office)
	if err != nil {
		return err
	}
	french := c.catalogs.For(i18n.FR)
	var b strings.Builder
	for _, role := range registry.AccountRoles() {
		password, err := c.password(true)
		if err != nil {
			return err
		}
		name := i18n.Capital(french.T("vocabulary.account_role." + string(role)))
		email := string(role) + "@example.org"
		if _, err := g.CreateAccount(ctx, access.OperatorActor(), registry.NewAccount{Office: o.ID, Name: name, Email: email, Role: role, Lang: f.language, Password: password}); err != nil {
			return err
		}
		fmt.Fprintf(&b, "%-24s %s\n", email, password)
	}
	if err := os.MkdirAll(filepath.Dir(f.file), 0o750); err != nil {
		return err
	}
	if err := os.WriteFile(f.file, []byte(b.String()), 0o600); err != nil {
		return err
	}
	fmt.Fprintln(c.stdout, c.p.T("cli.account.sampled", "path", f.file))
	return nil
}
