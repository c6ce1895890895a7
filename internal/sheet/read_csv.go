package sheet

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
)

// plain is a file of text.
type plain struct {
	r         io.ReaderAt
	size      int64
	encoding  string
	separator rune
	limits    Limits
}

func openCSV(r io.ReaderAt, size int64, o Options) (*Book, error) {
	b := &Book{Format: FormatCSV, Tabs: []Tab{{Name: ""}}, limits: o.Limits}
	b.Encoding = o.Encoding
	if b.Encoding == "" {
		name, sure, err := detectEncoding(io.NewSectionReader(r, 0, size))
		if err != nil {
			return nil, err
		}
		b.Encoding = name
		if !sure {
			b.Doubts = append(b.Doubts, Question{Code: AskEncoding, Column: -1, Options: []string{Windows, Mac}})
		}
	}
	p := &plain{r: r, size: size, encoding: b.Encoding, limits: o.Limits}
	text, err := p.text()
	if err != nil {
		return nil, err
	}
	const enough = 1 << 17
	sample, err := io.ReadAll(io.LimitReader(text, enough))
	if err != nil {
		return nil, refuse("sheet_not_a_table")
	}
	if strings.Count(string(sample), "\x00") > 0 {
		return nil, refuse("sheet_not_a_table")
	}
	b.LineEnd = lineEnd(p)
	b.Separator = o.Separator
	if b.Separator == "" {
		if first, _, ok := strings.Cut(string(sample), "\n"); ok && strings.HasPrefix(strings.ToLower(first), "sep=") && len(first) == 5 {
			b.Separator = first[4:] // as Excel writes and reads it
		} else {
			sep, sure := guessSeparator(string(sample))
			b.Separator = sep
			if !sure {
				b.Doubts = append(b.Doubts, Question{Code: AskSeparator, Column: -1, Options: Separators()})
			}
		}
	}
	if len(b.Separator) != 1 {
		return nil, refuse("sheet_no_such_separator", "value", b.Separator)
	}
	p.separator = rune(b.Separator[0])
	b.source = p
	return b, nil
}

// text reads the file as UTF-8 with every line end as \n.
func (p *plain) text() (io.Reader, error) {
	d, err := decoded(io.NewSectionReader(p.r, 0, p.size), p.encoding)
	if err != nil {
		return nil, err
	}
	return &lines{r: bufio.NewReaderSize(d, 1<<16)}, nil
}

// lines makes one line end of CR, LF and CRLF, as classic Macs, Unix and Windows write it, mixed ones too.
type lines struct {
	r  io.Reader
	cr bool // the byte before was one
}

func (l *lines) Read(b []byte) (int, error) {
	for {
		n, err := l.r.Read(b)
		out := 0
		for _, c := range b[:n] {
			switch {
			case c == '\n' && l.cr:
				l.cr = false
				continue
			case c == '\r':
				l.cr = true
				c = '\n'
			default:
				l.cr = false
			}
			b[out] = c
			out++
		}
		if out > 0 || err != nil {
			return out, err
		}
	}
}

func lineEnd(p *plain) string {
	d, err := decoded(io.NewSectionReader(p.r, 0, p.size), p.encoding)
	if err != nil {
		return ""
	}
	sample, err := io.ReadAll(io.LimitReader(d, 1<<16))
	switch s := string(sample); {
	case err != nil:
		return ""
	case strings.Contains(s, "\r\n"):
		return "crlf"
	case strings.Contains(s, "\n"):
		return "lf"
	case strings.Contains(s, "\r"):
		return "cr"
	}
	return ""
}

func (p *plain) rows(_ int, each func(Row) error) (layout, error) {
	text, err := p.text()
	if err != nil {
		return layout{}, err
	}
	r := csv.NewReader(text)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = p.separator, true, -1, true
	n, below := 0, 1 // the rows so far, and the line where the next begins
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return layout{}, nil
		}
		if err != nil {
			return layout{}, refuse("sheet_broken_line", "line", strconv.Itoa(below))
		}
		if n == 0 && len(cells) <= 2 && strings.HasPrefix(strings.ToLower(cells[0]), "sep=") {
			n, below = 1, 2
			continue
		}
		line, _ := r.FieldPos(0)
		n += line - below + 1 // blank lines are rows too, though this reader leaves them out
		below = line + 1
		row := Row{N: n, Cells: make([]Cell, len(cells))}
		if len(cells) > p.limits.Columns {
			return layout{}, refuse("sheet_too_wide", "limit", strconv.Itoa(p.limits.Columns), "row", strconv.Itoa(n))
		}
		for i, c := range cells {
			if len(c) > p.limits.Cell {
				return layout{}, refuse("sheet_open_quote", "row", strconv.Itoa(n))
			}
			below += strings.Count(c, "\n")
			row.Cells[i] = Text(clean(strings.ToValidUTF8(Bare(c), "\ufffd")))
		}
		if n > p.limits.Rows {
			return layout{}, refuse("sheet_too_long", "limit", strconv.Itoa(p.limits.Rows))
		}
		if err := each(row); err != nil {
			return layout{}, err
		}
	}
}

// clean takes out what no cell means to hold: zero bytes and white space around.
func clean(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\x00", ""))
}
