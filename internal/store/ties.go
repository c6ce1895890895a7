package store

import (
	"context"
	"fmt"
	"strings"

	"entente/internal/publish"
	"entente/internal/record"
)

// TiesOf is Ties for records of one kind.
func (r *Reader) TiesOf(ctx context.Context, target record.Ref, kind record.Kind, after string, n int) ([]publish.Tie, error) {
	w := &where{}
	w.and("l.kind = %s", kind)
	return r.ties(ctx, w, target, after, n)
}

// NewestTies reads the newest n of each kind among the published records that refer to target by a public field, and what
// that costs depends on n alone, not on how many there are.
func (r *Reader) NewestTies(ctx context.Context, target record.Ref, n int) ([]publish.Tie, error) {
	w := &where{}
	to := w.arg(target)
	var each []string
	for _, d := range record.Definitions() {
		each = append(each, "SELECT * FROM (SELECT l.source, l.field FROM published_link l WHERE l.target = "+to+" AND l.kind = "+w.arg(d.Kind)+
			" AND "+firstOf("published_link")+order(true, "l.starts", "l.source", "l.field")+fmt.Sprintf(" LIMIT %d", n)+") k")
	}
	w.conds = append(w.conds, "EXISTS (SELECT 1 FROM published t WHERE t.record = "+to+")")
	return query(ctx, r.db.read, scanTie, `SELECT `+publicColumns+`, n.field FROM (`+strings.Join(each, " UNION ALL ")+
		`) n JOIN published p ON p.record = n.source`+w.String()+order(true, "p.starts", "p.record", "n.field"), w.args...)
}

func scanTie(scan func(...any) error) (publish.Tie, error) {
	var t publish.Tie
	var fr, en string
	err := scan(append(publicFields(&t.Head, &fr, &en), &t.Field)...)
	t.Slug = map[string]string{"fr": fr, "en": en}
	return t, err
}
