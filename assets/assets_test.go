package assets

import (
	"errors"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func TestPlaceholderAloneIsNotBuilt(t *testing.T) {
	t.Parallel()
	_, err := load(fstest.MapFS{".keep": {}})
	if !errors.Is(err, ErrNotBuilt) {
		t.Errorf("load of a placeholder: %v, want ErrNotBuilt", err)
	}
}

func TestEveryNameCarriesAHashAndExists(t *testing.T) {
	t.Parallel()
	a, err := Load()
	if err != nil {
		t.Fatalf("%v (run make assets)", err)
	}
	hashed := regexp.MustCompile(`-[0-9A-Za-z]{8,}\.(css|svg|woff2)$`)
	for _, logical := range []string{
		"portal.css", "icons.svg", "inter-latin-wght-normal.woff2", "inter-latin-ext-wght-normal.woff2",
		"source-serif-4-latin-wght-normal.woff2", "source-serif-4-latin-ext-wght-normal.woff2",
	} {
		name := a.Path(logical)
		if !hashed.MatchString(name) {
			t.Errorf("Path(%q) = %q: no hash", logical, name)
		}
		if _, err := fs.Stat(a.FS, name); err != nil {
			t.Errorf("Path(%q): %v", logical, err)
		}
	}
	if got := a.Path("unknown.js"); got != "unknown.js" {
		t.Errorf("Path of an unknown file = %q", got)
	}
}

// The site's Content-Security-Policy lets nothing come from elsewhere, nor from data: addresses.
func TestStyleSheetRefersToBuiltFontsOnly(t *testing.T) {
	t.Parallel()
	a, err := Load()
	if err != nil {
		t.Fatalf("%v (run make assets)", err)
	}
	css, err := fs.ReadFile(a.FS, a.Path("portal.css"))
	if err != nil {
		t.Fatal(err)
	}
	urls := regexp.MustCompile(`url\(["']?([^"')]+)`).FindAllStringSubmatch(string(css), -1)
	if len(urls) < 4 {
		t.Fatalf("%d url() in the style sheet, want the four fonts at least", len(urls))
	}
	for _, u := range urls {
		if _, err := fs.Stat(a.FS, strings.TrimPrefix(u[1], "./")); err != nil {
			t.Errorf("url(%s): %v", u[1], err)
		}
	}
}
