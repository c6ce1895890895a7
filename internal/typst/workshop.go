package typst

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"
)

// Config says how documents are set.
type Config struct {
	// Command starts a child that calls Work: the program itself with the name of a subcommand.
	Command []string
	// Cache is a folder for the machine code that the typesetter becomes, about 100 MB, made once for each version of the
	// program. It is run as it lies there: nobody but those who run the program may write to it.
	Cache string

	Memory  int64         // the most that a child's typesetter may take; 1 GiB where it is 0
	Time    time.Duration // the longest that a document may take; 2 minutes
	Prepare time.Duration // the longest that making the machine code may take; 15 minutes
	Idle    time.Duration // after how long without a document the child ends; 1 minute
	Queue   int           // how many documents may wait; 16
	Now     func() time.Time
}

// Errors of a workshop, beside Fault, ErrEnded and ErrNotBuilt.
var (
	ErrNotReady = errors.New("the typesetter is being prepared")
	ErrBusy     = errors.New("too many documents are waiting to be set")
	ErrTooLong  = errors.New("the document takes too long to set")
)

// Workshop sets documents in a child process that it starts when there is something to do and ends when there is not.
type Workshop struct {
	config Config
	places chan struct{} // who may wait
	bench  chan struct{} // who works
	stop   chan struct{} // closed with the workshop

	mu        sync.Mutex
	state     State
	preparing chan struct{} // closed when preparing has ended; nil when nobody does
	spare     *child        // idle
	rest      *time.Timer   // ends the spare
	closed    bool
}

// Phase is how far the workshop is.
type Phase string

// The phases of a workshop.
const (
	Cold      Phase = "cold"      // nothing was asked of it yet
	Preparing Phase = "preparing" // machine code is being made, once on this machine
	Ready     Phase = "ready"
	Failed    Phase = "failed" // it could not be prepared; the next who asks tries again
)

// State is where the workshop stands.
type State struct {
	Phase   Phase
	Since   time.Time     // when the phase began
	Elapsed time.Duration // how long it has lasted
	Share   float64       // while preparing: how much is done, from 0 to 1, as an estimate from the time it usually takes
	Err     error         // why it failed
}

// NewWorkshop makes a workshop. Nothing is started yet.
func NewWorkshop(c Config) *Workshop {
	def := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	def(&c.Time, 2*time.Minute)
	def(&c.Prepare, 15*time.Minute)
	def(&c.Idle, time.Minute)
	if c.Memory == 0 {
		c.Memory = 1 << 30
	}
	if c.Queue == 0 {
		c.Queue = 16
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Workshop{
		config: c, places: make(chan struct{}, c.Queue+1), bench: make(chan struct{}, 1), stop: make(chan struct{}),
		state: State{Phase: Cold, Since: c.Now()},
	}
}

// State tells where the workshop stands.
func (w *Workshop) State() State {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.state
	s.Elapsed = w.config.Now().Sub(s.Since)
	if s.Phase == Preparing {
		const usual = 40 * time.Second
		s.Share = min(0.95, s.Elapsed.Seconds()/usual.Seconds())
	}
	return s
}

func (w *Workshop) enter(p Phase, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state = State{Phase: p, Since: w.config.Now(), Err: err}
}

// Prepare makes the workshop ready and returns when it is, or when ctx ends; the work goes on in the background for others
// who wait for it.
func (w *Workshop) Prepare(ctx context.Context) error {
	select {
	case <-w.begin():
	case <-ctx.Done():
		return fmt.Errorf("wait for the typesetter: %w", ctx.Err())
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.state.Err
}

// begin prepares in the background, unless somebody does, and gives a channel that is closed in the end.
func (w *Workshop) begin() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.preparing != nil {
		return w.preparing
	}
	done := make(chan struct{})
	if w.state.Phase == Ready {
		close(done)
		return done
	}
	w.preparing = done
	w.state = State{Phase: Preparing, Since: w.config.Now()}
	go func() {
		err := w.prepare()
		if err != nil {
			w.enter(Failed, err)
		} else {
			w.enter(Ready, nil)
		}
		w.mu.Lock()
		w.preparing = nil
		w.mu.Unlock()
		close(done)
	}()
	return done
}

// prepare has a child make the machine code, unless it lies there already.
func (w *Workshop) prepare() error {
	dir, err := w.folder()
	if err != nil {
		return err
	}
	if prepared(dir) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), w.config.Prepare)
	defer cancel()
	go func() {
		select {
		case <-w.stop:
			cancel()
		case <-ctx.Done():
		}
	}()
	free, err := lock(ctx, filepath.Join(dir, "lock"))
	if err != nil {
		return err
	}
	defer free()
	if prepared(dir) { // somebody else was faster
		return nil
	}
	// Half of the processors: pages are served meanwhile.
	c, err := w.start(ctx, max(1, runtime.NumCPU()/2))
	if err != nil {
		return fmt.Errorf("prepare the typesetter: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, readyName), nil, 0o600); err != nil {
		c.end()
		return fmt.Errorf("prepare the typesetter: %w", err)
	}
	w.keep(c)
	return forget(w.config.Cache, w.config.Now())
}

