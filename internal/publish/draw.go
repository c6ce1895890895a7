package publish

import (
	"strings"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// draw is what a block says from records, without its own text.
func (w *writer) draw(b record.Block, id string) ([]Block, []Section) {
	switch b.Sort {
	case record.BlockHighlights:
		return w.highlights(), nil
	case record.BlockTiles:
		return w.tiles(b), nil
	case record.BlockFigures:
		return w.figureTable(b), nil
	case record.BlockActivities:
		return w.activities(b, id)
	case record.BlockOutcomes:
		return w.outcomes(b, id)
	case record.BlockBox:
		return w.boxes(b), nil
	case record.BlockMap:
		return w.yearMap(b), nil
	case record.BlockChart:
		return w.chart(b), nil
	case record.BlockAgreements:
		return w.agreements(), nil
	case record.BlockBalance:
		return w.balance(b), nil
	case record.BlockIndicators:
		return w.indicators(b, id)
	case record.BlockDisagreements:
		return w.disagreements(b, id)
	case record.BlockCollaborators:
		return w.collaborators(b, id)
	case record.BlockCommittees:
		return nil, w.committees(b, id)
	case record.BlockDisclosure:
		return w.disclosure(), nil
	case record.BlockOffset:
		return w.offsets(), nil
	case record.BlockRules:
		return w.rules(b), nil
	case record.BlockPages:
		return []Block{{Sort: "pages"}}, nil
	}
	return w.showing(b), nil
}

// showing lists the records that a text shows, with what each says of itself in a line or two.
func (w *writer) showing(b record.Block) []Block {
	list := Block{Sort: "list"}
	for _, ref := range b.Show {
		r := figure.Lookup(w.in, ref)
		if r == nil {
			continue
		}
		name := w.name(ref)
		name.Strong = true
		it := Item{Spans: []Span{name}}
		if gist := w.text(Gist(r)); gist.Text != "" {
			it.Spans = append(it.Spans, Span{Text: pause(name.Text)}, gist)
		}
		list.Items = append(list.Items, it)
	}
	if len(list.Items) == 0 {
		return nil
	}
	return []Block{list}
}

// Gist is what a record says of itself in a line or two.
func Gist(r record.Record) record.Text {
	switch r := r.(type) {
	case *record.Mission:
		return r.Summary
	case *record.Visit:
		return r.Summary
	case *record.Participation:
		return r.Summary
	case *record.Event:
		return r.Summary
	case *record.Organisation:
		return r.About
	case *record.Agreement:
		return r.Summary
	case *record.Committee:
		return r.Summary
	case *record.Framework:
		return r.Summary
	case *record.Objective:
		return r.Summary
	case *record.Dossier:
		return r.Summary
	case *record.Document:
		return r.Summary
	case *record.Story:
		return r.Lead
	case *record.Page:
		return r.Lead
	case *record.Series:
		return r.About
	case *record.Finding:
		return r.Detail
	case *record.Outcome:
		return r.Detail
	case *record.Relation:
		return r.Motive
	}
	return record.Text{}
}

// caption is that of the block, or the usual one.
func (w *writer) caption(b record.Block, usual string) string {
	if !b.Caption.IsZero() {
		return w.line(b.Caption).Text
	}
	return usual
}

// head is the head of a column.
func head(text string, number bool) Cell { return Cell{Spans: []Span{{Text: text}}, Number: number} }

// chosen are the figures of a block, in its order; those of usual when it names none.
func chosen(b record.Block, usual []string) []string {
	if len(b.Figures) > 0 {
		return b.Figures
	}
	return usual
}

// every lists the keys of the catalogue.
func every() []string {
	var out []string
	for _, d := range figure.Catalogue() {
		out = append(out, d.Key)
	}
	return out
}

// tiles are figures in large: the numbers that somebody who reads one line should see.
func (w *writer) tiles(b record.Block) []Block {
	out := Block{Sort: "tiles"}
	for _, key := range chosen(b, []string{figure.VisitsKey, figure.MissionsKey, figure.CountriesKey, figure.CitiesKey, figure.AgreementsKey, figure.PartnersKey}) {
		if t, ok := w.tile(key); ok {
			out.Tiles = append(out.Tiles, t)
		}
	}
	if len(out.Tiles) == 0 {
		return nil
	}
	return []Block{out}
}

func (w *writer) tile(key string) (Tile, bool) {
	f, ok := w.figures[key]
	if !ok {
		return Tile{}, false
	}
	n := w.numbers[key]
	switch {
	case f.Value != nil:
		return Tile{Value: n.Shown, Label: w.noun(n, *f.Value), Figure: key}, true
	case len(f.Declared) > 0:
		return Tile{Value: n.Said, Label: w.p.T("compose.tile.declared", "label", w.noun(n, f.Declared[0].Value.Value)), Figure: key}, true
	}
	return Tile{}, false
}

// noun is what a number of a figure counts, agreeing with it; of sums, what the figure is called.
func (w *writer) noun(n Number, v record.Decimal) string {
	message, _, ok := phraseOf(n.Key)
	if !ok {
		return w.labelled(n)
	}
	return i18n.Capital(strings.TrimSpace(w.numbered(message, v, "")))
}

// figureTable sets what the records give beside what publications declare.
func (w *writer) figureTable(b record.Block) []Block {
	t := &Table{
		Caption: w.caption(b, w.p.T("compose.figures.caption", "year", w.in.Year)),
		Head: []Cell{
			head(w.p.T("report.column.figure"), false), head(w.p.T("report.column.computed"), true), head(w.p.T("report.column.declared"), true),
		},
	}
	for _, key := range chosen(b, every()) {
		n, ok := w.numbers[key]
		if !ok || n.Value == nil && n.Declared == nil {
			continue
		}
		t.Rows = append(t.Rows, []Cell{w.cell(open(n.Key, w.labelled(n))), {Spans: []Span{{Text: w.shown(n)}}, Number: true}, w.declaredCell(n)})
	}
	return tabled(t)
}

func (w *writer) declaredCell(n Number) Cell {
	if n.Declared == nil {
		return Cell{Spans: []Span{{Text: w.p.T("report.undeclared")}}, Number: true}
	}
	return Cell{Spans: []Span{{Text: n.Said, Record: n.By[0]}}, Number: true}
}

// tabled is a table that has rows.
func tabled(t *Table) []Block {
	if len(t.Rows) == 0 {
		return nil
	}
	return []Block{{Sort: "table", Table: t}}
}
