package i18n

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// newCollators returns a pool, because a collator works in buffers of its own and serves one goroutine at a time. Numbers
// are compared by value (kn), and in French of Canada the last accent decides between words of the same letters (kb).
func newCollators(lang Lang) *sync.Pool {
	tag := language.MustParse("fr-CA-u-kb-true-kn-true")
	if lang == EN {
		tag = language.MustParse("en-CA-u-kn-true")
	}
	return &sync.Pool{New: func() any { return collate.New(tag) }}
}

// Compare orders a and b as a dictionary does: letters first, accents and capitals only between equals, numbers by value.
// It is 0 only for equal strings.
func (p *Printer) Compare(a, b string) int {
	c := p.collators.Get().(*collate.Collator)
	defer p.collators.Put(c)
	if order := c.CompareString(a, b); order != 0 {
		return order
	}
	return strings.Compare(a, b)
}

// Sort puts names in the order of Compare.
func (p *Printer) Sort(names []string) { slices.SortFunc(names, p.Compare) }

// SortBy puts items in the order of their names in p's language; items of one name keep their order.
func SortBy[T any](p *Printer, items []T, name func(T) string) {
	slices.SortStableFunc(items, func(a, b T) int { return p.Compare(name(a), name(b)) })
}
