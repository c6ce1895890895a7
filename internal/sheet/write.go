package sheet

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// CSV says how a table is written as plain text.
type CSV struct {
	Separator rune // ';' where Excel has a decimal comma, ',' elsewhere
	Decimal   rune // ',' or '.'
}

// FrenchCSV is what Excel opens without a question in French Canada; EnglishCSV, in English.
func FrenchCSV() CSV { return CSV{Separator: ';', Decimal: ','} }

// EnglishCSV has commas between values and points in numbers.
func EnglishCSV() CSV { return CSV{Separator: ',', Decimal: '.'} }

// bom tells Excel that the text is UTF-8.
const bom = "\ufeff"

// WriteCSV writes a table as UTF-8 text with a byte-order mark and the line ends of RFC 4180.
func WriteCSV(w io.Writer, t Table, form CSV) error {
	if _, err := io.WriteString(w, bom); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = form.Separator, true
	line := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		line[i] = Safe(c.Title)
	}
	if err := out.Write(line); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	for cells, err := range t.Rows {
		if err != nil {
			return err
		}
		for i, c := range cells {
			line[i] = form.text(c)
		}
		if err := out.Write(line[:len(cells)]); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func (f CSV) text(c Cell) string {
	if c.Number == "" {
		return Safe(c.Text)
	}
	if f.Decimal == ',' {
		return strings.Replace(string(c.Number), ".", ",", 1)
	}
	return string(c.Number)
}

// WriteJSON writes a table as an array of objects, one to a line: numbers as numbers, lists as arrays, all else as texts.
func WriteJSON(w io.Writer, t Table) error {
	b := bufio.NewWriter(w)
	next := "[\n" // what stands before the next row
	for cells, err := range t.Rows {
		if err != nil {
			return err
		}
		line, err := object(t.Columns, cells)
		if err != nil {
			return fmt.Errorf("write JSON: %w", err)
		}
		if _, err := b.WriteString(next + line); err != nil {
			return fmt.Errorf("write JSON: %w", err)
		}
		next = ",\n"
	}
	end := "\n]\n"
	if next == "[\n" {
		end = "[]\n"
	}
	if _, err := b.WriteString(end); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// object writes one row with its columns in their order, those without a value left out.
func object(columns []Column, cells []Cell) (string, error) {
	var b strings.Builder
	b.WriteByte('{')
	for i, c := range cells {
		var value any = c.Text
		switch {
		case c.Number != "":
			value = json.RawMessage(c.Number)
		case c.List != nil:
			value = c.List
		case c.Text == "":
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(columns[i].Key)
		if err != nil {
			return "", err
		}
		v, err := json.Marshal(value)
		if err != nil {
			return "", err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(v)
	}
	b.WriteByte('}')
	return b.String(), nil
}
