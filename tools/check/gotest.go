package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// goTest is a stage that runs the tests of the packages that wanted chooses.
func goTest(wanted func(pkg string) bool, flags ...string) func(context.Context, io.Writer) tally {
	return func(ctx context.Context, out io.Writer) tally {
		packages, err := packageList(ctx, wanted)
		if err != nil {
			fmt.Fprintln(out, err)
			return tally{failed: 1}
		}
		args := append([]string{"test", "-json"}, flags...)
		cmd := program(ctx, "go", append(args, packages...)...)
		cmd.Stderr = out
		events, err := cmd.StdoutPipe()
		if err != nil {
			fmt.Fprintln(out, err)
			return tally{failed: 1}
		}
		if err := cmd.Start(); err != nil {
			fmt.Fprintln(out, err)
			return tally{failed: 1}
		}
		result, readErr := count(events, out)
		waitErr := cmd.Wait()
		switch {
		case readErr != nil:
			fmt.Fprintln(out, readErr)
			result.failed++
		case waitErr != nil && result.failed == 0: // it says that it failed, and not where
			fmt.Fprintf(out, "go test: %v\n", waitErr)
			result.failed++
		case result == tally{}:
			fmt.Fprintln(out, "no test ran")
			result.failed++
		}
		return result
	}
}

func packageList(ctx context.Context, wanted func(pkg string) bool) ([]string, error) {
	cmd := program(ctx, "go", "list", "./...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	listed, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w: %s", err, stderr.Bytes())
	}
	var packages []string
	for pkg := range strings.FieldsSeq(string(listed)) {
		if wanted(pkg) {
			packages = append(packages, pkg)
		}
	}
	if len(packages) == 0 {
		return nil, fmt.Errorf("go list: no package to test among %d", len(strings.Fields(string(listed))))
	}
	return packages, nil
}

// event is one line of go test -json; see go doc test2json.
type event struct {
	Action, Package, Test, Output string
	Elapsed                       float64
}

// suite gathers what is known of one package while its tests run.
type suite struct {
	state  map[string]string // of each test: "" while it runs, then "pass", "fail" or "skip"
	output map[string][]string
	took   map[string]float64 // seconds, of each test and part of one
}

// count reads the events of go test, tells what fails and how each package ends,
// and adds up. A test with parts counts as its parts. A test that was skipped, or
// that never ended, has not passed: it counts as failed.
func count(events io.Reader, out io.Writer) (tally, error) {
	var total tally
	suites := map[string]*suite{}
	lines := bufio.NewReader(events)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if err := json.Unmarshal(line, &e); err != nil {
				return total, fmt.Errorf("read the events of go test: %w: %s", err, line)
			}
			total = total.plus(take(suites, e, out))
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return total, fmt.Errorf("read the events of go test: %w", err)
		}
	}
	for pkg, s := range suites {
		total = total.plus(s.end(pkg, "fail", 0, out)) // go test itself was cut short
	}
	return total, nil
}

func take(suites map[string]*suite, e event, out io.Writer) tally {
	if e.Action == "build-output" {
		fmt.Fprint(out, e.Output)
	}
	if e.Package == "" {
		return tally{}
	}
	s := suites[e.Package]
	if s == nil {
		s = &suite{state: map[string]string{}, output: map[string][]string{}, took: map[string]float64{}}
		suites[e.Package] = s
	}
	switch e.Action {
	case "output":
		if strings.HasPrefix(e.Output, "=== ") { // which test starts and pauses when
			return tally{}
		}
		s.output[e.Test] = append(s.output[e.Test], e.Output)
	case "run":
		s.state[e.Test] = ""
	case "pass", "fail", "skip":
		if e.Test == "" {
			delete(suites, e.Package)
			return s.end(e.Package, e.Action, e.Elapsed, out)
		}
		s.state[e.Test] = e.Action
		s.took[e.Test] = e.Elapsed
	}
	return tally{}
}

// end closes the account of a package.
func (s *suite) end(pkg, action string, seconds float64, out io.Writer) tally {
	parents := map[string]bool{}
	for name := range s.state {
		if i := strings.LastIndexByte(name, '/'); i >= 0 {
			parents[name[:i]] = true
		}
	}
	var result tally
	for _, name := range slices.Sorted(maps.Keys(s.state)) {
		state := s.state[name]
		switch {
		case state == "pass" && !parents[name]:
			result.passed++
		case state == "pass":
		case parents[name] && s.failedBelow(name): // counted there
			s.tell(out, name, state)
		default:
			result.failed++
			s.tell(out, name, state)
		}
	}
	if action == "fail" && result.failed == 0 {
		result.failed++ // it did not build, or broke outside of every test
	}
	if result.failed > 0 {
		s.tell(out, "", "fail")
	}
	if len(s.state) == 0 && result.failed == 0 {
		return result // a package without tests is not worth a line
	}
	word := "ok  "
	if result.failed > 0 {
		word = "FAIL"
	}
	fmt.Fprintf(out, "%s %-44s %4d passed %4d failed %9s%s\n", word, pkg, result.passed, result.failed,
		time.Duration(seconds*float64(time.Second)).Round(time.Millisecond), s.cached())
	if seconds > long {
		fmt.Fprintf(out, "     the longest of them: %s\n", s.longest())
	}
	return result
}

// long is how many seconds a package's tests take before the check says which of them take the most.
const long = 60

// longest names the tests that took the most, beside one another or not.
func (s *suite) longest() string {
	const most = 6
	for name := range s.took {
		if i := strings.LastIndexByte(name, '/'); i >= 0 {
			delete(s.took, name[:i]) // its parts are told
		}
	}
	names := slices.SortedFunc(maps.Keys(s.took), func(a, b string) int { return cmp.Compare(s.took[b], s.took[a]) })
	said := make([]string, 0, most)
	for _, name := range names[:min(most, len(names))] {
		said = append(said, fmt.Sprintf("%s %.0f s", name, s.took[name]))
	}
	return strings.Join(said, ", ")
}

func (s *suite) failedBelow(parent string) bool {
	for name, state := range s.state {
		if state != "pass" && strings.HasPrefix(name, parent+"/") {
			return true
		}
	}
	return false
}

func (s *suite) tell(out io.Writer, test, state string) {
	for _, line := range s.output[test] {
		fmt.Fprint(out, line)
	}
	switch {
	case test == "":
	case state == "skip":
		fmt.Fprintf(out, "%s was skipped: every test must run\n", test)
	case state == "":
		fmt.Fprintf(out, "%s never ended\n", test)
	}
}

func (s *suite) cached() string {
	for _, line := range s.output[""] {
		if strings.Contains(line, "(cached)") {
			return " (cached)"
		}
	}
	return ""
}
