package portal

import (
	"fmt"
	"slices"

	"entente/internal/publish"
	"entente/internal/record"
)

// Bounds of what a partner's page reads, however many records name it: the newest of each kind that do, the newest journeys
// to and from its place, and how many pages back the last of those that took place is looked for.
const (
	tiesTold  = 12
	tripsTold = 40
	pagesBack = 5
)

// named is the newest of what names an organisation or its place.
type named struct {
	list      []publish.Projection
	dealings  publish.Dealings
	more      map[record.Kind]string // kinds of which more name it, and where those go on
	moreTrips map[record.Kind]string // the same of journeys to and from its place
}

// journeys are the kinds that go to a body or come from it, with the fields that then name it (see publish.DealingsWith).
func journeys() map[record.Kind][]string {
	return map[record.Kind][]string{record.KindMission: {"invited_by", "partners.who"}, record.KindVisit: {"origins.who"}}
}

// counted says how many journeys there were, or how many of the last are told.
func (n named) counted(kind record.Kind, all, last string) string {
	if n.more[kind]+n.moreTrips[kind] != "" {
		return last
	}
	return all
}

// namedIn reads the newest records of each kind that name an organisation, and the newest missions and visits that stop in,
// or come from, its place. When none of these took place, and there are older ones, it goes on to the last that did.
func (s *site) namedIn(q *query, o *record.Organisation) (named, error) {
	n := named{moreTrips: map[record.Kind]string{}}
	ties, more, err := s.Reader.NewestTies(q.Context(), o.ID, tiesTold)
	if err != nil {
		return n, fmt.Errorf("read ties of %s: %w", o.ID, err)
	}
	n.more = more
	var ids []record.Ref
	for _, t := range ties {
		ids = append(ids, t.ID)
	}
	kinds := []record.Kind{record.KindMission, record.KindVisit}
	for _, k := range kinds {
		found, err := s.trips(q, o, k, "", n.moreTrips)
		if err != nil {
			return n, err
		}
		ids = append(ids, found...)
	}
	if err := s.deal(q, o, &n, ids); err != nil {
		return n, err
	}
	for _, k := range kinds {
		for range pagesBack {
			told := len(n.dealings.Missions)
			if k == record.KindVisit {
				told = len(n.dealings.Visits)
			}
			if told > 0 || n.more[k]+n.moreTrips[k] == "" {
				break
			}
			if err := s.further(q, o, k, &n); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

// further reads the next older journeys of a kind.
func (s *site) further(q *query, o *record.Organisation, k record.Kind, n *named) error {
	var ids []record.Ref
	if after := n.more[k]; after != "" {
		ties, next, err := s.Reader.TiesOf(q.Context(), o.ID, k, after, tripsTold)
		if err != nil {
			return fmt.Errorf("read ties of %s: %w", o.ID, err)
		}
		for _, t := range ties {
			if slices.Contains(journeys()[k], t.Field) {
				ids = append(ids, t.ID)
			}
		}
		if n.more[k] = next; next == "" {
			delete(n.more, k)
		}
	}
	if after := n.moreTrips[k]; after != "" {
		found, err := s.trips(q, o, k, after, n.moreTrips)
		if err != nil {
			return err
		}
		ids = append(ids, found...)
	}
	if len(ids) == 0 {
		return nil
	}
	return s.deal(q, o, n, ids)
}

// trips lists journeys of a kind to or from the place of a body that is a place's own, and notes where they go on.
func (s *site) trips(q *query, o *record.Organisation, k record.Kind, after string, more map[record.Kind]string) ([]record.Ref, error) {
	field, value := o.Territory()
	if value == "" {
		return nil, nil
	}
	asked := publish.Query{Kind: k, Marks: map[string][]string{field: {value}}, Newest: true, Limit: tripsTold, After: after}
	page, err := s.Reader.List(q.Context(), asked)
	if err != nil {
		return nil, fmt.Errorf("list %s of %s: %w", k, o.ID, err)
	}
	if delete(more, k); page.Next != "" {
		more[k] = page.Next
	}
	ids := make([]record.Ref, len(page.Heads))
	for i, h := range page.Heads {
		ids[i] = h.ID
	}
	return ids, nil
}

// deal reads records and sorts them in with those that were read before.
func (s *site) deal(q *query, o *record.Organisation, n *named, ids []record.Ref) error {
	list, err := s.projections(q, ids)
	if err != nil {
		return err
	}
	n.list = append(n.list, list...)
	records := make([]record.Record, len(n.list))
	for i, p := range n.list {
		records[i] = p.Record
	}
	n.dealings = publish.DealingsWith(o, records)
	return nil
}
