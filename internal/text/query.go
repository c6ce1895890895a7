package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Term is one thing that a text must hold.
type Term struct {
	Words  []string // of a phrase, one after the other; else one word
	Stems  []string // any of which will do; empty for a phrase
	Prefix bool     // and so will any word that begins like this one
}

// Phrase tells whether the words must stand as they are.
func (t Term) Phrase() bool { return len(t.Stems) == 0 && !t.Prefix }

// Query is what somebody searches: every term must be found. Without terms there is nothing to search.
type Query struct {
	Terms []Term
	a     *Analyzer
	known map[asked]match
}

// asked is a word that was compared with a term before: titles use the same ones over and over.
type asked struct {
	term       string
	prefix     bool
	lang, word string
}

const (
	longestQuery = 300 // characters
	mostTerms    = 12
	// shortestPrefix is how much of a word must be there for it to stand for all that begin like it.
	shortestPrefix = 3
)

// Parse reads what somebody typed: words in either language, "phrases" and « phrases », the last word perhaps unfinished.
func (a *Analyzer) Parse(s string) Query { return a.parse(s, shortestPrefix) }

// ParseTyping reads what somebody is still typing.
func (a *Analyzer) ParseTyping(s string) Query { return a.parse(s, 1) }

func (a *Analyzer) parse(s string, shortest int) Query {
	q := Query{a: a, known: map[asked]match{}}
	s = strings.ToValidUTF8(s, " ")
	if utf8.RuneCountInString(s) > longestQuery {
		s = string([]rune(s)[:longestQuery])
	}
	quoted := false
	for s != "" && len(q.Terms) < mostTerms {
		i := strings.IndexFunc(s, isQuote)
		part, rest := s, ""
		if i >= 0 {
			_, n := utf8.DecodeRuneInString(s[i:])
			part, rest = s[:i], s[i+n:]
		}
		if quoted && i >= 0 {
			q.phrase(part)
		} else {
			q.words(part, i < 0, shortest)
		}
		quoted, s = !quoted && i >= 0, rest
	}
	q.Terms = q.Terms[:min(mostTerms, len(q.Terms))]
	return q
}

func isQuote(r rune) bool { return strings.ContainsRune("\"“”«»„", r) }

func (q *Query) phrase(s string) {
	var words []string
	for _, w := range Words(s) {
		if !w.Stop {
			words = append(words, w.Fold)
		}
	}
	if len(words) > 0 {
		q.add(Term{Words: words})
	}
}

func (q *Query) words(s string, last bool, shortest int) {
	words := Words(s)
	for i, w := range words {
		if w.Stop {
			continue
		}
		t := Term{Words: []string{w.Fold}, Stems: q.a.Stems("", w.Fold)}
		finished := !last || i < len(words)-1 || w.End < len(s) && unicode.IsSpace(rune(s[w.End]))
		t.Prefix = !finished && utf8.RuneCountInString(w.Fold) >= shortest
		q.add(t)
	}
}

func (q *Query) add(t Term) {
	same := func(o Term) bool {
		return slices.Equal(o.Words, t.Words) && o.Phrase() == t.Phrase() && o.Prefix == t.Prefix
	}
	if !slices.ContainsFunc(q.Terms, same) {
		q.Terms = append(q.Terms, t)
	}
}

// match is how well a word answers a term.
type match int

const (
	none match = iota
	begins
	whole
)

// word tells whether a word of a text in lang answers a term that is no phrase.
func (q Query) word(t Term, lang, w string) match {
	switch {
	case t.Phrase():
		return none
	case w == t.Words[0]:
		return whole
	}
	key := asked{t.Words[0], t.Prefix, lang, w}
	m, ok := q.known[key]
	if !ok {
		m = q.compare(t, lang, w)
		q.known[key] = m
	}
	return m
}

func (q Query) compare(t Term, lang, w string) match {
	for _, s := range q.a.Stems(lang, w) {
		if slices.Contains(t.Stems, s) {
			return whole
		}
	}
	if t.Prefix && strings.HasPrefix(w, t.Words[0]) {
		return begins
	}
	return none
}

// find gives the positions among words, without stop words, at which a term begins, and how many words it takes there.
func (q Query) find(t Term, lang string, words []Word) (at []int, long int, best match) {
	if !t.Phrase() {
		for i, w := range words {
			if m := q.word(t, lang, w.Fold); m != none {
				at, best = append(at, i), max(best, m)
			}
		}
		return at, 1, best
	}
	long = len(t.Words)
	for i := 0; i+long <= len(words); i++ {
		if slices.EqualFunc(words[i:i+long], t.Words, func(w Word, s string) bool { return w.Fold == s }) {
			at, best = append(at, i), whole
		}
	}
	return at, long, best
}

// begins tells how many words a term takes at the beginning of words, 0 when it is not there.
func (q Query) begins(t Term, lang string, words []Word) int {
	long := max(1, len(t.Words))
	if len(words) < long {
		return 0
	}
	if at, _, _ := q.find(t, lang, words[:long]); len(at) == 0 {
		return 0
	}
	return long
}

func meaning(words []Word) []Word {
	return slices.DeleteFunc(words, func(w Word) bool { return w.Stop })
}
