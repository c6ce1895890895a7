package web

import (
	"strings"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/tell"
)

// mostTrips bounds the journeys to and from its place that the page of a partner reads, beside the records that name it.
const mostTrips = 100

// partnerData is where the tie with a body stands, as one reads it before a meeting.
type partnerData struct {
	relations []tieSaid
	lastOut   tell.Words
	lastIn    tell.Words
	missions  int
	visits    int
	agreed    []tieSaid // agreements that hold
	promised  []promise
	posts     []tieSaid
	outcomes  []tell.Words
	capped    bool
}

// tieSaid is a record with what is said of it.
type tieSaid struct {
	what tell.Words
	said []string
	tags []string
	who  []tell.Words
}

// promise is a commitment of an agreement that is not kept yet.
type promise struct {
	what  tell.Words
	due   string
	state string
	under tell.Words
}

// partnerOf tells the dealings with a body; nil for one with which there are none, or of our own.
func (a *app) partnerOf(q *request, d *recordData, o *record.Organisation, ties []publish.Tie) (*partnerData, error) {
	if q.office.Organisation == o.ID {
		return nil, nil //nolint:nilnil // our own body is no partner
	}
	ids, capped, err := a.namedIn(q, o, ties)
	if err != nil {
		return nil, err
	}
	entries, err := a.Registry.Several(q.Context(), q.actor, ids)
	if err != nil {
		return nil, err
	}
	var records []record.Record
	var around []record.Ref
	for _, e := range entries {
		if e.Record.Head().Withdrawn != "" {
			continue
		}
		records = append(records, e.Record)
		around = append(around, e.Record.Head().ID)
		if p, ok := e.Record.(*record.Post); ok {
			for _, h := range p.Holders {
				around = append(around, h.Person)
			}
		}
	}
	deal := publish.DealingsWith(o, records)
	if len(deal.Relations)+len(deal.Agreements)+len(deal.Missions)+len(deal.Visits)+len(deal.Posts)+len(deal.Outcomes) == 0 {
		return nil, nil //nolint:nilnil // there is nothing to tell
	}
	heads, err := a.Registry.Heads(q.Context(), q.actor, around)
	if err != nil {
		return nil, err
	}
	named := a.telling(q, d.subject, heads)
	out := &partnerData{missions: len(deal.Missions), visits: len(deal.Visits), capped: capped}
	for _, r := range deal.Relations {
		out.relations = append(out.relations, relationSaid(named, r))
	}
	out.lastOut = lastOf(named, missionsOf(deal), func(date string) string { return q.p.T("page.partner.last_out", "date", date) }, q.p.T("page.partner.no_out"))
	out.lastIn = lastOf(named, visitsOf(deal), func(date string) string { return q.p.T("page.partner.last_in", "date", date) }, q.p.T("page.partner.no_in"))
	for _, g := range deal.Agreements {
		if g.Status == record.StatusEnded {
			continue
		}
		out.agreed = append(out.agreed, agreementSaid(named, g))
		for _, c := range g.Commitments {
			if c.State == "" || c.State == "open" || c.State == "missed" {
				out.promised = append(out.promised, promiseOf(named, g, c))
			}
		}
	}
	for _, p := range deal.Posts {
		out.posts = append(out.posts, postSaid(named, p))
	}
	for _, x := range deal.Outcomes {
		out.outcomes = append(out.outcomes, named.Ref(x.ID))
	}
	return out, nil
}

