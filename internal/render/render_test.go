package render

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/internal/figure"
	"entente/internal/figure/figuretest"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

func links() Links {
	return Links{
		Figure: func(key string) string { return "figure:" + key },
		Record: func(ref record.Ref) string { return "record:" + string(ref) },
	}
}

func year2024(t *testing.T, lang i18n.Lang) *publish.Paper {
	t.Helper()
	c, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	in := figuretest.Year2024()
	return publish.Compose(c.For(lang), in, figure.Compute(in), publish.Standing(c, in.Year))
}

// sample has text in every place where a report holds text of records.
func sample(text string) *publish.Paper {
	span := publish.Span{Text: text, Record: "r", Strong: true}
	p := publish.Block{Sort: "paragraph", Spans: []publish.Span{{Text: text}}}
	list := publish.Block{Sort: "ordered", Items: []publish.Item{{Value: 7, Spans: []publish.Span{span}, Items: []publish.Item{{Spans: []publish.Span{{Text: text}}}}}}}
	table := &publish.Table{
		Caption: text, Head: []publish.Cell{{Spans: []publish.Span{{Text: text}}}, {Spans: []publish.Span{{Text: "n"}}, Number: true}},
		Rows: [][]publish.Cell{{{Spans: []publish.Span{{Text: text}}}, {Spans: []publish.Span{{Text: "13", Figure: "cities"}}}}},
	}
	return &publish.Paper{
		Title: text, Subtitle: text, Office: text, Year: 2024,
		Sections: []publish.Section{{ID: "a", Title: text, Blocks: []publish.Block{
			p, list, {Sort: "table", Table: table}, {Sort: "box", Title: text, Inner: []publish.Block{p, list}},
		}}},
	}
}

var (
	escaped = regexp.MustCompile(`\\[!-/:-@\[-` + "`" + `{-~]`)
	leading = regexp.MustCompile(`^(> ?)? *(#+ |- |\+ |\d+[.)] |\| |=+$|-+$)?`)
)

// skeleton is the markup of a document without its words.
func skeleton(md string) []string {
	var out []string
	for l := range strings.Lines(md) {
		l = escaped.ReplaceAllString(strings.TrimSuffix(l, "\n"), "x")
		marks := strings.Map(func(r rune) rune {
			if strings.ContainsRune("<>[]*_`|~{}$&^@\\", r) {
				return r
			}
			return -1
		}, l)
		out = append(out, leading.FindString(l)+" "+marks)
	}
	return out
}

