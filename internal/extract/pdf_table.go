package extract

import (
	"bytes"
	"encoding/hex"
	"io"
	"strings"
	"unicode/utf16"
)

const (
	mostTable = 4 << 20 // bytes of a table of texts
	mostTexts = 1 << 17 // codes that a table may explain
)

// readTexts reads the table of a font that says which text each code stands for: of its little program, the two operators that
// matter, with the strings and lists before them.
func readTexts(r io.Reader, into map[string]string) {
	data, err := io.ReadAll(io.LimitReader(r, mostTable))
	if err != nil && len(data) == 0 {
		return
	}
	put := func(b, text string) {
		if len(into) < mostTexts {
			into[b] = text
		}
	}
	var args [][]string // each a string, or a list of them
	inList := false
	for len(data) > 0 {
		switch c := data[0]; {
		case c == '<' && len(data) > 1 && data[1] == '<':
			data = data[2:]
		case c == '<':
			end := bytes.IndexByte(data, '>')
			if end < 0 {
				return
			}
			s := unhex(data[1:end])
			data = data[end+1:]
			if inList {
				args[len(args)-1] = append(args[len(args)-1], s)
			} else {
				args = append(args, []string{s})
			}
		case c == '[':
			args, inList, data = append(args, nil), true, data[1:]
		case c == ']':
			inList, data = false, data[1:]
		case c >= 'a' && c <= 'z':
			word := data[:max(1, len(data)-len(bytes.TrimLeft(data, "abcdefghijklmnopqrstuvwxyz")))]
			data = data[len(word):]
			switch string(word) {
			case "endbfchar":
				for ; len(args) >= 2; args = args[2:] {
					if len(args[0]) == 1 && len(args[1]) == 1 {
						put(args[0][0], wide(args[1][0]))
					}
				}
			case "endbfrange":
				for ; len(args) >= 3; args = args[3:] {
					if len(args[0]) == 1 && len(args[1]) == 1 {
						putRange(args[0][0], args[1][0], args[2], put)
					}
				}
			}
			args, inList = args[:0], false
		default:
			data = data[1:]
		}
		if len(args) > mostTexts {
			return
		}
	}
}

func unhex(b []byte) string {
	b = bytes.Join(bytes.Fields(b), nil)
	if len(b)%2 == 1 {
		b = append(b, '0')
	}
	out := make([]byte, len(b)/2)
	if _, err := hex.Decode(out, b); err != nil {
		return ""
	}
	return string(out)
}

// putRange puts a run of codes, whose texts follow one another or are listed.
func putRange(from, to string, texts []string, put func(b, text string)) {
	if len(from) != len(to) || len(from) == 0 || len(from) > 2 || from > to || len(texts) == 0 {
		return
	}
	first, last := number(from), number(to)
	for n := first; n <= last; n++ {
		b := string([]byte{byte(n)})
		if len(from) == 2 {
			b = string([]byte{byte(n >> 8), byte(n)})
		}
		switch i := n - first; {
		case len(texts) > 1 && i < len(texts):
			put(b, wide(texts[i]))
		case len(texts) > 1:
			return
		default:
			units := []byte(texts[0])
			if k := len(units); k >= 2 {
				v := number(texts[0][k-2:]) + i
				units[k-2], units[k-1] = byte(v>>8), byte(v)
			} else if k == 1 {
				units[0] += byte(i)
			}
			put(b, wide(string(units)))
		}
	}
}

func number(s string) int {
	n := 0
	for _, c := range []byte(s) {
		n = n<<8 | int(c)
	}
	return n
}

// wide reads UTF-16 of the higher byte first; a single byte is a Latin letter.
func wide(s string) string {
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	var units []uint16
	for ; len(s) >= 2; s = s[2:] {
		units = append(units, uint16(s[0])<<8|uint16(s[1]))
	}
	return strings.ReplaceAll(string(utf16.Decode(units)), "\x00", "")
}
