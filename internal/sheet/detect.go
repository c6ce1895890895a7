package sheet

import (
	"errors"
	"iter"
	"slices"
	"strings"

	"entente/internal/place"
)

// Detect reads a sheet once and tells its titles, its columns with parsed examples, what is left out and why, and what only
// a person can answer.
func (b *Book) Detect(c Choices) (Shape, error) {
	tab, err := b.Tab(c.Tab)
	if err != nil {
		return Shape{}, err
	}
	top, lay, err := b.top(tab)
	if err != nil {
		return Shape{}, err
	}
	s := Shape{Tab: b.Tabs[tab].Name, Totals: c.Totals, Hidden: c.Hidden}
	s.Headers = header(visible(top, c.Hidden), lay.merges)
	if c.Header > 0 {
		s.Headers = []int{c.Header}
	}
	if len(s.Headers) == 0 {
		return s, refuse("sheet_empty")
	}
	s.First = s.Headers[len(s.Headers)-1] + 1
	var heads []Row
	for _, r := range top {
		if slices.Contains(s.Headers, r.N) {
			heads = append(heads, r)
		}
	}
	if len(heads) == 0 {
		return s, refuse("sheet_no_titles")
	}
	p := &pass{shape: &s, choices: c, layout: lay, titles: titles(heads, lay.merges)}
	for row, err := range b.Rows(tab) {
		if err != nil {
			return s, err
		}
		p.row(row)
	}
	p.finish(b)
	if len(s.Columns) == 0 || s.Rows == 0 {
		return s, refuse("sheet_no_rows")
	}
	return s, nil
}

// top reads the first rows, and what the sheet says of its merged cells, which stands at its end.
func (b *Book) top(tab int) ([]Row, layout, error) {
	var top []Row
	lay, err := b.source.rows(tab, func(r Row) error {
		if len(top) < headerDepth {
			r.Cells = slices.Clone(r.Cells)
			top = append(top, r)
		} else if b.Format == FormatCSV {
			return stop{} // nothing stands at the end
		}
		return nil
	})
	if errors.Is(err, stop{}) {
		err = nil
	}
	return top, lay, err
}

func visible(rows []Row, all bool) []Row {
	if all {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.Hidden })
}

// pass gathers what a sheet holds.
type pass struct {
	shape   *Shape
	choices Choices
	layout  layout
	titles  []string
	columns []*column
	why     map[string]*Skipped
}

func (p *pass) skip(why string, r Row) {
	if p.why == nil {
		p.why = map[string]*Skipped{}
	}
	if p.why[why] == nil {
		p.why[why] = &Skipped{Why: why, Row: r.N, Text: firstText(r)}
	}
	p.why[why].N++
}

