package sheet

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"entente/internal/record"
)

// What a sheet of Excel holds at most.
const (
	maxRows  = 1_048_576
	maxChars = 32_767
)

// WriteXLSX writes a table as a workbook of one sheet: days and numbers as such, a head that stays in view. Rows beyond a
// few thousand wait in a temporary file, so that memory does not grow with the table.
func WriteXLSX(w io.Writer, t Table) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	sheet := sheetName(t.Name)
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	s, err := newStyles(f)
	if err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	if err := s.head(out, t.Columns); err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	row := 1
	for cells, err := range t.Rows {
		if err != nil {
			return err
		}
		row++
		if row > maxRows {
			return record.Errorf(record.Invalid, "a sheet of Excel holds %d rows: narrow the list, or take CSV", maxRows-1)
		}
		values := make([]any, len(cells))
		for i, c := range cells {
			if utf8.RuneCountInString(c.Text) > maxChars {
				return record.Errorf(record.Invalid, "row %d, %s: a cell of Excel holds %d characters: take CSV", row, t.Columns[i].Title, maxChars)
			}
			values[i] = s.value(c, t.Columns[i])
		}
		if err := out.SetRow("A"+strconv.Itoa(row), values); err != nil {
			return fmt.Errorf("write XLSX, row %d: %w", row, err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	if _, err := f.WriteTo(w); err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	return nil
}

type styles struct{ title, day, wrapped int }

func newStyles(f *excelize.File) (s styles, err error) {
	iso := "yyyy-mm-dd"
	for _, x := range []struct {
		id    *int
		style excelize.Style
	}{
		{&s.title, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EDF2"}}}},
		{&s.day, excelize.Style{CustomNumFmt: &iso}},
		{&s.wrapped, excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
	} {
		if *x.id, err = f.NewStyle(&x.style); err != nil {
			return s, err
		}
	}
	return s, nil
}

// head writes the titles, and the widths that have to come before any row.
func (s styles) head(out *excelize.StreamWriter, columns []Column) error {
	values := make([]any, len(columns))
	for i, c := range columns {
		const narrow, wide = 18, 48
		width := float64(narrow)
		if c.Wide {
			width = wide
		}
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
		values[i] = excelize.Cell{StyleID: s.title, Value: c.Title}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return out.SetRow("A1", values)
}

// value is a cell as the workbook keeps it. Texts are kept as texts: whatever they begin with, none is run as a formula.
func (s styles) value(c Cell, col Column) any {
	switch {
	case c.Number != "":
		if n, err := strconv.ParseFloat(string(c.Number), 64); err == nil {
			return n
		}
	case c.Day != "":
		// Excel counts days from 1900 and takes that year for a leap year: what is older stays a text.
		if d, err := time.Parse(time.DateOnly, c.Day); err == nil && d.Year() > 1900 {
			return excelize.Cell{StyleID: s.day, Value: d}
		}
	case c.Text == "":
		return nil
	case col.Wide:
		return excelize.Cell{StyleID: s.wrapped, Value: c.Text}
	}
	return c.Text
}

// sheetName keeps what Excel takes as the name of a sheet.
func sheetName(name string) string {
	name = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return '-'
		}
		return r
	}, name), "' ")
	const longest = 31
	if r := []rune(name); len(r) > longest {
		name = string(r[:longest])
	}
	if name == "" {
		return "1"
	}
	return name
}
