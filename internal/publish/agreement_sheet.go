package publish

import (
	"slices"
	"time"

	"entente/internal/i18n"
	"entente/internal/record"
)

// agreement is an agreement as a register holds it: class, parties, each date for itself, what is promised and by whom, what came
// later, and what the law asks before signature.
func (s *sheet) agreement(a *record.Agreement) {
	s.paper.Opening = []Block{facts(
		s.fact("paper.class", s.orUntold(s.capitalCode("agreement_class", a.Class))),
		s.fact("paper.number", s.orUntold(s.words(a.Number))),
		s.fact("paper.status", s.orUntold(s.capitalCode("agreement_status", a.Status))),
		s.fact("paper.our_role", s.capitalCode("agreement_role", a.OurRole)),
		s.fact("paper.period", s.when(a.Period)),
		s.fact("paper.sectors", s.names(a.Sectors)),
		s.fact("paper.under", s.names([]record.Ref{a.Under})),
	)}
	s.section("object", s.p.T("paper.section.object"), paragraph(s.prose(a.Summary)))
	s.section("parties", s.p.T("paper.section.parties"), s.parties(a))
	s.section("dates", s.p.T("paper.section.dates"), s.agreementDates(a), paragraph(s.ending(a)))
	s.section("commitments", s.p.T("paper.section.commitments"), s.commitments(a.Commitments), s.programmes(a))
	s.section("later", s.p.T("paper.section.later"), s.later(a))
	s.section("screening", s.p.T("paper.section.screening"), s.screening(a)...)
	s.section("done", s.p.T("paper.section.done"), s.done(a)...)
	s.section("texts", s.p.T("paper.section.texts"), bullets(s.files(append([]record.Ref{a.File}, a.Documents...)...)...), s.reported(a))
}

// orUntold says that the records do not tell: a register has a line for it.
func (s *sheet) orUntold(spans []Span) []Span {
	if len(spans) == 0 {
		return []Span{{Text: s.p.T("paper.untold"), Em: true}}
	}
	return spans
}

func (s *sheet) parties(a *record.Agreement) Block {
	t := s.table("paper.caption.parties", nil, "paper.column.party", "paper.column.part", "paper.column.signatory")
	for _, p := range a.Parties {
		who := s.who(p.Who)
		if len(who) == 0 {
			continue
		}
		part := "paper.party.other"
		if p.Ours {
			part = "paper.party.ours"
		}
		t.row(who, s.words(s.p.T(part)), s.who(p.Signatory))
	}
	return asTable(t)
}

// agreementDates keeps each date apart: a text may be signed one year and announced the next.
func (s *sheet) agreementDates(a *record.Agreement) Block {
	return facts(
		s.fact("paper.negotiated", s.when(a.Negotiated)),
		s.fact("paper.begun", s.when(a.Begun)),
		s.fact("paper.authorised", s.when(a.Authorised.On)),
		s.fact("paper.signed", s.orUntold(s.when(a.Signed))),
		s.fact("paper.announced", s.when(a.Announced)),
		s.fact("paper.in_force", s.orUntold(s.when(a.InForce))),
		s.fact("paper.ended", s.orUntold(s.when(a.Ended))),
	)
}

// ending warns of an end that is near.
func (s *sheet) ending(a *record.Agreement) []Span {
	if months := s.endsWithin(a); months > 0 {
		return s.sentence("paper.ending", "n", months)
	}
	return nil
}

// endsWithin is within how many months an agreement ends, by the office's own steps; 0 when that is far, past or not known.
func (s *sheet) endsWithin(a *record.Agreement) int {
	end := a.Ended.Last()
	if end == "" || s.m.Office == nil || s.m.Today == "" || end < string(s.m.Today) {
		return 0
	}
	last, err1 := time.Parse(time.DateOnly, end)
	today, err2 := time.Parse(time.DateOnly, string(s.m.Today))
	if err1 != nil || err2 != nil {
		return 0
	}
	steps := s.m.Office.AgreementWarnings()
	slices.Sort(steps)
	for _, months := range steps {
		if !today.AddDate(0, months, 0).Before(last) {
			return months
		}
	}
	return 0
}

// commitments lists what is promised, by whom and for when. Only a duty of somebody, due on a day that is past, is late.
func (s *sheet) commitments(list []record.Commitment) Block {
	t := s.table("paper.caption.commitments", nil, "paper.column.commitment", "paper.column.owner", "paper.column.due", "paper.column.state")
	for _, c := range list {
		t.row(s.prose(c.Text), s.who(c.Owner), s.when(c.Due), s.standing(c))
	}
	return asTable(t)
}

func (s *sheet) standing(c record.Commitment) []Span {
	if (c.State == "" || c.State == "open") && record.Late(c.Due, c.Owner, s.m.Today) {
		return []Span{{Text: i18n.Capital(s.p.T("paper.late")), Strong: true}}
	}
	return s.capitalCode("commitment_state", c.State)
}

