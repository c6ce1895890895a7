package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"entente/bench/office"
	"entente/internal/access"
	fields "entente/internal/column"
	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/sheet"
)

// mostSheet is how many rows the spreadsheet of an office that moves in has at the most: as many as its database has records,
// so that the rates of small ones are not those of large ones.
const mostSheet = 100_000

// sheets measures a spreadsheet on its way in, looked at and written, and one on its way out: rows a second, and what the
// program takes of memory meanwhile, which must not grow with the rows.
func (b *bench) sheets(ctx context.Context) error {
	catalogs, err := i18n.New()
	if err != nil {
		return err
	}
	tools := fields.NewTools(catalogs, b.places)
	type rates struct {
		looked, written, out float64
		in, left             int64 // bytes
	}
	found := map[*column]rates{}
	for _, c := range b.columns {
		b.say("%s: a spreadsheet in and out", c.name())
		n := min(mostSheet, max(200, c.size/10))
		if c.size >= mostSheet {
			n = mostSheet
		}
		var r rates
		a := access.Member("bench", access.Officer, office.Office(0))
		s, err := c.registry.NewSheet(ctx, a, tools, registry.Upload{Kind: record.KindEvent, File: "rencontres.csv", Lang: i18n.FR}, meetings(n, time.Now().UnixNano()))
		if err == nil {
			err = c.registry.MapSheet(ctx, a, s.ID, s.Mapping)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", c.name(), err)
		}
		quiet := func(int, int) {}
		watch := watchMemory()
		r.looked, err = rate(n, func() error { return c.registry.CheckSheet(ctx, a, tools, s.ID, quiet) })
		if err == nil {
			r.written, err = rate(n, func() error {
				batch, err := c.registry.CommitSheet(ctx, a, tools, s.ID, quiet)
				if err == nil && batch.Created != n {
					err = fmt.Errorf("%d rows made %d records", n, batch.Created)
				}
				return err
			})
		}
		r.in = watch.peak()
		if err != nil {
			return fmt.Errorf("%s: %w", c.name(), err)
		}
		watch = watchMemory()
		lines := &counter{}
		began := time.Now()
		err = c.registry.ExportSheet(ctx, a, tools, registry.SheetExport{Kind: record.KindEvent, Office: a.Office, Lang: i18n.FR, Format: sheet.FormatCSV}, lines)
		r.out, r.left = float64(lines.n)/time.Since(began).Seconds(), watch.peak()
		if err == nil && lines.n < n {
			err = errors.New("the export lacks rows")
		}
		if err != nil {
			return fmt.Errorf("%s: %w", c.name(), err)
		}
		found[c] = r
	}
	number := func(v float64) cell { return cell{fmt.Sprintf("%.0f", v), v} }
	b.add("Spreadsheet looked at, rows a second", func(c *column) cell { return number(found[c].looked) })
	b.add("Spreadsheet written, rows a second", func(c *column) cell { return number(found[c].written) })
	b.add("Spreadsheet in, memory at the peak, MB", func(c *column) cell { return cell{text: megabytes(found[c].in)} })
	b.add("Spreadsheet out, rows a second", func(c *column) cell { return number(found[c].out) })
	b.add("Spreadsheet out, memory at the peak, MB", func(c *column) cell { return cell{text: megabytes(found[c].left)} })
	return nil
}

func rate(n int, do func() error) (float64, error) {
	began := time.Now()
	err := do()
	return float64(n) / time.Since(began).Seconds(), err
}

// meetings is a spreadsheet of n rows, made while it is read.
func meetings(n int, run int64) io.Reader {
	r, w := io.Pipe()
	go func() {
		out := bufio.NewWriter(w)
		_, err := fmt.Fprintln(out, "Titre (fr);Dates;Note (fr)")
		for i := 0; i < n && err == nil; i++ {
			_, err = fmt.Fprintf(out, "Rencontre %06d de la série %d;%d-%02d-%02d;Salle %d, café à l’accueil\n", i, run, 2001+i%24, 1+i%12, 1+i%28, i%40)
		}
		_ = w.CloseWithError(errors.Join(err, out.Flush())) // it never fails
	}()
	return r
}

// counter counts lines and keeps nothing.
type counter struct{ n int }

func (c *counter) Write(p []byte) (int, error) {
	for _, b := range p {
		if b == '\n' {
			c.n++
		}
	}
	return len(p), nil
}
