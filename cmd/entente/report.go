package main

import (
	"context"
	"fmt"

	"entente/internal/chart"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/registry"
	"entente/internal/render"
	"entente/internal/render/html"
)

func reportCommand(c *command) func(context.Context) error {
	c.database()
	format := c.flags.String("format", "md", "")
	office := c.flags.String("office", "", "")
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
		write := map[string]func(*publish.Paper) error{
			"html": func(r *publish.Paper) error { return html.Write(c.stdout, r, render.Links{}) },
			"md": func(r *publish.Paper) error {
				_, err := c.stdout.Write(render.Markdown(r, render.Links{}))
				return err
			},
			"json": func(r *publish.Paper) error {
				b, err := render.JSON(r)
				if err == nil {
					_, err = c.stdout.Write(b)
				}
				return err
			},
		}[*format]
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
			if composition.Maps, err = chart.LoadMaps(); err != nil {
				return fmt.Errorf("load the land of maps: %w", err)
			}
			r := publish.Compose(c.p, in, figs, composition)
			publish.Frame(c.p, r)
			opened := publish.Opened(c.p, r)
			switch *format {
			case "html":
				r.Annex = &opened
			case "md": // in JSON the figures stand with their evidence anyway
				r.Sections = append(r.Sections, opened)
			}
			return write(r)
		})
	}
}
