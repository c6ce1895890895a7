package registry

import (
	"context"
	"fmt"
	"slices"
	"time"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

const (
	mostBearing = 400 // records that refer to the one that a document is about
	mostJourney = 100 // journeys to the same places
)

// Matter gathers what a document about a record is made of, as the actor may see it: the record, what refers to it or bears on it,
// and what those refer to. Of a relation it is the partner that the document is about.
func (g *Registry) Matter(ctx context.Context, a access.Actor, id record.Ref) (publish.Matter, error) {
	m := publish.Matter{Known: map[record.Ref]publish.Known{}, Distance: distance(g.places), PlaceName: placeName(g.places)}
	err := g.db.View(ctx, func(tx *store.Tx) error {
		today, err := g.today(ctx, tx, a)
		if err != nil {
			return err
		}
		m.Today = record.Date(today.Format(time.DateOnly))
		r := &matterReader{g: g, tx: tx, a: a, m: &m}
		if err := r.about(ctx, id); err != nil {
			return err
		}
		bearing, err := r.bearing(ctx)
		if err != nil {
			return err
		}
		if m.Tied, err = r.many(ctx, bearing); err != nil {
			return err
		}
		if err := r.office(ctx); err != nil {
			return err
		}
		return r.around(ctx)
	})
	if err != nil {
		return publish.Matter{}, fmt.Errorf("gather what is known about %s: %w", id, err)
	}
	return m, nil
}

type matterReader struct {
	g  *Registry
	tx *store.Tx
	a  access.Actor
	m  *publish.Matter
}

// about reads the record itself, which may be withdrawn for whoever still sees it.
func (r *matterReader) about(ctx context.Context, id record.Ref) error {
	e, err := r.tx.Get(ctx, access.ScopeOf(r.a), id)
	if err != nil {
		return err
	}
	rs, err := r.g.seen(ctx, r.tx, r.a, []store.Entry{e})
	if err != nil {
		return err
	}
	if relation, ok := rs[0].(*record.Relation); ok {
		return r.about(ctx, relation.Partner)
	}
	r.m.About = rs[0]
	r.know(e)
	return nil
}

func (r *matterReader) know(e store.Entry) {
	k := publish.Known{Version: e.Version, Updated: e.UpdatedAt}
	if owns(r.a, e.Office) {
		k.Hash = e.Hash
	}
	r.m.Known[e.ID] = k
}

// many reads those among ids that the actor may see and that are not withdrawn, in the order of ids.
func (r *matterReader) many(ctx context.Context, ids []record.Ref) ([]record.Record, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	entries, err := r.tx.Many(ctx, access.ScopeOf(r.a), ids)
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e store.Entry) bool { return e.WithdrawnAt != "" })
	rs, err := r.g.seen(ctx, r.tx, r.a, entries)
	if err != nil {
		return nil, err
	}
	found := map[record.Ref]record.Record{}
	for i, e := range entries {
		found[e.ID] = rs[i]
		r.know(e)
	}
	var out []record.Record
	for _, id := range ids {
		if x, ok := found[id]; ok {
			out = append(out, x)
			delete(found, id)
		}
	}
	return out, nil
}

