package text

import (
	"strings"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
)

// Stems carry the language that they were cut in, so that those of one language never meet those of the other. No word
// begins with these signs: Words makes figures of them.
const (
	frenchSign  = "¹"
	englishSign = "²"
)

// Analyzer cuts words to stems and remembers those it has cut: an office uses the same few thousand words over and over.
type Analyzer struct {
	known sync.Map // sign and word → stem
	size  atomic.Int32
}

// NewAnalyzer makes an Analyzer; several callers may share it.
func NewAnalyzer() *Analyzer { return &Analyzer{} }

// remembered is how many stems are kept: some megabytes.
const remembered = 1 << 16

// Stems gives the stems of a folded word: in lang, or in both languages when lang is "".
func (a *Analyzer) Stems(lang, word string) []string {
	switch lang {
	case "fr":
		return []string{a.stem(frenchSign, word)}
	case "en":
		return []string{a.stem(englishSign, word)}
	}
	return []string{a.stem(frenchSign, word), a.stem(englishSign, word)}
}

func (a *Analyzer) stem(sign, word string) string {
	key := sign + word
	if s, ok := a.known.Load(key); ok {
		return s.(string)
	}
	cut := stemFrench
	if sign == englishSign {
		cut = stemEnglish
	}
	s := sign + cut(word)
	if a.size.Add(1) > remembered {
		a.known.Clear()
		a.size.Store(0)
	}
	a.known.Store(key, s)
	return s
}

// stemFrench cuts a folded word. Folding comes first because many people type without accents; what the algorithm then no
// longer recognises is put right before it.
func stemFrench(w string) string {
	switch {
	case strings.HasPrefix(w, "jumel"): // jumeler, jumelée, jumelage, villes jumelles
		return "jumel"
	case strings.HasPrefix(w, "cooperativ"): // is no coopération
		return "cooperativ"
	case strings.HasSuffix(w, "eaux"): // bureaux
		w = strings.TrimSuffix(w, "x")
	case strings.HasSuffix(w, "aux"):
		w = singularAux(w)
	case len(w) > 4 && strings.HasSuffix(w, "ees"): // signées
		w = strings.TrimSuffix(w, "es")
	case len(w) > 4 && strings.HasSuffix(w, "ee"): // signée
		w = strings.TrimSuffix(w, "e")
	}
	env := snowballstem.NewEnv(w)
	french.Stem(env)
	return env.Current()
}

// singularAux gives the singular of a word in -aux: -al, but for a few.
func singularAux(w string) string {
	switch w {
	case "travaux", "baux", "vitraux", "coraux", "emaux", "soupiraux", "vantaux":
		return strings.TrimSuffix(w, "ux") + "il"
	case "faux", "taux", "chaux", "maux":
		return w
	}
	return strings.TrimSuffix(w, "ux") + "l"
}

// stemEnglish cuts a folded word, and lets British and American spellings meet.
func stemEnglish(w string) string {
	switch {
	case strings.HasSuffix(w, "isation"), strings.HasSuffix(w, "isations"):
		i := strings.LastIndex(w, "isation")
		w = w[:i] + "ization" + w[i+len("isation"):]
	case strings.HasPrefix(w, "centre"):
		w = "center" + strings.TrimPrefix(w, "centre")
	case strings.HasPrefix(w, "theatre"):
		w = "theater" + strings.TrimPrefix(w, "theatre")
	case strings.HasPrefix(w, "neighbour"), strings.HasPrefix(w, "labour"), strings.HasPrefix(w, "harbour"), strings.HasPrefix(w, "honour"):
		w = strings.Replace(w, "our", "or", 1)
	case strings.HasPrefix(w, "programme"):
		w = "program" + strings.TrimPrefix(w, "programme")
	}
	env := snowballstem.NewEnv(w)
	english.Stem(env)
	return env.Current()
}
