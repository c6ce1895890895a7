package portal

import (
	"context"
	"fmt"

	"entente/internal/publish"
	"entente/internal/record"
)

// Batch is a Reader that reads many records at once. From one that cannot, they are read one by one.
type Batch interface {
	// Projections gives those of ids that are public, in no order.
	Projections(ctx context.Context, ids []record.Ref) ([]publish.Projection, error)
}

// pageOfHeads is how many heads are asked for at once.
const pageOfHeads = 200

// all reads the records of a list, up to most; more tells that there are others.
func (s *site) all(q *query, pq publish.Query, most int) (list []publish.Projection, more bool, err error) {
	var heads []publish.Head
	for {
		pq.Limit = min(pageOfHeads, most-len(heads))
		page, err := s.Reader.List(q.Context(), pq)
		if err != nil {
			return nil, false, fmt.Errorf("list %s: %w", pq.Kind, err)
		}
		heads = append(heads, page.Heads...)
		if pq.After = page.Next; page.Next == "" || len(heads) >= most {
			more = page.Next != ""
			break
		}
	}
	ids := make([]record.Ref, len(heads))
	for i, h := range heads {
		ids[i] = h.ID
	}
	list, err = s.projections(q, ids)
	return list, more, err
}

// projections reads the public records among ids, in their order, each once.
func (s *site) projections(q *query, ids []record.Ref) ([]publish.Projection, error) {
	found := map[record.Ref]publish.Projection{}
	if many, ok := s.Reader.(Batch); ok {
		list, err := many.Projections(q.Context(), ids)
		if err != nil {
			return nil, fmt.Errorf("read %d records: %w", len(ids), err)
		}
		for _, p := range list {
			found[p.ID] = p
		}
	} else if err := s.oneByOne(q, ids, found); err != nil {
		return nil, err
	}
	var out []publish.Projection
	for _, id := range ids {
		if p, ok := found[id]; ok {
			out = append(out, p)
			delete(found, id)
		}
	}
	return out, nil
}

func (s *site) oneByOne(q *query, ids []record.Ref, into map[record.Ref]publish.Projection) error {
	heads, err := s.Reader.Heads(q.Context(), ids)
	if err != nil {
		return fmt.Errorf("read heads of %d records: %w", len(ids), err)
	}
	for id := range heads {
		p, err := s.Reader.Projection(q.Context(), id.Short())
		if err != nil {
			return fmt.Errorf("read %s: %w", id, err)
		}
		if p.ID == id {
			into[id] = p
		}
	}
	return nil
}

// around reads the heads of all that records refer to, and of the records themselves.
func (s *site) around(q *query, list []publish.Projection) (map[record.Ref]publish.Head, error) {
	var ids []record.Ref
	for _, p := range list {
		for _, l := range record.Links(p.Record) {
			ids = append(ids, l.Target)
		}
	}
	heads, err := s.Reader.Heads(q.Context(), ids)
	if err != nil {
		return nil, fmt.Errorf("read what %d records refer to: %w", len(list), err)
	}
	for _, p := range list {
		heads[p.ID] = p.Head
	}
	return heads, nil
}

// of picks the records of a kind.
func of[R record.Record](list []publish.Projection) []R {
	var out []R
	for _, p := range list {
		if r, ok := p.Record.(R); ok {
			out = append(out, r)
		}
	}
	return out
}

// lastChange is the latest change among what a page shows.
func lastChange(list []publish.Projection) string {
	last := ""
	for _, p := range list {
		last = max(last, p.Updated)
	}
	return last
}
