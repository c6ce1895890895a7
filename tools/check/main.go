// Command check runs everything that must hold before a change is published: the
// stages below, one after the other, each with the time that it took. It ends
// with one line, "N passed, M failed", in which every test and every other stage
// counts as one, and fails when anything did, or when no test ran at all.
//
// It knows the order of the stages and how to count: what each of them does is in
// the Makefile and in scripts.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	ok := run(ctx, os.Stdout, stages())
	stop()
	if !ok {
		os.Exit(1)
	}
}

// tally counts what passed and what failed.
type tally struct{ passed, failed int }

func (t tally) plus(other tally) tally {
	return tally{passed: t.passed + other.passed, failed: t.failed + other.failed}
}

// stage is one step of the check.
type stage struct {
	name string
	// gate ends the check when the stage fails: what follows could only repeat its
	// failure.
	gate bool
	do   func(ctx context.Context, out io.Writer) tally
}

func stages() []stage {
	return []stage{
		{name: "what the tests need", gate: true, do: command("scripts/test-deps")},
		{name: "assets", gate: true, do: makeTarget("assets")},
		{name: "generated code", do: makeTarget("check-gen")},
		{name: "build", gate: true, do: makeTarget("build")},
		{name: "lint", do: makeTarget("lint")},
		{name: "tests", do: goTest(func(pkg string) bool { return !inBrowser(pkg) }, "-timeout=20m")},
		// Alone on the machine, for a browser in want of a processor is slow enough
		// to fail; and never from the cache, since they run the binary, which the go
		// command does not know them to depend on.
		{name: "browser tests", do: goTest(inBrowser, "-timeout=25m", "-count=1", "-p=1")},
	}
}

func inBrowser(pkg string) bool {
	return strings.HasSuffix(pkg, "/e2e") || strings.Contains(pkg, "/e2e/")
}

// run goes through the stages and says in the end whether all is well.
func run(ctx context.Context, out io.Writer, stages []stage) bool {
	start := time.Now()
	var total tally
	for i, s := range stages {
		fmt.Fprintf(out, "\n== %s (%d of %d, %s elapsed)\n", s.name, i+1, len(stages), elapsed(start))
		began := time.Now()
		result := s.do(ctx, out)
		total = total.plus(result)
		word := "done"
		if result.failed > 0 {
			word = "FAILED"
		}
		fmt.Fprintf(out, "== %s: %s in %s\n", s.name, word, elapsed(began))
		if result.failed > 0 && s.gate {
			fmt.Fprintln(out, "== the stages that follow depend on this one and were not run")
			break
		}
		if ctx.Err() != nil {
			total.failed++
			fmt.Fprintln(out, "== interrupted")
			break
		}
	}
	fmt.Fprintf(out, "\n%d passed, %d failed\n", total.passed, total.failed)
	return total.failed == 0
}

func elapsed(since time.Time) string { return time.Since(since).Round(time.Second).String() }

func makeTarget(name string) func(context.Context, io.Writer) tally {
	return command("make", "--no-print-directory", name)
}

// command is a stage that passes or fails as its program does.
func command(name string, args ...string) func(context.Context, io.Writer) tally {
	return func(ctx context.Context, out io.Writer) tally {
		cmd := program(ctx, name, args...)
		cmd.Stdout, cmd.Stderr = out, out
		if err := cmd.Run(); err != nil {
			fmt.Fprintf(out, "%s: %v\n", strings.Join(cmd.Args, " "), err)
			return tally{failed: 1}
		}
		return tally{passed: 1}
	}
}

// program is ended politely when the check is interrupted, so that it can clean
// up after itself.
func program(ctx context.Context, name string, args ...string) *exec.Cmd {
	const grace = 20 * time.Second
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = grace
	return cmd
}
