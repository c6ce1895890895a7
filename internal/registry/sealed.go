package registry

import (
	"context"
	"errors"
	"fmt"

	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/record"
	"entente/internal/store"
)

// factorOf opens the secret of an account's second factor. Where the key that sealed it is gone, no code can be verified: a recovery
// code still is, and whoever administers accounts takes the factor off.
func (g *Registry) factorOf(row store.Account) (string, error) {
	secret, err := g.keys.Open(row.Factor, string(row.ID))
	if errors.Is(err, credential.ErrSealed) {
		return "", invalid("the secret of the second factor cannot be opened", []record.Problem{{Field: "code", Code: "factor_sealed"}})
	}
	if err != nil {
		return "", fmt.Errorf("open the second factor of %s: %w", row.ID, err)
	}
	return secret, nil
}

// SealFactors seals with the first key the secrets of second factors that are not yet: those kept before there was a key, and those
// that an older one sealed. It tells how many, and how many no key opens.
func (g *Registry) SealFactors(ctx context.Context, a access.Actor) (done, lost int, err error) {
	if a.Role != access.Operator {
		return 0, 0, record.Errorf(record.Forbidden, "%s may not seal secrets", a.Name)
	}
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		done, lost = 0, 0
		kept, err := tx.Factors(ctx)
		if err != nil {
			return err
		}
		for id, factor := range kept {
			secret, err := g.keys.Open(factor, string(id))
			switch {
			case errors.Is(err, credential.ErrSealed):
				lost++
			case err != nil:
				return fmt.Errorf("open the second factor of %s: %w", id, err)
			case !g.keys.Current(factor):
				done++
				if err := tx.SetFactor(ctx, id, g.keys.Seal(secret, string(id))); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return 0, 0, fmt.Errorf("seal second factors: %w", err)
	}
	return done, lost, nil
}
