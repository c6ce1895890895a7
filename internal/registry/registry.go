// Package registry holds the use cases, and is the only writer: it asks access whether the actor may, record whether
// anything is wrong, and has the store write the record, its links, its history, its public projection and the outbox in one
// transaction. Sites, programming interfaces, jobs and the command line call it. It must not know HTTP, files on disk or
// languages.
package registry

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"time"

	"entente/internal/credential"
	"entente/internal/extract"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/store"
	"entente/internal/text"
)

// Config is what a Registry works with.
type Config struct {
	DB     *store.DB
	Places *place.Gazetteer
	Now    func() time.Time // nil for the clock
	Random io.Reader        // nil for the system's
	// Words takes the words out of a file, see extract.Words; nil for doing that in this process, which a hostile file may
	// bring down.
	Words func(ctx context.Context, file []byte) (string, error)
	// Keys seal the secrets of second factors; without any they are kept as they are.
	Keys credential.Keys
}

// Registry runs the use cases.
type Registry struct {
	db      *store.DB
	places  *place.Gazetteer
	now     func() time.Time
	random  io.Reader
	words   *text.Analyzer
	wordsIn func(ctx context.Context, file []byte) (string, error)
	keys    credential.Keys
	// hashing holds as many as may compute a digest of a password at once.
	hashing chan struct{}
}

// New opens the use cases on a database and makes sure that it holds the built-in terms.
func New(ctx context.Context, c Config) (*Registry, error) {
	g := &Registry{db: c.DB, places: c.Places, now: c.Now, random: c.Random, words: text.NewAnalyzer(), wordsIn: c.Words, keys: c.Keys,
		hashing: make(chan struct{}, max(2, runtime.NumCPU()))}
	if g.now == nil {
		g.now = time.Now
	}
	if g.wordsIn == nil {
		g.wordsIn = extract.Words
	}
	if g.random == nil {
		g.random = rand.Reader
	}
	if err := g.seed(ctx); err != nil {
		return nil, fmt.Errorf("seed built-in terms: %w", err)
	}
	if err := g.republish(ctx); err != nil {
		return nil, err
	}
	if err := g.relist(ctx); err != nil {
		return nil, err
	}
	if err := g.reindex(ctx); err != nil {
		return nil, err
	}
	return g, nil
}

// instant is how times are kept: UTC, to the microsecond, the same text on both engines.
const instant = "2006-01-02T15:04:05.000000Z"

func (g *Registry) stamp() string { return g.now().UTC().Format(instant) }

// NewID makes the id of a new record: a UUID version 7 (RFC 9562), ordered by the time it was made.
func (g *Registry) NewID() (record.Ref, error) {
	var b [16]byte
	if _, err := io.ReadFull(g.random, b[6:]); err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(g.now().UnixMilli()))
	copy(b[:6], ms[2:])
	return record.UUID(7, b[:]), nil
}
