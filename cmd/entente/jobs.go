package main

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"entente/internal/access"
	"entente/internal/backup"
	"entente/internal/jobs"
	"entente/internal/place"
	"entente/internal/registry"
	"entente/internal/store"
)

// noBackups says that backups are somebody else's.
const noBackups = "none"

// schedule are the flags of what a serving program does by itself.
type schedule struct{ dir, at, keep *string }

func (c *command) schedule() schedule {
	env := func(name, usual string) string {
		if v := c.getenv(name); v != "" {
			return v
		}
		return usual
	}
	return schedule{
		c.flags.String("backups", c.getenv("ENTENTE_BACKUP_DIR"), ""),
		c.flags.String("backup-at", env("ENTENTE_BACKUP_AT", "02:30"), ""),
		c.flags.String("keep", env("ENTENTE_BACKUP_KEEP", usualKeep), ""),
	}
}

// nightly is when and where a serving program makes backups; dir is "" when it makes none.
type nightly struct {
	dir  string
	keep backup.Keep
	at   time.Time
}

func (s schedule) read(c *command) (n nightly, err error) {
	var ok bool
	if n.keep, ok = backup.ParseKeep(*s.keep); !ok {
		return n, c.usage(c.p.T("cli.bad-keep", "value", *s.keep))
	}
	if n.at, err = time.Parse("15:04", *s.at); err != nil {
		return n, c.usage(c.p.T("cli.bad-time", "value", *s.at))
	}
	switch {
	case *s.dir == noBackups, *s.dir == "" && store.IsPostgres(c.db):
	default:
		n.dir = c.folder(*s.dir)
	}
	return n, nil
}

// runner is what a serving program does on a schedule, together with others that serve the same database.
func (c *command) runner(db *store.DB, g *registry.Registry, places *place.Gazetteer, n nightly, d *background) *jobs.Runner {
	op := access.OperatorActor()
	list := []jobs.Job{
		{Name: "clean", When: jobs.Every(time.Hour), Do: func(ctx context.Context) (string, error) {
			removed, err := g.Clean(ctx, op)
			var said []string
			for _, what := range slices.Sorted(maps.Keys(removed)) {
				if removed[what] > 0 {
					said = append(said, fmt.Sprintf("%s %d", what, removed[what]))
				}
			}
			return strings.Join(said, ", "), err
		}},
		{Name: "words", When: jobs.Every(10 * time.Minute), Do: func(ctx context.Context) (string, error) {
			n, err := g.ReadFiles(ctx, op)
			if n == 0 {
				return "", err
			}
			return fmt.Sprintf("files %d", n), err
		}},
		{Name: "optimise", When: jobs.Daily((n.at.Hour()+1)%24, n.at.Minute(), time.Local), Do: func(ctx context.Context) (string, error) {
			return "", g.Optimise(ctx, op)
		}},
	}
	if d != nil {
		list = append(list, jobs.Job{Name: "editions", When: jobs.Every(5 * time.Minute), Wake: d.woken, Do: d.press.Make})
	}
	if n.dir != "" {
		list = append(list, jobs.Job{Name: "backup", When: jobs.Daily(n.at.Hour(), n.at.Minute(), time.Local), Do: func(ctx context.Context) (string, error) {
			res, err := backup.Make(ctx, c.backupConfig(places), db, g, n.dir, n.keep)
			return res.Path, err
		}})
	}
	return &jobs.Runner{Registry: g, Jobs: list, Node: node(), Log: slog.New(slog.NewTextHandler(c.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})), Now: time.Now}
}
