package store

import (
	"strings"
	"unicode/utf8"

	"entente/internal/record"
)

// Signs before lexemes that are no words of a text, so that they meet none: no word begins with these, since superior
// figures are folded. ¹ and ² are those of stems. What stands in a label is kept a second time under signs of its own, so
// that a label which says what is searched is found without reading all else that says it, and what a reader filters by is
// a lexeme too.
const (
	labelWordSign  = "³"
	labelStemSign  = "⁴"
	labelBeginSign = "⁵"
	kindSign       = "⁶"
	countrySign    = "⁷"
	themeSign      = "⁸"
)

// keptBeginnings is the length up to which the beginnings of a label's words are lexemes: so many words begin with the same
// two letters that finding them all would be slow.
const keptBeginnings = 3

// lexemes are all that is kept of an index row: words in their order, with "" where one text ends, and what has no order.
func (e entry) lexemes() (words, bare []string) {
	words = append(append(append(words, e.Label.Words...), ""), e.Rest.Words...)
	words = append(words, "")
	seen := map[string]bool{}
	add := func(s string) {
		if !seen[s] {
			seen[s] = true
			bare = append(bare, s)
		}
	}
	for _, w := range e.Label.Words {
		if w == "" {
			words = append(words, "")
			continue
		}
		words = append(words, labelWordSign+w)
		end := 0
		for range keptBeginnings {
			if end >= len(w) {
				break
			}
			_, n := utf8.DecodeRuneInString(w[end:])
			end += n
			add(labelBeginSign + w[:end])
		}
	}
	for _, s := range e.Label.Stems {
		add(s)
		add(labelStemSign + s)
	}
	for _, s := range e.Rest.Stems {
		add(s)
	}
	add(kindLexeme(e.Kind))
	for _, c := range e.SearchRow.Countries {
		add(countryLexeme(c))
	}
	for _, t := range e.SearchRow.Themes {
		add(themeLexeme(t))
	}
	return words, bare
}

func kindLexeme(k record.Kind) string { return kindSign + strings.ReplaceAll(string(k), "_", "") }

func countryLexeme(c string) string { return countrySign + c }

func themeLexeme(t record.Ref) string { return themeSign + strings.ReplaceAll(string(t), "-", "") }

// term is what an engine is asked for in the place of a Term: any of some lexemes, a phrase, or whatever begins with prefix.
type term struct {
	any    []string
	phrase []string
	prefix string
}

// terms writes what q asks for as lexemes.
func (q Search) terms() []term {
	var out []term
	for _, t := range q.Terms {
		w := term{any: t.Any, phrase: t.Phrase, prefix: t.Prefix}
		if q.Label {
			w = term{any: signed(labelStemSign, t.Any), phrase: signed(labelWordSign, t.Phrase)}
			switch n := utf8.RuneCountInString(t.Prefix); {
			case n == 0:
			case n <= keptBeginnings:
				w.any = append(w.any, labelBeginSign+t.Prefix)
			default:
				w.prefix = labelWordSign + t.Prefix
			}
		}
		out = append(out, w)
	}
	exact := func(lexeme string) { out = append(out, term{any: []string{lexeme}}) }
	if q.Kind != "" {
		exact(kindLexeme(q.Kind))
	}
	if q.Country != "" {
		exact(countryLexeme(q.Country))
	}
	if q.Theme != "" {
		exact(themeLexeme(q.Theme))
	}
	return out
}

func signed(sign string, list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = sign + s
	}
	return out
}
