package press_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"entente/internal/access"
	"entente/internal/chart"
	"entente/internal/extract"
	"entente/internal/i18n"
	"entente/internal/press"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
	"entente/internal/render"
	"entente/internal/verify"
)

type world struct {
	*registrytest.World
	*press.Press
	report   record.Ref
	office   record.Ref
	catalogs *i18n.Catalogs
}

// open loads the sample and writes its report of 2024 as the template has it.
func open(t *testing.T, e registrytest.Engine, change func(*press.Config)) *world {
	t.Helper()
	w := registrytest.Open(t, e)
	w.LoadSample(t)
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	maps, err := chart.LoadMaps()
	if err != nil {
		t.Fatal(err)
	}
	c := press.Config{Registry: w.Registry, Catalogs: catalogs, Places: w.Places, Maps: maps, Log: slog.New(slog.DiscardHandler), Now: w.Clock.Now,
		Addresses: press.Addresses{
			Record: func(lang i18n.Lang, h publish.Head) string {
				return "https://ville.example/" + string(lang) + "/" + h.ID.Short()
			},
			Edition: func(lang i18n.Lang, _ *record.Office, _ int, name string) string {
				return "https://ville.example/" + string(lang) + "/editions/" + name
			},
		}}
	if change != nil {
		change(&c)
	}
	offices, err := w.Public().Offices(t.Context())
	if err != nil || len(offices) == 0 {
		t.Fatal(err)
	}
	out := &world{World: w, Press: press.New(c), report: record.KeyID("press", record.KindReport, "2024"), office: offices[0].ID, catalogs: catalogs}
	template := publish.Template(catalogs, 2024)
	r := &record.Report{Meta: record.Meta{ID: out.report, Kind: record.KindReport, Office: out.office, Visibility: record.Private},
		Title: template.Title, Subtitle: template.Subtitle, ReportType: record.AnnualReport, Period: "2024", Stage: record.StageDraft, Blocks: template.Blocks}
	if _, err := w.Save(t.Context(), out.head(), r, 0, ""); err != nil {
		t.Fatal(err)
	}
	return out
}

func (w *world) head() access.Actor { return access.Member("Bob", access.Head, w.office) }

// approve has the report approved as it stands, and gives its version.
func (w *world) approve(t *testing.T) int {
	t.Helper()
	e, err := w.Get(t.Context(), w.head(), w.report)
	if err != nil {
		t.Fatal(err)
	}
	v, err := w.Ask(t.Context(), w.head(), w.report, e.Version, "")
	if err != nil {
		t.Fatal(err)
	}
	if v, err = w.Approve(t.Context(), w.head(), w.report, v, ""); err != nil {
		t.Fatal(err)
	}
	return v
}

func (w *world) publish(t *testing.T, r press.Request) []publish.Edition {
	t.Helper()
	r.Report, r.From = w.report, w.approve(t)
	made, err := w.Press.Publish(t.Context(), w.head(), r)
	if err != nil {
		t.Fatal(err)
	}
	list, err := w.Edition(t.Context(), w.head(), made[0].Publication)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(list, func(a, b publish.Edition) int { return -strings.Compare(a.Lang, b.Lang) }) // fr, en
	return list
}

