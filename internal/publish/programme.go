package publish

import (
	"regexp"
	"slices"
	"strings"

	"entente/internal/i18n"
	"entente/internal/record"
)

// programme is what a delegation does, day by day, and hour by hour where the lines of the programme begin with their hour: who
// comes, who receives them, where. Protocol is told to the staff alone.
func (s *sheet) programme(v *record.Visit) {
	a, place := &v.Activity, v.Place
	event, _ := s.look(v.Event).(*record.Event)
	dates := v.Dates
	if event != nil {
		if event.Dates != "" {
			dates = event.Dates
		}
		if !event.Place.IsZero() {
			place = event.Place
		}
	}
	hosts, others := s.hosts(a, event)
	s.paper.Opening = []Block{facts(
		s.fact("paper.dates", s.orBlank(s.when(dates), "paper.dates")),
		s.fact("paper.place", s.spot(place)),
		s.fact("paper.origins", s.origins(v)),
		s.fact("paper.hosts", semicolons(hosts)),
		s.fact("paper.sort", s.capitalCode("visit_type", v.VisitType)),
	)}
	s.section("about", s.p.T("paper.section.about"), paragraph(s.prose(v.Summary)))
	s.section("programme", s.p.T("paper.section.programme"), s.days(v)...)
	s.section("delegates", s.p.T("paper.section.delegates"), s.delegates(v))
	s.section("partners", s.p.T("paper.section.partners"), bullets(others...), s.servicesOf(v))
	if s.sort == VisitProgramme {
		s.section("protocol", s.p.T("paper.section.protocol"), s.protocol(v)...)
	}
}

// spot is a place in full: its own name, its city, its country.
func (s *sheet) spot(p record.Place) []Span {
	var parts []string
	for _, t := range []string{s.text(p.Name).Text, s.place(record.Place{City: p.City, Country: p.Country}), s.place(record.Place{Country: p.Country})} {
		if t != "" && t != p.City && !slices.Contains(parts, t) {
			parts = append(parts, t)
		}
	}
	return s.words(strings.Join(parts, ", "))
}

// origins are where the visitors come from.
func (s *sheet) origins(v *record.Visit) []Span {
	var out [][]Span
	for _, o := range v.Origins {
		who, from := s.who(o.Who), s.spot(o.Place)
		if len(who) > 0 && len(from) > 0 {
			from = slices.Concat([]Span{{Text: " ("}}, from, []Span{{Text: ")"}})
		}
		out = append(out, merge(slices.Concat(who, from)))
	}
	return semicolons(out)
}

// hosts are those who receive, told apart from whoever else takes part.
func (s *sheet) hosts(a *record.Activity, event *record.Event) (hosts, others [][]Span) {
	parts := a.Partners
	if event != nil {
		parts = slices.Concat(parts, event.Partners)
	}
	seen := map[record.Ref]bool{}
	for _, p := range parts {
		w := s.takesPart(p)
		switch {
		case len(w) == 0 || p.Who != "" && seen[p.Who]:
		case p.Role == record.RoleHost:
			hosts = append(hosts, w)
		default:
			others = append(others, w)
		}
		seen[p.Who] = true
	}
	if len(hosts) == 0 && s.m.Office != nil {
		if ours := s.who(s.m.Office.Organisation); len(ours) > 0 && s.m.About.Head().Office == s.m.Office.ID {
			hosts = [][]Span{ours}
		}
	}
	return hosts, others
}

// hour finds the hour with which a line of a programme begins: "9 h 30 – Accueil", "14:00 : Réunion", "de 9 h à 10 h, visite".
var hour = regexp.MustCompile(`(?i)^\s*((?:de |from )?(?:[01]?\d|2[0-3])(?:[  \x{202f}]?h(?:[  \x{202f}]?[0-5]\d)?|:[0-5]\d)(?:[  \x{202f}]?(?:à|to|-|–)[  \x{202f}]?(?:[01]?\d|2[0-3])(?:[  \x{202f}]?h(?:[  \x{202f}]?[0-5]\d)?|:[0-5]\d))?)\b[\s\x{a0}\x{202f}]*[:,–—-]?[\s\x{a0}\x{202f}]*(.*)$`)

