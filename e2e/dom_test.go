package e2e_test

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// elements gives those below a node, in the order of the page: those named tag, or all ("").
func elements(n *html.Node, tag string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && (tag == "" || d.Data == tag) && !yield(d) {
				return
			}
		}
	}
}

// withClass gives those elements below a node that bear a class.
func withClass(n *html.Node, class string) []*html.Node {
	var out []*html.Node
	for e := range elements(n, "") {
		if slices.Contains(classes(e), class) {
			out = append(out, e)
		}
	}
	return out
}

func classes(e *html.Node) []string {
	list, _ := attribute(e, "class")
	return strings.Fields(list)
}

func attribute(e *html.Node, name string) (value string, ok bool) {
	for _, a := range e.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// words is the text of an element, with every run of spaces made a plain one.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
