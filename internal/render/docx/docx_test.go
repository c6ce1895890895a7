package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"entente/internal/chart"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/render"
	"entente/internal/render/docx"
)

// written is a paper as a file.
func written(t testing.TB, p *publish.Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	links := render.Links{Record: func(r record.Ref) string { return "https://example.org/" + string(r) }}
	if err := docx.Write(&b, p, links); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// files are the parts of a file by their names.
func files(t testing.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err = errors.Join(err, r.Close()); err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

// words is the text of the main part, a line for each paragraph.
func words(t testing.TB, main string) string {
	t.Helper()
	var out strings.Builder
	x := xml.NewDecoder(strings.NewReader(main))
	in := false
	for {
		token, err := x.Token()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		if err != nil {
			t.Fatalf("the main part is not well-formed: %v", err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			in = e.Name.Local == "t"
			if e.Name.Local == "tab" || e.Name.Local == "br" {
				out.WriteByte(' ')
			}
		case xml.EndElement:
			in = false
			if e.Name.Local == "p" {
				out.WriteByte('\n')
			}
		case xml.CharData:
			if in {
				out.Write(e)
			}
		}
	}
}

func span(s string) []publish.Span { return []publish.Span{{Text: s}} }

func columns() string {
	return string(chart.Columns{Title: "Missions", Desc: "Par année", Labels: []string{"2023", "2024"}, Series: []chart.Series{{Name: "Missions", Values: []float64{9, 8}}, {Name: "Accueils", Values: []float64{18, 21}}}}.Draw())
}

// every is a paper with every sort of block, where text stands in each place that holds text.
func every(text string) *publish.Paper {
	n := 0
	s := func() string { n++; return fmt.Sprintf("%s w%dw", text, n) }
	all := []publish.Span{
		{Text: s(), Strong: true}, {Text: s(), Em: true}, {Text: s(), Raised: true}, {Text: s(), Lowered: true}, {Text: s(), Small: true}, {Text: s(), Figure: "missions"},
		{Text: s(), Record: "r1"}, {Text: s(), Href: "https://example.org/?a=1&b=2"}, {Text: s(), Href: "javascript:alert(1)"}, {Text: s(), Lang: "en"},
	}
	items := []publish.Item{{Value: 3, Spans: span(s()), Items: []publish.Item{{Spans: span(s()), Items: []publish.Item{{Spans: span(s())}}}}}, {Value: 4, Spans: span(s())}, {Value: 9, Spans: span(s())}}
	table := func() *publish.Table {
		return &publish.Table{
			Caption: s(), Head: []publish.Cell{{Spans: span(s())}, {Spans: span(s()), Number: true}},
			Rows: [][]publish.Cell{{{Spans: span(s())}, {Spans: span(s()), Number: true}}, {{Spans: span(s())}}},
		}
	}
	inner := []publish.Block{{Sort: "paragraph", Spans: span(s())}, {Sort: "list", Items: items[:1]}, {Sort: "table", Table: table()}, {Sort: "box", Title: s(), Inner: []publish.Block{{Sort: "paragraph", Spans: span(s())}}}}
	blocks := []publish.Block{
		{Sort: "paragraph", Spans: all}, {Sort: "list", Title: s(), Items: items}, {Sort: "ordered", Items: items}, {Sort: "ordered", Items: []publish.Item{{Spans: span(s())}}},
		{Sort: "table", Table: table()}, {Sort: "facts", Facts: []publish.Fact{{Name: s(), Spans: span(s())}}}, {Sort: "box", Title: s(), Inner: inner},
		{Sort: "tiles", Tiles: []publish.Tile{{Value: "21", Label: s(), Figure: "missions"}, {Value: "1 000 000,00 $", Label: s()}, {Value: "7", Label: s()}, {Value: "8", Label: s()}, {Value: "9", Label: s()}}},
		{Sort: "drawing", Drawing: &publish.Drawing{SVG: columns(), Width: 650, Height: 300, Caption: s(), Alt: s(), Table: table()}},
		{Sort: "drawing", Drawing: &publish.Drawing{SVG: "<svg><image/></svg>", Caption: s(), Alt: s()}},
		{Sort: "heading", Title: s()}, {Sort: "lines", Items: items}, {Sort: "code", Spans: span(s() + "\n\tb")}, {Sort: "quote", Inner: inner}, {Sort: "pages"},
		{Sort: "not known", Title: s(), Spans: span(s()), Items: items, Table: table(), Facts: []publish.Fact{{Name: s(), Spans: span(s())}}, Inner: inner},
	}
	return &publish.Paper{
		Title: s(), Subtitle: s(), Office: s(), Lang: "fr", Year: 2024, Updated: "2025-02-03",
		Words:   publish.Words{Contents: "Table des matières", Table: "Tableau", Drawing: "Figure", Data: "Les données des figures", About: "À propos", Edition: s(), Checksum: "Somme :", Verify: s()},
		Look:    publish.Look{Unit: s(), Accent: "#336699"},
		Opening: []publish.Block{{Sort: "paragraph", Spans: span(s())}},
		Sections: []publish.Section{{ID: "a", Title: s(), Blocks: blocks, Sections: []publish.Section{
			{ID: "b", Title: s(), Lang: "en", Sections: []publish.Section{{ID: "c", Title: s(), Sections: []publish.Section{{ID: "d", Title: s()}}}}},
		}}},
		Annex:    &publish.Section{ID: "annex", Title: s(), Sections: []publish.Section{{ID: "figure-missions", Title: s(), Blocks: []publish.Block{{Sort: "paragraph", Spans: span(s())}}}}},
		Identity: publish.Identity{Publication: "0190b3c0-aaaa-7000-8000-000000000001", Edition: 2, Issued: "2025-03-01T12:00:00Z", Address: "https://example.org/rapports/2024", Checksum: strings.Repeat("ab", 32)},
	}
}

var numbered = regexp.MustCompile(`w\d+w`)

// TestNothingIsLost: each of the texts of a paper with every sort of block stands in the file, whatever sort it is in.
func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	for _, plain := range []bool{false, true} {
		p := every("é")
		p.Look.Plain = plain
		f := files(t, written(t, p))
		var got strings.Builder
		for name, text := range f {
			if strings.HasPrefix(name, "word/") && strings.HasSuffix(name, ".xml") {
				got.WriteString(text)
			}
		}
		want := map[string]bool{}
		for _, text := range numbered.FindAllString(fmt.Sprintf("%+v %+v", deref(p), *p.Annex), -1) {
			want[text] = true
		}
		if len(want) < 70 {
			t.Fatalf("only %d texts to look for", len(want))
		}
		for text := range want {
			if !strings.Contains(got.String(), text) {
				t.Errorf("plain %v: %s is not written", plain, text)
			}
		}
	}
}

// deref writes out a paper with what its pointers lead to.
func deref(p *publish.Paper) string {
	b, err := publish.Canonical(p)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func TestRealStylesAndFields(t *testing.T) {
	t.Parallel()
	f := files(t, written(t, every("é")))
	main := f["word/document.xml"]
	for what, want := range map[string]int{
		`<w:pStyle w:val="Title"/>`: 1, `<w:pStyle w:val="Heading1"/>`: 4, `<w:pStyle w:val="Heading2"/>`: 1, `<w:tblHeader/>`: 6,
		` SEQ Figure \* ARABIC `: 1, ` SEQ Table \* ARABIC `: 5, ` TOC \o "1-2" \h \z \u `: 1, ` PAGEREF `: 5, `<w:lang w:val="en-CA"/>`: 3,
		`<w:vertAlign w:val="superscript"/>`: 1, `<w:vertAlign w:val="subscript"/>`: 1,
	} {
		if got := strings.Count(main, what); got != want {
			t.Errorf("%s: %d times, want %d", what, got, want)
		}
	}
	if !strings.Contains(main, `descr="é w`) || !strings.Contains(f["word/footer1.xml"], " PAGE ") {
		t.Error("no alternative text, or no numbers of pages")
	}
	if !strings.Contains(f["word/styles.xml"], `<w:lang w:val="fr-CA"`) || !strings.Contains(f["docProps/core.xml"], "<dc:language>fr-CA</dc:language>") {
		t.Error("the language is not said")
	}
	if strings.Contains(f["word/_rels/document.xml.rels"], "javascript") || !strings.Contains(f["word/_rels/document.xml.rels"], "https://example.org/?a=1&amp;b=2") {
		t.Error("a link leads where it must not, or not where it must")
	}
	if !strings.Contains(main, `w:anchor="figure_1"`) || strings.Count(main, `w:name="figure_1"`) != 1 {
		t.Error("a number does not lead to where it is opened")
	}
	// Lists that begin at 3, leap to 9, and begin anew: each is one of its own for Word.
	for _, from := range []int{3, 9, 1} {
		if !strings.Contains(f["word/numbering.xml"], fmt.Sprintf(`<w:startOverride w:val="%d"/>`, from)) {
			t.Errorf("no list begins at %d", from)
		}
	}
}

func TestTheEditionIsInTheFile(t *testing.T) {
	t.Parallel()
	p := every("é")
	id, lang, ok := docx.Identity(written(t, p))
	if !ok || lang != "fr" || id.Publication != p.Identity.Publication || id.Edition != 2 || id.Checksum != p.Identity.Checksum {
		t.Errorf("got %+v %s %v", id, lang, ok)
	}
	p.Identity = publish.Identity{}
	p.Title = "entente:edition:a:1:fr:" + strings.Repeat("0", 64)
	if id, _, ok := docx.Identity(written(t, p)); ok {
		t.Errorf("a draft says it is %+v", id)
	}
	for _, b := range [][]byte{nil, []byte("not a file"), []byte("PK\x03\x04")} {
		if _, _, ok := docx.Identity(b); ok {
			t.Errorf("%q says which edition it is", b)
		}
	}
}

func TestTheSamePaperIsTheSameFile(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(written(t, every("é")), written(t, every("é"))) {
		t.Error("two files of one paper differ")
	}
}

// TestHostileTextStaysText: markup, controls, endless words, both directions and pictures in letters leave a sound file with the same
// elements, and what XML can hold of them stands in it.
func TestHostileTextStaysText(t *testing.T) {
	t.Parallel()
	want := skeleton(t, files(t, written(t, every("x")))["word/document.xml"])
	for _, text := range []string{
		`</w:t></w:r><w:r><w:t>`, `<script>alert(1)</script>`, `&lt;b&gt; &amp; "quoted" 'so'`, "]]>", "<!--", "\x00\x01\x1f\x7f\ufffe", strings.Repeat("a", 10_000),
		"👩‍👩‍👧 🇨🇦", "\u202eabc\u2066", "{ MERGEFIELD x }", "\xff\xfe", "a\u00a0b\u202fc",
	} {
		f := files(t, written(t, every(text)))
		if got := skeleton(t, f["word/document.xml"]); got != want {
			t.Errorf("%.40q changed the elements", text)
		}
		for name, part := range f {
			if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
				wellFormed(t, name, part)
			}
		}
	}
	for _, text := range []string{"مدينة كيبك", "עיר קוויבק", "a مدينة b"} {
		f := files(t, written(t, every(text)))
		wellFormed(t, text, f["word/document.xml"])
		if !strings.Contains(f["word/document.xml"], "<w:rtl/>") || !strings.Contains(strings.ReplaceAll(words(t, f["word/document.xml"]), "\n", ""), text) {
			t.Errorf("%q is not written from the right", text)
		}
	}
	if got := words(t, files(t, written(t, every("a\nb\tc")))["word/document.xml"]); !strings.Contains(got, "a b c") {
		t.Error("an end of line or a tab is lost")
	}
}

func wellFormed(t *testing.T, name, text string) {
	t.Helper()
	x := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := x.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s is not well-formed: %v", name, err)
		}
	}
}

