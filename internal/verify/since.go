package verify

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// Records is what is public now.
type Records interface {
	Versions(ctx context.Context, ids []record.Ref) (map[record.Ref]int, error)
	Heads(ctx context.Context, ids []record.Ref) (map[record.Ref]publish.Head, error)
	YearWith(ctx context.Context, office record.Ref, year int, need publish.Need) (figure.Input, error)
}

// Since is what has become of the records that an edition drew on.
type Since struct {
	Drawn   int             `json:"drawn"` // how many records it draws on
	Moved   []Moved         `json:"moved,omitempty"`
	Gone    []record.Ref    `json:"gone,omitempty"` // that the public no longer sees
	Figures []FigureToday   `json:"figures,omitempty"`
	Later   publish.Edition `json:"-"` // the newest edition of the same document, when it is another
}

// Moved is a record that changed since.
type Moved struct {
	Head publish.Head `json:"-"`
	ID   record.Ref   `json:"id"`
	Was  int          `json:"was"`
	Now  int          `json:"now"`
}

// FigureToday is a figure that the records would give otherwise now.
type FigureToday struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Was   string `json:"was"` // as the document has it
	Now   string `json:"now"` // as the language writes it; "" when nothing can be counted
}

// Changed counts the records that are no longer as the edition drew on them.
func (s Since) Changed() int { return len(s.Moved) + len(s.Gone) }

// Look compares what an edition drew on with what is public now. Of what is no longer public there is the mark alone, which the
// edition bears, and no name.
func Look(ctx context.Context, p *i18n.Printer, r Records, e publish.Edition, paper *publish.Paper) (Since, error) {
	s := Since{Drawn: len(paper.Drawn)}
	was := map[record.Ref]int{}
	for _, v := range paper.Drawn {
		was[v.Record] = v.Version
	}
	ids := slices.Sorted(maps.Keys(was))
	now, err := r.Versions(ctx, ids)
	if err != nil {
		return s, fmt.Errorf("where records stand: %w", err)
	}
	heads, err := r.Heads(ctx, ids)
	if err != nil {
		return s, fmt.Errorf("what records are called: %w", err)
	}
	for _, id := range ids {
		switch version, public := now[id]; {
		case !public:
			s.Gone = append(s.Gone, id)
		case version != was[id]:
			s.Moved = append(s.Moved, Moved{Head: heads[id], ID: id, Was: was[id], Now: version})
		}
	}
	s.Figures, err = figuresToday(ctx, p, r, e, paper)
	return s, err
}

func figuresToday(ctx context.Context, p *i18n.Printer, r Records, e publish.Edition, paper *publish.Paper) ([]FigureToday, error) {
	if e.Year == 0 || len(paper.Figures) == 0 {
		return nil, nil
	}
	in, err := r.YearWith(ctx, e.Office, e.Year, publish.Need{})
	if err != nil {
		return nil, fmt.Errorf("the year %d as it stands: %w", e.Year, err)
	}
	today := map[string]publish.Number{}
	for _, n := range publish.Numbers(p, in, figure.Compute(in)) {
		today[n.Key+" "+n.Period] = n
	}
	var out []FigureToday
	for _, n := range paper.Figures {
		now, known := today[n.Key+" "+n.Period]
		if !known || same(n.Value, now.Value) {
			continue // a figure that the catalogue no longer has says nothing about the records
		}
		out = append(out, FigureToday{Key: n.Key, Label: n.Label, Was: n.Shown, Now: now.Shown})
	}
	return out, nil
}

func same(a, b *record.Decimal) bool {
	if a == nil || b == nil {
		return a == b
	}
	x, okX := a.Rat()
	y, okY := b.Rat()
	return okX && okY && x.Cmp(y) == 0
}
