//go:build linux || darwin

package store

import "syscall"

// FreeSpace is how many bytes may still be written in a folder; ok is false when that cannot be told.
func FreeSpace(folder string) (bytes int64, ok bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(folder, &st); err != nil {
		return 0, false
	}
	return int64(st.Bavail) * int64(st.Bsize), true //nolint:unconvert // sizes of disks; the types differ by system
}
