package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/registry"
	"entente/internal/store"
)

// keyFile is where the installation's keys are: in the file that ENTENTE_KEY_FILE names, else beside an SQLite file; "" for none.
func (c *command) keyFile() string {
	if named := c.getenv("ENTENTE_KEY_FILE"); named != "" || store.IsPostgres(c.db) {
		return named
	}
	return c.db + ".key"
}

// keys reads the installation's keys. Beside an SQLite file the first start makes one; of PostgreSQL several nodes share one, which
// none of them may make for itself.
func (c *command) keys() (credential.Keys, error) {
	path := c.keyFile()
	if path == "" {
		return credential.Keys{}, nil
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !store.IsPostgres(c.db) {
		if err = makeKey(path); err == nil {
			fmt.Fprintln(c.stderr, c.p.T("cli.keys.made", "path", path))
			text, err = os.ReadFile(path)
		}
	}
	if err != nil {
		return credential.Keys{}, &exitError{exitFailed, c.p.T("cli.keys.unread", "path", path, "error", err.Error())}
	}
	keys, err := credential.ReadKeys(string(text))
	if err != nil {
		return keys, &exitError{exitFailed, c.p.T("cli.keys.unread", "path", path, "error", err.Error())}
	}
	return keys, nil
}

// makeKey writes a key under another name and gives it its own at once, so that nobody reads the half of one, and of two programs
// that start together one makes it.
func makeKey(path string) (err error) {
	line, err := credential.NewKey(rand.Reader)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*") // for its owner alone
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(f.Name())) }()
	_, err = f.WriteString(line + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// seal seals what was kept before there was this key, and says what no key opens.
func (c *command) seal(ctx context.Context, g *registry.Registry) error {
	done, lost, err := g.SealFactors(ctx, access.OperatorActor())
	if err != nil {
		return err
	}
	if c.keyFile() == "" {
		fmt.Fprintln(c.stderr, c.p.T("cli.keys.none"))
	}
	if done > 0 && c.keyFile() != "" {
		fmt.Fprintln(c.stderr, c.p.T("cli.keys.sealed", "n", done))
	}
	if lost > 0 {
		fmt.Fprintln(c.stderr, c.p.T("cli.keys.lost", "n", lost, "path", c.keyFile()))
	}
	return nil
}
