package registry

import (
	"fmt"

	"entente/internal/store"
)

// chain verifies revisions that begin at a version, after a hash, and returns the last hash.
func chain(revisions []store.Revision, version int, previous string) (string, error) {
	for _, v := range revisions {
		switch {
		case v.Version != version:
			return "", fmt.Errorf("version %d is missing (found %d)", version, v.Version)
		case v.Previous != previous:
			return "", fmt.Errorf("version %d does not follow version %d", v.Version, version-1)
		case Hash(v) != v.Hash:
			return "", fmt.Errorf("version %d was changed after it was written", v.Version)
		}
		version, previous = version+1, v.Hash
	}
	return previous, nil
}
