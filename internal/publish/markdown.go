package publish

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"entente/internal/i18n"
	"entente/internal/record"
)

// Holes stand for tokens while Markdown is read: two characters of private use around a number, which no rule of Markdown looks
// at. A text that holds them loses them first.
const (
	holeOpen  = '\uE000'
	holeClose = '\uE001'
)

// markdown reads what people write. It knows paragraphs, lists, quotations, headings, code, emphasis and links; tags are text
// like any other, so that nobody's text becomes markup, nor any of it gets lost.
func markdown() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewEmphasisParser(), 500),
		),
	)
}

// reader turns one text into blocks.
type reader struct {
	w      *writer
	source []byte
	lang   string // of the text, "" when it is the paper's
	tokens []record.Token
	begun  bool // something of the sentence is written
}

// read is a text as blocks. What it names of the catalogue is put in as w says it.
func (w *writer) read(t record.Text) []Block {
	s, lang := t.In(w.lang())
	r := &reader{w: w}
	if lang != w.lang() {
		r.lang = lang
	}
	r.source = []byte(r.holes(Clean(s)))
	return r.blocks(markdown().Parse(text.NewReader(r.source)), 0)
}

// line is a text on one line, without any markup: a heading, a caption.
func (w *writer) line(t record.Text) Span {
	s := w.text(t)
	s.Text = i18n.Typo(w.langOf(s.Lang), strings.Join(strings.Fields(Clean(s.Text)), " "))
	return s
}

func (w *writer) langOf(lang string) i18n.Lang {
	if lang == "" {
		return w.p.Lang()
	}
	return i18n.Lang(lang)
}

// holes takes the tokens out of a text.
func (r *reader) holes(s string) string {
	s = strings.Map(func(c rune) rune {
		if c == holeOpen || c == holeClose {
			return -1
		}
		return c
	}, s)
	at, tokens := record.TokensIn(s)
	var b strings.Builder
	from := 0
	for i, p := range at {
		b.WriteString(s[from:p[0]])
		b.WriteRune(holeOpen)
		b.WriteRune(rune('0' + i%10)) // only to be seen while debugging: holes are filled in their order
		b.WriteRune(holeClose)
		from = p[1]
	}
	r.tokens = tokens
	return b.String() + s[from:]
}

// deepest is how many quotations and lists may lie in one another.
const deepest = 12

func (r *reader) blocks(parent ast.Node, depth int) []Block {
	var out []Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			out = append(out, Block{Sort: "heading", Title: PlainText(r.inlines(n))})
		case *ast.Blockquote:
			if depth >= deepest {
				out = append(out, r.blocks(n, depth)...)
				continue
			}
			if inner := r.blocks(n, depth+1); len(inner) > 0 {
				out = append(out, Block{Sort: "quote", Inner: inner})
			}
		case *ast.List:
			if items := r.items(n, depth+1); len(items) > 0 {
				out = append(out, listOf(n, items))
			}
		case *ast.FencedCodeBlock:
			out = append(out, Block{Sort: "code", Spans: []Span{{Text: r.raw(n.Lines())}}})
		case *ast.ThematicBreak:
		default:
			if spans := r.inlines(n); len(spans) > 0 {
				out = append(out, paragraph(spans))
			}
		}
	}
	return out
}

func listOf(n *ast.List, items []Item) Block {
	if !n.IsOrdered() {
		return Block{Sort: "list", Items: items}
	}
	for i := range items {
		items[i].Value = n.Start + i
	}
	return Block{Sort: "ordered", Items: items}
}

// items are the entries of a list. An entry of several paragraphs becomes one: a paper's entries hold one run of text.
func (r *reader) items(list *ast.List, depth int) []Item {
	var out []Item
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		var it Item
		var flat []Item
		for child := n.FirstChild(); child != nil; child = child.NextSibling() {
			if inner, ok := child.(*ast.List); ok {
				if depth < deepest {
					it.Items = append(it.Items, r.items(inner, depth+1)...)
				} else {
					flat = append(flat, r.items(inner, depth)...)
				}
				continue
			}
			it.Spans = sentences(it.Spans, r.said(child))
		}
		if len(it.Spans) > 0 || len(it.Items) > 0 {
			out = append(out, it)
		}
		out = append(out, flat...)
	}
	return out
}

// said is all that a block says, as one run.
func (r *reader) said(n ast.Node) []Span {
	if code, ok := n.(*ast.FencedCodeBlock); ok {
		return []Span{{Text: r.raw(code.Lines()), Lang: r.lang}}
	}
	if n.Type() == ast.TypeBlock && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeBlock {
		var out []Span
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			out = sentences(out, r.said(c))
		}
		return out
	}
	return r.inlines(n)
}

func (r *reader) raw(lines *text.Segments) string {
	var b strings.Builder
	for i := range lines.Len() {
		at := lines.At(i)
		b.Write(at.Value(r.source))
	}
	return r.literal(strings.TrimSuffix(b.String(), "\n"))
}

// inlines is the text of a paragraph.
func (r *reader) inlines(n ast.Node) []Span {
	r.begun = false
	var out []Span
	r.inline(n, Span{Lang: r.lang}, &out)
	return r.w.typeset(trimmed(merged(out)), r.lang)
}

