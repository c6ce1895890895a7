package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"entente/internal/record"
)

type sqliteSite struct {
	path, staged, aside string
	at                  time.Time
}

func (s *sqliteSite) Taken(context.Context) (bool, error) {
	st, err := os.Stat(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && st.Size() > 0, err
}

// InUse opens and closes the file: the last program to close it takes the journal away, so that a journal which stays is
// somebody else's. One that cannot be opened is nobody's.
func (s *sqliteSite) InUse(ctx context.Context) (bool, error) {
	if taken, err := s.Taken(ctx); err != nil || !taken {
		return false, err
	}
	db, err := Open(ctx, Config{URL: s.path, Older: Leave})
	if err == nil {
		_, err = query(ctx, db.write, func(scan func(...any) error) (int, error) {
			var n int
			err := scan(&n)
			return n, err
		}, `SELECT COUNT(*) FROM sqlite_schema`)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		return false, nil //nolint:nilerr // a damaged file is what one restores over
	}
	_, err = os.Stat(s.path + "-wal")
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func (s *sqliteSite) Fill(ctx context.Context, file string) (string, error) {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o750); err != nil {
		return "", err
	}
	return s.staged, CopyFile(ctx, file, s.staged)
}

// Swap first gives the file that stands there a second name and then puts the new one over the first, so that whoever
// interrupts it finds one or the other, whole.
func (s *sqliteSite) Swap(ctx context.Context) (string, error) {
	if err := syncFile(s.staged); err != nil {
		return "", err
	}
	taken, err := s.Taken(ctx)
	if err != nil {
		return "", err
	}
	aside := ""
	if taken {
		aside = s.aside
		for _, suffix := range []string{"", "-wal"} {
			if err := os.Link(s.path+suffix, aside+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return "", fmt.Errorf("keep the replaced database aside: %w", err)
			}
		}
	}
	for _, suffix := range []string{"-wal", "-shm"} { // of a damaged file: those of a sound one are gone
		if err := os.Remove(s.path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	if err := os.Rename(s.staged, s.path); err != nil {
		return "", err
	}
	return aside, syncFile(filepath.Dir(s.path))
}

func (s *sqliteSite) Clear(context.Context) error {
	var errs []error
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(s.staged + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (s *sqliteSite) Tidy(context.Context) error {
	left, err := filepath.Glob(s.path + ".restoring-*")
	for _, path := range left {
		if st, gone := os.Stat(path); gone == nil && s.at.Sub(st.ModTime()) > abandoned {
			err = errors.Join(err, os.Remove(path))
		}
	}
	return err
}

// CopyFile copies a file into a new one that only its owner may read, and waits until it is on the disk.
func CopyFile(ctx context.Context, from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := io.CopyN(out, in, 64<<20); errors.Is(err, io.EOF) {
			return out.Sync()
		} else if err != nil {
			return err
		}
	}
}

// syncFile waits until a file, or a folder's list of files, is on the disk.
func syncFile(path string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Sync(); err != nil && !errors.Is(err, fs.ErrInvalid) {
		return record.Errorf(record.Unavailable, "write %s to the disk: %v", path, err)
	}
	return nil
}
