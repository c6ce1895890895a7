package registry

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/record"
	"entente/internal/store"
)

// Preferences are what people choose for themselves.
type Preferences struct {
	Lang      string
	Theme     string
	Shortcuts bool
}

// SetPreferences keeps the actor's own.
func (g *Registry) SetPreferences(ctx context.Context, a access.Actor, p Preferences) error {
	var problems []record.Problem
	if p.Lang != "fr" && p.Lang != "en" {
		problems = append(problems, record.Problem{Field: "lang", Code: "bad_choice"})
	}
	if !slices.Contains(AccountThemes(), p.Theme) {
		problems = append(problems, record.Problem{Field: "theme", Code: "bad_choice"})
	}
	if err := invalid("no preferences", problems); err != nil {
		return err
	}
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		row, err := tx.Account(ctx, a.ID)
		if err != nil {
			return err
		}
		row.Lang, row.Theme, row.Shortcuts = p.Lang, p.Theme, p.Shortcuts
		return tx.SetAccount(ctx, row)
	})
	if err != nil {
		return fmt.Errorf("preferences: %w", err)
	}
	return nil
}

// ChangePassword sets the actor's own password for whoever knows the present one, and ends all sessions but the one that
// asks.
func (g *Registry) ChangePassword(ctx context.Context, a access.Actor, present, password string, keep record.Ref, from From) error {
	row, err := g.own(ctx, a)
	if err != nil {
		return fmt.Errorf("change the password: %w", err)
	}
	tries, err := g.tries(ctx, passwordLimits(row.ID)...)
	if err != nil {
		return fmt.Errorf("change the password: %w", g.noteMany(ctx, row, err, from))
	}
	if row.Password != "" {
		ok, _, err := g.verify(ctx, row.Password, present)
		if err != nil {
			return fmt.Errorf("change the password: %w", err)
		}
		if !ok {
			return invalid("not the password", []record.Problem{{Field: "present", Code: "bad_present_password"}})
		}
	}
	if err := invalid("the password cannot be taken", passwordProblems(password, row.Name, row.Email)); err != nil {
		return err
	}
	digest, err := g.hash(ctx, password)
	if err != nil {
		return fmt.Errorf("change the password: %w", err)
	}
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		if err := tries.forgive(ctx, tx); err != nil {
			return err
		}
		return g.setPassword(ctx, tx, row.ID, digest, a.Name, keep, from)
	})
	if err != nil {
		return fmt.Errorf("change the password: %w", err)
	}
	return nil
}

// setPassword writes a password, and ends what was opened with the one before.
func (g *Registry) setPassword(ctx context.Context, tx *store.Tx, id record.Ref, digest, by string, keep record.Ref, from From) error {
	row, err := tx.Account(ctx, id)
	if err != nil {
		return err
	}
	row.Password, row.PasswordAt = digest, g.stamp()
	if err := tx.SetAccount(ctx, row); err != nil {
		return err
	}
	if _, err := tx.DropSessions(ctx, id, keep); err != nil {
		return err
	}
	if err := tx.DropTickets(ctx, ticketReset, id, row.EmailKey); err != nil {
		return err
	}
	return g.tell(ctx, tx, row, by, "password", "", from)
}

func (g *Registry) own(ctx context.Context, a access.Actor) (store.Account, error) {
	var row store.Account
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		row, err = tx.Account(ctx, a.ID)
		return err
	})
	return row, err
}

// BeginFactor gives the secret of a second factor that is not asked for yet: the same one until it is confirmed, so that a
// page that is loaded again shows what was scanned already.
func (g *Registry) BeginFactor(ctx context.Context, a access.Actor) (string, error) {
	secret := ""
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		row, err := tx.Account(ctx, a.ID)
		if err != nil {
			return err
		}
		if row.FactorAt != "" {
			return record.Errorf(record.Conflict, "the account has a second factor already")
		}
		if row.Factor != "" {
			if secret, err = g.keys.Open(row.Factor, string(row.ID)); !errors.Is(err, credential.ErrSealed) {
				return err
			} // nothing was confirmed with the one that is lost
		}
		if secret, err = credential.Secret(g.random); err != nil {
			return err
		}
		row.Factor = g.keys.Seal(secret, string(row.ID))
		return tx.SetAccount(ctx, row)
	})
	if err != nil {
		return "", fmt.Errorf("begin a second factor: %w", err)
	}
	return secret, nil
}

