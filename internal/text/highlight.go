package text

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// Run is a piece of a text, marked when it is what was searched.
type Run struct {
	Text   string
	Marked bool
}

// span is a marked range of the original.
type span struct {
	start, end int
	terms      uint // a bit for each term of the query
}

func (q Query) spans(p Part) []span {
	words := meaning(Words(p.Text))
	marks := make([]int, len(words)) // 1 + term
	joined := make([]bool, len(words))
	for n, t := range q.Terms {
		at, long, _ := q.find(t, p.Lang, words)
		for _, i := range at {
			for j := range long {
				if marks[i+j] == 0 {
					marks[i+j] = n + 1
					joined[i+j] = j > 0
				}
			}
		}
	}
	var out []span
	for i, w := range words {
		switch {
		case marks[i] == 0:
		case len(out) > 0 && i > 0 && marks[i-1] != 0 && (joined[i] || strings.TrimSpace(p.Text[words[i-1].End:w.Start]) == ""):
			last := &out[len(out)-1]
			last.end = w.End
			last.terms |= 1 << (marks[i] - 1)
		default:
			out = append(out, span{w.Start, w.End, 1 << (marks[i] - 1)})
		}
	}
	return out
}

// Mark gives the whole of a text with what was searched marked, and how many terms it holds.
func (q Query) Mark(p Part) ([]Run, int) {
	spans := q.spans(p)
	return cut(p.Text, 0, len(p.Text), spans), distinct(spans)
}

func distinct(spans []span) int {
	var seen uint
	for _, s := range spans {
		seen |= s.terms
	}
	return bits.OnesCount(seen)
}

// Passage gives the part of a text, about length characters long and cut between words, that holds most of what was
// searched, and how many terms that is. Of a text that holds nothing of it, it is the beginning.
func (q Query) Passage(p Part, length int) ([]Run, int) {
	spans := q.spans(p)
	if utf8.RuneCountInString(p.Text) <= length {
		return cut(p.Text, 0, len(p.Text), spans), distinct(spans)
	}
	from, most := 0, 0
	for i, s := range spans {
		n := i
		for n < len(spans) && utf8.RuneCountInString(p.Text[s.start:spans[n].end]) <= length*2/3 {
			n++
		}
		if d := distinct(spans[i:n]); d > most {
			from, most = s.start, d
		}
	}
	start, end := window(p.Text, from, length)
	var inside []span
	for _, s := range spans {
		if s.start >= start && s.end <= end {
			inside = append(inside, s)
		}
	}
	runs := cut(p.Text, start, end, inside)
	if start > 0 {
		runs = append([]Run{{Text: "… "}}, runs...)
	}
	if end < len(p.Text) {
		runs = append(runs, Run{Text: " …"})
	}
	return runs, distinct(inside)
}

// window puts a window of length characters around from, a third of it before, with its ends between words.
func window(s string, from, length int) (start, end int) {
	start = from
	for range length / 3 {
		if start == 0 {
			break
		}
		_, n := utf8.DecodeLastRuneInString(s[:start])
		start -= n
	}
	if start > 0 && start < from {
		if i := strings.IndexAny(s[start:from], " \n\t"); i >= 0 {
			start += i + 1
		} else {
			start = from
		}
	}
	end = start
	for range length {
		if end == len(s) {
			break
		}
		_, n := utf8.DecodeRuneInString(s[end:])
		end += n
	}
	if end < len(s) {
		if i := strings.LastIndexAny(s[start:end], " \n\t"); i > 0 && start+i > from {
			end = start + i
		}
	}
	return start, end
}

// cut divides s[start:end] at the spans.
func cut(s string, start, end int, spans []span) []Run {
	var out []Run
	add := func(text string, marked bool) {
		if text != "" {
			out = append(out, Run{Text: text, Marked: marked})
		}
	}
	for _, sp := range spans {
		add(s[start:sp.start], false)
		add(s[sp.start:sp.end], true)
		start = sp.end
	}
	add(s[start:end], false)
	return out
}
