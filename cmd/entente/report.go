package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"entente/internal/chart"
	"entente/internal/place"
	"entente/internal/press"
	"entente/internal/publish"
	"entente/internal/registry"
	"entente/internal/render"
	"entente/internal/render/docx"
	"entente/internal/render/html"
)

func reportCommand(c *command) func(context.Context) error {
	c.database()
	format := c.flags.String("format", "md", "")
	office := c.flags.String("office", "", "")
	to := c.flags.String("o", "", "")
	as := c.as("public")
	return func(ctx context.Context) error {
		arg, err := c.one(c.p.T("cli.report.year"))
		if err != nil {
			return err
		}
		year, ok := yearOf(arg)
		if !ok {
			return c.usage(c.p.T("cli.needs-year"))
		}
		write := c.formats(ctx)[*format]
		if write == nil {
			return c.usage(c.p.T("cli.report.bad-format", "value", *format))
		}
		return c.open(ctx, true, func(g *registry.Registry, places *place.Gazetteer) error {
			in, figs, err := c.year(ctx, g, *as, *office, year)
			if err != nil {
				return err
			}
			composition := publish.Standing(c.catalogs, in.Year)
			composition.Places = places
			logo, err := press.Logo(ctx, g, in.Office)
			if err != nil {
				return err
			}
			composition.Look = publish.LookOf(in.Office, logo, string(c.p.Lang()))
			if composition.Maps, err = chart.LoadMaps(); err != nil {
				return fmt.Errorf("load the land of maps: %w", err)
			}
			r := publish.Compose(c.p, in, figs, composition)
			publish.Frame(c.p, r)
			opened := publish.Opened(c.p, r)
			switch *format {
			case "html", "pdf", "docx":
				r.Annex = &opened
			case "md": // in JSON the figures stand with their evidence anyway
				r.Sections = append(r.Sections, opened)
			}
			b, err := write(r)
			if err != nil {
				return err
			}
			return c.deliver(*to, b)
		})
	}
}

// formats are the ways to write a paper.
func (c *command) formats(ctx context.Context) map[string]func(*publish.Paper) ([]byte, error) {
	return map[string]func(*publish.Paper) ([]byte, error){
		"html": func(r *publish.Paper) ([]byte, error) {
			var b bytes.Buffer
			err := html.Write(&b, r, render.Links{})
			return b.Bytes(), err
		},
		"docx": func(r *publish.Paper) ([]byte, error) {
			var b bytes.Buffer
			err := docx.Write(&b, r, render.Links{})
			return b.Bytes(), err
		},
		"md":   func(r *publish.Paper) ([]byte, error) { return render.Markdown(r, render.Links{}), nil }, //nolint:unparam // the form of all of them
		"json": render.JSON,
		"pdf":  func(r *publish.Paper) ([]byte, error) { return c.pdf(ctx, r) },
	}
}

// deliver writes what was made to a file, or to the standard output where none is named.
func (c *command) deliver(path string, b []byte) error {
	if path == "" || path == "-" {
		_, err := c.stdout.Write(b)
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	_, err = f.Write(b)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}