// ConfirmFactor begins to ask for the second factor, once a code shows that the authenticator has the secret. It returns the
// recovery codes, which are shown this once.
func (g *Registry) ConfirmFactor(ctx context.Context, a access.Actor, code string, from From) ([]string, error) {
	tries, err := g.tries(ctx, codeLimits(a.ID)...)
	if err != nil {
		return nil, fmt.Errorf("confirm a second factor: %w", err)
	}
	var codes []string
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		row, err := tx.Account(ctx, a.ID)
		if err != nil {
			return err
		}
		if row.FactorAt != "" || row.Factor == "" {
			return record.Errorf(record.Conflict, "no second factor is being set up")
		}
		secret, err := g.factorOf(row)
		if err != nil {
			return err
		}
		step, ok := credential.Step(secret, code, g.now(), row.FactorStep)
		if !ok {
			return invalid("not the code", []record.Problem{{Field: "code", Code: "bad_code_of_factor"}})
		}
		row.FactorAt, row.FactorStep = g.stamp(), step
		if err := tx.SetAccount(ctx, row); err != nil {
			return err
		}
		if codes, err = g.recoveries(ctx, tx, row); err != nil {
			return err
		}
		if err := tries.forgive(ctx, tx); err != nil {
			return err
		}
		return g.tell(ctx, tx, row, a.Name, "factor_on", "", from)
	})
	if err != nil {
		return nil, fmt.Errorf("confirm a second factor: %w", err)
	}
	return codes, nil
}

func (g *Registry) recoveries(ctx context.Context, tx *store.Tx, row store.Account) ([]string, error) {
	codes, err := credential.RecoveryCodes(g.random)
	if err != nil {
		return nil, err
	}
	digests := make([]string, len(codes))
	for i, c := range codes {
		digests[i] = credential.RecoveryDigest(string(row.ID), c)
	}
	return codes, tx.SetRecoveries(ctx, row.ID, row.Office, digests)
}

// NewRecoveries makes another set of recovery codes for whoever has a code of the second factor; the set before is void.
func (g *Registry) NewRecoveries(ctx context.Context, a access.Actor, code string, from From) ([]string, error) {
	var codes []string
	err := g.withCode(ctx, a, code, from, func(tx *store.Tx, row store.Account) error {
		var err error
		if codes, err = g.recoveries(ctx, tx, row); err != nil {
			return err
		}
		return g.tell(ctx, tx, row, a.Name, "recoveries", "", from)
	})
	if err != nil {
		return nil, fmt.Errorf("recovery codes: %w", err)
	}
	return codes, nil
}

// EndFactor stops asking the actor for the second factor, for whoever has a code of it.
func (g *Registry) EndFactor(ctx context.Context, a access.Actor, code string, from From) error {
	err := g.withCode(ctx, a, code, from, func(tx *store.Tx, row store.Account) error {
		row.Factor, row.FactorAt = "", ""
		if err := tx.SetAccount(ctx, row); err != nil {
			return err
		}
		if err := tx.SetRecoveries(ctx, row.ID, row.Office, nil); err != nil {
			return err
		}
		return g.tell(ctx, tx, row, a.Name, "factor_off", "", from)
	})
	if err != nil {
		return fmt.Errorf("end the second factor: %w", err)
	}
	return nil
}

// withCode does something with the actor's own account for whoever has a code of its second factor.
func (g *Registry) withCode(ctx context.Context, a access.Actor, code string, from From, do func(*store.Tx, store.Account) error) error {
	row, err := g.own(ctx, a)
	if err != nil {
		return err
	}
	if row.FactorAt == "" {
		return record.Errorf(record.Conflict, "the account has no second factor")
	}
	if err := g.checkCode(ctx, row, code, from); err != nil {
		return err
	}
	return g.db.InTx(ctx, func(tx *store.Tx) error {
		now, err := tx.Account(ctx, row.ID)
		if err != nil {
			return err
		}
		return do(tx, now)
	})
}

// RecoveriesLeft counts the actor's recovery codes that are still good.
func (g *Registry) RecoveriesLeft(ctx context.Context, a access.Actor) (int, error) {
	n := 0
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		n, err = tx.RecoveriesLeft(ctx, a.ID)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("recovery codes: %w", err)
	}
	return n, nil
}
