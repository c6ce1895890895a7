package verify

import (
	"slices"
	"strings"
)

// Difference is a place where two texts differ: what was published, what the file says, and the words around.
type Difference struct {
	Before    string `json:"before"` // words that stand before it in both
	Published string `json:"published"`
	Found     string `json:"found"`
	After     string `json:"after"`
}

const (
	around    = 6    // words told on each side
	mostEdits = 4000 // differences beyond which the rest is told as one
)

// Differences compares two texts word by word; how words are spaced is no difference.
func Differences(published, found string) []Difference {
	a, b := strings.Fields(published), strings.Fields(found)
	var out []Difference
	for _, h := range hunks(a, b) {
		out = append(out, Difference{
			Before:    strings.Join(a[max(0, h.a0-around):h.a0], " "),
			Published: strings.Join(a[h.a0:h.a1], " "),
			Found:     strings.Join(b[h.b0:h.b1], " "),
			After:     strings.Join(a[h.a1:min(len(a), h.a1+around)], " "),
		})
	}
	return out
}

// hunk is a range of a that a range of b replaces.
type hunk struct{ a0, a1, b0, b1 int }

// hunks finds the shortest set of changes that makes b of a (E. W. Myers, 1986), those next to one another as one.
func hunks(a, b []string) []hunk {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	endA, endB := len(a), len(b)
	for endA > start && endB > start && a[endA-1] == b[endB-1] {
		endA, endB = endA-1, endB-1
	}
	if start == endA && start == endB {
		return nil
	}
	return shift(myers(a[start:endA], b[start:endB]), start)
}

func shift(list []hunk, by int) []hunk {
	for i := range list {
		list[i].a0, list[i].a1, list[i].b0, list[i].b1 = list[i].a0+by, list[i].a1+by, list[i].b0+by, list[i].b1+by
	}
	return list
}

func myers(a, b []string) []hunk {
	n, m := len(a), len(b)
	most := min(n+m, mostEdits)
	v := make([]int, 2*most+2)
	var trace [][]int
	for d := 0; d <= most; d++ {
		trace = append(trace, slices.Clone(v[most-d:most+d+1]))
		for k := -d; k <= d; k += 2 {
			x := 0
			switch {
			case d == 0:
			case k == -d || k != d && v[most+k-1] < v[most+k+1]:
				x = v[most+k+1]
			default:
				x = v[most+k-1] + 1
			}
			y := x - k
			for x < n && y < m && a[x] == b[y] {
				x, y = x+1, y+1
			}
			v[most+k] = x
			if x >= n && y >= m {
				return back(trace, n, m)
			}
		}
	}
	return []hunk{{0, n, 0, m}}
}

// back walks the trace from the end and gathers the changes. trace[d] holds what was reached with d-1 changes, on the
// diagonals -d to d.
func back(trace [][]int, x, y int) []hunk {
	var out []hunk
	for d := len(trace) - 1; d > 0; d-- {
		at := func(k int) int { return trace[d][d+k] }
		k := x - y
		down := k == -d || k != d && at(k-1) < at(k+1)
		from := k - 1
		if down {
			from = k + 1
		}
		px := at(from)
		py := px - from
		for x > px && y > py && (x > px+1 || y > py+1 || !step(down, x, y, px, py)) {
			x, y = x-1, y-1
		}
		h := hunk{px, x, py, y}
		if n := len(out); n > 0 && out[n-1].a0 == h.a1 && out[n-1].b0 == h.b1 {
			out[n-1].a0, out[n-1].b0 = h.a0, h.b0
		} else {
			out = append(out, h)
		}
		x, y = px, py
	}
	slices.Reverse(out)
	return out
}

// step tells whether one change leads from p to where x and y are.
func step(down bool, x, y, px, py int) bool {
	if down {
		return x == px && y == py+1
	}
	return x == px+1 && y == py
}
