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
// comments.
func wordDocument(t *writer, z *zip.Reader, left *int64) error {
	names := []string{"word/document.xml"}
	for _, f := range z.File {
		for _, more := range []string{"word/footnotes", "word/endnotes", "word/header", "word/footer"} {
			if strings.HasPrefix(f.Name, more) && strings.HasSuffix(f.Name, ".xml") && len(names) < 100 {
				names = append(names, f.Name)
			}
		}
	}
	for _, name := range names {
		text, hidden := false, false
		err := part(t, z, name, left, func(tok xml.Token, _ int) {
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
				}
			case xml.EndElement:
				switch e.Name.Local {
				case "t":
					text = false
				case "p":
					t.line()
				case "tc":
					t.space()
				}
			case xml.CharData:
				if text {
					t.add(string(e))
				}
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
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
