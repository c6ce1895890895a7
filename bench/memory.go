package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// memoryOf reads a line of /proc/PID/status in bytes; 0 where the system has none.
func memoryOf(pid, line string) int64 {
	status, err := os.ReadFile("/proc/" + pid + "/status")
	if err != nil {
		return 0
	}
	for l := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(l, ":")
		if name != line {
			continue
		}
		kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		if err != nil {
			return 0
		}
		return kb << 10
	}
	return 0
}

// watch looks at the memory that this process has of its own, without the parts of files that the system maps into it and
// takes back when it needs room.
type watch struct {
	stop chan struct{}
	top  chan int64
}

func watchMemory() *watch {
	w := &watch{make(chan struct{}), make(chan int64)}
	go func() {
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		top := int64(0)
		for {
			top = max(top, memoryOf("self", "RssAnon"))
			select {
			case <-tick.C:
			case <-w.stop:
				w.top <- top
				return
			}
		}
	}()
	return w
}

func (w *watch) peak() int64 {
	close(w.stop)
	return <-w.top
}

func megabytes(n int64) string {
	if n == 0 {
		return "—"
	}
	return fmt.Sprintf("%.0f", float64(n)/1e6)
}
