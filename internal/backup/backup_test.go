package backup_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/backup"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/record/recordtest"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
	"entente/internal/store"
	"entente/internal/store/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

func config(t *testing.T) backup.Config {
	t.Helper()
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	return backup.Config{Places: places, Now: time.Now, Program: "test", Node: "here"}
}

func refused(t *testing.T, what string, err error, code string) {
	t.Helper()
	var r *backup.Refusal
	if !errors.As(err, &r) || r.Code != code {
		t.Errorf("%s: %v, want a refusal: %s", what, err, code)
	}
}

func backUp(t *testing.T, w *registrytest.World, to string) backup.Result {
	t.Helper()
	res, err := backup.Make(t.Context(), config(t), w.DB, w.Registry, to, backup.Keep{})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func restore(t *testing.T, file, url string, replace bool) backup.Restored {
	t.Helper()
	res, err := backup.Restore(t.Context(), config(t), file, url, replace)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// names lists a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	out := []string{}
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func closed(t *testing.T, w *registrytest.World) {
	t.Helper()
	if err := w.DB.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestWhatIsPutBackIsWhatWas: everything that is kept, from either engine into either.
func TestWhatIsPutBackIsWhatWas(t *testing.T) {
	t.Parallel()
	for _, from := range registrytest.Engines() {
		for _, to := range registrytest.Engines() {
			t.Run(from.Name+" to "+to.Name, func(t *testing.T) {
				t.Parallel()
				w := registrytest.Open(t, from)
				w.Fill(t)
				if err := w.DeclareJob(t.Context(), access.OperatorActor(), "nightly", time.Unix(0, 0)); err != nil {
					t.Fatal(err)
				}
				if _, ok, err := w.ClaimJob(t.Context(), access.OperatorActor(), "nightly", "n1", time.Hour); err != nil || !ok {
					t.Fatal(ok, err)
				}
				dir := t.TempDir()
				made := backUp(t, w, dir)
				if made.Findings != 0 || made.Records < 100 || made.Schema < 8 || made.Engine != string(w.DB.Engine) {
					t.Errorf("made %+v", made)
				}
				if got := names(t, dir); len(got) != 2 || got[0]+".json" != got[1] || !strings.HasPrefix(got[0], "entente-20") {
					t.Errorf("the folder holds %v", got)
				}
				if st, err := os.Stat(made.Path); err != nil || st.Mode().Perm() != 0o600 {
					t.Errorf("who may read it: %v, %v", st.Mode(), err)
				}
				archive := w.Archive(t)
				url := to.URL(t)
				if store.IsPostgres(url) { // not the one with the built-in terms
					var err error
					if url, err = pgtest.Shared(t).Fresh(t.Context(), "template0"); err != nil {
						t.Fatal(err)
					}
				}
				back := restore(t, made.Path, url, false)
				if back.Aside != "" || back.Heads != made.Heads || back.Records != made.Records || back.Findings != 0 {
					t.Errorf("put back %+v of %+v", back, made)
				}
				copied := registrytest.OpenURL(t, url)
				if got := copied.Archive(t); !bytes.Equal(got, archive) {
					t.Errorf("the archive of the copy has %d bytes, want %d alike", len(got), len(archive))
				}
				for _, text := range []string{`SELECT COUNT(*) FROM outbox`, `SELECT COUNT(*) FROM published_link`, `SELECT COUNT(*) FROM search`, `SELECT CAST(SUM(n) AS TEXT) FROM generation`} {
					if got, want := copied.Text(t, text), w.Text(t, text); got != want || got == "0" {
						t.Errorf("%s: %s, want %s", text, got, want)
					}
				}
				if by := copied.Text(t, `SELECT lease_by FROM job WHERE name = 'nightly'`); by != "" {
					t.Errorf("the job is still %s's", by)
				}
				copied.MustBeSound(t)
				left, err := filepath.Glob(filepath.Join(filepath.Dir(url), "*restoring*"))
				if err != nil || len(left) > 0 {
					t.Errorf("left behind: %v, %v", left, err)
				}
			})
		}
	}
}

// TestWhoWasSignedInIsNotInABackup: what was revoked since must not come back.
func TestWhoWasSignedInIsNotInABackup(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		w.Exec(t, `INSERT INTO attempt(bucket, n, since, until) VALUES ('b-secret-bucket', 1, 'a', 'b')`)
		w.Exec(t, `INSERT INTO setting(name, value) VALUES ('kept', 'kept-value')`)
		made := backUp(t, w, t.TempDir())
		data, err := os.ReadFile(made.Path)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte("b-secret-bucket")) || !bytes.Contains(data, []byte("kept-value")) {
			t.Error("the copy holds attempts, or lacks settings")
		}
	})
}

