// Package docx writes a paper as a Word file that an officer goes on editing: headings, lists, captions and tables are real styles,
// the table of contents, numbers of figures and pages are fields, drawings are pictures with alternative text. It needs the standard
// library and package raster only. It must not know records, languages or addresses: whoever calls it says where a link leads, and
// its own words come with the paper.
package docx

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
	"time"

	"entente/internal/publish"
	"entente/internal/render"
)

// Write writes a paper. The same paper gives the same bytes.
func Write(w io.Writer, p *publish.Paper, links render.Links) error {
	b := newBuilder(p, links)
	body := b.document()
	parts := []part{
		{"[Content_Types].xml", b.contentTypes()},
		{"_rels/.rels", packageLinks},
		{"docProps/core.xml", b.core()},
		{"docProps/app.xml", head + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Entente</Application></Properties>`},
		{"docProps/custom.xml", b.custom()},
		{"word/document.xml", body},
		{"word/styles.xml", b.styles()},
		{"word/numbering.xml", b.numbering()},
		{"word/settings.xml", b.settings()},
		{"word/fontTable.xml", fontTable},
	}
	for _, f := range b.frames {
		parts = append(parts, part{"word/" + f.name, f.text}, part{"word/_rels/" + f.name + ".rels", f.links.text()})
	}
	parts = append(parts, part{"word/_rels/document.xml.rels", b.links.text()})
	for _, m := range b.media {
		parts = append(parts, part{"word/" + m.name, string(m.content)})
	}
	z := zip.NewWriter(w)
	for _, one := range parts {
		if err := one.add(z); err != nil {
			return fmt.Errorf("write %q as a Word file: %w", p.Title, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write %q as a Word file: %w", p.Title, err)
	}
	return nil
}

// part is one file in the package.
type part struct{ name, content string }

func (p part) add(z *zip.Writer) error {
	h := &zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
	if strings.HasSuffix(p.name, ".png") || strings.HasSuffix(p.name, ".jpeg") {
		h.Method = zip.Store
	}
	f, err := z.CreateHeader(h)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, p.content)
	return err
}

// builder makes the parts of one file.
type builder struct {
	paper    *publish.Paper
	to       render.Links
	look     colours
	lang     string
	links    *relations            // of the main part
	media    []medium              // pictures
	frames   []frame               // heads and feet of pages
	lists    []int                 // where each numbered list begins
	entries  []entry               // of the table of contents
	marks    map[string]string     // bookmarks of the sections that links lead to
	stand    map[string]bool       // those that stand already
	twins    []twin                // the numbers of drawings
	ids      int                   // of bookmarks and drawings
	tables   int                   // with a caption
	drawings int                   // with a caption
	depth    int                   // of boxes in one another
	pictures map[string]*pictureOf // drawings already made, by their text
}

func newBuilder(p *publish.Paper, links render.Links) *builder {
	return &builder{
		paper: p, to: links, look: coloursOf(p.Look), lang: locale(p.Lang), links: &relations{}, marks: map[string]string{}, stand: map[string]bool{},
		pictures: map[string]*pictureOf{},
	}
}

// next is an id that no other bookmark or drawing has.
func (b *builder) next() int {
	b.ids++
	return b.ids
}
