package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// maxMerges is how many blocks of merged cells a sheet may have.
const maxMerges = 100_000

// rows streams a sheet. Cells hold what formulas last gave, never the formulas.
func (w *workbook) rows(tab int, each func(Row) error) (layout, error) {
	out := layout{hidden: map[int]bool{}}
	if tab < 0 || tab >= len(w.tabs) {
		return out, refuse("sheet_no_such_tab", "value", strconv.Itoa(tab))
	}
	last := 0
	err := w.each(w.tabs[tab], func(d *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "col":
			if yes(attr(e, "hidden")) {
				from, err1 := strconv.Atoi(attr(e, "min"))
				to, err2 := strconv.Atoi(attr(e, "max"))
				for i := from; err1 == nil && err2 == nil && i >= 1 && i <= min(to, w.limits.Columns); i++ {
					out.hidden[i-1] = true
				}
			}
		case "mergeCell":
			if a, ok := areaOf(attr(e, "ref")); ok && len(out.merges) < maxMerges {
				out.merges = append(out.merges, a)
			}
		case "row":
			n := last + 1
			if r, err := strconv.Atoi(attr(e, "r")); err == nil && r > last {
				n = r
			}
			last = n
			if n > w.limits.Rows {
				return refuse("sheet_too_long", "limit", strconv.Itoa(w.limits.Rows))
			}
			cells, err := w.cells(d, n)
			if err != nil {
				return err
			}
			return each(Row{N: n, Hidden: yes(attr(e, "hidden")), Cells: cells})
		}
		return nil
	})
	return out, broken(err)
}

// cells reads the cells of a row, up to its end.
func (w *workbook) cells(d *xml.Decoder, row int) ([]Cell, error) {
	var out []Cell
	next := 0
	for {
		t, err := d.RawToken()
		if err != nil {
			return nil, unexpected(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				return out, nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			at := next
			if c, _, ok := reference(attr(t, "r")); ok {
				at = c
			}
			next = at + 1
			cell, err := w.cell(d, t)
			if err != nil {
				return nil, err
			}
			if cell.Text == "" {
				continue
			}
			if at >= w.limits.Columns {
				return nil, refuse("sheet_too_wide", "limit", strconv.Itoa(w.limits.Columns), "row", strconv.Itoa(row))
			}
			for len(out) <= at {
				out = append(out, Cell{})
			}
			out[at] = cell
		}
	}
}

// cell reads one cell, up to its end.
func (w *workbook) cell(d *xml.Decoder, start xml.StartElement) (Cell, error) {
	kind, style := attr(start, "t"), -1
	if s := attr(start, "s"); s != "" {
		if n, err := strconv.Atoi(s); err == nil {
			style = n
		}
	}
	var b strings.Builder
	in, inline := false, ""
	for {
		t, err := d.RawToken()
		if err != nil {
			return Cell{}, unexpected(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				in = true
			case "is":
				if inline, err = runs(d, "is", w.limits.Cell); err != nil {
					return Cell{}, unexpected(err)
				}
			}
		case xml.CharData:
			if in {
				b.Write(t)
			}
			if b.Len() > w.limits.Cell {
				return Cell{}, refuse("sheet_cell_too_long")
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "v":
				in = false
			case "c":
				return w.value(kind, b.String(), inline, style), nil
			}
		}
	}
}

func (w *workbook) value(kind, raw, inline string, style int) Cell {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(raw); err == nil && i >= 0 && i < len(w.words) {
			return Text(w.words[i])
		}
		return Cell{}
	case "inlineStr":
		return Text(inline)
	case "str":
		return Text(unescape(raw))
	case "b":
		if raw == "1" {
			return Text("TRUE")
		}
		return Text("FALSE")
	case "e":
		return Text(clean(raw)) // #REF!, #N/A: what reads the column refuses it
	case "d":
		day, _, _ := strings.Cut(raw, "T")
		return Cell{Text: day, Day: day}
	}
	if raw == "" {
		return Cell{}
	}
	return w.number(raw, style)
}

// IsError tells whether a text is what a spreadsheet shows for a formula that fails.
func IsError(s string) bool {
	switch s {
	case "#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#NOM?", "#VALEUR!", "#NOMBRE!":
		return true
	}
	return false
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// reference reads "BC12" as column 54 (from 0) and row 12.
func reference(s string) (column, row int, ok bool) {
	i := 0
	for i < len(s) && i < 4 && s[i] >= 'A' && s[i] <= 'Z' {
		column = column*26 + int(s[i]-'A') + 1
		i++
	}
	row, err := strconv.Atoi(s[i:])
	return column - 1, row, i > 0 && err == nil && row > 0
}

func areaOf(ref string) (area, bool) {
	from, to, ok := strings.Cut(ref, ":")
	left, top, ok1 := reference(from)
	right, bottom, ok2 := reference(to)
	return area{Top: top, Bottom: bottom, Left: left, Right: right}, ok && ok1 && ok2 && top <= bottom && left <= right
}

// Letter names a column as spreadsheets do: 0 is A, 27 is AB.
func Letter(column int) string {
	s := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}
