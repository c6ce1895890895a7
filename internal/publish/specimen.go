package publish

import (
	"strings"

	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/record"
)

// Specimens are the documents that show how those of an office look.
const (
	SpecimenReport = "report"
	SpecimenLetter = "letter"
)

// Specimen is a document without matter in the look of an office: a report with a part of every sort, or a letter. nil for any other.
func Specimen(p *i18n.Printer, sort string, o *record.Office, logo Logo) *Paper {
	lang := string(p.Lang())
	r := &Paper{Schema: Schema, Lang: lang, Office: OfficeName(o, lang), Look: LookOf(o, logo, lang), Title: p.T("look.specimen.title"), Figures: []Number{}}
	say := func(key string) Block { return paragraph([]Span{{Text: p.T(key)}}) }
	switch sort {
	case SpecimenReport:
		r.Subtitle = p.T("look.specimen.subtitle")
		r.Sections = []Section{
			{ID: "text", Title: p.T("look.specimen.heading"), Blocks: []Block{
				say("look.specimen.text"),
				paragraph([]Span{{Text: p.T("look.specimen.lead"), Strong: true}, {Text: " "}, {Text: p.T("look.specimen.link"), Href: "https://example.org/"}}),
				{Sort: "tiles", Tiles: []Tile{{Value: "21", Label: p.T("look.specimen.tile.one")}, {Value: "8", Label: p.T("look.specimen.tile.two")}, {Value: p.Decimal("4066.13"), Label: p.T("look.specimen.tile.three")}}},
				{Sort: "list", Items: []Item{{Spans: []Span{{Text: p.T("look.specimen.item.one")}}}, {Spans: []Span{{Text: p.T("look.specimen.item.two")}}}}},
				{Sort: "box", Title: p.T("look.specimen.box"), Inner: []Block{say("look.specimen.text")}},
			}},
			{ID: "numbers", Title: p.T("look.specimen.numbers"), Sections: []Section{{ID: "table", Title: p.T("look.specimen.below"), Blocks: specimenChart(p, r.Look)}}},
		}
	case SpecimenLetter:
		r.Look.Plain = true
		r.Opening = []Block{lines([]Span{{Text: p.T("look.specimen.date")}}), lines([]Span{{Text: p.T("look.specimen.to")}}), {Sort: "title"}, say("look.specimen.text"), say("look.specimen.text")}
		if closing, _ := o.Papers.Closing.In(lang); closing != "" {
			r.Opening = append(r.Opening, paragraph([]Span{{Text: closing}}))
		}
	default:
		return nil
	}
	Frame(p, r)
	r.Words.Edition = strings.TrimSuffix(p.T("look.specimen.subtitle"), ".")
	if r.Look.Plain {
		r.Words.Table, r.Words.Drawing, r.Words.Edition = "", "", ""
	}
	return r
}

// specimenChart is a chart with its table, and a table.
func specimenChart(p *i18n.Printer, l Look) []Block {
	w := &writer{p: p, c: Composition{Look: l}}
	series := []chart.Series{{Name: p.T("look.specimen.tile.two"), Values: []float64{6, 4, 9, 8}}, {Name: p.T("look.specimen.tile.one"), Values: []float64{14, 11, 18, 21}}}
	out := w.columns(record.Block{}, p.T("look.specimen.chart"), p.T("compose.column.year"), []string{"2021", "2022", "2023", "2024"}, series, false)
	for _, b := range out {
		if b.Drawing != nil && b.Drawing.Table != nil {
			t := *b.Drawing.Table
			return append([]Block{{Sort: "table", Table: &t}}, out...)
		}
	}
	return out
}