// unlike are elements that follow from how long a text is.
func unlike() []string {
	return []string{"gridCol", "tcW", "sz", "szCs", "rPr", "trPr", "cantSplit"}
}

// skeleton is the elements of a part without its words.
func skeleton(t *testing.T, text string) string {
	t.Helper()
	var out strings.Builder
	x := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := x.Token()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if !slices.Contains(unlike(), e.Name.Local) {
				out.WriteString("<" + e.Name.Local)
			}
		case xml.EndElement:
			if !slices.Contains(unlike(), e.Name.Local) {
				out.WriteString(">")
			}
		}
	}
}

func TestExtremePapers(t *testing.T) {
	t.Parallel()
	deep := publish.Block{Sort: "paragraph", Spans: span("bottom")}
	items := []publish.Item{{Spans: span("bottom item")}}
	for range 30 {
		deep = publish.Block{Sort: "box", Title: "box", Inner: []publish.Block{deep}}
		items = []publish.Item{{Spans: span("item"), Items: items}}
	}
	wide := &publish.Table{Head: make([]publish.Cell, 90), Rows: [][]publish.Cell{make([]publish.Cell, 90)}}
	wide.Rows[0][89] = publish.Cell{Spans: span("last cell")}
	for name, p := range map[string]*publish.Paper{
		"nothing": {}, "nothing plain": {Look: publish.Look{Plain: true}},
		"broken logo": {Look: publish.Look{Logo: []byte("no picture"), LogoType: "image/png", Accent: "red", Deep: "#zzz", Mark: "<"}},
		"deep":        {Sections: []publish.Section{{Blocks: []publish.Block{deep, {Sort: "list", Items: items}, {Sort: "table", Table: wide}, {Sort: "table", Table: &publish.Table{}}, {Sort: "box"}, {Sort: "tiles"}, {}}}}},
	} {
		f := files(t, written(t, p))
		checkSchema(t, name, f)
		if got := words(t, f["word/document.xml"]); name == "deep" && (!strings.Contains(got, "bottom\n") || !strings.Contains(got, "bottom item") || !strings.Contains(got, "last cell")) {
			t.Errorf("%s: something is lost in\n%s", name, got)
		}
	}
}

