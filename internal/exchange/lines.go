package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"entente/internal/record"
)

// maxLine is the longest line read: a document's bytes travel in one, as base64.
const maxLine = 512 << 20

// ReadLines reads a JSONL file item by item; name is what errors call it.
func ReadLines(name string, r io.Reader) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		br := bufio.NewReaderSize(r, 1<<20)
		for n := 1; ; n++ {
			where := fmt.Sprintf("%s:%d", name, n)
			line, err := readLine(br)
			if err != nil && !errors.Is(err, io.EOF) {
				yield(Item{}, fmt.Errorf("%s: %w", where, err))
				return
			}
			done := errors.Is(err, io.EOF)
			if line = bytes.TrimSpace(line); len(line) > 0 {
				item, err := readItem(line)
				item.Where = where
				if !yield(item, annotate(where, err)) {
					return
				}
			}
			if done {
				return
			}
		}
	}
}

func readLine(br *bufio.Reader) ([]byte, error) {
	var out []byte
	for {
		part, err := br.ReadSlice('\n')
		out = append(out, part...)
		if len(out) > maxLine {
			return nil, record.Errorf(record.Invalid, "a line of over %d bytes", maxLine)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return out, err
		}
	}
}

func annotate(where string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", where, err)
}

func readItem(line []byte) (Item, error) {
	kind, _, err := record.Peek(line)
	if err != nil {
		return Item{}, record.Errorf(record.Invalid, "not a line of JSON: %v", err)
	}
	var item Item
	switch kind {
	case "revision":
		item.Revision = &Revision{}
		err = strict(line, item.Revision)
	case "personal":
		item.Personal = &Personal{}
		err = strict(line, item.Personal)
	case "comment":
		item.Comment = &Comment{}
		err = strict(line, item.Comment)
	case "edition":
		item.Edition = &Edition{}
		err = strict(line, item.Edition)
	case "edition_file":
		item.Issued = &EditionFile{}
		err = strict(line, item.Issued)
	case "file":
		item.File = &File{}
		if err = strict(line, item.File); err == nil && Checksum(item.File.Data) != item.File.ID {
			err = record.Errorf(record.Invalid, "file %s: its bytes have another checksum", item.File.ID)
		}
	case "heads":
		item.Heads = &Heads{}
		err = strict(line, item.Heads)
	default:
		item.Record, err = record.Decode(line)
	}
	return item, err
}

func strict(line []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return record.Errorf(record.Invalid, "%v", err)
	}
	return nil
}

// Writer writes JSONL.
type Writer struct{ w *bufio.Writer }

// NewWriter writes to w; call Flush at the end.
func NewWriter(w io.Writer) *Writer { return &Writer{bufio.NewWriterSize(w, 1<<16)} }

// Raw writes a document that is already one line of JSON.
func (w *Writer) Raw(doc string) error {
	if _, err := w.w.WriteString(doc); err != nil {
		return err
	}
	return w.w.WriteByte('\n')
}

// Line writes v as one line.
func (w *Writer) Line(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.w.Write(b.Bytes())
	return err
}

// Flush writes what is still held back.
func (w *Writer) Flush() error { return w.w.Flush() }
