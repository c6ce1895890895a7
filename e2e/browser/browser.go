// Package browser lets the tests of the whole program see its pages as a reader
// does: in a real Chromium, at a given width, with or without scripts, on screen
// or on paper, with the keyboard, and under the eyes of axe.
//
// It knows nothing of Entente: it takes addresses and selectors. Only tests
// import it.
package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// ErrNoChromium says that the machine has no browser that tests can use.
var ErrNoChromium = errors.New("no Chromium on this machine: run make test once: it installs Chromium")

// Browser is one running Chromium with a profile of its own.
type Browser struct {
	ctx     context.Context //nolint:containedctx // chromedp keeps the running browser in its context
	cancel  context.CancelFunc
	profile string
}

// New starts a browser for one test and closes it after it. It fails the test
// when there is none to be had.
func New(t testing.TB) *Browser {
	t.Helper()
	b, err := Start()
	if err != nil {
		t.Fatalf("start the browser for the tests: %v", err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// Start starts a browser. The caller closes it; it ends with this process in any
// case.
func Start() (*Browser, error) {
	program, err := executable()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "entente-chromium-")
	if err != nil {
		return nil, fmt.Errorf("make the browser's profile: %w", err)
	}
	// Not a test's context: the browser lives until Close.
	ctx, cancelAllocator := chromedp.NewExecAllocator(context.Background(), flags(program, profile)...)
	ctx, cancelBrowser := chromedp.NewContext(ctx)
	b := &Browser{ctx: ctx, profile: profile, cancel: func() { cancelBrowser(); cancelAllocator() }}
	if err := chromedp.Do(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("start %s: %w", program, err), b.Close())
	}
	return b, nil
}

// Close ends the browser and removes its profile.
func (b *Browser) Close() error {
	b.cancel()
	return removeProfile(b.profile)
}

// removeProfile tries for a while: the browser's helper processes still write
// for a moment after it has ended.
func removeProfile(dir string) error {
	const attempts, pause = 50, 100 * time.Millisecond
	var err error
	for range attempts {
		if err = os.RemoveAll(dir); err == nil {
			return nil
		}
		time.Sleep(pause)
	}
	return fmt.Errorf("remove the browser's profile: %w", err)
}

func executable() (string, error) {
	// The same names as scripts/test-deps looks for.
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNoChromium
}

// flags keep the browser quiet and away from the network, so that a page looks
// the same on every machine and nothing but the page is measured.
func flags(program, profile string) []chromedp.ExecAllocatorOption {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.UserDataDir(profile),
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		// A page left is loaded anew on the way back: one kept whole gives the tests
		// no answer over HTTP to wait for.
		chromedp.Flag("disable-features", "Translate,BackForwardCache"),
		chromedp.Flag("lang", "fr-CA"),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium refuses to run as root inside its sandbox
	}
	return options
}
