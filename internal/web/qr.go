package web

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// drawn is a code of squares that telephones read, as the path of an SVG image.
type drawn struct {
	path string
	size int // with the empty border that readers need
}

// quiet is how many squares stay empty around a code (ISO/IEC 18004).
const quiet = 4

// drawCode draws a text as dark squares, each line's neighbours joined.
func drawCode(text string) (drawn, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return drawn{}, fmt.Errorf("draw a code: %w", err)
	}
	var b strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			if !code.Black(x, y) {
				continue
			}
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
		}
	}
	return drawn{b.String(), code.Size + 2*quiet}, nil
}

// box is the coordinates of the image.
func (d drawn) box() string { return fmt.Sprintf("0 0 %d %d", d.size, d.size) }
