package registry_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

const instantForm = "2006-01-02T15:04:05.000000Z"

func TestAJobIsDoneByOneNode(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, op := registrytest.Open(t, e), access.OperatorActor()
		now := w.Clock.Now()
		for _, due := range []time.Time{now.Add(time.Hour), now, now.Add(2 * time.Hour)} { // never later than said before
			if err := w.DeclareJob(t.Context(), op, "nightly", due); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.DeclareJob(t.Context(), op, "weekly", now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if _, ok, err := w.ClaimJob(t.Context(), op, "weekly", "n1", time.Minute); err != nil || ok {
			t.Errorf("claimed before it is due: %v, %v", ok, err)
		}
		var asking sync.WaitGroup
		var mu sync.Mutex
		var got []registry.Job
		for _, node := range []string{"n1", "n2", "n3", "n4", "n5", "n6"} {
			asking.Go(func() {
				j, ok, err := w.ClaimJob(t.Context(), op, "nightly", node, 10*time.Minute)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
				}
				if ok {
					got = append(got, j)
				}
			})
		}
		asking.Wait()
		if len(got) != 1 {
			t.Fatalf("%d nodes got the job, want 1: %+v", len(got), got)
		}
		job := got[0]
		if err := w.RenewJob(t.Context(), op, job, time.Minute); err != nil {
			t.Errorf("renew: %v", err)
		}
		next := now.Add(24 * time.Hour)
		if err := w.FinishJob(t.Context(), op, job, "7 copied", nil, next); err != nil {
			t.Fatal(err)
		}
		if err := w.FinishJob(t.Context(), op, job, "again", nil, next); !errors.Is(err, record.ErrConflict) {
			t.Errorf("finished twice: %v, want a conflict", err)
		}
		jobs, err := w.Jobs(t.Context(), op)
		if err != nil || len(jobs) != 2 || jobs[0].Outcome != registry.JobDone || jobs[0].Said != "7 copied" || jobs[0].DueAt != next.Format(instantForm) || jobs[0].LeaseBy != "" {
			t.Errorf("jobs are %+v: %v", jobs, err)
		}
	})
}

func TestAJobOfADeadNodeIsTakenOver(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, op := registrytest.Open(t, e), access.OperatorActor()
		if err := w.DeclareJob(t.Context(), op, "nightly", w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		dead, ok, err := w.ClaimJob(t.Context(), op, "nightly", "n1", 5*time.Second)
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		if _, ok, err := w.ClaimJob(t.Context(), op, "nightly", "n2", time.Minute); err != nil || ok {
			t.Fatalf("taken over within the lease: %v, %v", ok, err)
		}
		for range 6 { // each look is a second
			w.Clock.Now()
		}
		alive, ok, err := w.ClaimJob(t.Context(), op, "nightly", "n2", time.Minute)
		if err != nil || !ok {
			t.Fatalf("not taken over after the lease: %v", err)
		}
		if err := w.RenewJob(t.Context(), op, dead, time.Minute); !errors.Is(err, record.ErrConflict) {
			t.Errorf("the dead node renews: %v, want a conflict", err)
		}
		if err := w.FinishJob(t.Context(), op, dead, "late", nil, w.Clock.Now()); !errors.Is(err, record.ErrConflict) {
			t.Errorf("the dead node finishes: %v, want a conflict", err)
		}
		if err := w.FinishJob(t.Context(), op, alive, "done", nil, w.Clock.Now().Add(time.Hour)); err != nil {
			t.Error(err)
		}
	})
}

func TestAJobThatFailsIsTriedAgainLaterAndLater(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, op := registrytest.Open(t, e), access.OperatorActor()
		var waits []time.Duration
		for range 9 {
			if err := w.DeclareJob(t.Context(), op, "nightly", time.Unix(0, 0)); err != nil {
				t.Fatal(err)
			}
			j, ok, err := w.ClaimJob(t.Context(), op, "nightly", "n1", time.Minute)
			if err != nil || !ok {
				t.Fatal(ok, err)
			}
			if err := w.FinishJob(t.Context(), op, j, "", errors.New("the disk is full"), w.Clock.Now().Add(24*time.Hour)); err != nil {
				t.Fatal(err)
			}
			jobs, err := w.Jobs(t.Context(), op)
			if err != nil || jobs[0].Outcome != registry.JobFailed || jobs[0].Said != "the disk is full" {
				t.Fatalf("%+v, %v", jobs, err)
			}
			ended, _ := time.Parse(instantForm, jobs[0].EndedAt)
			due, _ := time.Parse(instantForm, jobs[0].DueAt)
			waits = append(waits, due.Sub(ended)/time.Minute)
		}
		if want := []time.Duration{1, 2, 4, 8, 16, 32, 60, 60, 60}; !slices.Equal(waits, want) {
			t.Errorf("minutes until the next try: %v, want %v", waits, want)
		}
	})
}

