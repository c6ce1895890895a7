// Package figure is the catalogue of figures: each has a key, a unit, a counting rule, a period, a value and the records
// that it counts. It is pure: it sees the records that a reader may see and nothing else, so that a figure can neither
// count nor betray a record that is not theirs. It must not know languages (labels and rules live in the catalogs under
// figure.<key>.label and figure.<key>.rule), storage, or pages.
package figure

import "entente/internal/record"

// Figure is one number with all that is needed to open it.
type Figure struct {
	Key    string
	Unit   string          // code of the unit vocabulary
	Period string          // the year it is about, "2024"
	Value  *record.Decimal // nil when nothing can be counted
	// Declared is what the office's publications state for the same key and period, the latest publication first.
	Declared []Declaration
	Evidence []Item
}

// Declaration is a figure as a publication states it.
type Declaration struct {
	Publication record.Ref
	Value       record.Quantity
	Place       record.Text
	Comment     record.Text
}

// Item is one thing counted. Of a plain count it is a record; of a distinct count, the thing (a country or city code, or
// an organisation) with the records in which it was found.
type Item struct {
	Thing   string // "" of a plain count; else country code, GeoNames id or organisation id
	Sort    string // "record", "country", "city", "organisation"
	Records []record.Ref
}

// Input is what a year's figures are computed from.
type Input struct {
	Year    int
	Office  *record.Office
	Records []record.Record // of the office, that the reader may see and that bear on the year
	// Neighbour gives another record that the reader may see (an organisation, a term); nil when there is none.
	Neighbour func(record.Ref) record.Record
	// Distance in kilometres between two places along the great circle; ok is false when one of them is not known.
	Distance func(from, to record.Place) (km float64, ok bool)
	// PlaceName names the city of a place, or its country when it has no city; ok is false when it is not known. No figure
	// depends on it: it serves those who put figures into words.
	PlaceName func(record.Place) (name record.Text, ok bool)
}
