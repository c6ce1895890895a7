package publish

import (
	"slices"
	"strings"

	"entente/internal/record"
)

// Dealings is what ties an organisation to us, told apart for its page: each list the latest first, undated records last.
type Dealings struct {
	Relations      []*record.Relation
	Agreements     []*record.Agreement
	Memberships    []*record.Membership // of it somewhere, or of others in it
	Missions       []*record.Mission    // journeys made to its place or to itself
	Visits         []*record.Visit      // delegations received from it
	Events         []*record.Event
	Participations []*record.Participation
	Posts          []*record.Post
	Outcomes       []*record.Outcome
	Others         []record.Record // all else that names it, in the order given
}

// DealingsWith sorts the records that name an organisation or its place. A mission counts as made to it when it stops in
// its place, was made at its invitation or with it, or carries out a relation with it; a visit as received from it when it
// comes from it or its place, or carries out a relation with it and says no origin.
// What is still to come, or was cancelled, is neither: it is among the others.
func DealingsWith(o *record.Organisation, records []record.Record) Dealings {
	d := Dealings{}
	seen := map[record.Ref]bool{o.ID: true}
	ours := map[record.Ref]bool{}
	for _, r := range records {
		if rel, ok := r.(*record.Relation); ok && rel.Partner == o.ID {
			ours[rel.ID] = true
		}
	}
	for _, r := range records {
		if r == nil || seen[r.Head().ID] {
			continue
		}
		seen[r.Head().ID] = true
		d.put(o, r, ours)
	}
	latest(d.Relations)
	latest(d.Agreements)
	latest(d.Memberships)
	latest(d.Missions)
	latest(d.Visits)
	latest(d.Events)
	latest(d.Participations)
	latest(d.Outcomes)
	return d
}

// put sorts one record in; ours are the relations with the body.
func (d *Dealings) put(o *record.Organisation, r record.Record, ours map[record.Ref]bool) {
	switch r := r.(type) {
	case *record.Relation:
		d.Relations = append(d.Relations, r)
	case *record.Agreement:
		d.Agreements = append(d.Agreements, r)
	case *record.Membership:
		d.Memberships = append(d.Memberships, r)
	case *record.Mission:
		if !r.TookPlace() || !goesTo(r, o) && !carriesOut(r.CarriesOut, ours) {
			d.Others = append(d.Others, r)
			return
		}
		d.Missions = append(d.Missions, r)
	case *record.Visit:
		if !r.TookPlace() || !comesFrom(r, o) && (len(r.Origins) > 0 || !carriesOut(r.CarriesOut, ours)) {
			d.Others = append(d.Others, r)
			return
		}
		d.Visits = append(d.Visits, r)
	case *record.Event:
		d.Events = append(d.Events, r)
	case *record.Participation:
		d.Participations = append(d.Participations, r)
	case *record.Post:
		d.Posts = append(d.Posts, r)
	case *record.Outcome:
		d.Outcomes = append(d.Outcomes, r)
	default:
		d.Others = append(d.Others, r)
	}
}

func carriesOut(ties []record.Ref, ours map[record.Ref]bool) bool {
	return slices.ContainsFunc(ties, func(id record.Ref) bool { return ours[id] })
}

func goesTo(m *record.Mission, o *record.Organisation) bool {
	return slices.Contains(m.InvitedBy, o.ID) || m.Lead != o.ID && names(m.Partners, o.ID) ||
		slices.ContainsFunc(m.Stops, func(s record.Stop) bool { return isPlaceOf(s.Place, o) })
}

func comesFrom(v *record.Visit, o *record.Organisation) bool {
	return slices.ContainsFunc(v.Origins, func(from record.Origin) bool {
		return from.Who == o.ID || from.Who == "" && isPlaceOf(from.Place, o)
	})
}

func names(parts []record.Part, id record.Ref) bool {
	return slices.ContainsFunc(parts, func(p record.Part) bool { return p.Who == id })
}

// isPlaceOf tells whether being at a place is being with a body: its city for a municipality, its country for a state. A
// university is not met by going to its city.
func isPlaceOf(p record.Place, o *record.Organisation) bool {
	mark, code := o.Territory()
	at := p.City
	if mark == "country" {
		at = p.Country
	}
	return code != "" && at == code
}

// latest puts the latest first; of one date, the order stays.
func latest[R record.Record](list []R) {
	slices.SortStableFunc(list, func(a, b R) int { return strings.Compare(b.When().SortKey(), a.When().SortKey()) })
}
