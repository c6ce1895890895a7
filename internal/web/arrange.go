package web

import (
	"errors"
	"slices"

	"entente/internal/carbon"
	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/tell"
)

// steps are where a record stands among the states that its kind goes through, and what is missing to reach the next.
type steps struct {
	all     []stepOf
	next    string // code, "" when there is none or the reader may not take it
	label   string
	missing []record.Problem
}

type stepOf struct {
	label         string
	done, current bool
}

// path is the states of a kind in the order in which a record goes through them; the others lie beside it.
func statesOf(k record.Kind) (vocabulary string, path []string) {
	switch k {
	case record.KindMission, record.KindVisit, record.KindParticipation, record.KindEvent:
		return "status", []string{"idea", "planned", "submitted", "approved", "under_way", "done", "reported", "closed"}
	case record.KindAgreement:
		return "agreement_status", []string{"planned", "negotiation", "authorised", record.StatusSigned, record.StatusInForce, record.StatusEnded}
	case record.KindProspect:
		return "prospect_stage", []string{"identified", "bid", "won", "under_way", "realised"}
	case record.KindDossier:
		return "dossier_status", []string{"followed", "settled", "closed"}
	}
	return "", nil
}

// withState is a copy of a record in another state; ok is false for a kind that has none.
func withState(r record.Record, state string) (record.Record, bool) {
	out := record.Clone(r)
	switch x := out.(type) {
	case *record.Mission:
		x.Status = state
	case *record.Visit:
		x.Status = state
	case *record.Participation:
		x.Status = state
	case *record.Event:
		x.Status = state
	case *record.Agreement:
		x.Status = state
	case *record.Prospect:
		x.Stage = state
	case *record.Dossier:
		x.Status = state
	default:
		return nil, false
	}
	return out, true
}

// stepsOf tells where the record stands, and what the rules of records ask for before the next step.
func (a *app) stepsOf(q *request, s subject, t tell.Teller) (*steps, error) {
	vocabulary, path := statesOf(s.kind)
	at := slices.Index(path, s.Record.State())
	if at < 0 || s.meta.Withdrawn != "" {
		return nil, nil //nolint:nilnil // a record outside the path has no steps
	}
	out := &steps{}
	for i, code := range path {
		out.all = append(out.all, stepOf{label: i18n.Capital(t.Code(vocabulary, code)), done: i < at, current: i == at})
	}
	if at+1 == len(path) || !s.editable(q) {
		return out, nil
	}
	out.next, out.label = path[at+1], t.Code(vocabulary, path[at+1])
	next, ok := withState(s.Record, out.next)
	if !ok {
		return out, nil
	}
	err := a.Registry.Try(q.Context(), q.actor, next, s.Version)
	var e *record.Error
	if errors.As(err, &e) && e.Kind == record.Invalid {
		out.missing = e.Problems
		return out, nil
	}
	return out, err
}

// arrange adds what pages that are set by hand show besides.
func (a *app) arrange(q *request, d *recordData, t tell.Teller, ties []publish.Tie) error {
	var err error
	if d.steps, err = a.stepsOf(q, d.subject, t); err != nil {
		return err
	}
	switch r := d.Record.(type) {
	case *record.Mission:
		d.mission = a.missionOf(q, r, t, ties)
	case *record.Organisation:
		d.partner, err = a.partnerOf(q, d, r, ties)
	}
	return err
}

// missionData is a journey at a glance.
type missionData struct {
	stops    []stop
	dates    string
	lead     tell.Words
	spent    []tell.Words
	ceiling  []tell.Words
	over     bool // more was spent than was allowed
	share    int  // of the ceiling, in percent; 0 when it cannot be told
	carbon   string
	served   []tell.Words // objectives
	expected []tell.Words
	obtained []tell.Words
}

type stop struct {
	place   tell.Words
	country string
	dates   string
	purpose tell.Words
	passage bool
}

func (a *app) missionOf(q *request, m *record.Mission, t tell.Teller, ties []publish.Tie) *missionData {
	out := &missionData{dates: t.When(m.Dates), lead: t.Ref(m.Lead)}
	for _, s := range m.Stops {
		out.stops = append(out.stops, stop{place: t.ShortPlace(s.Place), country: t.Country(s.Place.Country), dates: q.p.Date(s.Dates), purpose: t.Text(s.Purpose), passage: s.Passage})
	}
	var costs, ceilings []record.Amount
	for _, c := range m.Costs {
		total := c.Total
		if total.IsZero() {
			var parts []record.Amount
			for _, p := range c.Parts {
				parts = append(parts, p.Amount)
			}
			if sum, err := record.Sum(parts...); err == nil {
				total = sum
			}
		}
		if !total.IsZero() {
			costs = append(costs, total)
		}
	}
	for _, ap := range m.Approvals {
		if !ap.Ceiling.IsZero() {
			ceilings = append(ceilings, ap.Ceiling)
		}
	}
	spent, oneSum := record.Sum(costs...)
	allowed, oneCeiling := record.Sum(ceilings...)
	out.spent, out.ceiling = summed(t, costs, spent, oneSum), summed(t, ceilings, allowed, oneCeiling)
	if oneSum == nil && oneCeiling == nil && spent.Currency == allowed.Currency && spent.BeforeTax == allowed.BeforeTax {
		x, ok1 := spent.Value.Hundredths()
		y, ok2 := allowed.Value.Hundredths()
		if ok1 && ok2 && y > 0 {
			out.over, out.share = x > y, int(x*100/y)
		}
	}
	if w, ok := a.workingOf(q, m); ok {
		out.carbon = q.p.T("page.mission.kg", "kg", q.p.Decimal(string(w.Total)))
	}
	for _, id := range slices.Concat(m.Objectives, m.Pillars) {
		if w := t.Ref(id); w.Text != "" {
			out.served = append(out.served, w)
		}
	}
	for _, e := range m.Expected {
		out.expected = append(out.expected, t.Text(e))
	}
	seen := map[record.Ref]bool{}
	for _, tie := range ties {
		if tie.Kind == record.KindOutcome && !seen[tie.ID] {
			seen[tie.ID] = true
			out.obtained = append(out.obtained, linked(q, tie.Head))
		}
	}
	return out
}

// summed tells one total where amounts are alike, each of them where they are not.
func summed(t tell.Teller, list []record.Amount, sum record.Amount, err error) []tell.Words {
	if err == nil {
		list = []record.Amount{sum}
	}
	var out []tell.Words
	for _, a := range list {
		out = append(out, t.Amount(a))
	}
	return out
}

// workingOf computes the emissions of a mission with the factors that its office froze for the year, or those of the year.
func (a *app) workingOf(q *request, m *record.Mission) (carbon.Working, bool) {
	year := 0
	if first := m.Dates.First(); len(first) >= len("2024") {
		for _, c := range first[:4] {
			year = year*10 + int(c-'0')
		}
	}
	set, ok := carbon.SetFor(year, true)
	if key := q.office.FactorSet(year); key != "" {
		set, ok = carbon.SetNamed(key)
	}
	if !ok {
		return carbon.Working{}, false
	}
	distance := func(from, to record.Place) (float64, bool) {
		c, ok1 := a.Places.City(from.City)
		d, ok2 := a.Places.City(to.City)
		return place.DistanceKM(c.Lat, c.Lon, d.Lat, d.Lon), ok1 && ok2
	}
	return figure.Working(figure.Input{Distance: distance}, set, m)
}
