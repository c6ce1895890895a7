package store

import (
	"context"

	"entente/internal/record"
)

// Comment is what somebody said of a record.
type Comment struct {
	ID     record.Ref
	Record record.Ref
	Office record.Ref // of the author
	Author string
	At     string
	Words  string
	Part   string // the key of a block; "" for what is said of the whole
}

func scanComment(scan func(...any) error) (Comment, error) {
	var c Comment
	err := scan(&c.ID, &c.Record, &c.Office, &c.Author, &c.At, &c.Words, &c.Part)
	return c, err
}

const commentColumns = `id, record, office, author, at, words, part`

// AddComment keeps comments.
func (tx *Tx) AddComment(ctx context.Context, list ...Comment) error {
	rows := make([][]any, len(list))
	for i, c := range list {
		rows[i] = []any{c.ID, c.Record, c.Office, c.Author, c.At, c.Words, c.Part}
	}
	return tx.insert(ctx, "comment("+commentColumns+")", rows)
}

// Comments reads the next n comments of a record after one, oldest first.
func (tx *Tx) Comments(ctx context.Context, of, after record.Ref, n int) ([]Comment, error) {
	return query(ctx, tx.q, scanComment, `SELECT `+commentColumns+` FROM comment WHERE record = $1 AND id > $2`+order(false, "id")+limit(n), of, after)
}

// CommentsOf reads every comment of records, in the order of their ids.
func (tx *Tx) CommentsOf(ctx context.Context, ids []record.Ref) ([]Comment, error) {
	w := &where{}
	w.among("record", ids, tx.engine)
	return query(ctx, tx.q, scanComment, `SELECT `+commentColumns+` FROM comment`+w.String()+order(false, "record", "id"), w.args...)
}

// CommentOf reads one comment of a record; record.ErrNotFound when there is none.
func (tx *Tx) CommentOf(ctx context.Context, of, id record.Ref) (Comment, error) {
	rows, err := query(ctx, tx.q, scanComment, `SELECT `+commentColumns+` FROM comment WHERE record = $1 AND id = $2`, of, id)
	if err != nil {
		return Comment{}, err
	}
	if len(rows) == 0 {
		return Comment{}, record.Errorf(record.NotFound, "no comment %s", id)
	}
	return rows[0], nil
}

// DropComment removes a comment.
func (tx *Tx) DropComment(ctx context.Context, id record.Ref) error {
	_, err := tx.exec(ctx, `DELETE FROM comment WHERE id = $1`, id)
	return err
}
