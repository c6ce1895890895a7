package pdf_test

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"unicode"

	"entente/internal/publish"
	"entente/internal/render/pdf"
)

// everything is a paper with every sort of block, and one that no writer knows, in which each text is what text makes of its
// number.
func everything(text func(n int) string) *publish.Paper {
	n := 0
	next := func() string { n++; return text(n) }
	spans := func() []publish.Span {
		return []publish.Span{
			{Text: next()}, {Text: " "}, {Text: next(), Strong: true}, {Text: " "}, {Text: next(), Em: true}, {Text: next(), Raised: true},
			{Text: next(), Lowered: true}, {Text: " "}, {Text: next(), Small: true}, {Text: " "}, {Text: next(), Figure: "missions"}, {Text: " "}, {Text: next(), Record: "r1"}, {Text: " "},
			{Text: next(), Href: "https://example.org/?a=(b)&c=[d]#\"e\""}, {Text: " "}, {Text: next(), Lang: "en"}, {Text: " "}, {Text: next(), Lang: "not a language"},
		}
	}
	items := func() []publish.Item {
		return []publish.Item{
			{Value: 7, Spans: spans(), Items: []publish.Item{{Spans: []publish.Span{{Text: next()}}, Items: []publish.Item{{Spans: []publish.Span{{Text: next()}}}}}}},
			{Value: 3, Spans: []publish.Span{{Text: next()}}},
		}
	}
	table := func(columns, rows int) *publish.Table {
		t := &publish.Table{Caption: next()}
		for range columns {
			t.Head = append(t.Head, publish.Cell{Spans: []publish.Span{{Text: next()}}})
		}
		for range rows {
			var row []publish.Cell
			for c := range columns {
				row = append(row, publish.Cell{Spans: []publish.Span{{Text: next()}}, Number: c == 1})
			}
			t.Rows = append(t.Rows, row)
		}
		return t
	}
	drawing := func() *publish.Drawing {
		return &publish.Drawing{SVG: svg(), Width: 400, Height: 100, Caption: next(), Alt: text(0), Table: table(2, 1)}
	}
	p := func() publish.Block { return publish.Block{Sort: "paragraph", Spans: spans()} }
	blocks := func() []publish.Block {
		return []publish.Block{
			p(), {Sort: "list", Title: next(), Items: items()}, {Sort: "ordered", Title: next(), Items: items()}, {Sort: "table", Table: table(3, 2)},
			{Sort: "facts", Title: next(), Facts: []publish.Fact{{Name: next(), Spans: spans()}, {Name: next() + strings.Repeat(" x", 20), Spans: spans()}}},
			{Sort: "box", Title: next(), Inner: []publish.Block{p(), {Sort: "list", Items: items()}}},
			{Sort: "tiles", Tiles: []publish.Tile{{Value: next(), Label: next(), Figure: "missions"}, {Value: next(), Label: next()}}},
			{Sort: "drawing", Drawing: drawing()}, {Sort: "heading", Title: next()}, {Sort: "lines", Items: items()},
			{Sort: "code", Spans: []publish.Span{{Text: next() + "\n  " + next()}}}, {Sort: "quote", Inner: []publish.Block{p()}}, {Sort: "pages"},
			{Sort: "of another day", Title: next(), Spans: spans(), Items: items(), Facts: []publish.Fact{{Name: next(), Spans: spans()}}, Tiles: []publish.Tile{{Value: next(), Label: next()}},
				Table: table(1, 1), Drawing: drawing(), Inner: []publish.Block{p()}},
		}
	}
	r := &publish.Paper{
		Schema: publish.Schema, Title: next(), Subtitle: next(), Lang: "fr", Year: 2024, Office: next(), Updated: "2024-12-31",
		Look:    publish.Look{Unit: next(), Letterhead: []string{next(), next()}},
		Opening: []publish.Block{p()},
		Sections: []publish.Section{{ID: "a", Title: next(), Blocks: blocks(), Sections: []publish.Section{
			{ID: "b", Title: next(), Lang: "en", Blocks: []publish.Block{p(), {Sort: "table", Table: table(10, 1)}}},
		}}},
		Annex: &publish.Section{ID: "figures", Title: next(), Sections: []publish.Section{{ID: "figure-missions", Title: next(), Blocks: []publish.Block{p()}}}},
		Words: publish.Words{Contents: next(), Table: "Tableau", Drawing: "Figure", Data: next(), About: next(), Edition: next(), Checksum: "Somme :", Verify: next()},
	}
	r.Identity = publish.Identity{Publication: "p1", Edition: 2, Issued: "2025-01-02T03:04:05Z"}
	return r
}

