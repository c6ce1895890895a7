package sheet

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"entente/internal/place"
)

// headerDepth is how many rows are looked at for the titles.
const headerDepth = 60

// header finds the row or the two rows of titles among the first rows.
func header(rows []Row, merges []area) []int {
	if i := titled(rows); i >= 0 {
		return []int{rows[i].N}
	}
	wide := width(rows)
	best, score := -1, 0.0
	for i, r := range rows {
		if s := headerScore(r, rows[i+1:], wide, i); s > score {
			best, score = i, s
		}
	}
	if best < 0 {
		if len(rows) == 0 {
			return nil
		}
		return []int{rows[0].N}
	}
	// A row that groups the titles below it, or one that only completes merged titles above it.
	if best > 0 && rows[best-1].N == rows[best].N-1 && groups(rows[best-1], rows[best], merges) {
		return []int{rows[best-1].N, rows[best].N}
	}
	if best+1 < len(rows) && rows[best+1].N == rows[best].N+1 && completes(rows[best+1], rows[best], merges) {
		return []int{rows[best].N, rows[best+1].N}
	}
	return []int{rows[best].N}
}

// titled finds a table that begins with its titles, as exports do: the first row is the fullest, and holds titles alone, each
// once and none of them a year. Rows of data may score higher where they are wordy and the titles are many.
func titled(rows []Row) int {
	i := slices.IndexFunc(rows, func(r Row) bool { return count(r) > 0 })
	if i < 0 || count(rows[i]) < 3 {
		return -1
	}
	seen := map[string]bool{}
	for _, c := range rows[i].Cells {
		if c.Text == "" || !isTitle(c) || seen[place.Fold(c.Text)] {
			return -1
		}
		seen[place.Fold(c.Text)] = true
	}
	for _, r := range rows[i+1:] {
		if count(r) >= count(rows[i]) {
			return -1
		}
	}
	return i
}

// width is the number of columns that rows commonly fill.
func width(rows []Row) int {
	var filled []int
	for _, r := range rows {
		if n := count(r); n > 0 {
			filled = append(filled, n)
		}
	}
	if len(filled) == 0 {
		return 0
	}
	slices.Sort(filled)
	return filled[len(filled)*3/4]
}

func count(r Row) int {
	n := 0
	for _, c := range r.Cells {
		if c.Text != "" {
			n++
		}
	}
	return n
}

// headerScore: titles are words, each once, over the width of the table, and what follows is not like them.
func headerScore(r Row, below []Row, wide, at int) float64 {
	filled, words := 0, 0
	seen := map[string]bool{}
	for _, c := range r.Cells {
		if c.Text == "" {
			continue
		}
		filled++
		if isTitle(c) {
			words++
			seen[place.Fold(c.Text)] = true
		}
	}
	if filled == 0 || r.Hidden || wide > 1 && filled < 2 {
		return 0
	}
	s := min(1, float64(filled)/float64(max(wide, 1))) * float64(words) / float64(filled) * (0.5 + 0.5*float64(len(seen))/float64(max(words, 1)))
	for _, b := range below { // data with figures where the titles have words
		if count(b) == 0 {
			continue
		}
		figures := 0
		for i, c := range b.Cells {
			if c.Text != "" && !isTitle(c) && i < len(r.Cells) && r.Cells[i].Text != "" && isTitle(r.Cells[i]) {
				figures++
			}
		}
		if figures > 0 {
			s += 0.3
		}
		break
	}
	return s - 0.02*float64(at)
}

// isTitle tells whether a cell could be the title of a column: words, or a year, that are not long.
func isTitle(c Cell) bool {
	if c.Day != "" || len(c.Text) > 120 || strings.Contains(c.Text, "@") {
		return false
	}
	letters := 0
	for _, r := range c.Text {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters == 0 {
		return false
	}
	_, isDate := datePattern(c.Text)
	return !isDate && (letters > 1 || len(c.Text) <= 3)
}

// groups tells whether upper names groups of the titles in lower: several words, fewer than the titles.
func groups(upper, lower Row, merges []area) bool {
	n := 0
	for i, c := range upper.Cells {
		if c.Text == "" {
			continue
		}
		if !isTitle(c) {
			return false
		}
		if covers(merges, upper.N, i, len(lower.Cells)) {
			return false // one title over the whole table
		}
		n++
	}
	return n >= 2 && n <= count(lower) || n >= 1 && mergedAcross(merges, upper.N)
}

// completes tells whether lower holds only what stands under merged or empty cells of upper.
func completes(lower, upper Row, merges []area) bool {
	n := 0
	for i, c := range lower.Cells {
		if c.Text == "" {
			continue
		}
		if !isTitle(c) {
			return false
		}
		under := i >= len(upper.Cells) || upper.Cells[i].Text == "" || slices.ContainsFunc(merges, func(a area) bool {
			return a.Top == upper.N && a.Bottom == upper.N && a.Left == i && a.Right > i
		})
		if !under {
			return false
		}
		n++
	}
	return n >= 2 && n < count(upper)+n && mergedAcross(merges, upper.N)
}

func covers(merges []area, row, column, wide int) bool {
	return slices.ContainsFunc(merges, func(a area) bool {
		return a.Top == row && a.Left == column && a.Right-a.Left+1 >= max(wide-1, 2)
	})
}

func mergedAcross(merges []area, row int) bool {
	return slices.ContainsFunc(merges, func(a area) bool { return a.Top == row && a.Right > a.Left })
}

// titles joins the rows of titles, column by column: "Coûts" over "Transport" is "Coûts – Transport".
func titles(rows []Row, merges []area) []string {
	wide := 0
	for _, r := range rows {
		wide = max(wide, len(r.Cells))
		for _, a := range merges {
			if a.Top == r.N && a.Right < 10_000 {
				wide = max(wide, a.Right+1)
			}
		}
	}
	out := make([]string, wide)
	for i, r := range rows {
		last := ""
		for c := range wide {
			text := ""
			if c < len(r.Cells) {
				text = title(r.Cells[c].Text)
			}
			switch {
			case i == len(rows)-1 && text == "":
			case text != "":
				last = text
			case i < len(rows)-1 && spread(r, rows[len(rows)-1], c, merges):
				text = last
			}
			if text == "" || text == out[c] {
				continue
			}
			if out[c] != "" {
				out[c] += " – "
			}
			out[c] += text
		}
	}
	return out
}

// spread tells whether an empty cell of a group row belongs to the group on its left.
func spread(upper, lower Row, column int, merges []area) bool {
	for _, a := range merges {
		if a.Top <= upper.N && upper.N <= a.Bottom && a.Left < column && column <= a.Right {
			return true
		}
	}
	if mergedAcross(merges, upper.N) {
		return false // the file says what is merged
	}
	return column < len(lower.Cells) && lower.Cells[column].Text != ""
}

// title makes one line of a title.
func title(s string) string { return strings.Join(strings.Fields(s), " ") }

// named gives every column a title of its own.
func named(titles []string, used func(column int) bool) []string {
	seen := map[string]int{}
	out := slices.Clone(titles)
	for i, t := range out {
		if t == "" && used(i) {
			out[i] = Letter(i)
		}
		key := place.Fold(out[i])
		if out[i] == "" {
			continue
		}
		if seen[key]++; seen[key] > 1 {
			out[i] += " (" + strconv.Itoa(seen[key]) + ")"
		}
	}
	return out
}
