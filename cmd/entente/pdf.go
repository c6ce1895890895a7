package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"entente/internal/publish"
	"entente/internal/render"
	"entente/internal/render/pdf"
	"entente/internal/store"
	"entente/internal/typst"
)

// pdfWorker is the argument with which the program starts itself to set PDF files. It is no command for people.
const pdfWorker = "pdf-worker"

// press makes PDF files. Nothing is started before the first of them, or before warm.
func (c *command) press() (*pdf.Press, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find the program: %w", err)
	}
	cache, err := c.cache()
	if err != nil {
		return nil, err
	}
	return pdf.New(pdf.Config{Typst: typst.Config{Command: []string{self, pdfWorker}, Cache: cache}}), nil
}

// cache is the folder of what the program can make anew: beside an SQLite file, else where the system keeps such things.
func (c *command) cache() (string, error) {
	if dir := c.getenv("ENTENTE_CACHE_DIR"); dir != "" {
		return dir, nil
	}
	if !store.IsPostgres(c.db) {
		return filepath.Join(filepath.Dir(c.db), "cache"), nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find a folder for the cache (ENTENTE_CACHE_DIR names one): %w", err)
	}
	return filepath.Join(dir, "entente"), nil
}

// warm prepares PDF files in the background, a little after the start, when the first pages have been served.
func (c *command) warm(ctx context.Context, p *pdf.Press) {
	const first = 20 * time.Second
	select {
	case <-ctx.Done():
		return
	case <-time.After(first):
	}
	log := slog.New(slog.NewTextHandler(c.stderr, nil))
	began := time.Now()
	switch err := p.Warm(ctx); {
	case ctx.Err() != nil:
	case err != nil:
		log.Error("PDF files cannot be made", "error", err)
	case time.Since(began) > time.Second:
		log.Info("PDF files can be made", "prepared_in", time.Since(began).Round(time.Second))
	}
}

// pdf writes a paper as PDF, telling on the terminal what the first time waits for.
func (c *command) pdf(ctx context.Context, r *publish.Paper) (b []byte, err error) {
	p, err := c.press()
	if err != nil {
		return nil, err
	}
	defer p.Close()
	if err := c.patiently(ctx, p); err != nil {
		return nil, err
	}
	b, err = p.Write(ctx, r, render.Links{})
	if errors.Is(err, typst.ErrNotBuilt) {
		return nil, &exitError{exitFailed, c.p.T("cli.pdf.not-built")}
	}
	return b, err
}

func (c *command) patiently(ctx context.Context, p *pdf.Press) error {
	done := make(chan error, 1)
	go func() { done <- p.Warm(ctx) }()
	const quiet, every = time.Second, 5 * time.Second
	said := time.NewTimer(quiet)
	defer said.Stop()
	told := false
	for {
		select {
		case err := <-done:
			if errors.Is(err, typst.ErrNotBuilt) {
				return &exitError{exitFailed, c.p.T("cli.pdf.not-built")}
			}
			if err == nil && told {
				fmt.Fprintln(c.stderr, c.p.T("cli.pdf.ready"))
			}
			return err
		case <-said.C:
			if !told {
				fmt.Fprintln(c.stderr, c.p.T("cli.pdf.preparing"))
			} else {
				fmt.Fprintln(c.stderr, c.p.T("cli.pdf.progress", "n", int(p.State().Elapsed.Seconds())))
			}
			told = true
			said.Reset(every)
		}
	}
}
