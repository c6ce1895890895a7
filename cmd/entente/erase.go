package main

import (
	"context"
	"fmt"

	"entente/internal/access"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
)

func eraseCommand(c *command) func(context.Context) error {
	c.database()
	c.jsonFlag()
	yes := c.flags.Bool("yes", false, "")
	return func(ctx context.Context) error {
		name, err := c.one(c.p.T("cli.word.person"))
		if err != nil {
			return err
		}
		return c.open(ctx, true, func(g *registry.Registry, _ *place.Gazetteer) error {
			op := access.OperatorActor()
			id, err := person(ctx, g, record.Ref(name))
			if err != nil {
				return err
			}
			if id == "" {
				return &exitError{exitNotFound, c.p.T("cli.erase.nobody", "person", name)}
			}
			e, err := g.Get(ctx, op, id)
			if err != nil {
				return err
			}
			p, ok := e.Record.(*record.Person)
			if !ok {
				return &exitError{exitNotFound, c.p.T("cli.erase.nobody", "person", name)}
			}
			had := p.Personal != nil
			if *yes {
				if err := g.Erase(ctx, op, id); err != nil {
					return err
				}
			}
			if c.json {
				return c.writeJSON(map[string]any{"person": id, "name": p.Name, "had": had, "erased": *yes})
			}
			switch {
			case *yes:
				fmt.Fprintln(c.stdout, c.p.T("cli.erase.done", "name", p.Name))
			case had:
				fmt.Fprintln(c.stdout, c.p.T("cli.erase.would", "name", p.Name))
			default:
				fmt.Fprintln(c.stdout, c.p.T("cli.erase.nothing", "name", p.Name))
			}
			return nil
		})
	}
}

// person finds a person by the id, or by the short form of it that stands in addresses; "" for nobody.
func person(ctx context.Context, g *registry.Registry, name record.Ref) (record.Ref, error) {
	if name.Valid() {
		return name, nil
	}
	for q := (publish.Query{Kind: record.KindPerson, Limit: 500}); ; {
		page, err := g.List(ctx, access.OperatorActor(), q)
		if err != nil {
			return "", err
		}
		for _, h := range page.Heads {
			if h.ID.Short() == string(name) {
				return h.ID, nil
			}
		}
		if q.After = page.Next; q.After == "" {
			return "", nil
		}
	}
}
