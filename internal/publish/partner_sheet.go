package publish

import (
	"slices"
	"strings"

	"entente/internal/i18n"
	"entente/internal/record"
)

// How much of each part two pages hold.
const (
	mostAgreements = 6
	mostPromises   = 8
	mostExchanges  = 5
	mostPosts      = 8
	mostCame       = 6
)

// partner is what one reads of a partner before a meeting: who they are, where the tie stands, what is promised, the last
// exchanges both ways, who is who, what came of it, and what is open.
func (s *sheet) partner(o *record.Organisation) {
	s.paper.Title = s.text(o.Name).Text
	s.use(o)
	var records []record.Record
	for _, r := range s.m.Tied {
		if r.Head().Withdrawn == "" {
			records = append(records, r)
		}
	}
	d := DealingsWith(o, records)
	s.paper.Opening = []Block{paragraph(s.whoTheyAre(o)), paragraph(s.prose(o.About))}
	s.section("tie", s.p.T("paper.section.tie"), paragraph(s.standingOf(d)), bullets(s.relations(d)...))
	s.section("agreements", s.p.T("paper.section.agreements"), s.inForce(d)...)
	s.section("promises", s.p.T("paper.section.promises"), s.promises(d)...)
	s.section("exchanges", s.p.T("paper.section.exchanges"), s.exchanges(d)...)
	s.section("people", s.p.T("paper.section.people"), s.people(o, d)...)
	outcomes := s.came(d)
	s.section("came", s.p.T("paper.section.came"), s.shortly(outcomes), paragraph(s.more(len(outcomes), mostCame)))
	s.section("open", s.p.T("paper.section.open"), bullets(s.open(d, outcomes)...))
	s.section("notes", s.p.T("paper.section.notes"), bullets(s.notes(o, d)...))
}

// whoTheyAre is the partner in a line: what it is, where, part of what.
func (s *sheet) whoTheyAre(o *record.Organisation) []Span {
	var parts [][]Span
	for _, x := range [][]Span{s.capitalCode("organisation_type", o.OrgType), s.spot(record.Place{City: o.Place.City, Country: o.Place.Country}), s.names([]record.Ref{o.Parent}), s.names([]record.Ref{o.Milieu})} {
		if len(x) > 0 {
			parts = append(parts, x)
		}
	}
	out := []Span{}
	for i, x := range parts {
		if i > 0 {
			out = append(out, Span{Text: " · "})
		}
		out = append(out, x...)
	}
	return merge(out)
}

// standingOf is where the tie stands in a few sentences: the last journeys each way, how many there were, what is kept and missed.
func (s *sheet) standingOf(d Dealings) []Span {
	var out [][]Span
	if len(d.Relations) == 0 {
		out = append(out, s.sentence("paper.tie.none"))
	}
	if m := lastDated(d.Missions); m != nil {
		out = append(out, s.sentence("paper.tie.out", "n", len(d.Missions), "date", s.p.DateIn(m.Dates)))
	} else {
		out = append(out, s.sentence("paper.tie.no_out"))
	}
	if v := lastDated(d.Visits); v != nil {
		out = append(out, s.sentence("paper.tie.in", "n", len(d.Visits), "date", s.p.DateIn(v.Dates)))
	} else {
		out = append(out, s.sentence("paper.tie.no_in"))
	}
	kept, missed := 0, 0
	for _, a := range d.Agreements {
		for _, c := range a.Commitments {
			switch c.State {
			case "kept":
				kept++
			case "missed":
				missed++
			}
		}
	}
	if kept > 0 {
		out = append(out, s.sentence("paper.tie.kept", "n", kept))
	}
	if missed > 0 {
		out = append(out, s.sentence("paper.tie.missed", "n", missed))
	}
	return sentences(out...)
}

// lastDated is the latest whose date is known.
func lastDated[R record.Record](list []R) (out R) {
	for _, r := range list {
		if r.When() != "" {
			return r
		}
	}
	return out
}

// relations words each tie: "Jumelage depuis 1962, en vigueur, active".
func (s *sheet) relations(d Dealings) [][]Span {
	var out [][]Span
	for _, r := range d.Relations {
		s.use(r)
		name := s.titled(r)
		if r.RelationType != "" {
			name.Text, name.Lang = i18n.Capital(s.code("relation_type", r.RelationType)), ""
		}
		name.Strong = true
		line := []Span{name}
		switch start, end, _ := r.Since.Parts(); {
		case r.Since == "":
			line = append(line, Span{Text: ", " + s.p.T("site.partner.since_unknown")})
		case r.Legal == "ended" || end != start && end != "..":
			line = append(line, Span{Text: " " + s.p.Date(r.Since)})
		default:
			line = append(line, Span{Text: " " + s.p.Date(start+"/..")})
		}
		for _, x := range []string{s.code("legal_state", r.Legal), s.code("tie_state", r.Tie)} {
			if x != "" {
				line = append(line, Span{Text: ", " + x})
			}
		}
		if label := s.text(r.TheirLabel); label.Text != "" {
			line = slices.Concat(line, []Span{{Text: ", "}}, s.sentence("site.partner.their_label", "label", label))
		}
		if motive := s.text(r.Motive); motive.Text != "" {
			line = append(line, Span{Text: ". "}, motive)
		}
		out = append(out, merge(line))
	}
	return out
}

