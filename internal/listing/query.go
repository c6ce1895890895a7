// Package listing says what lists of records ask for: filters on the fields of kinds, an order, a page, periods told from
// today. It also writes a question into an address and reads it back. It is pure: it must not know how records are kept,
// who may see them, or how lists are shown.
package listing

import (
	"slices"

	"entente/internal/record"
)

// Sort is the order of a list. Equal rows follow one another by their ids.
type Sort string

// The orders.
const (
	ByDate    Sort = "date"
	ByTitle   Sort = "title"
	ByUpdated Sort = "updated"
	ByState   Sort = "state"
)

// Sorts lists them all.
func Sorts() []Sort { return []Sort{ByDate, ByTitle, ByUpdated, ByState} }

// Op is what a filter asks of the values of a field.
type Op string

// The questions.
const (
	Any  Op = "any"  // at least one of the filter's values
	All  Op = "all"  // each of them
	None Op = "none" // none of them
	Has  Op = "has"  // any value at all
	Lack Op = "lack" // no value
	In   Op = "in"   // a date that begins in the period, or one of the periods
	Over Op = "over" // from beginning to end, it touches the period
)

// Filter asks something of one field.
type Filter struct {
	Field  string
	Op     Op
	Values []string
}

// Withdrawn says what becomes of withdrawn records.
type Withdrawn string

// The three ways.
const (
	Standing Withdrawn = ""     // left out
	Only     Withdrawn = "only" // nothing else
	Also     Withdrawn = "also" // among the others
)

// Query asks for records. All that is not asked does not limit.
type Query struct {
	Kinds     []record.Kind
	Filters   []Filter
	Either    bool // one of the filters must hold, not all of them
	Words     string
	During    Period // that the time of the record touches, whatever else is asked; "" for any
	Withdrawn Withdrawn
	Sort      Sort // "" for ByDate
	Down      bool // the last first
	Lang      string
	After     string // the cursor after which a page begins
	Before    string // the cursor before which it ends
	Limit     int
}

// MostOnPage is how many rows a page holds at most, and OnPage how many it holds unless asked.
const (
	OnPage     = 50
	MostOnPage = 500
	// MostCounted is where counting ends: above, a list has "more than".
	MostCounted = 10_000
	// MostFaceted is how many rows are looked at to tell how often each value occurs: there are no such numbers above.
	MostFaceted = 2_000
)

// Size is the number of rows of a page.
func (q Query) Size() int {
	switch {
	case q.Limit <= 0:
		return OnPage
	case q.Limit > MostOnPage:
		return MostOnPage
	}
	return q.Limit
}

// Order is the order asked for.
func (q Query) Order() Sort {
	if !slices.Contains(Sorts(), q.Sort) {
		return ByDate
	}
	return q.Sort
}

// With gives q with one more filter.
func (q Query) With(f Filter) Query {
	q.Filters = append(slices.Clone(q.Filters), f)
	return q
}

// Filter finds what is asked of a field.
func (q Query) Filter(field string) (Filter, bool) {
	i := slices.IndexFunc(q.Filters, func(f Filter) bool { return f.Field == field })
	if i < 0 {
		return Filter{}, false
	}
	return q.Filters[i], true
}

// Narrowed tells whether anything is asked besides the kinds.
func (q Query) Narrowed() bool { return len(q.Filters) > 0 || q.Words != "" || q.Withdrawn != Standing }

// Count is how many records a query finds, as far as that was counted.
type Count struct {
	N       int
	More    bool // there are more than N
	Unknown bool // counting took too long
}

// Facets tell how often values occur among what a query finds, by field; none when it finds too much to look at.
type Facets map[string]map[string]int
