package typst_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"entente/internal/typst"
	"entente/internal/typst/typsttest"
)

func TestMain(m *testing.M) { os.Exit(typsttest.Main(m)) }

const (
	greeting = `#set document(title: "Essai", date: none)
= Bonjour #json("/data.json").name`
	endless = `#let n = 0
#while true { n += 1; if n > 1000000000 { break } }
#let f(n) = if n < 2 { 1 } else { f(n - 1) + f(n - 2) }
#f(60)`
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
		"\n#nothing":               "/main.typ:2:2: error: unknown variable: nothing",
		`#read("/etc/passwd")`:     "/main.typ:1:6: error: file not found",
		`#import "@preview/a:1.0.0"`: "error",
	} {
		_, err := w.Set(t.Context(), typst.Job{Source: source})
		var fault *typst.Fault
		if !errors.As(err, &fault) || !strings.Contains(fault.What, want) {
			t.Errorf("%q: %v, want %q", source, err, want)
		}
	}
	set(t, w, job("Québec"))
}

func TestWhatTakesTooLongIsEnded(t *testing.T) {
	t.Parallel()
	w := typsttest.Workshop(t, func(c *typst.Config) { c.Time = 3 * time.Second })
	_, err := w.Set(t.Context(), typst.Job{Source: endless})
	var fault *typst.Fault
	if !errors.Is(err, typst.ErrTooLong) && !errors.As(err, &fault) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Set(ctx, job("a")); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits any more, and yet: %v", err)
	}
}
