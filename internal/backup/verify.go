package backup

import (
	"context"
	"errors"
	"fmt"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/store"
)

// verify opens a copy as the program would, after a move, and checks all that it holds. One of an older schema is migrated on
// trial, on a copy of the copy, so that what was written by the older program stays as it was written.
func (c Config) verify(ctx context.Context, path string) (m Manifest, err error) {
	left, err := store.Open(ctx, store.Config{URL: path, Older: store.Leave, Now: c.Now})
	if err != nil {
		return m, err
	}
	schema, err := left.Schema(ctx)
	if err = errors.Join(err, left.Close()); err != nil {
		return m, err
	}
	m.Schema = schema.At
	if schema.At > schema.Known {
		return m, refuse(RefusedNewer, "path", path, "at", schema.At, "known", schema.Known)
	}
	tried := path
	if schema.At < schema.Known {
		tried = path + ".trial"
		if err := store.CopyFile(ctx, path, tried); err != nil {
			return m, err
		}
		defer func() { err = errors.Join(err, remove(tried, tried+"-wal", tried+"-shm")) }()
	}
	res, err := c.check(ctx, tried)
	m.Records, m.Heads, m.Findings = res.Records, res.Heads, len(res.Findings)
	return m, err
}

// check opens a database, migrates it, and checks it.
func (c Config) check(ctx context.Context, url string) (res registry.CheckResult, err error) {
	db, err := store.Open(ctx, store.Config{URL: url, Older: store.MigrateUncopied, Now: c.Now})
	if err != nil {
		return res, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	g, err := registry.New(ctx, registry.Config{DB: db, Places: c.Places, Now: c.Now})
	if err != nil {
		return res, err
	}
	return g.Check(ctx, access.OperatorActor())
}

// compare holds a copy against its original, which may have been written to meanwhile: since histories only grow, every state
// of the copy is in the original's history, and the copy holds no less than there was before and no more than there is after.
func compare(ctx context.Context, path string, original *store.DB, before store.Extent) (err error) {
	made, err := store.Open(ctx, store.Config{URL: path, Older: store.Leave})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, made.Close()) }()
	extent, err := made.ExtentOf(ctx)
	if err != nil {
		return err
	}
	now, err := original.ExtentOf(ctx)
	if err != nil {
		return err
	}
	if extent.Records < before.Records || extent.Revisions < before.Revisions || extent.Records > now.Records || extent.Revisions > now.Revisions {
		return errNotTrue("%d records with %d revisions, of %d with %d before and %d with %d after",
			extent.Records, extent.Revisions, before.Records, before.Revisions, now.Records, now.Revisions)
	}
	for after := record.Ref(""); ; {
		states, err := made.HeadsAfter(ctx, after, 500)
		if err != nil {
			return err
		}
		if len(states) == 0 {
			return nil
		}
		after = states[len(states)-1].Record
		lacking, err := original.Lacks(ctx, states)
		if err != nil {
			return err
		}
		if len(lacking) > 0 {
			return errNotTrue("%d states that the original never had, the first of %s", len(lacking), lacking[0].Record)
		}
	}
}

// Inspect reads a manifest and holds its file against it; a file without one is given an empty manifest.
func Inspect(path string) (Manifest, error) {
	m, err := readManifest(manifestOf(path))
	if err != nil {
		return m, err
	}
	if m.Format == 0 {
		return m, nil
	}
	sum, size, err := checksum(path)
	if err != nil {
		return m, fmt.Errorf("read the backup: %w", err)
	}
	if sum != m.SHA256 || size != m.Size {
		return m, refuse(RefusedDamaged, "path", path)
	}
	return m, nil
}
