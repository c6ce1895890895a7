// Command bench measures the program on made-up offices of several sizes, side by side in one run, and prints one table of
// them: what a page, a list, a year's figures, an import and a start cost, and how that grows with the number of records.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"entente/bench/office"
	"entente/internal/place"
	"entente/internal/store/pgtest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is one run.
type bench struct {
	dir     string
	quick   bool // nothing that takes minutes
	keep    bool // the databases stay for another run, which loads them no more
	binary  string
	places  *place.Gazetteer
	source  *office.Source
	rounds  int
	stderr  io.Writer
	columns []*column
	rows    []row
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	sizes := flags.String("sizes", "200,100000,1000000", "numbers of records, each in an SQLite database of its own")
	postgres := flags.Int("pg", 100_000, "number of records in a PostgreSQL database, 0 for none")
	quick := flags.Bool("quick", false, "200 and 10 000 records only, and fewer rounds")
	keep := flags.String("keep", "", "a folder where the SQLite databases stay, and are taken again by the next run")
	papers := flags.Bool("documents", false, "documents and charts only, without any database")
	rounds := flags.Int("rounds", 100, "how many times each thing is measured")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *quick {
		*sizes, *postgres, *rounds = "200,10000", 200, 10
	}
	b := &bench{rounds: *rounds, quick: *quick, stderr: stderr}
	if *papers {
		return b.documents(stdout)
	}
	if b.dir, err = os.MkdirTemp("", "entente-bench"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	databases := b.dir
	if *keep != "" {
		databases, b.keep = *keep, true
		if err := os.MkdirAll(databases, 0o750); err != nil {
			return err
		}
	}
	if b.places, err = place.Load(); err != nil {
		return err
	}
	if b.source, err = office.New(b.places); err != nil {
		return err
	}
	if b.binary, err = buildProgram(ctx, b.dir); err != nil {
		return err
	}
	for s := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < 200 {
			return fmt.Errorf("size %q: a number from 200 is needed", s)
		}
		b.columns = append(b.columns, &column{engine: "SQLite", size: n, url: filepath.Join(databases, fmt.Sprintf("%d.db", n))})
	}
	if *postgres > 0 {
		server, err := pgtest.Start(ctx)
		if err != nil {
			return err
		}
		defer func() { _ = server.Stop() }() // its files go with it in any case
		url, err := server.Fresh(ctx, "template0")
		if err != nil {
			return err
		}
		b.columns = append(b.columns, &column{engine: "PostgreSQL", size: *postgres, url: url})
	}
	began := time.Now()
	if err := b.measure(ctx); err != nil {
		return err
	}
	b.print(stdout)
	if err := b.documents(stdout); err != nil {
		return err
	}
	b.say("done in %s", time.Since(began).Round(time.Second))
	return nil
}

// measure loads every database and then measures each thing on all of them in turn, so that whatever else the machine does
// slows all alike.
func (b *bench) measure(ctx context.Context) error {
	for _, c := range b.columns {
		if err := c.load(ctx, b); err != nil {
			return fmt.Errorf("%s: %w", c.name(), err)
		}
	}
	b.add("Import, records a second", func(c *column) cell { return rates(c.rate) })
	b.add("Import, memory at the peak, MB", func(c *column) cell { return cell{text: megabytes(c.importPeak)} })
	for _, c := range b.columns {
		if err := c.open(ctx, b); err != nil {
			return fmt.Errorf("%s: %w", c.name(), err)
		}
	}
	for _, m := range reads() {
		if err := b.times(ctx, m); err != nil {
			return err
		}
	}
	for _, c := range b.columns {
		if err := c.signIn(ctx, b); err != nil {
			return fmt.Errorf("%s: %w", c.name(), err)
		}
	}
	for _, m := range forms() {
		if err := b.times(ctx, m); err != nil {
			return err
		}
	}
	if err := b.sheets(ctx); err != nil {
		return err
	}
	for _, c := range b.columns {
		if err := c.close(ctx); err != nil {
			return fmt.Errorf("%s: %w", c.name(), err)
		}
	}
	if err := b.sizes(ctx); err != nil {
		return err
	}
	if err := b.processes(ctx); err != nil {
		return err
	}
	return b.pdfs(ctx)
}

func (b *bench) say(format string, args ...any) { fmt.Fprintf(b.stderr, format+"\n", args...) }