func (r *reader) inline(parent ast.Node, look Span, out *[]Span) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			s := string(n.Segment.Value(r.source))
			if !n.IsRaw() {
				s = unescaped(s)
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				s += " "
			}
			r.put(s, look, out)
		case *ast.String:
			r.put(string(n.Value), look, out)
		case *ast.CodeSpan:
			inner := look
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					inner.Text = r.literal(string(t.Segment.Value(r.source)))
					*out = append(*out, inner)
				}
			}
			r.begun = true
		case *ast.Emphasis:
			inner := look
			inner.Em, inner.Strong = look.Em || n.Level == 1, look.Strong || n.Level > 1
			r.inline(n, inner, out)
		case *ast.Link:
			inner := look
			inner.Href = address(r.literal(unescaped(string(n.Destination))))
			r.inline(n, inner, out)
		case *ast.AutoLink:
			inner := look
			inner.Text = r.literal(string(n.Label(r.source)))
			inner.Href = address(r.literal(string(n.URL(r.source))))
			*out = append(*out, inner)
			r.begun = true
		default:
			r.inline(n, look, out)
		}
	}
}

// put adds a run of text, with its holes filled.
func (r *reader) put(s string, look Span, out *[]Span) {
	for s != "" {
		open := strings.IndexRune(s, holeOpen)
		if open < 0 {
			r.plain(s, look, out)
			return
		}
		r.plain(s[:open], look, out)
		s = s[open:]
		end := strings.IndexRune(s, holeClose)
		if end < 0 {
			return
		}
		s = s[end+utf8.RuneLen(holeClose):]
		for _, span := range r.fill(look) {
			*out = append(*out, span)
			r.begun = true
		}
	}
}

// fill takes the next token.
func (r *reader) fill(look Span) []Span {
	if len(r.tokens) == 0 {
		return nil
	}
	t := r.tokens[0]
	r.tokens = r.tokens[1:]
	speaker := r.w
	if r.lang == "fr" && r.w.french != nil {
		speaker = r.w.french
	}
	s := speaker.token(t)
	s.Lang = look.Lang
	if !r.begun {
		s.Text = i18n.Capital(s.Text)
	}
	s.Strong, s.Em = s.Strong || look.Strong, look.Em
	if s.Figure == "" && s.Record == "" {
		s.Href = look.Href
	}
	return []Span{s}
}

// plain adds words as a language sets them.
func (r *reader) plain(s string, look Span, out *[]Span) {
	if s == "" {
		return
	}
	look.Text = s
	*out = append(*out, look)
	r.begun = !ends(s, r.begun)
}

// ends tells whether a new sentence begins after a text.
func ends(s string, begun bool) bool {
	s = strings.TrimRightFunc(s, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("«“\"'(", c) })
	if s == "" {
		return !begun
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…", last)
}

// literal gives a text its tokens back as they were written: in code and addresses nothing is put in.
func (r *reader) literal(s string) string {
	var b strings.Builder
	for s != "" {
		open, end := strings.IndexRune(s, holeOpen), strings.IndexRune(s, holeClose)
		if open < 0 || end < open || len(r.tokens) == 0 {
			break
		}
		b.WriteString(s[:open])
		b.WriteString(r.tokens[0].String())
		r.tokens = r.tokens[1:]
		s = s[end+utf8.RuneLen(holeClose):]
	}
	return b.String() + s
}

// unescaped resolves what Markdown writes with a backslash or an ampersand.
func unescaped(s string) string {
	b := util.ResolveNumericReferences(util.ResolveEntityNames(util.UnescapePunctuations([]byte(s))))
	return Clean(string(b))
}

// address keeps the addresses that a paper may link to: those of the web and of mail.
func address(s string) string {
	lower := strings.ToLower(s)
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(lower, scheme) && len(s) > len(scheme) && !strings.ContainsFunc(s, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) }) {
			return s
		}
	}
	return ""
}

// Clean takes out of a text what no document can hold or what would turn around the text that follows: control characters,
// and marks that override the direction of writing. Letters of every script stay.
func Clean(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t':
			return c
		case c == '\r', c == '\u2028', c == '\u2029':
			return '\n'
		case unicode.IsControl(c), c >= '\u202A' && c <= '\u202E', c == '\uFFFE', c == '\uFFFF', c == '\uFEFF':
			return -1
		}
		return c
	}, strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\uFFFD"))
}

// merged joins neighbours that look alike.
func merged(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if s.Text == "" {
			continue
		}
		if last := len(out) - 1; last >= 0 && s.Figure == "" && s.Record == "" {
			like := s
			like.Text = out[last].Text
			if like == out[last] {
				out[last].Text += s.Text
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

// trimmed takes the spaces off both ends.
func trimmed(spans []Span) []Span {
	for len(spans) > 0 {
		spans[0].Text = strings.TrimLeft(spans[0].Text, " \n\t")
		if spans[0].Text != "" {
			break
		}
		spans = spans[1:]
	}
	for len(spans) > 0 {
		last := &spans[len(spans)-1]
		last.Text = strings.TrimRight(last.Text, " \n\t")
		if last.Text != "" {
			break
		}
		spans = spans[:len(spans)-1]
	}
	return spans
}

// PlainText is the text of spans, without marks or links.
func PlainText(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}
