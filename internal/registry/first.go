package registry

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// MakeFirst makes the link of the first start, good while there is no account; one made before is void. record.ErrConflict
// when there is an account already.
func (g *Registry) MakeFirst(ctx context.Context, a access.Actor) (string, error) {
	if a.Role != access.Operator {
		return "", record.Errorf(record.Forbidden, "%s may not begin an installation", a.Name)
	}
	token := ""
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		if err := nobodyYet(ctx, tx); err != nil {
			return err
		}
		if err := tx.DropTickets(ctx, ticketFirst, "", ""); err != nil {
			return err
		}
		var err error
		token, _, err = g.ticket(ctx, tx, store.Ticket{Purpose: ticketFirst, MadeBy: a.Name}, firstLasts)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("first start: %w", err)
	}
	return token, nil
}

func nobodyYet(ctx context.Context, tx *store.Tx) error {
	n, err := tx.CountAccounts(ctx)
	if err == nil && n > 0 {
		return record.Errorf(record.Conflict, "there is an account already")
	}
	return err
}

// First is the link of the first start: the offices that are there, among which the first administrator has one.
type First struct{ Offices []*record.Office }

// FirstOf tells what the link of the first start leads to; record.ErrNotFound when it is void.
func (g *Registry) FirstOf(ctx context.Context, token string, from From) (First, error) {
	if _, err := g.follow(ctx, ticketFirst, token, from); err != nil {
		return First{}, fmt.Errorf("first start: %w", err)
	}
	list, err := g.Offices(ctx, access.OperatorActor())
	if err != nil {
		return First{}, fmt.Errorf("first start: %w", err)
	}
	return First{Offices: list}, nil
}

// Founder is the first administrator, of an office that is there or of one that is to be made.
type Founder struct {
	Office     record.Ref // "" to make one
	OfficeName string
	OfficeCode string
	Account    NewAccount
}

// Found makes the first administrator, and the office where there is none, and signs in.
func (g *Registry) Found(ctx context.Context, token string, f Founder, from From) (SignedIn, error) {
	t, err := g.follow(ctx, ticketFirst, token, from)
	if err != nil {
		return SignedIn{}, fmt.Errorf("first start: %w", err)
	}
	var office *record.Office
	if f.Account.Office = f.Office; f.Office == "" {
		if office, err = g.founded(f); err != nil {
			return SignedIn{}, fmt.Errorf("first start: %w", err)
		}
		f.Account.Office = office.ID
	}
	f.Account.Role = access.Admin
	row, err := g.newRow(ctx, access.OperatorActor().Name, f.Account)
	of := problemsOf(err)
	if err != nil && of == nil {
		return SignedIn{}, fmt.Errorf("first start: %w", err)
	}
	var problems []record.Problem // in the order of the form
	if office != nil {
		for _, p := range record.Check(office) {
			p.Field = "office_" + strings.TrimSuffix(p.Field, ".fr")
			problems = append(problems, p)
		}
	}
	problems = append(problems, of...)
	if f.Account.Password == "" {
		problems = append(problems, passwordProblems("")...)
	}
	if err := invalid("the first start is not complete", problems); err != nil {
		return SignedIn{}, err
	}
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		if err := nobodyYet(ctx, tx); err != nil {
			return err
		}
		if there, err := tx.DropTicket(ctx, t.ID); err != nil || !there {
			return errors.Join(err, record.Errorf(record.NotFound, "no such link"))
		}
		if office != nil {
			if _, err := g.save(ctx, tx, access.OperatorActor(), office, 0, "first start", ""); err != nil {
				return err
			}
		}
		if err := g.addAccount(ctx, tx, row); err != nil {
			return err
		}
		return g.tell(ctx, tx, row, row.Name, "created", row.Role, from)
	})
	if err != nil {
		return SignedIn{}, fmt.Errorf("first start: %w", err)
	}
	return g.enter(ctx, row, viaPassword, false, from, nil)
}

func problemsOf(err error) []record.Problem {
	var e *record.Error
	if errors.As(err, &e) && e.Kind == record.Invalid {
		return e.Problems
	}
	return nil
}

// founded is the office of the first start: the main one, which the public sees by its name.
func (g *Registry) founded(f Founder) (*record.Office, error) {
	id, err := g.NewID()
	if err != nil {
		return nil, err
	}
	name, _ := tidyName(f.OfficeName)
	return &record.Office{
		Meta: record.Meta{ID: id, Kind: record.KindOffice, Office: id, Visibility: record.Public},
		Name: record.Text{FR: name}, Code: strings.TrimSpace(f.OfficeCode), Main: true,
	}, nil
}
