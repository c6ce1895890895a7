package pdf

import (
	"fmt"

	"entente/internal/publish"
	"entente/internal/record"
)

// colours of a document, as the template has them.
type colours struct {
	Accent string `json:"accent"` // links, headings below the first level, numbers in large
	Deep   string `json:"deep"`   // the cover, heads of tables
	OnDeep string `json:"on_deep"`
	Mark   string `json:"mark"` // rules and edges: decoration only
	Tint   string `json:"tint"` // behind boxes
	Wash   string `json:"wash"` // behind tiles
}

// coloursOf takes the office's colours where they can be read, and darkens them until they can.
func coloursOf(l publish.Look) colours {
	white := record.RGB{255, 255, 255}
	read := func(s string, otherwise record.RGB) record.RGB {
		if c, ok := record.ParseRGB(s); ok {
			return c
		}
		return otherwise
	}
	accent := read(l.Accent, record.RGB{0x0b, 0x53, 0x94})
	for accent.Contrast(white) < 5.5 {
		accent = mix(accent, record.RGB{}, 0.1)
	}
	deep := read(l.Deep, record.RGB{0x0b, 0x25, 0x45})
	for deep.Contrast(white) < 7 {
		deep = mix(deep, record.RGB{}, 0.1)
	}
	mark := read(l.Mark, record.RGB{0xd9, 0x8e, 0x04})
	return colours{
		Accent: hex(accent), Deep: hex(deep), OnDeep: hex(white), Mark: hex(mark),
		Tint: hex(mix(mark, white, 0.89)), Wash: hex(mix(accent, white, 0.93)),
	}
}

// mix goes a part of the way from one colour to another.
func mix(from, to record.RGB, part float64) record.RGB {
	for i := range from {
		from[i] = uint8(float64(from[i])*(1-part) + float64(to[i])*part)
	}
	return from
}

func hex(c record.RGB) string { return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2]) }
