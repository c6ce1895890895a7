package docx

import (
	"fmt"
	"strconv"
	"strings"

	"entente/internal/publish"
)

// context is where a block stands.
type context struct {
	level int    // of the heading above
	small bool   // in an annex
	style string // of its paragraphs, where it is not body text
	width int    // room, in twentieths of a point; 0 is the page's
}

func (c context) room() int {
	if c.width > 0 {
		return c.width
	}
	return textWidth
}

func (c context) body() string {
	switch {
	case c.style != "":
		return c.style
	case c.small:
		return "Annex"
	}
	return "BodyText"
}

// deepest is how far boxes stand in one another; what is deeper comes as it is, without its frame.
const deepest = 6

// block is a block. One of a sort that is not known is written with everything that it holds.
func (b *builder) block(x publish.Block, c context) string {
	var out strings.Builder
	switch x.Sort {
	case "pages":
		return newPage + b.rest(x, c)
	case "heading":
		if x.Title != "" {
			// Not among those that the table of contents lists, whatever the level of the section.
			out.WriteString(paragraph("Heading"+strconv.Itoa(max(listed+1, min(c.level+1, levels))), "", b.plainRun(x.Title)))
		}
		return out.String() + b.rest(x, c)
	case "box":
		return b.box(x, c)
	case "title":
		return paragraph("Object", "", b.plainRun(b.paper.Title)) + b.rest(x, c)
	}
	if x.Title != "" {
		out.WriteString(paragraph("Said", "", b.plainRun(x.Title)))
	}
	switch x.Sort {
	case "code":
		out.WriteString(paragraph("Code", "", b.runs(x.Spans)))
		x.Spans = nil
	case "quote":
		c.style = "Quote"
	case "lines":
		out.WriteString(b.spans(x, c))
		out.WriteString(b.lines(x.Items, 0))
		x.Spans, x.Items = nil, nil
	}
	return out.String() + b.rest(x, c)
}

// rest is everything that a block holds, one after the other.
func (b *builder) rest(x publish.Block, c context) string {
	var out strings.Builder
	out.WriteString(b.spans(x, c))
	if len(x.Items) > 0 {
		out.WriteString(b.list(x.Items, x.Sort == "ordered", c.small))
	}
	if len(x.Facts) > 0 {
		out.WriteString(b.facts(x.Facts, c))
	}
	if len(x.Tiles) > 0 {
		out.WriteString(b.tiles(x.Tiles, c))
	}
	if x.Drawing != nil {
		out.WriteString(b.drawing(x.Drawing, c))
	}
	if x.Table != nil {
		out.WriteString(b.table(x.Table, c, x.Table.Caption))
	}
	for _, inner := range x.Inner {
		out.WriteString(b.block(inner, c))
	}
	return out.String()
}

func (b *builder) spans(x publish.Block, c context) string {
	if len(x.Spans) == 0 {
		return ""
	}
	return paragraph(c.body(), "", b.runs(x.Spans))
}

// box is a table of one cell, which holds whatever a box holds.
func (b *builder) box(x publish.Block, c context) string {
	if b.depth >= deepest {
		x.Sort = ""
		return b.block(x, c)
	}
	b.depth++
	inside := context{level: c.level, width: c.room() - 480}
	var inner strings.Builder
	if x.Title != "" {
		inner.WriteString(paragraph("BoxTitle", "", b.plainRun(x.Title)))
	}
	inner.WriteString(b.rest(x, inside))
	b.depth--
	return table("Box", c.room(), []int{c.room()}, `<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`, x.Title,
		row("", cell(c.room(), "", ended(inner.String())))) + gap
}

// gap parts two tables, which Word would make one of, and a table from what comes after.
const gap = `<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>`

// ended gives a cell the paragraph that it must end with.
func ended(inner string) string {
	if strings.HasSuffix(inner, "</w:p>") {
		return inner
	}
	return inner + gap
}

// list is a list with those in it. A numbered one that begins anew, or leaps, is a list of its own for Word.
func (b *builder) list(items []publish.Item, ordered, small bool) string {
	var out strings.Builder
	b.items(&out, items, ordered, small, 0)
	return out.String()
}

func (b *builder) items(out *strings.Builder, items []publish.Item, ordered, small bool, level int) {
	number, want := 0, 0
	for i, it := range items {
		numID, style := bullets, "ListBullet"
		if ordered {
			value := it.Value
			if value <= 0 {
				value = max(want, 1)
			}
			if i == 0 || value != want {
				number = b.numbered(value)
			}
			want = value + 1
			numID, style = number, "ListNumber"
		}
		if small {
			style += "Small"
		}
		out.WriteString(paragraph(style, fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, min(level, deepestList), numID), b.runs(it.Spans)))
		b.items(out, it.Items, false, small, level+1)
	}
}

// lines are items one under the other, without marks.
func (b *builder) lines(items []publish.Item, level int) string {
	var out strings.Builder
	for _, it := range items {
		indent := ""
		if level > 0 {
			indent = fmt.Sprintf(`<w:ind w:left="%d"/>`, min(level, deepestList)*240)
		}
		out.WriteString(paragraph("Lines", indent, b.runs(it.Spans)))
		out.WriteString(b.lines(it.Items, level+1))
	}
	if level == 0 {
		out.WriteString(gap)
	}
	return out.String()
}
