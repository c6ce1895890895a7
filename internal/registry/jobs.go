package registry

import (
	"context"
	"fmt"
	"time"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// Job is what is done on a schedule, by whichever node comes first, and what came of it last.
type Job = store.Job

// Outcomes of a job.
const (
	JobDone   = "done"
	JobFailed = "failed"
)

func mayRunJobs(a access.Actor) error {
	if a.Role != access.Operator {
		return record.Errorf(record.Forbidden, "%s may not run jobs", a.Name)
	}
	return nil
}

// DeclareJob makes sure that a job is there and due no later than said. Like all that follows it is the operator's alone.
func (g *Registry) DeclareJob(ctx context.Context, a access.Actor, name string, due time.Time) error {
	if err := mayRunJobs(a); err != nil {
		return err
	}
	return g.db.InTx(ctx, func(tx *store.Tx) error { return tx.DeclareJob(ctx, name, due.UTC().Format(instant)) })
}

// ClaimJob gives a job to a node for the time of a lease; ok is false when it is not due, or another node is at it. A node
// that dies keeps no job longer than its lease.
func (g *Registry) ClaimJob(ctx context.Context, a access.Actor, name, node string, lease time.Duration) (j Job, ok bool, err error) {
	if err := mayRunJobs(a); err != nil {
		return Job{}, false, err
	}
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		now := g.now().UTC()
		j, ok, err = tx.ClaimJob(ctx, name, node, now.Format(instant), now.Add(lease).Format(instant))
		return err
	})
	if err != nil {
		return Job{}, false, fmt.Errorf("claim the job %s: %w", name, err)
	}
	return j, ok, nil
}

// RenewJob lengthens the lease of a job that takes its time. It is a Conflict when another node has taken the job over.
func (g *Registry) RenewJob(ctx context.Context, a access.Actor, j Job, lease time.Duration) error {
	if err := mayRunJobs(a); err != nil {
		return err
	}
	return g.db.InTx(ctx, func(tx *store.Tx) error {
		ok, err := tx.RenewJob(ctx, j, g.now().Add(lease).UTC().Format(instant))
		if err == nil && !ok {
			err = record.Errorf(record.Conflict, "another node has taken over the job %s", j.Name)
		}
		return err
	})
}

// FinishJob notes what came of a job, gives it free, and says when it is due again: next, or sooner when it failed, each time
// a little later. It is a Conflict when another node has taken the job over.
func (g *Registry) FinishJob(ctx context.Context, a access.Actor, j Job, said string, failure error, next time.Time) error {
	if err := mayRunJobs(a); err != nil {
		return err
	}
	now := g.now().UTC()
	failures := j.Failures + 1
	j.Outcome, j.Said, j.Failures = JobDone, said, 0
	if failure != nil {
		j.Outcome, j.Said, j.Failures = JobFailed, failure.Error(), failures
		if again := now.Add(backoff(j.Failures)); again.Before(next) {
			next = again
		}
	}
	j.EndedAt, j.DueAt = now.Format(instant), next.UTC().Format(instant)
	return g.db.InTx(ctx, func(tx *store.Tx) error {
		ok, err := tx.FinishJob(ctx, j)
		if err == nil && !ok {
			err = record.Errorf(record.Conflict, "another node has taken over the job %s", j.Name)
		}
		return err
	})
}

// backoff is how long to wait after so many failures in a row: a minute, two, four … up to an hour.
func backoff(failures int) time.Duration {
	return min(time.Minute<<min(failures-1, 6), time.Hour)
}

// Jobs lists what is done on a schedule. It is the operator's and administrators'.
func (g *Registry) Jobs(ctx context.Context, a access.Actor) ([]Job, error) {
	if err := mayOversee(a); err != nil {
		return nil, err
	}
	var out []Job
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		out, err = tx.Jobs(ctx)
		return err
	})
	return out, err
}
