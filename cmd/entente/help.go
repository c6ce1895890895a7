package main

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"entente/internal/i18n"
)

// printHelp lists the subcommands.
func printHelp(w io.Writer, p *i18n.Printer, names []string) {
	fmt.Fprintf(w, "%s\n\n%s\n", p.T("cli.about"), p.T("cli.usage"))
	for _, n := range names {
		fmt.Fprintf(w, "  %-9s %s\n", n, p.T("cli."+n+".summary"))
	}
	fmt.Fprintf(w, "\n%s\n\n%s\n", p.T("cli.more"), p.T("cli.statuses"))
}

// printHelp tells what a subcommand does, with its flags and examples.
func (c *command) printHelp(w io.Writer) {
	fmt.Fprintf(w, "%s\n\n%s\n\n%s\n", c.p.T("cli."+c.name+".usage"), c.p.T("cli."+c.name+".summary"), c.p.T("cli.options"))
	c.flags.VisitAll(func(f *flag.Flag) {
		text := c.p.T("cli.flag." + f.Name)
		if own := "cli.flag." + c.name + "." + f.Name; c.p.Has(own) {
			text = c.p.T(own)
		}
		if f.DefValue != "" && f.DefValue != "false" {
			text += " " + c.p.T("cli.default", "value", f.DefValue)
		}
		fmt.Fprintf(w, "  --%-9s %s\n", f.Name, text)
	})
	fmt.Fprintf(w, "\n%s\n%s\n\n%s\n", c.p.T("cli.examples"), indent(c.p.T("cli."+c.name+".examples")), c.p.T("cli.statuses"))
}

func indent(lines string) string { return "  " + strings.ReplaceAll(lines, "\n", "\n  ") }
