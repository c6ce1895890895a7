// Package publish turns records into what the outside sees: projections of single records, and reports and disclosures
// as neutral documents that every format is written from. It is pure: it must not know storage, addresses or markup.
package publish

import "entente/internal/record"

// Head is what lists and links show of a published record.
type Head struct {
	ID      record.Ref
	Kind    record.Kind
	Type    string
	Office  record.Ref
	Status  string
	Slug    map[string]string // by language
	Title   record.Text
	Starts  string      // what lists sort by: the start as far as it is known, a season as its first month
	Ends    string      // the last day that it may mean, "" when it goes on or nobody knows
	Dates   record.Date // as the record gives them
	Updated string      // instant of the last change, RFC 3339 in UTC
}

// Projection is one record as the public may see it: private fields emptied, references to what is not public removed.
type Projection struct {
	Head
	Record record.Record
}

// Query asks for a page of a list.
type Query struct {
	Kind   record.Kind // "" for all
	Type   string
	Office record.Ref
	Year   int                 // 0 for all
	Marks  map[string][]string // field → any of these values: country, city, status…
	Newest bool                // newest first, else by date
	After  string              // cursor of the page before, "" for the first
	Limit  int                 // 0 for 50
}

// Page is one page of a list.
type Page struct {
	Heads []Head
	Next  string // cursor of the next page, "" on the last
}

// Tie is a record that refers to another: a row of "everything about".
type Tie struct {
	Head
	Field string // the referring field, "stops.place" or "partners.who"
}
