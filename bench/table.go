package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// row is one thing measured on every database.
type row struct {
	title string
	cells []cell
}

// cell is a measurement: what is printed, and the number that ratios are made of (0 for none).
type cell struct {
	text  string
	value float64
}

func (b *bench) add(title string, f func(*column) cell) {
	r := row{title: title}
	for _, c := range b.columns {
		r.cells = append(r.cells, f(c))
	}
	b.rows = append(b.rows, r)
}

// milliseconds tells the median and the 95th percentile.
func milliseconds(times []time.Duration) cell {
	v := make([]float64, len(times))
	for i, t := range times {
		v[i] = float64(t.Microseconds()) / 1000
	}
	v = sorted(v)
	return cell{fmt.Sprintf("%.2f / %.2f", at(v, 50), at(v, 95)), at(v, 50)}
}

// rates tells the median over the files imported, and the slowest.
func rates(v []float64) cell {
	return cell{fmt.Sprintf("%.0f / %.0f", at(v, 50), v[0]), at(v, 50)}
}

func sorted(v []float64) []float64 {
	v = slices.Clone(v)
	slices.Sort(v)
	return v
}

func at(v []float64, percent int) float64 { return v[min(len(v)-1, len(v)*percent/100)] }

// print writes the table, with how each size compares to the one before on the same engine.
func (b *bench) print(w io.Writer) {
	head, rule := []string{"Median / 95th percentile"}, []string{"---"}
	for _, c := range b.columns {
		head, rule = append(head, c.name()), append(rule, "--:")
	}
	for i := 1; i < len(b.columns); i++ {
		if c, before := b.columns[i], b.columns[i-1]; c.engine == before.engine {
			head, rule = append(head, short(c.size)+" : "+short(before.size)), append(rule, "--:")
		}
	}
	line := func(fields []string) { fmt.Fprintln(w, "| "+strings.Join(fields, " | ")+" |") }
	line(head)
	line(rule)
	for _, r := range b.rows {
		fields := []string{r.title}
		for _, c := range r.cells {
			fields = append(fields, c.text)
		}
		for i := 1; i < len(b.columns); i++ {
			if b.columns[i].engine != b.columns[i-1].engine {
				continue
			}
			ratio := "—"
			if a, z := r.cells[i-1].value, r.cells[i].value; a > 0 && z > 0 {
				ratio = fmt.Sprintf("× %.1f", z/a)
			}
			fields = append(fields, ratio)
		}
		line(fields)
	}
}

// short writes a size as a column's heading does: 200, 100k, 1M.
func short(n int) string {
	switch {
	case n >= 1_000_000 && n%1_000_000 == 0:
		return fmt.Sprintf("%dM", n/1_000_000)
	case n >= 1000 && n%1000 == 0:
		return fmt.Sprintf("%dk", n/1000)
	}
	return fmt.Sprint(n)
}
