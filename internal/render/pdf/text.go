package pdf

import (
	"fmt"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"entente/internal/typst"
)

// glyphs tells which characters the fonts hold.
type glyphs struct {
	mu    sync.Mutex
	fonts []*sfnt.Font
	known map[rune]bool
	buf   sfnt.Buffer
}

func newGlyphs() (*glyphs, error) {
	files, err := typst.Fonts()
	if err != nil {
		return nil, err
	}
	g := &glyphs{known: map[rune]bool{}}
	for _, b := range files {
		f, err := sfnt.Parse(b)
		if err != nil {
			return nil, fmt.Errorf("read a font: %w", err)
		}
		g.fonts = append(g.fonts, f)
	}
	return g, nil
}

func (g *glyphs) has(r rune) bool {
	if r >= ' ' && r <= '~' {
		return true
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if ok, asked := g.known[r]; asked {
		return ok
	}
	for _, f := range g.fonts {
		if i, err := f.GlyphIndex(&g.buf, r); err == nil && i != 0 {
			g.known[r] = true
			return true
		}
	}
	g.known[r] = false
	return false
}

// unseen are characters that shape their neighbours and have no glyph of their own: they go to the typesetter as they are.
func unseen(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u2060', '\u00ad':
		return true
	}
	return false
}

const (
	zeroWidth = '\u200b' // where a line may break
	longWord  = 32       // a word longer than this gets places to break
	wordStep  = 10
)

// clean makes a text that can be set: no control characters, none that turn the text around them about, places to break in
// what no line could hold, and what no font shows written as its code, [U+4E2D], so that nothing is lost without a trace.
func (g *glyphs) clean(s string) string {
	return g.setting(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s))
}

// lines is clean for what keeps its lines.
func (g *glyphs) lines(s string) string {
	parts := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", "    ").Replace(s), "\n")
	for i, p := range parts {
		parts[i] = g.setting(p)
	}
	return strings.Join(parts, "\n")
}

func (g *glyphs) setting(s string) string {
	var b strings.Builder
	run := 0
	for _, r := range s {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), unicode.Is(unicode.Variation_Selector, r), r == '\ufeff':
			continue
		case unicode.Is(unicode.Co, r) || !unseen(r) && !g.has(r) && !unicode.IsSpace(r):
			fmt.Fprintf(&b, "[U+%04X]", r)
			run = 0
			continue
		}
		if breaksAfter(r) {
			run = 0
		} else if run++; run > longWord && run%wordStep == 0 && !unicode.Is(unicode.M, r) && r != '\u200d' {
			b.WriteRune(zeroWidth)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// breaksAfter tells whether a line may end after a character anyway.
func breaksAfter(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' || r == '-' || r == zeroWidth || r == '\u2013' || r == '\u2014'
}
