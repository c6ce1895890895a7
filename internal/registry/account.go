package registry

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/record"
	"entente/internal/store"
)

// Account is somebody who may sign in, with what they prefer.
type Account struct {
	ID         record.Ref
	Office     record.Ref
	Name       string // one of the office's alone: histories name who changed what by it
	Email      string
	Role       access.Role
	Lang       string // fr or en
	Theme      string // auto, light or dark
	Shortcuts  bool   // whether single keys do something
	Password   bool   // whether there is one; an account may sign in through a provider alone
	Factor     bool   // whether a second factor is asked for
	Owes       bool   // whether the office asks for a second factor that is not there yet
	Disabled   bool
	CreatedAt  string
	CreatedBy  string
	SeenAt     string       // the last sign-in
	Committees []record.Ref // on which the office sits
}

// Actor is who the account is to every use case.
func (a Account) Actor() access.Actor {
	return access.Actor{ID: a.ID, Name: a.Name, Role: a.Role, Office: a.Office, Committees: a.Committees}
}

// AccountRoles are the roles that an account may have.
func AccountRoles() []access.Role {
	return []access.Role{access.Admin, access.Head, access.Officer, access.Contributor, access.Reader}
}

// AccountThemes are the ways in which pages are lit; the first is what the machine says.
func AccountThemes() []string { return []string{"auto", "light", "dark"} }

func accountOf(a store.Account) Account {
	return Account{ID: a.ID, Office: a.Office, Name: a.Name, Email: a.Email, Role: access.Role(a.Role), Lang: a.Lang, Theme: a.Theme, Shortcuts: a.Shortcuts,
		Password: a.Password != "", Factor: a.Factor != "" && a.FactorAt != "", Disabled: a.DisabledAt != "", CreatedAt: a.CreatedAt, CreatedBy: a.CreatedBy, SeenAt: a.SeenAt}
}

// NewAccount is what an account is made of.
type NewAccount struct {
	Office   record.Ref
	Name     string
	Email    string
	Role     access.Role
	Lang     string
	Password string // "" for none
}

// CreateAccount makes an account. Who may administer the office may do so.
func (g *Registry) CreateAccount(ctx context.Context, a access.Actor, n NewAccount) (Account, error) {
	if !administers(a, n.Office) {
		return Account{}, noAccount(n.Office)
	}
	row, err := g.newRow(ctx, a.Name, n)
	if err != nil {
		return Account{}, fmt.Errorf("make an account: %w", err)
	}
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		if err := g.addAccount(ctx, tx, row); err != nil {
			return err
		}
		return g.tell(ctx, tx, row, a.Name, "created", string(n.Role), From{})
	})
	if err != nil {
		return Account{}, fmt.Errorf("make an account: %w", err)
	}
	return accountOf(row), nil
}

// newRow checks what an account is made of, seen alone, and makes its row.
func (g *Registry) newRow(ctx context.Context, by string, n NewAccount) (store.Account, error) {
	row := store.Account{Office: n.Office, Role: string(n.Role), Lang: n.Lang, Theme: AccountThemes()[0], Shortcuts: true, CreatedBy: by, CreatedAt: g.stamp()}
	row.Name, row.NameKey = tidyName(n.Name)
	row.Email, row.EmailKey = tidyEmail(n.Email)
	if row.Lang != "en" {
		row.Lang = "fr"
	}
	var problems []record.Problem
	problems = append(problems, nameProblems(row.Name)...)
	problems = append(problems, emailProblems(row.Email)...)
	problems = append(problems, roleProblems(n.Role)...)
	if n.Password != "" {
		problems = append(problems, passwordProblems(n.Password, row.Name, row.Email)...)
	}
	if err := invalid("the account is not complete", problems); err != nil {
		return row, err
	}
	var err error
	if row.ID, err = g.NewID(); err != nil {
		return row, err
	}
	if n.Password != "" {
		row.PasswordAt = row.CreatedAt
		row.Password, err = g.hash(ctx, n.Password)
	}
	return row, err
}

