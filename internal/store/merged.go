package store

import (
	"context"

	"entente/internal/access"
	"entente/internal/record"
)

// mostSteps is how many merges one after the other are followed.
const mostSteps = 16

type step struct{ record, target record.Ref }

func scanStep(scan func(...any) error) (step, error) {
	var s step
	err := scan(&s.record, &s.target)
	return s, err
}

// MergedInto tells, of those among ids that went into another record, into which one they went in the end.
func (tx *Tx) MergedInto(ctx context.Context, ids []record.Ref) (map[record.Ref]record.Ref, error) {
	return mergedInto(ids, func(ids []record.Ref) ([]step, error) {
		w := &where{}
		w.among("record", ids, tx.engine)
		return query(ctx, tx.q, scanStep, `SELECT record, target FROM merged`+w.String(), w.args...)
	})
}

// MergedInto tells, of those among ids that the public knew and that went into another record, into which one in the end.
func (r *Reader) MergedInto(ctx context.Context, ids []record.Ref) (map[record.Ref]record.Ref, error) {
	return mergedInto(ids, func(ids []record.Ref) ([]step, error) {
		w := &where{}
		w.among("record", ids, r.db.Engine)
		w.and("public = %s", 1)
		return query(ctx, r.db.read, scanStep, `SELECT record, target FROM merged`+w.String(), w.args...)
	})
}

func mergedInto(ids []record.Ref, next func([]record.Ref) ([]step, error)) (map[record.Ref]record.Ref, error) {
	out := map[record.Ref]record.Ref{}
	from := map[record.Ref][]record.Ref{} // who stands for the present end of their way
	for _, id := range ids {
		from[id] = append(from[id], id)
	}
	for range mostSteps {
		ends := make([]record.Ref, 0, len(from))
		for id := range from {
			ends = append(ends, id)
		}
		if len(ends) == 0 {
			return out, nil
		}
		steps, err := next(ends)
		if err != nil {
			return nil, err
		}
		further := map[record.Ref][]record.Ref{}
		for _, s := range steps {
			for _, id := range from[s.record] {
				out[id] = s.target
				further[s.target] = append(further[s.target], id)
			}
		}
		from = further
	}
	return out, nil
}

// MergedFrom lists the records that went into target, directly.
func (tx *Tx) MergedFrom(ctx context.Context, target record.Ref) ([]record.Ref, error) {
	return query(ctx, tx.q, scanRef, `SELECT record FROM merged WHERE target = $1 ORDER BY record`, target)
}

// Gone reads the records at a short address that went into another and that lay in scope before.
func (tx *Tx) Gone(ctx context.Context, s access.Scope, short string) ([]record.Ref, error) {
	w := &where{}
	w.and("m.short = %s", short)
	if !s.All {
		sub := &where{args: w.args}
		sub.and("m.office = %s", s.Office)
		if s.Published {
			sub.conds[0] += " OR m.public = 1"
		}
		if len(s.Shares) > 0 {
			with := &where{args: sub.args}
			in(with, "s.target", s.Shares)
			sub.args = with.args
			sub.conds[0] += " OR (r.visibility = 'shared' AND EXISTS (SELECT 1 FROM link s WHERE s.source = r.id AND s.field = 'shared_with' AND " + with.conds[0] + "))"
		}
		w.args = sub.args
		w.conds = append(w.conds, "("+sub.conds[0]+")")
	}
	return query(ctx, tx.q, scanRef, `SELECT m.record FROM merged m JOIN record r ON r.id = m.record`+w.String()+` ORDER BY m.record LIMIT 2`, w.args...)
}

// Gone reads the records at a short address that the public knew and that went into another.
func (r *Reader) Gone(ctx context.Context, short string) ([]record.Ref, error) {
	return query(ctx, r.db.read, scanRef, `SELECT record FROM merged WHERE short = $1 AND public = 1 ORDER BY record LIMIT 2`, short)
}
