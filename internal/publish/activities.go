package publish

import (
	"slices"
	"strings"

	"entente/internal/figure"
	"entente/internal/record"
)

// activities are what was done in the year, in the order in which the source prints it.
func (w *writer) activities(b record.Block, id string) ([]Block, []Section) {
	switch b.Of {
	case "visit":
		return nil, w.visitsBySort(id)
	case record.Courtesy, record.VisitCollaborates, record.Strategic:
		return w.visits(b.Of), nil
	case "mission":
		return w.missions(), nil
	case "mission_table":
		return w.missionTable(b), nil
	case "participation":
		return w.participations(), nil
	case "event":
		return w.events(), nil
	}
	out := w.visitsBySort(id)
	for _, part := range []Section{
		{ID: subID(id, "missions"), Title: w.p.T("report.annex.missions"), Blocks: w.missions()},
		{ID: subID(id, "participations"), Title: w.p.T("compose.activities.participations"), Blocks: w.participations()},
		{ID: subID(id, "events"), Title: w.p.T("compose.activities.events"), Blocks: w.events()},
	} {
		if len(part.Blocks) > 0 {
			out = append(out, part)
		}
	}
	return nil, out
}

func (w *writer) visitsBySort(id string) []Section {
	var out []Section
	for _, group := range []struct{ visitType, title string }{
		{record.Courtesy, w.p.T("figure.visits.courtesy.label")},
		{record.VisitCollaborates, w.p.T("figure.visits.collaboration.label")},
		{record.Strategic, w.p.T("figure.visits.strategic.label")},
	} {
		if blocks := w.visits(group.visitType); len(blocks) > 0 {
			out = append(out, Section{ID: subID(id, group.visitType), Title: group.title, Blocks: blocks})
		}
	}
	return out
}

func (w *writer) visits(visitType string) []Block {
	b := Block{Sort: "ordered"}
	for i, v := range figure.Visits(w.in, w.in.Year, visitType) {
		b.Items = append(b.Items, Item{Value: i + 1, Spans: w.dated(v)})
	}
	return listed(b)
}

// listed is a list that has entries.
func listed(b Block) []Block {
	if len(b.Items) == 0 {
		return nil
	}
	return []Block{b}
}

func (w *writer) participations() []Block {
	b := Block{Sort: "ordered"}
	for i, p := range figure.Participations(w.in, w.in.Year) {
		facts := []string{w.finer(p.Dates), w.place(p.Place)}
		body := p.Body
		if m, ok := figure.Lookup(w.in, p.Membership).(*record.Membership); ok && body == "" {
			body = m.Body
		}
		it := Item{Value: i + 1, Spans: w.with(p, facts...)}
		if name := w.name(body); name.Text != "" {
			it.Items = []Item{{Spans: w.sentence("compose.participation.body", "name", name)}}
		}
		b.Items = append(b.Items, it)
	}
	return listed(b)
}

func (w *writer) events() []Block {
	b := Block{Sort: "ordered"}
	for i, e := range figure.Events(w.in, w.in.Year) {
		b.Items = append(b.Items, Item{Value: i + 1, Spans: w.eventLine(e), Items: w.attendance(e)})
	}
	return listed(b)
}

// with is a record as a link, with some facts that are known of it.
func (w *writer) with(r record.Record, facts ...string) []Span {
	facts = slices.DeleteFunc(facts, func(s string) bool { return s == "" })
	if len(facts) == 0 {
		return []Span{w.titled(r)}
	}
	return w.sentence("report.event.line", "title", w.titled(r), "facts", strings.Join(facts, ", "))
}

// missionTable is the missions as a table: when, where, and who led.
func (w *writer) missionTable(b record.Block) []Block {
	t := &Table{
		Caption: w.caption(b, w.p.T("compose.missions.caption", "year", w.in.Year)),
		Head: []Cell{
			head(w.p.T("compose.column.mission"), false), head(w.p.T("compose.column.dates"), false),
			head(w.p.T("compose.column.stops"), false), head(w.p.T("compose.column.lead"), false),
		},
	}
	for _, m := range figure.Missions(w.in, w.in.Year) {
		stops := make([]string, len(m.Stops))
		for i, s := range m.Stops {
			stops[i] = w.stop(s)
		}
		date := ""
		if m.Dates != "" {
			date = w.p.Date(m.Dates)
		}
		t.Rows = append(t.Rows, []Cell{w.cell(w.titled(m)), w.cell(Span{Text: date}), w.cell(Span{Text: strings.Join(stops, ", ")}), w.cell(w.name(m.Lead))})
	}
	return tabled(t)
}

// dated is a record as a link, with its date when it says more than the year.
func (w *writer) dated(r record.Record) []Span {
	if date := w.finer(r.When()); date != "" {
		return w.sentence("report.event.line", "title", w.titled(r), "facts", date)
	}
	return []Span{w.titled(r)}
}

func (w *writer) missions() []Block {
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
	return listed(b)
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

// collaboratorsAsListed prints every line of the source, in its order.
func (w *writer) collaboratorsAsListed() []Block {
	b := Block{Sort: "ordered"}
	for i, c := range figure.Collaborations(w.in, w.in.Year, false) {
		b.Items = append(b.Items, Item{Value: i + 1, Spans: []Span{w.titled(c)}})
	}
	return listed(b)
}

// rules gives every figure that is told or declared, with its rule.
func (w *writer) rules(b record.Block) []Block {
	t := &Table{
		Caption: w.caption(b, w.p.T("report.annex.figures_caption")),
		Head: []Cell{
			head(w.p.T("report.column.figure"), false), head(w.p.T("report.column.computed"), true),
			head(w.p.T("report.column.declared"), true), head(w.p.T("report.column.rule"), false),
		},
	}
	for _, key := range chosen(b, every()) {
		n, ok := w.numbers[key]
		if !ok || n.Value == nil && n.Declared == nil {
			continue
		}
		t.Rows = append(t.Rows, []Cell{
			w.cell(open(n.Key, w.labelled(n))), {Spans: []Span{{Text: w.shown(n)}}, Number: true}, w.declaredCell(n), w.cell(Span{Text: n.Rule}),
		})
	}
	return tabled(t)
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
