package i18n

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// dynamicPrefixes begin the keys that are completed from a code at run time. Whoever adds one owes a test, in the package
// that builds the keys, that each of its codes has a message.
func dynamicPrefixes() []string {
	return []string{
		"page.duplicate.", "kind.", "field.", "vocabulary.", "figure.", "problem.", "cli.", "sheet.", "paper.sort.", "papers.hint.", "papers.format.", "papers.lang.",
		"compose.nouns.", "account.theme.", "admin.event.", "admin.role.", "ops.job.", "ops.ailment.", "ops.backup.",
		"search.words.",
		"editor.text.", "editor.sorts.", "editor.sort.", "editor.part.", "editor.level.", "reports.",
		"form.create.", "form.group.", "form.add.", "form.one.", "form.hint.", "form.why.", "form.sub.", "form.lang.",
		"lists.create.", "lists.op.", "lists.period.", "lists.flag.", "lists.withdrawn.", "lists.field.", "lists.weekday.", "lists.bulk.",
	}
}

var (
	call    = regexp.MustCompile(`\b(?:T|Spans)\(\s*(?:[A-Za-z_][\w.()]*,\s*)?"([^"\s]*)"(\s*\+)?`)
	literal = regexp.MustCompile(`"([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)"`)
	comment = regexp.MustCompile(`(?m)^\s*//.*$`)
)

// usage is what sources say about keys.
type usage struct {
	asked    []string // given to T or Spans
	prefixes []string // given to T or Spans with something added
	named    []string // written anywhere, as in a table of headings
}

func (u *usage) read(source string) {
	source = comment.ReplaceAllString(source, "")
	for _, m := range call.FindAllStringSubmatch(source, -1) {
		if m[2] == "" {
			u.asked = append(u.asked, m[1])
		} else {
			u.prefixes = append(u.prefixes, m[1])
		}
	}
	for _, m := range literal.FindAllStringSubmatch(source, -1) {
		u.named = append(u.named, m[1])
	}
}

func TestUsageIsReadFromSources(t *testing.T) {
	t.Parallel()
	var u usage
	u.read(`
		// p.T("in.comment")
		x := p.T("visit.count", "n", 2) + printer(ctx).Spans("report.title")
		<h1>{ i18n.T(ctx, "page.title") }</h1>
		p.T("kind." + k)
		rows := []string{"row.first"}
		t.Errorf("not. a key")`)
	if want := []string{"visit.count", "report.title", "page.title"}; !slices.Equal(u.asked, want) {
		t.Errorf("asked: got %q, want %q", u.asked, want)
	}
	if want := []string{"kind."}; !slices.Equal(u.prefixes, want) {
		t.Errorf("prefixes: got %q, want %q", u.prefixes, want)
	}
	if want := []string{"visit.count", "report.title", "page.title", "row.first"}; !slices.Equal(u.named, want) {
		t.Errorf("named: got %q, want %q", u.named, want)
	}
}

func TestKeysAndSourcesAgree(t *testing.T) {
	t.Parallel()
	u := readSources(t, filepath.Join("..", ".."))
	p := catalogs(t).For(FR)
	for _, key := range u.asked {
		if !p.Has(key) {
			t.Errorf("%s: asked for, not in the catalogs", key)
		}
	}
	for _, prefix := range u.prefixes {
		if !isDynamic(prefix) {
			t.Errorf("%s: completed at run time, not in dynamicPrefixes", prefix)
		}
	}
	named := map[string]bool{}
	for _, key := range u.named {
		named[key] = true
	}
	for _, key := range p.Keys() {
		used := named[key] || named[key+".one"] || named[key+".many"] || named[key+".other"]
		if !used && !isDynamic(key) {
			t.Errorf("%s: in the catalogs, not in any source", key)
		}
	}
}

func isDynamic(key string) bool {
	return slices.ContainsFunc(dynamicPrefixes(), func(prefix string) bool { return strings.HasPrefix(key, prefix) })
}

// readSources reads every Go and templ source below root but tests, generated files and this package.
func readSources(t *testing.T, root string) usage {
	t.Helper()
	var u usage
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			hidden := strings.HasPrefix(name, ".") && path != root
			if hidden || name == "node_modules" || path == filepath.Join(root, "internal", "i18n") {
				return filepath.SkipDir
			}
			return nil
		}
		isGo := strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && !strings.HasSuffix(name, "_templ.go")
		if !isGo && !strings.HasSuffix(name, ".templ") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		u.read(string(source))
		return nil
	})
	if err != nil {
		t.Fatalf("read sources: %v", err)
	}
	return u
}