// TestALongReportAndTwoAtOnce: sixty chapters with twenty figures, written twice at once, are the same bytes, and the figures are
// numbered through.
func TestALongReportAndTwoAtOnce(t *testing.T) {
	t.Parallel()
	p := &publish.Paper{Title: "Long", Lang: "fr", Words: publish.Words{Contents: "Table", Table: "Tableau", Drawing: "Figure"}}
	for i := range 60 {
		s := publish.Section{ID: fmt.Sprint("s", i), Title: fmt.Sprint("Chapitre ", i), Blocks: []publish.Block{{Sort: "paragraph", Spans: span(strings.Repeat("Un texte assez long. ", 120))}}}
		if i%3 == 0 {
			s.Blocks = append(s.Blocks, publish.Block{Sort: "drawing", Drawing: &publish.Drawing{SVG: columns(), Width: 650, Height: 300, Caption: fmt.Sprint("Dessin ", i), Alt: "Un dessin"}})
		}
		p.Sections = append(p.Sections, s)
	}
	made := make([][]byte, 2)
	var both sync.WaitGroup
	for i := range made {
		both.Go(func() {
			var b bytes.Buffer
			if err := docx.Write(&b, p, render.Links{}); err != nil {
				t.Error(err)
			}
			made[i] = b.Bytes()
		})
	}
	both.Wait()
	if !bytes.Equal(made[0], made[1]) {
		t.Error("two bytes for one paper")
	}
	f := files(t, made[0])
	said := words(t, f["word/document.xml"])
	if !strings.Contains(strings.ReplaceAll(said, "\u00a0", " "), "Figure 20 – Dessin 57") || !strings.Contains(said, "Chapitre 59") {
		t.Error("the last figure has no number, or the last chapter is lost")
	}
	checkSchema(t, "long", f)
}

