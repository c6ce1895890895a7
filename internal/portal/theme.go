package portal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

const themePrefix = "theme-"

// themeSheet makes a style sheet of an office's colours, named after its content; "" when the office has none. The tints
// that text stands on, or is written in, are derived from the brand until they are legible.
func themeSheet(t record.Theme) (name string, css []byte) {
	var light, dark strings.Builder
	if brand, ok := record.ParseRGB(t.Brand); ok {
		white, black, ground := record.RGB{255, 255, 255}, record.RGB{}, record.RGB{0x14, 0x20, 0x36}
		pale := brand
		for pale.Contrast(ground) < 7 {
			pale = mix(pale, white, 0.1)
		}
		night := brand
		for night.Contrast(white) < 12 {
			night = mix(night, black, 0.1)
		}
		fmt.Fprintf(&light, "--brand:%s;--night:%s;--tint:%s;", hexOf(brand), hexOf(night), hexOf(mix(brand, white, 0.92)))
		fmt.Fprintf(&dark, "--brand:%s;--night:%s;--tint:%s;", hexOf(pale), hexOf(mix(night, black, 0.3)), hexOf(mix(pale, ground, 0.85)))
	}
	if accent, ok := record.ParseRGB(t.Accent); ok {
		fmt.Fprintf(&light, "--accent:%s;", hexOf(accent))
		fmt.Fprintf(&dark, "--accent:%s;", hexOf(mix(accent, record.RGB{255, 255, 255}, 0.2)))
	}
	if light.Len() == 0 {
		return "", nil
	}
	css = fmt.Appendf(nil, "@layer tokens{:root{%s}@media(prefers-color-scheme:dark){:root{%s}}}\n", light.String(), dark.String())
	sum := sha256.Sum256(css)
	return themePrefix + hex.EncodeToString(sum[:5]) + ".css", css
}

// mix puts a share of another colour into one; a colour that nears it always reaches it.
func mix(a, b record.RGB, share float64) record.RGB {
	var out record.RGB
	for i := range out {
		d := share * (float64(b[i]) - float64(a[i]))
		switch {
		case d > 0:
			d = max(d, 1)
		case d < 0:
			d = min(d, -1)
		}
		out[i] = uint8(min(255, max(0, float64(a[i])+d)))
	}
	return out
}

func hexOf(c record.RGB) string { return "#" + hex.EncodeToString(c[:]) }

// themeAsset gives the style sheet of the main office's colours as they are now.
func (s *site) themeAsset(q *query, asked string) (serve.Answer, error) {
	offices, err := s.Reader.Offices(q.Context())
	if err != nil {
		return serve.Answer{}, fmt.Errorf("read offices: %w", err)
	}
	if len(offices) > 0 {
		if name, css := themeSheet(offices[0].Theme); name == asked {
			return serve.Answer{Media: "text/css; charset=utf-8", Body: css, Headers: forEver()}, nil
		}
	}
	return serve.Answer{}, notFound("asset", asked)
}

// logo finds the main office's logo, when it has one that is public.
func (s *site) logo(q *query) (publish.Head, error) {
	id := q.main().Logo
	if id == "" {
		return publish.Head{}, nil
	}
	heads, err := s.Reader.Heads(q.Context(), []record.Ref{id})
	if err != nil {
		return publish.Head{}, fmt.Errorf("read the logo: %w", err)
	}
	return heads[id], nil
}