func (s *sheet) programmes(a *record.Agreement) Block {
	b := Block{Sort: "list"}
	for _, p := range a.Programmes {
		title := s.text(p.Title)
		title.Strong = true
		it := Item{Spans: []Span{title}}
		if d := s.p.Date(p.Period); d != "" {
			it.Spans = append(it.Spans, Span{Text: " (" + d + ")"})
		}
		if text := s.text(p.Text); text.Text != "" {
			it.Items = []Item{{Spans: []Span{text}}}
		}
		b.Items = append(b.Items, it)
	}
	if len(b.Items) > 0 {
		b.Title = s.p.T("paper.programmes")
	}
	return b
}

func (s *sheet) later(a *record.Agreement) Block {
	t := s.table("paper.caption.later", nil, "paper.column.action", "paper.column.on", "paper.column.what", "paper.column.text")
	for _, l := range a.Actions {
		t.row(s.capitalCode("later_action", l.Action), s.when(l.On), s.prose(l.Text), s.names([]record.Ref{l.File}))
	}
	return asTable(t)
}

// screening says what the law asks before such a text is signed: as it was recorded, else as the other parties suggest, which is
// for legal services to confirm. It never clears a text.
func (s *sheet) screening(a *record.Agreement) []Block {
	code, suggested := a.Screening, false
	if code == "" {
		code, suggested = s.suggested(a), true
	}
	var out []Span
	if suggested {
		out = s.sentence("paper.screening.suggested")
	}
	switch code {
	case record.ScreenMinister:
		out = sentences(out, s.sentence("paper.screening.minister"))
	case record.ScreenOrder:
		out = sentences(out, s.sentence("paper.screening.government"))
	case record.ScreenLegal:
		out = sentences(out, s.sentence("paper.screening.confirm"))
	default:
		out = sentences(out, s.sentence("paper.screening.none"))
	}
	blocks := []Block{paragraph(out)}
	if a.History {
		blocks = append(blocks, s.paragraphOf("paper.screening.history"))
	}
	needed := code == record.ScreenMinister || code == record.ScreenOrder
	given := a.Authorised != record.Authorised{}
	if !given && (!needed || a.History) {
		return blocks
	}
	return append(blocks, facts(
		s.fact("paper.authorised_by", s.orBlank(s.who(a.Authorised.By), "paper.authorised_by")),
		s.fact("paper.reference", s.orBlank(s.words(a.Authorised.Reference), "paper.reference")),
		s.fact("paper.authorised", s.orBlank(s.when(a.Authorised.On), "paper.authorised")),
	))
}

func (s *sheet) suggested(a *record.Agreement) string {
	var others []*record.Organisation
	for _, p := range a.Parties {
		if o, ok := s.known[p.Who].(*record.Organisation); ok && !p.Ours {
			others = append(others, o)
		}
	}
	return record.Screen(others)
}

// done is what was made of the text: activities that carry it out, committees under it, results.
func (s *sheet) done(a *record.Agreement) []Block {
	var acts [][]Span
	var list []record.Record
	for _, r := range s.m.Tied {
		if doneUnder(r, a.ID) && r.Head().Withdrawn == "" {
			list = append(list, r)
		}
	}
	latest(list)
	for _, r := range list {
		acts = append(acts, append([]Span{{Text: s.p.T("kind."+string(r.Head().Kind)+".one") + s.p.T("paper.colon")}}, s.dated(r)...))
	}
	for i := range acts {
		acts[i] = capital(merge(acts[i]))
	}
	outcomes := s.outcomesFrom(a.ID)
	out := []Block{bullets(acts...)}
	if len(outcomes) > 0 {
		out = append(out, Block{Sort: "heading", Title: s.p.T("paper.obtained")}, s.told(outcomes))
	}
	return out
}

// doneUnder tells the records that carry an agreement out.
func doneUnder(r record.Record, id record.Ref) bool {
	switch r := r.(type) {
	case *record.Mission:
		return slices.Contains(r.CarriesOut, id)
	case *record.Visit:
		return slices.Contains(r.CarriesOut, id)
	case *record.Event:
		return slices.Contains(r.CarriesOut, id)
	case *record.Participation:
		return slices.Contains(r.CarriesOut, id)
	case *record.Committee:
		return r.Under == id
	case *record.Agreement:
		return r.Under == id
	case *record.Dossier:
		return slices.Contains(r.Agreements, id)
	}
	return false
}

// reported says which sources report it as new, and for which year.
func (s *sheet) reported(a *record.Agreement) Block {
	var out [][]Span
	for _, r := range a.ReportedNew {
		if by := s.name(r.Source); by.Text != "" {
			out = append(out, s.sentence("paper.reported", "source", by, "years", s.p.Date(r.Year)))
		}
	}
	return bullets(out...)
}