func firstText(r Row) string {
	for _, c := range r.Cells {
		if c.Text != "" {
			return cut(c.Text, 80)
		}
	}
	return ""
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

func (p *pass) row(r Row) {
	s := p.shape
	switch {
	case slices.Contains(s.Headers, r.N):
		return
	case r.N < s.First:
		if count(r) > 0 {
			p.skip(SkipAbove, r)
		}
		return
	}
	if why := leave(r, p.titles, s.Totals, s.Hidden); why != "" {
		p.skip(why, r)
		return
	}
	s.Rows++
	s.Last = r.N
	for i, c := range r.Cells {
		for len(p.columns) <= i {
			p.columns = append(p.columns, &column{})
		}
		p.columns[i].add(c)
	}
}

// leave tells why a row below the titles is no data, "" when it is.
func leave(r Row, titles []string, totals, hidden bool) string {
	filled, first, same := 0, "", 0
	for i, c := range r.Cells {
		if c.Text == "" {
			continue
		}
		if filled++; filled == 1 {
			first = c.Text
		}
		if i < len(titles) && titles[i] != "" && (place.Fold(c.Text) == place.Fold(titles[i]) || strings.HasSuffix(place.Fold(titles[i]), " "+place.Fold(c.Text))) {
			same++
		}
	}
	switch {
	case filled == 0:
		return SkipBlank
	case r.Hidden && !hidden:
		return SkipHidden
	case filled >= 2 && same == filled, filled > 4 && same*5 >= filled*4:
		return SkipRepeated
	case totals:
		return ""
	case isTotal(first):
		return SkipTotal
	case filled == 1 && len(titles) > 2 && isNote(first):
		return SkipNote
	}
	return ""
}

func isTotal(s string) bool {
	f := place.Fold(s)
	if slices.Contains([]string{"total", "totaux", "total general", "grand total", "sous total", "subtotal", "somme", "sum", "totals", "sommes"}, f) {
		return true
	}
	rest, ok := strings.CutPrefix(f, "total ")
	if !ok {
		rest, ok = strings.CutPrefix(f, "sous total ")
	}
	return ok && (year.MatchString(rest) || strings.HasPrefix(rest, "pour ") || strings.HasPrefix(rest, "de l ") || strings.HasPrefix(rest, "des ") || strings.HasPrefix(rest, "for "))
}

func isNote(s string) bool {
	f := place.Fold(s)
	for _, w := range []string{"source", "sources", "note", "notes", "nota", "nb", "mise a jour", "mis a jour", "last updated", "updated", "legende", "legend", "imprime", "printed", "page"} {
		if f == w || strings.HasPrefix(f, w+" ") {
			return true
		}
	}
	return strings.HasPrefix(s, "*") || strings.HasPrefix(s, "©")
}

func (p *pass) finish(b *Book) {
	s := p.shape
	wide := max(len(p.columns), len(p.titles))
	for len(p.titles) < wide {
		p.titles = append(p.titles, "")
	}
	used := func(i int) bool { return i < len(p.columns) && p.columns[i].filled > 0 }
	names := named(p.titles, used)
	for i, name := range names {
		if name == "" || !used(i) && p.titles[i] == "" {
			continue
		}
		if p.layout.hidden[i] && !s.Hidden {
			s.HiddenColumns = append(s.HiddenColumns, Letter(i))
			continue
		}
		c := &column{}
		if i < len(p.columns) {
			c = p.columns[i]
		}
		f, asks := c.found(i, p.choices, s.Rows)
		f.Title, f.Hidden = name, p.layout.hidden[i]
		s.Columns = append(s.Columns, f)
		s.Questions = append(s.Questions, asks...)
	}
	s.Questions = append(slices.Clone(b.Doubts), s.Questions...)
	for _, why := range []string{SkipAbove, SkipHidden, SkipTotal, SkipNote, SkipRepeated, SkipBlank} {
		if k := p.why[why]; k != nil {
			s.Skipped = append(s.Skipped, *k)
		}
	}
	for _, a := range p.layout.merges {
		if a.Bottom > a.Top && a.Top >= s.First && a.Left == a.Right {
			s.Down = append(s.Down, Block{Column: a.Left, Top: a.Top, Bottom: a.Bottom})
		}
	}
	slices.SortFunc(s.Down, func(a, b Block) int { return a.Top - b.Top })
}

// Data reads the rows of data of a shape, with a cell for each of its columns: days and numbers as the column has them.
func (b *Book) Data(s Shape) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		tab, err := b.Tab(s.Tab)
		if err != nil {
			yield(Row{}, err)
			return
		}
		titles := make([]string, 0, len(s.Columns))
		for _, c := range s.Columns {
			for len(titles) <= c.Index {
				titles = append(titles, "")
			}
			titles[c.Index] = c.Title
		}
		down := &downward{blocks: s.Down, held: map[int]Cell{}}
		for row, err := range b.Rows(tab) {
			if err != nil {
				yield(Row{}, err)
				return
			}
			if row.N < s.First || leave(row, titles, s.Totals, s.Hidden) != "" {
				continue
			}
			down.fill(&row)
			out := Row{N: row.N, Hidden: row.Hidden, Cells: make([]Cell, len(s.Columns))}
			for i, f := range s.Columns {
				if f.Index < len(row.Cells) {
					out.Cells[i] = f.read(row.Cells[f.Index])
				}
			}
			if !yield(out, nil) {
				return
			}
		}
	}
}

// downward gives each row of a block of merged cells the value that only its first row has.
type downward struct {
	blocks []Block
	next   int
	open   []Block
	held   map[int]Cell
}

func (d *downward) fill(r *Row) {
	for d.next < len(d.blocks) && d.blocks[d.next].Top <= r.N {
		d.open = append(d.open, d.blocks[d.next])
		d.next++
	}
	d.open = slices.DeleteFunc(d.open, func(b Block) bool { return b.Bottom < r.N })
	for _, b := range d.open {
		for len(r.Cells) <= b.Column {
			r.Cells = append(r.Cells, Cell{})
		}
		if r.Cells[b.Column].Text != "" {
			d.held[b.Column] = r.Cells[b.Column]
		} else if r.N > b.Top {
			r.Cells[b.Column] = d.held[b.Column]
		}
	}
}
