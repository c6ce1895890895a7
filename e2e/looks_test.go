package e2e_test

import (
	"bytes"
	"cmp"
	"image/png"
	"net/http"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"entente/e2e/browser"
)

// TestPagesInTheBrowser shows pages of every route as readers see them: on a desk's screen and on a phone, in light and in
// dark, with and without scripts, on paper, with the keyboard, and to axe.
func TestPagesInTheBrowser(t *testing.T) {
	t.Parallel()
	paths := apart()
	for _, p := range representatives(must(t, common.crawl), routeOf()) {
		if !p.file { // which a browser keeps, and shows nothing of
			paths = append(paths, p.path)
		}
	}
	desks := make(chan *reader, runtime.GOMAXPROCS(0))
	for range cap(desks) {
		desks <- &reader{Page: open(t, "/fr/", desk, browser.Options{}), plain: open(t, "/fr/", desk, browser.Options{NoScript: true})}
	}
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			r := <-desks
			defer func() { desks <- r }()
			show(t, r.Page, desk, false, false)
			for _, tab := range []*browser.Page{r.Page, r.plain} {
				if err := tab.Goto(must(t, common.site).base + path); err != nil {
					t.Fatal(err)
				}
			}
			want := http.StatusOK
			if routeOf()(path) == "not-found" {
				want = http.StatusNotFound
			}
			if r.Status() != want {
				t.Fatalf("status %d, want %d", r.Status(), want)
			}
			sameWithoutScripts(t, r)
			reachedByKeyboard(t, r.Page)
			unfold(t, r.Page)
			for _, dark := range []bool{false, true} {
				show(t, r.Page, desk, false, dark)
				accessible(t, r.Page, dark)
			}
			fitsPhone(t, r.Page)
			fitsPaper(t, r.Page)
			silent(t, r)
		})
	}
}

// reader looks at one page after the other in the same two tabs, since opening a tab takes longer than a page.
type reader struct {
	*browser.Page

	plain *browser.Page // without scripts
	told  int           // how much the console had said before this page
}

// representatives picks the richest page of every route, then further ones until every element and class of the site was
// seen in each language: a new page or part is examined without anybody naming it here.
func representatives(c *crawl, route func(path string) string) []*page {
	pages := c.html()
	slices.SortStableFunc(pages, func(a, b *page) int { return cmp.Compare(len(parts(b)), len(parts(a))) })
	var out []*page
	seen := map[string]bool{}
	take := func(p *page) {
		out = append(out, p)
		for part := range parts(p) {
			seen[p.path[:len("/fr/")]+part] = true
		}
	}
	reached := map[string]bool{}
	for _, p := range pages {
		if name := route(p.path); !reached[name] {
			reached[name] = true
			take(p)
		}
	}
	for _, p := range pages {
		for part := range parts(p) {
			if !seen[p.path[:len("/fr/")]+part] {
				take(p)
				break
			}
		}
	}
	slices.SortFunc(out, func(a, b *page) int { return strings.Compare(a.path, b.path) })
	return out
}

// parts are the elements and classes of a page.
func parts(p *page) map[string]bool {
	out := map[string]bool{}
	for e := range elements(p.doc, "") {
		out[e.Data] = true
		for _, class := range classes(e) {
			out[e.Data+"."+class] = true
		}
	}
	return out
}

// requestNumber is told on pages of errors, and is another for each request.
var requestNumber = regexp.MustCompile(`\b[A-Z2-7]{12}\b`)

func sameWithoutScripts(t *testing.T, r *reader) {
	t.Helper()
	var texts [2]string
	for i, page := range []*browser.Page{r.Page, r.plain} {
		// An empty status line that scripts will speak through is no text.
		texts[i] = strings.Join(strings.Fields(requestNumber.ReplaceAllString(ask[string](t, page, "document.body.innerText"), "")), " ")
	}
	if texts[0] != texts[1] || len(texts[0]) < 100 {
		t.Errorf("without scripts it reads\n%s\nwith them\n%s", texts[1], texts[0])
	}
}

// focus is what has the keyboard and how one sees it.
type focus struct {
	What, Href, ID string
	Seen           bool    // it lies in the window
	Ring           float64 // width of the line around it
}

const findFocus = `(() => {
	const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e)
	return {
		What: e.outerHTML.slice(0, 120), Href: e.getAttribute('href') || '', ID: e.id,
		Seen: box.width > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
		Ring: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
	}
})()`

