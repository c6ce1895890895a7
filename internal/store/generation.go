package store

import "context"

// shards is how many rows count the changes.
const shards = 8

// touch chooses, at the first record that a transaction writes, where its change will be counted: 1 to shards.
func (tx *Tx) touch(rows []Row) {
	if tx.changed != 0 || len(rows) == 0 {
		return
	}
	tx.changed = 1
	if id := rows[0].ID; len(id) > 0 {
		tx.changed += int(id[len(id)-1]) % shards
	}
}

// countChange notes at the end of a transaction that something published may have changed.
func (tx *Tx) countChange(ctx context.Context) error {
	if tx.changed == 0 {
		return nil
	}
	_, err := tx.exec(ctx, `UPDATE generation SET n = n + 1 WHERE shard = $1`, tx.changed-1)
	return err
}

// Generation is a number that grows with every transaction that wrote records, on whichever node: a page made at a
// generation holds as long as the number stays the same.
func (r *Reader) Generation(ctx context.Context) (int64, error) {
	rows, err := query(ctx, r.db.read, func(scan func(...any) error) (int64, error) {
		var n int64
		err := scan(&n)
		return n, err
	}, `SELECT CAST(SUM(n) AS BIGINT) FROM generation`)
	if err != nil {
		return 0, err
	}
	return rows[0], nil
}
