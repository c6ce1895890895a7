package main

import (
	"context"
	"slices"

	"entente/internal/access"
	"entente/internal/column"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/sheet"
)

func exportCommand(c *command) func(context.Context) error {
	c.database()
	all := c.flags.Bool("all", false, "")
	as := c.as("operator")
	format := c.flags.String("format", "jsonl", "")
	kind := c.flags.String("kind", "", "")
	return func(ctx context.Context) error {
		if err := c.none(); err != nil {
			return err
		}
		if !slices.Contains([]string{"jsonl", sheet.FormatCSV, sheet.FormatXLSX}, *format) || (*format == "jsonl") != (*kind == "") {
			return c.usage(c.p.T("cli.export.bad-format"))
		}
		return c.open(ctx, true, func(g *registry.Registry, places *place.Gazetteer) error {
			actor, err := c.actor(ctx, g, *as, "")
			if err != nil {
				return err
			}
			if *kind != "" {
				return g.ExportSheet(ctx, actor, column.NewTools(c.catalogs, places), registry.SheetExport{Kind: record.Kind(*kind), Lang: i18n.Lang(c.lang), Format: *format, Personal: *all}, c.stdout)
			}
			return g.Export(ctx, actor, c.stdout, registry.ExportOptions{All: *all})
		})
	}
}

// as declares the flag that says through whose eyes to read.
func (c *command) as(def string) *string { return c.flags.String("as", def, "") }

// actor makes the actor of --as: the operator, the public, or a reader of an office.
func (c *command) actor(ctx context.Context, g *registry.Registry, as, office string) (access.Actor, error) {
	switch as {
	case "operator":
		return access.OperatorActor(), nil
	case "public":
		return access.Public(), nil
	case "office":
		o, err := c.office(ctx, g, access.OperatorActor(), office)
		if err != nil {
			return access.Actor{}, err
		}
		return access.Member("office", access.Reader, o.ID), nil
	}
	return access.Actor{}, c.usage(c.p.T("cli.bad-as", "value", as))
}
