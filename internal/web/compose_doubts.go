package web

import (
	"time"

	"entente/internal/access"
	"entente/internal/figure"
	"entente/internal/publish"
	"entente/internal/record"
)

// doubt is something to look at before publishing, with the block that it is about.
type doubt struct {
	block string // "" for the whole
	where string // what the block is called
	words string
	grave bool // to be settled before publication
}

// doubtsFor reads what the public sees, and lists what is doubtful.
func (a *app) doubtsFor(q *request, c composing) ([]doubt, error) {
	year := a.yearOf(q, c.Record)
	need := publish.Needs(year, c.blocks)
	public, err := a.Registry.YearWith(q.Context(), access.Public(), c.meta.Office, year, need)
	if err != nil {
		return nil, err
	}
	if c.public {
		if c.in, err = a.Registry.YearWith(q.Context(), q.actor, c.meta.Office, year, need); err != nil {
			return nil, err
		}
	}
	return a.doubtsOf(q, c, public)
}

// doubtsOf lists what is doubtful, held against what the public will see.
func (a *app) doubtsOf(q *request, c composing, public figure.Input) ([]doubt, error) {
	d := publish.Draft{Composition: c.composition(c.blocks), Office: c.in, Public: public, Today: record.Date(a.today(q).Format(time.DateOnly))}
	if p, ok := c.Record.(*record.Page); ok {
		d.Review = p.Review
	}
	var out []doubt
	for _, x := range publish.Doubts(a.Catalogs, q.lang, d) {
		one := doubt{block: x.Block, words: x.Text, grave: x.Stops}
		if x.Index >= 0 && x.Index < len(c.blocks) {
			one.block, one.where = c.blocks[x.Index].ID, blockName(q.p, c.blocks[x.Index])
		}
		out = append(out, one)
	}
	return out, nil
}
