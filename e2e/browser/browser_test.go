package browser_test

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"entente/e2e/browser"
)

const strictPolicy = "default-src 'self'"

// desk and phone are a desk's screen and the narrow phone of WCAG's reflow.
var (
	desk  = browser.Viewport{W: 1280, H: 800}
	phone = browser.Viewport{W: 390, H: 844}
)

// site serves small pages under a policy as strict as the product's.
func site(t *testing.T) string {
	t.Helper()
	pages := map[string]string{
		"/clean": document(`<h1>Ententes</h1><p>Deux villes.</p>`),
		"/faulty": document(`<h1>Ententes</h1><img src="/logo.png">
			<p><a href="/clean"></a></p>`),
		"/scripted": document(`<h1 id="title">Sans script</h1><script src="/script.js"></script>`),
		"/refused":  document(`<h1 id="title">Sans script</h1><script>document.getElementById('title').textContent = 'Script'</script>`),
		"/wide":     document(`<h1>Ententes</h1><p class="wide">Un très long tableau</p>`),
		"/paper":    document(`<h1>Ententes</h1><p class="screen">À l’écran</p><p class="paper">Sur papier</p>`),
		"/keyboard": document(`<h1>Ententes</h1><p><a id="first" href="/clean">Première</a> <button id="second" type="button" aria-label="Fermer"></button></p>
			<label for="name">Nom</label> <input id="name">`),
		"/noisy": document(`<h1>Ententes</h1><script src="/noisy.js"></script><img src="/missing.png" alt="Logo">`),
	}
	files := map[string]string{
		"/style.css": `@media (prefers-color-scheme: dark) { main { color: rgb(1, 2, 3) } }
			.wide { width: 900px } .paper { display: none }
			@media print { .paper { display: block } .screen { display: none } }`,
		"/script.js": `document.getElementById('title').textContent = 'Script'`,
		"/noisy.js":  `console.warn('attention', 3); throw new Error('tombé')`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", strictPolicy)
		switch {
		case pages[r.URL.Path] != "":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, pages[r.URL.Path])
		case strings.HasSuffix(r.URL.Path, ".css"):
			w.Header().Set("Content-Type", "text/css")
			fmt.Fprint(w, files[r.URL.Path])
		case files[r.URL.Path] != "":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, files[r.URL.Path])
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func document(body string) string {
	return `<!doctype html><html lang="fr-CA"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ententes</title><link rel="stylesheet" href="/style.css"><link rel="icon" href="/style.css"></head><body><main>` + body + `</main></body></html>`
}

func TestBrowser(t *testing.T) {
	t.Parallel()
	base := site(t) // before the browser, whose spare connections a closing server would wait for
	b := browser.New(t)

	open := func(t *testing.T, path string, size browser.Viewport, options browser.Options) *browser.Page {
		t.Helper()
		p, err := b.Open(t.Context(), base+path, size, options)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}

	t.Run("axe finds nothing on a clean page under a strict policy", func(t *testing.T) {
		t.Parallel()
		violations, err := open(t, "/clean", desk, browser.Options{}).Axe(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(violations) > 0 {
			t.Errorf("found %v", violations)
		}
	})

	t.Run("axe finds an image without alternative and a link without name", func(t *testing.T) {
		t.Parallel()
		for _, options := range []browser.Options{{}, {NoScript: true}, {Print: true}} {
			violations, err := open(t, "/faulty", phone, options).Axe(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var rules []string
			for _, v := range violations {
				rules = append(rules, v.ID)
			}
			slices.Sort(rules)
			if want := []string{"image-alt", "link-name"}; !slices.Equal(rules, want) {
				t.Errorf("%+v: broken rules %v, want %v", options, rules, want)
			}
		}
	})

	t.Run("a violation names its place", func(t *testing.T) {
		t.Parallel()
		violations, err := open(t, "/faulty", desk, browser.Options{}).Axe(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if said := fmt.Sprint(violations); !strings.Contains(said, `<img src="/logo.png">`) {
			t.Errorf("the image is not quoted in %s", said)
		}
	})

	t.Run("scripts run unless they are switched off", func(t *testing.T) {
		t.Parallel()
		for path, want := range map[string][2]string{
			"/scripted": {"Script", "Sans script"},
			"/refused":  {"Sans script", "Sans script"}, // the policy refuses scripts in the page
		} {
			for i, options := range []browser.Options{{}, {NoScript: true}} {
				got, err := open(t, path, desk, options).Text("h1")
				if err != nil {
					t.Fatal(err)
				}
				if got != want[i] {
					t.Errorf("%s %+v: title %q, want %q", path, options, got, want[i])
				}
			}
		}
	})

	t.Run("paper has its own styles", func(t *testing.T) {
		t.Parallel()
		for options, want := range map[browser.Options]string{{}: "À l’écran", {Print: true}: "Sur papier"} {
			got, err := open(t, "/paper", desk, options).Text("main")
			if err != nil {
				t.Fatal(err)
			}
			if got = strings.TrimSpace(strings.TrimPrefix(got, "Ententes")); got != want {
				t.Errorf("%+v: %q, want %q", options, got, want)
			}
		}
	})

	t.Run("colours and medium may change while the page stands", func(t *testing.T) {
		t.Parallel()
		p := open(t, "/paper", desk, browser.Options{Dark: true})
		for _, want := range []struct {
			paper, dark bool
			shown       string
		}{{true, true, "Sur papier rgb(1, 2, 3)"}, {false, false, "À l’écran rgb(0, 0, 0)"}, {false, true, "À l’écran rgb(1, 2, 3)"}} {
			if err := p.Media(want.paper, want.dark); err != nil {
				t.Fatal(err)
			}
			got, err := browser.Eval[string](p, `[...document.querySelectorAll('p')].filter(e => e.getClientRects().length).map(e => e.innerText).join('') + ' ' + getComputedStyle(document.querySelector('main')).color`)
			if err != nil {
				t.Fatal(err)
			}
			if got != want.shown {
				t.Errorf("paper %t, dark %t: %q, want %q", want.paper, want.dark, got, want.shown)
			}
		}
	})

	t.Run("a page too wide for a phone is told from one that fits", func(t *testing.T) {
		t.Parallel()
		for path, want := range map[string]bool{"/wide": true, "/clean": false} {
			got, err := open(t, path, phone, browser.Options{}).ScrollWidthOverflow()
			if err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Errorf("%s: overflow %t, want %t", path, got, want)
			}
		}
	})

	t.Run("the console keeps warnings, exceptions, missing files and refusals", func(t *testing.T) {
		t.Parallel()
		for path, want := range map[string][]string{
			"/noisy":   {"attention 3", "tombé", "/missing.png"},
			"/refused": {"Content Security Policy"},
			"/clean":   {},
		} {
			messages, err := open(t, path, desk, browser.Options{}).ConsoleMessages()
			if err != nil {
				t.Fatal(err)
			}
			if len(messages) != len(want) {
				t.Errorf("%s: %d messages, want %d: %v", path, len(messages), len(want), messages)
			}
			for _, text := range want {
				if !strings.Contains(fmt.Sprint(messages), text) {
					t.Errorf("%s: no message says %q: %v", path, text, messages)
				}
			}
		}
	})

	t.Run("the keyboard walks through links and controls", func(t *testing.T) {
		t.Parallel()
		p := open(t, "/keyboard", desk, browser.Options{})
		for _, want := range []browser.Element{
			{Tag: "a", ID: "first", Text: "Première"},
			{Tag: "button", ID: "second", Text: "Fermer"},
			{Tag: "input", ID: "name"},
		} {
			if err := p.Tab(); err != nil {
				t.Fatal(err)
			}
			wantFocus(t, p, want)
		}
		if err := p.Press("Québec"); err != nil {
			t.Fatal(err)
		}
		if err := p.ShiftTab(); err != nil {
			t.Fatal(err)
		}
		wantFocus(t, p, browser.Element{Tag: "button", ID: "second", Text: "Fermer"})
		if err := p.Click("#name"); err != nil {
			t.Fatal(err)
		}
		wantFocus(t, p, browser.Element{Tag: "input", ID: "name"})
	})

	t.Run("a link leads to its page", func(t *testing.T) {
		t.Parallel()
		p := open(t, "/keyboard", desk, browser.Options{})
		if err := p.Follow("#first"); err != nil {
			t.Fatal(err)
		}
		if got, err := p.URL(); err != nil || got != base+"/clean" || p.Status() != http.StatusOK {
			t.Errorf("at %s with status %d (%v), want %s/clean with 200", got, p.Status(), err, base)
		}
		if err := p.Back(); err != nil {
			t.Fatal(err)
		}
		if err := p.FollowLink("Première"); err != nil {
			t.Fatal(err)
		}
		if got, err := p.URL(); err != nil || got != base+"/clean" {
			t.Errorf("back and on again: at %s (%v)", got, err)
		}
		if err := p.Goto(base + "/nowhere"); err != nil || p.Status() != http.StatusNotFound {
			t.Errorf("status %d (%v), want 404", p.Status(), err)
		}
	})

	t.Run("pictures have the size of the window and of the page", func(t *testing.T) {
		t.Parallel()
		p := open(t, "/wide", phone, browser.Options{})
		for fullPage, wantWidth := range map[bool]int{false: 390, true: 8 + 900} { // the body's margin and the paragraph
			picture, err := p.Screenshot(fullPage)
			if err != nil {
				t.Fatal(err)
			}
			size, err := png.DecodeConfig(bytes.NewReader(picture))
			if err != nil {
				t.Fatal(err)
			}
			if size.Width != wantWidth {
				t.Errorf("full page %t: %d px wide, want %d", fullPage, size.Width, wantWidth)
			}
		}
	})

	t.Run("the page is what scripts made of it", func(t *testing.T) {
		t.Parallel()
		html, err := open(t, "/scripted", desk, browser.Options{}).HTML()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(html, `<h1 id="title">Script</h1>`) {
			t.Errorf("got %s", html)
		}
	})

	t.Run("a tab closes with its context", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		p, err := b.Open(ctx, base+"/clean", desk, browser.Options{})
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		if _, err := p.Axe(ctx); err == nil {
			t.Error("the tab still answers")
		}
	})
}

func wantFocus(t *testing.T, p *browser.Page, want browser.Element) {
	t.Helper()
	got, err := p.Focused()
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("the focus is on %+v, want %+v", got, want)
	}
}

func TestWithoutChromiumTheErrorSaysWhatToDo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := browser.Start()
	const want = "no Chromium on this machine: run make test once: it installs Chromium"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
