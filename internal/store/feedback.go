package store

import (
	"context"

	"entente/internal/record"
)

// Feedback is what a reader said of a page.
type Feedback struct {
	ID     record.Ref `json:"id"`
	Office record.Ref `json:"office"`
	Path   string     `json:"path"`
	Lang   string     `json:"lang"`
	Useful string     `json:"useful"` // yes or no
	Words  string     `json:"words"`
	At     string     `json:"at"`
}

// AddFeedback keeps what a reader said.
func (tx *Tx) AddFeedback(ctx context.Context, f Feedback) error {
	_, err := tx.exec(ctx, `INSERT INTO feedback(id, office, path, lang, useful, words, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		f.ID, f.Office, f.Path, f.Lang, f.Useful, f.Words, f.At)
	return err
}

// FeedbackSince counts what was said since an instant: of a page, and of all pages, up to most.
func (tx *Tx) FeedbackSince(ctx context.Context, path, since string, most int) (page, all int, err error) {
	count := func(text string, args ...any) (int, error) {
		rows, err := query(ctx, tx.q, func(scan func(...any) error) (int, error) {
			var n int
			err := scan(&n)
			return n, err
		}, text, args...)
		if err != nil {
			return 0, err
		}
		return rows[0], nil
	}
	page, err = count(`SELECT COUNT(*) FROM (SELECT 1 FROM feedback WHERE path = $1 AND at >= $2 LIMIT $3) f`, path, since, most)
	if err != nil {
		return 0, 0, err
	}
	all, err = count(`SELECT COUNT(*) FROM (SELECT 1 FROM feedback WHERE at >= $1 LIMIT $2) f`, since, most)
	return page, all, err
}

// Feedbacks reads what was said to an office ("" for all) after an id, oldest first.
func (tx *Tx) Feedbacks(ctx context.Context, office, after record.Ref, n int) ([]Feedback, error) {
	w := &where{}
	w.and("id > %s", after)
	if office != "" {
		w.and("office = %s", office)
	}
	return query(ctx, tx.q, func(scan func(...any) error) (Feedback, error) {
		var f Feedback
		err := scan(&f.ID, &f.Office, &f.Path, &f.Lang, &f.Useful, &f.Words, &f.At)
		return f, err
	}, `SELECT id, office, path, lang, useful, words, at FROM feedback`+w.String()+order(false, "id")+limit(n), w.args...)
}
