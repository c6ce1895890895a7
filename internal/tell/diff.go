package tell

import (
	"slices"
	"strings"
	"unicode"
)

// Edit is a run of words that two texts share, or that only the older or the newer one has.
type Edit struct {
	Text    string
	Removed bool
	Added   bool
}

// mostCompared bounds the work of comparing two texts word by word: beyond it, one text as a whole stands for the other.
const mostCompared = 4_000_000

// Diff compares two texts word by word. What was removed stands before what was added in its place.
func Diff(older, newer string) []Edit {
	a, b := tokens(older), tokens(newer)
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	var out []Edit
	out = grow(out, Edit{Text: strings.Join(a[:start], "")})
	for _, e := range between(a[start:len(a)-end], b[start:len(b)-end]) {
		out = grow(out, e)
	}
	return grow(out, Edit{Text: strings.Join(a[len(a)-end:], "")})
}

// grow adds a run, to the last one when it is of the same sort. Removed words that follow added ones go before them.
func grow(out []Edit, e Edit) []Edit {
	if e.Text == "" {
		return out
	}
	n := len(out)
	if n > 0 && out[n-1].Removed == e.Removed && out[n-1].Added == e.Added {
		out[n-1].Text += e.Text
		return out
	}
	if e.Removed && n > 0 && out[n-1].Added {
		if n > 1 && out[n-2].Removed {
			out[n-2].Text += e.Text
			return out
		}
		return slices.Insert(out, n-1, e)
	}
	return append(out, e)
}

// between compares what neither begins nor ends alike, by the longest words in common.
func between(a, b []string) []Edit {
	removed := Edit{Text: strings.Join(a, ""), Removed: true}
	added := Edit{Text: strings.Join(b, ""), Added: true}
	if len(a) == 0 || len(b) == 0 || len(a)*len(b) > mostCompared {
		return []Edit{removed, added}
	}
	// common[i][j] is how many words a[i:] and b[j:] have in common, in order.
	common := make([][]int32, len(a)+1)
	for i := range common {
		common[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out []Edit
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			out = append(out, Edit{Text: a[i]})
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			out = append(out, Edit{Text: a[i], Removed: true})
			i++
		default:
			out = append(out, Edit{Text: b[j], Added: true})
			j++
		}
	}
	return append(out, Edit{Text: strings.Join(a[i:], ""), Removed: true}, Edit{Text: strings.Join(b[j:], ""), Added: true})
}

// tokens are the words of a text, the spaces and the signs between them, which give the text when they are joined.
func tokens(s string) []string {
	var out []string
	sort := func(r rune) int {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r):
			return 1
		case unicode.IsSpace(r):
			return 2
		}
		return 3
	}
	start, was := 0, 0
	for i, r := range s {
		now := sort(r)
		if i > 0 && (now != was || now == 3) {
			out = append(out, s[start:i])
			start = i
		}
		was = now
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

// Plain writes a fact as lines of text, so that two states of it can be compared.
func (f Fact) Plain() string {
	var lines []string
	for _, w := range f.Words {
		lines = append(lines, w.plain())
	}
	if f.Table != nil {
		for _, row := range f.Table.Rows {
			var cells []string
			for i, c := range row {
				var texts []string
				for _, w := range c {
					texts = append(texts, w.plain())
				}
				if len(texts) > 0 {
					cells = append(cells, f.Table.Head[i]+" : "+strings.Join(texts, ", "))
				}
			}
			lines = append(lines, strings.Join(cells, " ; "))
		}
	}
	for _, part := range f.Parts {
		var cells []string
		for _, inner := range part {
			cells = append(cells, inner.Label+" : "+strings.ReplaceAll(inner.Plain(), "\n", ", "))
		}
		lines = append(lines, strings.Join(cells, " ; "))
	}
	return strings.Join(lines, "\n")
}

func (w Words) plain() string { return strings.TrimSpace(w.Text + " " + w.Note) }
