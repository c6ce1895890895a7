// Package chart draws: maps with the cities an office is tied to, columns, stacks, bars, lines, small multiples, networks and
// timelines, with their values on the marks. Drawings are SVG made here, not in the browser, so that they work without scripts and
// are the same on a page, in print and in a document. It is given names, places and numbers, and knows nothing of records, routes
// or languages; whoever asks for a drawing also gives its numbers as a table.
//
// Drawings for documents use few elements (path, rect, circle, text, g), since not every reader of SVG knows more. Colours are
// presentation attributes, and every part has a class, so that a style sheet can change them under a policy that allows no inline
// style. Shapes, patterns, lightness or names tell kinds apart, never colours alone.
package chart

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

//go:embed all:data
var data embed.FS

// ErrNoData says that this binary was compiled before the land was made.
var ErrNoData = errors.New("built without assets: run make")

// Maps holds the land, projected once. It does not change and may be shared.
type Maps struct {
	world  []country
	europe []country
}

// country is a country's outlines in the units of its projection, holes among them.
type country struct {
	code  string
	rings [][]vec
}

// LoadMaps reads the land that the binary carries.
func LoadMaps() (*Maps, error) {
	return loadMaps(data)
}

func loadMaps(files fs.FS) (*Maps, error) {
	world, err := readLand(files, "world.json")
	if err != nil {
		return nil, err
	}
	europe, err := readLand(files, "europe.json")
	if err != nil {
		return nil, err
	}
	for _, c := range world {
		c.project(equalEarth)
	}
	for _, c := range europe {
		c.project(conic)
	}
	return &Maps{world: world, europe: europe}, nil
}

// readLand gives every country's rings in degrees, those of the world's map cut where the map ends.
func readLand(files fs.FS, name string) ([]country, error) {
	text, err := fs.ReadFile(files, "data/"+name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoData
	}
	if err != nil {
		return nil, fmt.Errorf("read land: %w", err)
	}
	var packed map[string][][]int
	if err := json.Unmarshal(text, &packed); err != nil {
		return nil, fmt.Errorf("read land %s: %w", name, err)
	}
	var land []country
	for code, rings := range packed {
		c := country{code: code}
		for _, flat := range rings {
			ring := make([]vec, 0, len(flat)/2)
			for i := 0; i+1 < len(flat); i += 2 {
				ring = append(ring, vec{float64(flat[i])/100 - centre, float64(flat[i+1]) / 100})
			}
			c.rings = append(c.rings, cut(ring)...)
		}
		land = append(land, c)
	}
	slices.SortFunc(land, func(a, b country) int {
		if a.code < b.code {
			return -1
		}
		return 1
	})
	return land, nil
}

func (c country) project(by func(lon, lat float64) vec) {
	for _, ring := range c.rings {
		for i, p := range ring {
			ring[i] = by(p.x+centre, p.y)
		}
	}
}
