package registry

import (
	"context"
	"errors"
	"time"

	"entente/internal/access"
	"entente/internal/listing"
	"entente/internal/record"
	"entente/internal/store"
)

// officeOf reads an office whatever the actor may see of it: its rules hold for all who are of it.
func officeOf(ctx context.Context, tx *store.Tx, id record.Ref) (*record.Office, error) {
	e, err := tx.Get(ctx, access.Scope{All: true}, id)
	if err != nil {
		return nil, err
	}
	r, err := record.Decode([]byte(e.Data))
	if err != nil {
		return nil, err
	}
	o, ok := r.(*record.Office)
	if !ok {
		return nil, record.Errorf(record.NotFound, "no office %s", id)
	}
	return o, nil
}

// today is the present instant as the clocks of the actor's office show it: its day is not everybody's. Who has none goes by the
// usual zone.
func (g *Registry) today(ctx context.Context, tx *store.Tx, a access.Actor) (time.Time, error) {
	o, err := officeOf(ctx, tx, a.Office)
	if errors.Is(err, record.ErrNotFound) {
		o, err = &record.Office{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return g.now().In(o.Clock()), nil
}

// instants is a range of days as the instants between which those days last where today is told: what is kept to the instant is
// kept in UTC.
func instants(r listing.Range, zone *time.Location) listing.Range {
	at := func(day string, after int) string {
		t, err := time.ParseInLocation(time.DateOnly, day, zone)
		if err != nil {
			return ""
		}
		return t.AddDate(0, 0, after).Add(-time.Duration(after) * time.Microsecond).UTC().Format(instant)
	}
	if r.From != "" {
		r.From = at(record.Date(r.From).First(), 0)
	}
	if r.To != "" {
		r.To = at(record.Date(r.To).Last(), 1)
	}
	return r
}
