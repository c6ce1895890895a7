package main

import (
	"context"
	"fmt"

	"entente/internal/access"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/store"
)

func feedbackCommand(c *command) func(context.Context) error {
	c.database()
	c.jsonFlag()
	return func(ctx context.Context) error {
		if err := c.none(); err != nil {
			return err
		}
		return c.open(ctx, true, func(g *registry.Registry, _ *place.Gazetteer) error {
			all := []store.Feedback{}
			for after := record.Ref(""); ; {
				page, err := g.Feedbacks(ctx, access.OperatorActor(), after, 500)
				if err != nil {
					return err
				}
				if len(page) == 0 {
					break
				}
				all, after = append(all, page...), page[len(page)-1].ID
			}
			if c.json {
				return c.writeJSON(all)
			}
			for _, f := range all {
				useful := c.p.T("cli.feedback.no")
				if f.Useful == "yes" {
					useful = c.p.T("cli.feedback.yes")
				}
				fmt.Fprintf(c.stdout, "%s  %-3s  %s  %s\n", f.At, useful, f.Path, f.Words)
			}
			return nil
		})
	}
}
