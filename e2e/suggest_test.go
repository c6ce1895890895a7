package e2e_test

import (
	"strings"
	"testing"
	"time"

	"entente/e2e/browser"
)

// box is a search box and its suggestions as a browser tells them to those who cannot see.
type box struct {
	Role, Expanded, Active, Said string
	Options                      []string
	Selected                     int
}

const readBox = `(() => {
	const i = document.activeElement, l = document.getElementById(i.getAttribute('aria-controls') || 'none')
	const shown = l && !l.hidden ? [...l.children] : []
	return {
		Role: i.getAttribute('role') || '', Expanded: i.getAttribute('aria-expanded') || '', Active: i.getAttribute('aria-activedescendant') || '',
		Said: l ? l.parentElement.querySelector('[role=status]').textContent : '', Options: shown.map(o => o.innerText.replace(/\s+/g, ' ')),
		Selected: shown.findIndex(o => o.getAttribute('aria-selected') === 'true' && o.id === i.getAttribute('aria-activedescendant')),
	}
})()`

// TestSuggestionsWhileTyping types in the box of a page with the keyboard alone, as the ARIA practices describe a combobox.
func TestSuggestionsWhileTyping(t *testing.T) {
	t.Parallel()
	const down, up, escape, enter = "\u0301", "\u0304", "\u001b", "\r"
	for _, c := range []struct {
		path, focus string
		size        browser.Viewport
	}{
		{"/fr/", "#search-box", desk}, {"/en/partners", "#search-box", phone}, {"/fr/recherche", "#q", desk}, {"/en/search", "#q", phone},
	} {
		t.Run(c.path, func(t *testing.T) {
			t.Parallel()
			p := open(t, c.path, c.size, browser.Options{})
			press := func(keys string) {
				t.Helper()
				if err := p.Press(keys); err != nil {
					t.Fatal(err)
				}
			}
			ask[bool](t, p, `(document.querySelector('`+c.focus+`').focus(), true)`)
			press("laus")
			b := waitFor(t, p, func(b box) bool { return b.Expanded == "true" })
			if b.Role != "combobox" || len(b.Options) < 3 || b.Selected >= 0 || b.Said != "8 suggestions" || !strings.Contains(strings.Join(b.Options, "\n"), "Lausanne") {
				t.Errorf("suggested %+v", b)
			}
			for _, dark := range []bool{false, true} {
				show(t, p, c.size, false, dark)
				accessible(t, p, dark)
			}
			if over, err := p.ScrollWidthOverflow(); err != nil || over {
				t.Errorf("the suggestions are wider than the window (%v)", err)
			}
			press(down)
			press(down)
			if b := ask[box](t, p, readBox); b.Selected != 1 {
				t.Errorf("after two steps down: %+v", b)
			}
			press(up)
			press(up)
			press(up)
			if b := ask[box](t, p, readBox); b.Selected != len(b.Options)-1 {
				t.Errorf("three steps up: %+v", b)
			}
			press(escape)
			if b := ask[box](t, p, readBox); b.Expanded != "false" || b.Active != "" || len(b.Options) > 0 {
				t.Errorf("after Escape: %+v", b)
			}
			if typed := ask[string](t, p, "document.activeElement.value"); typed != "laus" {
				t.Errorf("Escape left %q in the box", typed)
			}
			press("a")
			waitFor(t, p, func(b box) bool { return b.Expanded == "true" })
			press(down)
			press(enter)
			until(t, func() bool { return strings.Contains(ask[string](t, p, "document.title"), "Lausanne") })
		})
	}
}

// waitFor reads the box until it is as it should be.
func waitFor(t *testing.T, p *browser.Page, is func(box) bool) box {
	t.Helper()
	var b box
	until(t, func() bool {
		b = ask[box](t, p, readBox)
		return is(b)
	})
	return b
}

func until(t *testing.T, done func() bool) {
	t.Helper()
	const pause, patience = 20 * time.Millisecond, 15 * time.Second
	for deadline := time.Now().Add(patience); !done(); time.Sleep(pause) {
		if time.Now().After(deadline) {
			t.Fatal("it did not come about")
		}
	}
}
