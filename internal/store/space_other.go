//go:build !linux && !darwin

package store

// FreeSpace is how many bytes may still be written in a folder; ok is false when that cannot be told, as here.
func FreeSpace(string) (bytes int64, ok bool) { return 0, false }
