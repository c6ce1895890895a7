// Package backup is about whole databases: it copies one while it is written to, verifies the copy, keeps as many as are
// wanted, puts one back, and brings a database to a newer schema. A copy is one file of SQLite, whichever the engine, so that
// it can be verified anywhere and put back into either. It must not know pages, languages, or who may ask: whoever has the
// machine may.
package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"entente/internal/access"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/store"
)

// Config is what copies are made with.
type Config struct {
	Places  *place.Gazetteer
	Now     func() time.Time
	Program string // the version of the program, for the manifest
	Node    string // which machine
}

// Result is what became of a backup.
type Result struct {
	Manifest

	Path    string   `json:"path"`
	Removed []string `json:"removed"` // older ones that need not be kept any longer
}

// Refusal is what is not done, and why, as a code with its arguments; nothing was changed.
type Refusal struct {
	Code string
	Args map[string]any
}

func (r *Refusal) Error() string { return fmt.Sprintf("refused: %s %v", r.Code, r.Args) }

func refuse(code string, args ...any) error {
	r := &Refusal{Code: code, Args: map[string]any{}}
	for i := 0; i+1 < len(args); i += 2 {
		r.Args[args[i].(string)] = args[i+1]
	}
	return r
}

// Codes of refusals.
const (
	RefusedExists  = "exists"  // path: there is a file of that name
	RefusedSpace   = "space"   // folder, need, free: in bytes
	RefusedTaken   = "taken"   // path: a database stands there
	RefusedInUse   = "in_use"  // path: a program has it open
	RefusedDamaged = "damaged" // path: the file is not the one of the manifest
	RefusedForeign = "foreign" // path: the file is no database of this program
	RefusedNewer   = "newer"   // path, at, known: made by a newer program
	RefusedUnsound = "unsound" // path, n: check finds more wrong than when it was made
)

// Refusals lists the codes.
func Refusals() []string {
	return []string{RefusedExists, RefusedSpace, RefusedTaken, RefusedInUse, RefusedDamaged, RefusedForeign, RefusedNewer, RefusedUnsound}
}

const (
	prefix  = "entente-"
	suffix  = ".db"
	partial = ".partial" // what is being made
	// abandoned is when nobody is at a partial one any more.
	abandoned = 24 * time.Hour
)

// IsFile tells whether a destination names a file rather than a folder.
func IsFile(to string) bool { return strings.HasSuffix(to, suffix) }

// Make copies a database to a file, or into a folder under a name that tells the time, verifies the copy, writes a manifest
// beside it, and removes from the folder what keep does not keep. The copy is made beside its place and moved there whole.
// What became of it is noted in the database by g, which is nil for a database of an older schema.
func Make(ctx context.Context, c Config, db *store.DB, g *registry.Registry, to string, keep Keep) (Result, error) {
	began := c.Now().UTC()
	res, err := c.make(ctx, db, to, began)
	if g != nil {
		if noteErr := c.note(ctx, g, began, res, to, err); noteErr != nil {
			return res, errors.Join(err, noteErr)
		}
	}
	if err != nil {
		return res, fmt.Errorf("back up: %w", err)
	}
	if !IsFile(to) {
		if res.Removed, err = prune(to, keep, began); err != nil {
			return res, fmt.Errorf("remove old backups: %w", err)
		}
	}
	return res, nil
}

