package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestCount(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		events []string
		want   tally
		says   string
	}{
		"a test that passes": {
			events: []string{`"run","Test":"TestA"`, `"pass","Test":"TestA"`, `"pass"`},
			want:   tally{passed: 1},
			says:   "ok   p ",
		},
		"a test counts as its parts": {
			events: []string{
				`"run","Test":"TestA"`, `"run","Test":"TestA/one"`, `"run","Test":"TestA/two"`,
				`"pass","Test":"TestA/one"`, `"fail","Test":"TestA/two"`, `"fail","Test":"TestA"`, `"fail"`,
			},
			want: tally{passed: 1, failed: 1},
		},
		"a test that fails after its parts passed": {
			events: []string{
				`"run","Test":"TestA"`, `"run","Test":"TestA/one"`,
				`"pass","Test":"TestA/one"`, `"fail","Test":"TestA"`, `"fail"`,
			},
			want: tally{passed: 1, failed: 1},
		},
		"a failure is told with its output": {
			events: []string{`"run","Test":"TestA"`, `"output","Test":"TestA","Output":"got 1, want 2\n"`, `"fail","Test":"TestA"`, `"fail"`},
			want:   tally{failed: 1},
			says:   "got 1, want 2",
		},
		"a skipped test has not passed": {
			events: []string{`"run","Test":"TestA"`, `"skip","Test":"TestA"`, `"pass"`},
			want:   tally{failed: 1},
			says:   "TestA was skipped",
		},
		"a test that never ends has failed": {
			events: []string{`"run","Test":"TestA"`, `"run","Test":"TestB"`, `"pass","Test":"TestB"`, `"fail"`},
			want:   tally{passed: 1, failed: 1},
			says:   "TestA never ended",
		},
		"a package that does not build": {
			events: []string{`"fail"`},
			want:   tally{failed: 1},
			says:   "FAIL p ",
		},
		"a package whose run is cut short": {
			events: []string{`"run","Test":"TestA"`, `"pass","Test":"TestA"`},
			want:   tally{passed: 1, failed: 1},
		},
		"a package that takes long says where": {
			events: []string{
				`"run","Test":"TestA"`, `"pass","Test":"TestA","Elapsed":4`, `"run","Test":"TestB"`, `"pass","Test":"TestB","Elapsed":70`, `"pass","Elapsed":74`,
			},
			want: tally{passed: 2},
			says: "TestB 70 s, TestA 4 s",
		},
		"a package without tests": {
			events: []string{`"output","Output":"?   p [no test files]\n"`, `"skip"`},
			want:   tally{},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var stream, out strings.Builder
			for _, e := range c.events {
				fmt.Fprintf(&stream, `{"Package":"p","Action":%s}`+"\n", e)
			}
			got, err := count(strings.NewReader(stream.String()), &out)
			if err != nil {
				t.Fatal(err)
			}
			if got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			if !strings.Contains(out.String(), c.says) {
				t.Errorf("%q does not say %q", out.String(), c.says)
			}
		})
	}
}

func TestCountRefusesWhatIsNotAnEvent(t *testing.T) {
	t.Parallel()
	if got, err := count(strings.NewReader("go: broken\n"), io.Discard); err == nil {
		t.Errorf("counted %+v", got)
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	gives := func(result tally) func(context.Context, io.Writer) tally {
		return func(context.Context, io.Writer) tally { return result }
	}
	cases := map[string]struct {
		stages []stage
		ok     bool
		last   string
	}{
		"all passes": {
			stages: []stage{{do: gives(tally{passed: 1})}, {do: gives(tally{passed: 40})}},
			ok:     true, last: "41 passed, 0 failed",
		},
		"a failure does not hide what follows": {
			stages: []stage{{do: gives(tally{failed: 1})}, {do: gives(tally{passed: 40, failed: 2})}},
			last:   "40 passed, 3 failed",
		},
		"a failed gate ends the check": {
			stages: []stage{{do: gives(tally{failed: 1}), gate: true}, {do: gives(tally{passed: 40})}},
			last:   "0 passed, 1 failed",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			if ok := run(t.Context(), &out, c.stages); ok != c.ok {
				t.Errorf("all well: %t, want %t", ok, c.ok)
			}
			lines := strings.Split(strings.TrimSpace(out.String()), "\n")
			if got := lines[len(lines)-1]; got != c.last {
				t.Errorf("the last line is %q, want %q", got, c.last)
			}
		})
	}
}

func TestRunAfterAnInterruptionHasFailed(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancel(t.Context())
	var out strings.Builder
	ok := run(ctx, &out, []stage{
		{do: func(context.Context, io.Writer) tally { interrupt(); return tally{passed: 1} }},
		{do: func(context.Context, io.Writer) tally { t.Error("went on"); return tally{} }},
	})
	if ok || !strings.Contains(out.String(), "1 passed, 1 failed") {
		t.Errorf("ok %t: %s", ok, out.String())
	}
}

func TestCommand(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]tally{"true": {passed: 1}, "false": {failed: 1}, "no-such-program": {failed: 1}} {
		if got := command(name)(t.Context(), io.Discard); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}
