package docx

import (
	"fmt"

	"entente/internal/publish"
	"entente/internal/record"
)

// colours of a file, as Word writes them: without a number sign.
type colours struct {
	accent string // links, headings below the first level, numbers in large
	deep   string // the cover, heads of tables
	mark   string // rules and edges: decoration only
	tint   string // behind boxes
	wash   string // behind tiles
}

const (
	ink   = "14213D"
	quiet = "47536B"
	rule  = "CFD6E2"
	paper = "FFFFFF"
)

// coloursOf takes the office's colours where they can be read, and darkens them until they can.
func coloursOf(l publish.Look) colours {
	white := record.RGB{255, 255, 255}
	accent := legible(l.Accent, record.RGB{0x0b, 0x53, 0x94}, 5.5)
	deep := legible(l.Deep, record.RGB{0x0b, 0x25, 0x45}, 7)
	mark, ok := record.ParseRGB(l.Mark)
	if !ok {
		mark = record.RGB{0xd9, 0x8e, 0x04}
	}
	return colours{accent: hex(accent), deep: hex(deep), mark: hex(mark), tint: hex(mix(mark, white, 0.89)), wash: hex(mix(accent, white, 0.93))}
}

func legible(s string, otherwise record.RGB, contrast float64) record.RGB {
	c, ok := record.ParseRGB(s)
	if !ok {
		c = otherwise
	}
	for c.Contrast(record.RGB{255, 255, 255}) < contrast {
		c = mix(c, record.RGB{}, 0.1)
	}
	return c
}

// mix goes a part of the way from one colour to another.
func mix(from, to record.RGB, part float64) record.RGB {
	for i := range from {
		from[i] = uint8(float64(from[i])*(1-part) + float64(to[i])*part)
	}
	return from
}

func hex(c record.RGB) string { return fmt.Sprintf("%02X%02X%02X", c[0], c[1], c[2]) }
