package html_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	nethtml "golang.org/x/net/html"

	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/render"
	"entente/internal/render/html"
)

func written(t *testing.T, p *publish.Paper) string {
	t.Helper()
	var b bytes.Buffer
	if err := html.Write(&b, p, render.Links{Record: func(r record.Ref) string { return "https://example.org/" + string(r) }}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func span(s string) []publish.Span { return []publish.Span{{Text: s}} }

const drawing = `<svg viewBox="0 0 10 10" role="img"><rect width="5" height="5"/></svg>`

// every is a paper with every sort of block, where what next gives stands in each place that holds text.
func every(next func() string) *publish.Paper {
	all := []publish.Span{
		{Text: next(), Strong: true}, {Text: next(), Em: true}, {Text: next(), Raised: true}, {Text: next(), Lowered: true}, {Text: next(), Small: true},
		{Text: next(), Figure: "missions"}, {Text: next(), Record: "r1"}, {Text: next(), Href: "javascript:alert(1)"}, {Text: next(), Lang: "en"},
	}
	items := []publish.Item{{Value: 3, Spans: span(next()), Items: []publish.Item{{Spans: span(next())}}}, {Spans: span(next())}}
	table := func() *publish.Table {
		return &publish.Table{Caption: next(), Head: []publish.Cell{{Spans: span(next())}, {Spans: span(next()), Number: true}}, Rows: [][]publish.Cell{{{Spans: span(next())}, {Spans: all}}}}
	}
	inner := []publish.Block{{Sort: "paragraph", Spans: span(next())}}
	return &publish.Paper{
		Title: next(), Subtitle: next(), Office: next(), Lang: "fr",
		Words:   publish.Words{Contents: next(), Table: "Tableau", Drawing: "Figure", Numbers: next(), Edition: next(), Checksum: "Somme :", Verify: next()},
		Look:    publish.Look{Unit: next(), Accent: "#336699", Deep: "red;}</style>", Mark: "#b3541e"},
		Opening: []publish.Block{{Sort: "paragraph", Spans: span(next())}},
		Sections: []publish.Section{{ID: "a", Title: next(), Blocks: []publish.Block{
			{Sort: "paragraph", Spans: all}, {Sort: "list", Title: next(), Items: items}, {Sort: "ordered", Items: items}, {Sort: "table", Table: table()},
			{Sort: "facts", Facts: []publish.Fact{{Name: next(), Spans: all}}}, {Sort: "box", Title: next(), Inner: inner}, {Sort: "tiles", Tiles: []publish.Tile{{Value: next(), Label: next(), Figure: "missions"}}},
			{Sort: "drawing", Drawing: &publish.Drawing{SVG: drawing, Width: 10, Height: 10, Caption: next(), Alt: next(), Table: table()}},
			{Sort: "heading", Title: next()}, {Sort: "lines", Items: items}, {Sort: "code", Spans: span(next())}, {Sort: "quote", Inner: inner}, {Sort: "pages"},
			{Sort: "not known", Title: next(), Spans: span(next()), Items: items, Table: table(), Facts: []publish.Fact{{Name: next(), Spans: all}}, Inner: inner},
		}, Sections: []publish.Section{{ID: "b", Title: next(), Lang: "en"}}}, {ID: "c", Title: next()}},
		Annex:    &publish.Section{ID: "figures", Title: next(), Sections: []publish.Section{{ID: "figure-missions", Title: next(), Blocks: inner}}},
		Identity: publish.Identity{Publication: "p1", Edition: 2, Issued: "2025-03-01T12:00:00Z", Checksum: strings.Repeat("ab", 32)},
	}
}

// read gives the elements of a page without their words, the words, and every address.
func read(t *testing.T, page string) (elements, words string, addresses []string) {
	t.Helper()
	root, err := nethtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var e, w strings.Builder
	var walk func(*nethtml.Node)
	walk = func(n *nethtml.Node) {
		if n.Type == nethtml.TextNode {
			w.WriteString(n.Data + " ")
		}
		if n.Type == nethtml.ElementNode {
			e.WriteString("<" + n.Data)
			for _, a := range n.Attr {
				e.WriteString(" " + a.Key)
				if a.Key == "href" || a.Key == "src" {
					addresses = append(addresses, a.Val)
				}
			}
		}
		if n.Type == nethtml.ElementNode && n.Data == "style" {
			return // its own rules
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Type == nethtml.ElementNode {
			e.WriteString(">")
		}
	}
	walk(root)
	return e.String(), w.String(), addresses
}

func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	n, alt := 0, ""
	paper := every(func() string { n++; return fmt.Sprintf("mot%dmot", n) })
	for _, b := range paper.Sections[0].Blocks {
		if b.Drawing != nil {
			alt = b.Drawing.Alt // which stands in the drawing itself
		}
	}
	_, words, _ := read(t, written(t, paper))
	for i := 1; i <= n; i++ {
		if want := fmt.Sprintf("mot%dmot", i); want != alt && !strings.Contains(words, want) {
			t.Errorf("%s is not in the file", want)
		}
	}
}

// TestHostileTextStaysText: whatever a text holds, the page has the same elements and attributes, and leads nowhere else.
func TestHostileTextStaysText(t *testing.T) {
	t.Parallel()
	want, _, where := read(t, written(t, every(func() string { return "x" })))
	for _, to := range where {
		if strings.HasPrefix(to, "javascript:") {
			t.Errorf("a link runs something: %s", to)
		}
	}
	for _, text := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</style><script>`, "<!-- ", "]]>", "&lt;b&gt; &amp;", "</title></head>", "' onclick='x",
		strings.Repeat("a", 10_000), "مدينة كيبك", "עיר קוויבק", "👩‍👩‍👧 🇨🇦", "\u202eabc\u2066", "{{ x }} ${y} #eval(1)",
	} {
		got, words, to := read(t, written(t, every(func() string { return text })))
		if got != want {
			t.Errorf("%.40q changed the elements", text)
		}
		if !slices.Equal(to, where) {
			t.Errorf("%.40q changed where links lead: %q", text, to)
		}
		if n := strings.Count(words, text); n < 40 {
			t.Errorf("%.40q is %d times on the page", text, n)
		}
	}
	for _, text := range []string{"a\x00b", "\xff\xfe"} { // what HTML cannot hold
		if got, _, _ := read(t, written(t, every(func() string { return text }))); got != want {
			t.Errorf("%q changed the elements", text)
		}
	}
}

// TestOnlyColoursAreColours: a page wears the office's colours, and nothing else that stands where colours should.
func TestOnlyColoursAreColours(t *testing.T) {
	t.Parallel()
	page := written(t, every(func() string { return "x" }))
	if !strings.Contains(page, ":root{--own-accent:#336699;--own-mark:#b3541e;}") || strings.Contains(page, "red;}") {
		t.Error("the colours of the page are not the office's, or not only")
	}
}

// TestADrawingThatIsNoneIsLeftOut: only what draws and does not act is put into the page.
func TestADrawingThatIsNoneIsLeftOut(t *testing.T) {
	t.Parallel()
	for _, svg := range []string{
		`<svg><script>alert(1)</script></svg>`, `<svg onload="x()"></svg>`, `<svg><a href="javascript:x"/></svg>`, `<svg><image href="https://example.org/x.png"/></svg>`, `<p>no drawing</p>`,
	} {
		p := &publish.Paper{Title: "t", Lang: "fr", Sections: []publish.Section{{ID: "a", Title: "a", Blocks: []publish.Block{{Sort: "drawing", Drawing: &publish.Drawing{SVG: svg, Caption: "la carte"}}}}}}
		if page := written(t, p); strings.Contains(page, svg) || !strings.Contains(page, "la carte") {
			t.Errorf("%s is in the page, or its caption is not", svg)
		}
	}
}

func TestALetterHasItsObjectBelowTheAddress(t *testing.T) {
	t.Parallel()
	p := &publish.Paper{Title: "Objet : merci", Lang: "fr", Office: "Bureau", Look: publish.Look{Plain: true}, Opening: []publish.Block{
		{Sort: "lines", Items: []publish.Item{{Spans: span("Madame la maire")}}}, {Sort: "title"}, {Sort: "paragraph", Spans: span("Madame,")},
	}}
	page := written(t, p)
	_, body, _ := strings.Cut(page, "<main>")
	if strings.Count(page, "<h1") != 1 || strings.Index(body, "Objet") < strings.Index(body, "Madame la maire") || strings.Index(body, "Objet") > strings.Index(body, "Madame,") {
		t.Errorf("%s", body)
	}
}

// TestALongReportAndTwoAtOnce: sixty chapters with twenty figures, written twice at once, are the same bytes, and the figures are
// numbered through.
func TestALongReportAndTwoAtOnce(t *testing.T) {
	t.Parallel()
	long := &publish.Paper{Title: "Long", Lang: "fr", Words: publish.Words{Table: "Tableau", Drawing: "Figure"}}
	for i := range 60 {
		s := publish.Section{ID: fmt.Sprint("s", i), Title: fmt.Sprint("Chapitre ", i), Blocks: []publish.Block{{Sort: "paragraph", Spans: span(strings.Repeat("Un texte assez long. ", 120))}}}
		if i%3 == 0 {
			s.Blocks = append(s.Blocks, publish.Block{Sort: "drawing", Drawing: &publish.Drawing{SVG: drawing, Width: 10, Height: 10, Caption: fmt.Sprint("Dessin ", i), Alt: "Un dessin"}})
		}
		long.Sections = append(long.Sections, s)
	}
	pages := make([]string, 2)
	var both sync.WaitGroup
	for i := range pages {
		both.Go(func() { pages[i] = written(t, long) })
	}
	both.Wait()
	if pages[0] != pages[1] || !strings.Contains(pages[0], "Figure\u00a020 – Dessin 57") || strings.Count(pages[0], "<figure>") != 20 {
		t.Error("two pages of one paper differ, or the last figure has no number")
	}
}
