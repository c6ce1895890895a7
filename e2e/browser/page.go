package browser

import (
	"context"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience bounds every single step, so that a page that never answers fails
// its test instead of holding up the run.
const patience = 30 * time.Second

// Viewport is the size of the window's inside in CSS pixels.
type Viewport struct{ W, H int64 }

// Options say how the page is read.
type Options struct {
	NoScript bool // as in a browser whose scripts are off
	Print    bool // with the styles for paper
	Dark     bool // by someone who asks for dark colours
}

// Page is one tab, with cookies and storage of its own.
type Page struct {
	ctx     context.Context //nolint:containedctx // chromedp keeps the tab in its context
	cancel  context.CancelFunc
	console *console
	options Options
	status  int64
}

// Open shows the page at url in a new tab, which closes when ctx ends, and waits
// until it has loaded.
func (b *Browser) Open(ctx context.Context, url string, size Viewport, options Options) (*Page, error) {
	tab, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	context.AfterFunc(ctx, cancel)
	p := &Page{ctx: tab, cancel: cancel, console: &console{}, options: options}
	// This opens the tab. It must not carry a time limit: the tab would close at
	// the end of it.
	if err := chromedp.Do(tab, prepare(size, options)); err != nil {
		cancel()
		return nil, fmt.Errorf("open a tab: %w", err)
	}
	go p.console.record(chromedp.Console(tab))
	if err := p.Goto(url); err != nil {
		cancel()
		return nil, err
	}
	return p, nil
}

func prepare(size Viewport, options Options) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := chromedp.EmulateViewport(size.W, size.H)(ctx, t); err != nil {
			return fmt.Errorf("set the viewport: %w", err)
		}
		if options.NoScript {
			if _, err := switchScripts(false)(ctx, t); err != nil {
				return err
			}
		}
		_, err := medium(options.Print, options.Dark)(ctx, t)
		return err
	})
}

func medium(paper, dark bool) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		params := emulation.SetEmulatedMediaParams{
			Media: "screen",
			Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: "light"},
				{Name: "prefers-reduced-motion", Value: "reduce"}, // so that what a test looks at stands still
			},
		}
		if paper {
			params.Media = "print"
		}
		if dark {
			params.Features[0].Value = "dark"
		}
		if _, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, params); err != nil {
			return fmt.Errorf("switch between screen and paper, light and dark: %w", err)
		}
		return nil
	})
}

func switchScripts(on bool) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		params := emulation.SetScriptExecutionDisabledParams{Value: !on}
		if _, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, params); err != nil {
			return fmt.Errorf("switch scripts on or off: %w", err)
		}
		return nil
	})
}

// Close closes the tab.
func (p *Page) Close() { p.cancel() }

// Goto shows another page in the same tab.
func (p *Page) Goto(url string) error {
	return p.load("open "+url, chromedp.Navigate(url))
}

// Status is the HTTP status of the page shown last.
func (p *Page) Status() int { return int(p.status) }

// URL is the address of the page shown, after redirects.
func (p *Page) URL() (string, error) {
	return run(p, "read the address", chromedp.Location())
}

// HTML is the page as it stands now.
func (p *Page) HTML() (string, error) {
	return run(p, "read the page", chromedp.OuterHTML(chromedp.CSS("html")))
}

// Text is the visible text of the first element that the CSS selector finds.
func (p *Page) Text(selector string) (string, error) {
	return run(p, "read "+selector, chromedp.Text(chromedp.CSS(selector)))
}

// Click clicks the first element that the CSS selector finds.
func (p *Page) Click(selector string) error {
	_, err := run(p, "click "+selector, chromedp.Click(chromedp.CSS(selector)))
	return err
}

// Follow clicks a link or button and waits for the page that it leads to.
func (p *Page) Follow(selector string) error {
	return p.load("follow "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// FollowLink clicks the first link of which this is the whole text, as it is
// read, and waits for the page that it leads to.
func (p *Page) FollowLink(text string) error {
	find := fmt.Sprintf(`[...document.querySelectorAll('a[href]')].find(a => a.innerText.replace(/\s+/g, ' ').trim() === %q)`, text)
	return p.load("follow the link "+text, chromedp.Click(chromedp.JSPath(find)))
}

// Back returns to the page shown before, as the browser's own button does.
func (p *Page) Back() error { return p.load("go back", chromedp.NavigateBack()) }

// Press types text, or presses one of the keys of package kb, where the focus is.
func (p *Page) Press(keys string) error {
	_, err := run(p, fmt.Sprintf("press %q", keys), chromedp.KeyEvent(keys))
	return err
}

// Tab moves the focus on, as a reader without a mouse does.
func (p *Page) Tab() error { return p.Press(kb.Tab) }

// ShiftTab moves the focus back.
func (p *Page) ShiftTab() error { return p.Chord(kb.ModifierShift, kb.Tab) }

// Chord presses a key while another, kb.ModifierAlt or such, is held.
func (p *Page) Chord(held kb.Modifier, key string) error {
	_, err := run(p, fmt.Sprintf("press %q with %v", key, held), chromedp.KeyEvent(key, chromedp.KeyModifiers(held)))
	return err
}

// Element is one element as a test wants to name it.
type Element struct {
	Tag, ID string
	Text    string // its visible text, or its label when it has none
}

// Focused is the element that has the keyboard; the body when none has.
func (p *Page) Focused() (Element, error) {
	return run(p, "find the focus", chromedp.Evaluate[Element](`(() => {
		const e = document.activeElement
		return { Tag: e.localName, ID: e.id, Text: (e.innerText || e.ariaLabel || '').trim() }
	})()`))
}

// Resize gives the window another size.
func (p *Page) Resize(size Viewport) error {
	_, err := run(p, "resize the window", chromedp.EmulateViewport(size.W, size.H))
	return err
}

// Media shows the page on screen or on paper, in light or in dark colours.
func (p *Page) Media(paper, dark bool) error {
	_, err := run(p, "change the medium", medium(paper, dark))
	return err
}

// Eval gives the value of a script's expression in the page.
func Eval[T any](p *Page, script string) (T, error) {
	return run(p, "ask the page", chromedp.Evaluate[T](script))
}

// ScrollWidthOverflow says whether the page is wider than its window, so that a
// reader would have to scroll sideways (WCAG 2.2, 1.4.10).
func (p *Page) ScrollWidthOverflow() (bool, error) {
	return run(p, "measure the page", chromedp.Evaluate[bool](
		`document.documentElement.scrollWidth > document.documentElement.clientWidth`))
}

// Screenshot is a PNG of the whole page, or of the part in the window.
func (p *Page) Screenshot(fullPage bool) ([]byte, error) {
	if fullPage {
		const losslessPNG = 100
		return run(p, "photograph the page", chromedp.FullScreenshot(losslessPNG))
	}
	return run(p, "photograph the window", chromedp.CaptureScreenshot())
}

// PDF is the page as it is printed, on letter paper.
func (p *Page) PDF() ([]byte, error) {
	return run(p, "print the page", func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		yes := true
		printed, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes})
		if err != nil {
			return nil, fmt.Errorf("print: %w", err)
		}
		return printed.Data, nil
	})
}

func (p *Page) load(what string, step chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	response, err := chromedp.RunResponse(ctx, step)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if response == nil { // a file, about:blank, a part of the same page
		return fmt.Errorf("%s: no answer over HTTP", what)
	}
	p.status = response.Status
	return nil
}

func run[T any](p *Page, what string, action chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	result, err := chromedp.Run(ctx, action)
	if err != nil {
		return result, fmt.Errorf("%s: %w", what, err)
	}
	return result, nil
}