// TestALetterHasItsObjectBelowTheAddress: what a letter is about stands between the address and the salutation, once.
func TestALetterHasItsObjectBelowTheAddress(t *testing.T) {
	t.Parallel()
	p := &publish.Paper{Title: "Objet : merci", Lang: "fr", Office: "Bureau", Look: publish.Look{Plain: true}, Opening: []publish.Block{
		{Sort: "lines", Items: []publish.Item{{Spans: span("Madame la maire")}}}, {Sort: "title"}, {Sort: "paragraph", Spans: span("Madame,")},
	}}
	f := files(t, written(t, p))
	if got := strings.ReplaceAll(words(t, f["word/document.xml"]), "\n\n", "\n"); !strings.HasPrefix(got, "Madame la maire\nObjet : merci\nMadame,\n") {
		t.Errorf("%q", got)
	}
	checkSchema(t, "letter", f)
}

// TestTheOfficesColours: a file wears the colours of the office, and those of the program where what is given is no colour.
func TestTheOfficesColours(t *testing.T) {
	t.Parallel()
	p := every("x")
	p.Look.Accent, p.Look.Deep, p.Look.Mark = "#0a6b3d", "#06351f", "#b3541e"
	styles := strings.ToLower(files(t, written(t, p))["word/styles.xml"])
	for _, want := range []string{"0a6b3d", "06351f", "b3541e"} {
		if !strings.Contains(styles, want) {
			t.Errorf("%s is not among the styles", want)
		}
	}
	if strings.Contains(styles, "0b2545") || strings.Contains(styles, "d98e04") {
		t.Error("a colour of the program is left")
	}
}

