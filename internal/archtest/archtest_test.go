package archtest_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/internal/archtest"
)

// TestTree holds our own tree to the rules.
func TestTree(t *testing.T) {
	t.Parallel()
	const root = "../.." // go test runs in the folder of the package
	goMod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	modules := archtest.ReadModules(string(goMod))
	packages, err := archtest.Load(root, modules.Own)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(packages, func(p archtest.Package) bool { return p.Path == "internal/record" }) {
		t.Fatalf("no internal/record among %d packages: the rules look at the wrong tree", len(packages))
	}
	decisions, err := archtest.Decisions(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, found := range map[string][]string{
		"imports":     archtest.Imports(packages, archtest.Rules()),
		"test code":   archtest.TestCode(packages),
		"environment": archtest.Environment(packages),
		"sizes":       archtest.Sizes(packages),
		"comments":    archtest.Comments(packages),
		"libraries":   archtest.Libraries(packages, modules, decisions),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, f := range found {
				t.Error(f)
			}
		})
	}
}

func TestImports(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		imports map[string][]string
		want    string // the way that is forbidden; none when empty
	}{
		"vocabulary on the standard library": {imports: map[string][]string{"internal/record": {"time", "encoding/json"}}},
		"vocabulary on another package":      {imports: map[string][]string{"internal/record": {"internal/place"}, "internal/place": nil}, want: "internal/record → internal/place"},
		"vocabulary on a library":            {imports: map[string][]string{"internal/record": {"golang.org/x/text/language"}}, want: "internal/record → golang.org/x/text/language"},
		"figures on the vocabulary":          {imports: map[string][]string{"internal/figure": {"internal/record"}, "internal/record": {"time"}}},
		"figures on the store":               {imports: map[string][]string{"internal/figure": {"internal/store"}}, want: "internal/figure → internal/store"},
		"figures on the store, round a corner": {
			imports: map[string][]string{"internal/figure": {"internal/sums"}, "internal/sums": {"internal/store"}},
			want:    "internal/figure → internal/sums → internal/store",
		},
		"a package below a pure one":           {imports: map[string][]string{"internal/render/pdf": {"internal/registry"}}, want: "internal/render/pdf → internal/registry"},
		"a chart on the portal":                {imports: map[string][]string{"internal/chart": {"internal/portal"}}, want: "internal/chart → internal/portal"},
		"an export on SQL":                     {imports: map[string][]string{"internal/exchange": {"database/sql"}}, want: "internal/exchange → database/sql"},
		"the portal on projections":            {imports: map[string][]string{"internal/portal": {"internal/publish", "internal/figure"}}},
		"the portal on the store":              {imports: map[string][]string{"internal/portal": {"internal/store"}}, want: "internal/portal → internal/store"},
		"the portal on the use cases":          {imports: map[string][]string{"internal/portal": {"internal/registry"}}, want: "internal/portal → internal/registry"},
		"staff pages through the registry":     {imports: map[string][]string{"internal/web": {"internal/registry"}, "internal/registry": {"internal/store"}, "internal/store": {"database/sql"}}},
		"staff pages past the registry":        {imports: map[string][]string{"internal/web": {"internal/store"}}, want: "internal/web → internal/store"},
		"the store on the use cases":           {imports: map[string][]string{"internal/store": {"internal/registry"}}, want: "internal/store → internal/registry"},
		"the use cases on a page":              {imports: map[string][]string{"internal/registry": {"internal/web"}}, want: "internal/registry → internal/web"},
		"a name that only begins like another": {imports: map[string][]string{"internal/figure": {"internal/storeroom"}}},
		"test helpers may reach down":          {imports: map[string][]string{"internal/figure/figuretest": {"internal/store"}}},
		"a circle ends":                        {imports: map[string][]string{"internal/figure": {"internal/sums"}, "internal/sums": {"internal/figure"}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var packages []archtest.Package
			for path, imports := range c.imports {
				packages = append(packages, archtest.Package{Path: path, Imports: imports})
			}
			found := archtest.Imports(packages, archtest.Rules())
			if c.want == "" {
				if len(found) > 0 {
					t.Errorf("found %v", found)
				}
				return
			}
			if !slices.ContainsFunc(found, func(f string) bool { return strings.HasPrefix(f, c.want+": ") }) {
				t.Errorf("found %v, want %s", found, c.want)
			}
		})
	}
}

func TestEveryRuleSaysWhy(t *testing.T) {
	t.Parallel()
	for _, rule := range archtest.Rules() {
		if rule.Why == "" || len(rule.Of) == 0 || (!rule.Standard && len(rule.Never) == 0) {
			t.Errorf("an incomplete rule: %+v", rule)
		}
	}
}

