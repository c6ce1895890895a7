//go:build !linux && !darwin

package main

// limitMemory does nothing here: the system has no such limit that a process can set for itself.
func limitMemory(uint64) error { return nil }
