package publish

import "entente/internal/record"

// SearchQuery asks what records hold some words, in either language.
type SearchQuery struct {
	Text    string // as it was typed: words, "phrases", the last word perhaps unfinished
	Lang    string // of who reads: titles and passages are given in it where they can
	Kind    record.Kind
	Year    int
	Country string // ISO 3166-1 alpha-2
	Theme   record.Ref
	Offset  int // of the first hit, at most SearchDepth
	Limit   int // 0 for 20
}

const (
	// SearchDepth is how many matches are ranked: the newest, and then those whose title matches.
	SearchDepth = 2000
	// SearchTotal is the greatest total that is told as it is.
	SearchTotal = 1000
)

// SearchPage is what was found.
type SearchPage struct {
	Hits  []Hit
	Total int  // at most SearchTotal
	More  bool // there are more than Total
	Next  int  // offset of the next page, 0 on the last
	Empty bool // the query says nothing to search
	// What was found falls into these, each counted as if it alone were not filtered by.
	Kinds     []Facet[record.Kind]
	Years     []Facet[int] // newest first
	Countries []Facet[string]
	Themes    []Facet[record.Ref]
}

// Facet is a value by which hits can be filtered, and how many have it; the most frequent first.
type Facet[T any] struct {
	Value T
	N     int
}

// Hit is one record found.
type Hit struct {
	Head
	Label   Excerpt
	Passage Excerpt // empty when the record says nothing besides its title
}

// Excerpt is a text with what was searched marked.
type Excerpt struct {
	Lang string // "fr", "en", or "" for a name that is the same in both
	Runs []Run
}

// Run is a piece of an excerpt.
type Run struct {
	Text   string
	Marked bool
}