func (c Config) make(ctx context.Context, db *store.DB, to string, began time.Time) (res Result, err error) {
	folder, path := to, filepath.Join(to, prefix+began.Format("20060102T150405Z")+suffix)
	if IsFile(to) {
		folder, path = filepath.Dir(to), to
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return res, err
	}
	if err := tidy(folder, began); err != nil {
		return res, err
	}
	for _, p := range []string{path, manifestOf(path)} {
		if _, err := os.Lstat(p); err == nil {
			return res, refuse(RefusedExists, "path", p)
		}
	}
	engine, err := db.EngineState(ctx)
	if err != nil {
		return res, err
	}
	schema, err := db.Schema(ctx)
	if err != nil {
		return res, err
	}
	if err := room(folder, needed(engine.Size, schema)); err != nil {
		return res, err
	}
	making := path + partial
	f, err := os.OpenFile(making, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // personal fields are in it
	if err != nil {
		return res, err
	}
	if err := f.Close(); err != nil {
		return res, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, remove(making, making+"-wal", making+"-shm", making+"-journal", manifestOf(path)+partial))
		}
	}()
	before, err := db.ExtentOf(ctx)
	if err != nil {
		return res, err
	}
	if err := db.CopyTo(ctx, making); err != nil {
		return res, err
	}
	m, err := c.verify(ctx, making)
	if err != nil {
		return res, fmt.Errorf("verify the copy: %w", err)
	}
	if err := compare(ctx, making, db, before); err != nil {
		return res, fmt.Errorf("compare the copy with the original: %w", err)
	}
	m.Format, m.Program, m.Engine, m.At, m.File = format, c.Program, string(db.Engine), began.Format(time.RFC3339), filepath.Base(path)
	if m.SHA256, m.Size, err = checksum(making); err != nil {
		return res, err
	}
	if err := m.write(manifestOf(path) + partial); err != nil {
		return res, err
	}
	// The manifest comes last: a file without one was never finished.
	for _, p := range []string{path, manifestOf(path)} {
		if err := moveWhole(p+partial, p); err != nil {
			return res, err
		}
	}
	return Result{Manifest: m, Path: path, Removed: []string{}}, nil
}

// needed is the room that a copy takes: twice where it has to be migrated on trial, and something to work with.
func needed(size int64, s store.Schema) int64 {
	need := size + size/8 + 16<<20
	if s.At < s.Known {
		need += size + size/4
	}
	return need
}

func room(folder string, need int64) error {
	if free, known := store.FreeSpace(folder); known && free < need {
		return refuse(RefusedSpace, "folder", folder, "need", need, "free", free)
	}
	return nil
}

// note keeps in the database what became of a backup, even when it was interrupted.
func (c Config) note(ctx context.Context, g *registry.Registry, began time.Time, res Result, to string, failure error) error {
	const instant = "2006-01-02T15:04:05.000000Z"
	b := registry.Backup{At: began.Format(instant), EndedAt: c.Now().UTC().Format(instant), Node: c.Node, Path: res.Path, Size: res.Size, SHA256: res.SHA256,
		Schema: res.Schema, Records: res.Records, Heads: res.Heads, Outcome: registry.BackupGood}
	switch {
	case failure != nil:
		b.Path, b.Outcome, b.Said = to, registry.BackupFailed, failure.Error()
	case res.Findings > 0:
		b.Outcome, b.Said = registry.BackupUnsound, fmt.Sprintf("check finds %d", res.Findings)
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := g.NoteBackup(end, access.OperatorActor(), b); err != nil {
		return fmt.Errorf("note the backup: %w", err)
	}
	return nil
}

// tidy removes what those that were interrupted a day ago or earlier have left.
func tidy(folder string, now time.Time) error {
	left, err := filepath.Glob(filepath.Join(folder, "*"+partial+"*"))
	for _, path := range left {
		if st, gone := os.Stat(path); gone == nil && st.Mode().IsRegular() && now.Sub(st.ModTime()) > abandoned {
			err = errors.Join(err, os.Remove(path))
		}
	}
	return err
}

func remove(paths ...string) error {
	var errs []error
	for _, p := range paths {
		if err := os.Remove(p); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// moveWhole makes sure that a file is on the disk, and gives it its name.
func moveWhole(from, to string) error {
	for _, step := range []func() error{
		func() error { return onDisk(from) },
		func() error { return os.Rename(from, to) },
		func() error { return onDisk(filepath.Dir(to)) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func onDisk(path string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Sync()
}

func checksum(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// errNotTrue says that a copy is not what it was made from.
func errNotTrue(format string, args ...any) error {
	return record.Errorf(record.Unavailable, "the copy is not true: "+format, args...)
}
