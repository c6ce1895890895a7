package raster

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"strconv"
	"strings"
)

// style is what an element hands down to those in it.
type style struct {
	at            matrix
	fill, stroke  *color.NRGBA // nil where there is none
	width         float64
	opacity       float64
	fillOpacity   float64
	strokeOpacity float64
	dash          []float64
	cap, join     string
	evenOdd       bool
	size          float64
	bold          bool
	italic        bool
	anchor        string
	strokeFirst   bool
	hidden        bool
}

func plainStyle(at matrix) style {
	return style{
		at: at, fill: &color.NRGBA{A: 255}, width: 1, opacity: 1, fillOpacity: 1, strokeOpacity: 1,
		cap: "butt", join: "miter", size: 16, anchor: "start",
	}
}

// with is the style with the attributes of an element.
func (s style) with(attrs []xml.Attr) (style, error) {
	for _, a := range attrs {
		if err := s.set(a.Name.Local, strings.TrimSpace(a.Value)); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (s *style) set(name, value string) error {
	var err error
	switch name {
	case "transform":
		var m matrix
		if m, err = transform(value); err == nil {
			s.at = s.at.then(m)
		}
	case "fill":
		s.fill, err = paint(value, s.fill)
	case "stroke":
		s.stroke, err = paint(value, s.stroke)
	case "stroke-width":
		s.width, err = number(value)
	case "opacity":
		var o float64
		o, err = share(value)
		s.opacity *= o
	case "fill-opacity":
		s.fillOpacity, err = share(value)
	case "stroke-opacity":
		s.strokeOpacity, err = share(value)
	case "stroke-dasharray":
		s.dash = nil
		if value != "none" {
			s.dash, err = numbers(value)
		}
	case "stroke-linecap":
		s.cap = value
	case "stroke-linejoin":
		s.join = value
	case "fill-rule":
		s.evenOdd = value == "evenodd"
	case "font-size":
		s.size, err = number(value)
	case "font-weight":
		weight, bad := strconv.Atoi(value)
		s.bold = value == "bold" || (bad == nil && weight >= 550)
	case "font-style":
		s.italic = value == "italic" || value == "oblique"
	case "text-anchor":
		s.anchor = value
	case "paint-order":
		s.strokeFirst = strings.HasPrefix(value, "stroke")
	case "display":
		s.hidden = s.hidden || value == "none"
	case "visibility":
		s.hidden = value == "hidden"
	case "style":
		for declaration := range strings.SplitSeq(value, ";") {
			property, of, ok := strings.Cut(declaration, ":")
			if property = strings.TrimSpace(property); ok && property != "style" {
				if err := s.set(property, strings.TrimSpace(of)); err != nil {
					return err
				}
			}
		}
	}
	return err
}

func share(s string) (float64, error) {
	percent := strings.HasSuffix(s, "%")
	v, err := number(strings.TrimSuffix(s, "%"))
	if percent {
		v /= 100
	}
	return max(0, min(1, v)), err
}

// paint reads a colour. Those with names are the few that drawings use.
func paint(s string, inherited *color.NRGBA) (*color.NRGBA, error) {
	switch s {
	case "none", "transparent":
		return nil, nil //nolint:nilnil // no paint is a paint
	case "inherit", "currentColor", "":
		return inherited, nil
	case "white":
		s = "#ffffff"
	case "black":
		s = "#000000"
	}
	hex, ok := strings.CutPrefix(s, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if !ok || err != nil || len(hex) != 6 {
		return nil, fmt.Errorf("colour %q is not one that is drawn here", s)
	}
	return &color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}, nil
}
