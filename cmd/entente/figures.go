package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"entente/internal/access"
	"entente/internal/figure"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
)

func figuresCommand(c *command) func(context.Context) error {
	c.database()
	c.jsonFlag()
	year := c.flags.Int("year", 0, "")
	office := c.flags.String("office", "", "")
	as := c.as("public")
	return func(ctx context.Context) error {
		if err := c.none(); err != nil {
			return err
		}
		if *year < 1 || *year > 9999 {
			return c.usage(c.p.T("cli.needs-year"))
		}
		return c.open(ctx, true, func(g *registry.Registry, _ *place.Gazetteer) error {
			in, figs, err := c.year(ctx, g, *as, *office, *year)
			if err != nil {
				return err
			}
			numbers := publish.Numbers(c.p, in, figs)
			if c.json {
				return c.writeJSON(figureLines(numbers))
			}
			for _, n := range numbers {
				fmt.Fprintf(c.stdout, "%-22s %-6s %12s %12s   %s\n", n.Key, n.Period, dash(n.Shown), dash(n.Said), n.Label)
			}
			return nil
		})
	}
}

// year computes an office's figures as the actor of --as may see them.
func (c *command) year(ctx context.Context, g *registry.Registry, as, code string, y int) (figure.Input, []figure.Figure, error) {
	actor, err := c.actor(ctx, g, as, code)
	if err != nil {
		return figure.Input{}, nil, err
	}
	o, err := c.office(ctx, g, actor, code)
	if err != nil {
		return figure.Input{}, nil, err
	}
	var in figure.Input
	if actor.Role == access.Anyone {
		in, err = g.Public().Year(ctx, o.ID, y) // what the site shows, read where the site reads it
	} else {
		in, err = g.Year(ctx, actor, o.ID, y)
	}
	if err != nil {
		return in, nil, err
	}
	return in, figure.Compute(in), nil
}

// office finds an office by its code; without one, the main office.
func (c *command) office(ctx context.Context, g *registry.Registry, a access.Actor, code string) (*record.Office, error) {
	offices, err := g.Offices(ctx, a)
	if err != nil {
		return nil, err
	}
	for _, o := range offices {
		if code == "" || o.Code == code {
			return o, nil
		}
	}
	return nil, &exitError{exitNotFound, c.p.T("cli.no-office", "code", code)}
}

// figureLine is a figure as programs read it.
type figureLine struct {
	Key      string       `json:"key"`
	Label    string       `json:"label"`
	Unit     string       `json:"unit"`
	Period   string       `json:"period"`
	Value    *json.Number `json:"value"`
	Declared *json.Number `json:"declared"`
	Rule     string       `json:"rule"`
	Evidence []any        `json:"evidence"` // record ids; of a distinct count, things with their record ids
}

type thing struct {
	Thing   string       `json:"thing"`
	Label   string       `json:"label"`
	Records []record.Ref `json:"records"`
}

func figureLines(numbers []publish.Number) []figureLine {
	out := []figureLine{}
	for _, n := range numbers {
		l := figureLine{Key: n.Key, Label: n.Label, Unit: n.Unit, Period: n.Period, Value: number(n.Value), Declared: number(n.Declared), Rule: n.Rule, Evidence: []any{}}
		for _, e := range n.Evidence {
			if e.Thing == "" {
				for _, id := range e.Records {
					l.Evidence = append(l.Evidence, id)
				}
				continue
			}
			l.Evidence = append(l.Evidence, thing{e.Thing, e.Label, e.Records})
		}
		out = append(out, l)
	}
	return out
}

func number(d *record.Decimal) *json.Number {
	if d == nil {
		return nil
	}
	return new(json.Number(*d))
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func yearOf(s string) (int, bool) {
	y, err := strconv.Atoi(s)
	return y, err == nil && y > 0 && y < 10000 && len(s) == 4
}
