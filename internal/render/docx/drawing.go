package docx

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // logos may be
	"image/png"
	"math"
	"strings"

	"entente/internal/publish"
	"entente/internal/raster"
)

// medium is a picture in the package.
type medium struct {
	name    string // "media/image1.png"
	content []byte
}

// pictureOf is a picture with its size in pixels of 96 to the inch.
type pictureOf struct {
	name          string
	width, height float64
}

const (
	emuPixel = 9525 // English metric units in a pixel of 96 to the inch
	emuTwip  = 635  // and in a twentieth of a point
	density  = 2.5  // pixels of a picture for each of its drawing: 240 to the inch
	decorate = `<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>`
)

// keep puts a picture in the package.
func (b *builder) keep(content []byte) string {
	name := fmt.Sprintf("media/image%d.png", len(b.media)+1)
	b.media = append(b.media, medium{name, content})
	return name
}

// drawing is a drawing as a picture over its caption, its words where it cannot be drawn. Its numbers follow at the end of the document.
func (b *builder) drawing(d *publish.Drawing, c context) string {
	var out strings.Builder
	p, err := b.picture(d.SVG, density)
	number := 0
	if err != nil {
		out.WriteString(paragraph("Said", "", b.plainRun(either(d.Caption, "—"))))
		out.WriteString(paragraph(c.body(), "", b.plainRun(either(d.Alt, "—"))))
	} else {
		width, height := b.fitted(p, c)
		out.WriteString(paragraph("Figure", "", b.inline(b.links, p.name, either(d.Alt, d.Caption, "—"), d.Caption, width, height)))
		if d.Caption != "" {
			b.drawings++
			number = b.drawings
			out.WriteString(b.caption("Figure", "Caption", b.paper.Words.Drawing, number, d.Caption))
		}
	}
	if d.Table != nil {
		b.twins = append(b.twins, twin{number, d.Caption, d.Table})
	}
	return out.String()
}

// fitted is the size of a picture in the room that it has, in English metric units: its own, or as much smaller as it takes.
func (b *builder) fitted(p *pictureOf, c context) (width, height int) {
	// A tall one is made smaller, so that it does not leave half a page empty before it, but not so small that its names print below seven
	// points; and none is so tall that its caption would stand on another page.
	const highest, tall, least = 11200, 480.0, 0.8
	scale := min(max(least, min(1, tall/p.height)), float64(c.room()*emuTwip)/(p.width*emuPixel), float64(highest*emuTwip)/(p.height*emuPixel))
	return max(1, int(p.width*emuPixel*scale)), max(1, int(p.height*emuPixel*scale))
}

// picture makes a picture of a drawing, once for each, with so many pixels for each of its own.
func (b *builder) picture(svg string, dense float64) (*pictureOf, error) {
	if p := b.pictures[svg]; p != nil {
		return p, nil
	}
	m, err := raster.Draw([]byte(svg), dense)
	for errors.Is(err, raster.ErrTooLarge) && dense > 0.5 {
		dense /= 2
		m, err = raster.Draw([]byte(svg), dense)
	}
	if err != nil {
		return nil, err
	}
	var content bytes.Buffer
	if err := png.Encode(&content, m); err != nil {
		return nil, fmt.Errorf("write the picture: %w", err)
	}
	p := &pictureOf{b.keep(content.Bytes()), float64(m.Bounds().Dx()) / dense, float64(m.Bounds().Dy()) / dense}
	b.pictures[svg] = p
	return p, nil
}

// inline is a picture in a line of text.
func (b *builder) inline(links *relations, name, alt, title string, width, height int) string {
	id := b.next()
	about := fmt.Sprintf(`id="%d" name="Figure %d" descr="%s"`, id, id, esc(short(alt, 4000)))
	if title != "" {
		about += fmt.Sprintf(` title="%s"`, esc(short(title, 250)))
	}
	return fmt.Sprintf(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr %s/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>%s</wp:inline></w:drawing></w:r>`,
		width, height, about, graphic(links.add("image", name, false), id, width, height))
}

// behind is a picture behind the text, over the whole page: decoration, which those who hear the page pass over.
func (b *builder) behind(name string) string {
	id := b.next()
	width, height := pageWidth*emuTwip, pageHeight*emuTwip
	return fmt.Sprintf(`<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="0" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="%d" cy="%d"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="%d" name="Figure %d" descr="">%s</wp:docPr><wp:cNvGraphicFramePr/>%s</wp:anchor></w:drawing></w:r>`,
		width, height, id, id, decorate, graphic(b.links.add("image", name, false), id, width, height))
}

func graphic(relation string, id, width, height int) string {
	return fmt.Sprintf(`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="Figure %d"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>`,
		id, id, relation, width, height)
}

// logo is the office's logo on white, with so much white around it; nil where there is none, or none that can be read.
func (b *builder) logo(around int) *pictureOf {
	l := b.paper.Look
	if len(l.Logo) == 0 {
		return nil
	}
	var m image.Image
	dense := 1.0
	if strings.Contains(l.LogoType, "svg") {
		dense = density
		drawn, err := raster.Draw(l.Logo, dense)
		if err != nil {
			return nil
		}
		m = drawn
	} else {
		size, _, err := image.DecodeConfig(bytes.NewReader(l.Logo))
		if err != nil || size.Width*size.Height > 40_000_000 || size.Width*size.Height == 0 {
			return nil
		}
		if m, _, err = image.Decode(bytes.NewReader(l.Logo)); err != nil {
			return nil
		}
	}
	// The white around is in the measure of the logo as it will be: some 60 pixels high.
	pad := int(math.Round(float64(around) * float64(m.Bounds().Dy()) / 60))
	on := image.NewNRGBA(image.Rect(0, 0, m.Bounds().Dx()+2*pad, m.Bounds().Dy()+2*pad))
	draw.Draw(on, on.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(on, m.Bounds().Sub(m.Bounds().Min).Add(image.Pt(pad, pad)), m, m.Bounds().Min, draw.Over)
	var content bytes.Buffer
	if err := png.Encode(&content, on); err != nil {
		return nil
	}
	return &pictureOf{b.keep(content.Bytes()), float64(on.Bounds().Dx()) / dense, float64(on.Bounds().Dy()) / dense}
}

// logoSize is the size of a logo of a height, no wider than a third of the text.
func logoSize(p *pictureOf, height float64) (int, int) {
	scale := min(height/p.height, 230/p.width)
	return max(1, int(p.width*scale*emuPixel)), max(1, int(p.height*scale*emuPixel))
}