func TestALogoIsOnTheCover(t *testing.T) {
	t.Parallel()
	p := every("é")
	p.Look.Logo, p.Look.LogoType, p.Look.LogoName = []byte(`<svg viewBox="0 0 40 20" width="40" height="20"><rect width="40" height="20" fill="#f00"/></svg>`), "image/svg+xml", "Ville de Québec"
	for _, plain := range []bool{false, true} {
		p.Look.Plain = plain
		f := files(t, written(t, p))
		checkSchema(t, "logo", f)
		if where := f["word/document.xml"] + f["word/header2.xml"]; !strings.Contains(where, `descr="Ville de Québec"`) {
			t.Errorf("plain %v: no logo", plain)
		}
	}
}

// TestPicturesKeepTheirProportion: a drawing of 650 by some height is as wide as the text, and no other shape.
func TestPicturesKeepTheirProportion(t *testing.T) {
	t.Parallel()
	m := regexp.MustCompile(`<wp:inline[^>]*><wp:extent cx="(\d+)" cy="(\d+)"/>`).FindStringSubmatch(files(t, written(t, every("é")))["word/document.xml"])
	size := regexp.MustCompile(`width="([\d.]+)" height="([\d.]+)"`).FindStringSubmatch(columns())
	if m == nil || size == nil {
		t.Fatal("no drawing")
	}
	number := func(s string) (v float64) {
		if _, err := fmt.Sscan(s, &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	if got, want := number(m[1])/number(m[2]), number(size[1])/number(size[2]); math.Abs(got-want) > 0.01 || number(m[1]) < 6_000_000 {
		t.Errorf("%s by %s, of a drawing of %s by %s", m[1], m[2], size[1], size[2])
	}
}
