package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/jobs"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
	"entente/internal/store/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

func at(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSchedules(t *testing.T) {
	t.Parallel()
	quebec, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	night := jobs.Daily(2, 30, quebec)
	for _, c := range []struct {
		name        string
		when        jobs.Schedule
		after, want string
	}{
		{"the next hour", jobs.Every(time.Hour), "2026-11-22T09:10:00Z", "2026-11-22T10:00:00Z"},
		{"an hour on the hour", jobs.Every(time.Hour), "2026-11-22T09:00:00Z", "2026-11-22T10:00:00Z"},
		{"before this night", night, "2026-11-22T07:00:00Z", "2026-11-22T07:30:00Z"},
		{"at this night's", night, "2026-11-22T07:30:00Z", "2026-11-23T07:30:00Z"},
		{"over the end of the year", night, "2026-12-31T08:00:00Z", "2027-01-01T07:30:00Z"},
		{"into summer time", night, "2026-03-08T06:00:00Z", "2026-03-08T06:30:00Z"}, // there is no half past two that night
		{"in summer time", night, "2026-07-01T12:00:00Z", "2026-07-02T06:30:00Z"},
	} {
		if got := c.when(at(t, c.after)); !got.Equal(at(t, c.want)) {
			t.Errorf("%s: after %s comes %s, want %s", c.name, c.after, got.UTC().Format(time.RFC3339), c.want)
		}
	}
}

func runner(w *registrytest.World, node string, list ...jobs.Job) *jobs.Runner {
	return &jobs.Runner{Registry: w.Registry, Jobs: list, Node: node, Log: slog.New(slog.DiscardHandler), Now: w.Clock.Now, Poll: 5 * time.Millisecond}
}

// waitFor waits until something holds; the clock of the world goes on with each look.
func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 2000 {
		if holds() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("%s: it never came", what)
}

func TestNodesShareTheWork(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		var at, most, done, wrong atomic.Int32
		job := jobs.Job{Name: "often", When: jobs.Every(time.Second), Do: func(context.Context) (string, error) {
			if n := at.Add(1); n > most.Load() {
				most.Store(n)
			}
			time.Sleep(2 * time.Millisecond)
			at.Add(-1)
			done.Add(1)
			return "done", nil
		}}
		failing := jobs.Job{Name: "panics", When: jobs.Every(time.Second), Do: func(context.Context) (string, error) {
			wrong.Add(1)
			panic("out of thin air")
		}}
		ctx, stop := context.WithCancel(t.Context())
		var nodes sync.WaitGroup
		for _, name := range []string{"n1", "n2", "n3"} {
			nodes.Go(func() { runner(w, name, job, failing).Run(ctx) })
		}
		waitFor(t, "ten times", func() bool { return done.Load() >= 10 && wrong.Load() >= 1 })
		stop()
		nodes.Wait()
		if most.Load() != 1 {
			t.Errorf("%d nodes were at the job at once", most.Load())
		}
		all, err := w.Jobs(t.Context(), access.OperatorActor())
		if err != nil || len(all) != 2 {
			t.Fatalf("%+v, %v", all, err)
		}
		if j := all[0]; j.Outcome != registry.JobDone || j.Said != "done" || j.LeaseBy != "" {
			t.Errorf("the job that is done: %+v", j)
		}
		if j := all[1]; j.Outcome != registry.JobFailed || !strings.HasPrefix(j.Said, "panic: out of thin air") || j.Failures < 1 {
			t.Errorf("the job that panics: %+v", j)
		}
	})
}

func TestStoppingInterruptsAJobAndSaysSo(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		began := make(chan struct{})
		job := jobs.Job{Name: "long", When: jobs.Every(time.Second), Do: func(ctx context.Context) (string, error) {
			close(began)
			<-ctx.Done()
			return "", errors.New("not finished")
		}}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { runner(w, "n1", job).Run(ctx); close(ended) }()
		<-began
		stop()
		<-ended
		all, err := w.Jobs(t.Context(), access.OperatorActor())
		if err != nil || len(all) != 1 || all[0].LeaseBy != "" || all[0].Outcome != registry.JobFailed || !strings.Contains(all[0].Said, "not finished") {
			t.Errorf("%+v, %v", all, err)
		}
	})
}
