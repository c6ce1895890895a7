package text

import (
	"slices"
	"strings"
)

// A term found in a title counts four times one found elsewhere, and a little less when only its beginning is there.
const (
	elsewhere = 2
	begun     = 6
	titled    = 8
	covered   = 8 // at most, for a title that says little else
	adjacent  = 4 // for a title that holds the words as they were typed
)

// Title is a title as ranking takes it, in each language: the language, then the folded words that mean something, a line for
// each. It is made once, when a record is indexed.
type Title string

// TitleOf makes a Title.
func TitleOf(parts []Part) Title {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Lang)
		for _, w := range Words(p.Text) {
			if !w.Stop {
				b.WriteByte(' ')
				b.WriteString(w.Fold)
			}
		}
		b.WriteByte('\n')
	}
	return Title(b.String())
}

// Score tells how well a title answers a query that the record as a whole is known to answer. It depends on nothing but the
// query and the title: a score made from counts over all records would differ from one engine to the other, and tell of
// records that the reader may not see.
func (q Query) Score(title Title) int {
	best := elsewhere * len(q.Terms)
	for line := range strings.Lines(string(title)) {
		lang, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		p := Part{Lang: lang}
		var words []Word
		for w := range strings.FieldsSeq(rest) {
			words = append(words, Word{Fold: w})
		}
		if len(words) == 0 {
			continue
		}
		total, met := 0, make([]bool, len(words))
		for _, t := range q.Terms {
			at, long, m := q.find(t, p.Lang, words)
			for _, i := range at {
				for j := range long {
					met[i+j] = true
				}
			}
			switch m {
			case whole:
				total += titled
			case begins:
				total += begun
			case none:
				total += elsewhere
			}
		}
		n := 0
		for _, ok := range met {
			if ok {
				n++
			}
		}
		total += covered * n / len(words)
		if q.inOrder(p.Lang, words) {
			total += adjacent
		}
		best = max(best, total)
	}
	return best
}

// inOrder tells whether a title holds the words of the query one after the other.
func (q Query) inOrder(lang string, words []Word) bool {
	if len(q.Terms) < 2 {
		return false
	}
	for start := range words {
		next := start
		if !slices.ContainsFunc(q.Terms, func(t Term) bool {
			long := q.begins(t, lang, words[next:])
			next += long
			return long == 0
		}) {
			return true
		}
	}
	return false
}
