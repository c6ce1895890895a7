package extract

import (
	"iter"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

// code is one sign of a font: what it says, and how wide it is in the size of the font.
type code struct {
	text  string
	width float64
	space bool // the sign that word spacing widens
}

func (c code) blank() bool { return c.text == "" && c.space }

// font turns the codes of a font into text.
type font struct {
	bytes   int // in a code: 1 or 2
	texts   map[string]string
	widths  map[int]float64
	missing float64 // width of what is not in widths
}

// readFont reads what a font says of its codes: its own table of texts first, then the usual encodings of Latin letters.
func readFont(v pdf.Value) *font {
	f := &font{bytes: 1, texts: map[string]string{}, widths: map[int]float64{}, missing: 0.6}
	if v.Key("Subtype").Name() == "Type0" {
		f.bytes = 2
		f.wideWidths(v.Key("DescendantFonts").Index(0))
	} else {
		f.letters(v)
		f.narrowWidths(v)
	}
	if to := v.Key("ToUnicode"); to.Kind() == pdf.Stream {
		readTexts(to.Reader(), f.texts)
	}
	return f
}

// letters fills in a font of single bytes.
func (f *font) letters(v pdf.Value) {
	enc := v.Key("Encoding")
	base := enc.Name()
	if enc.Kind() == pdf.Dict {
		base = enc.Key("BaseEncoding").Name()
	}
	table := charmap.Windows1252
	if base == "MacRomanEncoding" {
		table = charmap.Macintosh
	}
	if base == "" && v.Key("Subtype").Name() == "Type3" {
		table = nil // its codes mean what its differences say, or nothing
	}
	own := map[string]string{}
	if enc.Kind() == pdf.Dict {
		named := pdf.Font{V: v}
		for i := range 256 {
			b := string([]byte{byte(i)})
			if s := named.Encoder().Decode(b); s != string(rune(i)) {
				own[b] = s
			}
		}
	}
	for i := range 256 {
		b := string([]byte{byte(i)})
		switch s, ok := own[b]; {
		case ok:
			f.texts[b] = s
		case table != nil && i >= ' ':
			f.texts[b] = string(table.DecodeByte(byte(i)))
		}
	}
}

func (f *font) narrowWidths(v pdf.Value) {
	scale := 0.001
	if m := v.Key("FontMatrix"); m.Len() == 6 {
		scale = m.Index(0).Float64()
	}
	w, first := v.Key("Widths"), int(v.Key("FirstChar").Int64())
	for i := range min(w.Len(), 256) {
		f.widths[first+i] = w.Index(i).Float64() * scale
	}
	if m := v.Key("FontDescriptor").Key("MissingWidth").Float64(); m > 0 {
		f.missing = m * scale
	}
}

// wideWidths reads "first [w w w]" and "first last w" of a font of many signs.
func (f *font) wideWidths(v pdf.Value) {
	f.missing = 1
	if d := v.Key("DW"); !d.IsNull() {
		f.missing = d.Float64() / 1000
	}
	const most = 1 << 16
	w := list(v.Key("W"))
	for i := 0; i+1 < len(w); {
		first := int(w[i].Int64())
		if w[i+1].Kind() == pdf.Array {
			for k, each := range list(w[i+1]) {
				f.widths[first+k] = each.Float64() / 1000
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		for k := max(first, 0); k <= min(int(w[i+1].Int64()), most); k++ {
			f.widths[k] = w[i+2].Float64() / 1000
		}
		i += 3
	}
}

// codes cuts a string into the signs that it paints.
func (f *font) codes(raw string) iter.Seq[code] {
	return func(yield func(code) bool) {
		n := max(f.bytes, 1)
		for len(raw) >= n {
			b := raw[:n]
			raw = raw[n:]
			id := int(b[0])
			if n == 2 {
				id = id<<8 | int(b[1])
			}
			c := code{text: f.texts[b], width: f.missing, space: n == 1 && b == " "}
			if w, ok := f.widths[id]; ok {
				c.width = w
			}
			if !yield(c) {
				return
			}
		}
	}
}
