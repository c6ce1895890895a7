package web

import (
	"slices"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// composition is what is composed, of some blocks.
func (c composing) composition(blocks []record.Block) publish.Composition {
	return publish.Composition{
		Title: c.Record.Label(), Blocks: blocks, Look: c.look, Maps: c.drawing.maps, Places: c.drawing.places, French: c.drawing.french, Marked: true,
	}
}

// parts are blocks as they read in the language of the text.
func (c composing) parts(q *request, blocks []record.Block) []editorPart {
	out := make([]editorPart, 0, len(blocks))
	for i, p := range publish.Parts(c.tp, c.in, c.figs, c.composition(blocks)) {
		b := blocks[i]
		e := editorPart{Block: b, name: blockName(q.p, b), level: p.Level, heading: p.Title.Text, headingLang: p.Title.Lang,
			body: p.Blocks, under: p.Sections, untold: p.Empty, lacks: untranslated(b)}
		if sortOf(b) != record.BlockText {
			e.sort = i18n.Capital(q.p.T("vocabulary.block_sort." + b.Sort))
		}
		out = append(out, e)
	}
	return out
}

// counts tells whether the year has a figure of that key.
func (c composing) counts(key string) bool {
	return slices.ContainsFunc(c.numbers, func(n publish.Number) bool { return n.Key == key })
}

// worded is what each figure would write in the text, by its key: "huit missions".
func (c composing) worded() map[string]string {
	var blocks []record.Block
	for _, n := range c.numbers {
		t := record.Token{Name: n.Key}.String()
		blocks = append(blocks, record.Block{ID: "b", Text: []record.Text{{FR: t, EN: t}}})
	}
	out := map[string]string{}
	for i, p := range publish.Parts(c.tp, c.in, c.figs, c.composition(blocks)) {
		for _, b := range p.Blocks {
			for _, s := range b.Spans {
				out[c.numbers[i].Key] += s.Text
			}
		}
	}
	return out
}
