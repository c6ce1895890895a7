package publish

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Unmarked is what somebody reads of a text in Markdown where nothing of it is set: on one line, without marks, each figure that it
// names an ellipsis.
func Unmarked(s string) string {
	r := &reader{}
	r.source = []byte(r.holes(Clean(s)))
	var b strings.Builder
	var walk func(ast.Node)
	walk = func(parent ast.Node) {
		for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
			switch n := n.(type) {
			case *ast.Text:
				words := string(n.Segment.Value(r.source))
				if !n.IsRaw() {
					words = unescaped(words)
				}
				b.WriteString(words)
				if n.SoftLineBreak() || n.HardLineBreak() {
					b.WriteByte(' ')
				}
			case *ast.String:
				b.Write(n.Value)
			case *ast.AutoLink:
				b.Write(n.Label(r.source))
			case *ast.FencedCodeBlock:
				for i := range n.Lines().Len() {
					at := n.Lines().At(i)
					b.Write(at.Value(r.source))
				}
			default:
				walk(n)
			}
			if n.Type() == ast.TypeBlock {
				b.WriteByte(' ')
			}
		}
	}
	walk(markdown().Parse(text.NewReader(r.source)))
	plain := strings.Join(strings.Fields(b.String()), " ")
	for {
		open, end := strings.IndexRune(plain, holeOpen), strings.IndexRune(plain, holeClose)
		if open < 0 || end < open {
			return plain
		}
		plain = plain[:open] + "…" + plain[end+len(string(holeClose)):]
	}
}
