package place

import (
	"bytes"
	"io"
	"iter"
)

// lines is a text of sorted lines, searched by halving without being read whole: a lookup among 300 000 names touches
// some twenty lines, and a program that never asks pays nothing.
type lines struct {
	text io.ReaderAt
	size int64
}

// find gives the first line for which before is false, and whether there is one.
func (l lines) find(before func(line string) bool) (string, bool) {
	at := l.first(before)
	if at >= l.size {
		return "", false
	}
	return string(l.until(at)), true
}

// from gives the lines from the first for which before is false, at most so many.
func (l lines) from(before func(line string) bool, most int) iter.Seq[string] {
	return func(yield func(string) bool) {
		for at := l.first(before); at < l.size && most > 0; most-- {
			line := string(l.until(at))
			if !yield(line) {
				return
			}
			at += int64(len(line)) + 1
		}
	}
}

// first is where the first line for which before is false begins, or the end.
func (l lines) first(before func(line string) bool) int64 {
	low, high, found := int64(0), l.size, l.size
	for low < high {
		middle := low + (high-low)/2
		start := l.lineFrom(middle)
		if start >= high {
			high = middle
			continue
		}
		line := string(l.until(start))
		if before(line) {
			low = start + int64(len(line)) + 1
			continue
		}
		found, high = start, middle
	}
	return found
}

// lineFrom gives where the first line that begins at or after an offset begins.
func (l lines) lineFrom(at int64) int64 {
	if at == 0 {
		return 0
	}
	return at + int64(len(l.until(at-1)))
}

// until reads from an offset to the end of its line. The text lies in memory, so that reading can only end, not fail.
func (l lines) until(at int64) []byte {
	for size := int64(128); ; size *= 4 {
		buffer := make([]byte, min(size, l.size-at))
		n, err := l.text.ReadAt(buffer, at)
		if end := bytes.IndexByte(buffer[:n], '\n'); end >= 0 {
			return buffer[:end]
		}
		if err != nil || int64(n) < size {
			return buffer[:n]
		}
	}
}
