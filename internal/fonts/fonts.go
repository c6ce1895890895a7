// Package fonts holds the fonts that documents are set and drawn in, as TTF files. It knows nothing of who reads them.
package fonts

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed all:data
var data embed.FS

// ErrNotBuilt says that this binary was compiled before the fonts were fetched.
var ErrNotBuilt = errors.New("built without assets, so documents cannot be made: run make")

// TTF is one font by its name: "Inter_400Regular".
func TTF(name string) ([]byte, error) {
	b, err := data.ReadFile("data/" + name + ".ttf")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	if err != nil {
		return nil, fmt.Errorf("read the font %s: %w", name, err)
	}
	return b, nil
}

// All are the fonts in the order of their names.
func All() ([][]byte, error) {
	entries, err := data.ReadDir("data")
	if err != nil {
		return nil, fmt.Errorf("read the fonts: %w", err)
	}
	var all [][]byte
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".ttf") {
			continue
		}
		b, err := data.ReadFile("data/" + e.Name())
		if err != nil {
			return nil, fmt.Errorf("read the fonts: %w", err)
		}
		all = append(all, b)
	}
	if len(all) == 0 {
		return nil, ErrNotBuilt
	}
	return all, nil
}