func TestHostileTextStaysText(t *testing.T) {
	t.Parallel()
	want := skeleton(string(Markdown(sample("plain"), links())))
	for _, text := range []string{
		"<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://evil.example/x.png)", "a | b", "# Heading", "1. item", "12) item",
		"- item", "+ item", "> quotation", "```", "~~~", "*a* __b__ ~~c~~", "a\n\n# b", "a\r\n- b", "a\u2028- b", "&lt;b&gt; &amp;", `\[x](y)`, `\`, `\\<b>`,
		"<!-- a", "$$x$$", "{.class}", "===", "---", "[^1]", "| --- |", "<https://evil.example>", "a]", "](https://evil.example)", "[r]: https://evil.example",
		"https://evil.example", "www.evil.example", "a@evil.example", "    code", "\u202eabc",
	} {
		md := string(Markdown(sample(text), links()))
		if got := skeleton(md); !slices.Equal(got, want) {
			t.Errorf("%q changed the markup:\n%s", text, md)
		}
		for _, bad := range []string{"https://", "www.", "\u202e", "\u2028"} {
			if strings.Contains(md, bad) {
				t.Errorf("%q: %q is left as it is in\n%s", text, bad, md)
			}
		}
	}
}

func TestAddressesStayInsideTheirLink(t *testing.T) {
	t.Parallel()
	r := sample("a")
	md := string(Markdown(r, Links{Record: func(record.Ref) string { return "/x) [y](/z \n<b>\"" }}))
	if !strings.Contains(md, "**[a](/x%29%20%5By%5D%28/z%20%0A%3Cb%3E%22)**") {
		t.Errorf("got\n%s", md)
	}
	if md := string(Markdown(r, Links{})); strings.Contains(md, "](") {
		t.Errorf("links without anybody to say where they lead:\n%s", md)
	}
}

func TestMarkdownOfEveryBlock(t *testing.T) {
	t.Parallel()
	want := `# A\*

A\* – A\*

## A\*

A\*

7. **[A\*](record:r)**
   - A\*

**A\***

| A\* | n |
| --- | ---: |
| A\* | [13](figure:cities) |

> **A\***
>
> A\*
>
> 7. **[A\*](record:r)**
>    - A\*
`
	if got := string(Markdown(sample("A*"), links())); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestTwoListsInARowStayTwo(t *testing.T) {
	t.Parallel()
	list := publish.Block{Sort: "list", Items: []publish.Item{{Spans: []publish.Span{{Text: "a"}}}}}
	got := string(Markdown(&publish.Paper{Title: "t", Sections: []publish.Section{{Title: "s", Blocks: []publish.Block{list, list}}}}, Links{}))
	if !strings.HasSuffix(got, "- a\n\n<!-- -->\n\n- a\n") {
		t.Errorf("got\n%s", got)
	}
}

func TestSpacesStayOutsideOfLinks(t *testing.T) {
	t.Parallel()
	m := &markdown{links: links()}
	got := m.spans([]publish.Span{{Text: "a"}, {Text: " 13 cities ", Figure: "cities", Strong: true}, {Text: "b "}})
	if got != "a **[13 cities](figure:cities)** b" {
		t.Errorf("got %q", got)
	}
}

var figureLink = regexp.MustCompile(`\[((?:\\.|[^\]\\])*)\]\(figure:([a-z.]+)\)`)

// figureSpans lists "key text" for every span that opens a figure, read from the JSON form.
func figureSpans(t *testing.T, data []byte) []string {
	t.Helper()
	var doc any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if key, ok := v["figure"].(string); ok {
				text, isSpan := v["text"].(string)
				if !isSpan { // a number in large
					text = v["value"].(string) + " " + v["label"].(string)
				}
				out = append(out, key+" "+text)
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(doc)
	slices.Sort(out)
	return out
}

func TestMarkdownAndJSONHoldTheSameNumbers(t *testing.T) {
	t.Parallel()
	for _, lang := range i18n.Langs() {
		r := year2024(t, lang)
		data, err := JSON(r)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range figureLink.FindAllStringSubmatch(string(Markdown(r, links())), -1) {
			got = append(got, m[2]+" "+strings.ReplaceAll(m[1], `\`, ""))
		}
		slices.Sort(got)
		want := figureSpans(t, data)
		if !slices.Equal(got, want) {
			t.Errorf("%s: Markdown opens %q,\nJSON %q", lang, got, want)
		}
		if !slices.ContainsFunc(want, func(s string) bool { return strings.HasPrefix(s, "cities 13") }) {
			t.Errorf("%s: the 13 cities are not told: %q", lang, want)
		}
	}
}

func TestJSONIsStableAndWhole(t *testing.T) {
	t.Parallel()
	a, err := JSON(year2024(t, i18n.FR))
	if err != nil {
		t.Fatal(err)
	}
	b, err := JSON(year2024(t, i18n.FR))
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("twice the same report, two documents (%v)", err)
	}
	var back publish.Paper
	dec := json.NewDecoder(bytes.NewReader(a))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&back); err != nil {
		t.Fatal(err)
	}
	again, err := JSON(&back)
	if err != nil || !bytes.Equal(a, again) {
		t.Errorf("reading the document back loses something (%v)", err)
	}
	if !bytes.HasPrefix(a, []byte("{\n  \"schema\": 1,\n  \"title\": ")) {
		t.Error("not indented, or not in the order of the report")
	}
	empty, err := JSON(publish.Compose(printer(t), figure.Input{Year: 1999}, nil, publish.Composition{}))
	if err != nil || !bytes.Contains(empty, []byte(`"figures": []`)) {
		t.Errorf("a report without figures has no list of them (%v)", err)
	}
}

func printer(t *testing.T) *i18n.Printer {
	t.Helper()
	c, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	return c.For(i18n.EN)
}