// inForce are the agreements that are not over, with what each is.
func (s *sheet) inForce(d Dealings) []Block {
	var list []*record.Agreement
	for _, a := range d.Agreements {
		if a.Status != record.StatusEnded && !s.past(a.Ended) && (a.Ended != "" || !s.past(a.Period)) {
			list = append(list, a)
		}
	}
	if len(list) == 0 {
		return []Block{s.paragraphOf("paper.agreements.none")}
	}
	var out [][]Span
	for _, a := range list[:min(len(list), mostAgreements)] {
		line := s.dated(a)
		if a.Status != "" {
			line = append(line, Span{Text: ", " + s.code("agreement_status", a.Status)})
		}
		if a.Ended != "" {
			line = append(line, Span{Text: ", " + s.p.T("paper.until", "date", s.p.Date(a.Ended))})
		}
		if summary := s.text(a.Summary); summary.Text != "" {
			line = append(line, Span{Text: s.p.T("paper.colon")}, summary)
		}
		out = append(out, merge(line))
	}
	return []Block{bullets(out...), paragraph(s.more(len(list), mostAgreements))}
}

// past tells a date that is over; one that is not known is not.
func (s *sheet) past(d record.Date) bool { return d.Last() != "" && d.Last() < string(s.m.Today) }

// promises are what agreements promise, what is open first, then what was missed and kept.
func (s *sheet) promises(d Dealings) []Block {
	type promise struct {
		record.Commitment
		under *record.Agreement
	}
	var list []promise
	for _, a := range d.Agreements {
		for _, c := range a.Commitments {
			list = append(list, promise{c, a})
		}
	}
	rank := func(p promise) int {
		return max(0, slices.Index([]string{"open", "missed", "kept", "dropped"}, p.State))
	}
	slices.SortStableFunc(list, func(a, b promise) int {
		if n := rank(a) - rank(b); n != 0 {
			return n
		}
		return strings.Compare(cmpDue(a.Due), cmpDue(b.Due))
	})
	t := s.table("paper.caption.promises", nil, "paper.column.commitment", "paper.column.owner", "paper.column.due", "paper.column.state", "paper.column.agreement")
	for _, p := range list[:min(len(list), mostPromises)] {
		s.use(p.under)
		t.row(s.prose(p.Text), s.who(p.Owner), s.when(p.Due), s.standing(p.Commitment), []Span{s.titled(p.under)})
	}
	return []Block{asTable(t), paragraph(s.more(len(list), mostPromises))}
}

// cmpDue puts what has no day last.
func cmpDue(d record.Date) string {
	if d == "" {
		return "~"
	}
	return d.SortKey()
}

// exchanges are what is to come, then the last journeys there, the last delegations from there and the events with them.
func (s *sheet) exchanges(d Dealings) []Block {
	t := s.table("paper.caption.exchanges", nil, "paper.column.way", "paper.column.what", "paper.column.dates", "paper.column.lead")
	all := 0
	add := func(way string, r record.Record, who []Span) {
		s.use(r)
		t.row(s.words(s.p.T(way)), []Span{s.titled(r)}, s.when(r.When()), who)
	}
	for _, r := range d.Others { // what is to come, which dealings leave among the others
		switch r.(type) {
		case *record.Mission, *record.Visit:
			if r.State() != "cancelled" {
				all++
				add("paper.way.ahead", r, nil)
			}
		}
	}
	for i, m := range d.Missions {
		if all++; i < mostExchanges {
			add("paper.way.out", m, s.who(m.Lead))
		}
	}
	for i, v := range d.Visits {
		if all++; i < mostExchanges {
			add("paper.way.in", v, semicolons(s.takePart(v.Delegates)))
		}
	}
	for i, e := range d.Events {
		if all++; i < mostExchanges {
			add("paper.way.event", e, nil)
		}
	}
	if len(t.Rows) == 0 {
		return []Block{s.paragraphOf("paper.exchanges.none")}
	}
	return []Block{asTable(t), paragraph(s.more(all, len(t.Rows)))}
}

