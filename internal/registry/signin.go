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

// SignedIn is what a sign-in gives. While NeedsCode holds, the token opens nothing but SecondFactor.
type SignedIn struct {
	Token     string
	Account   Account
	Session   Session
	NeedsCode bool
}

// viaPassword is how a session began that no provider opened.
const viaPassword = "password"

// SignIn opens a session for whoever knows the password of an account and, where it has a second factor, the code of the
// moment or a recovery code; without the code it opens a half of one. It answers the same, after the same time, where there
// is no such account, where it is disabled, and where the password is not the one: record.ErrInvalid with the problem
// bad_sign_in. Too many attempts give a TooManyError.
func (g *Registry) SignIn(ctx context.Context, email, password, code string, from From) (SignedIn, error) {
	_, key := tidyEmail(email)
	tries, many := g.tries(ctx, signInLimits(key, from)...)
	if many != nil && !errors.Is(many, record.ErrUnavailable) {
		return SignedIn{}, fmt.Errorf("sign in: %w", many)
	}
	var row store.Account
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		if row, err = tx.AccountByEmail(ctx, key); errors.Is(err, record.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return SignedIn{}, fmt.Errorf("sign in: %w", err)
	}
	if many != nil {
		return SignedIn{}, fmt.Errorf("sign in: %w", g.noteMany(ctx, row, many, from))
	}
	ok, stale, err := g.verify(ctx, row.Password, password)
	if err != nil {
		return SignedIn{}, fmt.Errorf("sign in: %w", err)
	}
	if !ok || row.DisabledAt != "" {
		return SignedIn{}, fmt.Errorf("sign in: %w", g.refuse(ctx, row, "refused_password", "password", "bad_sign_in", from))
	}
	if stale {
		if row.Password, err = g.hash(ctx, password); err != nil {
			return SignedIn{}, fmt.Errorf("sign in: %w", err)
		}
	}
	if row.FactorAt != "" && code != "" {
		if err := g.checkCode(ctx, row, code, from); err != nil {
			return SignedIn{}, fmt.Errorf("sign in: %w", err)
		}
	}
	in, err := g.enter(ctx, row, viaPassword, row.FactorAt != "" && code == "", from, tries)
	if err != nil {
		return SignedIn{}, fmt.Errorf("sign in: %w", err)
	}
	return in, nil
}

// enter opens the session of somebody who proved who they are, or half of it.
func (g *Registry) enter(ctx context.Context, row store.Account, via string, half bool, from From, tries tries) (SignedIn, error) {
	out := SignedIn{NeedsCode: half}
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		now, err := tx.Account(ctx, row.ID) // as it is by now
		if err != nil {
			return err
		}
		if now.DisabledAt != "" || now.PasswordAt != row.PasswordAt {
			return record.Errorf(record.Conflict, "the account %s has changed meanwhile", row.ID)
		}
		now.Password = row.Password
		if !half {
			now.SeenAt = g.stamp()
		}
		if err := tx.SetAccount(ctx, now); err != nil {
			return err
		}
		if err := tries.forgive(ctx, tx); err != nil {
			return err
		}
		token, s, err := g.open(ctx, tx, now, via, half, from)
		if err != nil {
			return err
		}
		if out.Token, out.Session = token, sessionOf(s); half {
			return nil
		}
		if out.Account, err = g.whole(ctx, tx, now); err != nil {
			return err
		}
		if err := tx.DropStale(ctx, g.stamp(), g.now().UTC().Add(-keepEvents).Format(instant)); err != nil {
			return err
		}
		return g.tell(ctx, tx, now, now.Name, "signed_in", via, from)
	})
	return out, err
}

// keepEvents is how long what became of accounts is kept: a year and a month, so that a yearly look finds all.
const keepEvents = 396 * 24 * time.Hour

