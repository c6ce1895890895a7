package e2e_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"entente/e2e/browser"
	"entente/internal/access"
)

// listPages are the pages of lists as people meet them: the table with its filters unfolded, a month, a map, a bulk edit.
func listPages(lang string) []string {
	at := "/" + lang + "/app/"
	return []string{
		at, at + "records/mission?f.status=done&n.city=Lausanne&op.themes=has", at + "records/visit", at + "records/organisation?cols=place,org_type,about",
		at + "records/term?withdrawn=only", at + "calendar?month=2024-05", at + "map", at + "records/agreement/calendar?month=2024-03",
	}
}

// TestListsAreAccessible looks at lists with everything unfolded, in both languages and themes, wide and narrow.
func TestListsAreAccessible(t *testing.T) {
	t.Parallel()
	site := must(t, common.staff)
	for _, size := range []browser.Viewport{desk, phone} {
		p := signedIn(t, site, access.Officer, "/fr/app/", size, browser.Options{})
		for _, lang := range []string{"fr", "en"} {
			for _, path := range listPages(lang) {
				if err := p.Goto(site.base + path); err != nil {
					t.Fatal(err)
				}
				if p.Status() != http.StatusOK {
					t.Errorf("%s: %d", path, p.Status())
				}
				if _, err := browser.Eval[int](p, `document.querySelectorAll('main details').forEach((d) => { d.open = true }), 0`); err != nil {
					t.Fatal(err)
				}
				for _, dark := range []bool{false, true} {
					if err := p.Media(false, dark); err != nil {
						t.Fatal(err)
					}
					violations, err := p.Axe(t.Context())
					if err != nil {
						t.Fatal(err)
					}
					for _, v := range violations {
						t.Errorf("%s, %d px, dark %t: %s", path, size.W, dark, v)
					}
				}
				if over, err := p.ScrollWidthOverflow(); err != nil || over {
					t.Errorf("%s is wider than %d px (%v)", path, size.W, err)
				}
			}
		}
	}
}

// TestFortyRecordsAreEditedAtOnceAndBack follows an officer through a bulk edit, with the keyboard's forms alone.
func TestFortyRecordsAreEditedAtOnceAndBack(t *testing.T) {
	onEachEngineAlone(t, fortyRecordsAreEdited)
}

func fortyRecordsAreEdited(t *testing.T, site *server) {
	t.Helper()
	for _, scripts := range []bool{true, false} {
		p := signedIn(t, site, access.Officer, "/fr/app/records/organisation?size=100", desk, browser.Options{NoScript: !scripts})
		heading := func(path string) string {
			t.Helper()
			if err := p.Goto(site.base + path); err != nil {
				t.Fatal(err)
			}
			text, err := p.Text("h1")
			if err != nil {
				t.Fatal(err)
			}
			return strings.Join(strings.Fields(text), " ")
		}
		const marked = "/fr/app/records/organisation?f.presence=project"
		before := heading(marked)
		if err := p.Goto(site.base + "/fr/app/records/organisation?size=100"); err != nil {
			t.Fatal(err)
		}
		if n, err := browser.Eval[int](p, `[...document.querySelectorAll('input[name=id]')].slice(0, 40).map((b) => b.click()).length`); err != nil || n != 40 {
			t.Fatalf("%d organisations to choose: %v", n, err)
		}
		press(t, p, ".list-bulk button:not([name])")
		choose(t, p, "#bulk-field", "presence")
		press(t, p, "form.panel button[type=submit]")
		choose(t, p, "#bulk-value", "project")
		press(t, p, "form[action$=preview] .button-main")
		if lead, err := p.Text(".lead"); err != nil || !strings.Contains(lead, "fiches changeront") {
			t.Errorf("the page before says %q (%v)", lead, err)
		}
		press(t, p, "form[action$=apply] .button-main")
		if said, err := p.Text(".flash p"); err != nil || !strings.Contains(said, "fiches sont modifiées") {
			t.Errorf("afterwards it says %q (%v)", said, err)
		}
		press(t, p, ".flash form button")
		if after := heading(marked); after != before {
			t.Errorf("after the undo there are %q, before there were %q", after, before)
		}
		p.Close()
	}
}

func press(t *testing.T, p *browser.Page, selector string) {
	t.Helper()
	if err := p.Follow(selector); err != nil {
		t.Fatal(err)
	}
}

// choose takes an entry of a list of choices, as typing its beginning does.
func choose(t *testing.T, p *browser.Page, selector, value string) {
	t.Helper()
	script := fmt.Sprintf(`document.querySelector(%q).value = %q`, selector, value)
	if got, err := browser.Eval[string](p, script); err != nil || got != value {
		t.Fatalf("choose %s of %s: %q, %v", value, selector, got, err)
	}
}