// namedIn lists the records that name a body, the missions and visits that carry out a relation with it, and those that stop in its place or come from it.
func (a *app) namedIn(q *request, o *record.Organisation, ties []publish.Tie) ([]record.Ref, bool, error) {
	var ids []record.Ref
	seen := map[record.Ref]bool{}
	add := func(id record.Ref) {
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, t := range ties {
		add(t.ID)
	}
	capped := len(ties) >= tiesRead
	for _, t := range ties {
		if t.Kind != record.KindRelation {
			continue
		}
		under, next, err := a.Registry.Ties(q.Context(), q.actor, t.ID, "", mostTrips)
		if err != nil {
			return nil, false, err
		}
		capped = capped || next != ""
		for _, u := range under {
			if u.Kind == record.KindMission || u.Kind == record.KindVisit {
				add(u.ID)
			}
		}
	}
	field, value := o.Territory()
	if value == "" {
		return ids, capped, nil
	}
	for _, k := range []record.Kind{record.KindMission, record.KindVisit} {
		page, err := a.Registry.List(q.Context(), q.actor, publish.Query{Kind: k, Marks: map[string][]string{field: {value}}, Newest: true, Limit: mostTrips})
		if err != nil {
			return nil, false, err
		}
		capped = capped || page.Next != ""
		for _, h := range page.Heads {
			add(h.ID)
		}
	}
	return ids, capped, nil
}

// relationSaid tells a tie in words: "Jumelage depuis 1962". What no source says is said to be unknown.
func relationSaid(t tell.Teller, r *record.Relation) tieSaid {
	out := tieSaid{what: t.Ref(r.ID)}
	if r.RelationType != "" {
		out.what.Text, out.what.Lang = i18n.Capital(t.Code("relation_type", r.RelationType)), ""
	}
	switch start, end, _ := r.Since.Parts(); {
	case r.Since == "":
		out.said = append(out.said, t.P.T("site.partner.since_unknown"))
	case r.Legal == "ended" || end != start && end != "..":
		out.said = append(out.said, t.P.Date(r.Since))
	default:
		out.said = append(out.said, t.P.Date(start+"/.."))
	}
	if r.Legal != "" {
		out.tags = append(out.tags, i18n.Capital(t.Code("legal_state", r.Legal)))
	}
	if r.Tie != "" {
		out.tags = append(out.tags, i18n.Capital(t.Code("tie_state", r.Tie)))
	}
	return out
}

func missionsOf(d publish.Dealings) []record.Record {
	var out []record.Record
	for _, m := range d.Missions {
		out = append(out, m)
	}
	return out
}

func visitsOf(d publish.Dealings) []record.Record {
	var out []record.Record
	for _, v := range d.Visits {
		out = append(out, v)
	}
	return out
}

// lastOf tells the latest of a list whose date is known, or that there is none.
func lastOf(t tell.Teller, list []record.Record, say func(date string) string, none string) tell.Words {
	for _, r := range list {
		if r.When() != "" {
			w := t.Ref(r.Head().ID)
			w.Note = say(t.P.DateIn(r.When()))
			return w
		}
	}
	return tell.Words{Text: none}
}

func agreementSaid(t tell.Teller, g *record.Agreement) tieSaid {
	out := tieSaid{what: t.Ref(g.ID)}
	if when := g.When(); when != "" {
		out.said = append(out.said, t.P.Date(when))
	}
	if g.Status != "" {
		out.tags = append(out.tags, i18n.Capital(t.Code("agreement_status", g.Status)))
	}
	return out
}

func promiseOf(t tell.Teller, g *record.Agreement, c record.Commitment) promise {
	out := promise{what: t.Text(c.Text), due: t.P.Date(c.Due), under: t.Ref(g.ID)}
	if c.State != "" {
		out.state = i18n.Capital(t.Code("commitment_state", c.State))
	}
	return out
}

// postSaid tells who holds a post today, when a source names somebody.
func postSaid(t tell.Teller, p *record.Post) tieSaid {
	out := tieSaid{what: t.Ref(p.ID)}
	if p.Elected {
		out.tags = append(out.tags, t.P.T("site.partner.elected"))
	}
	for _, h := range p.Holders {
		_, end, interval := h.Period.Parts()
		if w := t.Ref(h.Person); w.Text != "" && (h.Period == "" || interval && (end == ".." || end == "")) {
			w.Note = strings.TrimSpace(t.P.Date(h.Period))
			out.who = append(out.who, w)
		}
	}
	return out
}
