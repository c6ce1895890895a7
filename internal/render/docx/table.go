package docx

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"entente/internal/publish"
)

// table is a table of a style; look says which of the style's parts apply, title what it is for those who do not see it.
func table(style string, width int, columns []int, look, title string, rows ...string) string {
	var out strings.Builder
	caption := ""
	if title != "" {
		caption = `<w:tblCaption w:val="` + esc(short(title, 250)) + `"/>`
	}
	fmt.Fprintf(&out, `<w:tbl><w:tblPr><w:tblStyle w:val="%s"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>%s%s</w:tblPr><w:tblGrid>`, style, width, look, caption)
	for _, c := range columns {
		fmt.Fprintf(&out, `<w:gridCol w:w="%d"/>`, c)
	}
	out.WriteString(`</w:tblGrid>`)
	for _, r := range rows {
		out.WriteString(r)
	}
	out.WriteString(`</w:tbl>`)
	return out.String()
}

func row(properties string, cells ...string) string {
	if properties != "" {
		properties = `<w:trPr>` + properties + `</w:trPr>`
	}
	return `<w:tr>` + properties + strings.Join(cells, "") + `</w:tr>`
}

func cell(width int, properties, inner string) string {
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>%s</w:tc>`, width, properties, inner)
}

func short(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// columnsMost is how many columns a table of Word may have.
const columnsMost = 63

// table is a table with its caption and number. Its first row comes again on every page.
func (b *builder) table(t *publish.Table, c context, caption string) string {
	n := len(t.Head)
	for _, r := range t.Rows {
		n = max(n, len(r))
	}
	var out strings.Builder
	if caption != "" {
		b.tables++
		out.WriteString(b.caption("Table", "TableCaption", b.paper.Words.Table, b.tables, caption))
	}
	if n == 0 {
		return out.String()
	}
	if n > columnsMost { // as lines, so that nothing is lost
		return out.String() + b.asLines(t, c)
	}
	widths := columns(t, n, c.room())
	size := ""
	switch {
	case n > 8:
		size = "Tiny"
	case n > 5 || c.small:
		size = "Small"
	}
	numbers := numberColumns(t, n)
	var rows []string
	if len(t.Head) > 0 {
		var cells []string
		for i := range n {
			cells = append(cells, cell(widths[i], "", paragraph("TableHead"+size, side(numbers[i]), b.runs(at(t.Head, i)))))
		}
		rows = append(rows, row(`<w:cantSplit/><w:tblHeader/>`, cells...))
	}
	for _, r := range t.Rows {
		var cells []string
		long := 0
		for i := range n {
			spans := at(r, i)
			long = max(long, utf8.RuneCountInString(publish.PlainText(spans)))
			cells = append(cells, cell(widths[i], "", paragraph("TableText"+size, side(i < len(r) && r[i].Number), b.runs(spans))))
		}
		whole := `<w:cantSplit/>`
		if long > 500 {
			whole = "" // a row longer than a page must break
		}
		rows = append(rows, row(whole, cells...))
	}
	first := "0"
	if len(t.Head) > 0 {
		first = "1"
	}
	look := `<w:tblLook w:val="0620" w:firstRow="` + first + `" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`
	if len(rows) == 0 {
		return out.String()
	}
	out.WriteString(table("Entente", c.room(), widths, look, either(caption, t.Caption), rows...))
	return out.String() + gap
}

func at(cells []publish.Cell, i int) []publish.Span {
	if i < len(cells) {
		return cells[i].Spans
	}
	return nil
}

func side(number bool) string {
	if number {
		return `<w:jc w:val="right"/>`
	}
	return ""
}

// numberColumns tells the columns that hold numbers only: their heads stand to the right too.
func numberColumns(t *publish.Table, n int) []bool {
	out := make([]bool, n)
	for i := range out {
		if i < len(t.Head) && t.Head[i].Number {
			out[i] = true
			continue
		}
		out[i] = len(t.Rows) > 0
		for _, r := range t.Rows {
			if i < len(r) && publish.PlainText(r[i].Spans) != "" && !r[i].Number {
				out[i] = false
			}
		}
	}
	return out
}

// columns divides the width by what the columns hold: each has room for its longest word if it can be, the rest goes to those with more
// to say.
func columns(t *publish.Table, n, width int) []int {
	word, much := make([]float64, n), make([]float64, n)
	look := func(i int, s string, letter float64) {
		for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '-' }) {
			word[i] = max(word[i], min(24, float64(utf8.RuneCountInString(w)))*letter*1.18+240) // no letter may fall off a word
		}
		much[i] = max(much[i], min(150, float64(utf8.RuneCountInString(s)))*letter+240)
	}
	const letter = 90 // of a letter at nine points
	for i, h := range t.Head {
		look(i, publish.PlainText(h.Spans), letter*1.1)
	}
	for _, r := range t.Rows {
		for i, c := range r {
			look(i, publish.PlainText(c.Spans), letter)
		}
	}
	least, wanted := 0.0, 0.0
	for i := range n {
		word[i] = max(word[i], 480)
		much[i] = max(much[i], word[i])
		least, wanted = least+word[i], wanted+much[i]
	}
	shared := slices.Clone(word)
	if least < float64(width) && wanted > float64(width) {
		share(shared, much, float64(width)-least)
	}
	out := make([]int, n)
	used := 0
	for i := range n {
		var w float64
		switch {
		case least >= float64(width): // even words do not fit
			w = word[i] / least * float64(width)
		case wanted <= float64(width):
			w = much[i] + (float64(width)-wanted)*math.Sqrt(much[i])/sqrts(much)
		default:
			w = shared[i]
		}
		out[i] = int(w)
		used += out[i]
	}
	out[n-1] += width - used
	return out
}

// share gives columns what room is left, the more the more they lack, none more than it asks for: a short one is whole before a long
// one takes the rest.
func share(has, wants []float64, room float64) {
	for range len(has) {
		weights, all := make([]float64, len(has)), 0.0
		for i := range has {
			weights[i] = math.Sqrt(max(0, wants[i]-has[i]))
			all += weights[i]
		}
		if all == 0 || room < 1 {
			return
		}
		given := 0.0
		for i := range has {
			more := min(wants[i]-has[i], room*weights[i]/all)
			has[i] += more
			given += more
		}
		room -= given
	}
}

func sqrts(all []float64) float64 {
	sum := 0.0
	for _, v := range all {
		sum += math.Sqrt(v)
	}
	return sum
}

// asLines writes a table with too many columns as its rows, one after the other.
func (b *builder) asLines(t *publish.Table, c context) string {
	var out strings.Builder
	for _, r := range append([][]publish.Cell{t.Head}, t.Rows...) {
		var spans []publish.Span
		for i, one := range r {
			if i > 0 {
				spans = append(spans, publish.Span{Text: " · "})
			}
			spans = append(spans, one.Spans...)
		}
		out.WriteString(paragraph(c.body(), "", b.runs(spans)))
	}
	return out.String()
}

// caption is a caption with its number, which Word keeps right when captions are added or moved.
func (b *builder) caption(sequence, style, word string, n int, text string) string {
	if word == "" { // a sheet counts neither tables nor drawings
		return paragraph(style, "", b.plainRun(text))
	}
	inner := b.plainRun(word + "\u00a0")
	return paragraph(style, "", inner+field(`SEQ `+sequence+` \* ARABIC`, strconv.Itoa(n), "")+b.plainRun(" – "+text))
}

// facts are names with what they are, side by side.
func (b *builder) facts(facts []publish.Fact, c context) string {
	width := c.room()
	left := min(2700, width*2/5)
	var rows []string
	for _, f := range facts {
		rows = append(rows, row("", cell(left, "", paragraph("FactName", "", b.plainRun(f.Name))), cell(width-left, "", paragraph("TableText", "", b.runs(f.Spans)))))
	}
	look := `<w:tblLook w:val="0680" w:firstRow="0" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`
	return table("Facts", width, []int{left, width - left}, look, "", rows...) + gap
}

// tiles are numbers in large, up to four in a row.
func (b *builder) tiles(tiles []publish.Tile, c context) string {
	across := 4
	switch n := len(tiles); {
	case n <= 4:
		across = max(n, 2)
	case n <= 6, n == 9:
		across = 3
	}
	if c.room() < 7000 {
		across = min(across, 3)
	}
	const between = 150
	wide := (c.room() - between*(across-1)) / across
	var widths []int
	for i := range across {
		if i > 0 {
			widths = append(widths, between)
		}
		widths = append(widths, wide)
	}
	edge := fmt.Sprintf(`<w:tcBorders><w:top w:val="single" w:sz="36" w:space="0" w:color="%s"/><w:left w:val="single" w:sz="24" w:space="0" w:color="%s"/></w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="%s"/>`,
		paper, b.look.accent, b.look.wash)
	var rows []string
	for len(tiles) > 0 {
		var cells []string
		for i := range across {
			if i > 0 {
				cells = append(cells, cell(between, "", gap))
			}
			if i >= len(tiles) {
				cells = append(cells, cell(wide, "", gap))
				continue
			}
			t := tiles[i]
			style := "TileValue"
			if utf8.RuneCountInString(t.Value) > 9 {
				style = "TileValueLong"
			}
			cells = append(cells, cell(wide, edge, paragraph(style, "", b.runs([]publish.Span{{Text: t.Value, Figure: t.Figure}}))+paragraph("TileLabel", "", b.plainRun(t.Label))))
		}
		tiles = tiles[min(across, len(tiles)):]
		rows = append(rows, row(`<w:cantSplit/>`, cells...))
	}
	look := `<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`
	return table("Tiles", c.room(), widths, look, "", rows...) + gap
}
