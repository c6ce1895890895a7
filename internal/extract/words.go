package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Rules numbers how words are taken out of files: raise it when they are taken out otherwise, or out of other sorts.
const Rules = 2

// MostText is how much of a file's text is kept, in bytes: some hundred and fifty pages.
const MostText = 400_000

// What may become of a file whose words are asked for.
var (
	ErrNoWords = errors.New("files of this sort hold no words that are read")
	ErrBroken  = errors.New("the file cannot be read")
)

// Words takes the words out of a file, as one text with a line for each line or paragraph: of PDF, of documents of word
// processors, of plain text. It fails with ErrNoWords for other sorts, with ErrBroken for a file that is damaged or protected by
// a password, and with the reason of ctx when it took too long. Whatever the file holds, it does not panic; but how much memory
// a hostile one takes is only bounded by InChild.
func Words(ctx context.Context, data []byte) (out string, err error) {
	defer func() {
		if x := recover(); x != nil {
			out, err = "", fmt.Errorf("%w: %v", ErrBroken, x)
		}
		if late := ctx.Err(); late != nil {
			out, err = "", late
		}
	}()
	t := &writer{ctx: ctx}
	switch {
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		err = pdfWords(t, data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		err = packageWords(t, data)
	case bytes.HasPrefix(data, []byte("\x89PNG")), bytes.HasPrefix(data, []byte("\xff\xd8\xff")), bytes.HasPrefix(data, []byte("RIFF")):
		err = ErrNoWords
	case plain(data):
		t.add(decoded(data))
	default:
		err = ErrNoWords
	}
	if err != nil {
		return "", err
	}
	return t.text(), nil
}

// decoded gives plain text, which is UTF-8 or, as older programs write it, Windows-1252.
func decoded(data []byte) string {
	data = data[:min(len(data), MostText)]
	for i := 0; i < utf8.UTFMax && !utf8.Valid(data) && len(data) > 0 && !utf8.RuneStart(data[len(data)-1]); i++ {
		data = data[:len(data)-1] // a letter that was cut in two
	}
	if n := len(data); n > 0 && !utf8.Valid(data) && utf8.Valid(data[:n-1]) {
		data = data[:n-1]
	}
	if utf8.Valid(data) {
		return string(data)
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return ""
	}
	return string(out)
}

// packageWords reads a package of parts: the body of a document of a word processor, with its notes, headers and footers.
func packageWords(t *writer, data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	left := int64(mostUnpacked)
	switch {
	case holds(data, "word/document.xml"):
		return wordDocument(t, z, &left)
	case bytes.Contains(data[:min(len(data), 200)], []byte("application/vnd.oasis.opendocument.text")):
		return openDocument(t, z, &left)
	}
	return ErrNoWords
}

// writer gathers a text. It leaves out what is no letter, figure or sign, brings together words that were parted at the end of
// a line, and stops when there is enough, or when time is up.
type writer struct {
	ctx context.Context //nolint:containedctx // lives as long as the one call that it serves
	b   []byte
}

// full tells whether to stop.
func (t *writer) full() bool { return len(t.b) >= MostText || t.ctx.Err() != nil }

func (t *writer) add(s string) {
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			t.line()
		case unicode.IsSpace(r):
			t.space()
		case r == '\u2010': // the hyphen of a word cut at the end of a line, as browsers paint it
			if t.last() == ' ' {
				t.b = t.b[:len(t.b)-1]
			}
			t.b = append(t.b, '-')
		case r >= '\ufb00' && r <= '\ufb06':
			t.b = append(t.b, norm.NFKD.String(string(r))...) // letters that a printer had in one piece
		case r == utf8.RuneError, r == '\u00ad', r == '\ufeff', unicode.IsControl(r), unicode.Is(unicode.Co, r):
		default:
			t.b = utf8.AppendRune(t.b, r)
		}
	}
}

func (t *writer) last() byte {
	if len(t.b) == 0 {
		return '\n'
	}
	return t.b[len(t.b)-1]
}

func (t *writer) space() {
	if c := t.last(); c != ' ' && c != '\n' {
		t.b = append(t.b, ' ')
	}
}

func (t *writer) line() {
	if t.last() == ' ' {
		t.b = t.b[:len(t.b)-1]
	}
	if t.last() != '\n' {
		t.b = append(t.b, '\n')
	}
}

// wrap ends a line of a page, where a word may go on after a hyphen.
func (t *writer) wrap() {
	if t.last() == ' ' {
		t.b = t.b[:len(t.b)-1]
	}
	if n := len(t.b); n > 1 && t.b[n-1] == '-' {
		if r, _ := utf8.DecodeLastRune(t.b[:n-1]); unicode.IsLower(r) {
			t.b = append(t.b, hyphened)
			return
		}
	}
	t.line()
}

// hyphened stands, until all is gathered, for the end of a line after a hyphen.
const hyphened = 0

// text is all of it, cut between two words.
func (t *writer) text() string {
	var out strings.Builder
	rest := string(t.b)
	for {
		before, after, found := strings.Cut(rest, "-\x00")
		out.WriteString(before)
		if !found {
			break
		}
		if r, _ := utf8.DecodeRuneInString(after); !unicode.IsLower(r) {
			out.WriteString("-\n")
		}
		rest = after
	}
	s := strings.TrimSpace(out.String())
	if len(s) > MostText {
		s = strings.ToValidUTF8(s[:MostText], "")
		if i := strings.LastIndexAny(s, " \n"); i > 0 {
			s = s[:i]
		}
	}
	return s
}