func TestHealthTellsWhatIsWrong(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, op := registrytest.Open(t, e), access.OperatorActor()
		codes := func() []string {
			t.Helper()
			h, err := w.Health(t.Context(), op)
			if err != nil {
				t.Fatal(err)
			}
			if h.Size < 100_000 || h.Version == "" || h.Engine != string(w.DB.Engine) || h.Records != 23 || h.Schema.At != h.Schema.Known || h.Schema.At < 8 {
				t.Errorf("health is %+v", h)
			}
			var out []string
			for _, p := range h.Problems {
				if p.Code != registry.AilClock { // the clock of the test is not the engine's
					out = append(out, p.Code+p.Of)
				}
			}
			return out
		}
		same := func(what string, want ...string) {
			t.Helper()
			if got := codes(); !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", what, got, want)
			}
		}
		note := func(before time.Duration, outcome string) {
			t.Helper()
			at := w.Clock.Now().Add(-before).Format(instantForm)
			if err := w.NoteBackup(t.Context(), op, registry.Backup{At: at, EndedAt: at, Path: "x.db", Outcome: outcome}); err != nil {
				t.Fatal(err)
			}
		}
		same("a new database", "no_backup")
		note(60*time.Hour, registry.BackupGood)
		same("a backup of the day before yesterday", "old_backup")
		note(2*time.Hour, registry.BackupGood)
		same("a backup of this night")
		note(time.Hour, registry.BackupFailed)
		same("and one that failed", "backup_failed")
		note(30*time.Minute, registry.BackupUnsound)
		same("and an unsound one", "backup_unsound")
		note(10*time.Minute, registry.BackupGood)
		for name, due := range map[string]time.Duration{"late": -3 * time.Hour, "soon": time.Hour, "failing": -time.Minute} {
			if err := w.DeclareJob(t.Context(), op, name, w.Clock.Now().Add(due)); err != nil {
				t.Fatal(err)
			}
		}
		j, _, err := w.ClaimJob(t.Context(), op, "failing", "n1", time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.FinishJob(t.Context(), op, j, "", errors.New("no"), w.Clock.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		same("jobs", "job_failedfailing", "job_latelate")
		if len(registry.Ailments()) != 9 {
			t.Error("an ailment is not listed")
		}
	})
}

func TestCleaningRemovesWhatHasServedItsTimeAlone(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, op := registrytest.Open(t, e), access.OperatorActor()
		now := w.Clock.Now()
		for days, outcome := range map[int]string{500: registry.BackupFailed, 450: registry.BackupGood, 440: registry.BackupUnsound} {
			at := now.AddDate(0, 0, -days).Format(instantForm)
			if err := w.NoteBackup(t.Context(), op, registry.Backup{At: at, Outcome: outcome}); err != nil {
				t.Fatal(err)
			}
		}
		for days, name := range map[int]string{100: "gone", 80: "lately"} {
			if err := w.DeclareJob(t.Context(), op, name, now.AddDate(0, 0, -days)); err != nil {
				t.Fatal(err)
			}
		}
		for id, c := range map[string]struct {
			state string
			days  int
		}{"a": {"open", 31}, "b": {"committing", 31}, "c": {"committing", 29}, "d": {"done", 89}, "e": {"done", 91}, "f": {"cancelled", 91}, "g": {"checked", 29}} {
			at := now.AddDate(0, 0, -c.days).Format(instantForm)
			w.Exec(t, `INSERT INTO sheet_import(id, office, actor, kind, file, size, state, setting, shape, total, done, batch, worker, at, updated_at)
				VALUES ($1, 'o', 'a', 'post', 'f.csv', 1, $2, '{}', '{}', 1, 0, '', '', $3, $4)`, id, c.state, at, at)
			w.Exec(t, `INSERT INTO sheet_row(sheet, n, state, decision, record, version, written, likeness, cells, detail) VALUES ($1, 1, '', '', '', 0, 0, '', '[]', '{}')`, id)
			w.Exec(t, `INSERT INTO sheet_choice(sheet, key, rows, decided, value, detail) VALUES ($1, 'k', 1, 0, '', '{}')`, id)
		}
		got, err := w.Clean(t.Context(), op)
		left := w.Texts(t, `SELECT i.id FROM sheet_import i JOIN sheet_row r ON r.sheet = i.id JOIN sheet_choice c ON c.sheet = i.id ORDER BY i.id`)
		if got["spreadsheets"] != 4 || !slices.Equal(left, []string{"c", "d", "g"}) {
			t.Errorf("of spreadsheets %d were removed, %v are left", got["spreadsheets"], left)
		}
		if err != nil || got["backups"] != 1 || got["jobs"] != 1 {
			t.Errorf("cleaned %v: %v; want one backup, older than the last good one, and one job", got, err)
		}
		if err := w.Optimise(t.Context(), op); err != nil {
			t.Error(err)
		}
		w.MustBeSound(t)
	})
}
