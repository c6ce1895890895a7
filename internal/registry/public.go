package registry

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"entente/internal/figure"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
	"entente/internal/text"
)

// Public is the reader of what is published. It holds no way to anything else.
type Public struct {
	r      *store.Reader
	places *place.Gazetteer
	words  *text.Analyzer
}

// Public gives the reader of what is published.
func (g *Registry) Public() *Public { return &Public{g.db.Public(), g.places, g.words} }

// Generation is a number that stays the same as long as nothing published changes, on whichever node.
func (p *Public) Generation(ctx context.Context) (int64, error) { return p.r.Generation(ctx) }

// Offices reads the public offices, the main one first.
func (p *Public) Offices(ctx context.Context) ([]*record.Office, error) {
	rows, err := p.r.OfKind(ctx, "", record.KindOffice)
	if err != nil {
		return nil, err
	}
	rs, err := p.decode(ctx, rows)
	return offices(rs), err
}

// decode reads projections and takes out references to what is not public.
func (p *Public) decode(ctx context.Context, rows []store.Published) ([]record.Record, error) {
	out := make([]record.Record, len(rows))
	for i, row := range rows {
		r, err := record.Decode([]byte(row.Doc))
		if err != nil {
			return nil, err
		}
		out[i] = r
	}
	heads, err := p.Heads(ctx, targets(out))
	if err != nil {
		return nil, err
	}
	visible := map[record.Ref]bool{}
	for id := range heads {
		visible[id] = true
	}
	if err := follow(out, visible, func(ids []record.Ref) (map[record.Ref]record.Ref, error) { return p.r.MergedInto(ctx, ids) },
		func(ids []record.Ref) error {
			heads, err := p.Heads(ctx, ids)
			for id := range heads {
				visible[id] = true
			}
			return err
		}); err != nil {
		return nil, err
	}
	for _, r := range out {
		record.Prune(r, func(id record.Ref) bool { return visible[id] })
	}
	return out, nil
}

// Moved reads the head of the public record into which the one at a permalink went, which the public knew.
func (p *Public) Moved(ctx context.Context, short string) (publish.Head, error) {
	gone, err := p.r.Gone(ctx, short)
	if err != nil {
		return publish.Head{}, err
	}
	into, err := p.r.MergedInto(ctx, gone)
	if err != nil {
		return publish.Head{}, err
	}
	heads, err := p.r.Heads(ctx, slices.Collect(maps.Values(into)))
	if err != nil {
		return publish.Head{}, err
	}
	if len(heads) == 0 {
		return publish.Head{}, record.Errorf(record.NotFound, "nothing published at %s", short)
	}
	return heads[0], nil
}

// Projection reads the record whose permalink has this opaque part; record.ErrNotFound when the public sees none.
func (p *Public) Projection(ctx context.Context, short string) (publish.Projection, error) {
	rows, err := p.r.ByShort(ctx, short)
	if err != nil {
		return publish.Projection{}, err
	}
	if len(rows) == 0 {
		return publish.Projection{}, record.Errorf(record.NotFound, "nothing published at %s", short)
	}
	rs, err := p.decode(ctx, rows[:1])
	if err != nil {
		return publish.Projection{}, err
	}
	return publish.Projection{Head: rows[0].Head, Record: rs[0]}, nil
}

// Projections reads the projections of those among ids that are public, in no order.
func (p *Public) Projections(ctx context.Context, ids []record.Ref) ([]publish.Projection, error) {
	rows, err := p.r.Many(ctx, ids)
	if err != nil {
		return nil, err
	}
	rs, err := p.decode(ctx, rows)
	if err != nil {
		return nil, err
	}
	out := make([]publish.Projection, len(rows))
	for i, row := range rows {
		out[i] = publish.Projection{Head: row.Head, Record: rs[i]}
	}
	return out, nil
}

// Heads reads the heads of those among ids that are public.
func (p *Public) Heads(ctx context.Context, ids []record.Ref) (map[record.Ref]publish.Head, error) {
	rows, err := p.r.Heads(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[record.Ref]publish.Head, len(rows))
	for _, h := range rows {
		out[h.ID] = h
	}
	return out, nil
}

