package typst

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
)

// What parent and child say to each other over the child's standard input and output, one after the other. The child first
// gets its orders and answers when it is ready, then gets jobs and answers each.
type (
	orders struct {
		Cache   string
		Memory  uint32
		Workers int
	}
	answer struct {
		PDF    []byte
		Fault  string // what is wrong with the document
		Broken string // what is wrong with the typesetter, which ends
		Memory uint32
	}
)

// Work is the child: it sets the documents that come in, one at a time, and answers each on out, until in ends. The parent
// ends it by closing in, or by killing it; when the parent dies, in ends as well.
func Work(ctx context.Context, in io.Reader, out io.Writer) error {
	w := &worker{jobs: make(chan Job), ended: make(chan error, 1), answers: gob.NewEncoder(out)}
	dec := gob.NewDecoder(bufio.NewReader(in))
	var o orders
	if err := dec.Decode(&o); err != nil {
		return fmt.Errorf("read the orders of the typesetter: %w", err)
	}
	// Read beside the work, so that a child in the middle of a document notices that nobody waits for it any more.
	go func() {
		for {
			var j Job
			if err := dec.Decode(&j); err != nil {
				w.ended <- err
				return
			}
			w.jobs <- j
		}
	}()
	worked := make(chan error, 1)
	go func() { worked <- w.run(ctx, o) }()
	select {
	case err := <-worked:
		return err
	case err := <-w.ended:
		if errors.Is(err, io.EOF) {
			return nil
		}
		return fmt.Errorf("read a job of the typesetter: %w", err)
	case <-ctx.Done():
		return ctx.Err()
	}
}

type worker struct {
	jobs    chan Job
	ended   chan error
	answers *gob.Encoder
}

func (w *worker) run(ctx context.Context, o orders) error {
	e, err := newEngine(ctx, settings{cache: o.Cache, memory: o.Memory, workers: o.Workers})
	if err != nil {
		return errors.Join(err, w.answers.Encode(answer{Broken: err.Error()}))
	}
	debug.FreeOSMemory() // what compiling took
	if err := w.answers.Encode(answer{Memory: e.memory()}); err != nil {
		return fmt.Errorf("say that the typesetter is ready: %w", err)
	}
	for {
		var a answer
		pdf, err := e.set(ctx, <-w.jobs)
		var fault *Fault
		switch {
		case errors.As(err, &fault):
			a.Fault = fault.What
		case err != nil:
			a.Broken = err.Error()
		default:
			a.PDF = pdf
		}
		a.Memory = e.memory()
		if err := w.answers.Encode(a); err != nil {
			return fmt.Errorf("answer with a document: %w", err)
		}
		if a.Broken != "" {
			return err
		}
	}
}