func (w *Workshop) start(ctx context.Context, workers int) (*child, error) {
	dir, err := w.folder()
	if err != nil {
		return nil, err
	}
	c, err := startChild(w.config.Command, orders{Cache: dir, Memory: uint32(min(w.config.Memory, 1<<32-1<<16)), Workers: workers})
	if err != nil {
		return nil, err
	}
	if err := c.ready(ctx); err != nil {
		return nil, err
	}
	now := w.config.Now()
	_ = os.Chtimes(filepath.Join(dir, readyName), now, now) // in use; see forget
	return c, nil
}

// Set sets a document. Where the workshop is not ready yet, it is prepared in the background and the error is ErrNotReady.
func (w *Workshop) Set(ctx context.Context, j Job) ([]byte, error) {
	select {
	case w.places <- struct{}{}:
		defer func() { <-w.places }()
	default:
		return nil, ErrBusy
	}
	begun := w.begin()
	select {
	case <-begun:
	default:
		// A machine that has the code already takes a moment only.
		moment := time.NewTimer(250 * time.Millisecond)
		defer moment.Stop()
		select {
		case <-begun:
		case <-moment.C:
			return nil, ErrNotReady
		}
	}
	if s := w.State(); s.Phase == Failed {
		return nil, s.Err
	}
	select {
	case w.bench <- struct{}{}:
		defer func() { <-w.bench }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for the typesetter: %w", ctx.Err())
	}
	ctx, cancel := context.WithTimeoutCause(ctx, w.config.Time, ErrTooLong)
	defer cancel()
	c, err := w.next(ctx)
	if err != nil {
		return nil, err
	}
	pdf, err := c.set(ctx, j)
	if errors.Is(err, errGone) { // it was killed while it rested
		if c, err = w.next(ctx); err != nil {
			return nil, err
		}
		pdf, err = c.set(ctx, j)
	}
	var fault *Fault
	if err != nil && !errors.As(err, &fault) {
		return nil, err
	}
	w.keep(c)
	return pdf, err
}

// next gives the child that rests, or a new one.
func (w *Workshop) next(ctx context.Context) (*child, error) {
	if c := w.takeSpare(); c != nil {
		return c, nil
	}
	c, err := w.start(ctx, 1)
	if errors.Is(err, ErrEnded) {
		w.reset() // the machine code may be damaged
	}
	return c, err
}

func (w *Workshop) takeSpare() *child {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.spare
	w.spare = nil
	if w.rest != nil {
		w.rest.Stop()
	}
	return c
}

// keep lets a child rest until the next document, or ends it where it has grown large, for what it took it gives back only so.
func (w *Workshop) keep(c *child) {
	const large = 384 << 20
	w.mu.Lock()
	if w.closed || w.spare != nil || c.memory > large {
		w.mu.Unlock()
		c.end()
		return
	}
	defer w.mu.Unlock()
	w.spare = c
	w.rest = time.AfterFunc(w.config.Idle, func() {
		w.mu.Lock()
		rested := w.spare == c
		if rested {
			w.spare = nil
		}
		w.mu.Unlock()
		if rested {
			c.end()
		}
	})
}

// Close ends what is being prepared and the child that rests; one that works ends with its document.
func (w *Workshop) Close() {
	w.mu.Lock()
	if !w.closed {
		w.closed = true
		close(w.stop)
	}
	w.mu.Unlock()
	if c := w.takeSpare(); c != nil {
		c.end()
	}
}

const readyName = "ready"

// folder makes the folder of this version's machine code.
func (w *Workshop) folder() (string, error) {
	name, err := edition()
	if err != nil {
		return "", err
	}
	if w.config.Cache == "" {
		return "", errors.New("the typesetter needs a folder for its machine code")
	}
	dir := filepath.Join(w.config.Cache, name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make the typesetter's cache: %w", err)
	}
	st, err := os.Stat(dir)
	if err != nil {
		return "", fmt.Errorf("look at the typesetter's cache: %w", err)
	}
	if runtime.GOOS != "windows" && st.Mode().Perm()&0o022 != 0 {
		return "", fmt.Errorf("others may write to %s, which holds code that this program runs: chmod go-w", dir)
	}
	return dir, nil
}

func prepared(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, readyName))
	return err == nil
}

// reset has the machine code made anew.
func (w *Workshop) reset() {
	if dir, err := w.folder(); err == nil {
		_ = os.Remove(filepath.Join(dir, readyName)) // where it cannot be removed, the next start fails in the same way and says so
	}
	w.enter(Cold, nil)
}

// forget removes machine code that no program has used for long: that of versions before this one.
func forget(cache string, now time.Time) error {
	const long = 30 * 24 * time.Hour
	used, err := filepath.Glob(filepath.Join(cache, "typst-*", readyName))
	if err != nil {
		return fmt.Errorf("look through the typesetter's cache: %w", err)
	}
	for _, path := range used {
		st, err := os.Stat(path)
		if err != nil || now.Sub(st.ModTime()) < long {
			continue
		}
		if err := os.RemoveAll(filepath.Dir(path)); err != nil {
			return fmt.Errorf("remove the machine code of another version: %w", err)
		}
	}
	return nil
}
