package publish

import (
	"slices"

	"entente/internal/record"
)

// Need is what a composition wants to read beside the records of its year.
type Need struct {
	From  int           // the first year to read, 0 for the usual
	Kinds []record.Kind // of the office, whatever their date
	Refs  []record.Ref  // shown by name
}

// Needs tells what blocks about a year want to read.
func Needs(year int, blocks []record.Block) Need {
	var n Need
	add := func(kinds ...record.Kind) {
		for _, k := range kinds {
			if !slices.Contains(n.Kinds, k) {
				n.Kinds = append(n.Kinds, k)
			}
		}
	}
	since := func(y int) {
		if n.From == 0 || y < n.From {
			n.From = y
		}
	}
	for _, b := range blocks {
		n.Refs = append(n.Refs, b.Show...)
		switch {
		case b.Sort == record.BlockChart && (b.Of == "" || b.Of == "years" || b.Of == "region_years"):
			since(year - yearsDrawn + 1)
		case b.Sort == record.BlockChart && b.Of == "carbon": // what a year tells of travel is of the year before
			since(year - yearsDrawn)
		case b.Sort == record.BlockChart && b.Of == "ties":
			since(year - yearsDrawn + 1)
			add(record.KindAgreement)
		case b.Sort == record.BlockIndicators:
			add(record.KindFramework, record.KindObjective)
		case b.Sort == record.BlockDisagreements && b.Of != "figures":
			add(record.KindFinding)
		}
	}
	return n
}

// Draws tells whether blocks hold something of a year: what is drawn from its records, or a figure in a text.
func Draws(blocks []record.Block) bool {
	for _, b := range blocks {
		if b.Sort != "" && b.Sort != record.BlockText && b.Sort != record.BlockPages {
			return true
		}
		for _, t := range b.Text {
			for _, s := range []string{t.FR, t.EN} {
				if at, _ := record.TokensIn(s); len(at) > 0 {
					return true
				}
			}
		}
	}
	return false
}
