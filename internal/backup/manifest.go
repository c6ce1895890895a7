package backup

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"entente/internal/record"
)

// format is the number of the form of manifests.
const format = 1

// Manifest says what a backup is; it stands beside the file.
type Manifest struct {
	Format   int    `json:"format"`
	File     string `json:"file"`
	At       string `json:"at"`      // when it was begun; it holds all that was written before
	Program  string `json:"program"` // version
	Engine   string `json:"engine"`  // of the original
	Schema   int64  `json:"schema"`
	Size     int64  `json:"size"`
	SHA256   string `json:"sha256"`
	Records  int    `json:"records"`
	Heads    string `json:"heads"`    // the digest that check prints
	Findings int    `json:"findings"` // how much check found wrong in it
}

func manifestOf(path string) string { return path + ".json" }

func (m Manifest) write(path string) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o600)
}

// readManifest gives the zero Manifest where there is none.
func readManifest(path string) (m Manifest, err error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err != nil {
		return m, fmt.Errorf("read the manifest %s: %w", path, err)
	}
	if m.Format != format {
		return m, record.Errorf(record.Invalid, "the manifest %s has form %d, which this program does not know", path, m.Format)
	}
	return m, nil
}
