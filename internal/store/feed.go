package store

import (
	"context"

	"entente/internal/record"
)

// Feed is a row of the link by which a calendar reads what an account may see.
type Feed struct {
	Account record.Ref
	Digest  string // of the token
	Office  record.Ref
	MadeAt  string
	SeenAt  string // "" when nobody has read it yet
}

const feedColumns = `f.account, f.digest, f.office, f.made_at, f.seen_at`

func (f *Feed) fields() []any { return []any{&f.Account, &f.Digest, &f.Office, &f.MadeAt, &f.SeenAt} }

// SetFeed writes the link of an account in place of the one before.
func (tx *Tx) SetFeed(ctx context.Context, f Feed) error {
	_, err := tx.exec(ctx, `INSERT INTO feed(account, digest, office, made_at, seen_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (account) DO UPDATE SET digest = excluded.digest, office = excluded.office, made_at = excluded.made_at, seen_at = excluded.seen_at`,
		f.Account, f.Digest, f.Office, f.MadeAt, f.SeenAt)
	return err
}

// Feed reads the link of an account.
func (tx *Tx) Feed(ctx context.Context, account record.Ref) (Feed, error) {
	rows, err := query(ctx, tx.q, func(scan func(...any) error) (Feed, error) {
		var f Feed
		err := scan(f.fields()...)
		return f, err
	}, `SELECT `+feedColumns+` FROM feed f WHERE f.account = $1`, account)
	return one(rows, err, "no link of account %s", account)
}

// FeedOf reads the link of a token with its account, which is not disabled.
func (tx *Tx) FeedOf(ctx context.Context, digest string) (Feed, Account, error) {
	type both struct {
		feed    Feed
		account Account
	}
	rows, err := query(ctx, tx.q, func(scan func(...any) error) (both, error) {
		var b both
		var shortcuts int
		err := scan(append(b.feed.fields(), b.account.fields(&shortcuts)...)...)
		b.account.Shortcuts = shortcuts != 0
		return b, err
	}, `SELECT `+feedColumns+`, `+accountColumns+` FROM feed f JOIN account a ON a.id = f.account WHERE f.digest = $1 AND a.disabled_at = ''`, digest)
	b, err := one(rows, err, "no such link")
	return b.feed, b.account, err
}

// SeeFeed notes that a link was read.
func (tx *Tx) SeeFeed(ctx context.Context, account record.Ref, at string) error {
	_, err := tx.exec(ctx, `UPDATE feed SET seen_at = $1 WHERE account = $2`, at, account)
	return err
}

// DropFeed takes the link of an account back, and tells whether there was one.
func (tx *Tx) DropFeed(ctx context.Context, account record.Ref) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM feed WHERE account = $1`, account)
	return n == 1, err
}
