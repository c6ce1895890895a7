package sheet

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// Blank is a table to be filled in: titles with what belongs below each of them.
type Blank struct {
	Name    string // of the sheet
	Note    string // to whoever fills it in
	Help    string // name of the sheet that explains the columns
	Lists   string // name of the sheet of choices
	Heads   [3]string
	Columns []BlankColumn
}

// BlankColumn is one column to be filled in.
type BlankColumn struct {
	Title   string
	Says    string
	Needed  string // "yes" in the reader's words, "" where it may stay empty
	Choices []string
	Wide    bool
}

// WriteBlankCSV writes the note on a line of its own, and the titles.
func WriteBlankCSV(w io.Writer, b Blank, form CSV) error {
	t := Table{Columns: []Column{{Title: b.Note}}, Rows: func(yield func([]Cell, error) bool) {
		cells := make([]Cell, len(b.Columns))
		for i, c := range b.Columns {
			cells[i] = Text(c.Title)
		}
		yield(cells, nil)
	}}
	for range b.Columns[1:] {
		t.Columns = append(t.Columns, Column{})
	}
	return WriteCSV(w, t, form)
}

// blankRows is how many rows of a blank offer the choices of their columns.
const blankRows = 2000

// WriteBlankXLSX writes the titles on one sheet, what they mean on another, and has cells offer the choices that they have.
func WriteBlankXLSX(w io.Writer, b Blank) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	fail := func(err error) error { return fmt.Errorf("write a blank XLSX: %w", err) }
	name, help, lists := sheetName(b.Name), sheetName(b.Help), sheetName(b.Lists)
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return fail(err)
	}
	for _, s := range []string{help, lists} {
		if _, err := f.NewSheet(s); err != nil {
			return fail(err)
		}
	}
	s, err := newStyles(f)
	if err != nil {
		return fail(err)
	}
	row := func(in string, n int, values ...any) error {
		return f.SetSheetRow(in, "A"+strconv.Itoa(n), &values)
	}
	if err := errors.Join(row(help, 1, b.Note), row(help, 3, b.Heads[0], b.Heads[1], b.Heads[2])); err != nil {
		return fail(err)
	}
	listed := 0
	for i, c := range b.Columns {
		at := Letter(i)
		width := 20.0
		if c.Wide {
			width = 44
		}
		if err := errors.Join(f.SetCellStr(name, at+"1", c.Title), f.SetColWidth(name, at, at, width), row(help, i+4, c.Title, c.Says, c.Needed)); err != nil {
			return fail(err)
		}
		if len(c.Choices) == 0 {
			continue
		}
		list := Letter(listed)
		listed++
		for j, choice := range append([]string{c.Title}, c.Choices...) {
			if err := f.SetCellStr(lists, list+strconv.Itoa(j+1), choice); err != nil {
				return fail(err)
			}
		}
		v := excelize.NewDataValidation(true)
		v.Sqref = fmt.Sprintf("%s2:%s%d", at, at, blankRows)
		v.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$2:$%s$%d", lists, list, list, len(c.Choices)+1))
		v.ShowErrorMessage = false // what is not on the list is asked about when it comes in
		if err := f.AddDataValidation(name, v); err != nil {
			return fail(err)
		}
	}
	last := Letter(len(b.Columns) - 1)
	err = errors.Join(
		f.SetCellStyle(name, "A1", last+"1", s.title), f.SetCellStyle(help, "A3", "C3", s.title),
		f.SetColWidth(help, "A", "A", 34), f.SetColWidth(help, "B", "B", 80),
		f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
	)
	if listed > 0 {
		err = errors.Join(err, f.SetCellStyle(lists, "A1", Letter(listed-1)+"1", s.title))
	} else {
		err = errors.Join(err, f.DeleteSheet(lists))
	}
	if err != nil {
		return fail(err)
	}
	if _, err := f.WriteTo(w); err != nil {
		return fail(err)
	}
	return nil
}
