package portal

import (
	"bytes"
	"fmt"
	"testing"

	"entente/internal/serve"
)

// TestTheCacheKeepsWithinItsMemory floods the cache with more pages than it may hold, and with questions that have no end.
func TestTheCacheKeepsWithinItsMemory(t *testing.T) {
	t.Parallel()
	var c cache
	held := func() (n int) {
		for key, a := range c.pages {
			n += len(key) + len(a.Body)
		}
		return n
	}
	large, small := bytes.Repeat([]byte("x"), cachedPage), []byte("x")
	for i := range 3 * cacheBytes / cachedPage {
		c.put(1, fmt.Sprintf("/large?%d", i), serve.Answer{Body: large})
		if n := held(); n > cacheBytes {
			t.Fatalf("%d bytes are held after %d large pages, %d may be", n, i+1, cacheBytes)
		}
	}
	if len(c.pages) == 0 {
		t.Error("nothing is kept")
	}
	question := string(bytes.Repeat([]byte("q"), cachedQuery))
	for i := range 2 * cacheBytes / cachedQuery {
		c.put(1, fmt.Sprintf("/small?%s%d", question, i), serve.Answer{Body: small})
	}
	if n := held(); n > cacheBytes {
		t.Errorf("%d bytes are held of long questions with short answers, %d may be", n, cacheBytes)
	}
	c.put(1, "/too-large", serve.Answer{Body: append(large, 'x')})
	if _, ok := c.get(1, "/too-large"); ok {
		t.Error("a page over the limit is kept")
	}
	if _, ok := c.get(2, "/small"); ok || len(c.pages) != 0 || c.bytes != 0 {
		t.Errorf("after a change %d pages of %d bytes are held", len(c.pages), c.bytes)
	}
}
