package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"entente/internal/backup"
	"entente/internal/place"
	"entente/internal/registry"
	"entente/internal/store"
)

// usualKeep is how many backups a folder keeps where nothing else is said: of a week, a month and a year.
const usualKeep = "7,4,12"

// copies are the flags of where backups go and how many are kept.
type copies struct{ to, keep *string }

func (c *command) copies() copies {
	keep := c.getenv("ENTENTE_BACKUP_KEEP")
	if keep == "" {
		keep = usualKeep
	}
	return copies{c.flags.String("to", c.getenv("ENTENTE_BACKUP_DIR"), ""), c.flags.String("keep", keep, "")}
}

// read gives the destination and how many to keep.
func (f copies) read(c *command) (to string, keep backup.Keep, err error) {
	keep, ok := backup.ParseKeep(*f.keep)
	if !ok {
		return "", keep, c.usage(c.p.T("cli.bad-keep", "value", *f.keep))
	}
	return c.folder(*f.to), keep, nil
}

// folder is where backups go: beside an SQLite file where nothing else is said.
func (c *command) folder(to string) string {
	switch {
	case to != "":
		return to
	case store.IsPostgres(c.db):
		return "backups"
	}
	return filepath.Join(filepath.Dir(c.db), "backups")
}

func (c *command) backupConfig(places *place.Gazetteer) backup.Config {
	return backup.Config{Places: places, Now: time.Now, Program: programVersion().Version, Node: node()}
}

// node is what this process is called where several share a database.
func node() string {
	name, err := os.Hostname()
	if err != nil {
		name = "?"
	}
	return name + ":" + strconv.Itoa(os.Getpid())
}

func backupCommand(c *command) func(context.Context) error {
	c.database()
	c.jsonFlag()
	flags := c.copies()
	return func(ctx context.Context) error {
		if err := c.none(); err != nil {
			return err
		}
		to, keep, err := flags.read(c)
		if err != nil {
			return err
		}
		return c.openDB(ctx, true, func(db *store.DB, g *registry.Registry, places *place.Gazetteer) error {
			res, err := backup.Make(ctx, c.backupConfig(places), db, g, to, keep)
			if err != nil {
				return c.notDone(err)
			}
			if c.json {
				err = c.writeJSON(res)
			} else {
				c.tellBackup(res)
			}
			if err == nil && res.Findings > 0 {
				err = &exitError{code: exitUnsound}
			}
			return err
		})
	}
}

func (c *command) tellBackup(res backup.Result) {
	fmt.Fprintln(c.stdout, c.p.T("cli.backup.done", "path", res.Path, "size", c.p.Bytes(res.Size), "records", res.Records, "heads", res.Heads))
	for _, path := range res.Removed {
		fmt.Fprintln(c.stdout, c.p.T("cli.backup.removed", "path", path))
	}
	if res.Findings > 0 {
		fmt.Fprintln(c.stderr, c.p.T("cli.backup.unsound", "n", res.Findings))
	}
}

// notDone puts a refusal into words, with its exit status.
func (c *command) notDone(err error) error {
	var r *backup.Refusal
	if !errors.As(err, &r) {
		return err
	}
	var args []any
	for name, v := range r.Args {
		if bytes, ok := v.(int64); ok && (name == "need" || name == "free") {
			v = c.p.Bytes(bytes)
		}
		args = append(args, name, v)
	}
	code := exitRefused
	if r.Code == backup.RefusedUnsound {
		code = exitUnsound
	}
	return &exitError{code, c.p.T("cli.refused."+r.Code, args...)}
}

