package backup

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	"entente/internal/registry"
	"entente/internal/store"
)

// Plan is what an upgrade would do.
type Plan struct {
	Database    string       `json:"database"`
	Engine      string       `json:"engine"`
	Size        int64        `json:"size"`
	Records     int          `json:"records"`
	Schema      store.Schema `json:"schema"`
	Index       bool         `json:"index"`       // words are indexed anew
	Projections int          `json:"projections"` // what is published anew
	Backup      string       `json:"backup"`      // the folder or file of the copy that is made first
	Need        int64        `json:"need"`        // bytes, for the copy and its trial
	Free        *int64       `json:"free"`        // bytes there; null when it cannot be told
}

// Due tells whether there is anything to do.
func (p Plan) Due() bool { return len(p.Schema.Pending) > 0 || p.Index || p.Projections > 0 }

// PlanUpgrade looks at a database and says what an upgrade would do; it changes nothing.
func PlanUpgrade(ctx context.Context, c Config, address, to string) (p Plan, err error) {
	db, err := store.Open(ctx, store.Config{URL: address, Older: store.Leave, Now: c.Now})
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return planOf(ctx, db, address, to)
}

func planOf(ctx context.Context, db *store.DB, address, to string) (p Plan, err error) {
	p = Plan{Database: shown(address), Engine: string(db.Engine), Backup: to}
	if p.Schema, err = db.Schema(ctx); err != nil {
		return p, err
	}
	if p.Schema.At > p.Schema.Known {
		return p, refuse(RefusedNewer, "path", p.Database, "at", p.Schema.At, "known", p.Schema.Known)
	}
	if p.Schema.At == 0 {
		return p, refuse(RefusedForeign, "path", p.Database)
	}
	state, err := db.EngineState(ctx)
	if err != nil {
		return p, err
	}
	extent, err := db.ExtentOf(ctx)
	if err != nil {
		return p, err
	}
	p.Size, p.Records, p.Need = state.Size, extent.Records, needed(state.Size, p.Schema)
	if p.Index, p.Projections, err = registry.Rebuilds(ctx, db, p.Schema); err != nil {
		return p, err
	}
	folder := to
	if IsFile(to) {
		folder = filepath.Dir(to)
	}
	if bytes, known := store.FreeSpace(existing(folder)); known {
		p.Free = &bytes
	}
	return p, nil
}

// existing is the folder, or the nearest above it that is there already.
func existing(folder string) string {
	for {
		if _, known := store.FreeSpace(folder); known || filepath.Dir(folder) == folder {
			return folder
		}
		folder = filepath.Dir(folder)
	}
}

// Upgraded is what an upgrade did.
type Upgraded struct {
	Plan     Plan   `json:"plan"`
	Backup   Result `json:"backup"`
	Records  int    `json:"records"`
	Heads    string `json:"heads"`
	Findings int    `json:"findings"`
}

// Upgrade makes a verified backup, which tries the migrations on a copy, and only then migrates the database and checks it.
// Where there is nothing to do, nothing is done.
func Upgrade(ctx context.Context, c Config, address, to string, keep Keep) (res Upgraded, err error) {
	if err := free(ctx, store.SiteOf(store.Config{URL: address, Now: c.Now}), address); err != nil {
		return res, err
	}
	db, err := store.Open(ctx, store.Config{URL: address, Older: store.Leave, Now: c.Now})
	if err != nil {
		return res, err
	}
	if res.Plan, err = planOf(ctx, db, address, to); err == nil && res.Plan.Due() {
		res.Backup, err = Make(ctx, c, db, nil, to, keep)
	}
	if err = errors.Join(err, db.Close()); err != nil || !res.Plan.Due() {
		return res, err
	}
	found, err := c.check(ctx, address)
	if err != nil {
		return res, fmt.Errorf("upgrade: %w", err)
	}
	res.Records, res.Heads, res.Findings = found.Records, found.Heads, len(found.Findings)
	return res, nil
}

// shown is an address without its password.
func shown(address string) string {
	if !store.IsPostgres(address) {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		return "PostgreSQL"
	}
	return u.Redacted()
}
