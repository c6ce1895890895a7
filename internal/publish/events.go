package publish

import (
	"slices"

	"entente/internal/i18n"
	"entente/internal/record"
)

// box is an event set off from the rest.
func (w *writer) box(e *record.Event, title string) Block {
	b := Block{Sort: "box", Title: title}
	add := func(spans []Span) {
		if len(spans) > 0 && spans[0].Text != "" {
			b.Inner = append(b.Inner, paragraph(spans))
		}
	}
	line := w.eventLine(e)
	line[0].Strong = true
	add(line)
	if items := w.attendance(e); len(items) > 0 {
		b.Inner = append(b.Inner, Block{Sort: "list", Items: items})
	}
	if len(e.Detail) == 0 {
		add([]Span{w.text(e.Summary)})
	}
	for _, d := range e.Detail {
		add([]Span{w.text(d)})
	}
	for _, group := range []struct {
		message string
		roles   []string
	}{
		{"report.event.organisers", []string{record.RoleOrganiser, record.RoleCoorganiser, record.RoleHost}},
		{"report.event.partners", []string{record.RoleCollaborate, "support", ""}},
		{"report.event.guests", []string{record.RoleGuest, "speaker", "artist", record.RoleDelegate, record.RoleCompanion, record.RoleLead}},
	} {
		if names := w.withRole(e.Partners, group.roles); len(names) > 0 {
			add(w.sentence(group.message, "names", w.list(names)))
		}
	}
	var funding [][]Span
	for _, f := range e.Funding {
		funding = append(funding, w.funding(f)...)
	}
	if len(funding) > 0 {
		add(w.sentence("report.event.funding", "names", w.list(funding)))
	}
	return b
}

// funding names who paid, and the agreement drawn on.
func (w *writer) funding(f record.Funding) [][]Span {
	funder, under := w.name(f.Funder), w.name(f.Under)
	switch {
	case funder.Text != "" && under.Text != "":
		return [][]Span{w.sentence("report.event.funder_under", "funder", funder, "agreement", under)}
	case funder.Text != "":
		return [][]Span{{funder}}
	case under.Text != "":
		return [][]Span{{under}}
	}
	return nil
}

// eventLine is the event as a link, with its date and its place.
func (w *writer) eventLine(e *record.Event) []Span {
	var facts []Span
	add := func(s Span) {
		if s.Text == "" {
			return
		}
		if len(facts) > 0 {
			facts = append(facts, Span{Text: ", "})
		}
		facts = append(facts, s)
	}
	add(Span{Text: w.finer(e.Dates)})
	add(Span{Text: w.place(e.Place)})
	if len(facts) == 0 {
		return []Span{w.titled(e)}
	}
	return w.sentence("report.event.line", "title", w.titled(e), "facts", merge(facts))
}

// attendance is how many came, as the source says it.
func (w *writer) attendance(e *record.Event) []Item {
	var out []Item
	for _, q := range e.Attendance {
		s := w.quantity(q)
		s.Text, s.Record = i18n.Capital(s.Text), e.ID
		out = append(out, Item{Spans: []Span{s}})
	}
	return out
}

// withRole are those who had one of some roles: a name as a link, or the source's words where nobody is identified.
func (w *writer) withRole(parts []record.Part, roles []string) [][]Span {
	var out [][]Span
	for _, p := range parts {
		if !slices.Contains(roles, p.Role) {
			continue
		}
		s := w.name(p.Who)
		if s.Text == "" {
			s = w.text(p.Label)
		}
		if s.Text != "" {
			out = append(out, []Span{s})
		}
	}
	return out
}