// TestABackupUnderLoad copies while somebody saves as fast as the database lets them: what is put back is sound, and every
// history in it is the beginning of the one that stands.
func TestABackupUnderLoad(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		w.Fill(t)
		office := recordtest.ID(record.KindOffice, 0)
		ctx, stop := context.WithCancel(t.Context())
		var writing sync.WaitGroup
		saves := make([]int, 3)
		for writer := range saves {
			m := &record.Mission{Meta: record.Meta{ID: record.KeyID("load", record.KindMission, fmt.Sprint(writer)), Kind: record.KindMission, Office: office, Visibility: record.Public},
				Activity: record.Activity{Title: record.Text{FR: "Mission"}, Dates: "2024-05"}}
			writing.Go(func() {
				for version := 0; ctx.Err() == nil; saves[writer]++ {
					m.Summary.FR = fmt.Sprintf("Résumé %d", version)
					v, err := w.Save(context.WithoutCancel(ctx), access.OperatorActor(), m, version, "load")
					if err != nil {
						t.Errorf("save: %v", err)
						return
					}
					version = v
				}
			})
		}
		dir := t.TempDir()
		made := backUp(t, w, filepath.Join(dir, "load.db"))
		stop()
		writing.Wait()
		if saves[0]+saves[1]+saves[2] < 20 {
			t.Errorf("only %v saves while the copy was made: that is no load", saves)
		}
		url := filepath.Join(dir, "back", "entente.db")
		if back := restore(t, made.Path, url, false); back.Findings != 0 {
			t.Errorf("check finds %d", back.Findings)
		}
		copied := registrytest.OpenURL(t, url)
		copied.MustBeSound(t)
		// An archive whose histories begin those that stand changes nothing; any other is refused.
		if res := w.MustImport(t, registrytest.ArchiveItems(copied.Archive(t))); res.Created != 0 || res.Changed != 0 {
			t.Errorf("the copy holds what the original does not: %+v", res)
		}
		w.MustBeSound(t)
	})
}

