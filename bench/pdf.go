package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"entente/internal/figure"
	"entente/internal/figure/figuretest"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/render"
	"entente/internal/render/pdf"
	"entente/internal/typst"
	"entente/internal/typst/typsttest"
)

// pdfs measures what a report costs as PDF: the sample's, and one of some sixty pages. It depends on no database, so that every
// column says the same.
func (b *bench) pdfs(ctx context.Context) error {
	cache := filepath.Join(b.dir, "cache") // empty: everything is prepared
	if b.quick {
		var err error
		if cache, err = typsttest.Cache(); err != nil {
			return err
		}
	}
	p := pdf.New(pdf.Config{Typst: typst.Config{Command: []string{b.binary, "pdf-worker"}, Cache: cache}})
	defer p.Close()
	all := func(text string) func(*column) cell { return func(*column) cell { return cell{text: text} } }
	seconds := func(d time.Duration) string { return fmt.Sprintf("%.1f", d.Seconds()) }

	b.say("PDF: preparing")
	began := time.Now()
	if err := p.Warm(ctx); err != nil {
		return fmt.Errorf("prepare PDF files: %w", err)
	}
	if !b.quick {
		b.add("PDF, prepared once on a machine, s", all(seconds(time.Since(began))))
	}
	papers, err := reports()
	if err != nil {
		return err
	}
	memory := map[string]int64{}
	for _, r := range papers {
		if err := rest(ctx); err != nil {
			return err
		}
		var first time.Duration
		var later []time.Duration
		for n := range max(3, b.rounds/10) + 1 {
			t := time.Now()
			if _, err := p.Write(ctx, r, render.Links{}); err != nil {
				return err
			}
			if n == 0 {
				first = time.Since(t)
			} else {
				later = append(later, time.Since(t))
			}
		}
		memory[r.Title] = childMemory("VmHWM")
		b.add("PDF, "+r.Title+", by a child that has just started, s", all(seconds(first)))
		b.add("PDF, "+r.Title+", by one that rests, ms", all(milliseconds(later).text))
	}
	for _, r := range papers {
		b.add("PDF, "+r.Title+", memory of the child at the peak, MB", all(megabytes(memory[r.Title])))
	}
	p.Close()
	return nil
}

// rest begins the next report with a new child.
func rest(ctx context.Context) error {
	pid := child()
	if pid == "" {
		return nil
	}
	n, err := strconv.Atoi(pid)
	if err != nil {
		return err
	}
	proc, err := os.FindProcess(n)
	if err != nil {
		return err
	}
	if err := proc.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(200 * time.Millisecond):
		return nil
	}
}

// reports are the sample's report, and a long one.
func reports() ([]*publish.Paper, error) {
	c, err := i18n.New()
	if err != nil {
		return nil, err
	}
	compose := func(title string) *publish.Paper {
		in := figuretest.Year2024()
		p := publish.Compose(c.For(i18n.FR), in, figure.Compute(in), publish.Standing(c, in.Year))
		publish.Frame(c.For(i18n.FR), p)
		p.Title = title
		return p
	}
	short, long := compose("a report"), compose("a long report")
	again := long.Sections
	for range 11 {
		long.Sections = append(long.Sections, again...)
	}
	return []*publish.Paper{short, long}, nil
}

// child is the process that sets PDF files for this one, "" when there is none.
func child() string {
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return ""
	}
	for _, path := range stats {
		stat, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(stat), ") ")
		fields := strings.Fields(rest)
		line, err := os.ReadFile(filepath.Join(filepath.Dir(path), "cmdline"))
		if err == nil && len(fields) > 1 && fields[1] == strconv.Itoa(os.Getpid()) && strings.Contains(string(line), "pdf-worker") {
			return filepath.Base(filepath.Dir(path))
		}
	}
	return ""
}

func childMemory(line string) int64 { return memoryOf(child(), line) }
