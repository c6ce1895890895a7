// Package raster makes pictures of drawings, for documents whose readers cannot be relied on to draw SVG. It draws the elements
// that package chart uses (svg, g, a, path without elliptic arcs, rect, circle, ellipse, line, polyline, polygon, text) and says so
// when a drawing holds another. It knows nothing of what is drawn, nor of documents.
package raster

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"slices"
	"strings"
)

// ErrTooLarge says that a picture would take more memory than is given to one.
var ErrTooLarge = errors.New("the picture is too large")

// mostPixels is the size of the largest picture: 160 megabytes while it is drawn.
const mostPixels = 40_000_000

// deepest is how far elements may lie in one another.
const deepest = 200

// PNG writes a picture of a drawing, with so many pixels for each of its own.
func PNG(w io.Writer, svg []byte, density float64) error {
	m, err := Draw(svg, density)
	if err != nil {
		return err
	}
	if err := png.Encode(w, m); err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	return nil
}

// Draw draws an SVG drawing on white.
func Draw(svg []byte, density float64) (*image.RGBA, error) {
	d := &drawing{density: density}
	if err := d.read(svg); err != nil {
		return nil, fmt.Errorf("draw a picture: %w", err)
	}
	if d.picture == nil {
		return nil, errors.New("draw a picture: there is no drawing")
	}
	return d.picture, nil
}

// drawing is a picture as it is drawn.
type drawing struct {
	density float64
	picture *image.RGBA
	letters letters
	mask    mask
	stack   []style
	text    *strings.Builder // of the text element that is open
	words   []xml.Attr       // and its attributes
	silent  int              // how many elements are open that draw nothing
}

func (d *drawing) read(svg []byte) error {
	x := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := x.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the drawing: %w", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := d.start(token); err != nil {
				return fmt.Errorf("<%s>: %w", token.Name.Local, err)
			}
		case xml.EndElement:
			if err := d.end(); err != nil {
				return err
			}
		case xml.CharData:
			if d.text != nil && d.silent == 0 {
				d.text.Write(token)
			}
		}
	}
}

// silents hold words about the drawing, which are not drawn.
func silents() []string { return []string{"title", "desc", "metadata", "defs"} }

func (d *drawing) start(e xml.StartElement) error {
	if d.silent > 0 || slices.Contains(silents(), e.Name.Local) {
		d.silent++
		return nil
	}
	if len(d.stack) > deepest {
		return errors.New("too deep")
	}
	if e.Name.Local == "svg" {
		return d.open(e)
	}
	if len(d.stack) == 0 {
		return errors.New("the drawing does not begin with svg")
	}
	s, err := d.stack[len(d.stack)-1].with(e.Attr)
	if err != nil {
		return err
	}
	d.stack = append(d.stack, s)
	if e.Name.Local == "text" {
		d.text, d.words = &strings.Builder{}, e.Attr
		return nil
	}
	lines, err := shape(e, 0.7/max(1e-6, s.at.scale()))
	if err != nil {
		return err
	}
	d.paint(lines, s)
	return nil
}

func (d *drawing) end() error {
	if d.silent > 0 {
		d.silent--
		return nil
	}
	s := d.stack[len(d.stack)-1]
	d.stack = d.stack[:len(d.stack)-1]
	if d.text == nil {
		return nil
	}
	text := strings.Join(strings.Fields(strings.ReplaceAll(d.text.String(), "\u00a0", "\ue000")), " ")
	text = strings.ReplaceAll(text, "\ue000", "\u00a0")
	attrs := attributes(d.words)
	d.text = nil
	at := point{attrs.length("x"), attrs.length("y")}
	if attrs.err != nil {
		return attrs.err
	}
	return d.write(text, at, s)
}

// open makes the picture from the size of the outermost svg element.
func (d *drawing) open(e xml.StartElement) error {
	if d.picture != nil {
		return errors.New("a drawing in a drawing is not drawn here")
	}
	a := attributes(e.Attr)
	view, err := numbers(a.values["viewBox"])
	if err != nil {
		return err
	}
	if len(view) != 4 {
		view = []float64{0, 0, a.length("width"), a.length("height")}
	}
	width, height := view[2], view[3]
	if w, err := number(a.values["width"]); err == nil {
		width = w
	}
	if h, err := number(a.values["height"]); err == nil {
		height = h
	}
	if !(view[2] > 0 && view[3] > 0 && width > 0 && height > 0) {
		return errors.New("a drawing without a size")
	}
	w, h := width*d.density, height*d.density
	if w*h > mostPixels || w > 30000 || h > 30000 {
		return fmt.Errorf("%.0f by %.0f: %w", w, h, ErrTooLarge)
	}
	d.picture = image.NewRGBA(image.Rect(0, 0, max(1, int(w+0.5)), max(1, int(h+0.5))))
	draw.Draw(d.picture, d.picture.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	at := matrix{a: w / view[2], d: h / view[3]}
	at.e, at.f = -view[0]*at.a, -view[1]*at.d
	s, err := plainStyle(at).with(e.Attr)
	d.stack = append(d.stack, s)
	return err
}

// attrs are the attributes of an element, with the first thing that was wrong with one.
type attrs struct {
	values map[string]string
	err    error
}

func attributes(list []xml.Attr) *attrs {
	a := &attrs{values: map[string]string{}}
	for _, one := range list {
		a.values[one.Name.Local] = one.Value
	}
	return a
}

// length is a length, 0 where there is none.
func (a *attrs) length(name string) float64 {
	s, ok := a.values[name]
	if !ok {
		return 0
	}
	v, err := number(s)
	if err != nil && a.err == nil {
		a.err = err
	}
	return v
}

// shape gives the lines of an element.
func shape(e xml.StartElement, step float64) ([]line, error) {
	a := attributes(e.Attr)
	var lines []line
	switch e.Name.Local {
	case "g", "a":
	case "path":
		return pathData(a.values["d"], step)
	case "rect":
		lines = rounded(a.length("x"), a.length("y"), a.length("width"), a.length("height"), max(a.length("rx"), a.length("ry")), step)
	case "circle":
		lines = oval(a.length("cx"), a.length("cy"), a.length("r"), a.length("r"), step)
	case "ellipse":
		lines = oval(a.length("cx"), a.length("cy"), a.length("rx"), a.length("ry"), step)
	case "line":
		lines = []line{{points: []point{{a.length("x1"), a.length("y1")}, {a.length("x2"), a.length("y2")}}}}
	case "polyline", "polygon":
		v, err := numbers(a.values["points"])
		if err != nil {
			return nil, err
		}
		l := line{closed: e.Name.Local == "polygon"}
		for i := 0; i+1 < len(v); i += 2 {
			l.points = append(l.points, point{v[i], v[i+1]})
		}
		lines = []line{l}
	default:
		return nil, errors.New("not an element that is drawn here")
	}
	return lines, a.err
}

func oval(x, y, rx, ry, step float64) []line {
	p := &pen{step: step}
	const k = 0.5522847498
	p.move(point{x + rx, y})
	p.cubic(point{x + rx, y + k*ry}, point{x + k*rx, y + ry}, point{x, y + ry})
	p.cubic(point{x - k*rx, y + ry}, point{x - rx, y + k*ry}, point{x - rx, y})
	p.cubic(point{x - rx, y - k*ry}, point{x - k*rx, y - ry}, point{x, y - ry})
	p.cubic(point{x + k*rx, y - ry}, point{x + rx, y - k*ry}, point{x + rx, y})
	p.close()
	return p.lines
}
