package main

import (
	"context"
	"fmt"

	"entente/internal/access"
	"entente/internal/place"
	"entente/internal/registry"
)

func checkCommand(c *command) func(context.Context) error {
	c.database()
	c.jsonFlag()
	return func(ctx context.Context) error {
		if err := c.none(); err != nil {
			return err
		}
		return c.open(ctx, true, func(g *registry.Registry, _ *place.Gazetteer) error {
			res, err := g.Check(ctx, access.OperatorActor())
			if err != nil {
				return err
			}
			if c.json {
				if err := c.writeJSON(res); err != nil {
					return err
				}
			} else {
				for _, f := range res.Findings {
					fmt.Fprintf(c.stdout, "%s %s: %s: %s\n", f.Kind, f.Record, f.What, f.Detail)
				}
				fmt.Fprintln(c.stdout, c.p.T("cli.check.done", "n", len(res.Findings), "records", res.Records, "heads", res.Heads))
			}
			if len(res.Findings) > 0 {
				return &exitError{code: exitUnsound}
			}
			return nil
		})
	}
}
