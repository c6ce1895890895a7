// Package typsttest gives tests a typesetter that is prepared once for all of them: its machine code takes half a minute to
// make, and lies in .tools/typst of the repository.
package typsttest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"entente/internal/typst"
)

// worker is the argument with which a test binary becomes the child that sets documents.
const worker = "pdf-worker"

// Main runs the tests of a package, or is the child of one of them. TestMain calls it.
func Main(m *testing.M) int {
	if len(os.Args) > 1 && os.Args[1] == worker {
		if err := typst.Work(context.Background(), os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return 0
	}
	return m.Run()
}

// Config is that of a workshop whose children are the test binary itself.
func Config() (typst.Config, error) {
	exe, err := os.Executable()
	if err != nil {
		return typst.Config{}, err
	}
	cache, err := Cache()
	if err != nil {
		return typst.Config{}, err
	}
	return typst.Config{Command: []string{exe, worker}, Cache: cache}, nil
}

// Workshop gives a workshop that is ready.
func Workshop(t *testing.T, change ...func(*typst.Config)) *typst.Workshop {
	t.Helper()
	c, err := Config()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range change {
		f(&c)
	}
	w := typst.NewWorkshop(c)
	t.Cleanup(w.Close)
	if err := w.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return w
}

// Cache is the folder of the machine code that all tests share.
func Cache() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, ".tools", "typst"), nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("no go.mod above the test")
		}
		dir = up
	}
}
