package typst

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// ErrEnded says that the child ended before it had answered: killed from outside, or for want of memory.
var ErrEnded = errors.New("the typesetter ended before the document was set")

// errGone says that the child was no more when it was given a job.
var errGone = errors.New("the typesetter was gone")

// child is a process that sets documents.
type child struct {
	cmd    *exec.Cmd
	cancel context.CancelFunc
	in     io.WriteCloser
	enc    *gob.Encoder
	dec    *gob.Decoder
	stderr *tail
	memory uint32 // what it had taken when it last answered
}

// startChild starts a child and gives it its orders; the child answers once it is ready.
func startChild(command []string, o orders) (*child, error) {
	// The child outlives the call that starts it: it ends with its input, or is killed.
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.WaitDelay = time.Second
	c := &child{cmd: cmd, cancel: cancel, stderr: &tail{}}
	cmd.Stderr = c.stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		cancel()
		return nil, fmt.Errorf("start the typesetter: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		cancel()
		return nil, fmt.Errorf("start the typesetter: %w", err)
	}
	if err := cmd.Start(); err != nil {
		cancel()
		return nil, fmt.Errorf("start the typesetter: %w", err)
	}
	c.in, c.enc, c.dec = in, gob.NewEncoder(in), gob.NewDecoder(bufio.NewReader(out))
	if err := c.enc.Encode(o); err != nil {
		return nil, c.died(err)
	}
	return c, nil
}

// ready waits until the child can take jobs.
func (c *child) ready(ctx context.Context) error {
	_, err := c.exchange(ctx, nil)
	return err
}

// set has the child set a document.
func (c *child) set(ctx context.Context, j Job) ([]byte, error) { return c.exchange(ctx, &j) }

// exchange sends a job, where there is one, and waits for the answer. When ctx ends first, the child is killed. After any
// error but a Fault the child is gone.
func (c *child) exchange(ctx context.Context, j *Job) ([]byte, error) {
	stop := context.AfterFunc(ctx, c.cancel)
	defer stop()
	if j != nil {
		if err := c.enc.Encode(*j); err != nil {
			return nil, errors.Join(errGone, c.failed(ctx, err))
		}
	}
	var a answer
	if err := c.dec.Decode(&a); err != nil {
		return nil, c.failed(ctx, err)
	}
	c.memory = a.Memory
	switch {
	case a.Fault != "":
		return nil, &Fault{a.Fault}
	case a.Broken != "":
		c.end()
		return nil, fmt.Errorf("%w: %s", ErrEnded, a.Broken)
	}
	return a.PDF, nil
}

func (c *child) failed(ctx context.Context, err error) error {
	died := c.died(err)
	if ctx.Err() != nil {
		return fmt.Errorf("set a document: %w", context.Cause(ctx))
	}
	return died
}

// died gathers how a child ended that should not have.
func (c *child) died(err error) error {
	c.cancel()
	how := err
	if ended := c.cmd.Wait(); ended != nil {
		how = ended
	}
	if s := c.stderr.String(); s != "" {
		return fmt.Errorf("%w (%w): %s", ErrEnded, how, s)
	}
	return fmt.Errorf("%w (%w)", ErrEnded, how)
}

// end ends a child that is idle or of no more use; that it was killed is no news.
func (c *child) end() {
	_ = c.in.Close()
	c.cancel()
	_ = c.cmd.Wait()
}

// tail keeps the last of what is written to it.
type tail struct {
	mu sync.Mutex
	b  []byte
}

func (t *tail) Write(p []byte) (int, error) {
	const enough = 4 << 10
	t.mu.Lock()
	defer t.mu.Unlock()
	t.b = append(t.b, p...)
	if over := len(t.b) - enough; over > 0 {
		t.b = append([]byte(nil), t.b[over:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.b))
}