// people are the posts of the partner, with who holds each where a record says so.
func (s *sheet) people(o *record.Organisation, d Dealings) []Block {
	var posts []*record.Post
	for _, p := range d.Posts {
		if p.Organisation == o.ID {
			posts = append(posts, p)
		}
	}
	if len(posts) == 0 {
		return []Block{s.paragraphOf("paper.people.none")}
	}
	t := s.table("paper.caption.people", nil, "paper.column.post", "paper.column.holder", "paper.column.since")
	for _, p := range posts[:min(len(posts), mostPosts)] {
		s.use(p)
		post := []Span{s.titled(p)}
		if p.Elected {
			post = append(post, Span{Text: " (" + s.p.T("paper.elected") + ")"})
		}
		var holder, since []Span
		if person := s.holder(p, s.m.Today); person != nil {
			holder = merge([]Span{s.name(person.ID)})
			if address := s.text(person.Address); address.Text != "" {
				holder = append(holder, Span{Text: ", "}, address)
			}
			i := slices.IndexFunc(p.Holders, func(h record.Holding) bool { return h.Person == person.ID })
			since = s.when(p.Holders[i].Period)
		}
		t.row(post, holder, since)
	}
	return []Block{asTable(t), paragraph(s.more(len(posts), mostPosts))}
}

// came are the results that name the partner or come from what was done with it, the latest first.
func (s *sheet) came(d Dealings) []*record.Outcome {
	out := slices.Clone(d.Outcomes)
	var sources []record.Ref
	for _, r := range d.Missions {
		sources = append(sources, r.ID)
	}
	for _, r := range d.Visits {
		sources = append(sources, r.ID)
	}
	for _, r := range d.Agreements {
		sources = append(sources, r.ID)
	}
	for _, r := range d.Relations {
		sources = append(sources, r.ID)
	}
	from := s.outcomesFrom(sources...)
	out = slices.DeleteFunc(out, func(o *record.Outcome) bool {
		return !names(o.Partners, s.m.About.Head().ID) && !slices.Contains(from, o)
	})
	latest(out)
	return out
}

// shortly lists results by their statement alone.
func (s *sheet) shortly(outcomes []*record.Outcome) Block {
	b := Block{Sort: "list"}
	for _, o := range outcomes[:min(len(outcomes), mostCame)] {
		s.use(o)
		it := []Span{s.titled(o)}
		if y := s.p.Date(o.Year); y != "" {
			it = append(it, Span{Text: " (" + y + ")"})
		}
		b.Items = append(b.Items, Item{Spans: it})
	}
	return b
}

// open are the questions that the records leave open: what is late, what ends soon, what was asked and not answered, matters
// that are followed, a review that is due.
func (s *sheet) open(d Dealings, outcomes []*record.Outcome) [][]Span {
	var out [][]Span
	for _, a := range d.Agreements {
		for _, c := range a.Commitments {
			if (c.State == "" || c.State == "open") && record.Late(c.Due, c.Owner, s.m.Today) {
				out = append(out, s.sentence("paper.open.late", "what", s.text(c.Text), "date", s.p.Date(c.Due)))
			}
		}
		if months := s.endsWithin(a); months > 0 {
			out = append(out, s.sentence("paper.open.ending", "agreement", s.titled(a), "n", months))
		}
		if a.Status != record.StatusEnded && a.Ended == "" && s.past(a.Period) {
			out = append(out, s.sentence("paper.open.over", "agreement", s.titled(a), "period", s.p.Date(a.Period)))
		}
	}
	for _, o := range outcomes {
		if slices.ContainsFunc(o.FollowUps, func(f record.FollowUp) bool { return f.State == "asked" }) {
			out = append(out, s.sentence("paper.open.asked", "result", s.titled(o)))
		}
	}
	for _, r := range d.Others {
		if x, ok := r.(*record.Dossier); ok && x.Status != "closed" && x.Status != "settled" {
			line := s.dated(x)
			if stake := s.text(x.Stake); stake.Text != "" {
				line = append(line, Span{Text: s.p.T("paper.colon")}, stake)
			}
			out = append(out, s.sentence("paper.open.dossier", "dossier", merge(line)))
		}
	}
	for _, r := range d.Relations {
		if r.Review != "" {
			s.secret = true
			out = append(out, s.sentence("paper.open.review", "date", s.p.Date(r.Review)))
		}
	}
	return out
}

// notes are what the office notes for itself.
func (s *sheet) notes(o *record.Organisation, d Dealings) [][]Span {
	out := [][]Span{merge([]Span{s.private(o.Note)})}
	for _, r := range d.Relations {
		out = append(out, merge([]Span{s.private(r.Note)}))
	}
	for _, m := range d.Memberships {
		out = append(out, merge([]Span{s.private(m.Value)}))
	}
	return out
}
