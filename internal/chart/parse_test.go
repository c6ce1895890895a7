package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// node is an element of a drawing read back: what a test sees is what a reader's program sees.
type node struct {
	name     string
	attrs    map[string]string
	text     string
	children []*node
}

// parse fails the test unless the drawing is one well-formed XML element.
func parse(t testing.TB, svg []byte) *node {
	t.Helper()
	root := &node{}
	open := []*node{root}
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		in := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			in.children = append(in.children, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			in.text += string(token)
		}
	}
	if len(root.children) != 1 || root.children[0].name != "svg" {
		t.Fatalf("%d elements at the top, want one svg", len(root.children))
	}
	return root.children[0]
}

// all gives the elements of a name, or all elements, in the order of the drawing.
func (n *node) all(name string) []*node {
	var found []*node
	if name == "" || n.name == name {
		found = append(found, n)
	}
	for _, c := range n.children {
		found = append(found, c.all(name)...)
	}
	return found
}

func (n *node) child(name string) *node {
	for _, c := range n.children {
		if c.name == name {
			return c
		}
	}
	return &node{}
}

func (n *node) attr(name string) string { return n.attrs[name] }

func (n *node) number(name string) float64 {
	v, _ := strconv.ParseFloat(n.attrs[name], 64) // an attribute that is no number counts as 0, which the tests see
	return v
}

// extent is what a text covers at so much of its size a letter: names take 0.51 to 0.57 in Inter, sentences and amounts 0.5.
func (n *node) extent(em float64) box {
	size := n.number("font-size")
	width := em * size * float64(utf8.RuneCountInString(strings.TrimSpace(n.text)))
	left := n.number("x")
	switch n.attr("text-anchor") {
	case "middle":
		left -= width / 2
	case "end":
		left -= width
	}
	return box{left, n.number("y") - 0.74*size, left + width, n.number("y") + 0.22*size}
}

// marker is where a point's shape stands: the centre of its circle, or the middle of its corners' extent.
func (n *node) marker(t testing.TB) vec {
	t.Helper()
	if c := n.child("circle"); c.name != "" {
		return vec{c.number("cx"), c.number("cy")}
	}
	for _, p := range n.all("path") {
		if p.attr("class") != "" {
			continue
		}
		var xs, ys []float64
		for corner := range strings.SplitSeq(strings.TrimSuffix(p.attr("d")[1:], "z"), "L") {
			x, y, _ := strings.Cut(corner, " ")
			fx, errX := strconv.ParseFloat(x, 64)
			fy, errY := strconv.ParseFloat(y, 64)
			if errX != nil || errY != nil {
				t.Fatalf("corner %q", corner)
			}
			xs, ys = append(xs, fx), append(ys, fy)
		}
		return vec{(min(xs[0], xs[len(xs)-1], xs[1]) + max(xs[0], xs[1], xs[2])) / 2, (min(ys[0], ys[1], ys[2]) + max(ys[0], ys[1], ys[2])) / 2}
	}
	t.Fatalf("no marker in %v", n.attrs)
	return vec{}
}
