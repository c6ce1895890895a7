package pdf

import (
	"math"
	"strings"
	"unicode/utf8"

	"entente/internal/publish"
)

// column is how wide a column of a table is: as what it holds, or a share of what is left.
type column struct {
	Share  float64 `json:"share"` // 0: as wide as what it holds
	Number bool    `json:"number"`
}

const (
	narrow = 14 // a column of texts no longer than this is as wide as they are
	widest = 24 // numbers longer than this are set as texts
)

// columnsOf looks at what a table holds. Numbers and short texts keep their width, so that they are read at a glance; the rest
// is divided by how much there is to say, without letting one long text starve the others.
func columnsOf(t *publish.Table) []column {
	n := len(t.Head)
	for _, row := range t.Rows {
		n = max(n, len(row))
	}
	out := make([]column, n)
	shared := false
	for i := range out {
		longest, total, word, rows := 0, 0, 0, 0
		number := len(t.Rows) > 0
		for _, row := range t.Rows {
			if i >= len(row) {
				continue
			}
			s := publish.PlainText(row[i].Spans)
			if s != "" && !row[i].Number {
				number = false
			}
			longest = max(longest, utf8.RuneCountInString(s))
			total += min(utf8.RuneCountInString(s), 160)
			rows++
			word = max(word, wordOf(s))
		}
		if i < len(t.Head) {
			number = number || len(t.Rows) == 0 && t.Head[i].Number
			word = max(word, wordOf(publish.PlainText(t.Head[i].Spans)))
		}
		out[i].Number = number
		head := 0
		if i < len(t.Head) {
			head = utf8.RuneCountInString(publish.PlainText(t.Head[i].Spans))
		}
		if number && longest <= widest && head <= widest || longest <= narrow && head <= narrow {
			continue
		}
		mean := float64(total) / float64(max(rows, 1))
		out[i].Share = max(math.Pow(max(mean, 4), 0.65), math.Sqrt(float64(min(head, 30))), float64(min(word, 20))/1.2)
		shared = true
	}
	if !shared && n > 0 { // the table is as wide as the page all the same: its first column takes what is left
		out[0].Share = 1
	}
	return out
}

// wordOf is the length of the longest word.
func wordOf(s string) int {
	longest := 0
	for w := range strings.FieldsSeq(s) {
		longest = max(longest, utf8.RuneCountInString(w))
	}
	return longest
}
