package render

import (
	"strings"

	"entente/internal/publish"
)

// other writes the sorts of block that Markdown has no form for: numbers in large as a list, a drawing as its caption, what it
// says and its table, code between fences that it cannot close.
func (m *markdown) other(b publish.Block) {
	switch b.Sort {
	case "tiles":
		var items []publish.Item
		for _, t := range b.Tiles {
			items = append(items, publish.Item{Spans: []publish.Span{{Text: t.Value + " " + t.Label, Figure: t.Figure, Strong: true}}})
		}
		m.lines(m.items(items, false, ""))
	case "drawing":
		if b.Drawing == nil {
			return
		}
		m.line(start(escape(b.Drawing.Alt)))
		if b.Drawing.Table != nil {
			m.table(b.Drawing.Table)
		}
	case "facts":
		var items []publish.Item
		for _, f := range b.Facts {
			items = append(items, publish.Item{Spans: append([]publish.Span{{Text: f.Name + " — "}}, f.Spans...)})
		}
		m.lines(m.items(items, false, ""))
	case "lines":
		for _, it := range b.Items {
			m.line(start(m.spans(it.Spans)))
		}
	case "quote":
		m.box(publish.Block{Inner: b.Inner})
	case "code":
		text, fence := publish.PlainText(b.Spans), "```"
		for strings.Contains(text, fence) {
			fence += "`"
		}
		m.lines([]string{fence, text, fence})
	case "pages":
		m.line("---")
	}
}