func (w *world) file(t *testing.T, e publish.Edition, format string) []byte {
	t.Helper()
	b, err := w.EditionFile(t.Context(), w.head(), e.Publication, e.Lang, format)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var digits = regexp.MustCompile(`13 villes`)

// TestWhatIsPublishedStays: a record that changes afterwards changes no byte of any file, and is told of.
func TestWhatIsPublishedStays(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := open(t, e, nil)
		made := w.publish(t, press.Request{})
		if len(made) != 2 || made[0].Lang != "fr" || made[0].Number != 1 || made[0].Year != 2024 {
			t.Fatalf("published %+v", made)
		}
		fr, err := made[0].Paper()
		if err != nil {
			t.Fatal(err)
		}
		if fr.Identity.Address != "https://ville.example/fr/editions/1" || len(fr.Drawn) < 50 || fr.Annex == nil || fr.Words.Edition != "Édition 1, publiée le 22\u00a0novembre 2026" {
			t.Errorf("the paper says %+v, draws on %d records, %q", fr.Identity, len(fr.Drawn), fr.Words.Edition)
		}
		page := w.file(t, made[0], "html")
		if !digits.Match(page) || !bytes.Contains(page, []byte(made[0].Checksum)) || bytes.Contains(page, []byte("<script")) {
			t.Error("the page lacks its number of cities or its checksum, or runs a script")
		}
		since := func() verify.Since {
			t.Helper()
			s, err := verify.Look(t.Context(), w.catalogs.For(i18n.FR), w.Public(), made[0], fr)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		if s := since(); s.Changed() != 0 || len(s.Figures) != 0 {
			t.Errorf("at once there are changes: %+v", s)
		}

		// A mission of 2024 is no longer public: one fewer, and fewer cities.
		var mission record.Ref
		for _, v := range fr.Drawn {
			if e, err := w.Get(t.Context(), w.head(), v.Record); err == nil && e.Record.Head().Kind == record.KindMission && e.Record.When().Year() == 2024 {
				mission = v.Record
			}
		}
		got, err := w.Get(t.Context(), w.head(), mission)
		if err != nil {
			t.Fatal(err)
		}
		got.Record.Head().Visibility = record.Private
		if _, err := w.Save(t.Context(), w.head(), got.Record, got.Version, ""); err != nil {
			t.Fatal(err)
		}
		s := since()
		if len(s.Gone) != 1 || !slices.ContainsFunc(s.Figures, func(f verify.FigureToday) bool { return f.Key == "missions" && f.Was == "8" && f.Now == "7" }) {
			t.Errorf("what became of it: %+v", s)
		}
		if again := w.file(t, made[0], "html"); !bytes.Equal(page, again) {
			t.Error("the file changed")
		}
		if said, err := w.Make(t.Context()); err != nil || said != "" {
			t.Errorf("there was something to make: %q, %v", said, err)
		}
		w.MustBeSound(t)

		// An erratum says what it corrects, and the first edition stays.
		second := w.publish(t, press.Request{Erratum: true, Corrects: []record.Text{{FR: "Sept missions, et non huit.", EN: "Seven missions, not eight."}}})
		if second[0].Number != 2 || second[0].Sort != publish.Erratum || !bytes.Contains(w.file(t, second[1], "html"), []byte("Seven missions, not eight.")) {
			t.Errorf("the erratum is %+v", second[0])
		}
		if again := w.file(t, made[0], "html"); !bytes.Equal(page, again) {
			t.Error("the first edition's file changed")
		}
		w.MustBeSound(t)
	})
}

// TestOneDigitIsNamed in every format that is made here, and what changes nothing is told from it.
func TestOneDigitIsNamed(t *testing.T) {
	t.Parallel()
	w := open(t, registrytest.Engines()[0], nil)
	made := w.publish(t, press.Request{})
	for _, e := range made {
		for _, format := range []string{verify.HTML, verify.JSON} {
			published := w.file(t, e, format)
			judge := func(file []byte) verify.Verdict {
				t.Helper()
				c, err := verify.Read(t.Context(), file, extract.Words)
				if err != nil {
					t.Fatal(err)
				}
				if c.Format != format || len(c.Sums) == 0 || c.Sums[0] != e.Checksum || len(c.Publications) == 0 || c.Publications[0] != e.Publication {
					t.Fatalf("%s %s claims %q, %q, %q", e.Lang, format, c.Format, c.Sums, c.Publications)
				}
				v, err := c.Against(t.Context(), e, published, extract.Words)
				if err != nil {
					t.Fatal(err)
				}
				return v
			}
			if v := judge(published); !v.Identical || !v.Same || !v.Holds {
				t.Errorf("%s %s as published: %+v", e.Lang, format, v)
			}
			if v := judge(append(slices.Clone(published), '\n', '\n')); v.Identical || !v.Same {
				t.Errorf("%s %s with empty lines: %+v", e.Lang, format, v)
			}
			word := map[string]string{"fr": "13 villes", "en": "13 cities"}[e.Lang]
			forged := bytes.Replace(published, []byte(word), []byte("18"+word[2:]), 1)
			if bytes.Equal(forged, published) {
				t.Fatalf("%s %s has no %q", e.Lang, format, word)
			}
			v := judge(forged)
			if v.Same || len(v.Differences) != 1 || !strings.Contains(v.Differences[0].Published, "13") || !strings.Contains(v.Differences[0].Found, "18") || v.Differences[0].Before == "" {
				t.Errorf("%s %s with 18 cities: %+v", e.Lang, format, v)
			}
		}
	}
	other := made[0]
	other.Snapshot = strings.Replace(other.Snapshot, "13 villes", "18 villes", 1)
	if other.Holds() {
		t.Error("a snapshot that was changed holds")
	}
}