func TestWhatIsNoTrueBackupIsRefused(t *testing.T) {
	t.Parallel()
	w := registrytest.Open(t, registrytest.Engines()[0])
	dir := t.TempDir()
	made := backUp(t, w, dir)
	good, err := os.ReadFile(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := os.ReadFile(made.Path + ".json")
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	empty := filepath.Join(dir, "empty.sqlite")
	other, err := sql.Open("sqlite", empty)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.ExecContext(t.Context(), `CREATE TABLE letter(x)`); err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	foreign, err := os.ReadFile(empty)
	if err != nil {
		t.Fatal(err)
	}
	newer := filepath.Join(dir, "newer.sqlite")
	if err := os.WriteFile(newer, good, 0o600); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", newer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.ExecContext(t.Context(), `INSERT INTO goose_db_version(version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
	newest, err := os.ReadFile(newer)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name     string
		data     []byte
		manifest []byte
		code     string
	}{
		{"one bit", flipped, manifest, backup.RefusedDamaged},
		{"cut short", good[:len(good)-8192], manifest, backup.RefusedDamaged},
		{"empty", nil, manifest, backup.RefusedDamaged},
		{"empty, without a manifest", nil, nil, backup.RefusedForeign},
		{"a letter", []byte("Madame, Monsieur,"), nil, backup.RefusedForeign},
		{"another program's", foreign, nil, backup.RefusedForeign},
		{"a newer program's", newest, nil, backup.RefusedNewer},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			at := t.TempDir()
			file, url := filepath.Join(at, "x.db"), filepath.Join(at, "entente.db")
			for path, data := range map[string][]byte{file: c.data, file + ".json": c.manifest, url: []byte("stands there")} {
				if path == file+".json" && data == nil {
					continue
				}
				if err := os.WriteFile(path, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			_, err := backup.Restore(t.Context(), config(t), file, url, true)
			refused(t, c.name, err, c.code)
			if kept, err := os.ReadFile(url); err != nil || string(kept) != "stands there" {
				t.Errorf("the database that stood there is %q: %v", kept, err)
			}
			want := 2
			if c.manifest != nil {
				want = 3
			}
			if got := names(t, at); len(got) != want {
				t.Errorf("the folder holds %v", got)
			}
		})
	}
	t.Run("damaged, without a manifest", func(t *testing.T) {
		t.Parallel()
		at := t.TempDir()
		file := filepath.Join(at, "x.db")
		torn := bytes.Clone(good)
		for i := len(torn) / 4; i < len(torn)/2; i++ {
			torn[i] = 0xa5
		}
		if err := os.WriteFile(file, torn, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Restore(t.Context(), config(t), file, filepath.Join(at, "entente.db"), false); err == nil {
			t.Error("it was put back")
		}
		if got := names(t, at); !slices.Equal(got, []string{"x.db"}) {
			t.Errorf("the folder holds %v", got)
		}
	})
	t.Run("none", func(t *testing.T) {
		t.Parallel()
		if _, err := backup.Restore(t.Context(), config(t), filepath.Join(dir, "none.db"), filepath.Join(dir, "x", "y.db"), false); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("%v, want not found", err)
		}
	})
}

// TestAReplacedDatabaseIsKeptAside, what was erased in it stays erased, and one that is in use is left alone.
func TestAReplacedDatabaseIsKeptAside(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		office := recordtest.ID(record.KindOffice, 0)
		w.MustSave(t, &record.Office{Meta: record.Meta{ID: office, Kind: record.KindOffice, Office: office, Visibility: record.Public}, Name: record.Text{FR: "Bureau"}, Code: "b", Main: true}, 0)
		person := &record.Person{Meta: record.Meta{ID: recordtest.ID(record.KindPerson, 0), Kind: record.KindPerson, Office: office, Visibility: record.Private},
			Name: "Personne", Personal: &record.Personal{Notes: "Secret-Téléphone"}}
		w.MustSave(t, person, 0)
		made := backUp(t, w, filepath.Join(t.TempDir(), "one.db"))
		if err := w.Erase(t.Context(), access.OperatorActor(), person.ID); err != nil {
			t.Fatal(err)
		}
		late := &record.Event{Meta: record.Meta{ID: recordtest.ID(record.KindEvent, 0), Kind: record.KindEvent, Office: office, Visibility: record.Private}, Activity: record.Activity{Title: record.Text{FR: "Salon"}, Dates: "2025"}}
		w.MustSave(t, late, 0)
		_, err := backup.Restore(t.Context(), config(t), made.Path, w.URL, false)
		refused(t, "without saying that it is to be replaced", err, backup.RefusedTaken)
		_, err = backup.Restore(t.Context(), config(t), made.Path, w.URL, true)
		refused(t, "while it is in use", err, backup.RefusedInUse)
		w.MustBeSound(t)
		closed(t, w)
		back := restore(t, made.Path, w.URL, true)
		if back.Aside == "" || back.Erased != 1 || back.Unasked {
			t.Errorf("put back %+v", back)
		}
		again := registrytest.OpenURL(t, w.URL)
		if _, err := again.Get(t.Context(), access.OperatorActor(), late.ID); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("what was written later: %v", err)
		}
		got, err := again.Get(t.Context(), access.OperatorActor(), person.ID)
		if err != nil || got.Record.(*record.Person).Personal != nil {
			t.Errorf("the person is %+v: %v", got.Record, err)
		}
		again.MustBeSound(t)
		aside := back.Aside
		if store.IsPostgres(w.URL) {
			aside = w.URL + "&search_path=" + aside
		}
		kept := registrytest.OpenURL(t, aside)
		if _, err := kept.Get(t.Context(), access.OperatorActor(), late.ID); err != nil {
			t.Errorf("the replaced database: %v", err)
		}
		kept.MustBeSound(t)
	})
}

