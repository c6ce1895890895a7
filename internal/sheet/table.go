package sheet

import (
	"iter"
	"strings"

	"entente/internal/record"
)

// Table is what every writer takes: columns in the order shown, and rows that come one at a time, so that a long table is
// never held whole. A row that cannot be read ends the table with its error.
type Table struct {
	Name    string // of the sheet, as people read it
	Columns []Column
	Rows    iter.Seq2[[]Cell, error]
}

// Column is one column of a table.
type Column struct {
	Key   string // in JSON, and for whoever reads the file back
	Title string // as people read it
	Wide  bool   // holds sentences rather than a word or two
}

// Cell is one value. Text is what people read; the others say what it is, where it is more than text.
type Cell struct {
	Text   string
	Number record.Decimal // "" when the cell is no number
	Day    string         // "2024-05-13", "" when the cell is no single day
	List   []string       // the elements of a list, in JSON; Text holds them joined
}

// Text makes a cell of plain text.
func Text(s string) Cell { return Cell{Text: s} }

// Number makes a cell of a number that spreadsheets add.
func Number(d record.Decimal) Cell { return Cell{Text: string(d), Number: d} }

// Date makes a cell of a date: a day as spreadsheets know it where the day is known, else its text.
func Date(d record.Date) Cell {
	c := Cell{Text: string(d)}
	if _, _, interval := d.Parts(); !interval && d.Precision() == record.PrecisionDay {
		c.Day = string(d)
	}
	return c
}

// List makes a cell of several values.
func List(values []string) Cell { return Cell{Text: strings.Join(values, separator), List: values} }

// separator stands between the values of a list in one cell.
const separator = "; "

// Safe keeps a spreadsheet from taking a text for a formula when it opens a file of plain text: it puts an apostrophe
// before what begins like one. What stands for itself with an apostrophe gets another, so that Bare gives back every text.
func Safe(s string) string {
	if formula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// Bare takes off the apostrophe that Safe put.
func Bare(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

// formula tells whether programs would read s as a formula or a command (OWASP, CSV injection).
func formula(s string) bool {
	return s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(s)[0])
}
