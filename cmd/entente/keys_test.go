package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"entente/internal/i18n"
)

func TestTheKeysOfAnInstallation(t *testing.T) {
	t.Parallel()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	made := func(db string, env map[string]string) (*command, *bytes.Buffer) {
		said := &bytes.Buffer{}
		return &command{environment: environment{getenv: func(name string) string { return env[name] }, stderr: said}, p: catalogs.For(i18n.EN), db: db}, said
	}
	db, pg := filepath.Join(dir, "new", "entente.db"), "postgres://entente@localhost/entente"
	content := func(path string) string {
		t.Helper()
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}

	var starting sync.WaitGroup
	for range 4 { // several programs at once make one key
		starting.Go(func() {
			c, _ := made(db, nil)
			if k, err := c.keys(); err != nil || !k.Any() {
				t.Error(err)
			}
		})
	}
	starting.Wait()
	key := content(db + ".key")
	st, err := os.Stat(db + ".key")
	if err != nil || st.Mode().Perm() != 0o600 || len(key) != 45 {
		t.Errorf("%v, %q, %v", st.Mode(), key, err)
	}
	if left, err := os.ReadDir(filepath.Dir(db)); err != nil || len(left) != 1 {
		t.Errorf("beside the key: %v, %v", left, err)
	}
	c, said := made(db, nil)
	if _, err := c.keys(); err != nil || content(db+".key") != key || said.Len() > 0 {
		t.Errorf("the second start: %v, %q", err, said)
	}

	named := filepath.Join(dir, "shared.key")
	c, said = made(filepath.Join(dir, "other.db"), map[string]string{"ENTENTE_KEY_FILE": named})
	if _, err := c.keys(); err != nil || content(named) == key || !strings.Contains(said.String(), named) {
		t.Errorf("a file that is named: %v, %q", err, said)
	}
	c, _ = made(pg, map[string]string{"ENTENTE_KEY_FILE": named})
	if k, err := c.keys(); err != nil || !k.Any() {
		t.Errorf("for PostgreSQL: %v", err)
	}
	c, _ = made(pg, nil)
	if k, err := c.keys(); err != nil || k.Any() {
		t.Errorf("for PostgreSQL without a key: %v", err)
	}
	missing := filepath.Join(dir, "none.key")
	c, _ = made(pg, map[string]string{"ENTENTE_KEY_FILE": missing})
	if _, err := c.keys(); err == nil || !strings.Contains(err.Error(), "/dev/urandom") {
		t.Errorf("a node makes a key of its own: %v", err)
	}
	if err := os.WriteFile(missing, []byte("not a key\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, _ = made(db, map[string]string{"ENTENTE_KEY_FILE": missing})
	if _, err := c.keys(); err == nil || content(missing) != "not a key\n" {
		t.Errorf("a file that is no key: %v", err)
	}
}