func TestADamagedDatabaseCanBeReplaced(t *testing.T) {
	t.Parallel()
	w := registrytest.Open(t, registrytest.Engines()[0])
	made := backUp(t, w, filepath.Join(t.TempDir(), "one.db"))
	url := filepath.Join(t.TempDir(), "entente.db")
	if err := os.WriteFile(url, []byte("what the disk left of it"), 0o600); err != nil {
		t.Fatal(err)
	}
	back := restore(t, made.Path, url, true)
	if !back.Unasked || back.Erased != 0 {
		t.Errorf("put back %+v: it cannot know what was erased", back)
	}
	if b, err := os.ReadFile(back.Aside); err != nil || string(b) != "what the disk left of it" {
		t.Errorf("aside: %q, %v", b, err)
	}
	registrytest.OpenURL(t, url).MustBeSound(t)
}

func TestABackupOfWhatIsUnsoundIsMarked(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		w.Exec(t, `UPDATE document SET data = replace(data, '"id"', '"ID"') WHERE id = (SELECT MIN(id) FROM document)`)
		dir := t.TempDir()
		made := backUp(t, w, dir)
		if made.Findings == 0 {
			t.Error("nothing was found")
		}
		h, err := w.Health(t.Context(), access.OperatorActor())
		if err != nil || h.Last == nil || h.Last.Outcome != registry.BackupUnsound || h.LastGood != nil || h.Last.SHA256 != made.SHA256 {
			t.Errorf("noted %+v: %v", h.Last, err)
		}
		// It comes back as it was; one whose manifest says that it was sound does not.
		url := filepath.Join(t.TempDir(), "entente.db")
		if back := restore(t, made.Path, url, false); back.Findings != made.Findings {
			t.Errorf("put back %+v", back)
		}
		text, err := os.ReadFile(made.Path + ".json")
		if err != nil {
			t.Fatal(err)
		}
		lie := bytes.Replace(text, fmt.Appendf(nil, `"findings": %d`, made.Findings), []byte(`"findings": 0`), 1)
		if err := os.WriteFile(made.Path+".json", lie, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err = backup.Restore(t.Context(), config(t), made.Path, filepath.Join(t.TempDir(), "entente.db"), false)
		refused(t, "with more wrong than said", err, backup.RefusedUnsound)
	})
}

func TestABackupThatFailsIsNotedAndLeavesNothing(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		w.Fill(t)
		dir := t.TempDir()
		ctx, cancel := context.WithTimeout(t.Context(), 60*time.Millisecond)
		defer cancel()
		if _, err := backup.Make(ctx, config(t), w.DB, w.Registry, dir, backup.Keep{}); err == nil {
			t.Fatal("it was made in no time")
		}
		if got := names(t, dir); len(got) != 0 {
			t.Errorf("left behind: %v", got)
		}
		h, err := w.Health(t.Context(), access.OperatorActor())
		if err != nil || h.Last == nil || h.Last.Outcome != registry.BackupFailed || h.Last.Path != dir || h.Last.Said == "" {
			t.Errorf("noted %+v: %v", h.Last, err)
		}
		file := filepath.Join(dir, "mine.db")
		if err := os.WriteFile(file, []byte("somebody's"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err = backup.Make(t.Context(), config(t), w.DB, w.Registry, file, backup.Keep{})
		refused(t, "over another file", err, backup.RefusedExists)
		if b, err := os.ReadFile(file); err != nil || string(b) != "somebody's" {
			t.Errorf("it is now %q: %v", b, err)
		}
	})
}