// List reads a page of what is published.
func (p *Public) List(ctx context.Context, q publish.Query) (publish.Page, error) {
	heads, err := p.r.List(ctx, q)
	return page(heads, q.Limit), err
}

// Latest reads the published records of some kinds that changed last, the very last first.
func (p *Public) Latest(ctx context.Context, kinds []record.Kind, limit int) ([]publish.Head, error) {
	return p.r.Latest(ctx, kinds, limit)
}

// Ties reads the published records that refer to id by a public field, newest first.
func (p *Public) Ties(ctx context.Context, id record.Ref, after string, limit int) ([]publish.Tie, string, error) {
	rows, err := p.r.Ties(ctx, id, after, limit)
	ties, next := tiePage(rows, limit)
	return ties, next, err
}

// TiesOf is Ties for records of one kind.
func (p *Public) TiesOf(ctx context.Context, id record.Ref, kind record.Kind, after string, limit int) ([]publish.Tie, string, error) {
	rows, err := p.r.TiesOf(ctx, id, kind, after, limit)
	ties, next := tiePage(rows, limit)
	return ties, next, err
}

// NewestTies reads the newest ties of each kind, at most limit of each; the kinds that have more are named with where they go
// on.
func (p *Public) NewestTies(ctx context.Context, id record.Ref, limit int) ([]publish.Tie, map[record.Kind]string, error) {
	rows, err := p.r.NewestTies(ctx, id, limit+1)
	if err != nil {
		return nil, nil, err
	}
	last, n, more := map[record.Kind]publish.Tie{}, map[record.Kind]int{}, map[record.Kind]string{}
	out := rows[:0]
	for _, t := range rows {
		if n[t.Kind]++; n[t.Kind] > limit {
			more[t.Kind] = store.TieCursor(last[t.Kind].Starts, last[t.Kind].ID, last[t.Kind].Field)
			continue
		}
		last[t.Kind] = t
		out = append(out, t)
	}
	return out, more, nil
}

// Year gathers what an office's public figures of a year are computed from.
func (p *Public) Year(ctx context.Context, office record.Ref, y int) (figure.Input, error) {
	return p.YearWith(ctx, office, y, publish.Need{})
}

// YearWith is Year with what a composition needs beside.
func (p *Public) YearWith(ctx context.Context, office record.Ref, y int, need publish.Need) (figure.Input, error) {
	return year(ctx, p, p.places, office, y, need)
}

func (p *Public) between(ctx context.Context, office record.Ref, from, to string, kinds []record.Kind) ([]record.Record, error) {
	rows, err := p.r.Between(ctx, office, from, to, kinds)
	if err != nil {
		return nil, err
	}
	return p.decode(ctx, rows)
}

func (p *Public) many(ctx context.Context, ids []record.Ref) ([]record.Record, error) {
	rows, err := p.r.Many(ctx, ids)
	if err != nil {
		return nil, err
	}
	return p.decode(ctx, rows)
}

// Years lists the years in which the office has public activities, newest first.
func (p *Public) Years(ctx context.Context, office record.Ref) ([]int, error) {
	var out []int
	for _, k := range []record.Kind{record.KindMission, record.KindVisit, record.KindParticipation, record.KindEvent} {
		years, err := p.r.Years(ctx, office, k)
		if err != nil {
			return nil, err
		}
		for _, s := range years {
			y, err := strconv.Atoi(s)
			if err != nil {
				return nil, fmt.Errorf("a start that is no date: %q", s)
			}
			out = append(out, y)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	slices.Reverse(out)
	return out, nil
}

// File opens the bytes of a published document.
func (p *Public) File(ctx context.Context, document record.Ref) (io.ReadCloser, *record.Document, error) {
	rows, err := p.r.Many(ctx, []record.Ref{document})
	if err != nil {
		return nil, nil, err
	}
	rs, err := p.decode(ctx, rows)
	if err != nil {
		return nil, nil, err
	}
	if len(rs) == 1 {
		if d, ok := rs[0].(*record.Document); ok && d.SHA256 != "" {
			f, err := p.r.FileOf(ctx, d.ID, d.SHA256)
			if err != nil {
				return nil, nil, err
			}
			return io.NopCloser(f), d, nil
		}
	}
	return nil, nil, record.Errorf(record.NotFound, "no file of %s", document)
}