// slow is a maker of PDF that is stopped in its work, as by a kill, the first time.
type slow struct {
	mu      sync.Mutex
	stop    context.CancelFunc
	begun   int
	warmed  int
	failing bool
}

func (s *slow) Warm(context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.warmed++
	return nil
}

func (s *slow) Write(ctx context.Context, p *publish.Paper, _ render.Links) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begun++
	if s.begun == 1 {
		s.stop()
		return nil, ctx.Err()
	}
	if s.failing {
		return nil, errors.New("the page is too long")
	}
	return []byte("%PDF-1.7 " + p.Lang), nil
}

// TestTheBackgroundGoesOnWhereItWasStopped: publishing waits for no PDF, a stop leaves nothing half, what failed is tried later.
func TestTheBackgroundGoesOnWhereItWasStopped(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		first, stop := context.WithCancel(t.Context())
		maker := &slow{stop: stop}
		woken := 0
		w := open(t, e, func(c *press.Config) {
			c.PDF, c.Wake = maker, func() { woken++ }
			c.DOCX = func(io.Writer, *publish.Paper, render.Links) error { panic("a writer that is broken") }
		})
		made := w.publish(t, press.Request{})
		if maker.begun != 0 || woken != 1 {
			t.Errorf("publishing made %d PDF and woke %d times", maker.begun, woken)
		}
		w.file(t, made[0], "html") // is there, though another writer is broken
		if _, err := w.Make(first); !errors.Is(err, context.Canceled) {
			t.Errorf("stopped in its work: %v", err)
		}
		if said, err := w.Make(t.Context()); err != nil || said != "made 2, missed 0" {
			t.Errorf("afterwards: %q, %v", said, err)
		}
		if got := string(w.file(t, made[0], "pdf")); got != "%PDF-1.7 fr" {
			t.Errorf("the file is %q", got)
		}
		list, err := w.Edition(t.Context(), w.head(), made[0].Publication)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list[0].Files {
			if f.Format == "docx" && (f.SHA256 != "" || f.Tries != 1 || !strings.Contains(f.Said, "a writer that is broken")) {
				t.Errorf("of the writer that is broken is noted %+v", f)
			}
		}
		w.MustBeSound(t)
	})
}

func TestADraftIsWhatWouldBePublished(t *testing.T) {
	t.Parallel()
	w := open(t, registrytest.Engines()[0], nil)
	p, version, err := w.Draft(t.Context(), w.head(), w.report, i18n.EN)
	if err != nil || version != 1 || p.Words.Edition != "Working version, not published" || p.Identity.Publication != "" || len(p.Sections) < 8 {
		t.Fatalf("version %d, %q, %d sections, %v", version, p.Words.Edition, len(p.Sections), err)
	}
	if _, _, err := w.Draft(t.Context(), access.Public(), w.report, i18n.EN); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("the public drafts it: %v", err)
	}
	if _, err := w.Press.Publish(t.Context(), w.head(), press.Request{Report: w.report, From: version}); !errors.Is(err, record.ErrInvalid) {
		t.Errorf("published without approval: %v", err)
	}
}
