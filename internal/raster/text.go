package raster

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"

	"entente/internal/fonts"
)

// letters draws text as the outlines of its letters, in Inter and, for what it lacks, in the fonts that stand behind it.
type letters struct {
	read map[string]*sfnt.Font
	buf  sfnt.Buffer
}

// behind are the fonts asked in turn for a letter.
func behind(s style) []string {
	first := "Inter_400Regular"
	switch {
	case s.bold && s.italic:
		first = "Inter_600SemiBold_Italic"
	case s.bold:
		first = "Inter_600SemiBold"
	case s.italic:
		first = "Inter_400Regular_Italic"
	}
	return []string{first, "NotoSansArabic_400Regular", "NotoSansHebrew_400Regular", "NotoEmoji_400Regular"}
}

func (l *letters) font(name string) (*sfnt.Font, error) {
	if f := l.read[name]; f != nil {
		return f, nil
	}
	b, err := fonts.TTF(name)
	if err != nil {
		return nil, err
	}
	f, err := sfnt.Parse(b)
	if err != nil {
		return nil, fmt.Errorf("read the font %s: %w", name, err)
	}
	if l.read == nil {
		l.read = map[string]*sfnt.Font{}
	}
	l.read[name] = f
	return f, nil
}

// glyph is one letter: of which font, and how wide in sizes of the text.
type glyph struct {
	font    *sfnt.Font
	index   sfnt.GlyphIndex
	units   float64 // of the font, in a size
	advance float64
}

// glyphs finds a font for every letter; what none has is a box, as the first font draws it.
func (l *letters) glyphs(text string, s style) ([]glyph, error) {
	var out []glyph
	for _, r := range visual(text) {
		if unicode.In(r, unicode.Cf, unicode.Cc) || (r >= 0xfe00 && r <= 0xfe0f) {
			continue
		}
		var g glyph
		for i, name := range behind(s) {
			f, err := l.font(name)
			if err != nil {
				return nil, err
			}
			index, err := f.GlyphIndex(&l.buf, r)
			if err != nil {
				return nil, fmt.Errorf("find %q in %s: %w", r, name, err)
			}
			if i == 0 || index != 0 {
				g = glyph{font: f, index: index, units: float64(f.UnitsPerEm())}
			}
			if index != 0 {
				break
			}
		}
		wide, err := g.font.GlyphAdvance(&l.buf, g.index, fixed.I(int(g.font.UnitsPerEm())), font.HintingNone)
		if err != nil {
			return nil, fmt.Errorf("measure %q: %w", r, err)
		}
		g.advance = float64(wide) / 64 / g.units
		out = append(out, g)
	}
	return out, nil
}

// visual puts a text's letters in the order in which they stand from left to right.
func visual(text string) string {
	text = norm.NFC.String(text)
	var p bidi.Paragraph
	if _, err := p.SetString(text); err != nil {
		return text
	}
	order, err := p.Order()
	if err != nil || order.NumRuns() == 0 {
		return text
	}
	var out strings.Builder
	for i := range order.NumRuns() {
		run := order.Run(i)
		if run.Direction() == bidi.RightToLeft {
			out.WriteString(bidi.ReverseString(run.String()))
		} else {
			out.WriteString(run.String())
		}
	}
	return out.String()
}

// write draws a text at a point of its base line.
func (d *drawing) write(text string, at point, s style) error {
	if text == "" || s.hidden {
		return nil
	}
	glyphs, err := d.letters.glyphs(text, s)
	if err != nil {
		return err
	}
	wide := 0.0
	for _, g := range glyphs {
		wide += g.advance * s.size
	}
	switch s.anchor {
	case "middle":
		at.x -= wide / 2
	case "end":
		at.x -= wide
	}
	var lines []line
	for _, g := range glyphs {
		one, err := d.letters.outline(g, at, s.size, 0.7/max(1e-6, s.at.scale()))
		if err != nil {
			return err
		}
		lines = append(lines, one...)
		at.x += g.advance * s.size
	}
	d.paint(lines, s)
	return nil
}

// outline is a letter at its place.
func (l *letters) outline(g glyph, at point, size, step float64) ([]line, error) {
	segments, err := g.font.LoadGlyph(&l.buf, g.index, fixed.I(int(g.units)), nil)
	if err != nil {
		return nil, fmt.Errorf("draw a letter: %w", err)
	}
	scale := size / g.units / 64
	to := func(p fixed.Point26_6) point {
		return point{at.x + float64(p.X)*scale, at.y + float64(p.Y)*scale}
	}
	p := &pen{step: step}
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			p.close()
			p.move(to(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			p.line(to(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			p.quad(to(s.Args[0]), to(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			p.cubic(to(s.Args[0]), to(s.Args[1]), to(s.Args[2]))
		}
	}
	p.close()
	return p.lines, nil
}
