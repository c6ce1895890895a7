package chart

import (
	"fmt"
	"strings"
)

// marker draws the shape of a kind. Colour follows the shape, and never stands alone.
func marker(kind string, at vec) string {
	r := markerRadius - 0.5
	switch kind {
	case "mission":
		return fmt.Sprintf(`<circle cx="%s" cy="%s" r="%s" fill="#b3261e" stroke="#fff" stroke-width="1"/>`, num(at.x), num(at.y), num(r))
	case "visit":
		return polygon(at, "#0b5394", [][2]float64{{-r, -r}, {r, -r}, {r, r}, {-r, r}}, 0.9)
	case "membership":
		return polygon(at, "#17643b", [][2]float64{{0, -r}, {r, 0}, {0, r}, {-r, 0}}, 1.25)
	case "agreement":
		return polygon(at, "#7a4b00", [][2]float64{{0, -r}, {r, r * 0.8}, {-r, r * 0.8}}, 1.15)
	case "relation":
		return polygon(at, "#3b4a5a", [][2]float64{{-r, -r}, {r, -r}, {r * 0.2, 0}, {r, r}, {-r, r}, {-r * 0.2, 0}}, 1)
	case "event":
		return polygon(at, "#5b2a86", [][2]float64{{-r, -r * 0.8}, {r, -r * 0.8}, {0, r}}, 1.15)
	case "participation":
		a := r * 0.36 // half the width of an arm
		return polygon(at, "#8a1550", [][2]float64{{-a, -r}, {a, -r}, {a, -a}, {r, -a}, {r, a}, {a, a}, {a, r}, {-a, r}, {-a, a}, {-r, a}, {-r, -a}, {-a, -a}}, 1.25)
	default:
		return fmt.Sprintf(`<circle cx="%s" cy="%s" r="%s" fill="#fff" stroke="#14213d" stroke-width="2"/>`, num(at.x), num(at.y), num(r-0.5))
	}
}

func polygon(at vec, fill string, corners [][2]float64, scale float64) string {
	var d strings.Builder
	for i, c := range corners {
		lead := "L"
		if i == 0 {
			lead = "M"
		}
		d.WriteString(lead + num(at.x+c[0]*scale) + " " + num(at.y+c[1]*scale))
	}
	return fmt.Sprintf(`<path d="%sz" fill="%s" stroke="#fff" stroke-width="1"/>`, d.String(), fill)
}

// homeMarker is larger than any other and ringed.
func homeMarker(at vec, p Palette) string {
	return fmt.Sprintf(`<circle class="map-home" cx="%s" cy="%s" r="6" fill="%s" stroke="#fff" stroke-width="1.6"/>`, num(at.x), num(at.y), p.deep().seen().hex())
}

// class names a kind for the style sheet; a kind is a code of ours, and anything else has no class of its own.
func class(kind string) string {
	for _, r := range kind {
		if (r < 'a' || r > 'z') && r != '-' {
			return "map-point"
		}
	}
	if kind == "" {
		return "map-point"
	}
	return "map-point map-" + kind
}
