package publish

import (
	"regexp"
	"slices"
	"strings"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// noun is what a figure counts, as prose calls it.
type noun struct {
	key     string
	pattern *regexp.Regexp // a number before one of its names
}

// nouns are what numbers typed by hand are recognised by in a language. "Une mission" counts nothing: numbers begin at two.
func nouns(p *i18n.Printer) []noun {
	var words []string
	for n := int64(2); n <= 20; n++ {
		for _, g := range []i18n.Gender{i18n.Masculine, i18n.Feminine} {
			if s := p.Words(n, g); !slices.Contains(words, s) {
				words = append(words, s)
			}
		}
	}
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	var out []noun
	for _, d := range figure.Catalogue() {
		message := "compose.nouns." + d.Key
		if !p.Has(message) {
			continue
		}
		out = append(out, noun{d.Key, regexp.MustCompile(`(?i)(?:^|[^\pL\pN])((?:\d[\d\s\x{A0}\x{202F}]*|` + strings.Join(words, "|") + `)[\s\x{A0}]+(?:` + anyOf(p.T(message)) + `))(?:$|[^\pL\pN])`)})
	}
	return out
}

// anyOf makes a pattern of names parted by bars, the longest first.
func anyOf(list string) string {
	all := strings.Split(list, "|")
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	for i, s := range all {
		all[i] = strings.ReplaceAll(regexp.QuoteMeta(s), " ", `[\s\x{A0}]+`)
	}
	return strings.Join(all, "|")
}

// numbersTyped looks for numbers that somebody typed and that the catalogue would give.
func (w *doubter) numbersTyped(i int, t record.Text) {
	for _, lang := range i18n.Langs() {
		s := t.FR
		if lang == i18n.EN {
			s = t.EN
		}
		s = withoutTokens(s)
		for _, n := range w.typed[lang] {
			if m := n.pattern.FindStringSubmatch(s); m != nil {
				w.numberTyped(i, lang, n.key, strings.TrimSpace(m[1]))
			}
		}
		for _, d := range figure.Catalogue() {
			n := w.ours[d.Key]
			if d.Counting != figure.Sum {
				continue
			}
			for _, said := range []string{n.Shown, n.Said} {
				if said != "" && strings.Contains(evenSpaces(s), evenSpaces(said)) {
					w.numberTyped(i, lang, d.Key, said)
					break
				}
			}
		}
	}
}

func (w *doubter) numberTyped(i int, lang i18n.Lang, key, said string) {
	w.add(i, Doubt{Code: DoubtTyped, Lang: string(lang), Figure: key, Text: w.p.T("compose.doubt.typed_number", "said", said, "token", record.Token{Name: key}.String())})
}

func withoutTokens(s string) string {
	at, _ := record.TokensIn(s)
	for _, p := range slices.Backward(at) {
		s = s[:p[0]] + "…" + s[p[1]:]
	}
	return s
}

func evenSpaces(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)
}