func restoreCommand(c *command) func(context.Context) error {
	c.database()
	c.jsonFlag()
	replace := c.flags.Bool("replace", false, "")
	return func(ctx context.Context) error {
		file, err := c.one(c.p.T("cli.word.file"))
		if err != nil {
			return err
		}
		places, err := place.Load()
		if err != nil {
			return err
		}
		if _, err := os.Stat(file); err != nil {
			return &exitError{exitNotFound, c.p.T("cli.restore.none", "path", file)}
		}
		res, err := backup.Restore(ctx, c.backupConfig(places), file, c.db, *replace)
		if err != nil {
			return c.notDone(err)
		}
		if c.json {
			return c.writeJSON(res)
		}
		fmt.Fprintln(c.stdout, c.p.T("cli.restore.done", "records", res.Records, "heads", res.Heads))
		if res.Manifest.Format == 0 {
			fmt.Fprintln(c.stdout, c.p.T("cli.restore.bare"))
		}
		if res.Migrated {
			fmt.Fprintln(c.stdout, c.p.T("cli.restore.migrated"))
		}
		if res.Findings > 0 {
			fmt.Fprintln(c.stdout, c.p.T("cli.backup.unsound", "n", res.Findings))
		}
		if res.Erased > 0 {
			fmt.Fprintln(c.stdout, c.p.T("cli.restore.erased", "n", res.Erased))
		}
		if res.Unasked {
			fmt.Fprintln(c.stderr, c.p.T("cli.restore.unasked"))
		}
		if res.Aside != "" {
			fmt.Fprintln(c.stdout, c.p.T("cli.restore.aside", "path", res.Aside))
		}
		return nil
	}
}

func upgradeCommand(c *command) func(context.Context) error {
	c.database()
	c.jsonFlag()
	dry := c.flags.Bool("dry-run", false, "")
	flags := c.copies()
	return func(ctx context.Context) error {
		if err := c.none(); err != nil {
			return err
		}
		to, keep, err := flags.read(c)
		if err != nil {
			return err
		}
		if err := c.exists(); err != nil {
			return err
		}
		places, err := place.Load()
		if err != nil {
			return err
		}
		config := c.backupConfig(places)
		plan, err := backup.PlanUpgrade(ctx, config, c.db, to)
		if err != nil {
			return c.notDone(err)
		}
		if !c.json {
			c.tellPlan(plan)
		}
		if *dry || !plan.Due() {
			if c.json {
				return c.writeJSON(backup.Upgraded{Plan: plan})
			}
			return nil
		}
		res, err := backup.Upgrade(ctx, config, c.db, to, keep)
		if err != nil {
			return c.notDone(err)
		}
		if c.json {
			err = c.writeJSON(res)
		} else {
			c.tellBackup(res.Backup)
			fmt.Fprintln(c.stdout, c.p.T("cli.upgrade.done", "n", res.Findings, "records", res.Records, "heads", res.Heads, "schema", res.Plan.Schema.Known))
		}
		if err == nil && res.Findings > 0 {
			err = &exitError{code: exitUnsound}
		}
		return err
	}
}

func (c *command) tellPlan(p backup.Plan) {
	say := func(key string, args ...any) { fmt.Fprintln(c.stdout, c.p.T(key, args...)) }
	say("cli.upgrade.database", "path", p.Database, "engine", engineName(p.Engine), "size", c.p.Bytes(p.Size), "records", p.Records)
	if !p.Due() {
		say("cli.upgrade.nothing", "schema", p.Schema.At)
		return
	}
	say("cli.upgrade.schema", "at", p.Schema.At, "known", p.Schema.Known)
	for _, m := range p.Schema.Pending {
		fmt.Fprintln(c.stdout, "  "+strings.TrimSuffix(m, ".sql"))
	}
	if p.Index {
		say("cli.upgrade.index")
	}
	if p.Projections > 0 {
		say("cli.upgrade.projections", "n", p.Projections)
	}
	if p.Free == nil {
		say("cli.upgrade.backup", "path", p.Backup, "need", c.p.Bytes(p.Need))
		return
	}
	say("cli.upgrade.backup-free", "path", p.Backup, "need", c.p.Bytes(p.Need), "free", c.p.Bytes(*p.Free))
}

func engineName(engine string) string {
	if engine == string(store.Postgres) {
		return "PostgreSQL"
	}
	return "SQLite"
}
