package registry_test

import (
	"errors"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// opsNothing are the methods of running the program, which read no record; TestRunningTheProgramIsTheOperators holds that
// nobody else may call them.
func opsNothing() []string {
	return []string{
		"Registry.Clean", "Registry.Optimise", "Registry.NoteBackup", "Registry.ReadFiles",
		"Registry.DeclareJob", "Registry.ClaimJob", "Registry.RenewJob", "Registry.FinishJob",
	}
}

// opsPaths tell how the installation fares: to administrators and the operator, and of no record.
func opsPaths() map[string]path {
	overseen := func(t *testing.T, a access.Actor, got any, err error) (any, error) {
		t.Helper()
		if a.Role == access.Operator || a.Role == access.Admin {
			return got, err
		}
		wants(t, "looked at by "+a.Name, err, record.ErrForbidden)
		return "", nil
	}
	return map[string]path{
		"Registry.Health": {whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
			h, err := w.Health(t.Context(), a)
			return overseen(t, a, h, err)
		}, of: never},
		"Registry.Jobs": {whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
			jobs, err := w.Jobs(t.Context(), a)
			return overseen(t, a, jobs, err)
		}, of: never},
	}
}

func TestRunningTheProgramIsTheOperators(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		due := w.Clock.Now()
		for _, r := range readers() {
			job, claimed, err := w.ClaimJob(t.Context(), r.a, "nightly", "n1", time.Minute)
			if claimed || job.Name != "" {
				t.Errorf("%s got a job that was never declared: %+v", r.name, job)
			}
			_, clean := w.Clean(t.Context(), r.a)
			_, files := w.ReadFiles(t.Context(), r.a)
			got := map[string]error{
				"claim": err, "clean": clean, "files": files, "optimise": w.Optimise(t.Context(), r.a), "declare": w.DeclareJob(t.Context(), r.a, "of "+r.name, due),
				"note": w.NoteBackup(t.Context(), r.a, registry.Backup{At: "2026-01-01T00:00:00.000000Z", Outcome: registry.BackupGood}),
			}
			renew, finish := w.RenewJob(t.Context(), r.a, registry.Job{}, time.Minute), w.FinishJob(t.Context(), r.a, registry.Job{}, "", nil, due)
			if r.class == "operator" {
				for what, err := range got {
					if err != nil {
						t.Errorf("the operator may not %s: %v", what, err)
					}
				}
				if !errors.Is(renew, record.ErrConflict) || !errors.Is(finish, record.ErrConflict) {
					t.Errorf("a job that nobody has: %v, %v", renew, finish)
				}
				continue
			}
			got["renew"], got["finish"] = renew, finish
			for what, err := range got {
				wants(t, what+" by "+r.name, err, record.ErrForbidden)
			}
		}
		jobs, err := w.Jobs(t.Context(), access.OperatorActor())
		if err != nil || len(jobs) != 1 || jobs[0].Name != "of operator" {
			t.Errorf("jobs are %+v: %v", jobs, err)
		}
	})
}
