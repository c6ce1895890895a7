package publish

import (
	"encoding/hex"

	"entente/internal/record"
)

// Colours of documents where an office chose none: those of the site.
const (
	defaultAccent = "#0b5394"
	defaultDeep   = "#0b2545"
	defaultMark   = "#d98e04"
)

// Logo is an image as it is kept. The zero Logo is none.
type Logo struct {
	Data  []byte
	Media string // image/png, image/jpeg or image/svg+xml
}

// LogoRef is the document whose bytes are the logo of an office's documents, "" when there is none.
func LogoRef(o *record.Office) record.Ref {
	if o.Papers.Logo != "" {
		return o.Papers.Logo
	}
	return o.Logo
}

// LookOf is how the documents of an office look in a language: what it says of them, else what it says of its site, else as the
// program has it.
func LookOf(o *record.Office, logo Logo, lang string) Look {
	accent := either(o.Papers.Accent, o.Theme.Brand)
	l := Look{
		Accent: either(accent, defaultAccent), Deep: either(o.Papers.Deep, deepOf(accent), defaultDeep),
		Mark: either(o.Papers.Mark, o.Theme.Accent, defaultMark),
	}
	l.Unit, _ = o.Papers.Unit.In(lang)
	for _, t := range o.Papers.Letterhead {
		if line, _ := t.In(lang); line != "" {
			l.Letterhead = append(l.Letterhead, line)
		}
	}
	switch logo.Media {
	case "image/png", "image/jpeg", "image/svg+xml":
		l.Logo, l.LogoType, l.LogoName = logo.Data, logo.Media, OfficeName(o, lang)
	}
	return l
}

// OfficeName is what documents call an office.
func OfficeName(o *record.Office, lang string) string {
	if name, _ := o.Papers.Name.In(lang); name != "" {
		return name
	}
	name, _ := o.Name.In(lang)
	return name
}

// deepOf darkens a colour until white stands on it with ease; "" of what is no colour.
func deepOf(accent string) string {
	c, ok := record.ParseRGB(accent)
	if !ok {
		return ""
	}
	for c.Contrast(record.RGB{255, 255, 255}) < 12 {
		for i := range c {
			c[i] = uint8(int(c[i]) * 9 / 10)
		}
	}
	return "#" + hex.EncodeToString(c[:])
}

func either(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}
