package portal

import (
	"net/http"
	"sync"

	"entente/internal/serve"
)

// cache keeps pages as they were sent, for as long as nothing published has changed: every request first asks the database
// for its generation, so that a change on any node is seen by all of them at the next request.
type cache struct {
	mu         sync.Mutex
	generation int64
	pages      map[string]serve.Answer
	bytes      int
}

const (
	cacheBytes  = 64 << 20
	cachedPage  = 2 << 20 // larger answers are made each time
	cachedQuery = 256     // longer questions are not asked twice
	cachedEntry = 256     // what a page costs besides its body and its name
)

// cacheable tells whether an answer to r may be kept, and under which name.
func cacheable(r *http.Request) (string, bool) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead || len(r.URL.RawQuery) > cachedQuery {
		return "", false
	}
	return r.URL.Path + "?" + r.URL.RawQuery, true
}

func (c *cache) get(generation int64, key string) (serve.Answer, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at(generation)
	a, ok := c.pages[key]
	return a, ok
}

func (c *cache) put(generation int64, key string, a serve.Answer) {
	if len(a.Body) == 0 || len(a.Body) > cachedPage || a.Status != 0 && a.Status != http.StatusOK {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if generation < c.generation {
		return // made from what has changed since
	}
	c.at(generation)
	size := len(a.Body) + len(key) + cachedEntry
	if c.bytes+size > cacheBytes {
		c.clear()
	}
	if _, ok := c.pages[key]; !ok {
		c.pages[key], c.bytes = a, c.bytes+size
	}
}

// at empties the cache when something has changed.
func (c *cache) at(generation int64) {
	if c.pages == nil || generation != c.generation {
		c.clear()
		c.generation = generation
	}
}

func (c *cache) clear() { c.pages, c.bytes = map[string]serve.Answer{}, 0 }
