package registry

import (
	"context"
	"fmt"
	"slices"

	"entente/internal/access"
	"entente/internal/figure"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

// yearSource is where the records of a year come from: the projections for the public, the records in scope for an actor.
type yearSource interface {
	// between gives the records of an office that start in [from, to), and those of few kinds whatever their date.
	between(ctx context.Context, office record.Ref, from, to string, always []record.Kind) ([]record.Record, error)
	// many gives the records among ids that the reader may see.
	many(ctx context.Context, ids []record.Ref) ([]record.Record, error)
}

// always are the kinds of which an office has few and that bear on a year without starting in it.
var always = []record.Kind{record.KindMembership, record.KindCommittee, record.KindRelation, record.KindPublication, record.KindProspect}

// year gathers what a year's figures and report are computed from: the office's records of that year and of the one before
// (what is declared of travel lags by a year), with the records that they refer to.
//
// need adds what a composition shows beside: earlier years, kinds without dates, records by name. Those of other offices are
// neighbours only, and so in no figure.
func year(ctx context.Context, src yearSource, places *place.Gazetteer, office record.Ref, y int, need publish.Need) (figure.Input, error) {
	in := figure.Input{Year: y, Distance: distance(places), PlaceName: placeName(places)}
	offices, err := src.many(ctx, []record.Ref{office})
	if err != nil {
		return in, err
	}
	if len(offices) == 0 {
		return in, record.Errorf(record.NotFound, "no office %s", office)
	}
	o, ok := offices[0].(*record.Office)
	if !ok {
		return in, record.Errorf(record.NotFound, "no office %s", office)
	}
	in.Office = o
	from := y - 1
	if need.From > 0 {
		from = min(from, need.From)
	}
	kinds := slices.Concat(always, need.Kinds)
	if in.Records, err = src.between(ctx, office, fmt.Sprintf("%04d", from), fmt.Sprintf("%04d", y+1), kinds); err != nil {
		return in, err
	}
	around := map[record.Ref]record.Record{office: o}
	for _, r := range in.Records {
		around[r.Head().ID] = r
	}
	// Two rounds: the bodies and posts that records name, then what those refer to (a post's body, a body's milieu).
	front := in.Records
	for range 2 {
		ids := slices.DeleteFunc(append(targets(front), need.Refs...), func(id record.Ref) bool { return around[id] != nil })
		if front, err = src.many(ctx, ids); err != nil {
			return in, err
		}
		for _, r := range front {
			around[r.Head().ID] = r
		}
	}
	in.Neighbour = func(id record.Ref) record.Record { return around[id] }
	return in, nil
}

// placeName names the city of a place, or its country, in both languages.
func placeName(places *place.Gazetteer) func(record.Place) (record.Text, bool) {
	return func(p record.Place) (record.Text, bool) {
		if c, ok := places.City(p.City); ok {
			return record.Text{FR: c.NameFR, EN: c.Name}, true
		}
		c, ok := places.Country(p.Country)
		return record.Text{FR: c.FR, EN: c.EN}, ok && p.City == ""
	}
}

func distance(places *place.Gazetteer) func(from, to record.Place) (float64, bool) {
	at := func(p record.Place) (lat, lon float64, ok bool) {
		c, ok := places.City(p.City)
		return c.Lat, c.Lon, ok
	}
	return func(from, to record.Place) (float64, bool) {
		lat1, lon1, ok1 := at(from)
		lat2, lon2, ok2 := at(to)
		return place.DistanceKM(lat1, lon1, lat2, lon2), ok1 && ok2
	}
}

// Year gathers what an office's figures of a year are computed from, as the actor may see it.
func (g *Registry) Year(ctx context.Context, a access.Actor, office record.Ref, y int) (figure.Input, error) {
	return g.YearWith(ctx, a, office, y, publish.Need{})
}

// YearWith is Year with what a composition needs beside.
func (g *Registry) YearWith(ctx context.Context, a access.Actor, office record.Ref, y int, need publish.Need) (figure.Input, error) {
	var in figure.Input
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		in, err = year(ctx, &scopedYear{g, tx, a}, g.places, office, y, need)
		return err
	})
	return in, err
}

// scopedYear reads records in an actor's scope.
type scopedYear struct {
	g  *Registry
	tx *store.Tx
	a  access.Actor
}

func (s *scopedYear) between(ctx context.Context, office record.Ref, from, to string, kinds []record.Kind) ([]record.Record, error) {
	entries, err := s.tx.Between(ctx, access.ScopeOf(s.a), office, from, to, kinds)
	if err != nil {
		return nil, err
	}
	return s.g.seen(ctx, s.tx, s.a, entries)
}

func (s *scopedYear) many(ctx context.Context, ids []record.Ref) ([]record.Record, error) {
	entries, err := s.tx.Many(ctx, access.ScopeOf(s.a), ids)
	if err != nil {
		return nil, err
	}
	return s.g.seen(ctx, s.tx, s.a, slices.DeleteFunc(entries, func(e store.Entry) bool { return e.WithdrawnAt != "" }))
}

// Offices reads the offices that the actor may see, the main one first.
func (g *Registry) Offices(ctx context.Context, a access.Actor) ([]*record.Office, error) {
	var out []*record.Office
	err := g.db.View(ctx, func(tx *store.Tx) error {
		entries, err := tx.OfKind(ctx, access.ScopeOf(a), record.KindOffice)
		if err != nil {
			return err
		}
		rs, err := g.seen(ctx, tx, a, entries)
		out = offices(rs)
		return err
	})
	return out, err
}

// offices keeps the offices among records, the main one first: its pages have the short addresses.
func offices(rs []record.Record) []*record.Office {
	var out []*record.Office
	for _, r := range rs {
		if o, ok := r.(*record.Office); ok && o.Withdrawn == "" {
			out = append(out, o)
		}
	}
	slices.SortStableFunc(out, func(a, b *record.Office) int {
		switch {
		case a.Main == b.Main:
			return 0
		case a.Main:
			return -1
		}
		return 1
	})
	return out
}