// addAccount writes an account whose office is there and whose name and address are nobody else's.
func (g *Registry) addAccount(ctx context.Context, tx *store.Tx, row store.Account) error {
	e, err := tx.Get(ctx, access.Scope{All: true}, row.Office)
	if err != nil {
		return err
	}
	if e.Kind != record.KindOffice {
		return record.Errorf(record.NotFound, "no office %s", row.Office)
	}
	if err := taken(ctx, tx, row); err != nil {
		return err
	}
	return tx.AddAccount(ctx, row)
}

// taken tells what another account has already.
func taken(ctx context.Context, tx *store.Tx, row store.Account) error {
	var problems []record.Problem
	for field, find := range map[string]func() (store.Account, error){
		"email": func() (store.Account, error) { return tx.AccountByEmail(ctx, row.EmailKey) },
		"name":  func() (store.Account, error) { return tx.AccountNamed(ctx, row.Office, row.NameKey) },
	} {
		other, err := find()
		if err != nil && !errors.Is(err, record.ErrNotFound) {
			return err
		}
		if err == nil && other.ID != row.ID {
			problems = append(problems, record.Problem{Field: field, Code: "account_taken"})
		}
	}
	slices.SortFunc(problems, func(a, b record.Problem) int { return strings.Compare(a.Field, b.Field) })
	return invalid("another account has that", problems)
}

// administers tells whether the actor looks after the accounts of an office. Whoever does not is told that there are none.
func administers(a access.Actor, office record.Ref) bool {
	return a.Role == access.Operator || a.Role == access.Admin && a.Office != "" && a.Office == office
}

func noAccount(id record.Ref) error { return record.Errorf(record.NotFound, "no account %s", id) }

func invalid(msg string, problems []record.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return &record.Error{Kind: record.Invalid, Msg: msg, Problems: problems}
}

// longest names and addresses; the second is that of RFC 5321.
const (
	maxName  = 120
	maxEmail = 254
)

func tidyName(s string) (name, key string) {
	name = strings.Join(strings.Fields(norm.NFC.String(s)), " ")
	return name, strings.ToLower(name)
}

func tidyEmail(s string) (email, key string) {
	email = strings.TrimSpace(norm.NFC.String(s))
	return email, strings.ToLower(email)
}

func nameProblems(name string) []record.Problem {
	switch {
	case name == "":
		return []record.Problem{{Field: "name", Code: "required"}}
	case utf8.RuneCountInString(name) > maxName:
		return []record.Problem{{Field: "name", Code: "too_long", Args: map[string]string{"most": itoa(maxName)}}}
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return []record.Problem{{Field: "name", Code: "bad_text"}}
	}
	return nil
}

func emailProblems(email string) []record.Problem {
	if email == "" {
		return []record.Problem{{Field: "email", Code: "required"}}
	}
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || len(email) > maxEmail || !utf8.ValidString(email) || strings.ContainsFunc(email, unicode.IsControl) {
		return []record.Problem{{Field: "email", Code: "bad_email"}}
	}
	return nil
}

func roleProblems(role access.Role) []record.Problem {
	if !slices.Contains(AccountRoles(), role) {
		return []record.Problem{{Field: "role", Code: "bad_role"}}
	}
	return nil
}

func passwordProblems(password string, around ...string) []record.Problem {
	args := map[string]map[string]string{
		"too_short": {"least": itoa(credential.MinPassword)}, "too_long": {"most": itoa(credential.MaxPassword)},
	}
	code := credential.Weakness(password, around...)
	if code == "" {
		return nil
	}
	if code == "too_short" || code == "common" {
		return []record.Problem{{Field: "password", Code: "password_" + code, Args: args[code]}}
	}
	return []record.Problem{{Field: "password", Code: code, Args: args[code]}}
}
