package portal

import (
	"fmt"
	"slices"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// Bounds of what a partner's page reads: the records that name it, and the journeys to and from its place.
const (
	tiesTold  = 300
	tripsTold = 100
)

// partnerData is all that is known of a partner, as one reads it before a meeting.
type partnerData struct {
	recordData
	relations []tieLine
	last      []words // the last mission there and the last visit from there
	counts    []navigation
	line      timelineData
	lists     []partnerList
	agreed    []row
	posts     []row
	groups    []tieGroup // all else
	capped    bool
}

// tieLine is one relation in words: "Jumelage depuis 1962".
type tieLine struct {
	what words
	said []string
	tags []words
}

// partnerList is a list on the page that a count or sentence opens.
type partnerList struct {
	id, title string
	rows      []row
}

// partnerPage is the page of an organisation with which there is a tie; ok is false for one without, or of our own.
func (s *site) partnerPage(q *query, p publish.Projection, o *record.Organisation) (a serve.Answer, ok bool, err error) {
	if slices.ContainsFunc(q.offices, func(f *record.Office) bool { return f.Organisation == o.ID }) {
		return serve.Answer{}, false, nil
	}
	list, capped, err := s.namedIn(q, o)
	if err != nil {
		return serve.Answer{}, false, err
	}
	records := make([]record.Record, len(list))
	for i, t := range list {
		records[i] = t.Record
	}
	d := publish.DealingsWith(o, records)
	if len(d.Relations)+len(d.Agreements)+len(d.Missions)+len(d.Visits) == 0 {
		return serve.Answer{}, false, nil
	}
	heads, err := s.around(q, append(list, p))
	if err != nil {
		return serve.Answer{}, false, err
	}
	m, err := s.above(q, p, meta{
		title: nameIn(o.Name, q.lang), description: nameIn(o.About, q.lang), paths: both(func(l i18n.Lang) string { return recordPath(l, p.Head) }),
	})
	if err != nil {
		return serve.Answer{}, false, err
	}
	if len(m.trail) > 0 {
		m.trail = m.trail[:1] // partners are above a partner, not the list of all organisations
	}
	m.changed = max(p.Updated, lastChange(list))
	t := teller{s: s, v: s.view(q, m), kind: p.Kind, heads: heads, home: q.homeOf(p.Office)}
	m.data = t.describe(p)
	page := t.partner(p, d)
	page.capped = capped
	m.context = page.context()
	a, err = s.html(q, m, func(v view) templ.Component { return partnerPageOf(v, page) })
	return a, true, err
}

// namedIn reads the records that name an organisation, and the missions and visits that stop in, or come from, its place.
func (s *site) namedIn(q *query, o *record.Organisation) ([]publish.Projection, bool, error) {
	var ids []record.Ref
	after, capped := "", false
	for len(ids) < tiesTold {
		ties, next, err := s.Reader.Ties(q.Context(), o.ID, after, pageOfHeads)
		if err != nil {
			return nil, false, fmt.Errorf("read ties of %s: %w", o.ID, err)
		}
		for _, t := range ties {
			if !slices.Contains(ids, t.ID) {
				ids = append(ids, t.ID)
			}
		}
		after, capped = next, next != ""
		if next == "" {
			break
		}
	}
	marks := map[string][]string{}
	switch o.OrgType {
	case "municipality", "metropolis":
		marks["city"] = []string{o.Place.City}
	case "national_government":
		marks["country"] = []string{o.Place.Country}
	}
	for field, values := range marks {
		if values[0] == "" {
			continue
		}
		for _, k := range []record.Kind{record.KindMission, record.KindVisit} {
			page, err := s.Reader.List(q.Context(), publish.Query{Kind: k, Marks: map[string][]string{field: values}, Newest: true, Limit: tripsTold})
			if err != nil {
				return nil, false, fmt.Errorf("list %s of %s: %w", k, o.ID, err)
			}
			capped = capped || page.Next != ""
			for _, h := range page.Heads {
				if !slices.Contains(ids, h.ID) {
					ids = append(ids, h.ID)
				}
			}
		}
	}
	list, err := s.projections(q, ids)
	return list, capped, err
}

// Ids of the lists of the page, which its counts lead to.
const (
	outID = "missions"
	inID  = "visits"
)

func (t teller) partner(p publish.Projection, d publish.Dealings) partnerData {
	out := partnerData{recordData: t.page(p)}
	for _, r := range d.Relations {
		out.relations = append(out.relations, t.relation(r))
	}
	out.last = []words{
		t.lastOf(plain(d.Missions), t.v.p.T("site.partner.no_out"), func(date string) string { return t.v.p.T("site.partner.last_out", "date", date) }),
		t.lastOf(plain(d.Visits), t.v.p.T("site.partner.no_in"), func(date string) string { return t.v.p.T("site.partner.last_in", "date", date) }),
	}
	if len(d.Missions)+len(d.Visits) > 0 {
		out.counts = []navigation{
			opened(t.v.p.T("site.partner.out", "n", len(d.Missions)), outID, len(d.Missions)),
			opened(t.v.p.T("site.partner.in", "n", len(d.Visits)), inID, len(d.Visits)),
		}
	}
	out.agreed = t.rowsOf(plain(d.Agreements))
	out.lists = []partnerList{
		{outID, t.v.p.T("site.partner.missions"), t.rowsOf(plain(d.Missions))},
		{inID, t.v.p.T("site.partner.visits"), t.rowsOf(plain(d.Visits))},
		{"outcomes", t.v.kinds(record.KindOutcome), t.rowsOf(plain(d.Outcomes))},
		{"events", t.v.kinds(record.KindEvent), t.rowsOf(plain(d.Events))},
		{"participations", t.v.kinds(record.KindParticipation), t.rowsOf(plain(d.Participations))},
		{"memberships", t.v.p.T("site.networks"), t.rowsOf(plain(d.Memberships))},
	}
	for _, post := range d.Posts {
		out.posts = append(out.posts, t.post(post))
	}
	out.groups = t.groupsOf(d.Others)
	out.line = t.timeline(p.Title, d)
	return out
}

// opened is a count that leads to the list it counts; of nothing there is none to lead to.
func opened(said, id string, n int) navigation {
	if n == 0 {
		return navigation{label: said}
	}
	return navigation{label: said, href: "#" + id}
}

// relation tells a tie in words. What no source says is said to be unknown, never guessed.
func (t teller) relation(r *record.Relation) tieLine {
	what := t.ref(r.ID)
	if r.RelationType != "" {
		what.text, what.lang, what.mark = i18n.Capital(t.v.code("relation_type", r.RelationType)), "", false
	}
	line := tieLine{what: what}
	switch start, end, _ := r.Since.Parts(); {
	case r.Since == "":
		line.said = append(line.said, t.v.p.T("site.partner.since_unknown"))
	case r.Legal == "ended" || end != start && end != "..":
		line.said = append(line.said, t.v.p.Date(r.Since))
	default:
		line.said = append(line.said, t.v.p.Date(start+"/.."))
	}
	if theirs := t.v.name(r.TheirLabel).text; theirs != "" {
		line.said = append(line.said, t.v.p.T("site.partner.their_label", "label", theirs))
	}
	for _, tag := range []words{t.vocab("legal_state", r.Legal), t.vocab("tie_state", r.Tie)} {
		if tag.text != "" {
			line.tags = append(line.tags, tag)
		}
	}
	return line
}

// lastOf tells the latest of a list whose date is known, or that the published records have none.
func (t teller) lastOf(list []record.Record, none string, say func(date string) string) words {
	for _, r := range list {
		if r.When() != "" {
			w := t.ref(r.Head().ID)
			w.note = say(t.v.p.DateIn(r.When()))
			return w
		}
	}
	return words{text: none}
}

// rowsOf sets records as lines, with their state where they have one.
func (t teller) rowsOf(list []record.Record) []row {
	var out []row
	for _, r := range list {
		h, ok := t.heads[r.Head().ID]
		if !ok {
			continue
		}
		one := t.v.row(h)
		one.when = t.v.when(r.When())
		if state := t.state(r); state.text != "" {
			one.state, one.tone = state.text, tone(r.State())
		}
		out = append(out, one)
	}
	return out
}

// state words the state of a record in the vocabulary of its kind.
func (t teller) state(r record.Record) words {
	switch r.(type) {
	case *record.Agreement:
		return t.vocab("agreement_status", r.State())
	case *record.Prospect:
		return t.vocab("prospect_stage", r.State())
	}
	return words{}
}

// post tells who holds a post today, when a source names somebody.
func (t teller) post(p *record.Post) row {
	h := t.heads[p.ID]
	out := row{title: t.v.link(h), when: t.v.when(p.Period)}
	if p.Elected {
		out.sort = t.v.p.T("site.partner.elected")
	}
	for _, holder := range p.Holders {
		_, end, interval := holder.Period.Parts()
		if w := t.ref(holder.Person); w.text != "" && (holder.Period == "" || interval && (end == ".." || end == "")) {
			out.lines = append(out.lines, w)
		}
	}
	return out
}

// groupsOf puts records under their kinds.
func (t teller) groupsOf(list []record.Record) []tieGroup {
	var ties []publish.Tie
	for _, r := range list {
		if h, ok := t.heads[r.Head().ID]; ok {
			ties = append(ties, publish.Tie{Head: h})
		}
	}
	return t.v.tieGroups(ties)
}
