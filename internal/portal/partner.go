package portal

import (
	"slices"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
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
	allAgreed string
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
	all       string // address of all of them, where there are more
}

// partnerPage is the page of an organisation with which there is a tie; ok is false for one without, or of our own.
func (s *site) partnerPage(q *query, p publish.Projection, o *record.Organisation) (a serve.Answer, ok bool, err error) {
	if slices.ContainsFunc(q.offices, func(f *record.Office) bool { return f.Organisation == o.ID }) {
		return serve.Answer{}, false, nil
	}
	found, err := s.namedIn(q, o)
	if err != nil {
		return serve.Answer{}, false, err
	}
	list, d := found.list, found.dealings
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
	page := t.partner(p, found)
	page.capped = len(found.more)+len(found.moreTrips) > 0
	m.context = page.context()
	a, err = s.html(q, m, func(v view) templ.Component { return partnerPageOf(v, page) })
	return a, true, err
}

// Ids of the lists of the page, which its counts lead to.
const (
	outID = "missions"
	inID  = "visits"
)

func (t teller) partner(p publish.Projection, found named) partnerData {
	out, d := partnerData{recordData: t.page(p)}, found.dealings
	for _, r := range d.Relations {
		out.relations = append(out.relations, t.relation(r))
	}
	out.last = []words{
		t.lastOf(plain(d.Missions), t.v.p.T("site.partner.no_out"), func(date string) string { return t.v.p.T("site.partner.last_out", "date", date) }),
		t.lastOf(plain(d.Visits), t.v.p.T("site.partner.no_in"), func(date string) string { return t.v.p.T("site.partner.last_in", "date", date) }),
	}
	if len(d.Missions)+len(d.Visits) > 0 {
		out.counts = []navigation{
			opened(found.counted(record.KindMission, t.v.p.T("site.partner.out", "n", len(d.Missions)), t.v.p.T("site.partner.out_last", "n", len(d.Missions))), outID, len(d.Missions)),
			opened(found.counted(record.KindVisit, t.v.p.T("site.partner.in", "n", len(d.Visits)), t.v.p.T("site.partner.in_last", "n", len(d.Visits))), inID, len(d.Visits)),
		}
	}
	out.agreed = t.rowsOf(plain(d.Agreements))
	all := func(kind record.Kind) string {
		if found.more[kind] == "" {
			return ""
		}
		return tiesPath(t.v.lang, p.Head, kind, "")
	}
	out.lists = []partnerList{
		{outID, t.v.p.T("site.partner.missions"), t.rowsOf(plain(d.Missions)), all(record.KindMission)},
		{inID, t.v.p.T("site.partner.visits"), t.rowsOf(plain(d.Visits)), all(record.KindVisit)},
		{"outcomes", t.v.kinds(record.KindOutcome), t.rowsOf(plain(d.Outcomes)), all(record.KindOutcome)},
		{"events", t.v.kinds(record.KindEvent), t.rowsOf(plain(d.Events)), all(record.KindEvent)},
		{"participations", t.v.kinds(record.KindParticipation), t.rowsOf(plain(d.Participations)), all(record.KindParticipation)},
		{"memberships", t.v.p.T("site.networks"), t.rowsOf(plain(d.Memberships)), all(record.KindMembership)},
	}
	out.allAgreed = all(record.KindAgreement)
	for _, post := range d.Posts {
		out.posts = append(out.posts, t.post(post))
	}
	out.groups = t.groupsOf(d.Others)
	for i, g := range out.groups {
		out.groups[i].all = all(g.kind)
	}
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
