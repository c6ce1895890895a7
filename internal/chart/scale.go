package chart

import (
	"math"
	"slices"
	"strconv"
)

// finite tells a number that can be drawn.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// tamed keeps numbers where sums and differences of them are still numbers.
func tamed(v float64) float64 {
	if !finite(v) {
		return math.NaN()
	}
	return max(-1e15, min(1e15, v))
}

// span is the least and the greatest of some numbers with zero among them.
func span(values []float64) (low, high float64) {
	for _, v := range values {
		if finite(v) {
			low, high = min(low, v), max(high, v)
		}
	}
	if low == high {
		high = 1
	}
	return low, high
}

// wholes tells whether numbers count things: a scale of theirs has no halves.
func wholes(values [][]float64) bool {
	for _, row := range values {
		for _, v := range row {
			if finite(v) && v != math.Trunc(v) {
				return false
			}
		}
	}
	return true
}

// ticks are round numbers from below the least to above the greatest.
func ticks(low, high float64, about int, whole bool) []float64 {
	step := math.Pow(10, math.Floor(math.Log10((high-low)/float64(about))))
	for _, by := range []float64{1, 2, 5, 10} {
		if (high-low)/(step*by) <= float64(about) {
			step *= by
			break
		}
	}
	if whole {
		step = max(1, step)
	}
	var out []float64
	for i := math.Floor(low / step); ; i++ {
		out = append(out, i*step)
		if i*step >= high || len(out) > 4*about {
			return out
		}
	}
}

// plain writes a number for who gave no way to write it.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// spreadOut moves heights apart as little as it takes to be a gap from one another, between two bounds, and keeps their order. It
// widens the upper bound where they do not fit.
func spreadOut(at []float64, gap, low, high float64) []float64 {
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case at[a] < at[b]:
			return -1
		case at[a] > at[b]:
			return 1
		}
		return 0
	})
	out := make([]float64, len(at))
	floor := low
	for _, i := range order {
		out[i] = max(at[i], floor)
		floor = out[i] + gap
	}
	ceiling := max(high, low+gap*float64(len(at)-1))
	for _, i := range slices.Backward(order) {
		out[i] = min(out[i], ceiling)
		ceiling = out[i] - gap
	}
	return out
}
