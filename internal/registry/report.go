package registry

import (
	"context"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// published marks the subject of an edition as published.
func (g *Registry) published(ctx context.Context, tx *store.Tx, a access.Actor, subject store.Entry, publication record.Ref) error {
	return nil
}
