package extract

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

const (
	mostUnpacked = 40_000_000 // bytes of all parts of a package that are read
	mostDeep     = 400        // elements in elements
)

// part reads one part of a package through see, which is told of each element and text and the elements around it.
func part(t *writer, z *zip.Reader, name string, left *int64, see func(tok xml.Token, depth int)) error {
	i := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	r, err := z.File[i].Open()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: *left}
	d := xml.NewDecoder(limited)
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, ErrBroken } // these formats are UTF-8
	for depth := 0; !t.full(); {
		tok, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			*left = limited.N
			return nil
		case err != nil:
			return fmt.Errorf("%w: %w", ErrBroken, err)
		}
		switch tok.(type) {
		case xml.StartElement:
			if depth++; depth > mostDeep {
				return fmt.Errorf("%w: elements %d deep", ErrBroken, depth)
			}
		case xml.EndElement:
			depth--
		}
		see(tok, depth)
	}
	return nil
}

// wordDocument reads what a reader of the document sees: neither what was struck out under revision, nor hidden text, nor
// comments. What stands at the head and the foot of pages comes last and once, in an order of its own: programs share it out among
// files as they like.
func wordDocument(t *writer, z *zip.Reader, left *int64) error {
	if err := wordPart(t, z, "word/document.xml", left); err != nil {
		return err
	}
	var margins []string
	for i, f := range z.File {
		if i > mostParts || !strings.HasPrefix(f.Name, "word/") || !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		switch name := strings.TrimPrefix(f.Name, "word/"); {
		case strings.HasPrefix(name, "footnotes"), strings.HasPrefix(name, "endnotes"):
			if err := wordPart(t, z, f.Name, left); err != nil {
				return err
			}
		case strings.HasPrefix(name, "header"), strings.HasPrefix(name, "footer"):
			margin := &writer{ctx: t.ctx}
			if err := wordPart(margin, z, f.Name, left); err != nil {
				return err
			}
			margins = append(margins, margin.text())
		}
	}
	slices.Sort(margins)
	for _, s := range slices.Compact(margins) {
		t.line()
		t.add(s)
	}
	return nil
}

// mostParts is how many parts of a package are looked at.
const mostParts = 1000

// wordPart reads one part of a document. The number of a page, which programs count anew, is three dots.
func wordPart(t *writer, z *zip.Reader, name string, left *int64) error {
	text, hidden := false, false
	var fields fields
	return part(t, z, name, left, func(tok xml.Token, _ int) {
		switch e := tok.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "t":
				text = !hidden
			case "r":
				hidden = false
			case "vanish":
				hidden = !slices.ContainsFunc(e.Attr, func(a xml.Attr) bool {
					return a.Name.Local == "val" && (a.Value == "0" || a.Value == "false")
				})
			case "tab":
				t.space()
			case "br", "cr":
				t.line()
			case "instrText":
				fields.asked = len(fields.open) > 0
			case "fldChar":
				fields.step(attr(e, "fldCharType"))
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "t":
				text = false
			case "p":
				t.line()
			case "tc":
				t.space()
			case "instrText":
				fields.asked = false
			}
		case xml.CharData:
			switch {
			case fields.asked:
				fields.ask(string(e))
			case text && fields.counted() && strings.Trim(string(e), "0123456789") == "":
				t.add("…")
			case text:
				t.add(string(e))
			}
		}
	})
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// fields are those that a text stands in: what is computed when the document is shown.
type fields struct {
	open  []field
	asked bool // what is read is the instruction of the innermost
}

type field struct {
	instruction string
	shown       bool // what follows is what it came to
}

// step takes the mark of a field's beginning, of its middle or of its end.
func (f *fields) step(mark string) {
	last := len(f.open) - 1
	switch {
	case mark == "begin" && last < mostDeep:
		f.open = append(f.open, field{})
	case mark == "separate" && last >= 0:
		f.open[last].shown = true
	case mark == "end" && last >= 0:
		f.open = f.open[:last]
	}
}

// ask adds to the instruction of the innermost field.
func (f *fields) ask(s string) {
	if last := len(f.open) - 1; len(f.open[last].instruction) < mostDeep {
		f.open[last].instruction += s
	}
}

// counted tells whether figures are the number of a page. The name of what is on that page may stand in the field, too.
func (f *fields) counted() bool {
	return slices.ContainsFunc(f.open, func(x field) bool { return x.shown && x.page() })
}

func (f field) page() bool {
	name, _, _ := strings.Cut(strings.TrimSpace(f.instruction), " ")
	return name == "PAGE" || name == "PAGEREF" || name == "NUMPAGES"
}

// openDocument reads the body of a document, without comments and what was struck out.
func openDocument(t *writer, z *zip.Reader, left *int64) error {
	body, skip := 0, 0 // how deep the body is, and what in it is left out
	return part(t, z, "content.xml", left, func(tok xml.Token, depth int) {
		switch e := tok.(type) {
		case xml.StartElement:
			switch name := e.Name.Space + ":" + e.Name.Local; {
			case body == 0 && name == "office:body":
				body = depth
			case skip == 0 && (name == "office:annotation" || name == "text:tracked-changes"):
				skip = depth
			case name == "text:s", name == "text:tab":
				t.space()
			case name == "text:line-break":
				t.line()
			}
		case xml.EndElement:
			if skip == 0 && (e.Name.Local == "p" || e.Name.Local == "h") {
				t.line()
			}
			if depth < skip {
				skip = 0
			}
			if depth < body {
				body = 0
			}
		case xml.CharData:
			if body > 0 && skip == 0 {
				t.add(string(e))
			}
		}
	})
}
