package verify

import (
	"context"
	"errors"

	"entente/internal/publish"
	"entente/internal/record"
)

// Library is where editions are found; what somebody may not see is not there.
type Library interface {
	EditionBySum(ctx context.Context, checksum string) (publish.Edition, error)
	Edition(ctx context.Context, publication record.Ref) ([]publish.Edition, error)
}

// Find finds the edition that a file claims to be: by its checksum, or else, for that may be what was changed, by its publication;
// [record.ErrNotFound] when there is none.
func (c Claim) Find(ctx context.Context, l Library) (publish.Edition, error) {
	for _, s := range c.Sums {
		if e, err := l.EditionBySum(ctx, s); err == nil || !errors.Is(err, record.ErrNotFound) {
			return e, err
		}
	}
	for _, id := range c.Publications {
		list, err := l.Edition(ctx, id)
		if errors.Is(err, record.ErrNotFound) {
			continue
		}
		if err != nil {
			return publish.Edition{}, err
		}
		for _, e := range list {
			if e.Lang == c.Lang {
				return e, nil
			}
		}
		return list[0], nil
	}
	return publish.Edition{}, record.Errorf(record.NotFound, "no edition of what the file says to be")
}

// Later is the newest of the editions of the same document that came after one; zero when there is none.
func Later(all []publish.Edition, e publish.Edition) publish.Edition {
	var out publish.Edition
	for _, other := range all {
		if other.Subject == e.Subject && other.Lang == e.Lang && other.Number > max(e.Number, out.Number) {
			out = other
		}
	}
	return out
}
