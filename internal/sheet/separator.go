package sheet

import (
	"encoding/csv"
	"strings"
)

// Separators that are found out or may be asked for.
func Separators() []string { return []string{";", ",", "\t", "|"} }

// guessSeparator takes the one that cuts the first lines into the most even rows. sure is false when another does nearly as
// well, or when none cuts anything.
func guessSeparator(sample string) (best string, sure bool) {
	const lines = 200
	scores := map[string]float64{}
	best = ","
	for _, sep := range Separators() {
		scores[sep] = evenness(sample, sep, lines)
		if scores[sep] > scores[best] {
			best = sep
		}
	}
	if scores[best] == 0 {
		return best, true // one column: whatever separates does not matter
	}
	for sep, s := range scores {
		if sep != best && s > 0.9*scores[best] {
			return best, false
		}
	}
	return best, true
}

// evenness is the part of the rows that have the commonest number of cells, and weighs more where these are many.
func evenness(sample, sep string, lines int) float64 {
	r := csv.NewReader(strings.NewReader(sample))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = rune(sep[0]), true, -1, true
	counts, n := map[int]int{}, 0
	for range lines {
		cells, err := r.Read()
		if err != nil {
			break
		}
		filled := 0
		for _, c := range cells {
			if strings.TrimSpace(c) != "" {
				filled++
			}
		}
		if filled == 0 {
			continue
		}
		counts[len(cells)]++
		n++
	}
	width, most := 0, 0
	for w, c := range counts {
		if w > 1 && (c > most || c == most && w > width) {
			width, most = w, c
		}
	}
	if most == 0 {
		return 0
	}
	return float64(most) / float64(n) * (1 + float64(min(width, 30))/20)
}
