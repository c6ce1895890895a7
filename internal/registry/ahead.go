package registry

import (
	"iter"
	"runtime"
	"slices"

	"entente/internal/exchange"
	"entente/internal/record"
	"entente/internal/store"
)

// readied is an item with what could be made of it ahead.
type readied struct {
	exchange.Item
	ready *ready
}

// ready is what follows from a record alone, made while the database works: what is wrong with it, and its row as that of a
// new record.
type ready struct {
	done     chan struct{}
	problems []record.Problem
	row      *store.Row // nil when it could not be made: it is then made in its turn, and fails there
}

// get waits for what is being made.
func (r *ready) get() ([]record.Problem, *store.Row) {
	if r == nil {
		return nil, nil
	}
	<-r.done
	return r.problems, r.row
}

// alone tells what is wrong with a record seen by itself.
func (g *Registry) alone(r record.Record) []record.Problem {
	return slices.Concat(record.Check(r), g.placeRules(r), blockRules(r))
}

// getReady is what the first pass does with records ahead of writing them; the second needs nothing. Persons wait for their
// turn, since their personal fields are taken out first, and so do documents with a file, whose words are in the database, and
// records of an archive, which bring their own history.
func (im *importer) getReady() func(exchange.Item) *ready {
	if im.second {
		return nil
	}
	g, s, archive := im.g, step{version: 1, at: im.at, actor: im.a.Name, reason: im.reason}, false
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	return func(item exchange.Item) *ready {
		archive = archive || item.Revision != nil
		if item.Record == nil || item.Record.Head().Kind == record.KindPerson || checksumOf(item.Record) != "" || archive {
			return nil
		}
		r := &ready{done: make(chan struct{})}
		slots <- struct{}{}
		go func() {
			defer func() { close(r.done); <-slots }()
			if r.problems = g.alone(item.Record); len(r.problems) > 0 {
				return
			}
			if row, err := g.row(item.Record, s); err == nil {
				row.Ready(g.db.Engine)
				r.row = &row
			}
		}()
		return r
	}
}

// ahead reads some items before they are asked for, while the database works.
func ahead(items iter.Seq2[exchange.Item, error], prepare func(exchange.Item) *ready) iter.Seq2[readied, error] {
	type read struct {
		item readied
		err  error
	}
	return func(yield func(readied, error) bool) {
		waiting, stop := make(chan read, 512), make(chan struct{})
		go func() {
			defer close(waiting)
			for item, err := range items {
				r := read{readied{Item: item}, err}
				if err == nil && prepare != nil {
					r.item.ready = prepare(item)
				}
				select {
				case waiting <- r:
				case <-stop:
					return
				}
			}
		}()
		defer func() {
			close(stop)
			for range waiting { // the file is let go of before the caller goes on
			}
		}()
		for r := range waiting {
			if !yield(r.item, r.err) {
				return
			}
		}
	}
}
