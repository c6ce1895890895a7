package e2e_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver by which a lease is ended
	_ "modernc.org/sqlite"             // the same of the other engine

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
	"entente/internal/typst/typsttest"
)

// TestPublishingThatIsKilled pulls the plug while a report is being published and while its PDF files are being made: an edition is
// there with all its languages or not at all, the database is sound, and the next start makes the files that are lacking. Then a
// record changes, and no byte of what was published does.
func TestPublishingThatIsKilled(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	onEachDatabase(t, true, func(t *testing.T, db string) {
		random := rand.New(rand.NewPCG(seed, 2))
		w := &killed{db: db, binary: must(t, common.program)}
		w.desk(t, func(d desktop) error { _, err := d.write(t.Context()); return err })

		// The first is published, and the PDF files are being made when the power goes.
		w.start(t)
		whole := w.publish(t, 0)
		for w.ask(t, "SELECT lease_by FROM job WHERE name = 'editions'") == "" {
			time.Sleep(5 * time.Millisecond)
		}
		w.kill(t)
		if list := w.sound(t); len(list) != 2 || w.made(list)["pdf"] == 2 {
			t.Fatalf("killed while PDF files are made, there are %+v", list)
		}

		// The others are cut off while they are being published.
		there := 1
		for _, part := range []int64{16, 1} { // in the writing of the edition, which comes first, or of its files
			w.start(t)
			at := 1 + time.Duration(random.Int64N(int64(whole)/part))
			w.publish(t, at)
			w.kill(t)
			n := len(w.sound(t)) / 2
			if n != there && n != there+1 {
				t.Errorf("killed after %s of %s there are %d editions, and %d before", at, whole, n, there)
			}
			t.Logf("killed after %s of %s: %d editions, %d before", at, whole, n, there)
			there = n
		}

		// The dead keep a job for five minutes: they are over.
		w.tell(t, "UPDATE job SET lease_until = '2026-01-01T00:00:00.000000Z' WHERE name = 'editions' AND lease_by <> ''")
		w.start(t)
		w.publish(t, 0)
		files := map[string][]byte{}
		for n := range there + 1 {
			for _, lang := range []string{"fr/rapports", "en/reports"} {
				for _, format := range []string{"html", "json", "docx", "pdf"} {
					path := fmt.Sprintf("/%s/2024/editions/%d.%s", lang, n+1, format)
					files[path] = awaited(t, w.base+path)
				}
			}
		}
		w.seenByStaff(t, files["/fr/rapports/2024/editions/1.pdf"])
		w.changes(t, files)
		w.kill(t)
		if list := w.sound(t); len(list) != 2*(there+1) || w.made(list)["pdf"] != len(list) {
			t.Errorf("at the end there are %+v", list)
		}
		paper := filepath.Join(t.TempDir(), "rapport.pdf")
		if err := os.WriteFile(paper, files["/fr/rapports/2024/editions/1.pdf"], 0o600); err != nil {
			t.Fatal(err)
		}
		if said := string(entente(t, w.binary, "verify", paper, "--db", db, "--lang", "en")); !strings.Contains(said, "byte for byte") || !strings.Contains(said, "1 record changed since") {
			t.Errorf("of a file of the first edition is said %s", said)
		}
	})
}

// killed is an office whose program is started and killed again and again.
type killed struct {
	db, binary, base string
	cmd              *exec.Cmd
	said             *bytes.Buffer
	client           *http.Client
}

func (w *killed) desk(t *testing.T, do func(d desktop) error) {
	t.Helper()
	if err := atDesk(t.Context(), w.db, "", do); err != nil {
		t.Fatal(err)
	}
}

// start has the report approved and serves the office; its head signs in.
func (w *killed) start(t *testing.T) {
	t.Helper()
	w.desk(t, func(d desktop) error {
		e, err := d.Get(t.Context(), d.head, reportID)
		if err != nil || e.Record.(*record.Report).Stage == record.StageApproved {
			return err
		}
		_, err = d.approve(t.Context())
		return err
	})
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	cache, err := typsttest.Cache()
	if err != nil {
		t.Fatal(err)
	}
	w.base, w.said = "http://"+address, &bytes.Buffer{}
	w.cmd = exec.Command(w.binary, "serve", "--db", w.db, "--listen", address, "--url", w.base)
	w.cmd.Stdout, w.cmd.Stderr, w.cmd.Env = w.said, w.said, append(os.Environ(), "LANG=fr_CA.UTF-8", "ENTENTE_CACHE_DIR="+cache)
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	cmd := w.cmd
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // when the test fails
	if err := (&server{base: w.base, said: w.said}).ready(); err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	w.client = &http.Client{Jar: jar}
	answer, err := w.client.PostForm(w.base+"/fr/app/sign-in", url.Values{"email": {emailOf(access.Head)}, "password": {password}})
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
}

// publish asks for the report to be published, and waits for a time, or where it is 0 for the answer; it tells how long that took.
func (w *killed) publish(t *testing.T, wait time.Duration) time.Duration {
	t.Helper()
	page := w.base + "/fr/app/records/report/" + reportID.Short() + "/publish"
	version := 0
	w.desk(t, func(d desktop) error {
		e, err := d.Get(t.Context(), d.head, reportID)
		version = e.Version
		return err
	})
	began, answered := time.Now(), make(chan error, 1)
	go func() {
		answer, err := w.client.PostForm(page, url.Values{"from": {strconv.Itoa(version)}, "sort": {publish.NewEdition}})
		if err == nil {
			_, err = io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
			if answer.StatusCode != http.StatusOK {
				err = errors.New(answer.Status)
			}
		}
		answered <- err
	}()
	if wait > 0 {
		time.Sleep(wait)
		return wait
	}
	if err := <-answered; err != nil {
		t.Fatalf("publish: %v", err)
	}
	return time.Since(began)
}

