// Package jobs does what has to be done on a schedule, on any number of nodes that share a database: each job is done by the
// node that claims it first, and a node that dies gives its job up with its lease. Nothing is remembered in the process. It
// must not know SQL, pages, or what the jobs do.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"entente/internal/access"
	"entente/internal/registry"
)

// Job is something to do now and then.
type Job struct {
	Name string
	When Schedule
	// Do does it, and says in a line what came of it. It stops when its context ends: the node is stopping, or another has
	// taken the job over.
	Do func(ctx context.Context) (said string, err error)
	// Wake asks this node to do it at once, where it is not done at this very moment; nil where nobody does.
	Wake <-chan struct{}
}

// Schedule gives the next time after an instant.
type Schedule func(after time.Time) time.Time

// Every is a schedule of equal steps, counted from midnight of the year 1, so that all nodes agree upon them.
func Every(step time.Duration) Schedule {
	return func(after time.Time) time.Time { return after.Truncate(step).Add(step) }
}

// Daily is a schedule of one time a day, in the zone that people live by.
func Daily(hour, minute int, zone *time.Location) Schedule {
	return func(after time.Time) time.Time {
		local := after.In(zone)
		for day := local.Day(); ; day++ {
			if at := time.Date(local.Year(), local.Month(), day, hour, minute, 0, 0, zone); at.After(after) {
				return at
			}
		}
	}
}

// lease is how long a node that died keeps a job.
const lease = 5 * time.Minute

// Runner does jobs until it is told to stop.
type Runner struct {
	Registry *registry.Registry
	Jobs     []Job
	Node     string // what this node is called in the table
	Log      *slog.Logger
	Now      func() time.Time
	Poll     time.Duration // how often to look; a minute where it is zero
}

// Run does jobs until ctx ends, and returns when those it was doing have stopped.
func (r *Runner) Run(ctx context.Context) {
	var working sync.WaitGroup
	defer working.Wait()
	poll := r.Poll
	if poll == 0 {
		poll = time.Minute
	}
	for _, j := range r.Jobs {
		working.Go(func() {
			look := time.NewTicker(poll)
			defer look.Stop()
			for declared := false; ; {
				declared = r.once(ctx, j, declared)
				select {
				case <-ctx.Done():
					return
				case <-look.C:
				case <-j.Wake:
					if err := r.Registry.DeclareJob(ctx, access.OperatorActor(), j.Name, r.Now()); err != nil {
						r.warn(ctx, "declare a job", j, err)
					}
				}
			}
		})
	}
}

// once declares a job if need be, and does it if it is due. A database that cannot be reached is asked again at the next look.
func (r *Runner) once(ctx context.Context, j Job, declared bool) bool {
	actor := access.OperatorActor()
	if !declared {
		if err := r.Registry.DeclareJob(ctx, actor, j.Name, j.When(r.Now())); err != nil {
			r.warn(ctx, "declare a job", j, err)
			return false
		}
	}
	if ctx.Err() != nil {
		return true
	}
	// What begins is seen to its end even while the node stops: a claim whose answer was not waited for, or an end that was not
	// noted, would keep the job from all nodes until its lease ends.
	whole := func() (context.Context, context.CancelFunc) {
		return context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	}
	begin, begun := whole()
	defer begun()
	claimed, ok, err := r.Registry.ClaimJob(begin, actor, j.Name, r.Node, lease)
	if err != nil {
		r.warn(ctx, "claim a job", j, err)
	}
	if err != nil || !ok {
		return true
	}
	said, failure := r.do(ctx, j, claimed)
	switch {
	case failure != nil && ctx.Err() != nil:
		r.Log.InfoContext(ctx, "job interrupted, the node stops", "job", j.Name)
	case failure != nil:
		r.Log.ErrorContext(ctx, "job failed", "job", j.Name, "failures", claimed.Failures+1, "error", failure)
	default:
		r.Log.InfoContext(ctx, "job done", "job", j.Name, "said", said)
	}
	end, ended := whole()
	defer ended()
	if err := r.Registry.FinishJob(end, actor, claimed, said, failure, j.When(r.Now())); err != nil {
		r.warn(ctx, "finish a job", j, err)
	}
	return true
}

func (r *Runner) warn(ctx context.Context, what string, j Job, err error) {
	if ctx.Err() == nil {
		r.Log.WarnContext(ctx, "the table of jobs", "job", j.Name, "what", what, "error", err)
	}
}

// do does a job, and keeps its lease while it takes.
func (r *Runner) do(ctx context.Context, j Job, claimed registry.Job) (said string, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	var keeping sync.WaitGroup
	defer keeping.Wait()
	defer cancel(nil)
	keeping.Go(func() {
		renew := time.NewTicker(lease / 3)
		defer renew.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-renew.C:
				if err := r.Registry.RenewJob(ctx, access.OperatorActor(), claimed, lease); err != nil && ctx.Err() == nil {
					cancel(fmt.Errorf("keep the lease: %w", err))
				}
			}
		}
	})
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	said, err = j.Do(ctx)
	if cause := context.Cause(ctx); err != nil && cause != nil && !errors.Is(err, cause) {
		err = errors.Join(err, cause)
	}
	return said, err
}