func TestOtherRulesCanFail(t *testing.T) {
	t.Parallel()
	modules := archtest.ReadModules(`module entente

go 1.26.0

require (
	github.com/jackc/pgx/v5 v5.12.0 // indirect
	modernc.org/sqlite v1.61.1
)
require golang.org/x/text v0.43.0
tool github.com/a-h/templ/cmd/templ
`)
	if modules.Own != "entente" || len(modules.Required) != 3 || len(modules.Tools) != 1 {
		t.Fatalf("go.mod read as %+v", modules)
	}
	good := archtest.Package{
		Path: "cmd/entente", Imports: []string{"os", "modernc.org/sqlite"}, TestImports: []string{"testing"}, Documented: true,
		Files: []archtest.File{
			{Path: "cmd/entente/main.go", Lines: 600, ReadEnvironment: []string{"main.go:1:1: os.Getenv"}},
			{Path: "cmd/entente/page_templ.go", Lines: 2000, Generated: true},
			{Path: "cmd/entente/main_test.go", Lines: 2000, Test: true},
		},
	}
	bad := archtest.Package{
		Path: "internal/store", Imports: []string{"internal/store/storetest", "testing/fstest", "github.com/jackc/pgx/v5/stdlib"},
		Files: []archtest.File{{Path: "internal/store/store.go", Lines: 601, ReadEnvironment: []string{"store.go:9:1: os.Getenv"}}},
	}
	decisions := "We take modernc.org/sqlite and github.com/a-h/templ/cmd/templ."
	for name, check := range map[string]struct {
		of   func(archtest.Package) []string
		want []string
	}{
		"test code": {
			of:   func(p archtest.Package) []string { return archtest.TestCode([]archtest.Package{p}) },
			want: []string{"internal/store → internal/store/storetest", "internal/store → testing/fstest"},
		},
		"environment": {
			of:   func(p archtest.Package) []string { return archtest.Environment([]archtest.Package{p}) },
			want: []string{"store.go:9:1: os.Getenv"},
		},
		"sizes": {
			of:   func(p archtest.Package) []string { return archtest.Sizes([]archtest.Package{p}) },
			want: []string{"internal/store/store.go: 601 lines"},
		},
		"comments": {
			of:   func(p archtest.Package) []string { return archtest.Comments([]archtest.Package{p}) },
			want: []string{"internal/store"},
		},
		"libraries": {
			of: func(p archtest.Package) []string {
				return archtest.Libraries([]archtest.Package{p}, modules, decisions)
			},
			want: []string{"github.com/jackc/pgx/v5 (imported by internal/store)"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if found := check.of(good); len(found) > 0 {
				t.Errorf("a good package: found %v", found)
			}
			found := check.of(bad)
			if len(found) != len(check.want) {
				t.Fatalf("a bad package: found %v, want %v", found, check.want)
			}
			for i, want := range check.want {
				if !strings.HasPrefix(found[i], want) {
					t.Errorf("found %s, want %s", found[i], want)
				}
			}
		})
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for name, text := range map[string]string{
		"internal/a/a.go":               "// Package a is there for the test.\npackage a\n\nimport (\n\tsys \"os\"\n\n\t\"entente/internal/b\"\n)\n\nvar x, read = b.X, sys.Getenv\n",
		"internal/a/a_linux.go":         "//go:build never\n\npackage a\n\nimport _ \"net\"\n",
		"internal/a/a_test.go":          "package a\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {}\n",
		"internal/b/b_templ.go":         "// Code generated by templ - DO NOT EDIT.\n\npackage b\n\nvar X = 1\n",
		"assets/node_modules/c/c.go":    "not Go at all",
		"internal/a/testdata/broken.go": "not Go at all",
		"other/go.mod":                  "module other\n",
		"other/other.go":                "not Go at all",
	} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	packages, err := archtest.Load(root, "entente")
	if err != nil {
		t.Fatal(err)
	}
	if len(packages) != 2 || packages[0].Path != "internal/a" || packages[1].Path != "internal/b" {
		t.Fatalf("loaded %+v", packages)
	}
	a, b := packages[0], packages[1]
	if want := []string{"os", "internal/b", "net"}; !slices.Equal(a.Imports, want) || !slices.Equal(a.TestImports, []string{"testing"}) {
		t.Errorf("imports %v and %v, want %v and testing", a.Imports, a.TestImports, want)
	}
	if !a.Documented || b.Documented {
		t.Errorf("documented: a %t, b %t; want only a", a.Documented, b.Documented)
	}
	if reads := a.Files[0].ReadEnvironment; len(reads) != 1 || !strings.HasSuffix(reads[0], "internal/a/a.go:10:20: os.Getenv") {
		t.Errorf("reads of the environment: %v", reads)
	}
	if b.Files[0].Lines != 5 || !b.Files[0].Generated || b.Files[0].Test {
		t.Errorf("generated file read as %+v", b.Files[0])
	}
}
