package place

import (
	"math"
	"strings"
)

// Largest gives the most populous city of a subdivision, which stands for it on a map that has room for points alone.
func (g *Gazetteer) Largest(subdivision string) (City, bool) {
	c, ok := g.largest()[strings.ToUpper(subdivision)]
	return c, ok
}

// readLargest reads every city once: for who asks of one state is likely to ask of others.
func readLargest(cities lines) map[string]City {
	out := map[string]City{}
	for line := range cities.from(func(string) bool { return false }, math.MaxInt) {
		c, ok := parseCity(line)
		if !ok || c.Subdivision == "" {
			continue
		}
		if had, known := out[c.Subdivision]; !known || c.Population > had.Population {
			out[c.Subdivision] = c
		}
	}
	return out
}