func svg() string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100" width="400" height="100" font-family="'Inter Variable', Inter, sans-serif"><rect width="200" height="50" fill="#0b5394"/><text x="210" y="40" font-size="14">dessin 14</text></svg>`
}

func write(t *testing.T, p *pdf.Press, paper *publish.Paper) []byte {
	t.Helper()
	b, err := p.Write(t.Context(), paper, links())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// extracted is the text of a file as another program reads it.
func extracted(t *testing.T, b []byte) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "pdftotext", "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(b)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftotext (poppler-utils): %v", err)
	}
	return string(out)
}

// squeezed is a text without what lines and their ends add to it or take from it.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Variation_Selector, r) || r == '-' || r == '\u00ad' || r == '\u200b' || r == '\u200d' || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
}

func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	p := press(t)
	count := 0
	paper := everything(func(n int) string { count = max(count, n); return fmt.Sprintf("mot%dmot", n) })
	said := squeezed(extracted(t, write(t, p, paper)))
	for n := 1; n <= count; n++ {
		if want := fmt.Sprintf("mot%dmot", n); !strings.Contains(said, want) {
			t.Errorf("%s is not in the file", want)
		}
	}
	if !strings.Contains(said, "dessin14") {
		t.Error("the words of a drawing cannot be read")
	}
	nativeUA1(t, p, paper)
}

func TestHostileText(t *testing.T) {
	t.Parallel()
	p := press(t)
	for name, text := range map[string]string{
		"Typst":    "#eval(\"1+1\") #panic() $x^2$ `a` *b* _c_ = d // e /* f */ @g <h> \\u{41} ~ -- ... ] [ } { ) ( \" ' \\ #import \"/data.json\"",
		"HTML":     "<script>alert(1)</script> &amp; &#65; <!-- ]]> %PDF-1.7 endstream endobj",
		"Hebrew":   "שלום עולם abc 123",
		"emoji":    "😀 🇨🇦 👩‍👩‍👧 ❤️ ✈️",
		"controls": "a\x00b\x07c\u202ed\u2066e\ufefff\u2028g\r\nh\ti",
		"spaces":   "a\u00a0b\u202fc\u2009d «\u00a0e\u00a0»",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			paper := everything(func(int) string { return text })
			said := squeezed(extracted(t, write(t, p, paper)))
			want := squeezed(text)
			if !strings.Contains(said, want) {
				t.Errorf("%q is not in the file:\n%.3000s", want, said)
			}
			// Once in each place at least: nothing was read as something else on the way.
			if n := strings.Count(said, want); n < 100 {
				t.Errorf("%q is %d times in the file only", want, n)
			}
			nativeUA1(t, p, paper)
		})
	}
}

// TestLongWords has words that no line holds in each place in turn, several of them in each file.
func TestLongWords(t *testing.T) {
	t.Parallel()
	p := press(t)
	const word, times = "anticonstitutionnellement", 400
	long := strings.Repeat(word, times)
	for first := range 3 {
		placed := 0
		paper := everything(func(n int) string {
			if n > 0 && n%24 == 8*first { // 0 is what a drawing says to those who do not see it
				placed++
				return long
			}
			return fmt.Sprintf("mot%dmot", n)
		})
		said := squeezed(extracted(t, write(t, p, paper)))
		// In a column that holds a few letters a line, a reader of the text goes from column to column: letters are counted,
		// of which the words have one and hardly anything else here does.
		if n := strings.Count(said, "u"); n < placed*times {
			t.Errorf("%d long words have %d letters of %d in the file only", placed, n, placed*times)
		}
	}
}

func TestWhatNoFontShowsIsWrittenAsItsCode(t *testing.T) {
	t.Parallel()
	paper := &publish.Paper{Title: "Xi’an 西安", Lang: "fr", Sections: []publish.Section{{Title: "𓀀", Blocks: []publish.Block{{Sort: "paragraph", Spans: []publish.Span{{Text: "\ue000"}}}}}}}
	said := squeezed(extracted(t, write(t, press(t), paper)))
	for _, want := range []string{"Xi’an[U+897F][U+5B89]", "[U+13000]", "[U+E000]"} {
		if !strings.Contains(said, want) {
			t.Errorf("%s is not in %q", want, said)
		}
	}
}
