package backup_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"entente/internal/access"
	"entente/internal/backup"
	"entente/internal/record"
	"entente/internal/record/recordtest"
	"entente/internal/registry/registrytest"
	"entente/internal/store"
	"entente/internal/store/pgtest"
)

func unpacked(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// older gives databases that older programs wrote, by the number of their schema, with what the older program's check printed.
func older(t *testing.T) map[string]func(t *testing.T) string {
	t.Helper()
	return map[string]func(t *testing.T) string{
		"sqlite 3": func(t *testing.T) string {
			t.Helper()
			path := filepath.Join(t.TempDir(), "entente.db")
			if err := os.WriteFile(path, unpacked(t, "0003.db.gz"), 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		},
		"postgres 3": func(t *testing.T) string {
			t.Helper()
			url, err := pgtest.Shared(t).Fresh(t.Context(), "template0")
			if err != nil {
				t.Fatal(err)
			}
			conn, err := pgx.Connect(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := conn.Exec(t.Context(), string(unpacked(t, "0003.sql.gz"))); err != nil {
				t.Fatal(err)
			}
			if err := conn.Close(t.Context()); err != nil {
				t.Fatal(err)
			}
			return url
		},
	}
}

// firstMigration is the one after those that the older databases have.
const firstMigration = "0004_accounts.sql"

func TestUpgradingWhatOlderProgramsWrote(t *testing.T) {
	t.Parallel()
	for name, make := range older(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url, to := make(t), t.TempDir()
			before := schemaOf(t, url)
			plan, err := backup.PlanUpgrade(t.Context(), config(t), url, to)
			if err != nil {
				t.Fatal(err)
			}
			if !plan.Due() || plan.Schema.At != 3 || plan.Schema.Known < 8 || !slices.Contains(plan.Schema.Pending, firstMigration) || plan.Records != 77 || plan.Need < plan.Size {
				t.Errorf("the plan is %+v", plan)
			}
			if got := schemaOf(t, url); got.At != before.At || len(names(t, to)) != 0 {
				t.Errorf("planning changed something: schema %d, %v", got.At, names(t, to))
			}
			done, err := backup.Upgrade(t.Context(), config(t), url, to, backup.Keep{})
			if err != nil {
				t.Fatal(err)
			}
			if done.Findings != 0 || done.Records != plan.Records || done.Backup.Schema != 3 || done.Backup.Findings != 0 || done.Backup.Heads != done.Heads {
				t.Errorf("upgraded: %+v", done)
			}
			upgraded := registrytest.OpenURL(t, url)
			upgraded.MustBeSound(t)
			archive := upgraded.Archive(t)
			person, err := upgraded.Get(t.Context(), access.OperatorActor(), recordtest.ID(record.KindPerson, 1))
			if err != nil || person.Record.(*record.Person).Personal == nil {
				t.Errorf("the personal fields are lost: %v", err)
			}
			if err := upgraded.DB.Close(); err != nil {
				t.Fatal(err)
			}
			again, err := backup.Upgrade(t.Context(), config(t), url, to, backup.Keep{})
			if err != nil || again.Plan.Due() || again.Backup.Path != "" || len(names(t, to)) != 2 {
				t.Errorf("upgraded twice: %+v, %v, %v", again, names(t, to), err)
			}
			// The way back: the copy has the schema that the older program knows, and comes back at the present one too.
			schema, err := store.SchemaOfFile(t.Context(), done.Backup.Path)
			if err != nil || schema.At != 3 {
				t.Errorf("the copy is at schema %d: %v", schema.At, err)
			}
			for _, e := range registrytest.Engines() {
				place := e.URL(t)
				back := restore(t, done.Backup.Path, place, store.IsPostgres(place))
				if !back.Migrated || back.Heads != done.Heads {
					t.Errorf("put back %+v", back)
				}
				w := registrytest.OpenURL(t, place)
				w.MustBeSound(t)
				if got := w.Archive(t); string(got) != string(archive) {
					t.Errorf("the archive of the copy in %s differs", e.Name)
				}
			}
		})
	}
}

func schemaOf(t *testing.T, url string) store.Schema {
	t.Helper()
	db, err := store.Open(t.Context(), store.Config{URL: url, Older: store.Leave})
	if err != nil {
		t.Fatal(err)
	}
	s, err := db.Schema(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAnUpgradeThatCannotBeTriedChangesNothing(t *testing.T) {
	t.Parallel()
	for name, make := range older(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := make(t)
			db, err := store.Open(t.Context(), store.Config{URL: url, Older: store.Leave})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.ExtentOf(t.Context()); err != nil { // as whoever has it open reads it now and then
				t.Fatal(err)
			}
			_, err = backup.Upgrade(t.Context(), config(t), url, t.TempDir(), backup.Keep{})
			refused(t, "while it is in use", err, backup.RefusedInUse)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(t.TempDir(), "taken")
			if err := os.WriteFile(to, []byte("a file where a folder should be"), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := backup.Upgrade(t.Context(), config(t), url, to, backup.Keep{}); err == nil || !strings.Contains(err.Error(), "back up") {
				t.Errorf("without a place for the copy: %v", err)
			}
			if s := schemaOf(t, url); s.At != 3 {
				t.Errorf("it is at schema %d now", s.At)
			}
		})
	}
}
