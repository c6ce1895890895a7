package publish

import "entente/internal/record"

// Opinion is what a reader says of a page of the site.
type Opinion struct {
	Office record.Ref
	Path   string // of the page
	Lang   string
	Useful bool
	Words  string
}
