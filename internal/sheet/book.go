package sheet

import (
	"bytes"
	"io"
	"iter"

	"entente/internal/record"
)

// Formats that are read.
const (
	FormatCSV  = "csv"
	FormatXLSX = "xlsx"
)

// Limits bound what a file may ask of the machine; whoever sends one is not trusted.
type Limits struct {
	File     int64 // bytes of the file
	Unpacked int64 // bytes of what it unpacks to, all parts together
	Words    int64 // bytes of the texts that cells share, which are held in memory
	Rows     int
	Columns  int
	Cell     int // bytes of one cell
}

// DefaultLimits let through what offices have, a hundred times over.
func DefaultLimits() Limits {
	return Limits{File: 100 << 20, Unpacked: 1 << 30, Words: 256 << 20, Rows: 1_048_576, Columns: 600, Cell: 200_000}
}

// Options say how to read a file where the reader knows better than the file tells.
type Options struct {
	Encoding  string // one of Encodings; "" to find out
	Separator string // one of Separators; "" to find out
	Limits    Limits // the zero value for DefaultLimits
}

// Tab is one sheet of a book.
type Tab struct {
	Name   string `json:"name"`
	Hidden bool   `json:"hidden,omitzero"`
}

// Book is a file that was opened, and what it turned out to be.
type Book struct {
	Format    string `json:"format"`
	Tabs      []Tab  `json:"tabs"`
	Encoding  string `json:"encoding,omitzero"`
	Separator string `json:"separator,omitzero"`
	LineEnd   string `json:"line_end,omitzero"` // "crlf", "lf", "cr"
	Epoch1904 bool   `json:"epoch_1904,omitzero"`
	// Doubts are questions about the whole file.
	Doubts []Question `json:"doubts,omitempty"`
	// Left names what the file holds and nothing reads: "comments", "properties", "macros", "hidden_tabs", "pictures".
	Left []string `json:"left,omitempty"`

	limits Limits
	source source
}

// Row is a row as it stands in the file, numbered as spreadsheets do.
type Row struct {
	N      int
	Hidden bool
	Cells  []Cell
}

// source gives the rows of a sheet.
type source interface {
	rows(tab int, each func(Row) error) (layout, error)
}

// layout is what a sheet says besides its rows.
type layout struct {
	merges []area
	hidden map[int]bool // columns
}

// area is a block of merged cells; columns count from 0, rows from 1.
type area struct {
	Top, Bottom, Left, Right int
}

// Open finds out what a file is. The bytes must stay readable for as long as the book is used.
func Open(r io.ReaderAt, size int64, o Options) (*Book, error) {
	if o.Limits == (Limits{}) {
		o.Limits = DefaultLimits()
	}
	if size > o.Limits.File {
		return nil, refuse("sheet_too_big", "limit", megabytes(o.Limits.File))
	}
	head := make([]byte, 512)
	n, err := r.ReadAt(head, 0)
	if err != nil && n == 0 && size > 0 {
		return nil, err
	}
	head = head[:n]
	switch {
	case len(bytes.TrimSpace(head)) == 0:
		return nil, refuse("sheet_empty")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return openXLSX(r, size, o)
	case bytes.HasPrefix(head, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return nil, refuse("sheet_old_excel") // also what protects a workbook with a password
	case bytes.HasPrefix(head, []byte("%PDF")), bytes.HasPrefix(head, []byte("\x89PNG")), bytes.HasPrefix(head, []byte("\xff\xd8\xff")),
		bytes.HasPrefix(head, []byte("{\\rtf")), bytes.HasPrefix(head, []byte("\x1f\x8b")), bytes.HasPrefix(head, []byte("Rar!")):
		return nil, refuse("sheet_not_a_table")
	}
	return openCSV(r, size, o)
}

// stop ends a pass over rows before their end.
type stop struct{}

func (stop) Error() string { return "enough" }

// Rows reads the rows of a sheet one at a time, as they stand.
func (b *Book) Rows(tab int) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		_, err := b.source.rows(tab, func(r Row) error {
			if !yield(r, nil) {
				return stop{}
			}
			return nil
		})
		if err != nil && err != error(stop{}) { //nolint:errorlint // the very value that was given
			yield(Row{}, err)
		}
	}
}

// Tab finds a sheet by its name; "" is the first that is not hidden.
func (b *Book) Tab(name string) (int, error) {
	for i, t := range b.Tabs {
		if name == "" && !t.Hidden || name != "" && t.Name == name {
			return i, nil
		}
	}
	if name == "" && len(b.Tabs) > 0 {
		return 0, nil
	}
	return 0, refuse("sheet_no_such_tab", "value", name)
}

// refuse makes the error of a file that cannot be read, with the reason as a code.
func refuse(code string, args ...string) *record.Error {
	p := record.Problem{Field: "file", Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		if p.Args == nil {
			p.Args = map[string]string{}
		}
		p.Args[args[i]] = args[i+1]
	}
	return &record.Error{Kind: record.Invalid, Msg: "the file cannot be read", Problems: []record.Problem{p}}
}
