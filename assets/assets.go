// Package assets holds the style sheets, scripts, fonts and icons of the public site and of the staff application, as build.mjs made them. It knows names of files only:
// not the routes they are served under, nor the pages that ask for them.
package assets

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// ErrNotBuilt says that this binary was compiled before the assets were made.
var ErrNotBuilt = errors.New("built without assets: run make")

// Assets is the built front end. Every file but the manifest carries a hash of its content in its name.
type Assets struct {
	FS     fs.FS
	hashed map[string]string
}

// Load reads the manifest. It returns ErrNotBuilt when only the placeholder is there.
func Load() (*Assets, error) {
	built, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, fmt.Errorf("open assets: %w", err)
	}
	return load(built)
}

func load(built fs.FS) (*Assets, error) {
	manifest, err := fs.ReadFile(built, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	if err != nil {
		return nil, fmt.Errorf("read assets manifest: %w", err)
	}
	a := &Assets{FS: built}
	if err := json.Unmarshal(manifest, &a.hashed); err != nil {
		return nil, fmt.Errorf("read assets manifest: %w", err)
	}
	return a, nil
}

// Path gives the name under which a file such as "portal.css" lies in FS. A name that was not built comes back as it is,
// so that the request for it fails where it can be seen.
func (a *Assets) Path(logical string) string {
	if hashed, ok := a.hashed[logical]; ok {
		return hashed
	}
	return logical
}
