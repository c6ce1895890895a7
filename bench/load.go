package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"time"

	"entente/bench/office"
	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/store"
)

// chunkSize is how many records one import, and so one transaction, brings.
const chunkSize = 50_000

// load fills a database by imports, one file after the other, and keeps the ids of some activities for later.
func (c *column) load(ctx context.Context, b *bench) error {
	db, err := store.Open(ctx, store.Config{URL: c.url})
	if err != nil {
		return err
	}
	c.db = db
	if c.registry, err = registry.New(ctx, registry.Config{DB: db, Places: b.places}); err != nil {
		return err
	}
	if kept, err := c.kept(b); kept || err != nil {
		return err
	}
	next, stop := iter.Pull(b.source.Records(c.size))
	defer stop()
	every := max(1, c.size/1000)
	seen := 0
	choosing := func() (record.Record, bool) {
		r, ok := next()
		if ok {
			if _, is := r.(*record.Visit); is && seen >= every {
				c.some, seen = append(c.some, r.Head().ID), 0
			}
			seen++
		}
		return r, ok
	}
	var rates []float64
	for done := 0; done < c.size; {
		n, rate, err := c.chunk(ctx, b, choosing, min(chunkSize, c.size-done))
		if err != nil {
			return fmt.Errorf("import after %d records: %w", done, err)
		}
		done += n
		rates = append(rates, rate)
		b.say("%s: %d of %d records, %.0f a second", c.name(), done, c.size, rate)
	}
	c.rate = sorted(rates)
	return c.note(b)
}

// loaded is what a run leaves beside a database that it keeps.
type loaded struct {
	Some []string  `json:"some"`
	Rate []float64 `json:"rate"`
	Peak int64     `json:"peak"`
}

// kept tells whether an earlier run loaded this database to its end, and takes up what that run measured. A database
// that was begun and not ended cannot be gone on with: its folder is to be emptied.
func (c *column) kept(b *bench) (bool, error) {
	if !b.keep || c.engine != "SQLite" {
		return false, nil
	}
	data, err := os.ReadFile(c.url + ".json")
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var l loaded
	if err := json.Unmarshal(data, &l); err != nil {
		return false, fmt.Errorf("%s.json: %w", c.url, err)
	}
	c.rate, c.importPeak = l.Rate, l.Peak
	for _, id := range l.Some {
		c.some = append(c.some, record.Ref(id))
	}
	b.say("%s: loaded before", c.name())
	return true, nil
}

// note leaves what another run needs.
func (c *column) note(b *bench) error {
	if !b.keep || c.engine != "SQLite" {
		return nil
	}
	l := loaded{Rate: c.rate, Peak: c.importPeak}
	for _, id := range c.some {
		l.Some = append(l.Some, string(id))
	}
	data, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return os.WriteFile(c.url+".json", data, 0o600)
}

// chunk writes the next n records to a file and imports it.
func (c *column) chunk(ctx context.Context, b *bench, next func() (record.Record, bool), n int) (int, float64, error) {
	path := filepath.Join(b.dir, "chunk.jsonl")
	f, err := os.Create(path)
	if err != nil {
		return 0, 0, err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	n, err = office.Write(w, next, n)
	if err := errors.Join(err, w.Flush(), f.Close()); err != nil {
		return 0, 0, err
	}
	watch := watchMemory()
	began := time.Now()
	_, err = c.registry.Import(ctx, access.OperatorActor(), items(path), "bench", func(int) {})
	took := time.Since(began)
	c.importPeak = max(c.importPeak, watch.peak())
	if err != nil {
		return 0, 0, err
	}
	return n, float64(n) / took.Seconds(), os.Remove(path)
}

// items reads a file anew each time, as the command does.
func items(path string) registry.Items {
	return func() iter.Seq2[exchange.Item, error] {
		return func(yield func(exchange.Item, error) bool) {
			f, err := os.Open(path)
			if err != nil {
				yield(exchange.Item{}, err)
				return
			}
			defer func() { _ = f.Close() }() // it was only read
			exchange.ReadLines(path, f)(yield)
		}
	}
}
