package chart

import (
	"slices"
	"testing"
)

func TestTicksAreRoundAndCoverTheValues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		low, high float64
		whole     bool
		want      []float64
	}{
		{0, 21, true, []float64{0, 5, 10, 15, 20, 25}},
		{0, 1, true, []float64{0, 1}},
		{0, 1, false, []float64{0, 0.2, 0.4, 0.6000000000000001, 0.8, 1}},
		{-4, 7, true, []float64{-5, 0, 5, 10}},
		{0, 161000, true, []float64{0, 50000, 100000, 150000, 200000}},
	} {
		if got := ticks(c.low, c.high, 5, c.whole); !slices.Equal(got, c.want) {
			t.Errorf("%v to %v: %v, want %v", c.low, c.high, got, c.want)
		}
	}
}

func TestSpreadOutMovesAsLittleAsItTakes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		at, want []float64
	}{
		{[]float64{10, 50, 90}, []float64{10, 50, 90}},
		{[]float64{50, 50, 50}, []float64{50, 60, 70}},
		{[]float64{95, 90, 99}, []float64{90, 80, 100}},
		{nil, []float64{}},
	} {
		if got := spreadOut(c.at, 10, 0, 100); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.at, got, c.want)
		}
	}
}
