package registry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/record"
	"entente/internal/store"
)

// What links are for.
const (
	ticketInvite = "invite"
	ticketReset  = "reset"
	ticketFirst  = "first"
)

// How long links are good for.
const (
	inviteLasts = 7 * 24 * time.Hour
	resetLasts  = 24 * time.Hour
	firstLasts  = 7 * 24 * time.Hour
)

// Invitation is a link by which somebody makes their account. The link itself is known only when it is made.
type Invitation struct {
	ID        record.Ref
	Office    record.Ref
	Email     string
	Role      access.Role
	Lang      string
	MadeAt    string
	MadeBy    string
	ExpiresAt string
}

func invitationOf(t store.Ticket) Invitation {
	return Invitation{ID: t.ID, Office: t.Office, Email: t.Email, Role: access.Role(t.Role), Lang: t.Lang, MadeAt: t.MadeAt, MadeBy: t.MadeBy, ExpiresAt: t.ExpiresAt}
}

// Invite makes an invitation and its token, which is shown once. One made before for the same address is void.
func (g *Registry) Invite(ctx context.Context, a access.Actor, office record.Ref, email string, role access.Role, lang string) (string, Invitation, error) {
	if !administers(a, office) {
		return "", Invitation{}, noAccount(office)
	}
	email, key := tidyEmail(email)
	if err := invalid("nobody to invite", append(emailProblems(email), roleProblems(role)...)); err != nil {
		return "", Invitation{}, err
	}
	if lang != "en" {
		lang = "fr"
	}
	token := ""
	var made store.Ticket
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		if e, err := tx.Get(ctx, access.Scope{All: true}, office); err != nil || e.Kind != record.KindOffice {
			return errors.Join(err, record.Errorf(record.NotFound, "no office %s", office))
		}
		if _, err := tx.AccountByEmail(ctx, key); !errors.Is(err, record.ErrNotFound) {
			return errors.Join(err, invalid("there is an account already", []record.Problem{{Field: "email", Code: "account_taken"}}))
		}
		// The address stands in the row as folded: it is how another invitation of it is found.
		if err := tx.DropTickets(ctx, ticketInvite, "", key); err != nil {
			return err
		}
		var err error
		token, made, err = g.ticket(ctx, tx, store.Ticket{Purpose: ticketInvite, Office: office, Email: key, Role: string(role), Lang: lang, MadeBy: a.Name}, inviteLasts)
		if err != nil {
			return err
		}
		return g.tell(ctx, tx, store.Account{Office: office}, a.Name, "invited", email+" ("+string(role)+")", From{})
	})
	if err != nil {
		return "", Invitation{}, fmt.Errorf("invite: %w", err)
	}
	return token, invitationOf(made), nil
}

// ticket makes a link.
func (g *Registry) ticket(ctx context.Context, tx *store.Tx, t store.Ticket, lasts time.Duration) (string, store.Ticket, error) {
	token, err := credential.Token(g.random)
	if err != nil {
		return "", t, err
	}
	if t.ID, err = g.NewID(); err != nil {
		return "", t, err
	}
	now := g.now().UTC()
	t.Digest, t.MadeAt, t.ExpiresAt = credential.Digest(token), now.Format(instant), now.Add(lasts).Format(instant)
	return token, t, tx.AddTicket(ctx, t)
}

// Invitations lists those of an office that nobody has followed yet.
func (g *Registry) Invitations(ctx context.Context, a access.Actor, office record.Ref) ([]Invitation, error) {
	if !administers(a, office) {
		return nil, noAccount(office)
	}
	var out []Invitation
	err := g.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Tickets(ctx, office, ticketInvite, g.stamp())
		for _, t := range rows {
			out = append(out, invitationOf(t))
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("invitations: %w", err)
	}
	return out, nil
}

// Uninvite takes an invitation back. That it is gone already is no failure.
func (g *Registry) Uninvite(ctx context.Context, a access.Actor, office, id record.Ref) error {
	if !administers(a, office) {
		return noAccount(office)
	}
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		rows, err := tx.Tickets(ctx, office, ticketInvite, g.stamp())
		if err != nil {
			return err
		}
		for _, t := range rows {
			if t.ID != id {
				continue
			}
			if _, err := tx.DropTicket(ctx, id); err != nil {
				return err
			}
			return g.tell(ctx, tx, store.Account{Office: t.Office}, a.Name, "uninvited", t.Email, From{})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("take an invitation back: %w", err)
	}
	return nil
}

