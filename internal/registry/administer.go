package registry

import (
	"context"
	"fmt"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// Accounts lists those of an office, by name; the operator may ask for all with "". Whoever does not administer the office
// is told that there is no such place.
func (g *Registry) Accounts(ctx context.Context, a access.Actor, office record.Ref) ([]Account, error) {
	if !administers(a, office) {
		return nil, noAccount(office)
	}
	var out []Account
	err := g.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Accounts(ctx, office)
		for _, r := range rows {
			out = append(out, accountOf(r))
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	return out, nil
}

// Account reads one: the actor's own, or one of the office that the actor administers.
func (g *Registry) Account(ctx context.Context, a access.Actor, id record.Ref) (Account, error) {
	var out Account
	err := g.db.View(ctx, func(tx *store.Tx) error {
		row, err := mayLookAfter(ctx, tx, a, id)
		if err != nil {
			return err
		}
		out, err = g.whole(ctx, tx, row)
		return err
	})
	if err != nil {
		return Account{}, fmt.Errorf("account: %w", err)
	}
	return out, nil
}

// AccountByEmail reads the account of an address, for the command line.
func (g *Registry) AccountByEmail(ctx context.Context, a access.Actor, email string) (Account, error) {
	var out Account
	err := g.db.View(ctx, func(tx *store.Tx) error {
		_, key := tidyEmail(email)
		row, err := tx.AccountByEmail(ctx, key)
		if err != nil {
			return err
		}
		if !administers(a, row.Office) {
			return record.Errorf(record.NotFound, "no account of that address")
		}
		out, err = g.whole(ctx, tx, row)
		return err
	})
	if err != nil {
		return Account{}, fmt.Errorf("account: %w", err)
	}
	return out, nil
}

// SetRole gives an account another role. The last administrator of an office stays one: nobody could make another.
func (g *Registry) SetRole(ctx context.Context, a access.Actor, id record.Ref, role access.Role) error {
	if err := invalid("no role of an account", roleProblems(role)); err != nil {
		return err
	}
	return g.administer(ctx, a, id, func(tx *store.Tx, row *store.Account) (string, string, error) {
		if row.Role == string(role) {
			return "", "", nil
		}
		if err := notLast(ctx, tx, row); err != nil {
			return "", "", err
		}
		detail := row.Role + " → " + string(role)
		row.Role = string(role)
		return "role", detail, nil
	})
}

// RenameAccount gives an account another name; what it did before keeps the name of then.
func (g *Registry) RenameAccount(ctx context.Context, a access.Actor, id record.Ref, name string) error {
	name, key := tidyName(name)
	if err := invalid("no name of an account", nameProblems(name)); err != nil {
		return err
	}
	return g.administer(ctx, a, id, func(tx *store.Tx, row *store.Account) (string, string, error) {
		if row.Name == name {
			return "", "", nil
		}
		detail := row.Name + " → " + name
		row.Name, row.NameKey = name, key
		return "renamed", detail, taken(ctx, tx, *row)
	})
}

// DisableAccount keeps an account from signing in, and ends its sessions and links at once. Its history stays.
func (g *Registry) DisableAccount(ctx context.Context, a access.Actor, id record.Ref) error {
	return g.administer(ctx, a, id, func(tx *store.Tx, row *store.Account) (string, string, error) {
		if row.DisabledAt != "" {
			return "", "", nil
		}
		if err := notLast(ctx, tx, row); err != nil {
			return "", "", err
		}
		row.DisabledAt = g.stamp()
		if _, err := tx.DropSessions(ctx, row.ID, ""); err != nil {
			return "", "", err
		}
		return "disabled", "", tx.DropTickets(ctx, ticketReset, row.ID, row.EmailKey)
	})
}

// EnableAccount lets an account sign in again.
func (g *Registry) EnableAccount(ctx context.Context, a access.Actor, id record.Ref) error {
	return g.administer(ctx, a, id, func(_ *store.Tx, row *store.Account) (string, string, error) {
		if row.DisabledAt == "" {
			return "", "", nil
		}
		row.DisabledAt = ""
		return "enabled", "", nil
	})
}

// DropFactor takes the second factor off an account whose owner has lost it.
func (g *Registry) DropFactor(ctx context.Context, a access.Actor, id record.Ref) error {
	return g.administer(ctx, a, id, func(tx *store.Tx, row *store.Account) (string, string, error) {
		if row.FactorAt == "" {
			return "", "", nil
		}
		row.Factor, row.FactorAt = "", ""
		return "factor_off", "", tx.SetRecoveries(ctx, row.ID, row.Office, nil)
	})
}

// administer changes an account of an office that the actor administers, and tells what was done unless that is "".
func (g *Registry) administer(ctx context.Context, a access.Actor, id record.Ref, change func(*store.Tx, *store.Account) (what, detail string, err error)) error {
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		row, err := tx.Account(ctx, id)
		if err != nil {
			return err
		}
		if !administers(a, row.Office) {
			return noAccount(id)
		}
		what, detail, err := change(tx, &row)
		if err != nil || what == "" {
			return err
		}
		if err := tx.SetAccount(ctx, row); err != nil {
			return err
		}
		return g.tell(ctx, tx, row, a.Name, what, detail, From{})
	})
	if err != nil {
		return fmt.Errorf("administer an account: %w", err)
	}
	return nil
}

// notLast refuses to take away the last administrator of an office.
func notLast(ctx context.Context, tx *store.Tx, row *store.Account) error {
	if row.Role != string(access.Admin) || row.DisabledAt != "" {
		return nil
	}
	n, err := tx.CountAble(ctx, row.Office, row.Role)
	if err == nil && n <= 1 {
		return invalid("the last administrator of the office", []record.Problem{{Field: "role", Code: "last_admin"}})
	}
	return err
}

// AccountEvent is what became of an account: its code is one of AccountEventCodes.
type AccountEvent struct {
	ID      record.Ref
	Account record.Ref // "" where there is none
	Name    string     // of the account, as it is now
	Actor   string     // who did it
	What    string
	Detail  string
	Browser string
	At      string
}

// AccountEvents reads a page of what became of the accounts of an office, the last first, and where the next page begins. An
// account alone when it is given. The operator may ask for all with "", attempts of nobody included.
func (g *Registry) AccountEvents(ctx context.Context, a access.Actor, office, account, before record.Ref, limit int) ([]AccountEvent, record.Ref, error) {
	if !administers(a, office) {
		return nil, "", noAccount(office)
	}
	var rows []store.AccountEvent
	names := map[record.Ref]string{}
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		if rows, err = tx.AccountEvents(ctx, office, account, before, limit); err != nil {
			return err
		}
		accounts, err := tx.Accounts(ctx, office)
		for _, r := range accounts {
			names[r.ID] = r.Name
		}
		return err
	})
	if err != nil {
		return nil, "", fmt.Errorf("what became of accounts: %w", err)
	}
	next := record.Ref("")
	if n := store.PageSize(limit); len(rows) > n {
		rows = rows[:n]
		next = rows[n-1].ID
	}
	out := make([]AccountEvent, len(rows))
	for i, r := range rows {
		out[i] = AccountEvent{ID: r.ID, Account: r.Account, Name: names[r.Account], Actor: r.Actor, What: r.What, Detail: r.Detail, Browser: r.Browser, At: r.At}
	}
	return out, next, nil
}
