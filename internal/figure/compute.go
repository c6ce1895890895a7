package figure

import (
	"slices"
	"strconv"

	"entente/internal/record"
)

// Compute gives every figure of the catalogue for a year, in its order.
//
// A number is nil when nothing tells it. Of what happens (visits, missions, places, participations, forums, agreements)
// the records of a year say how many there were as soon as the office has any record of that year: none is then zero. Of
// services and partners, and of what was emitted and paid, silence is not zero.
func Compute(in Input) []Figure {
	s := &scope{Input: in}
	var out []Figure
	for _, d := range Catalogue() {
		period := in.Year + d.PeriodOffset
		t := d.tally(&scope{Input: in, period: period})
		f := Figure{Key: d.Key, Unit: d.Unit, Period: strconv.Itoa(period), Declared: s.declared(d.Key, period)}
		switch {
		case d.Counting == Sum && t.sum != "":
			f.Value, f.Evidence = &t.sum, t.items
		case d.Counting != Sum && (len(t.items) > 0 || t.zero):
			n := record.Decimal(strconv.Itoa(len(t.items)))
			f.Value, f.Evidence = &n, t.items
		}
		out = append(out, f)
	}
	return out
}

// scope is the input as one figure sees it.
type scope struct {
	Input
	period int
}

// tally is what a counting rule finds.
type tally struct {
	items []Item
	zero  bool           // finding nothing means that there was nothing
	sum   record.Decimal // of a sum; "" when it cannot be told
}

func visits(visitType string) func(*scope) tally {
	return func(s *scope) tally { return plain(s, Visits(s.Input, s.period, visitType)) }
}

func missions(s *scope) tally { return plain(s, Missions(s.Input, s.period)) }

func participations(s *scope) tally { return plain(s, Participations(s.Input, s.period)) }

func newAgreements(s *scope) tally {
	return plain(s, slices.DeleteFunc(Agreements(s.Input, s.period), func(a *record.Agreement) bool { return !IsNew(a, s.period) }))
}

func partners(s *scope) tally {
	t := plain(s, Collaborations(s.Input, s.period, false))
	t.zero = false
	return t
}

// countries and cities look at every stop; a stop marked as a passage counts like another.
func countries(s *scope) tally {
	return s.stops(OfCountries, func(p record.Place) string { return p.Country })
}

func cities(s *scope) tally {
	return s.stops(OfCities, func(p record.Place) string { return p.City })
}

func (s *scope) stops(sort string, thing func(record.Place) string) tally {
	d := things{sort: sort}
	for _, m := range Missions(s.Input, s.period) {
		for _, stop := range m.Stops {
			d.add(thing(stop.Place), m.ID)
		}
	}
	return tally{items: d.items, zero: s.covered()}
}

func forums(s *scope) tally {
	d := things{sort: OfOrganisations}
	for _, p := range Participations(s.Input, s.period) {
		body := p.Body
		if m, ok := Lookup(s.Input, p.Membership).(*record.Membership); ok && body == "" {
			body = m.Body
		}
		d.add(string(body), p.ID)
	}
	for _, m := range Order(of[*record.Membership](s.Input)) {
		if m.Ours && reported(m.Active, s.period) {
			d.add(string(m.Body), m.ID)
		}
	}
	return tally{items: d.items, zero: s.covered()}
}

func services(s *scope) tally {
	d := things{sort: OfOrganisations}
	add := func(id record.Ref, refs []record.Ref) {
		for _, ref := range refs {
			d.add(string(ref), id)
		}
	}
	for _, m := range Missions(s.Input, s.period) {
		add(m.ID, m.Services)
	}
	for _, v := range Visits(s.Input, s.period, "") {
		add(v.ID, v.Services)
	}
	for _, p := range Participations(s.Input, s.period) {
		add(p.ID, p.Services)
	}
	for _, e := range Events(s.Input, s.period) {
		add(e.ID, e.Services)
	}
	for _, c := range Collaborations(s.Input, s.period, true) {
		add(c.ID, c.Who)
	}
	return tally{items: d.items}
}

func plain[R record.Record](s *scope, records []R) tally {
	t := tally{zero: s.covered()}
	for _, r := range records {
		t.items = append(t.items, Item{Sort: OfRecords, Records: []record.Ref{r.Head().ID}})
	}
	return t
}

// covered tells whether the office has any record of what happened in the year.
func (s *scope) covered() bool {
	return slices.ContainsFunc(s.Records, func(r record.Record) bool {
		switch r := r.(type) {
		case *record.Mission, *record.Visit, *record.Participation, *record.Event, *record.Agreement, *record.Outcome, *record.Collaboration:
			return r.Head().Withdrawn == "" && r.When().Within(s.period)
		case *record.Membership:
			return r.Withdrawn == "" && reported(r.Active, s.period)
		}
		return false
	})
}

// things gathers what a distinct count counts, in the order in which it is first met.
type things struct {
	sort  string
	items []Item
}

func (d *things) add(thing string, in record.Ref) {
	if thing == "" {
		return
	}
	i := slices.IndexFunc(d.items, func(it Item) bool { return it.Thing == thing })
	if i < 0 {
		d.items = append(d.items, Item{Thing: thing, Sort: d.sort})
		i = len(d.items) - 1
	}
	if !slices.Contains(d.items[i].Records, in) {
		d.items[i].Records = append(d.items[i].Records, in)
	}
}

// Lookup finds a record of the input or one of its neighbours; nil when the reader may not see it.
func Lookup(in Input, ref record.Ref) record.Record {
	if ref == "" {
		return nil
	}
	for _, r := range in.Records {
		if r.Head().ID == ref {
			return r
		}
	}
	if in.Neighbour == nil {
		return nil
	}
	return in.Neighbour(ref)
}
