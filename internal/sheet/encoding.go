package sheet

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encodings that are found out or may be asked for.
const (
	UTF8    = "utf-8"
	UTF16LE = "utf-16le"
	UTF16BE = "utf-16be"
	Windows = "windows-1252"
	Mac     = "macintosh"
)

// Encodings lists them, the likeliest first.
func Encodings() []string { return []string{UTF8, Windows, Mac, UTF16LE, UTF16BE} }

func encodingOf(name string) (encoding.Encoding, bool) {
	switch name {
	case UTF8:
		return unicode.UTF8BOM, true
	case UTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), true
	case UTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), true
	case Windows:
		return charmap.Windows1252, true
	case Mac:
		return charmap.Macintosh, true
	}
	return nil, false
}

// detectEncoding reads the whole file once: one byte far down may be what tells. sure is false where two encodings make
// sense of it.
func detectEncoding(r io.Reader) (name string, sure bool, err error) {
	var s signs
	buf := make([]byte, 1<<16)
	for {
		n, err := r.Read(buf)
		s.look(buf[:n])
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", false, err
		}
	}
	name, sure = s.verdict()
	return name, sure, nil
}

// signs is what the bytes of a file say of its encoding.
type signs struct {
	n        int64
	bom      string
	zeroEven int
	zeroOdd  int
	notUTF8  bool
	rest     []byte // of a letter cut between two reads
	high     [256]int
}

func (s *signs) look(b []byte) {
	if s.n == 0 {
		switch {
		case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
			s.bom = UTF8
		case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
			s.bom = UTF16LE
		case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
			s.bom = UTF16BE
		}
	}
	for i, c := range b {
		if c == 0 {
			if (s.n+int64(i))%2 == 0 {
				s.zeroEven++
			} else {
				s.zeroOdd++
			}
		}
		if c >= 0x80 {
			s.high[c]++
		}
	}
	s.n += int64(len(b))
	if s.notUTF8 {
		return
	}
	b = append(s.rest, b...)
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		if !utf8.FullRune(b) {
			break
		}
		c, size := utf8.DecodeRune(b)
		if c == utf8.RuneError && size == 1 {
			s.notUTF8 = true
			return
		}
		b = b[size:]
	}
	s.rest = bytes.Clone(b)
}

func (s *signs) verdict() (string, bool) {
	switch {
	case s.bom != "":
		return s.bom, true
	case s.n > 3 && int64(s.zeroOdd) > s.n/5:
		return UTF16LE, true
	case s.n > 3 && int64(s.zeroEven) > s.n/5:
		return UTF16BE, true
	case !s.notUTF8 && len(s.rest) == 0:
		return UTF8, true
	}
	win, mac := s.sense(charmap.Windows1252), s.sense(charmap.Macintosh)
	switch {
	case win == mac:
		return Windows, false
	case win > mac:
		return Windows, win >= 2*mac
	}
	return Mac, mac >= 2*win
}

// usual are the characters beyond ASCII that French, English and the names of our partners are written with.
const (
	usual = "éèàêçôîâùûëïœ’«»\u00a0ÉÀ"
	known = usual + "ÈÊÇÔÎÂÙÛËÏŒüöäñóáíúãõßåøæ–—…“”‘€°²½ºªÜÖÄÑÓÁÍÚÅØÆìòý"
)

// sense tells how much of what is not ASCII would be usual characters.
func (s *signs) sense(m *charmap.Charmap) int {
	score := 0
	for b := 0x80; b < 0x100; b++ {
		n := s.high[b]
		if n == 0 {
			continue
		}
		switch c := m.DecodeByte(byte(b)); {
		case strings.ContainsRune(usual, c):
			score += 4 * n
		case strings.ContainsRune(known, c):
			score += 2 * n
		default:
			score -= 4 * n
		}
	}
	return max(score, 0)
}

// decoded reads text of an encoding as UTF-8.
func decoded(r io.Reader, name string) (io.Reader, error) {
	e, ok := encodingOf(name)
	if !ok {
		return nil, refuse("sheet_no_such_encoding", "value", name)
	}
	return transform.NewReader(r, e.NewDecoder()), nil
}

func megabytes(n int64) string { return strconv.FormatInt(n>>20, 10) }