// refuse notes that somebody was not let in, and is the answer.
func (g *Registry) refuse(ctx context.Context, row store.Account, what, field, code string, from From) error {
	err := g.db.InTx(ctx, func(tx *store.Tx) error { return g.tell(ctx, tx, row, row.Name, what, "", from) })
	if err != nil {
		return err
	}
	return invalid("not signed in", []record.Problem{{Field: field, Code: code}})
}

// SecondFactor makes a whole session of the half that SignIn opened, for whoever knows the code of the moment or a recovery
// code. The half is gone then, and its token opens nothing.
func (g *Registry) SecondFactor(ctx context.Context, token, code string, from From) (SignedIn, error) {
	var in store.SignedIn
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		in, err = tx.SessionOf(ctx, credential.Digest(token), g.stamp())
		return err
	})
	if err == nil && !in.Session.Half {
		err = record.Errorf(record.NotFound, "no such session")
	}
	if err != nil {
		return SignedIn{}, fmt.Errorf("second factor: %w", err)
	}
	if err := g.checkCode(ctx, in.Account, code, from); err != nil {
		return SignedIn{}, fmt.Errorf("second factor: %w", err)
	}
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		there, err := tx.DropSession(ctx, in.Account.ID, in.Session.ID)
		if err == nil && !there {
			return record.Errorf(record.NotFound, "no such session")
		}
		return err
	})
	if err != nil {
		return SignedIn{}, fmt.Errorf("second factor: %w", err)
	}
	out, err := g.enter(ctx, in.Account, in.Session.Via, false, from, nil)
	if err != nil {
		return SignedIn{}, fmt.Errorf("second factor: %w", err)
	}
	return out, nil
}

// checkCode uses up the code of an authenticator, or a recovery code.
func (g *Registry) checkCode(ctx context.Context, row store.Account, code string, from From) error {
	tries, err := g.tries(ctx, codeLimits(row.ID)...)
	if err != nil {
		return g.noteMany(ctx, row, err, from)
	}
	used := false
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		if credential.IsRecovery(code) {
			var err error
			if used, err = tx.UseRecovery(ctx, row.ID, credential.RecoveryDigest(string(row.ID), code), g.stamp()); err != nil || !used {
				return err
			}
			if err := g.tell(ctx, tx, row, row.Name, "recovery_used", "", from); err != nil {
				return err
			}
			return tries.forgive(ctx, tx)
		}
		secret, err := g.factorOf(row)
		if err != nil {
			return err
		}
		step, ok := credential.Step(secret, code, g.now(), row.FactorStep)
		if !ok {
			return nil
		}
		if used, err = tx.UseStep(ctx, row.ID, step); err != nil || !used {
			return err
		}
		return tries.forgive(ctx, tx)
	})
	if err != nil {
		return err
	}
	if !used {
		return g.refuse(ctx, row, "refused_code", "code", "bad_code_of_factor", from)
	}
	return nil
}

// hash and verify take turns, so that many who sign in at once do not take all memory.
func (g *Registry) hash(ctx context.Context, password string) (string, error) {
	if err := g.turn(ctx); err != nil {
		return "", err
	}
	defer g.done()
	return credential.Hash(g.random, password)
}

func (g *Registry) verify(ctx context.Context, kept, password string) (ok, stale bool, err error) {
	if err := g.turn(ctx); err != nil {
		return false, false, err
	}
	defer g.done()
	if len(password) > 4*credential.MaxPassword {
		password = "" // is nobody's, and takes as long as any
	}
	ok, stale = credential.Verify(kept, password)
	return ok, stale, nil
}

func (g *Registry) turn(ctx context.Context) error {
	select {
	case g.hashing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *Registry) done() { <-g.hashing }

// HasAccounts tells whether there is any account, disabled ones included: the program that serves asks, to offer the link of the first start.
func (g *Registry) HasAccounts(ctx context.Context, a access.Actor) (bool, error) {
	if a.Role != access.Operator {
		return false, record.Errorf(record.Forbidden, "%s may not count accounts", a.Name)
	}
	n := 0
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		n, err = tx.CountAccounts(ctx)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("count accounts: %w", err)
	}
	return n > 0, nil
}