// kill ends the program as a power cut would.
func (w *killed) kill(t *testing.T) {
	t.Helper()
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = w.cmd.Wait() // it was killed
	if strings.Contains(w.said.String(), "level=ERROR") {
		t.Errorf("the program logged errors:\n%s", w.said)
	}
}

// sound holds that nothing is half done, and gives the editions.
func (w *killed) sound(t *testing.T) (list []publish.Edition) {
	t.Helper()
	check(t, w.binary, w.db)
	w.desk(t, func(d desktop) error {
		var err error
		if list, err = d.Editions(t.Context(), d.head, reportID); err != nil {
			return err
		}
		e, err := d.Get(t.Context(), d.head, reportID)
		if err != nil {
			return err
		}
		langs := map[int][]string{}
		newest := publish.Edition{}
		for _, e := range list {
			langs[e.Number] = append(langs[e.Number], e.Lang)
			if e.Number > newest.Number {
				newest = e
			}
		}
		for n := range len(list) / 2 {
			slices.Sort(langs[n+1])
			if !slices.Equal(langs[n+1], []string{"en", "fr"}) {
				t.Errorf("edition %d is there in %q", n+1, langs[n+1])
			}
		}
		if r := e.Record.(*record.Report); r.Publication != newest.Publication {
			t.Errorf("the report says %q, the newest edition is %q", r.Publication, newest.Publication)
		}
		return nil
	})
	return list
}

// made counts the files of editions by their format.
func (w *killed) made(list []publish.Edition) map[string]int {
	out := map[string]int{}
	for _, e := range list {
		for _, f := range e.Files {
			if f.SHA256 != "" {
				out[f.Format]++
			}
		}
	}
	return out
}

// seenByStaff follows the staff from the publication to its report and to the file of the first edition.
func (w *killed) seenByStaff(t *testing.T, file []byte) {
	t.Helper()
	var first publish.Edition
	w.desk(t, func(d desktop) error {
		list, err := d.Editions(t.Context(), d.head, reportID)
		first = list[len(list)-1]
		return err
	})
	report := "/fr/app/records/report/" + reportID.Short()
	for path, want := range map[string]string{
		"/fr/app/records/publication/" + first.Publication.Short(): `href="` + report + `/publish#editions"`,
		report + "/publish": report + "/editions/" + first.Publication.Short() + "/fr.pdf",
		report + "/editions/" + first.Publication.Short() + "/fr.pdf": string(file),
	} {
		answer, err := w.client.Get(w.base + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		if err := errors.Join(err, answer.Body.Close()); err != nil || answer.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
			t.Errorf("%s: %s, %v, without %.100q", path, answer.Status, err, want)
		}
	}
}

// changes takes a mission of the report out of public sight: the files stay, and the page of the edition says what would be otherwise.
func (w *killed) changes(t *testing.T, files map[string][]byte) {
	t.Helper()
	page := w.base + "/fr/rapports/2024/editions/1"
	if said := got(t, page); !strings.Contains(said, "n’ont pas changé depuis") {
		t.Error("before anything changes, the page of the edition does not say so")
	}
	var doc []byte
	w.desk(t, func(d desktop) error {
		e, err := d.Get(t.Context(), d.head, record.KeyID("ville-de-quebec", record.KindMission, "boston"))
		if err != nil {
			return err
		}
		e.Record.Head().Visibility = record.Private
		doc, err = record.Encode(e.Record)
		return err
	})
	change := filepath.Join(t.TempDir(), "change.jsonl")
	if err := os.WriteFile(change, append(doc, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	entente(t, w.binary, "import", "--db", w.db, change)
	for path, before := range files {
		if after := awaited(t, w.base+path); !bytes.Equal(before, after) {
			t.Errorf("%s is another file since a record changed", path)
		}
	}
	said := strings.ReplaceAll(got(t, page), "\u00a0", " ")
	for _, want := range []string{"1 fiche a changé depuis", "1 fiche n’est plus publique", "Missions : 8 dans l’édition, 7 aujourd’hui", "Huit missions"} {
		if !strings.Contains(said, want) {
			t.Errorf("the page of the edition does not say %q", want)
		}
	}
	if strings.Contains(said, "/fr/missions/"+record.KeyID("ville-de-quebec", record.KindMission, "boston").Short()) {
		t.Error("the page of the edition leads to a mission that is no longer public")
	}
}

// open opens the database beside the program.
func (w *killed) open(t *testing.T) *sql.DB {
	t.Helper()
	driver := "sqlite"
	if store.IsPostgres(w.db) {
		driver = "pgx"
	}
	db, err := sql.Open(driver, w.db)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// ask reads one text of the database, "" where there is none.
func (w *killed) ask(t *testing.T, query string) (said string) {
	t.Helper()
	db := w.open(t)
	defer db.Close()
	if err := db.QueryRowContext(t.Context(), query).Scan(&said); err != nil && !errors.Is(err, sql.ErrNoRows) {
		t.Fatal(err)
	}
	return said
}

func (w *killed) tell(t *testing.T, statement string) {
	t.Helper()
	db := w.open(t)
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}
