package portal

import (
	"slices"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// seatsTold is how many memberships the page reads.
const seatsTold = 400

// networksData is the bodies in which we or others have a seat.
type networksData struct {
	ours, others []network // those where we have a seat, and those where only others have one
	capped       bool
}

type network struct {
	body  words
	sort  string
	ours  []seatLine
	seats []seatLine // of other members
}

// seatLine is one seat: who, as what, since when, with its terms.
type seatLine struct {
	title, member, holder words
	seat, since           string
	terms                 []words
}

func (s *site) networks(q *query) (serve.Answer, error) {
	m, err := s.specialMeta(q, networksPage, "")
	if err != nil {
		return serve.Answer{}, err
	}
	m.description = q.p.T("site.networks.lead")
	list, more, err := s.all(q, publish.Query{Kind: record.KindMembership}, seatsTold)
	if err != nil {
		return serve.Answer{}, err
	}
	heads, err := s.around(q, list)
	if err != nil {
		return serve.Answer{}, err
	}
	m.changed = lastChange(list)
	t := teller{s: s, v: s.view(q, m), kind: record.KindMembership, heads: heads}
	d := t.networks(of[*record.Membership](list))
	d.capped = more
	return s.html(q, m, func(v view) templ.Component { return networksPageOf(v, d) })
}

func (t teller) networks(list []*record.Membership) networksData {
	var all []*network
	at := map[record.Ref]*network{}
	for _, m := range list {
		body := t.ref(m.Body)
		if body.text == "" {
			continue
		}
		n := at[m.Body]
		if n == nil {
			n = &network{body: body}
			if code := t.heads[m.Body].Type; code != "" {
				n.sort = i18n.Capital(t.v.code("organisation_type", code))
			}
			at[m.Body], all = n, append(all, n)
		}
		if line := t.seat(m); m.Ours {
			n.ours = append(n.ours, line)
		} else {
			n.seats = append(n.seats, line)
		}
	}
	i18n.SortBy(t.v.p, all, func(n *network) string { return n.body.text })
	d := networksData{}
	for _, n := range all {
		i18n.SortBy(t.v.p, n.seats, func(l seatLine) string { return l.member.text })
		if len(n.ours) > 0 {
			d.ours = append(d.ours, *n)
		} else {
			d.others = append(d.others, *n)
		}
	}
	return d
}

func (t teller) seat(m *record.Membership) seatLine {
	line := seatLine{title: t.ref(m.ID), member: t.ref(m.Member), holder: t.ref(m.Holder), seat: i18n.Capital(t.v.code("seat", m.Seat))}
	switch start, end, _ := m.Since.Parts(); {
	case m.Since == "":
	case end == start:
		line.since = t.v.p.Date(start + "/..")
	default:
		line.since = t.v.p.Date(m.Since)
	}
	for _, term := range m.Terms {
		line.terms = append(line.terms, t.term(term))
	}
	line.terms = slices.DeleteFunc(line.terms, func(w words) bool { return w.text == "" })
	return line
}

// term words a term of office: its years, and the vote it began by.
func (t teller) term(s record.SeatTerm) words {
	w := t.v.text(s.Text)
	period, elected := t.v.when(s.Period), ""
	switch {
	case s.Elected != "" && s.Rank > 1:
		elected = t.v.p.T("site.seat.reelected", "date", t.v.p.DateIn(s.Elected))
	case s.Elected != "":
		elected = t.v.p.T("site.seat.elected", "date", t.v.p.DateIn(s.Elected))
	}
	if w.text == "" {
		return words{text: i18n.Capital(join(", ", period, elected))}
	}
	w.note = join(", ", period, elected)
	return w
}