// timed cuts the hour off a line; at is "" when it begins with none.
func timed(line string) (at, what string) {
	m := hour.FindStringSubmatch(strings.ReplaceAll(line, "\n", " "))
	if m == nil || m[2] == "" {
		return "", line
	}
	return m[1], i18n.Capital(m[2])
}

// days lays the lines of the programme out by day, in the order of days and then of the record.
func (s *sheet) days(v *record.Visit) []Block {
	if len(v.Programme) == 0 {
		return []Block{paragraph(s.blank("paper.section.programme"))}
	}
	items := slices.Clone(v.Programme)
	slices.SortStableFunc(items, func(a, b record.Item) int { return strings.Compare(a.On.SortKey(), b.On.SortKey()) })
	var out []Block
	for len(items) > 0 {
		day := items[0].On
		n := slices.IndexFunc(items, func(it record.Item) bool { return it.On != day })
		if n < 0 {
			n = len(items)
		}
		out = append(out, s.day(day, items[:n])...)
		items = items[n:]
	}
	return out
}

func (s *sheet) day(day record.Date, items []record.Item) []Block {
	hours, places := false, false
	for _, it := range items {
		at, _ := timed(s.text(it.Text).Text)
		hours, places = hours || at != "", places || !it.Place.IsZero()
	}
	name := s.p.T("paper.day.unknown")
	if day != "" {
		name = i18n.Capital(s.p.Date(day))
	}
	if !hours && !places {
		b := Block{Sort: "list"}
		for _, it := range items {
			b.Items = append(b.Items, Item{Spans: s.prose(it.Text)})
		}
		return []Block{{Sort: "heading", Title: name}, b}
	}
	var heads []string
	if hours {
		heads = append(heads, "paper.column.hour")
	}
	heads = append(heads, "paper.column.activity")
	if places {
		heads = append(heads, "paper.column.place")
	}
	t := s.table("paper.section.programme", nil, heads...)
	t.Caption = name
	for _, it := range items {
		text := s.text(it.Text)
		at, what := timed(text.Text)
		var cells [][]Span
		if hours {
			cells = append(cells, s.words(at))
		}
		cells = append(cells, merge([]Span{{Text: what, Lang: text.Lang}}))
		if places {
			cells = append(cells, s.spot(it.Place))
		}
		t.row(cells...)
	}
	return []Block{asTable(t)}
}

// delegates are those who come, by title; the staff read by which form of address each is greeted.
func (s *sheet) delegates(v *record.Visit) Block {
	var out [][]Span
	for _, p := range v.Delegates {
		w := s.takesPart(record.Part{Who: p.Who, Label: p.Label, Role: roleWorthTelling(p.Role)})
		if person, ok := s.known[p.Who].(*record.Person); ok && s.sort == VisitProgramme {
			if address := s.text(person.Address); address.Text != "" {
				w = slices.Concat(w, []Span{{Text: s.p.T("paper.colon")}, address})
			}
		}
		out = append(out, w)
	}
	return bullets(out...)
}

// roleWorthTelling leaves out that a delegate is one.
func roleWorthTelling(role string) string {
	if role == record.RoleDelegate {
		return ""
	}
	return role
}

func (s *sheet) servicesOf(v *record.Visit) Block {
	return facts(s.fact("paper.services", s.names(v.Services)))
}

// protocol is what the office notes of the visit and of those who come.
func (s *sheet) protocol(v *record.Visit) []Block {
	out := []Block{paragraph(merge([]Span{s.private(v.Note)}))}
	var notes [][]Span
	seen := map[record.Ref]bool{}
	look := func(id record.Ref) {
		r := s.known[id]
		if r == nil || seen[id] {
			return
		}
		seen[id] = true
		if note := s.private(r.Head().Note); note.Text != "" {
			notes = append(notes, merge(slices.Concat([]Span{s.name(id), {Text: s.p.T("paper.colon")}}, []Span{note})))
		}
	}
	for _, p := range slices.Concat(v.Delegates, v.Partners) {
		look(p.Who)
		if post, ok := s.known[p.Who].(*record.Post); ok {
			look(post.Organisation)
		}
	}
	for _, o := range v.Origins {
		look(o.Who)
	}
	return append(out, bullets(notes...))
}
