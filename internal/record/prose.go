package record

import (
	"slices"
	"strings"
)

// Prose is one run of words that a record holds: what people search in.
type Prose struct {
	Field  string // path without positions
	Lang   string // "fr", "en", or "" for a name that is the same in both
	Text   string
	Public bool
}

// wordless are the fields of plain text that hold codes, checksums and addresses rather than words, and the place in a
// source that hundreds of records share.
func wordless(path string) bool {
	name := path[strings.LastIndexByte(path, '.')+1:]
	return slices.Contains([]string{
		"sources.place", "blocks.id", "blocks.of", "blocks.figures",
	}, path) || slices.Contains([]string{
		"withdrawn", "personal_digest", "code", "media_type", "sha256", "checksum", "list", "figure", "wikidata", "url",
	}, name)
}

// Words lists what r says in words, in reading order. Personal fields are never among it: they are to leave no trace once
// they are erased.
func Words(r Record) []Prose {
	var out []Prose
	walk(r, func(l leaf) {
		if l.field.Vis == "personal" || strings.HasPrefix(l.path, "personal.") {
			return
		}
		add := func(lang, text string) {
			if text != "" {
				out = append(out, Prose{Field: l.path, Lang: lang, Text: text, Public: l.public})
			}
		}
		both := func(t Text) {
			if t.FR == t.EN {
				add("", t.FR)
				return
			}
			add("fr", t.FR)
			add("en", t.EN)
		}
		switch v := l.value.Interface().(type) {
		case Text:
			if !wordless(l.path) {
				both(v)
			}
		case Quantity:
			both(v.Printed)
			both(v.Of)
		case Amount:
			both(v.Printed)
		case Place:
			both(v.Name)
		case string:
			if l.field.Vocab == "" && l.field.Mark == "" && !wordless(l.path) {
				add("", v)
			}
		}
	})
	return out
}
