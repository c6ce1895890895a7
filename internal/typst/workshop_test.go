package typst_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/internal/typst"
	"entente/internal/typst/typsttest"
)

func TestMain(m *testing.M) { os.Exit(typsttest.Main(m)) }

const (
	greeting = `#set document(title: "Essai", date: none)
= Bonjour #json("/data.json").name`
	endless = `#for i in range(100000) { for j in range(1000) { let a = str(i * j) } }`
)

func job(name string) typst.Job {
	return typst.Job{Source: greeting, Files: map[string][]byte{"/data.json": []byte(`{"name":"` + name + `"}`)}}
}

func set(t *testing.T, w *typst.Workshop, j typst.Job) []byte {
	t.Helper()
	pdf, err := w.Set(t.Context(), j)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF-1.7")) {
		t.Fatalf("not a PDF: %.20q", pdf)
	}
	return pdf
}

func TestTheSameDocumentIsTheSameBytes(t *testing.T) {
	t.Parallel()
	w := typsttest.Workshop(t)
	first := set(t, w, job("Québec"))
	if other := set(t, w, job("Bordeaux")); bytes.Equal(first, other) {
		t.Error("a file of the document before was used")
	}
	if !bytes.Equal(first, set(t, w, job("Québec"))) {
		t.Error("two bytes for one document in one child")
	}
	if !bytes.Equal(first, set(t, typsttest.Workshop(t), job("Québec"))) {
		t.Error("two bytes for one document in two children")
	}
}

func TestAFaultSaysWhereAndHarmsNobody(t *testing.T) {
	t.Parallel()
	w := typsttest.Workshop(t)
	for source, want := range map[string]string{
		"\n#nothing":   "/main.typ:2:2: error: unknown variable: nothing",
		`#panic("no")`: "panicked with",
	} {
		_, err := w.Set(t.Context(), typst.Job{Source: source})
		var fault *typst.Fault
		if !errors.As(err, &fault) || !strings.Contains(fault.What, want) {
			t.Errorf("%q: %v, want %q", source, err, want)
		}
	}
	set(t, w, job("Québec"))
	// There is no disk and no network: the typesetter fails for want of them, and another takes its place.
	for _, source := range []string{`#import "@preview/a:1.0.0"`, `#read("/etc/passwd")`} {
		if _, err := w.Set(t.Context(), typst.Job{Source: source}); !errors.Is(err, typst.ErrEnded) || strings.Contains(err.Error(), "stack trace") {
			t.Errorf("%s: %v", source, err)
		}
		set(t, w, job("Québec"))
	}
}

func TestWhatTakesTooLongIsEnded(t *testing.T) {
	t.Parallel()
	w := typsttest.Workshop(t, func(c *typst.Config) { c.Time = 3 * time.Second })
	_, err := w.Set(t.Context(), typst.Job{Source: endless})
	if !errors.Is(err, typst.ErrTooLong) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Set(ctx, job("a")); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits any more, and yet: %v", err)
	}
}

// TestOneIsKilledMidway ends a child from outside, first while it rests and then while it works.
func TestOneIsKilledMidway(t *testing.T) {
	t.Parallel()
	w := typsttest.Workshop(t)
	set(t, w, job("Québec"))
	kill := func(pid int) {
		p, err := os.FindProcess(pid)
		if err == nil {
			err = p.Kill()
		}
		if err != nil {
			t.Error(err)
		}
	}
	kill(w.Resting())
	time.Sleep(100 * time.Millisecond)
	set(t, w, job("Québec")) // nobody notices

	pid := w.Resting()
	failed := make(chan error)
	go func() {
		_, err := w.Set(t.Context(), typst.Job{Source: endless})
		failed <- err
	}()
	time.Sleep(300 * time.Millisecond)
	kill(pid)
	if err := <-failed; !errors.Is(err, typst.ErrEnded) || !strings.Contains(err.Error(), "signal: killed") {
		t.Errorf("got %v", err)
	}
	set(t, w, job("Québec"))
}

func TestTheQueueHasAnEnd(t *testing.T) {
	t.Parallel()
	w := typsttest.Workshop(t, func(c *typst.Config) { c.Queue = 1 })
	var all sync.WaitGroup
	results := make(chan error, 6)
	for range 6 {
		all.Go(func() {
			_, err := w.Set(t.Context(), job("Québec"))
			results <- err
		})
	}
	all.Wait()
	close(results)
	set, busy := 0, 0
	for err := range results {
		switch {
		case err == nil:
			set++
		case errors.Is(err, typst.ErrBusy):
			busy++
		default:
			t.Error(err)
		}
	}
	if set < 2 || set+busy != 6 {
		t.Errorf("%d were set and %d refused, of 6 with room for 2", set, busy)
	}
}

func TestAChildThatRestsEnds(t *testing.T) {
	t.Parallel()
	w := typsttest.Workshop(t, func(c *typst.Config) { c.Idle = 50 * time.Millisecond })
	set(t, w, job("Québec"))
	for range 100 {
		if w.Resting() == 0 {
			set(t, w, job("Québec"))
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("it rests for ever")
}

// TestTheFirstUsePreparesItself stands in for the half minute that making machine code takes with a child that does not
// answer before it is told to.
func TestTheFirstUsePreparesItself(t *testing.T) {
	t.Parallel()
	c := typst.Config{Command: []string{"sleep", "600"}, Cache: t.TempDir()}
	w := typst.NewWorkshop(c)
	if s := w.State(); s.Phase != typst.Cold {
		t.Errorf("before anything: %+v", s)
	}
	if _, err := w.Set(t.Context(), job("a")); !errors.Is(err, typst.ErrNotReady) {
		t.Errorf("got %v", err)
	}
	if s := w.State(); s.Phase != typst.Preparing || s.Share <= 0 || s.Share >= 1 {
		t.Errorf("while it is prepared: %+v", s)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := w.Prepare(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting has no end: %v", err)
	}
	w.Close()
}

func TestWhatCannotBePreparedSaysWhy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config typst.Config
		want   string
	}{
		"no such program": {typst.Config{Command: []string{"/nowhere/entente"}, Cache: t.TempDir()}, "start the typesetter"},
		"ends at once":    {typst.Config{Command: []string{"true"}, Cache: t.TempDir()}, "ended"},
		"too slow":        {typst.Config{Command: []string{"sleep", "600"}, Cache: t.TempDir(), Prepare: 100 * time.Millisecond}, "deadline"},
		"no folder":       {typst.Config{Command: []string{"true"}}, "needs a folder"},
	} {
		w := typst.NewWorkshop(c.config)
		err := w.Prepare(t.Context())
		if s := w.State(); err == nil || !strings.Contains(err.Error(), c.want) || s.Phase != typst.Failed || s.Err == nil {
			t.Errorf("%s: %v, %+v", name, err, s)
		}
		w.Close()
	}
}

func TestAFolderThatOthersWriteToIsRefused(t *testing.T) {
	t.Parallel()
	cache := t.TempDir()
	w := typst.NewWorkshop(typst.Config{Command: []string{"true"}, Cache: cache})
	_ = w.Prepare(t.Context())
	made, err := os.ReadDir(cache)
	if err != nil || len(made) != 1 {
		t.Fatal(made, err)
	}
	if err := os.Chmod(cache+"/"+made[0].Name(), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := w.Prepare(t.Context()); err == nil || !strings.Contains(err.Error(), "chmod") {
		t.Errorf("got %v", err)
	}
}
