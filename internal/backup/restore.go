package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/store"
)

// Restored is what was put back.
type Restored struct {
	Manifest Manifest `json:"manifest"` // its format is 0 when the file has none
	Records  int      `json:"records"`
	Heads    string   `json:"heads"`
	Findings int      `json:"findings"`
	Aside    string   `json:"aside"`    // where the replaced database is kept; "" when there was none
	Erased   int      `json:"erased"`   // persons whose personal fields were erased since, and now are again
	Unasked  bool     `json:"unasked"`  // the replaced database could not be asked for erasures
	Migrated bool     `json:"migrated"` // it was of an older schema
}

// Restore verifies a backup and puts it back at an address of either engine: first beside the place, where it is migrated and
// checked, then there whole. One that stands there is refused, unless it is to be replaced; it is then kept aside.
func Restore(ctx context.Context, c Config, file, url string, replace bool) (res Restored, err error) {
	if st, err := os.Stat(file); err != nil || !st.Mode().IsRegular() {
		return res, record.Errorf(record.NotFound, "there is no backup %s", file)
	}
	site := store.SiteOf(store.Config{URL: url, Now: c.Now})
	taken, err := site.Taken(ctx)
	if err != nil {
		return res, err
	}
	if taken && !replace {
		return res, refuse(RefusedTaken, "path", shown(url))
	}
	if err := free(ctx, site, url); err != nil {
		return res, err
	}
	if res.Manifest, err = Inspect(file); err != nil {
		return res, err
	}
	if err := ours(ctx, file); err != nil {
		return res, err
	}
	if err := errors.Join(site.Tidy(ctx), roomFor(file, url)); err != nil {
		return res, err
	}
	defer func() {
		if err != nil {
			end, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
			defer cancel()
			err = errors.Join(fmt.Errorf("restore: %w", err), site.Clear(end))
		}
	}()
	staged, err := site.Fill(ctx, file)
	if err != nil {
		return res, err
	}
	if err := c.settle(ctx, staged, &res); err != nil {
		return res, err
	}
	if res.Findings > res.Manifest.Findings {
		return res, refuse(RefusedUnsound, "path", file, "n", res.Findings)
	}
	if m := res.Manifest; m.Format != 0 && !res.Migrated && (m.Heads != res.Heads || m.Records != res.Records) {
		return res, refuse(RefusedDamaged, "path", file)
	}
	if taken {
		if err := c.eraseAgain(ctx, url, staged, &res); err != nil {
			return res, err
		}
	}
	if err := free(ctx, site, url); err != nil {
		return res, err
	}
	res.Aside, err = site.Swap(ctx)
	return res, err
}

func free(ctx context.Context, site store.Site, url string) error {
	used, err := site.InUse(ctx)
	if err == nil && used {
		err = refuse(RefusedInUse, "path", shown(url))
	}
	return err
}

func roomFor(file, url string) error {
	if store.IsPostgres(url) {
		return nil // the server's disk is not ours to see
	}
	st, err := os.Stat(file)
	if err != nil {
		return err
	}
	folder := filepath.Dir(url)
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return err
	}
	return room(folder, st.Size()+st.Size()/4+16<<20)
}

// ours refuses what is no database of this program, and one of a newer program.
func ours(ctx context.Context, file string) error {
	schema, err := store.SchemaOfFile(ctx, file)
	if err != nil || schema.At == 0 {
		return errors.Join(refuse(RefusedForeign, "path", file), err)
	}
	if schema.At > schema.Known {
		return refuse(RefusedNewer, "path", file, "at", schema.At, "known", schema.Known)
	}
	return nil
}

// settle migrates what was put beside the place, and checks it.
func (c Config) settle(ctx context.Context, staged string, res *Restored) error {
	db, err := store.Open(ctx, store.Config{URL: staged, Older: store.Leave, Now: c.Now})
	if err != nil {
		return err
	}
	schema, err := db.Schema(ctx)
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	res.Migrated = schema.At < schema.Known
	found, err := c.check(ctx, staged)
	res.Records, res.Heads, res.Findings = found.Records, found.Heads, len(found.Findings)
	return err
}

// eraseAgain erases in the restored database what was erased in the replaced one since: whoever asked to be forgotten must not
// come back with a backup. A replaced database that cannot be read is no reason not to restore.
func (c Config) eraseAgain(ctx context.Context, replaced, staged string, res *Restored) (err error) {
	persons, err := erasedIn(ctx, replaced)
	if err != nil {
		res.Unasked = true
		return nil // said in the result
	}
	db, err := store.Open(ctx, store.Config{URL: staged, Older: store.MigrateUncopied, Now: c.Now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	g, err := registry.New(ctx, registry.Config{DB: db, Places: c.Places, Now: c.Now})
	if err != nil {
		return err
	}
	before, err := db.Erased(ctx)
	if err != nil {
		return err
	}
	done := map[record.Ref]bool{}
	for _, id := range before {
		done[id] = true
	}
	for _, id := range persons {
		if done[id] {
			continue
		}
		switch err := g.Erase(ctx, access.OperatorActor(), id); {
		case err == nil:
			res.Erased++
		case !errors.Is(err, record.ErrNotFound): // a person who was recorded after the backup
			return err
		}
	}
	return nil
}

func erasedIn(ctx context.Context, url string) (out []record.Ref, err error) {
	db, err := store.Open(ctx, store.Config{URL: url, Older: store.Leave})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.Erased(ctx)
}
