package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"entente/internal/access"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/render"
	"entente/internal/render/docx"
	"entente/internal/render/html"
)

func paperCommand(c *command) func(context.Context) error {
	c.database()
	format := c.flags.String("format", "html", "")
	to := c.flags.String("to", "", "")
	out := c.flags.String("o", "", "")
	office := c.flags.String("office", "", "")
	as := c.as("office")
	return func(ctx context.Context) error {
		if len(c.args) != 2 {
			return c.usage(c.p.T("cli.paper.needs", "sorts", strings.Join(paperSorts(), ", ")))
		}
		if !slices.Contains(paperSorts(), c.args[0]) {
			return c.usage(c.p.T("cli.paper.bad-sort", "value", c.args[0], "sorts", strings.Join(paperSorts(), ", ")))
		}
		if !slices.Contains(paperFormats(), *format) {
			return c.usage(c.p.T("cli.paper.bad-format", "value", *format, "formats", strings.Join(paperFormats(), ", ")))
		}
		return c.open(ctx, true, func(g *registry.Registry, _ *place.Gazetteer) error {
			actor, err := c.actor(ctx, g, *as, *office)
			if err != nil {
				return err
			}
			p, err := c.aboutRecord(ctx, g, actor, c.args[0], c.args[1], record.Ref(*to))
			if err != nil {
				return err
			}
			b, err := c.writePaper(ctx, p, *format)
			if err != nil {
				return err
			}
			if *out == "" {
				_, err = c.stdout.Write(b)
				return err
			}
			if err := os.WriteFile(*out, b, 0o600); err != nil {
				return fmt.Errorf("write the document: %w", err)
			}
			return nil
		})
	}
}

// paperSorts are the documents that are made about one record.
func paperSorts() []string {
	var out []string
	for _, d := range record.Definitions() {
		for _, s := range publish.SortsOf(d.Kind) {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// aboutRecord makes a document of the record that an id, or a kind and the opaque part of its address, names.
func (c *command) aboutRecord(ctx context.Context, g *registry.Registry, a access.Actor, sort, name string, to record.Ref) (*publish.Paper, error) {
	id := record.Ref(name)
	if kind, short, ok := strings.Cut(name, "/"); ok {
		e, err := g.Find(ctx, a, record.Kind(kind), short)
		if err != nil {
			return nil, c.noPaper(sort, name, err)
		}
		id = e.Record.Head().ID
	}
	m, err := g.Matter(ctx, a, id)
	if err != nil {
		return nil, c.noPaper(sort, name, err)
	}
	p, err := publish.About(c.p, sort, m, to)
	if err != nil {
		return nil, c.noPaper(sort, name, err)
	}
	return p, nil
}

func (c *command) noPaper(sort, name string, err error) error {
	if errors.Is(err, record.ErrNotFound) {
		return &exitError{exitNotFound, c.p.T("cli.paper.none", "sort", sort, "name", name)}
	}
	return err
}

func paperFormats() []string { return []string{"html", "docx", "pdf", "json"} }

func (c *command) writePaper(ctx context.Context, p *publish.Paper, format string) ([]byte, error) {
	var b bytes.Buffer
	switch format {
	case "json":
		return render.JSON(p)
	case "pdf":
		return c.pdf(ctx, p)
	case "docx":
		err := docx.Write(&b, p, render.Links{})
		return b.Bytes(), err
	}
	err := html.Write(&b, p, render.Links{})
	return b.Bytes(), err
}
