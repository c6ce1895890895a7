package registry

import (
	"context"
	"fmt"
	"time"

	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/record"
	"entente/internal/store"
)

// feedTouch is the time between two notes that a feed is read, to spare the database.
const feedTouch = time.Hour

// Feed is the link by which a calendar reads what an account may see. Its token is known only when it is made.
type Feed struct {
	MadeAt string
	SeenAt string // "" when nobody has read it yet
}

// MakeFeed makes the link of the actor's own account and gives its token; one made before is void.
func (g *Registry) MakeFeed(ctx context.Context, a access.Actor, from From) (string, error) {
	token, err := credential.Token(g.random)
	if err != nil {
		return "", fmt.Errorf("make a feed: %w", err)
	}
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		row, err := tx.Account(ctx, a.ID)
		if err != nil {
			return err
		}
		if err := tx.SetFeed(ctx, store.Feed{Account: row.ID, Digest: credential.Digest(token), Office: row.Office, MadeAt: g.stamp()}); err != nil {
			return err
		}
		return g.tell(ctx, tx, row, a.Name, "feed_made", "", from)
	})
	if err != nil {
		return "", fmt.Errorf("make a feed: %w", err)
	}
	return token, nil
}

// Feed tells of the link of the actor's own account: record.ErrNotFound where there is none.
func (g *Registry) Feed(ctx context.Context, a access.Actor) (Feed, error) {
	var f store.Feed
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		f, err = tx.Feed(ctx, a.ID)
		return err
	})
	if err != nil {
		return Feed{}, fmt.Errorf("feed: %w", err)
	}
	return Feed{MadeAt: f.MadeAt, SeenAt: f.SeenAt}, nil
}

// DropFeed takes the link of the actor's own account back. That there is none is no failure.
func (g *Registry) DropFeed(ctx context.Context, a access.Actor, from From) error {
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		row, err := tx.Account(ctx, a.ID)
		if err != nil {
			return err
		}
		if there, err := tx.DropFeed(ctx, row.ID); err != nil || !there {
			return err
		}
		return g.tell(ctx, tx, row, a.Name, "feed_dropped", "", from)
	})
	if err != nil {
		return fmt.Errorf("revoke a feed: %w", err)
	}
	return nil
}

// FeedOf tells whose link a token is, as they are now: record.ErrNotFound for one that was revoked, of a disabled account,
// or of one that owes a second factor. Whoever tries many is refused.
func (g *Registry) FeedOf(ctx context.Context, token string, from From) (Account, error) {
	tries, err := g.tries(ctx, linkLimits(from)...)
	if err != nil {
		return Account{}, fmt.Errorf("feed: %w", err)
	}
	var out Account
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		f, row, err := tx.FeedOf(ctx, credential.Digest(token))
		if err != nil {
			return err
		}
		if out, err = g.whole(ctx, tx, row); err != nil {
			return err
		}
		if out.Owes {
			return record.Errorf(record.NotFound, "no such link")
		}
		now := g.now().UTC()
		if seen, err := time.Parse(instant, f.SeenAt); f.SeenAt == "" || err == nil && now.Sub(seen) >= feedTouch {
			if err := tx.SeeFeed(ctx, row.ID, now.Format(instant)); err != nil {
				return err
			}
		}
		return tries.forgive(ctx, tx)
	})
	if err != nil {
		return Account{}, fmt.Errorf("feed: %w", err)
	}
	return out, nil
}
