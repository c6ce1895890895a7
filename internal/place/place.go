// Package place knows the world's countries, their first-level subdivisions and its cities: what they are called in French and
// English, where they lie, how far apart they are. It answers from data embedded in the binary and knows nothing of records.
package place

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
)

//go:embed all:data
var data embed.FS

// ErrNoData says that this binary was compiled before the gazetteer was made.
var ErrNoData = errors.New("built without assets: run make")

// Attribution is owed to the reader wherever coordinates or populations of cities are given.
const Attribution = "Cities: GeoNames (geonames.org), CC BY 4.0. Country names: Unicode CLDR."

// Gazetteer answers questions about places. It does not change once loaded and may be shared.
type Gazetteer struct {
	cities       lines
	names        lines
	subdivisions lines
	countries    []Country
	byCode       map[string]int
	largest      func() map[string]City // by subdivision
}

// Load opens the embedded data. Only the countries are read: cities and subdivisions are searched where they lie.
func Load() (*Gazetteer, error) {
	return load(data)
}

func load(files fs.FS) (*Gazetteer, error) {
	var g Gazetteer
	for name, into := range map[string]*lines{
		"cities.tsv": &g.cities, "names.tsv": &g.names, "subdivisions.tsv": &g.subdivisions,
	} {
		opened, err := open(files, name)
		if err != nil {
			return nil, err
		}
		*into = opened
	}
	g.largest = sync.OnceValue(func() map[string]City { return readLargest(g.cities) })
	table, err := fs.ReadFile(files, "data/countries.tsv")
	if err != nil {
		return nil, fmt.Errorf("read countries: %w", err)
	}
	g.byCode = make(map[string]int)
	for line := range strings.Lines(string(table)) {
		c, err := parseCountry(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return nil, fmt.Errorf("read countries: %w", err)
		}
		g.byCode[c.Code] = len(g.countries)
		g.countries = append(g.countries, c)
	}
	return &g, nil
}

func open(files fs.FS, name string) (lines, error) {
	f, err := files.Open("data/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		return lines{}, ErrNoData
	}
	if err != nil {
		return lines{}, fmt.Errorf("open gazetteer %s: %w", name, err)
	}
	info, err := f.Stat()
	if err != nil {
		return lines{}, fmt.Errorf("open gazetteer %s: %w", name, err)
	}
	at, ok := f.(io.ReaderAt)
	if !ok {
		return lines{}, fmt.Errorf("open gazetteer %s: cannot be read at an offset", name)
	}
	return lines{text: at, size: info.Size()}, nil
}
