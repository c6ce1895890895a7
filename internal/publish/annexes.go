package publish

import (
	"entente/internal/figure"
	"entente/internal/record"
)

// annexes list what the figures count, in the order in which the source prints it, and the rules of counting.
func (w *writer) annexes() Section {
	s := Section{ID: "annexes", Title: w.p.T("report.section.annexes")}
	for _, part := range []Section{w.visitsAnnex(), w.missionsAnnex(), w.collaboratorsAnnex(), w.rulesAnnex()} {
		if len(part.Blocks) > 0 || len(part.Sections) > 0 {
			s.Sections = append(s.Sections, part)
		}
	}
	return s
}

func (w *writer) visitsAnnex() Section {
	s := Section{ID: "annex-visits", Title: w.p.T("report.annex.visits")}
	for _, group := range []struct{ visitType, title string }{
		{record.Courtesy, w.p.T("figure.visits.courtesy.label")},
		{record.VisitCollaborates, w.p.T("figure.visits.collaboration.label")},
		{record.Strategic, w.p.T("figure.visits.strategic.label")},
	} {
		b := Block{Sort: "ordered"}
		for i, v := range figure.Visits(w.in, w.in.Year, group.visitType) {
			b.Items = append(b.Items, Item{Value: i + 1, Spans: w.dated(v)})
		}
		if len(b.Items) > 0 {
			s.Sections = append(s.Sections, Section{ID: "annex-visits-" + group.visitType, Title: group.title, Blocks: []Block{b}})
		}
	}
	return s
}

// dated is a record as a link, with its date when it says more than the year.
func (w *writer) dated(r record.Record) []Span {
	if date := w.finer(r.When()); date != "" {
		return w.sentence("report.event.line", "title", w.titled(r), "facts", date)
	}
	return []Span{w.titled(r)}
}

func (w *writer) missionsAnnex() Section {
	s := Section{ID: "annex-missions", Title: w.p.T("report.annex.missions")}
	b := Block{Sort: "ordered"}
	for i, m := range figure.Missions(w.in, w.in.Year) {
		it := Item{Value: i + 1, Spans: w.dated(m)}
		var stops []string
		for _, stop := range m.Stops {
			stops = append(stops, w.stop(stop))
		}
		if len(stops) > 0 {
			it.Items = append(it.Items, Item{Spans: w.sentence("report.mission.stops", "n", len(stops), "stops", stops)})
		}
		if lead := w.name(m.Lead); lead.Text != "" {
			it.Items = append(it.Items, Item{Spans: w.sentence("report.mission.lead", "name", lead)})
		}
		b.Items = append(b.Items, it)
	}
	if len(b.Items) > 0 {
		s.Blocks = []Block{b}
	}
	return s
}

// stop is "Buenos Aires (Argentine, passage)".
func (w *writer) stop(stop record.Stop) string {
	place := w.place(stop.Place)
	country := w.place(record.Place{Country: stop.Place.Country})
	switch {
	case country == "" || country == place:
		return place
	case stop.Passage:
		return w.p.T("report.mission.passage", "place", place, "country", country)
	}
	return w.p.T("report.mission.stop", "place", place, "country", country)
}

func (w *writer) collaboratorsAnnex() Section {
	s := Section{ID: "annex-collaborators", Title: w.p.T("report.annex.collaborators")}
	b := Block{Sort: "ordered"}
	for i, c := range figure.Collaborations(w.in, w.in.Year, false) {
		b.Items = append(b.Items, Item{Value: i + 1, Spans: []Span{w.titled(c)}})
	}
	if len(b.Items) > 0 {
		s.Blocks = []Block{b}
	}
	return s
}

// rulesAnnex gives every figure that is told or declared, with its rule.
func (w *writer) rulesAnnex() Section {
	s := Section{ID: "annex-figures", Title: w.p.T("report.annex.figures")}
	t := &Table{
		Caption: w.p.T("report.annex.figures_caption"),
		Head: []Cell{
			w.cell(Span{Text: w.p.T("report.column.figure")}), {Spans: []Span{{Text: w.p.T("report.column.computed")}}, Number: true},
			{Spans: []Span{{Text: w.p.T("report.column.declared")}}, Number: true}, w.cell(Span{Text: w.p.T("report.column.rule")}),
		},
	}
	for _, n := range w.inOrder() {
		if n.Value == nil && n.Declared == nil {
			continue
		}
		said := Cell{Spans: []Span{{Text: w.p.T("report.undeclared")}}, Number: true}
		if n.Declared != nil {
			said.Spans = []Span{{Text: n.Said, Record: n.By[0]}}
		}
		t.Rows = append(t.Rows, []Cell{
			w.cell(open(n.Key, w.labelled(n))), {Spans: []Span{{Text: w.shown(n)}}, Number: true}, said, w.cell(Span{Text: n.Rule}),
		})
	}
	if len(t.Rows) > 0 {
		s.Blocks = []Block{{Sort: "table", Table: t}}
	}
	return s
}

// inOrder lists the numbers in the order of the catalogue of figures.
func (w *writer) inOrder() []Number {
	var out []Number
	for _, d := range figure.Catalogue() {
		if n, ok := w.numbers[d.Key]; ok {
			out = append(out, n)
		}
	}
	return out
}
