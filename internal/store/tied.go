package store

import (
	"context"
	"fmt"

	"entente/internal/access"
	"entente/internal/record"
)

// TiedTo lists the records of some kinds in scope that refer to any of the targets, each once, the newest first, one more than n
// at most.
func (tx *Tx) TiedTo(ctx context.Context, s access.Scope, targets []record.Ref, kinds []record.Kind, n int) ([]record.Ref, error) {
	if len(targets) == 0 || len(kinds) == 0 {
		return nil, nil
	}
	w := &where{}
	w.among("l.target", targets, tx.engine)
	in(w, "l.kind", kinds)
	w.open(s)
	w.scope(s)
	return query(ctx, tx.q, func(scan func(...any) error) (record.Ref, error) {
		var id record.Ref
		var starts string
		err := scan(&id, &starts)
		return id, err
	}, `SELECT DISTINCT r.id, r.starts FROM link l JOIN record r ON r.id = l.source`+w.String()+order(true, "r.starts", "r.id")+fmt.Sprintf(" LIMIT %d", n+1), w.args...)
}
