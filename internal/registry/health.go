package registry

import (
	"context"
	"fmt"
	"time"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// Backup is a copy of the whole database that was made, or tried.
type Backup = store.Backup

// Outcomes of a backup.
const (
	BackupGood    = "good"
	BackupUnsound = "unsound" // a true copy of a database in which check finds something wrong
	BackupFailed  = "failed"
)

// NoteBackup keeps what became of a backup. It is the operator's alone.
func (g *Registry) NoteBackup(ctx context.Context, a access.Actor, b Backup) error {
	if a.Role != access.Operator {
		return record.Errorf(record.Forbidden, "%s may not make backups", a.Name)
	}
	var err error
	if b.ID, err = g.NewID(); err != nil {
		return err
	}
	return g.db.InTx(ctx, func(tx *store.Tx) error { return tx.AddBackup(ctx, b) })
}

// Health is how the installation fares.
type Health struct {
	At       time.Time     `json:"at"`
	Engine   string        `json:"engine"`
	Version  string        `json:"engine_version"`
	Size     int64         `json:"database_bytes"`
	Free     *int64        `json:"free_bytes"` // on the disk of an SQLite file; null when it cannot be told
	Records  int           `json:"records"`
	Schema   store.Schema  `json:"schema"`
	Skew     time.Duration `json:"clock_skew_ns"` // how far the clock of this machine is ahead of the database's
	Last     *Backup       `json:"last_backup"`
	LastGood *Backup       `json:"last_good_backup"`
	Jobs     []Job         `json:"jobs"`
	Problems []Ailment     `json:"problems"`
}

// Ailment is something that somebody should look into.
type Ailment struct {
	Code string `json:"code"`
	Of   string `json:"of,omitzero"` // the job, where it is one's
}

// What may be wrong, as codes.
const (
	AilNoBackup      = "no_backup"
	AilOldBackup     = "old_backup"
	AilBackupFailed  = "backup_failed"
	AilBackupUnsound = "backup_unsound"
	AilJobFailed     = "job_failed"
	AilJobLate       = "job_late"
	AilSchema        = "schema"
	AilDisk          = "disk"
	AilClock         = "clock"
)

// Ailments lists the codes.
func Ailments() []string {
	return []string{AilNoBackup, AilOldBackup, AilBackupFailed, AilBackupUnsound, AilJobFailed, AilJobLate, AilSchema, AilDisk, AilClock}
}

// Limits beyond which something is wrong.
const (
	oldBackup = 50 * time.Hour // two nights, and the time that they take
	lateJob   = 2 * time.Hour
	mostSkew  = 30 * time.Second
)

// mayOversee: how the installation fares is for those who look after it, and nobody else's business.
func mayOversee(a access.Actor) error {
	if a.Role == access.Operator || a.Role == access.Admin && a.Office != "" {
		return nil
	}
	return record.Errorf(record.Forbidden, "%s may not see how the installation fares", a.Name)
}

// Health looks at the database, its backups and its jobs. It is the operator's and administrators'.
func (g *Registry) Health(ctx context.Context, a access.Actor) (Health, error) {
	if err := mayOversee(a); err != nil {
		return Health{}, err
	}
	h := Health{Engine: string(g.db.Engine), Jobs: []Job{}, Problems: []Ailment{}}
	engine, err := g.db.EngineState(ctx)
	if err != nil {
		return h, err
	}
	h.At = g.now().UTC()
	h.Version, h.Size, h.Skew = engine.Version, engine.Size, h.At.Sub(engine.Now)
	if free, ok := store.FreeSpace(engine.Folder); engine.Folder != "" && ok {
		h.Free = &free
	}
	if h.Schema, err = g.db.Schema(ctx); err != nil {
		return h, err
	}
	extent, err := g.db.ExtentOf(ctx)
	if err != nil {
		return h, err
	}
	h.Records = extent.Records
	err = g.db.View(ctx, func(tx *store.Tx) error {
		if h.Jobs, err = tx.Jobs(ctx); err != nil {
			return err
		}
		for outcome, into := range map[string]**Backup{"": &h.Last, BackupGood: &h.LastGood} {
			b, ok, err := tx.LastBackup(ctx, outcome)
			if err != nil {
				return err
			}
			if ok {
				*into = &b
			}
		}
		return nil
	})
	if err != nil {
		return h, fmt.Errorf("look at jobs and backups: %w", err)
	}
	h.Problems = h.ailments()
	return h, nil
}

// ailments says what is wrong.
func (h Health) ailments() []Ailment {
	out := []Ailment{}
	when := func(wrong bool, code, of string) {
		if wrong {
			out = append(out, Ailment{code, of})
		}
	}
	when(h.LastGood == nil, AilNoBackup, "")
	when(at(h.LastGood) != "" && at(h.LastGood) < ago(h.At, oldBackup), AilOldBackup, "")
	if h.Last != nil {
		when(h.Last.Outcome == BackupFailed, AilBackupFailed, "")
		when(h.Last.Outcome == BackupUnsound, AilBackupUnsound, "")
	}
	for _, j := range h.Jobs {
		when(j.Outcome == JobFailed, AilJobFailed, j.Name)
		when(j.Outcome != JobFailed && j.LeaseUntil < h.At.Format(instant) && j.DueAt < ago(h.At, lateJob), AilJobLate, j.Name)
	}
	when(len(h.Schema.Pending) > 0 || h.Schema.At != h.Schema.Known, AilSchema, "")
	when(h.Free != nil && *h.Free < h.Size+1<<28, AilDisk, "") // no room for a copy and a quarter of a gigabyte
	when(h.Skew.Abs() > mostSkew, AilClock, "")
	return out
}

func at(b *Backup) string {
	if b == nil {
		return ""
	}
	return b.At
}

// Program is what a process says of itself.
type Program struct {
	Version  string `json:"version"`
	Revision string `json:"revision"`
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// HealthReport is Health with what the process says of itself, as programs read it.
type HealthReport struct {
	Program Program    `json:"program"`
	Node    string     `json:"node,omitzero"`
	Started *time.Time `json:"started_at,omitzero"` // of a process that serves
	Mail    string     `json:"mail"`                // "" where none is configured
	Health
}
