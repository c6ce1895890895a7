package store

import (
	"context"

	"entente/internal/record"
)

// Session is a row of who is signed in.
type Session struct {
	ID        record.Ref
	Digest    string // of the token
	Account   record.Ref
	Office    record.Ref
	Half      bool // the second factor is awaited
	Via       string
	Browser   string
	CreatedAt string
	SeenAt    string
	ExpiresAt string // unless it is used before
	EndsAt    string // whatever happens
}

const sessionColumns = `s.id, s.digest, s.account, s.office, s.half, s.via, s.browser, s.created_at, s.seen_at, s.expires_at, s.ends_at`

func (s *Session) fields(half *int) []any {
	return []any{&s.ID, &s.Digest, &s.Account, &s.Office, half, &s.Via, &s.Browser, &s.CreatedAt, &s.SeenAt, &s.ExpiresAt, &s.EndsAt}
}

// SignedIn is a session with its account.
type SignedIn struct {
	Session Session
	Account Account
}

// SessionOf reads the session of a token that is good at an instant.
func (tx *Tx) SessionOf(ctx context.Context, digest, at string) (SignedIn, error) {
	rows, err := query(ctx, tx.q, func(scan func(...any) error) (SignedIn, error) {
		var s SignedIn
		var half, shortcuts int
		err := scan(append(s.Session.fields(&half), s.Account.fields(&shortcuts)...)...)
		s.Session.Half, s.Account.Shortcuts = half != 0, shortcuts != 0
		return s, err
	}, `SELECT `+sessionColumns+`, `+accountColumns+` FROM session s JOIN account a ON a.id = s.account
		WHERE s.digest = $1 AND s.expires_at > $2 AND s.ends_at > $2 AND a.disabled_at = ''`, digest, at)
	return one(rows, err, "no such session")
}

// Sessions reads those of an account that are good at an instant, the last first.
func (tx *Tx) Sessions(ctx context.Context, account record.Ref, at string) ([]Session, error) {
	return query(ctx, tx.q, func(scan func(...any) error) (Session, error) {
		var s Session
		var half int
		err := scan(s.fields(&half)...)
		s.Half = half != 0
		return s, err
	}, `SELECT `+sessionColumns+` FROM session s WHERE s.account = $1 AND s.half = 0 AND s.expires_at > $2 AND s.ends_at > $2
		ORDER BY s.seen_at DESC, s.id DESC`, account, at)
}

// AddSession writes a new session.
func (tx *Tx) AddSession(ctx context.Context, s Session) error {
	_, err := tx.exec(ctx, `INSERT INTO session(id, digest, account, office, half, via, browser, created_at, seen_at, expires_at, ends_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		s.ID, s.Digest, s.Account, s.Office, truth(s.Half), s.Via, s.Browser, s.CreatedAt, s.SeenAt, s.ExpiresAt, s.EndsAt)
	return err
}

// TouchSession notes that a session was used.
func (tx *Tx) TouchSession(ctx context.Context, id record.Ref, seen, expires string) error {
	_, err := tx.exec(ctx, `UPDATE session SET seen_at = $1, expires_at = $2 WHERE id = $3`, seen, expires, id)
	return err
}

// DropSession ends a session, of an account, and tells whether it was there.
func (tx *Tx) DropSession(ctx context.Context, account, id record.Ref) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM session WHERE account = $1 AND id = $2`, account, id)
	return n > 0, err
}

// DropSessions ends all sessions of an account but one, which may be "".
func (tx *Tx) DropSessions(ctx context.Context, account, but record.Ref) (int, error) {
	n, err := tx.exec(ctx, `DELETE FROM session WHERE account = $1 AND id <> $2`, account, but)
	return int(n), err
}

// DropStale removes what is over at an instant: sessions, links, counts of attempts; and events older than keep.
func (tx *Tx) DropStale(ctx context.Context, at, keep string) error {
	for text, arg := range map[string]string{
		`DELETE FROM session WHERE expires_at <= $1`: at,
		`DELETE FROM ticket WHERE expires_at <= $1`:  at,
		`DELETE FROM attempt WHERE until <= $1`:      at,
		`DELETE FROM account_event WHERE at < $1`:    keep,
	} {
		if _, err := tx.exec(ctx, text, arg); err != nil {
			return err
		}
	}
	return nil
}
