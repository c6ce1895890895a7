package archtest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Load reads every Go file of the module. The files themselves, rather than
// go list, so that code under a build tag is held to the same rules, and so that
// the go command sees what the test depends on and runs it anew when it changes.
func Load(root, module string) ([]Package, error) {
	byPath := map[string]*Package{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && ignored(path, d.Name()):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go":
			return nil
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(name))
		if byPath[dir] == nil {
			byPath[dir] = &Package{Path: dir}
		}
		return byPath[dir].add(filepath.ToSlash(name), source, module)
	})
	if err != nil {
		return nil, fmt.Errorf("read the source files: %w", err)
	}
	packages := make([]Package, 0, len(byPath))
	for _, p := range byPath {
		packages = append(packages, *p)
	}
	slices.SortFunc(packages, func(a, b Package) int { return strings.Compare(a.Path, b.Path) })
	return packages, nil
}

// ignored says whether the go command passes a folder over, or the folder holds
// other people's code.
func ignored(path, name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "vendor" || name == "node_modules" {
		return true
	}
	_, err := os.Stat(filepath.Join(path, "go.mod"))
	return err == nil
}

func (p *Package) add(name string, source []byte, module string) error {
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	file := File{
		Path:            name,
		Lines:           bytes.Count(source, []byte("\n")),
		Generated:       ast.IsGenerated(tree),
		Test:            strings.HasSuffix(name, "_test.go"),
		ReadEnvironment: environmentReads(files, tree),
	}
	p.Files = append(p.Files, file)
	if tree.Doc != nil && strings.TrimSpace(tree.Doc.Text()) != "" {
		p.Documented = true
	}
	for _, spec := range tree.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return fmt.Errorf("%s: import %s: %w", name, spec.Path.Value, err)
		}
		if within(path, module) {
			path = strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
		}
		to := &p.Imports
		if file.Test {
			to = &p.TestImports
		}
		if !slices.Contains(*to, path) {
			*to = append(*to, path)
		}
	}
	return nil
}

// environmentReads lists the uses of the functions that read the environment,
// called or handed on, under whatever name the package is imported.
func environmentReads(files *token.FileSet, tree *ast.File) []string {
	readers := map[string][]string{
		"os":      {"Getenv", "LookupEnv", "Environ", "ExpandEnv"},
		"syscall": {"Getenv", "Environ"},
	}
	imported := map[string]string{} // local name → path
	for _, spec := range tree.Imports {
		path := strings.Trim(spec.Path.Value, "`\"")
		if readers[path] == nil {
			continue
		}
		imported[path] = path
		if spec.Name != nil {
			imported[spec.Name.Name] = path
		}
	}
	var found []string
	ast.Inspect(tree, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := selector.X.(*ast.Ident); ok && slices.Contains(readers[imported[x.Name]], selector.Sel.Name) {
			found = append(found, fmt.Sprintf("%s: %s.%s", files.Position(selector.Pos()), imported[x.Name], selector.Sel.Name))
		}
		return true
	})
	return found
}

// ReadModules reads what the rules need of go.mod.
func ReadModules(goMod string) Modules {
	var m Modules
	block := ""
	for line := range strings.Lines(goMod) {
		line, _, _ = strings.Cut(line, "//")
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
		case words[0] == ")":
			block = ""
		case len(words) == 2 && words[1] == "(":
			block = words[0]
		case block != "":
			m.take(block, words[0])
		case len(words) > 1:
			m.take(words[0], words[1])
		}
	}
	return m
}

func (m *Modules) take(directive, path string) {
	switch directive {
	case "module":
		m.Own = path
	case "require":
		m.Required = append(m.Required, path)
	case "tool":
		m.Tools = append(m.Tools, path)
	}
}

// Decisions is the text of every decision on record.
func Decisions(root string) (string, error) {
	files, err := filepath.Glob(filepath.Join(root, "docs/adr/*.md"))
	if err != nil {
		return "", fmt.Errorf("find the decisions: %w", err)
	}
	var all strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("read the decisions: %w", err)
		}
		all.Write(text)
	}
	return all.String(), nil
}
