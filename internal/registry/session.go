package registry

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/record"
	"entente/internal/store"
)

// How long sessions last.
const (
	sessionIdle  = 12 * time.Hour     // without being used
	sessionWhole = 7 * 24 * time.Hour // whatever happens
	sessionHalf  = 10 * time.Minute   // to give the second factor
	sessionTouch = 5 * time.Minute    // between two notes that it is used, to spare the database
)

// Session is a browser that is signed in.
type Session struct {
	ID        record.Ref
	Via       string // password or the name of a provider
	Browser   string
	CreatedAt string
	SeenAt    string
	EndsAt    string
}

func sessionOf(s store.Session) Session {
	return Session{ID: s.ID, Via: s.Via, Browser: s.Browser, CreatedAt: s.CreatedAt, SeenAt: s.SeenAt, EndsAt: min(s.EndsAt, s.ExpiresAt)}
}

// From is where somebody signs in: the address of the network, kept by no table, and what the browser calls itself.
type From struct{ Address, Browser string }

const maxBrowser = 200 // characters

func (f From) browser() string {
	s := strings.ToValidUTF8(strings.ReplaceAll(f.Browser, "\x00", ""), "")
	if utf8.RuneCountInString(s) > maxBrowser {
		return string([]rune(s)[:maxBrowser])
	}
	return s
}

// Session tells who is signed in with a token, as they are now: record.ErrNotFound when nobody is.
func (g *Registry) Session(ctx context.Context, token string) (Account, Session, error) {
	if token == "" {
		return Account{}, Session{}, record.Errorf(record.NotFound, "no such session")
	}
	var in store.SignedIn
	var account Account
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		if in, err = tx.SessionOf(ctx, credential.Digest(token), g.stamp()); err != nil {
			return err
		}
		if in.Session.Half {
			return record.Errorf(record.NotFound, "no such session")
		}
		account, err = g.whole(ctx, tx, in.Account)
		account.Owes = account.Owes && in.Session.Via == viaPassword // a provider has its own
		return err
	})
	if err != nil {
		return Account{}, Session{}, fmt.Errorf("session: %w", err)
	}
	return account, sessionOf(in.Session), g.touch(ctx, in.Session)
}

// whole completes an account with what its office gives it.
func (g *Registry) whole(ctx context.Context, tx *store.Tx, row store.Account) (Account, error) {
	a := accountOf(row)
	var err error
	if a.Committees, err = tx.CommitteesOf(ctx, a.Office); err != nil || a.Factor {
		return a, err
	}
	o, err := officeOf(ctx, tx, a.Office)
	if err != nil {
		return a, err
	}
	a.Owes = o.NeedsFactor(row.Role)
	return a, nil
}

// touch notes that a session is used, not at every request.
func (g *Registry) touch(ctx context.Context, s store.Session) error {
	now := g.now().UTC()
	seen, err := time.Parse(instant, s.SeenAt)
	if err != nil {
		return fmt.Errorf("session: %w", err)
	}
	if now.Sub(seen) < sessionTouch {
		return nil
	}
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		return tx.TouchSession(ctx, s.ID, now.Format(instant), min(now.Add(sessionIdle).Format(instant), s.EndsAt))
	})
	if err != nil {
		return fmt.Errorf("session: %w", err)
	}
	return nil
}

// open makes a session and its token. Each sign-in has a token of its own: one that was planted in a browser before is of no
// use after.
func (g *Registry) open(ctx context.Context, tx *store.Tx, a store.Account, via string, half bool, from From) (string, store.Session, error) {
	token, err := credential.Token(g.random)
	if err != nil {
		return "", store.Session{}, err
	}
	id, err := g.NewID()
	if err != nil {
		return "", store.Session{}, err
	}
	now := g.now().UTC()
	idle := sessionIdle
	if half {
		idle = sessionHalf
	}
	s := store.Session{ID: id, Digest: credential.Digest(token), Account: a.ID, Office: a.Office, Half: half, Via: via, Browser: from.browser(),
		CreatedAt: now.Format(instant), SeenAt: now.Format(instant), ExpiresAt: now.Add(idle).Format(instant), EndsAt: now.Add(sessionWhole).Format(instant)}
	return token, s, tx.AddSession(ctx, s)
}

