package publish

import (
	"regexp"
	"strings"

	"entente/internal/i18n"
)

// typeset gives what people typed the typography of its language, the runs of a paragraph seen as one text: a quotation may
// begin in one and end in another.
func (w *writer) typeset(spans []Span, lang string) []Span {
	const between = string(holeOpen)
	texts := make([]string, len(spans))
	for i, s := range spans {
		texts[i] = s.Text
	}
	set := strings.Split(i18n.Typo(w.langOf(lang), strings.Join(texts, between)), between)
	var out []Span
	for i, s := range spans {
		if len(set) == len(spans) && s.Figure == "" {
			s.Text = set[i]
		}
		out = append(out, split(s, w.langOf(lang))...)
	}
	return out
}

// What stands above the line, the ends of French ordinals (1er, 2e, XXIe), and below it, in the name of the gas that reports
// speak of.
var (
	ordinal = regexp.MustCompile(`(^|[^\pL\pN])(\d+|[XVI]{2,}|[XV])(ers|res|er|re|es|e)($|[^\pL\pN])`)
	dioxide = regexp.MustCompile(`(^|[^\pL\pN])(CO)(2)($|[^\pL\pN])`)
)

// split cuts a run where a part of it is raised or lowered.
func split(s Span, lang i18n.Lang) []Span {
	if s.Figure != "" || s.Record != "" {
		return []Span{s}
	}
	out := cutAt([]Span{s}, dioxide, func(p *Span) { p.Lowered = true })
	if lang == i18n.FR {
		out = cutAt(out, ordinal, func(p *Span) { p.Raised = true })
	}
	return out
}

func cutAt(spans []Span, what *regexp.Regexp, as func(*Span)) []Span {
	var out []Span
	for _, s := range spans {
		rest := s.Text
		for !s.Lowered && !s.Raised {
			m := what.FindStringSubmatchIndex(rest)
			if m == nil {
				break
			}
			before, part := s, s
			before.Text, part.Text = rest[:m[6]], rest[m[6]:m[7]]
			as(&part)
			out = append(out, before, part)
			rest = rest[m[7]:]
		}
		if rest != "" {
			s.Text = rest
			out = append(out, s)
		}
	}
	return out
}
