package portal

import (
	"net/url"
	"slices"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// row is a record as lists and cards show it.
type row struct {
	kind  string
	title words
	sort  string // its sort within the kind
	when  string
	lines []words // what a card says besides
	state string  // of the record, and its colour
	tone  string
}

func (v view) row(h publish.Head) row {
	r := row{kind: v.kind(h.Kind), title: v.link(h), when: v.when(h.Dates)}
	if types := sectionOf(h.Kind).types; slices.Contains(record.Vocabulary(types), h.Type) {
		r.sort = i18n.Capital(v.code(types, h.Type))
	}
	return r
}

func (v view) rows(heads []publish.Head) []row {
	out := make([]row, len(heads))
	for i, h := range heads {
		out[i] = v.row(h)
	}
	return out
}

// cursorQuery is the query that asks for the page after a cursor.
func cursorQuery(after string) string { return url.Values{"after": {after}}.Encode() }
