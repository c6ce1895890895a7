//go:build linux || darwin

package main

import "syscall"

// limitMemory ends this process when it takes more memory.
func limitMemory(bytes uint64) error {
	return syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: bytes, Max: bytes})
}