// SignOut ends the session of a token. That there is none is no failure: the outcome is the one that was asked for.
func (g *Registry) SignOut(ctx context.Context, token string) error {
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		in, err := tx.SessionOf(ctx, credential.Digest(token), g.stamp())
		if errors.Is(err, record.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := tx.DropSession(ctx, in.Account.ID, in.Session.ID); err != nil {
			return err
		}
		return g.tell(ctx, tx, in.Account, in.Account.Name, "signed_out", "", From{Browser: in.Session.Browser})
	})
	if err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	return nil
}

// Sessions lists where an account is signed in: one's own, or one of the office that the actor administers.
func (g *Registry) Sessions(ctx context.Context, a access.Actor, account record.Ref) ([]Session, error) {
	var out []Session
	err := g.db.View(ctx, func(tx *store.Tx) error {
		if _, err := mayLookAfter(ctx, tx, a, account); err != nil {
			return err
		}
		rows, err := tx.Sessions(ctx, account, g.stamp())
		for _, r := range rows {
			out = append(out, sessionOf(r))
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("sessions: %w", err)
	}
	return out, nil
}

// RevokeSession ends one session of an account, RevokeSessions all but one, which may be "".
func (g *Registry) RevokeSession(ctx context.Context, a access.Actor, account, session record.Ref) error {
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		row, err := mayLookAfter(ctx, tx, a, account)
		if err != nil {
			return err
		}
		if there, err := tx.DropSession(ctx, account, session); err != nil || !there {
			return err
		}
		return g.tell(ctx, tx, row, a.Name, "session_ended", "", From{})
	})
	if err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	return nil
}

// RevokeSessions ends all sessions of an account but one, which may be "", and counts them.
func (g *Registry) RevokeSessions(ctx context.Context, a access.Actor, account, but record.Ref) (int, error) {
	n := 0
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		row, err := mayLookAfter(ctx, tx, a, account)
		if err != nil {
			return err
		}
		if n, err = tx.DropSessions(ctx, account, but); err != nil || n == 0 {
			return err
		}
		return g.tell(ctx, tx, row, a.Name, "sessions_ended", itoa(n), From{})
	})
	if err != nil {
		return 0, fmt.Errorf("end sessions: %w", err)
	}
	return n, nil
}

// mayLookAfter reads an account that is the actor's own, or of the office that the actor administers.
func mayLookAfter(ctx context.Context, tx *store.Tx, a access.Actor, account record.Ref) (store.Account, error) {
	row, err := tx.Account(ctx, account)
	if err != nil {
		return row, err
	}
	if a.ID != row.ID && !administers(a, row.Office) {
		return store.Account{}, noAccount(account)
	}
	return row, nil
}

// tell writes what became of an account.
func (g *Registry) tell(ctx context.Context, tx *store.Tx, a store.Account, actor, what, detail string, from From) error {
	if !slices.Contains(AccountEventCodes(), what) {
		return fmt.Errorf("no event of an account is called %s", what)
	}
	id, err := g.NewID()
	if err != nil {
		return err
	}
	return tx.AddAccountEvent(ctx, store.AccountEvent{ID: id, Office: a.Office, Account: a.ID, Actor: actor, What: what, Detail: detail, Browser: from.browser(), At: g.stamp()})
}

// AccountEventCodes are what may become of an account.
func AccountEventCodes() []string {
	return []string{"signed_in", "refused_password", "refused_code", "refused_many", "refused_provider", "signed_out", "session_ended", "sessions_ended",
		"created", "invited", "uninvited", "joined", "renamed", "role", "disabled", "enabled", "reset_made", "password", "factor_on", "factor_off", "recoveries", "recovery_used", "feed_made", "feed_dropped"}
}