// bearing lists the records that bear on the one of the document: those that refer to it, and by its kind those that a document
// about it sets beside it.
func (r *matterReader) bearing(ctx context.Context) ([]record.Ref, error) {
	scope := access.ScopeOf(r.a)
	rows, err := r.tx.Ties(ctx, scope, r.m.About.Head().ID, "", mostBearing)
	if err != nil {
		return nil, err
	}
	r.m.Capped = len(rows) > mostBearing
	var out []record.Ref
	seen := map[record.Ref]bool{r.m.About.Head().ID: true}
	add := func(ids ...record.Ref) {
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	var second []record.Ref // whose own ties bear on the document too
	for _, t := range rows {
		add(t.ID)
		if leads(t.Kind) {
			second = append(second, t.ID)
		}
	}
	places, err := r.journeys(ctx)
	if err != nil {
		return nil, err
	}
	add(places...)
	kinds := []record.Kind{record.KindOutcome}
	switch r.m.About.(type) {
	case *record.Framework:
		kinds = []record.Kind{record.KindStory, record.KindOutcome, record.KindMission, record.KindVisit, record.KindEvent, record.KindParticipation}
	case *record.Organisation, *record.Mission:
		second = append(second, places...)
	default:
		return out, nil
	}
	more, err := r.tx.TiedTo(ctx, scope, second, kinds, mostBearing)
	if err != nil {
		return nil, err
	}
	r.m.Capped = r.m.Capped || len(more) > mostBearing
	add(more[:min(len(more), mostBearing)]...)
	return out, nil
}

// leads tells the kinds whose own ties bear on a document about what they refer to: the objectives of a plan have stories, what
// was done with a partner has results.
func leads(k record.Kind) bool {
	switch k {
	case record.KindObjective, record.KindMission, record.KindVisit, record.KindAgreement, record.KindRelation:
		return true
	}
	return false
}

// journeys lists the missions to the same places, and of a city or country the visits from there.
func (r *matterReader) journeys(ctx context.Context) ([]record.Ref, error) {
	var ids []record.Ref
	read := func(kind record.Kind, field string, values []string) error {
		if len(values) == 0 {
			return nil
		}
		heads, err := r.tx.List(ctx, access.ScopeOf(r.a), publish.Query{Kind: kind, Marks: map[string][]string{field: values}, Newest: true, Limit: mostJourney})
		for _, h := range heads[:min(len(heads), mostJourney)] {
			ids = append(ids, h.ID)
		}
		r.m.Capped = r.m.Capped || len(heads) > mostJourney
		return err
	}
	switch x := r.m.About.(type) {
	case *record.Mission:
		var cities, countries []string
		for _, s := range x.Stops {
			if s.Place.City != "" && !slices.Contains(cities, s.Place.City) {
				cities = append(cities, s.Place.City)
			}
			if c := s.Place.Country; c != "" && c != "CA" && !slices.Contains(countries, c) {
				countries = append(countries, c)
			}
		}
		if err := read(record.KindMission, "city", cities); err != nil {
			return nil, err
		}
		return ids, read(record.KindMission, "country", countries)
	case *record.Organisation:
		field, value := x.Territory()
		if value == "" {
			return nil, nil
		}
		if err := read(record.KindMission, field, []string{value}); err != nil {
			return nil, err
		}
		return ids, read(record.KindVisit, field, []string{value})
	}
	return nil, nil
}

// office is the one whose document it is: the actor's, else the one that owns the record; with its logo.
func (r *matterReader) office(ctx context.Context) error {
	id := r.a.Office
	if id == "" {
		id = r.m.About.Head().Office
	}
	found, err := r.many(ctx, []record.Ref{id})
	if err != nil || len(found) == 0 {
		return err
	}
	o, ok := found[0].(*record.Office)
	if !ok {
		return nil
	}
	r.m.Office = o
	docs, err := r.many(ctx, []record.Ref{publish.LogoRef(o)})
	if err != nil || len(docs) == 0 {
		return err
	}
	if d, ok := docs[0].(*record.Document); ok && d.SHA256 != "" {
		f, err := r.tx.FileOf(ctx, d.SHA256)
		if err != nil {
			return err
		}
		r.m.Logo = publish.Logo{Data: f.Data, Media: d.MediaType}
	}
	return nil
}

// around reads, in two rounds, what the records refer to: the bodies and posts that they name, then those of the posts.
func (r *matterReader) around(ctx context.Context) error {
	have := map[record.Ref]bool{}
	front := append([]record.Record{r.m.About}, r.m.Tied...)
	if r.m.Office != nil {
		front = append(front, r.m.Office)
	}
	for _, x := range front {
		have[x.Head().ID] = true
	}
	for range 2 {
		var ids []record.Ref
		for _, x := range front {
			ids = append(ids, x.Head().Office)
		}
		ids = slices.DeleteFunc(append(ids, targets(front)...), func(id record.Ref) bool { return have[id] })
		next, err := r.many(ctx, ids)
		if err != nil {
			return err
		}
		for _, x := range next {
			have[x.Head().ID] = true
		}
		r.m.Around = append(r.m.Around, next...)
		front = next
	}
	return nil
}
