package main

import (
	"context"
	"fmt"

	"entente/internal/access"
	"entente/internal/place"
	"entente/internal/registry"
)

func healthCommand(c *command) func(context.Context) error {
	c.database()
	c.jsonFlag()
	return func(ctx context.Context) error {
		if err := c.none(); err != nil {
			return err
		}
		return c.open(ctx, true, func(g *registry.Registry, _ *place.Gazetteer) error {
			h, err := g.Health(ctx, access.OperatorActor())
			if err != nil {
				return err
			}
			if c.json {
				if err := c.writeJSON(registry.HealthReport{Program: programVersion(), Health: h}); err != nil {
					return err
				}
			} else {
				c.tellHealth(h)
			}
			if len(h.Problems) > 0 {
				return &exitError{code: exitUnsound}
			}
			return nil
		})
	}
}

func (c *command) tellHealth(h registry.Health) {
	line := func(key, value string) {
		what := c.p.T(key)
		fmt.Fprintln(c.stdout, c.p.T("ops.health.line", "what", what, "value", value))
	}
	line("ops.health.program", programVersion().Version)
	line("ops.health.engine", engineName(h.Engine)+" "+h.Version)
	line("ops.health.size", c.p.Bytes(h.Size))
	if h.Free != nil {
		line("ops.health.free", c.p.Bytes(*h.Free))
	}
	line("ops.health.records", c.p.Int(int64(h.Records)))
	line("ops.health.schema", c.p.Int(h.Schema.At))
	line("ops.health.mail", c.p.T("ops.health.mail.none"))
	backup := c.p.T("ops.health.never")
	if h.LastGood != nil {
		backup = h.LastGood.EndedAt + "  " + h.LastGood.Path + "  " + c.p.Bytes(h.LastGood.Size)
	}
	line("ops.health.backup", backup)
	for _, j := range h.Jobs {
		outcome := c.p.T("ops.job.waiting")
		if j.Outcome != "" {
			outcome = c.p.T("ops.job."+j.Outcome) + "  " + j.EndedAt + "  " + j.Said
		}
		fmt.Fprintln(c.stdout, c.jobName(j.Name)+"  "+outcome)
	}
	for _, a := range h.Problems {
		fmt.Fprintln(c.stdout, "! "+c.p.T("ops.ailment."+a.Code, "job", c.jobName(a.Of)))
	}
	if len(h.Problems) == 0 {
		fmt.Fprintln(c.stdout, c.p.T("ops.health.well"))
	}
}

// jobName names a job; one that this program does not know keeps the name that it has in the table.
func (c *command) jobName(name string) string {
	if key := "ops.job.name." + name; c.p.Has(key) {
		return c.p.T(key)
	}
	return name
}
