package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"entente/internal/store/pgtest"
)

// engine is a kind of database that an office may keep its records in.
type engine string

const (
	onSQLite     engine = "SQLite"
	onPostgreSQL engine = "PostgreSQL"
)

// onEachEngine makes a journey in an office on SQLite and in one on PostgreSQL, which other tests change as well.
func onEachEngine(t *testing.T, journey func(t *testing.T, site *server)) {
	t.Helper()
	t.Parallel()
	for e, staff := range map[engine]func() (*server, error){onSQLite: common.staff, onPostgreSQL: common.staffPostgreSQL} {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			journey(t, must(t, staff))
		})
	}
}

// onEachEngineAlone makes a journey in offices that no other test changes, or counts in.
func onEachEngineAlone(t *testing.T, journey func(t *testing.T, site *server)) {
	t.Helper()
	t.Parallel()
	onEachDatabase(t, true, func(t *testing.T, db string) {
		t.Helper()
		site, err := serve(must(t, common.program), db)
		if err != nil {
			t.Fatal(err)
		}
		closed(t, site)
		journey(t, site)
	})
}

// onEachDatabase gives a database on each engine, with the sample office and its accounts in it, or with nothing.
func onEachDatabase(t *testing.T, filled bool, journey func(t *testing.T, db string)) {
	t.Helper()
	for _, e := range []engine{onSQLite, onPostgreSQL} {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			db, err := common.database(t.Context(), e, filled, t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			journey(t, db)
		})
	}
}

func closed(t *testing.T, site *server) {
	t.Helper()
	t.Cleanup(func() {
		if err := site.stop(); err != nil {
			t.Error(err)
		}
	})
}

// database makes a database of its own on an engine.
func (s *shared) database(ctx context.Context, e engine, filled bool, dir string) (string, error) {
	db := filepath.Join(dir, "office.db")
	switch {
	case e == onSQLite && !filled:
		return db, nil
	case e == onSQLite:
		whole, err := s.filledSQLite()
		if err != nil {
			return "", err
		}
		data, err := os.ReadFile(whole)
		if err != nil {
			return "", fmt.Errorf("copy an office: %w", err)
		}
		return db, os.WriteFile(db, data, 0o600)
	}
	server, err := s.postgres()
	if err != nil {
		return "", err
	}
	template := "template0"
	if filled {
		if template, err = s.filledPostgreSQL(); err != nil {
			return "", err
		}
	}
	return server.Fresh(ctx, template)
}

func (s *shared) startPostgreSQL() (*pgtest.Server, error) {
	server, err := pgtest.Start(context.Background())
	if err == nil {
		s.closing(server.Stop)
	}
	return server, err
}

// fillSQLite makes the office that those of the tests are copies of.
func (s *shared) fillSQLite() (string, error) {
	db := filepath.Join(s.dir, "filled.db")
	if err := s.fill(db); err != nil {
		return "", err
	}
	if log, err := os.Stat(db + "-wal"); err == nil && log.Size() > 0 {
		return "", errors.New("the office is not written to the end")
	}
	return db, nil
}

func (s *shared) fillPostgreSQL() (string, error) {
	server, err := s.postgres()
	if err != nil {
		return "", err
	}
	return server.Template(context.Background(), s.fill)
}

// fill loads the sample, and makes an account of each role.
func (s *shared) fill(db string) error {
	program, err := s.program()
	if err != nil {
		return err
	}
	if err := load(program, db, offices()...); err != nil {
		return err
	}
	if err := makeAccounts(db); err != nil {
		return fmt.Errorf("make accounts: %w", err)
	}
	return nil
}

// serveStaff serves the sample office to its staff: a database of its own, for the staff changes it.
func (s *shared) serveStaff(e engine) (*server, error) {
	program, err := s.program()
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(s.dir, string(e))
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	db, err := s.database(context.Background(), e, true, dir)
	if err != nil {
		return nil, err
	}
	site, err := serve(program, db)
	if err == nil {
		s.closing(site.stop)
	}
	return site, err
}
