package typst

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// lock takes a file that only one program at a time can make, and gives the function that lets it go. Whoever holds it
// touches it now and then: one that was not touched for a while was left by a program that died.
func lock(ctx context.Context, path string) (free func(), err error) {
	const touch, dead, look = 2 * time.Second, 15 * time.Second, 200 * time.Millisecond
	for {
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err == nil {
			_ = f.Close()
			break
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("take the lock of the typesetter's cache: %w", err)
		}
		if st, err := os.Stat(path); err == nil && time.Since(st.ModTime()) > dead {
			_ = os.Remove(path) // another may have been faster
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for another program to prepare the typesetter: %w", ctx.Err())
		case <-time.After(look):
		}
	}
	held, let := context.WithCancel(context.Background())
	go func() {
		tick := time.NewTicker(touch)
		defer tick.Stop()
		for {
			select {
			case <-held.Done():
				return
			case now := <-tick.C:
				_ = os.Chtimes(path, now, now)
			}
		}
	}()
	return func() {
		let()
		_ = os.Remove(path)
	}, nil
}
