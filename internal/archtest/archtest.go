// Package archtest holds the tree to its architecture: the direction of imports,
// who reads the environment, the size of files, the comments on packages and the
// libraries taken in, each of which has a decision in docs/adr.
//
// It reads source files, under every build tag, and knows nothing of what they
// do. The rules are in rules.go.
package archtest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Package is what the rules need to know of one folder of Go files. Packages of
// ours are named from the root of the module: internal/record.
type Package struct {
	Path        string
	Imports     []string // of the files that the program is made of
	TestImports []string // of its tests
	Documented  bool
	Files       []File
}

// File is one Go file.
type File struct {
	Path            string
	Lines           int
	Generated       bool
	Test            bool
	ReadEnvironment []string // the calls that do, with their place
}

// Imports tells each import, with the way to it, that a rule forbids.
func Imports(packages []Package, rules []Rule) []string {
	graph := map[string][]string{}
	for _, p := range packages {
		graph[p.Path] = p.Imports
	}
	var found []string
	for _, rule := range rules {
		for _, p := range packages {
			if testOnly(p.Path) || !anyWithin(p.Path, rule.Of) {
				continue
			}
			for _, way := range reach(graph, p.Path, rule.Direct) {
				if end := way[len(way)-1]; forbids(graph, rule, end) {
					found = append(found, strings.Join(way, " → ")+": "+rule.Why)
				}
			}
		}
	}
	return found
}

func forbids(graph map[string][]string, rule Rule, path string) bool {
	if rule.Standard {
		_, ours := graph[path]
		return (ours || foreign(path)) && !anyWithin(path, rule.Of)
	}
	return anyWithin(path, rule.Never)
}

// reach gives the shortest way to everything that a package imports, directly or
// through other packages of ours.
func reach(graph map[string][]string, from string, direct bool) [][]string {
	var ways [][]string
	seen := map[string]bool{from: true}
	queue := [][]string{{from}}
	for len(queue) > 0 {
		way := queue[0]
		queue = queue[1:]
		for _, next := range graph[way[len(way)-1]] {
			if seen[next] {
				continue
			}
			seen[next] = true
			longer := append(slices.Clone(way), next)
			ways = append(ways, longer)
			if !direct {
				queue = append(queue, longer)
			}
		}
	}
	return ways
}

// TestCode tells each piece of test code that the program would carry.
func TestCode(packages []Package) []string {
	var found []string
	for _, p := range packages {
		if testOnly(p.Path) {
			continue
		}
		for _, path := range p.Imports {
			if testOnly(path) || within(path, "testing") {
				found = append(found, p.Path+" → "+path+": the program carries no test code")
			}
		}
	}
	return found
}

// Environment tells each place that reads the environment and should not.
func Environment(packages []Package) []string {
	var found []string
	for _, p := range packages {
		if mayReadEnvironment(p.Path) {
			continue
		}
		for _, f := range p.Files {
			if f.Test {
				continue
			}
			for _, call := range f.ReadEnvironment {
				found = append(found, call+": only cmd and internal/config read the environment")
			}
		}
	}
	return found
}

// Sizes tells each file that is too long.
func Sizes(packages []Package) []string {
	var found []string
	for _, p := range packages {
		for _, f := range p.Files {
			if f.Lines > longestFile && !f.Generated && !f.Test {
				found = append(found, fmt.Sprintf("%s: %d lines, more than %d: one idea per file", f.Path, f.Lines, longestFile))
			}
		}
	}
	return found
}

// Comments tells each package that does not say what it is for.
func Comments(packages []Package) []string {
	var found []string
	for _, p := range packages {
		if !p.Documented {
			found = append(found, p.Path+": no package comment says what it is for, and what it must not know")
		}
	}
	return found
}

// Libraries tells each module that our code imports, or that our tools come
// from, and that no decision names.
func Libraries(packages []Package, modules Modules, decisions string) []string {
	why := map[string]string{}
	for _, tool := range modules.Tools {
		why[modules.of(tool)] = "tool " + tool
	}
	for _, p := range packages {
		for _, path := range slices.Concat(p.Imports, p.TestImports) {
			if foreign(path) {
				why[modules.of(path)] = "imported by " + p.Path
			}
		}
	}
	var found []string
	for _, module := range slices.Sorted(maps.Keys(why)) {
		if !strings.Contains(decisions, module) {
			found = append(found, module+" ("+why[module]+"): no decision in docs/adr names it")
		}
	}
	return found
}

// Modules is what go.mod says.
type Modules struct {
	Own      string // the path of our own module
	Required []string
	Tools    []string // packages
}

// of finds the module that a package belongs to; the package itself when go.mod
// knows none.
func (m Modules) of(path string) string {
	best := ""
	for _, module := range m.Required {
		if within(path, module) && len(module) > len(best) {
			best = module
		}
	}
	if best == "" {
		return path
	}
	return best
}
