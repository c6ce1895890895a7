package registry

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"entente/internal/credential"
	"entente/internal/record"
	"entente/internal/store"
)

// limit is how many attempts a bucket holds within a window of time. Windows stand in the database: they outlive the program
// and hold over all nodes.
type limit struct {
	bucket string // in clear: only its digest is kept
	most   int
	window time.Duration
	keeps  bool // an attempt that succeeds is taken off, but those before it stay
}

func signInLimits(email string, from From) []limit {
	address := network(from.Address)
	return []limit{
		// One who mistypes is held up soon; others cannot lock out an account from elsewhere, short of an effort.
		{bucket: "sign-in of " + email + " from " + address, most: 10, window: 15 * time.Minute},
		{bucket: "sign-in of " + email, most: 60, window: time.Hour},
		{bucket: "sign-in from " + address, most: 120, window: 15 * time.Minute, keeps: true},
	}
}

func codeLimits(account record.Ref) []limit {
	return []limit{{bucket: "code of " + string(account), most: 8, window: 15 * time.Minute}}
}

func linkLimits(from From) []limit {
	return []limit{{bucket: "link from " + network(from.Address), most: 60, window: 15 * time.Minute, keeps: true}}
}

func passwordLimits(account record.Ref) []limit {
	return []limit{{bucket: "password of " + string(account), most: 10, window: 15 * time.Minute}}
}

// network is the part of an address that one subscriber has: the whole of the fourth version, half of the sixth.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return "?"
	}
	if a = a.Unmap().WithZone(""); a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}

// TooManyError says that something was tried too often, and how long to wait. It is a record.ErrUnavailable.
type TooManyError struct {
	Wait time.Duration

	first bool // the attempt that filled a bucket: those after it are not told one by one
}

func (e *TooManyError) Error() string { return fmt.Sprintf("too many attempts: wait %s", e.Wait) }

// Is tells its kind.
func (*TooManyError) Is(target error) bool {
	t, ok := target.(*record.Error)
	return ok && t.Msg == "" && t.Kind == record.Unavailable
}

// tries are attempts that were counted.
type tries []limit

// tries counts an attempt in each bucket, and refuses when one of them is full.
func (g *Registry) tries(ctx context.Context, limits ...limit) (tries, error) {
	now := g.now().UTC()
	wait, first := time.Duration(0), false
	counted := make(tries, len(limits))
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		salt, err := g.salt(ctx, tx, now)
		if err != nil {
			return err
		}
		wait, first = 0, false
		for i, l := range limits {
			counted[i] = l
			counted[i].bucket = keyed(salt, l.bucket)
			a, err := tx.Try(ctx, counted[i].bucket, now.Format(instant), now.Add(l.window).Format(instant))
			if err != nil {
				return err
			}
			if a.N <= l.most {
				continue
			}
			until, err := time.Parse(instant, a.Until)
			if err != nil {
				return err
			}
			wait, first = max(wait, until.Sub(now)), first || a.N == l.most+1
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count attempts: %w", err)
	}
	if wait > 0 {
		return nil, &TooManyError{Wait: wait.Round(time.Second), first: first}
	}
	return counted, nil
}

// noteMany tells in the log of an account that it was tried too often, once in a window. It gives the error back.
func (g *Registry) noteMany(ctx context.Context, row store.Account, err error, from From) error {
	var many *TooManyError
	if !errors.As(err, &many) || !many.first || row.ID == "" {
		return err
	}
	told := g.db.InTx(ctx, func(tx *store.Tx) error { return g.tell(ctx, tx, row, row.Name, "refused_many", "", from) })
	if told != nil {
		return told
	}
	return err
}

// forgive takes back what a success has made void.
func (t tries) forgive(ctx context.Context, tx *store.Tx) error {
	for _, l := range t {
		f := tx.Forgive
		if l.keeps {
			f = tx.TakeBack
		}
		if err := f(ctx, l.bucket); err != nil {
			return err
		}
	}
	return nil
}

func keyed(salt, text string) string {
	mac := hmac.New(sha256.New, []byte(salt))
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil))
}

// salts are named for the day that they serve.
const salts = "salt of "

// salt is that of the day, the same on all nodes. Yesterday's is forgotten: whoever reads the database later cannot find out
// which addresses were counted by trying them all.
func (g *Registry) salt(ctx context.Context, tx *store.Tx, now time.Time) (string, error) {
	name := salts + now.Format(time.DateOnly)
	s, err := tx.Setting(ctx, name)
	if err != nil || s != "" {
		return s, err
	}
	made, err := credential.Token(g.random)
	if err != nil {
		return "", err
	}
	if err := tx.DropSettings(ctx, salts, name); err != nil {
		return "", err
	}
	return tx.AddSetting(ctx, name, made)
}