// reachedByKeyboard presses Tab as a reader without a mouse does: first comes the link to the content, which leads there;
// everything after shows that it has the focus (WCAG 2.2, 2.4.1 and 2.4.7).
func reachedByKeyboard(t *testing.T, p *browser.Page) {
	t.Helper()
	const stops = 12
	tab := func() focus {
		if err := p.Tab(); err != nil {
			t.Fatal(err)
		}
		return ask[focus](t, p, findFocus)
	}
	if first := tab(); first.Href != "#main" || !first.Seen || first.Ring < 2 {
		t.Errorf("Tab leads first to %+v", first)
	}
	if err := p.Press("\r"); err != nil {
		t.Fatal(err)
	}
	if at := ask[focus](t, p, findFocus); at.ID != "main" {
		t.Errorf("the link to the content leads to %+v", at)
	}
	for range stops {
		at := tab()
		if strings.HasPrefix(at.What, "<body") {
			break // the page is at its end
		}
		if !at.Seen || at.Ring < 2 {
			t.Errorf("the focus is not seen on %+v", at)
		}
	}
}

func accessible(t *testing.T, p *browser.Page, dark bool) {
	t.Helper()
	violations, err := p.Axe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range violations {
		t.Errorf("dark %t: %s", dark, v)
	}
}

func fitsPhone(t *testing.T, p *browser.Page) {
	t.Helper()
	show(t, p, phone, false, false)
	over, err := p.ScrollWidthOverflow()
	if err != nil {
		t.Fatal(err)
	}
	if over {
		const widest = `[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth).slice(0, 3).map(e => e.outerHTML.slice(0, 150)).join('\n')`
		t.Errorf("on a phone it must be scrolled sideways:\n%s", ask[string](t, p, widest))
	}
}

// paper is what a page shows when it is printed.
type paper struct {
	Ways  []string // ways to other pages, of no use on paper
	Faint []string // links too faint to read on white
}

// readPaper computes contrasts as WCAG 2.2 does.
const readPaper = `(() => {
	const box = e => e.getBoundingClientRect()
	const shown = e => e.checkVisibility() && box(e).width * box(e).height > 0
	const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
	const onWhite = e => {
		const [r, g, b] = getComputedStyle(e).color.match(/[\d.]+/g).map(Number)
		return 1.05 / (0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05)
	}
	return {
		Ways: [...document.querySelectorAll('nav, form, .skip, .button')].filter(shown).map(e => e.outerHTML.slice(0, 120)),
		Faint: [...document.querySelectorAll('a')].filter(e => shown(e) && !e.closest('svg') && onWhite(e) < 4.5).map(e => e.outerHTML.slice(0, 120)),
	}
})()`

func fitsPaper(t *testing.T, p *browser.Page) {
	t.Helper()
	for _, dark := range []bool{false, true} {
		show(t, p, desk, true, dark)
		on := ask[paper](t, p, readPaper)
		if len(on.Ways) > 0 || len(on.Faint) > 0 {
			t.Errorf("on paper (dark screen: %t) there are\n%s\nand too faint\n%s", dark, strings.Join(on.Ways, "\n"), strings.Join(on.Faint, "\n"))
		}
	}
	picture, err := p.Screenshot(true)
	if err != nil {
		t.Fatal(err)
	}
	image, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	dark, light := 0, 0
	for y := image.Bounds().Min.Y; y < image.Bounds().Max.Y; y += 3 {
		for x := image.Bounds().Min.X; x < image.Bounds().Max.X; x++ {
			switch r, _, _, _ := image.At(x, y).RGBA(); {
			case r > 0xf000:
				light++
			case r < 0x8000:
				dark++
			}
		}
	}
	if dark < 500 || light < 20*dark/10 {
		t.Errorf("on paper there are %d dark points and %d white ones", dark, light)
	}
}

func silent(t *testing.T, r *reader) {
	t.Helper()
	messages, err := r.ConsoleMessages()
	if err != nil {
		t.Fatal(err)
	}
	news := messages[r.told:]
	r.told = len(messages)
	for _, m := range news {
		if r.Status() != http.StatusNotFound || !strings.Contains(m.Text, "404") { // the browser says so itself
			t.Errorf("the console says %s", m)
		}
	}
}

// unfold opens whatever a reader may open.
func unfold(t *testing.T, p *browser.Page) {
	t.Helper()
	ask[int](t, p, `(() => { const all = document.querySelectorAll('details'); all.forEach(d => d.open = true); return all.length })()`)
}

func show(t *testing.T, p *browser.Page, size browser.Viewport, paper, dark bool) {
	t.Helper()
	if err := p.Resize(size); err != nil {
		t.Fatal(err)
	}
	if err := p.Media(paper, dark); err != nil {
		t.Fatal(err)
	}
}

func ask[T any](t *testing.T, p *browser.Page, script string) T {
	t.Helper()
	v, err := browser.Eval[T](p, script)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
