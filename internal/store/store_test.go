package store_test

import (
	"path/filepath"
	"testing"

	"entente/internal/store"
	"entente/internal/store/pgtest"
	"entente/internal/store/storetest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

func open(t *testing.T, url string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func TestSQLite(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) *store.DB { return open(t, filepath.Join(t.TempDir(), "entente.db")) })
}

func TestPostgres(t *testing.T) {
	t.Parallel()
	server := pgtest.Shared(t)
	migrated, err := server.Template(t.Context(), func(url string) error {
		db, err := store.Open(t.Context(), store.Config{URL: url})
		if err != nil {
			return err
		}
		return db.Close()
	})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Run(t, func(t *testing.T) *store.DB {
		url, err := server.Fresh(t.Context(), migrated)
		if err != nil {
			t.Fatal(err)
		}
		return open(t, url)
	})
}