// follow looks a link up; whoever tries many is refused.
func (g *Registry) follow(ctx context.Context, purpose, token string, from From) (store.Ticket, error) {
	tries, err := g.tries(ctx, linkLimits(from)...)
	if err != nil {
		return store.Ticket{}, err
	}
	var t store.Ticket
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		var err error
		if t, err = tx.TicketOf(ctx, purpose, credential.Digest(token), g.stamp()); err != nil {
			return err
		}
		return tries.forgive(ctx, tx)
	})
	return t, err
}

// Invitation tells what a link invites to: record.ErrNotFound when it was followed, taken back, or is too old.
func (g *Registry) Invitation(ctx context.Context, token string, from From) (Invitation, error) {
	t, err := g.follow(ctx, ticketInvite, token, from)
	if err != nil {
		return Invitation{}, fmt.Errorf("invitation: %w", err)
	}
	return invitationOf(t), nil
}

// Join makes the account that a link invites to, and signs in.
func (g *Registry) Join(ctx context.Context, token, name, password string, from From) (SignedIn, error) {
	t, err := g.follow(ctx, ticketInvite, token, from)
	if err != nil {
		return SignedIn{}, fmt.Errorf("join: %w", err)
	}
	n := NewAccount{Office: t.Office, Name: name, Email: t.Email, Role: access.Role(t.Role), Lang: t.Lang, Password: password}
	row, err := g.newRow(ctx, t.MadeBy, n)
	if err != nil {
		return SignedIn{}, fmt.Errorf("join: %w", err)
	}
	if row.Password == "" {
		return SignedIn{}, invalid("no password", passwordProblems(""))
	}
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		if there, err := tx.DropTicket(ctx, t.ID); err != nil || !there {
			return errors.Join(err, record.Errorf(record.NotFound, "no such link"))
		}
		if err := g.addAccount(ctx, tx, row); err != nil {
			return err
		}
		return g.tell(ctx, tx, row, row.Name, "joined", row.Role, from)
	})
	if err != nil {
		return SignedIn{}, fmt.Errorf("join: %w", err)
	}
	return g.enter(ctx, row, viaPassword, false, from, nil)
}

// MakeReset makes a link by which the owner of an account sets a new password; one made before is void. The password of
// now holds until then.
func (g *Registry) MakeReset(ctx context.Context, a access.Actor, id record.Ref) (string, error) {
	token := ""
	err := g.administer(ctx, a, id, func(tx *store.Tx, row *store.Account) (string, string, error) {
		if row.DisabledAt != "" {
			return "", "", invalid("the account is disabled", []record.Problem{{Field: "email", Code: "account_disabled"}})
		}
		if err := tx.DropTickets(ctx, ticketReset, row.ID, row.EmailKey); err != nil {
			return "", "", err
		}
		var err error
		token, _, err = g.ticket(ctx, tx, store.Ticket{Purpose: ticketReset, Office: row.Office, Account: row.ID, Email: row.EmailKey, Role: row.Role, Lang: row.Lang, MadeBy: a.Name}, resetLasts)
		return "reset_made", "", err
	})
	return token, err
}

// ResetOf tells whose password a link sets anew.
func (g *Registry) ResetOf(ctx context.Context, token string, from From) (Account, error) {
	t, err := g.follow(ctx, ticketReset, token, from)
	if err != nil {
		return Account{}, fmt.Errorf("new password: %w", err)
	}
	var out Account
	err = g.db.View(ctx, func(tx *store.Tx) error {
		row, err := tx.Account(ctx, t.Account)
		out = accountOf(row)
		return err
	})
	if err != nil {
		return Account{}, fmt.Errorf("new password: %w", err)
	}
	return out, nil
}

// Reset sets the password of whoever has the link, and ends all their sessions. They sign in with it next, with their second
// factor where they have one.
func (g *Registry) Reset(ctx context.Context, token, password string, from From) error {
	t, err := g.follow(ctx, ticketReset, token, from)
	if err != nil {
		return fmt.Errorf("new password: %w", err)
	}
	row, err := g.own(ctx, access.Actor{ID: t.Account})
	if err != nil {
		return fmt.Errorf("new password: %w", err)
	}
	if err := invalid("the password cannot be taken", passwordProblems(password, row.Name, row.Email)); err != nil {
		return err
	}
	digest, err := g.hash(ctx, password)
	if err != nil {
		return fmt.Errorf("new password: %w", err)
	}
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		if there, err := tx.DropTicket(ctx, t.ID); err != nil || !there {
			return errors.Join(err, record.Errorf(record.NotFound, "no such link"))
		}
		return g.setPassword(ctx, tx, row.ID, digest, row.Name, "", from)
	})
	if err != nil {
		return fmt.Errorf("new password: %w", err)
	}
	return nil
}
